"""The leader's page as a PDF file: one sheet, whatever it holds."""

from __future__ import annotations

from datetime import date

from web.reports.leader_page import LeaderPage
from web.reports.pdf import make_pdf
from web.texts import text
from web.texts.catalogue import topic_words
from web.texts.formats import format_day


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
    between = "" if lang == "zh" else " "
    return make_pdf(
        "leader.typ",
        {
            "title": title,
            "lang": lang,
            "made_on": text("leader.made_on", lang, day=format_day(day, lang)),
            "page": page,
            "words": {**topic_words("leader", lang), "between": between},
        },
        day=day,
    )
