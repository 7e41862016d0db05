"""The cells of a chunk by field: cleaned, without personal numbers, columns looked up once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data.privacy import blank_personal, narrative_columns, personal_cells, personal_columns
from data.read_options import ReadOptions
from data.schema import (
    CALL_HEADERS,
    NUMBER_FIELDS,
    TIME_FIELDS,
    headers_for,
    incident_headers,
    match_columns,
    plain_header,
)
from data.table_source import TableSource
from data.texts import clean, clean_ids
from gis.errors import Problem, TableError

ID_FIELDS = ("incident_id", "case_id")
PLACE_FIELDS = ("township", "township_code", "village")
NEVER_PERSONAL = (*TIME_FIELDS, *NUMBER_FIELDS, *ID_FIELDS, "occurred_at", "lon", "lat", "count")
"""Fields whose long numbers are no phone and identity numbers."""


@dataclass(frozen=True, slots=True)
class Layout:
    """
    Which column holds what.

    Attributes
    ----------
    columns
        Field to column.
    dropped
        Columns with personal data or narratives, by their headers.
    kept
        All other columns, in the order of the file: what a rejected row is written with.
    kind
        ``call`` or ``case``: what a row is unless it says so.
    from_shapes
        Points come from the file's shapes: it has some, and no columns were mapped to ``lon`` and ``lat``.
    """

    columns: Mapping[str, str]
    dropped: tuple[str, ...]
    kept: tuple[str, ...]
    kind: str
    from_shapes: bool

    @property
    def ignored(self) -> tuple[str, ...]:
        """Columns that no field uses."""
        used = set(self.columns.values())
        return tuple(column for column in self.kept if column not in used)

    def without(self, columns: Collection[str]) -> Layout:
        """Give the layout that is left when further columns are dropped for what their cells hold."""
        return replace(
            self,
            columns={name: column for name, column in self.columns.items() if column not in columns},
            dropped=(*self.dropped, *(column for column in self.kept if column in columns)),
            kept=tuple(column for column in self.kept if column not in columns),
        )

    def cells(self, frame: pd.DataFrame, name: str) -> pd.Series[str] | None:
        """Give a field's cells, cleaned and freed of personal numbers; ``None`` where no column holds it."""
        column = self.columns.get(name)
        if column is None:
            return None
        if name in ID_FIELDS:
            return clean_ids(frame[column])
        cells = clean(frame[column])
        if name in NEVER_PERSONAL:
            return cells
        personal = personal_cells(cells)
        return cells.mask(personal, cells[personal].map(blank_personal)) if personal.any() else cells

    def texts(self, frame: pd.DataFrame, name: str) -> pd.Series[str]:
        """Give a field's cells, or empty ones where no column holds it."""
        cells = self.cells(frame, name)
        return pd.Series("", index=frame.index, dtype="str") if cells is None else cells


def lay_out(source: TableSource, options: ReadOptions) -> Layout:
    """
    Decide which column holds what.

    Parameters
    ----------
    source
        The table.
    options
        What the user said about its columns.

    Returns
    -------
    Layout
        Columns with personal data and narratives set apart, unless a narrative-looking one was mapped.

    Raises
    ------
    TableError
        Listing everything that is missing, and what columns there are.
    """
    personal = personal_columns(source.columns)
    mapped = set(options.columns.values())
    forbidden = [column for column in personal if column in mapped]
    if forbidden:
        problems = [Problem("privacy.personal_column", {"column": column}) for column in forbidden]
        raise TableError.of(problems)
    narrative = [column for column in narrative_columns(source.columns) if column not in mapped]
    dropped = tuple(column for column in source.columns if column in {*personal, *narrative})
    kept = tuple(column for column in source.columns if column not in dropped)
    columns = _matched(source, kept, options.columns)
    _require(columns, kept, source)
    id_header = plain_header(columns.get("incident_id", ""))
    by_header = "call" if id_header.startswith(CALL_HEADERS) else "case"
    from_shapes = source.has_shapes and not {"lon", "lat"} <= set(options.columns)
    return Layout(columns, dropped, kept, options.kind or by_header, from_shapes)


def _matched(source: TableSource, kept: Sequence[str], mapped: Mapping[str, str]) -> dict[str, str]:
    """Match the columns that are kept; a missing one is named beside all that the file has."""
    headers = headers_for(source.path, incident_headers())
    match_columns(source.columns, mapped, headers)
    columns = match_columns(kept, mapped, headers)
    if "occurred_at" in mapped:
        ends = [end for end in ("occurred_from", "occurred_to") if end not in mapped]
        columns.update(dict.fromkeys(ends, columns["occurred_at"]))
    return columns


def _require(columns: Mapping[str, str], kept: Sequence[str], source: TableSource) -> None:
    there = ", ".join(kept)
    problems = []
    if not {"occurred_at", "occurred_from", "occurred_to", "reported_at"} & set(columns):
        problems.append(Problem("table.times_missing", {"columns": there}))
    has_point = source.has_shapes or {"lon", "lat"} <= set(columns)
    if not has_point and not set(PLACE_FIELDS) & set(columns):
        problems.append(Problem("table.places_missing", {"columns": there}))
    if problems:
        raise TableError.of(problems)
