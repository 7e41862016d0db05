"""Templates of reports: everything that is put into them is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from web.texts.formats import format_number

TEMPLATES = Path(__file__).parent / "templates"

_PAGES = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.globals["number"] = format_number


def render(template: str, **values: object) -> Markup:
    """Fill a template in; what it gives may be put into another one as it is."""
    # Autoescape is on for every template, so nothing in the result is anyone's words unescaped.
    return Markup(_PAGES.get_template(template).render(**values))  # noqa: S704


def style_sheet() -> Markup:
    """Give the style sheet of reports."""
    return Markup((TEMPLATES / "report.css").read_text(encoding="utf-8") + map_style())  # noqa: S704


def map_style() -> Markup:
    """Give the style sheet of printed maps, on a page or by themselves."""
    return Markup((TEMPLATES / "map.css").read_text(encoding="utf-8"))  # noqa: S704
