"""The leader's page as a PDF file: one sheet, whatever it holds."""

from __future__ import annotations

from datetime import date

from web.reports.leader_page import LeaderPage
from web.reports.pdf import make_pdf
from web.texts import text
from web.texts.formats import format_day

WORDS = (
    *("this_month", "on_previous", "on_year", "so_far", "so_far_change", "where", "no_map", "areas", "place"),
    *("area_trend", "by_class", "by_township", "by_village", "class", "township", "village", "of_scope"),
    *("townships_missing", "work"),
)
"""Words of the page that stand in the template."""


def leader_pdf(page: LeaderPage, title: str, day: date, lang: str) -> bytes:
    """
    Typeset the page.

    Parameters
    ----------
    page
        What it shows.
    title
        Heading, with the name of the county.
    day
        Day that it is made.
    lang
        ``"zh"`` or ``"en"``.

    Raises
    ------
    FileError
        ``assets.missing`` without the fonts.
    """
    words = {word: text(f"leader.{word}", lang) for word in WORDS}
    between = "" if lang == "zh" else " "
    return make_pdf(
        "leader.typ",
        {
            "title": title,
            "lang": lang,
            "made_on": text("leader.made_on", lang, day=format_day(day, lang)),
            "page": page,
            "words": {**words, "between": between},
        },
        day=day,
    )
