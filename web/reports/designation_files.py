"""The designation document as PDF, Word or Excel, and its map as a picture for slides."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from gis.errors import InputError
from web.reports.designation import Designation
from web.reports.pdf import make_pdf, make_picture
from web.texts.formats import format_day

WORD_FONTS = {"zh": "宋体", "en": "Times New Roman"}
"""Fonts that every Word has: a file to be edited embeds none."""

MIME = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
}
"""Formats that it is written in, by ending."""

PICTURE_DPI = 200


def write_designation(document: Designation, ending: str) -> bytes:
    """
    Write the document in the format of an ending.

    Raises
    ------
    InputError
        ``designation.no_map`` where a picture is asked for and there is no area to draw.
    """
    writers = {".pdf": _pdf, ".docx": _docx, ".xlsx": _xlsx, ".png": _png}
    return writers[ending](document)


def _pdf(document: Designation) -> bytes:
    return make_pdf("designation.typ", _data(document), day=document.day)


def _png(document: Designation) -> bytes:
    if document.map is None:
        raise InputError("designation.no_map")
    return make_picture("designation_map.typ", _data(document), dpi=PICTURE_DPI)


def _data(document: Designation) -> Mapping[str, Any]:
    said = {name: value for name, value in document._asdict().items() if name != "day"}
    return {**said, "said_day": format_day(document.day, document.lang)}


def _xlsx(document: Designation) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = document.annex[:31]
    sheet.append([document.title])
    sheet.append([document.number])
    sheet.append(list(document.columns))
    for row in document.rows:
        sheet.append(list(row))
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    for name, width in zip("ABCDEFGH", (6, 12, 30, 16, 8, 22, 18, 16), strict=True):
        sheet.column_dimensions[name].width = width
    for line in sheet.iter_rows(min_row=4):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth = "landscape", 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _docx(document: Designation) -> bytes:
    word = docx.Document()
    _plain_style(word, document)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(26)

    def line(words: str, size: float, *, bold: bool = False, align: Any = None, indent: bool = False) -> None:
        paragraph = word.add_paragraph()
        run = paragraph.add_run(words)
        run.bold, run.font.size = bold, Pt(size)
        paragraph.alignment = align
        if indent and document.lang == "zh":
            paragraph.paragraph_format.first_line_indent = Pt(2 * size)

    line(document.issuer, 18, bold=True, align=ALIGN.CENTER)
    if document.number:
        line(document.number, 12, align=ALIGN.CENTER)
    line(document.title, 16, bold=True, align=ALIGN.CENTER)
    for words in document.paragraphs:
        line(words, 12, indent=True)
    line(document.signed, 12, align=ALIGN.RIGHT)
    line(format_day(document.day, document.lang), 12, align=ALIGN.RIGHT)
    if document.rows:
        word.add_page_break()  # type: ignore[no-untyped-call]
        line(document.annex, 14, bold=True)
        _table(word, document)
    if document.map is not None:
        line(document.map_title, 14, bold=True)
        word.add_picture(io.BytesIO(_png(document)), width=Mm(158))
    if document.duties:
        line(document.duties_title, 14, bold=True)
    for duty in document.duties:
        line(duty.heading, 12, bold=True)
        for name, words in duty.facts:
            line(f"{name}:{words}" if document.lang == "zh" else f"{name}: {words}", 11)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _plain_style(word: Document, document: Designation) -> None:
    style = word.styles["Normal"]
    font = WORD_FONTS[document.lang]
    style.font.name = font
    style.element.rPr.rFonts.set(qn("w:eastAsia"), WORD_FONTS["zh"])
    word.core_properties.title = document.title
    word.core_properties.author = document.issuer


def _table(word: Document, document: Designation) -> None:
    table = word.add_table(rows=1, cols=len(document.columns), style="Table Grid")

    def put(cell: _Cell, words: str, *, bold: bool) -> None:
        run = cell.paragraphs[0].add_run(words)
        run.bold, run.font.size = bold, Pt(9)

    for cell, words in zip(table.rows[0].cells, document.columns, strict=True):
        put(cell, words, bold=True)
    for row in document.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            put(cell, words, bold=False)
