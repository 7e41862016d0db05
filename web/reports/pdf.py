"""
PDF files: a template of ours, typeset by Typst, which comes in a wheel and asks no other program and no host.

What is put into a template is data, never markup: names stay as they are whatever signs they hold. Fonts are
the package's own and no others, embedded as far as they are used, so that every machine gives the same file.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont
from markupsafe import Markup

from gis.errors import FileError
from web.maps.assets import VENDOR
from web.maps.self_contained import write_whole
from web.reports.pages import TEMPLATES, map_style

FAMILY = "Noto Sans SC"
FONTS = VENDOR / "@expo-google-fonts" / "noto-sans-sc"
FONT_FILES = ("400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf")

_NOT_WRITTEN = {"Cc", "Cf", "Cs"}
"""Controls, marks that turn the direction of writing, halves of characters: no font draws them."""


def write_pdf(path: Path, template: str, data: Mapping[str, Any], *, day: date | None = None) -> str:
    """
    Write a document as PDF; takes what `make_pdf` takes.

    Returns
    -------
    str
        Signs that the fonts do not have: the page shows boxes in their place.

    Raises
    ------
    FileError
        ``assets.missing`` without the fonts, ``file.not_written``.
    """
    write_whole(path, make_pdf(template, data, day=day))
    return unknown_signs(data)


def make_pdf(
    template: str, data: Mapping[str, Any], *, day: date | None = None, fonts: Path | None = None
) -> bytes:
    """
    Typeset a document.

    Parameters
    ----------
    template
        Name of a template beside those of the pages; it finds the data with ``paper.typ``.
    data
        Words, numbers, lists, mappings and named tuples; what is `Markup` is an SVG drawing, and every other
        string is words. ``title`` and ``lang`` are those of the document.
    day
        Day that the file says it was made; none unless given: the same data give the same bytes.
    fonts
        Another folder of fonts than the package's own.

    Raises
    ------
    FileError
        ``assets.missing`` when the fonts were not installed.
    """
    return _compiled(template, data, day, fonts, format="pdf")


def make_picture(template: str, data: Mapping[str, Any], *, dpi: float) -> bytes:
    """
    Typeset a document of one page as a PNG picture; takes what `make_pdf` takes.

    Raises
    ------
    FileError
        ``assets.missing`` without the fonts.
    """
    return _compiled(template, data, None, None, format="png", ppi=dpi)


def _compiled(
    template: str, data: Mapping[str, Any], day: date | None, fonts: Path | None, **output: Any
) -> bytes:
    document = {"day": None if day is None else [day.year, day.month, day.day], **_plain(data)}
    compiler = typst.Compiler(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_own_fonts(fonts or FONTS),
        ignore_system_fonts=True,
    )
    stamp = datetime.combine(day or date(1980, 1, 1), time(), UTC)
    made = compiler.compile(
        sys_inputs={"data": json.dumps(document)}, timestamp=int(stamp.timestamp()), **output
    )
    if not isinstance(made, bytes):
        raise TypeError(f"one file was wanted, got {type(made).__name__}")
    return made


def unknown_signs(data: Any, fonts: Path | None = None) -> str:
    """Give the signs of words that the fonts do not have, each once, in order."""
    with TTFont((fonts or FONTS) / FONT_FILES[0], lazy=True) as font:
        known = font.getBestCmap()
    said = {sign for words in _words_of(_plain(data)) for sign in words}
    return "".join(sorted(sign for sign in said if ord(sign) not in known and not sign.isspace()))


def _words_of(plain: Any) -> Iterator[str]:
    """Walk through the words, and through drawings, which hold words too."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict | list):
        for part in plain.values() if isinstance(plain, dict) else plain:
            yield from _words_of(part)


def _own_fonts(folder: Path) -> typst.Fonts:
    for name in FONT_FILES:
        if not (folder / name).is_file():
            raise FileError("assets.missing", path=str(folder / name))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _plain(value: Any) -> Any:
    """Bring data into the shapes of JSON."""
    if isinstance(value, Markup):
        return _drawing(value)
    if isinstance(value, str):
        return _words(value)
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def _words(said: str) -> str:
    return "".join(sign if unicodedata.category(sign) not in _NOT_WRITTEN else " " for sign in said)


def _drawing(svg: Markup) -> str:
    """Make a drawing of a page one that stands alone: with its namespace, its style and its font."""
    kept = "".join(sign for sign in svg if sign == "\n" or unicodedata.category(sign) not in _NOT_WRITTEN)
    opening, _, rest = kept.partition(">")
    style = f'{map_style()} text {{ font-family: "{FAMILY}"; }}'
    named = opening.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"{named}><style>{style}</style>{rest}"
