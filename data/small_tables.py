"""Small tables that a county keeps by hand: rows of text under headers known in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.schema import match_columns
from data.tables import open_table
from data.texts import clean, read_numbers
from gis.errors import Problem, TableError

NAMED_LINES = 5


@dataclass(frozen=True, slots=True)
class SmallTable:
    """
    A small table.

    Attributes
    ----------
    rows
        Cleaned text of every field, ``""`` where a cell or a whole column is missing.
    lines
        Line of each row in the file.
    given
        The fields that the file has a column for.
    """

    rows: pd.DataFrame
    lines: npt.NDArray[np.int64]
    given: frozenset[str]

    def lines_of(self, wrong: npt.ArrayLike) -> str:
        """Name the lines of the rows that a mask marks, the first five."""
        lines = self.lines[np.asarray(wrong, dtype=bool)]
        said = ", ".join(map(str, lines[:NAMED_LINES]))
        return f"{said} … ({len(lines)})" if len(lines) > NAMED_LINES else said

    def check(self, code: str, wrong: npt.ArrayLike, **details: object) -> list[Problem]:
        """Give the problem of the rows that a mask marks, with their lines; none where it marks none."""
        return [Problem(code, {**details, "lines": self.lines_of(wrong)})] if np.any(wrong) else []

    def numbers(self, field: str) -> tuple[npt.NDArray[np.float64], Problem | None]:
        """Read a field as numbers of 0 or more, NaN where empty; the problem where a cell holds none."""
        values = read_numbers(self.rows[field])
        wrong = (np.isnan(values) & (self.rows[field] != "").to_numpy()) | (values < 0)
        if not wrong.any():
            return values, None
        return values, Problem("rows.number_bad", {"column": field, "lines": self.lines_of(wrong)})


def read_small_table(
    path: Path | str,
    headers: Mapping[str, Sequence[str]],
    required: Sequence[str],
    *,
    layer: str | None = None,
) -> SmallTable:
    """
    Read a small table.

    Parameters
    ----------
    path
        CSV or Excel, or a layer of another file.
    headers
        The headers of each field.
    required
        Fields that the file must have a column for.
    layer
        Layer or sheet, where the file has several.

    Returns
    -------
    SmallTable
        Every row that has content.

    Raises
    ------
    TableError
        ``rows.column_missing`` for every column that is missing; ``table.empty`` without rows.
    FileError
        As `data.tables.open_table`.
    """
    source = open_table(path, layer)
    columns = match_columns(source.columns, {}, headers)
    missing = [
        Problem("rows.column_missing", {"column": field, "columns": ", ".join(source.columns)})
        for field in required
        if field not in columns
    ]
    if missing:
        raise TableError.of(missing)
    chunks = list(source.chunks())
    if not chunks:
        raise TableError("table.empty", path=str(path))
    frame = pd.concat([chunk.frame for chunk in chunks], ignore_index=True)
    rows = {
        field: clean(frame[columns[field]]) if field in columns else pd.Series("", frame.index, dtype="str")
        for field in headers
    }
    lines = np.concatenate([chunk.lines for chunk in chunks])
    return SmallTable(pd.DataFrame(rows), lines, frozenset(columns))
