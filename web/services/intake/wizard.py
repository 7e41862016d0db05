"""Check a file that was handed in before anything is stored, and store it when that is wanted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from data.incidents import IncidentReader, ReadOptions, RejectsWriter
from gis.crs import CHOICES, CrsChoice, parse_crs, to_wgs84
from gis.errors import CrsError
from web.doubts import UNCLEAR
from web.services.intake.incidents import counted, import_incidents, with_ground
from web.services.intake.uploads import Upload, find_upload

if TYPE_CHECKING:
    from data.store import Store
    from gis.crs_guess import CrsGuess
    from web.services.progress import Progress
    from web.settings import Settings

MOST_POINTS = 1_500
"""Points of a preview."""

UPLOADS = "uploads"
OFFSETS = ("wgs84", "gcj02", "bd09")
"""Readings of degrees that are shown side by side."""


def check_incidents(
    store: Store, settings: Settings, asked: Mapping[str, Any], on_progress: Progress
) -> dict[str, object]:
    """
    Read a file that was handed in, and store nothing.

    Parameters
    ----------
    store
        Its places tell strays and systems of coordinates.
    settings
        Where uploads lie, and the time zone.
    asked
        ``upload``, ``account_id``, and how to read it: ``crs``, ``columns``, ``same_id``.
    on_progress
        Told how many rows have been read.

    Returns
    -------
    dict
        ``report`` as `ImportReport` has it, or ``doubt`` where the coordinates leave two readings open;
        ``columns`` of the file that may be read; ``readings`` that the preview shows.
    """
    upload = _upload(settings, asked)
    options = with_ground(_options(settings, asked), store)
    with RejectsWriter(upload.rejects) as writer:
        reader = IncidentReader(upload.file, options, writer)
        guess = reader.guess_crs()
        readings = _write_preview(upload.preview, reader, guess, options)
        result: dict[str, object] = {"columns": list(reader.layout.kept), "readings": readings}
        try:
            for _ in counted(reader, on_progress):
                pass
        except CrsError as error:
            if error.code not in UNCLEAR:
                raise
            doubt = error.problems[0]
            return {**result, "doubt": {"code": doubt.code, "details": dict(doubt.details)}}
    if not reader.report.rejected:
        upload.rejects.unlink(missing_ok=True)
    return {**result, "report": asdict(reader.report)}


def store_incidents(
    store: Store, settings: Settings, asked: Mapping[str, Any], on_progress: Progress
) -> dict[str, object]:
    """Store the incidents of a file that was handed in, in one transaction; the file is gone afterwards."""
    upload = _upload(settings, asked)
    done = import_incidents(
        store, upload.file, _options(settings, asked), rejects=upload.rejects, on_progress=on_progress
    )
    upload.file.unlink()
    upload.preview.unlink(missing_ok=True)
    counts = {} if done.counts is None else asdict(done.counts)
    return {"report": asdict(done.report), "counts": counts}


def _upload(settings: Settings, asked: Mapping[str, Any]) -> Upload:
    return find_upload(settings.folder / UPLOADS, str(asked["upload"]), int(asked["account_id"]))


def _options(settings: Settings, asked: Mapping[str, Any]) -> ReadOptions:
    return ReadOptions(
        crs=str(asked.get("crs") or "auto"),
        columns={
            str(name): str(column) for name, column in dict(asked.get("columns") or {}).items() if column
        },
        same_id=asked.get("same_id") or "update",
        time_zone=settings.time_zone,
    )


def _write_preview(path: Path, reader: IncidentReader, guess: CrsGuess, options: ReadOptions) -> list[str]:
    """Keep some points of the file under each reading that its numbers allow; gives their codes."""
    x, y = reader.sample_points(MOST_POINTS)
    if guess.swapped:
        x, y = y, x
    points = {
        choice.code: np.round(np.column_stack(to_wgs84(x, y, choice)), 6)
        for choice in _readings(guess, options)
    }
    shown = {code: found[np.isfinite(found).all(axis=1)].tolist() for code, found in points.items()}
    path.write_text(json.dumps(shown), encoding="utf-8")
    return list(shown)


def _readings(guess: CrsGuess, options: ReadOptions) -> list[CrsChoice]:
    chosen = parse_crs(options.crs) if options.crs != "auto" else guess.choice
    offered = [choice.code for choice in (*guess.alternatives, *([chosen] if chosen else []))]
    if any(code in OFFSETS or code == "cgcs2000" for code in offered):
        return [CHOICES[code] for code in OFFSETS]
    return [*guess.alternatives, *([chosen] if chosen else [])]
