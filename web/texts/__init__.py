"""Everything that people read, in Chinese and English side by side; elsewhere are codes and numbers."""

from web.texts.catalogue import has_text, label, text
from web.texts.facts import Fact, area_facts
from web.texts.reasons import area_reason
from web.texts.rendering import render_error, render_problem
from web.texts.text import LANGUAGES, Text

__all__ = [
    "LANGUAGES",
    "Fact",
    "Text",
    "area_facts",
    "area_reason",
    "has_text",
    "label",
    "render_error",
    "render_problem",
    "text",
]
