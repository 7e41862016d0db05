"""The month's assessment as a PDF file."""

from __future__ import annotations

from datetime import date

from web.reports.month_page import MonthPage
from web.reports.pdf import make_pdf
from web.texts import text
from web.texts.formats import format_day

WORDS = (
    *("counts", "class", "place", "village", "now", "on_previous", "on_year", "expected", "band", "standing"),
    *("by_place", "by_village", "of_scope", "raised", "no_places", "chart", "chart_said", "forecast"),
    *(
        "forecast_method",
        "errors",
        "areas",
        "outbreaks",
        "outbreaks_none",
        "levels",
        "levels_none",
        "computed",
    ),
    *("adjusted", "why", "reason", "notes", "notes_none"),
)
"""Words of the page that stand in the template."""


def month_pdf(page: MonthPage, where: str, day: date, lang: str) -> bytes:
    """
    Typeset the assessment.

    Parameters
    ----------
    page
        What it shows.
    where
        Name of the county, and of the ground.
    day
        Day that it is made.
    lang
        ``"zh"`` or ``"en"``.
    """
    return make_pdf(
        "month.typ",
        {
            "title": f"{where} {page.title}".strip(),
            "lang": lang,
            "made_on": text("month.made_on", lang, day=format_day(day, lang)),
            "page": page,
            "words": {word: text(f"month.{word}", lang) for word in WORDS},
        },
        day=day,
    )
