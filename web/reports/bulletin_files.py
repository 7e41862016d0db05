"""A bulletin as files: PDF, and one HTML page that needs no other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from web.maps.self_contained import write_whole
from web.reports.bulletin_page import BulletinPage
from web.reports.pages import render, style_sheet
from web.reports.pdf import make_pdf
from web.texts import text

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def bulletin_pdf(page: BulletinPage, county: str, lang: str) -> bytes:
    """Typeset a bulletin: the same bulletin gives the same bytes."""
    return make_pdf("bulletin.typ", _data(page, county, lang))


def write_bulletin(path: Path, page: BulletinPage, county: str, lang: str) -> None:
    """Write a bulletin as PDF or HTML, by the path's ending."""
    if path.suffix.lower() == ".pdf":
        write_whole(path, bulletin_pdf(page, county, lang))
        return
    data = _data(page, county, lang)
    language = "zh-CN" if lang == "zh" else "en"
    html = render("bulletin.html", **data, language=language, policy=POLICY, style=style_sheet())
    write_whole(path, str(html).encode())


def _data(page: BulletinPage, county: str, lang: str) -> Mapping[str, Any]:
    words = {name: text(f"bulletin.{name}", lang) for name in ("counts", "township", "map", "advice")}
    return {"title": f"{county} {page.title}".strip(), "lang": lang, "page": page, "words": words}
