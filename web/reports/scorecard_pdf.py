"""The scorecard as a PDF file of two sheets."""

from __future__ import annotations

from datetime import date

from web.reports.pdf import make_pdf
from web.reports.scorecard_page import ScorecardPage
from web.texts import text
from web.texts.catalogue import topic_words
from web.texts.formats import format_day


def scorecard_pdf(page: ScorecardPage, title: str, day: date, lang: str) -> bytes:
    """
    Typeset the scorecard.

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
    more = {
        "unit": text("score_unit.rate", lang),
        "no_survey": text("score_missing.no_survey", lang),
        "safety": text("measure.safety", lang),
        "satisfaction": text("measure.satisfaction", lang),
        "between": "" if lang == "zh" else " ",
        "stop": "。" if lang == "zh" else ". ",
    }
    return make_pdf(
        "scorecard.typ",
        {
            "title": title,
            "lang": lang,
            "made_on": text("score.made_on", lang, day=format_day(day, lang)),
            "page": page,
            "words": {**topic_words("score", lang), **more},
        },
        day=day,
    )
