"""Import incidents: read, validate, account for every row, store whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.incidents import ImportReport, IncidentReader, ReadOptions, RejectsWriter, load_incidents
from gis.errors import TableError

if TYPE_CHECKING:
    from data.store import Store, StoreCounts
    from gis.frames import IncidentFrame
    from web.services.progress import Progress


@dataclass(frozen=True, slots=True)
class Imported:
    """
    What came of an import.

    Attributes
    ----------
    report
        Every row accounted for.
    counts
        What changed in the store; ``None`` for a dry run.
    rejects
        File of the rejected rows; ``None`` when there are none.
    """

    report: ImportReport
    counts: StoreCounts | None
    rejects: Path | None


def import_incidents(
    store: Store | None,
    path: Path,
    options: ReadOptions,
    *,
    rejects: Path | None = None,
    dry_run: bool = False,
    on_progress: Progress | None = None,
) -> Imported:
    """
    Import a file of incidents in one transaction.

    Parameters
    ----------
    store
        Where to; its townships and roads, where it has them, tell stray points and GCJ-02. A dry run may do
        without.
    path
        The file.
    options
        How to read it.
    rejects
        File for the rejected rows; left out, ``<name>.rejects.csv`` in the working directory.
    dry_run
        Read, validate and report, but store nothing.
    on_progress
        Told how many rows have been taken.
    """
    rejects = rejects or Path(f"{path.name.split('.')[0]}.rejects.csv")
    with RejectsWriter(rejects) as writer:
        reader = IncidentReader(path, with_ground(options, store), writer)
        if store is None or dry_run:
            for _ in counted(reader, on_progress):
                pass
            counts = None
        else:
            counts = store.import_incidents(
                counted(reader, on_progress),
                same_id=options.same_id,
                source_file=path,
                report=lambda: reader.report.as_dict(),  # noqa: PLW0108  # there is a report only once all is read
            )
        rejected = writer.rows
    if not rejected:
        rejects.unlink(missing_ok=True)
    return Imported(reader.report, counts, rejects if rejected else None)


def usable_incidents(path: Path, options: ReadOptions) -> tuple[IncidentFrame, ImportReport]:
    """
    Read the incidents of one file for an analysis; no store is touched.

    Raises
    ------
    TableError
        ``table.all_rejected`` when the file has rows and none of them can be used: no areas found among no
        incidents would pass for an answer.
    """
    incidents, report = load_incidents(path, options)
    if report.rows_in and not report.accepted:
        reason, count = max(report.reasons.items(), key=lambda item: item[1])
        raise TableError(
            "table.all_rejected", path=str(path), rows=report.rows_in, rejected_for=reason, count=count
        )
    return incidents, report


def with_ground(options: ReadOptions, store: Store | None) -> ReadOptions:
    """Tell the reader where the county lies and where its roads run."""
    if store is None:
        return options
    townships, roads = store.places("townships"), store.places("roads")
    if len(townships) and options.study_bounds is None:
        west, south, east, north = (float(value) for value in townships.total_bounds)
        margin = max(east - west, north - south) / 2
        bounds = (west - margin, south - margin, east + margin, north + margin)
        options = replace(options, study_bounds=bounds)
    return replace(options, roads=roads) if len(roads) and options.roads is None else options


def counted(chunks: Iterable[IncidentFrame], on_progress: Progress | None) -> Iterator[IncidentFrame]:
    """Pass chunks on, and tell how many incidents have passed."""
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        if on_progress is not None:
            on_progress(done, None)
