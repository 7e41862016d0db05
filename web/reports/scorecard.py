"""The scorecard as a file: PDF, Excel or HTML, as the ending says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.writers import whole_file
from web.reports.scorecard_book import write_scorecard_book
from web.reports.scorecard_html import scorecard_file
from web.reports.scorecard_page import scorecard_page
from web.reports.scorecard_pdf import scorecard_pdf
from web.services.scorecard.card import Scorecard


def write_scorecard(path: Path, card: Scorecard, county: str, day: date, lang: str) -> None:
    """
    Write a scorecard in the format of the path's ending.

    Parameters
    ----------
    path
        A file ending in ``.pdf``, ``.xlsx`` or ``.html``.
    card
        What is known.
    county
        Its name, for the title; may be empty.
    day
        Day that it is made.
    lang
        ``"zh"`` or ``"en"``.
    """
    if path.suffix.lower() == ".xlsx":
        write_scorecard_book(path, card, lang)
        return
    page = scorecard_page(card, lang)
    title = f"{county} {page.title}".strip()
    with whole_file(path) as unfinished:
        if path.suffix.lower() == ".pdf":
            unfinished.write_bytes(scorecard_pdf(page, title, day, lang))
        else:
            unfinished.write_text(scorecard_file(page, title, day, lang), encoding="utf-8")
