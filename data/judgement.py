"""What becomes of every row of a file, decided at once from the facts of all of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.calls import find_default_points, find_repeated, point_keys
from data.fields import Layout
from data.import_report import DefaultPoint
from data.points import System, choose_system, place_points
from data.read_options import ReadOptions
from data.row_facts import CALL, INVALID, NO_PLACE, REPEATED, VALID, VILLAGE, RowFacts
from data.table_source import TableSource
from data.texts import Hashes, mix, occurrences
from data.validation import MENDED_BY_PLACE_NAME, Reason, Reasons, flag, has

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

CLOCK_SLACK = dt.timedelta(hours=1)
POINT, DEFAULT, BY_VILLAGE, BY_TOWNSHIP = 0, 1, 2, 3
PRECISIONS = ("point", "default", "village", "township")
STATUSES = ("valid", "repeated", "invalid")


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    What becomes of the rows; arrays have one value for each row of the file.

    Attributes
    ----------
    accepted, rejected
        Rows to pass on, and rows to write to the rejects file.
    duplicates, superseded
        How many rows repeat an id, and how many of those differ from the row that stays.
    reasons
        Reasons of the rejected rows; 0 for all others.
    lon, lat
        WGS 84; NaN where there is no point.
    precision, status
        Positions in ``PRECISIONS`` and ``STATUSES``.
    has_id
        Whether the row's own id can be used.
    content, occurrence
        Hash of the row's content, and the row's number among the rows that share it.
    system
        What the coordinates were taken for.
    default_points
        Fillers among the coordinates.
    """

    accepted: Mask
    rejected: Mask
    duplicates: int
    superseded: int
    reasons: Reasons
    lon: Numbers
    lat: Numbers
    precision: npt.NDArray[np.uint8]
    status: npt.NDArray[np.uint8]
    has_id: Mask
    content: Hashes
    occurrence: npt.NDArray[np.int64]
    system: System
    default_points: tuple[DefaultPoint, ...]


def judge(rows: RowFacts, source: TableSource, layout: Layout, options: ReadOptions) -> Judgement:
    """
    Decide what becomes of every row.

    Parameters
    ----------
    rows
        The facts.
    source
        The file they come from.
    layout
        Which column holds what.
    options
        How to read.

    Returns
    -------
    Judgement
        The same whatever the size of the chunks was.

    Raises
    ------
    CrsError
        When it cannot be told what the coordinates are in.
    """
    inside = ~rows.outside
    x, y = np.where(inside, rows.x, np.nan), np.where(inside, rows.y, np.nan)
    system = choose_system(x, y, source.crs if layout.from_shapes else None, options)
    reasons = np.where(inside, rows.reasons, np.uint32(0))
    lon, lat = place_points(x, y, system, reasons, options)
    _flag_times(rows, reasons, inside, options)
    named = has(reasons, MENDED_BY_PLACE_NAME) & (rows.place != NO_PLACE)
    reasons[named] &= ~np.uint32(MENDED_BY_PLACE_NAME)
    rejected = inside & (reasons != 0)
    id_hash = rows.id_hash if "incident_id" in layout.columns else np.zeros_like(rows.id_hash)
    good = inside & ~rejected
    accepted, superseded = _without_duplicates(rows, id_hash, good, options)
    fillers = find_default_points(
        np.where(accepted, lon, np.nan), np.where(accepted, lat, np.nan), rows.address_hash, rows.area_hash
    )
    content = _content(rows)
    return Judgement(
        accepted=accepted,
        rejected=rejected,
        duplicates=int(good.sum() - accepted.sum()),
        superseded=superseded,
        reasons=reasons,
        lon=lon,
        lat=lat,
        precision=_precision(rows, lon, fillers.rows),
        status=_status(rows, lon, lat, accepted, fillers.rows),
        has_id=id_hash != 0,
        content=content,
        occurrence=_occurrence(content, id_hash, accepted),
        system=system,
        default_points=fillers.points,
    )


def _flag_times(rows: RowFacts, reasons: Reasons, inside: Mask, options: ReadOptions) -> None:
    earliest = _moment(options.earliest)
    latest = _moment(options.latest or dt.datetime.now(dt.UTC) + CLOCK_SLACK)
    inside = inside & ~has(reasons, Reason.ROW_COLUMNS)
    flag(reasons, inside & (rows.start < earliest), Reason.TIME_TOO_EARLY)
    flag(reasons, inside & (rows.start > latest), Reason.TIME_FUTURE)


def _moment(when: dt.datetime) -> np.datetime64:
    return np.datetime64(when.astimezone(dt.UTC).replace(tzinfo=None), "s")


def _without_duplicates(
    rows: RowFacts, id_hash: Hashes, good: Mask, options: ReadOptions
) -> tuple[Mask, int]:
    """
    Leave one row of those that are the same, and of those that share an id if the later one replaces it.

    Returns the rows that stay, and how many went that were not identical to another.
    """
    with_id = np.flatnonzero(good & (id_hash != 0))
    table = pd.DataFrame({"id": id_hash[with_id], "row": rows.row_hash[with_id]})
    identical = table.duplicated(keep="first").to_numpy()
    gone = identical
    if options.same_id == "update":
        gone = table.duplicated("id", keep="last").to_numpy()
    accepted = good.copy()
    accepted[with_id[gone]] = False
    return accepted, int(gone.sum() - identical.sum())


def _content(rows: RowFacts) -> Hashes:
    """Hash what makes an incident: its times, its point and its words, as the file has them."""
    moments = (moments.astype(np.int64) for moments in (rows.start, rows.end, rows.reported))
    points = (np.where(np.isnan(axis), np.inf, axis + 0.0).view(np.uint64) for axis in (rows.x, rows.y))
    return mix(*moments, *points, rows.text_hash)


def _occurrence(content: Hashes, id_hash: Hashes, accepted: Mask) -> npt.NDArray[np.int64]:
    """Number the accepted rows that share content, and id where they have one, in the order of the file."""
    numbers = np.zeros(len(content), dtype=np.int64)
    by_id = id_hash[accepted] != 0
    short = np.where(by_id, content[accepted] & np.uint64(0xFFFFFFFF), content[accepted])
    numbers[accepted] = occurrences(mix(id_hash[accepted], short))
    return numbers


def _precision(rows: RowFacts, lon: Numbers, on_filler: Mask) -> npt.NDArray[np.uint8]:
    by_name = np.where(rows.place == VILLAGE, BY_VILLAGE, BY_TOWNSHIP)
    by_point = np.where(on_filler, DEFAULT, POINT)
    return np.where(np.isnan(lon), by_name, by_point).astype(np.uint8)


def _status(
    rows: RowFacts, lon: Numbers, lat: Numbers, accepted: Mask, on_filler: Mask
) -> npt.NDArray[np.uint8]:
    """Take what the row says; among valid calls find the repeated ones."""
    calls = np.flatnonzero(accepted & (rows.kind == CALL) & (rows.status != INVALID))
    points = np.where(on_filler, np.uint64(0), point_keys(lon, lat))
    when = np.where(np.isnat(rows.reported), rows.start, rows.reported)
    when = np.where(rows.date_only & np.isnat(rows.reported), np.datetime64("NaT", "s"), when)
    found = find_repeated(when[calls], rows.class_hash[calls], rows.address_hash[calls], points[calls])
    status = rows.status.copy()
    status[calls[found & (status[calls] == VALID)]] = REPEATED
    return status
