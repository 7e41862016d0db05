"""What the register's steps and refusals are told with, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from web.texts.catalogue import label, text
from web.texts.formats import format_list, format_number


def register_words(details: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Put words in the place of codes of actions, states, fields and criteria."""
    said = dict(details)
    for name, topic in (
        ("action", "register_action"),
        ("state", "register_state"),
        ("field", "register_field"),
    ):
        if name in said:
            said[name] = label(topic, said[name], lang)
    for name, topic in (("wanted", "register_state"), ("missing", "register_field")):
        if isinstance(said.get(name), list):
            said[name] = format_list((label(topic, one, lang) for one in said[name]), lang)
    if "failing" in said:
        said["failing"] = criteria_words(said["failing"], lang)
    return said


def criteria_words(verdicts: Iterable[Mapping[str, Any]], lang: str) -> str:
    """List criteria with what was found, such as those that fail."""
    said = [f"{criterion_words(one, lang)} ({found_words(one, lang)})" for one in verdicts]
    return (";" if lang == "zh" else "; ").join(said)


def criterion_words(verdict: Mapping[str, Any], lang: str) -> str:
    """Say what a criterion wants."""
    return text(f"criterion.{verdict['code']}", lang, wanted=format_number(verdict["wanted"]))


def found_words(verdict: Mapping[str, Any], lang: str) -> str:
    """Say what was found of a criterion."""
    if verdict["found"] is None:
        return text("register.unknown_found", lang)
    code, found = verdict["code"], verdict["found"]
    if code == "fall_pct" and found < 0:
        code, found = "rise_pct", -found
    return text(f"criterion_found.{code}", lang, found=format_number(found, 0))
