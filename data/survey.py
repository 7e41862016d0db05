"""
The first reading of a file: all that must be known of every row before the first one can be passed on.

Whether a point is far, an id repeated or a coordinate a filler only the whole file can tell. So the file is
read twice: here into numbers, some 150 bytes a row, and once more to pass on what was judged to be good.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from data.fields import ID_FIELDS, NEVER_PERSONAL, Layout
from data.privacy import EITHER, IDENTITY, personal_cells
from data.read_options import ReadOptions
from data.row_facts import RowFacts, look_at
from data.table_source import TableChunk, TableSource


@dataclass(frozen=True, slots=True)
class Survey:
    """
    The facts of all rows, and what was found on the way.

    Attributes
    ----------
    rows
        Facts, in the order of the file.
    layout
        The layout without columns that no field uses and that hold phone or identity numbers, and without
        columns of ids that are mostly identity numbers.
    blanked
        Cells of columns in use from which such a number was taken, by column.
    """

    rows: RowFacts
    layout: Layout
    blanked: dict[str, int]


def survey(source: TableSource, layout: Layout, options: ReadOptions) -> Survey:
    """
    Read a file once, into numbers.

    Parameters
    ----------
    source
        The table.
    layout
        Which column holds what.
    options
        How to read.

    Returns
    -------
    Survey
        Independent of how many rows a chunk has.
    """
    parts: list[RowFacts] = []
    personal: Counter[str] = Counter()
    for chunk in source.chunks(options.chunk_rows):
        parts.append(look_at(chunk, layout, options))
        for column, pattern in _suspected(layout).items():
            personal[column] += int(personal_cells(chunk.frame[column], pattern).sum())
    rows = _together(parts or [look_at(_empty_chunk(source), layout, options)])
    used = {column: name for name, column in layout.columns.items()}
    dropped = {
        column
        for column, count in personal.items()
        if (column not in used and count > 0) or (used.get(column) in ID_FIELDS and 2 * count > len(rows))
    }
    blanked = {
        column: count
        for column, count in personal.items()
        if count and column in used and used[column] not in ID_FIELDS
    }
    return Survey(rows, layout.without(dropped), blanked)


def _suspected(layout: Layout) -> dict[str, str]:
    """Name the columns to search for personal numbers, each with the pattern to search for."""
    exempt = {layout.columns[name] for name in NEVER_PERSONAL if name in layout.columns}
    ids = {layout.columns[name] for name in ID_FIELDS if name in layout.columns}
    either = {column: EITHER for column in layout.kept if column not in exempt}
    return {**either, **dict.fromkeys(ids, IDENTITY)}


def _together(parts: list[RowFacts]) -> RowFacts:
    joined: dict[str, Any] = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(RowFacts)
    }
    return RowFacts(**joined)


def _empty_chunk(source: TableSource) -> TableChunk:
    frame = pd.DataFrame({column: pd.Series([], dtype="str") for column in source.columns})
    nowhere = np.zeros(0)
    return TableChunk(frame, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool), nowhere, nowhere)
