"""Sentences for errors and problems."""

from __future__ import annotations

from gis.errors import Problem, SafetownError
from web.texts.catalogue import fill, gather, has_text, label, text
from web.texts.register_words import register_words
from web.texts.scorecard_words import scorecard_words


def render_problem(problem: Problem, lang: str) -> str:
    """
    Say what is wrong and what to do about it, in one sentence or two.

    A code without words of its own is shown as it is: an error must reach its reader in any case.
    """
    entry = gather("ERRORS").get(problem.code)
    details = dict(problem.details)
    if "rejected_for" in details:
        details["rejected_for"] = label("reject", details["rejected_for"], lang)
    if "right" in details:
        details["right"] = label("right", details["right"], lang)
    if problem.code.startswith("register."):
        details = register_words(details, lang)
    if problem.code.startswith("score."):
        details = scorecard_words(details, lang)
    if has_text(field := str(details.get("field", ""))):  # of a form: the words above the box
        details["field"] = text(field, lang)
    return str(problem) if entry is None else fill(entry, lang, details)


def render_error(error: SafetownError, lang: str) -> str:
    """Say every problem of an error in one line."""
    said = (render_problem(problem, lang) for problem in error.problems)
    return ("" if lang == "zh" else " ").join(dict.fromkeys(said))
