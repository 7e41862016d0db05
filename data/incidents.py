"""
Incidents from a file: read, validated once, passed on in chunks; the rejected go to a file of their own.

>>> reader = IncidentReader("calls.csv", ReadOptions(crs="gcj02"))  # doctest: +SKIP
>>> for incidents in reader:  # doctest: +SKIP
...     store.add(incidents)
>>> reader.report.rejected  # doctest: +SKIP
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from data.fields import Layout, lay_out
from data.import_report import ImportReport
from data.incident_rows import incident_frame
from data.judgement import DEFAULT, Judgement, judge
from data.privacy import blank_personal
from data.read_options import ReadOptions
from data.rejects import RejectsWriter
from data.row_facts import INVALID, REPEATED
from data.survey import Survey, survey
from data.table_source import TableChunk, TableSource
from data.tables import open_table
from data.validation import count_reasons, reason_codes
from gis.crs_guess import CrsGuess, guess_crs
from gis.errors import FileError
from gis.frames import IncidentFrame, as_incidents

Floats = npt.NDArray[np.float64]

__all__ = ["ImportReport", "IncidentReader", "ReadOptions", "RejectsWriter", "load_incidents"]


class IncidentReader:
    """
    Reads a file of incidents; iterate it once, then ask for the `report`.

    Parameters
    ----------
    path
        The file.
    options
        How to read it.
    rejects
        Where rejected rows are written, if anywhere; the caller closes it.

    Raises
    ------
    FileError, TableError, CrsError
        On opening or on the first step, with all that is wrong.
    """

    def __init__(
        self,
        path: Path | str,
        options: ReadOptions | None = None,
        rejects: RejectsWriter | None = None,
    ) -> None:
        self.options = options or ReadOptions()
        self.source: TableSource = open_table(path, self.options.layer)
        self.layout: Layout = lay_out(self.source, self.options)
        if rejects is not None and rejects.path.resolve() == self.source.path.resolve():
            raise FileError("file.is_input", path=str(rejects.path))
        self._rejects = rejects
        self._survey: Survey | None = None
        self._report: ImportReport | None = None

    @property
    def report(self) -> ImportReport:
        """What came of it, once all chunks have been taken."""
        if self._report is None:
            raise ValueError("the report is there once every chunk has been read")
        return self._report

    def guess_crs(self) -> CrsGuess:
        """Guess what the coordinates are in, for a caller that wants to ask before it reads on."""
        rows = self._surveyed().rows
        return guess_crs(rows.x, rows.y, self.options.study_bounds, roads=self.options.roads)

    def sample_points(self, most: int) -> tuple[Floats, Floats]:
        """Give the coordinates of rows spread evenly over the file, as they stand in it; without (0, 0)."""
        rows = self._surveyed().rows
        known = np.flatnonzero(np.isfinite(rows.x) & np.isfinite(rows.y) & ((rows.x != 0) | (rows.y != 0)))
        chosen = known[np.linspace(0, len(known) - 1, min(most, len(known)), dtype=np.intp)]
        return rows.x[chosen], rows.y[chosen]

    def _surveyed(self) -> Survey:
        if self._survey is None:
            self._survey = survey(self.source, self.layout, self.options)
        return self._survey

    def __iter__(self) -> Iterator[IncidentFrame]:
        found = self._surveyed()
        verdict = judge(found.rows, self.source, found.layout, self.options)
        if self._rejects is not None:
            self._rejects.start(found.layout.kept)
        unknown: Counter[str] = Counter()
        first = 0
        for chunk in self.source.chunks(self.options.chunk_rows):
            rows = slice(first, first + len(chunk.frame))
            first = rows.stop
            self._write_rejects(chunk, found, verdict, rows)
            table, unknown_words = incident_frame(chunk, found, verdict, rows, self.options)
            unknown.update(unknown_words)
            if len(table):
                yield as_incidents(table)
        self._report = _report(self.source, found, verdict, unknown)

    def _write_rejects(self, chunk: TableChunk, found: Survey, verdict: Judgement, rows: slice) -> None:
        rejected = verdict.rejected[rows]
        if self._rejects is None or not rejected.any():
            return
        codes = reason_codes(verdict.reasons[rows][rejected])
        written = chunk.frame.loc[rejected, list(found.layout.kept)]
        for column in found.blanked:
            written[column] = written[column].map(blank_personal)
        self._rejects.write(chunk.lines[rejected], codes, written)


def load_incidents(
    path: Path | str, options: ReadOptions | None = None, rejects: Path | str | None = None
) -> tuple[IncidentFrame, ImportReport]:
    """
    Read all incidents of a file.

    Parameters
    ----------
    path
        The file.
    options
        How to read it.
    rejects
        File for the rejected rows, if wanted.

    Returns
    -------
    tuple
        The accepted incidents, numbered from 0, and the report.

    Raises
    ------
    FileError, TableError, CrsError
        With all that is wrong with the file.
    """
    with contextlib.ExitStack() as stack:
        writer = stack.enter_context(RejectsWriter(rejects)) if rejects is not None else None
        reader = IncidentReader(path, options, writer)
        chunks: list[gpd.GeoDataFrame] = list(reader)
    if not chunks:
        return as_incidents(_no_incidents(reader)), reader.report
    whole = gpd.GeoDataFrame(pd.concat(chunks, ignore_index=True), geometry="geometry", crs=4326)
    return as_incidents(whole), reader.report


def _no_incidents(reader: IncidentReader) -> gpd.GeoDataFrame:
    chunk = next(reader.source.chunks(1), None)
    if chunk is None:
        columns = {column: pd.Series([], dtype="str") for column in reader.source.columns}
        chunk = TableChunk(pd.DataFrame(columns), np.zeros(0, np.int64), np.zeros(0, bool))
    found = reader._surveyed()
    verdict = judge(found.rows, reader.source, found.layout, reader.options)
    return incident_frame(chunk, found, verdict, slice(0, len(chunk.frame)), reader.options)[0]


def _report(source: TableSource, found: Survey, verdict: Judgement, unknown: Counter[str]) -> ImportReport:
    rows, layout, accepted = found.rows, found.layout, verdict.accepted
    status, precision = verdict.status[accepted], verdict.precision[accepted]
    start, end = rows.start[accepted], rows.end[accepted]
    choice = verdict.system.choice
    inside = int((~rows.outside).sum())
    return ImportReport(
        path=str(source.path),
        rows_in=inside,
        accepted=int(accepted.sum()),
        rejected=int(verdict.rejected.sum()),
        duplicates=verdict.duplicates,
        superseded=verdict.superseded,
        outside_scope_rows=len(rows) - inside,
        reasons=count_reasons(verdict.reasons),
        columns=dict(layout.columns),
        dropped_columns=layout.dropped,
        blanked_cells=found.blanked,
        ignored_columns=layout.ignored,
        unknown_categories=dict(sorted(unknown.items(), key=lambda item: (-item[1], item[0]))),
        crs=choice.code if choice else "",
        crs_reason=verdict.system.reason,
        swapped=verdict.system.swapped,
        encoding=source.encoding,
        kind=layout.kind,
        repeated=int((status == REPEATED).sum()),
        invalid=int((status == INVALID).sum()),
        default_points=verdict.default_points,
        default_rows=int((precision == DEFAULT).sum()),
        without_point=int(np.isnan(verdict.lon[accepted]).sum()),
        mangled_ids=int((rows.mangled & accepted).sum()),
        date_only=int(rows.date_only[accepted].sum()),
        earliest=f"{start.min()}Z" if len(start) else "",
        latest=f"{end.max()}Z" if len(end) else "",
    )
