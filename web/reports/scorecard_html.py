"""The scorecard as HTML: the body that the page and the file share, and the file that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from web.maps.assets import VENDOR
from web.reports.pages import map_style, render
from web.reports.scorecard_flags import Flag
from web.reports.scorecard_page import ScorecardPage
from web.texts import text
from web.texts.catalogue import texts_of
from web.texts.formats import format_day

TOPICS = ("score", "score_unit", "score_missing", "measure")


def scorecard_body(
    page: ScorecardPage,
    lang: str,
    *,
    link: Callable[[str], str] | None = None,
    map_form: Markup | None = None,
    decide: Callable[[Flag], Markup] | None = None,
    decide_other: Markup | None = None,
) -> Markup:
    """
    Arrange the scorecard.

    Parameters
    ----------
    page
        What it shows.
    lang
        ``"zh"`` or ``"en"``.
    link
        Gives the address of a township's page; a file has none.
    map_form
        What chooses another map.
    decide
        Gives what a flag is decided with.
    decide_other
        What the card of a township that is not lowest is decided with.
    """
    return render(
        "scorecard.html",
        page=page,
        lang=lang,
        t=texts_of(set(TOPICS), lang),
        link=link,
        map_form=map_form,
        decide=decide,
        decide_other=decide_other,
    )


def scorecard_file(page: ScorecardPage, title: str, day: date, lang: str) -> str:
    """Write the scorecard as one file."""
    style = Markup((VENDOR.parent / "css" / "scorecard.css").read_text(encoding="utf-8"))  # noqa: S704  ours
    return str(
        render(
            "scorecard_file.html",
            title=title,
            lang=lang,
            style=style + map_style(),
            made_on=text("score.made_on", lang, day=format_day(day, lang)),
            body=scorecard_body(page, lang),
        )
    )
