"""Tables of rows and cells: CSV in any encoding, and Excel sheets."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TextIO

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from python_calamine import CalamineSheet, CalamineWorkbook

from data.encodings import find_encoding, open_bytes
from data.table_source import TableChunk, TableSource, unique_names
from gis.errors import FileError, TableError

DELIMITERS = (",", "\t", ";", "|")
HEADER_WITHIN = 20
"""The header stands within these first rows: exports put a title or two above it."""

EXACT_DIGITS = 15
"""Digits that Excel keeps of a number; the rest of a longer one is lost."""

BLOCK_ROWS = 2_000

END_OF_FILE = "\ufffeend of file"
"""A line put after the last: an open quotation mark would swallow it, with all rows before it."""

Row = tuple[int, list[str]]
"""Line number and cells."""


class _Block(NamedTuple):
    """Some rows as columns, with their lines and whether they were broken."""

    lines: npt.NDArray[np.int64]
    broken: npt.NDArray[np.bool_]
    columns: list[pa.LargeStringArray]


def open_text(path: Path, layer: str | None = None) -> TableSource:
    """Open delimited text; ``layer`` is not used, since such a file has none."""
    del layer
    encoding = find_encoding(path)
    with _open_text(path, encoding) as lines:
        delimiter = _delimiter(list(islice(lines, HEADER_WITHIN)))

    def rows() -> Iterator[Row]:
        return _text_rows(path, encoding, delimiter)

    return _source(path, rows, encoding=encoding, delimiter=delimiter)


@contextmanager
def _open_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """Open text; what is not of its encoding, such as a character cut in two, becomes a replacement mark."""
    with (
        open_bytes(path) as binary,
        io.TextIOWrapper(binary, encoding=encoding, errors="replace", newline="") as text,
    ):
        yield text


def _text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    with _open_text(path, encoding) as lines:
        reader = csv.reader(chain(lines, [END_OF_FILE]), delimiter=delimiter)
        line = 1
        try:
            for cells in reader:
                if cells == [END_OF_FILE]:
                    return
                if cells and cells[-1].endswith(END_OF_FILE):
                    raise TableError("table.quote_open", path=str(path), line=line)
                yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise TableError("table.quote_open", path=str(path), line=line) from error


def _delimiter(lines: list[str]) -> str:
    """Take the delimiter that cuts the most of the first lines' text into cells."""
    return max(DELIMITERS, key=lambda delimiter: max((line.count(delimiter) for line in lines), default=0))


def open_excel(path: Path, layer: str | None = None) -> TableSource:
    """Open a sheet of an Excel workbook: the one named, else the first that holds anything."""
    workbook = CalamineWorkbook.from_path(str(path))
    if layer is not None and layer not in workbook.sheet_names:
        raise FileError(
            "file.no_such_layer", path=str(path), layer=layer, layers=", ".join(workbook.sheet_names)
        )
    names = [layer] if layer is not None else workbook.sheet_names
    sheets = [workbook.get_sheet_by_name(name) for name in names]
    sheet = next((sheet for sheet in sheets if sheet.height > 0), None)
    if sheet is None:
        raise FileError("file.empty", path=str(path))

    def rows() -> Iterator[Row]:
        return _sheet_rows(sheet)

    return _source(path, rows, layer=sheet.name)


def _sheet_rows(sheet: CalamineSheet) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [cell_text(cell) for cell in cells]


def cell_text(value: object) -> str:
    """
    Write a typed value as text, the way a person would type it.

    Parameters
    ----------
    value
        A number, date, time, truth value or text of a typed file.

    Returns
    -------
    str
        Whole numbers without a point; numbers of more digits than Excel keeps in the form
        ``4.40102202601000E+17``, which shows that digits were lost; times in ISO form; ``""`` for nothing.
    """
    if value is None or value is pd.NaT:
        return ""
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _number_text(value: float) -> str:
    if np.isnan(value):
        return ""
    if abs(value) >= 10**EXACT_DIGITS:
        return f"{value:.14E}"
    return str(int(value)) if value.is_integer() else repr(value)


def _source(
    path: Path,
    rows: Callable[[], Iterator[Row]],
    *,
    encoding: str | None = None,
    layer: str | None = None,
    delimiter: str = ",",
) -> TableSource:
    with_content = ((line, cells) for line, cells in rows() if _has_content(cells))
    top = list(islice(with_content, HEADER_WITHIN))
    if not top:
        raise FileError("file.empty", path=str(path))
    header_line, header = _find_header(top)
    while (
        len(header) > 1
        and not header[-1].strip()
        and not any(cells[len(header) - 1 :] for _, cells in top[1:])
    ):
        header = header[:-1]
    columns = unique_names(header)

    def read(size: int) -> Iterator[TableChunk]:
        body = (row for row in rows() if row[0] > header_line and _has_content(row[1]))
        while blocks := list(_blocks(islice(body, size), columns, delimiter)):
            yield _chunk(blocks, columns)

    return TableSource(path, columns, read, encoding=encoding, layer=layer)


def _has_content(cells: list[str]) -> bool:
    text = "".join(cells)
    return bool(text) and not text.isspace()


def _find_header(top: list[Row]) -> Row:
    """Take the first row that is about as wide as the table: titles above it fill a cell or two."""
    widths = [sum(bool(cell.strip()) for cell in cells) for _, cells in top]
    return next(row for row, width in zip(top, widths, strict=True) if width >= max(widths) / 2)


def _blocks(rows: Iterator[Row], columns: tuple[str, ...], delimiter: str) -> Iterator[_Block]:
    """Turn rows into columns a few at a time: many rows held as lists keep the garbage collector busy."""
    width = len(columns)
    while batch := list(islice(rows, BLOCK_ROWS)):
        broken = np.zeros(len(batch), dtype=bool)
        cells = [cells for _, cells in batch]
        for position, row in enumerate(cells):
            if len(row) != width:
                cells[position], broken[position] = _fit(row, width, delimiter)
        lines = np.array([line for line, _ in batch], dtype=np.int64)
        yield _Block(
            lines, broken, [pa.array(column, pa.large_string()) for column in zip(*cells, strict=True)]
        )


def _chunk(blocks: list[_Block], columns: tuple[str, ...]) -> TableChunk:
    by_column = zip(*(block.columns for block in blocks), strict=True)
    texts = (pd.Series(pa.chunked_array(arrays), dtype="str") for arrays in by_column)
    return TableChunk(
        pd.DataFrame(dict(zip(columns, texts, strict=True))),
        np.concatenate([block.lines for block in blocks]),
        np.concatenate([block.broken for block in blocks]),
    )


def _fit(cells: list[str], width: int, delimiter: str) -> tuple[list[str], bool]:
    """Bring a row to the table's width, losing nothing; say whether it was broken."""
    if len(cells) < width:
        return cells + [""] * (width - len(cells)), True
    extra = any(cell.strip() for cell in cells[width:])
    last = delimiter.join(cells[width - 1 :]) if extra else cells[width - 1]
    return [*cells[: width - 1], last], extra
