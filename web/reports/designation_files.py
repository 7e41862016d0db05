"""The designation document as PDF, Word or Excel, and its map as a picture for slides."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
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
WIDTHS_MM = (12, 22, 62, 36, 18, 42, 40, 29)
"""Columns of the annex in Word, on a page that lies."""


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
    _duties_sheet(book, document)
    for each in book.worksheets:
        for cell in (cell for row in each.iter_rows() for cell in row if isinstance(cell.value, str)):
            cell.data_type = "s"  # ``=`` begins no formula
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _duties_sheet(book: Workbook, document: Designation) -> None:
    """Put each entry's duties on a sheet of their own, a fact in each row."""
    if not document.duties:
        return
    sheet = book.create_sheet(document.duties_title[:31])
    for duty in document.duties:
        sheet.append([duty.heading])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for name, words in duty.facts:
            sheet.append([name, words])
            sheet.cell(sheet.max_row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 100


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
        paragraph.paragraph_format.keep_with_next = bold
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
        _turn(word, landscape=True)
        line(document.annex, 14, bold=True)
        _table(word, document)
        _turn(word, landscape=False)
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


def _turn(word: Document, *, landscape: bool) -> None:
    """Begin a page that lies or stands."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.left_margin = section.right_margin = Mm(18 if landscape else 26)


def _table(word: Document, document: Designation) -> None:
    table = word.add_table(rows=1, cols=len(document.columns), style="Table Grid")

    def put(cell: _Cell, words: str, *, bold: bool) -> None:
        run = cell.paragraphs[0].add_run(words)
        run.bold, run.font.size = bold, Pt(9)

    table.autofit = False
    for column, width in zip(table.columns, WIDTHS_MM, strict=True):
        column.width = Mm(width)
    for cell, words in zip(table.rows[0].cells, document.columns, strict=True):
        put(cell, words, bold=True)
    heads = OxmlElement("w:tblHeader")
    heads.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(heads)  # python-docx has no word for it
    for row in document.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            put(cell, words, bold=False)
    for line in table.rows:
        for cell, width in zip(line.cells, WIDTHS_MM, strict=True):
            cell.width = Mm(width)
