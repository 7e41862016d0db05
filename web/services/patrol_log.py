"""Compare planned routes with check-ins and tracks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from data.gpx import read_tracks
from data.small_tables import read_small_table
from gis.errors import Problem, TableError
from patrol.routes.record import PatrolRecord, compare_record

if TYPE_CHECKING:
    from web.services.kept_routes import KeptRoutes

HEADERS = {
    "point": ("point", "stop_id", "place", "点位", "必到点", "签到点", "地点"),
    "time": ("time", "at", "checked_in_at", "时间", "签到时间", "打卡时间"),
}
"""Headers of a file of check-ins; whoever else it names is left unread."""

NAMED = 5


def patrol_log(
    plan: KeptRoutes,
    check_ins: Path | None,
    tracks: Sequence[Path],
    *,
    tolerance_min: float,
    time_zone: str,
) -> tuple[PatrolRecord, tuple[Problem, ...]]:
    """
    Measure what was done of a plan.

    Parameters
    ----------
    plan
        Routes planned before.
    check_ins
        Table of points and times.
    tracks
        GPX files of vehicles.
    tolerance_min
        How far off a visit in time may be.
    time_zone
        Zone of times that name none.

    Returns
    -------
    tuple
        The record, and what a reader must know: visits late and missed, points that the plan does not know.
    """
    notes: list[Problem] = []
    seen = None
    if check_ins is not None:
        seen, unknown = _read_check_ins(check_ins, plan.stops, time_zone)
        if unknown:
            notes.append(
                Problem("routes.points_unknown", {"points": len(unknown), "names": _listed(unknown)})
            )
    driven = pd.concat([read_tracks(path) for path in tracks], ignore_index=True) if tracks else None
    done = compare_record(
        plan.stops,
        plan.stretches,
        check_ins=seen,
        tracks=None if driven is None else gpd.GeoDataFrame(driven, crs=4326),
        tolerance_min=tolerance_min,
    )
    for result in ("late", "early", "missed"):
        part = done.stops[done.stops["result"] == result]
        if len(part):
            named = part["name"].where(part["name"].fillna("") != "", part["stop_id"]).astype(str)
            said = part["arrive_at"].dt.strftime("%m-%d %H:%M ") + named
            notes.append(Problem(f"routes.{result}", {"visits": len(part), "names": _listed(list(said))}))
    return done, tuple(notes)


def _read_check_ins(path: Path, stops: gpd.GeoDataFrame, time_zone: str) -> tuple[pd.DataFrame, list[str]]:
    """Read points, by id or name, and times; give apart the points that no stop goes by."""
    table = read_small_table(path, HEADERS, ("point", "time"))
    at = pd.to_datetime(table.rows["time"], errors="coerce", format="mixed", utc=False)
    moments = pd.Series([_aware(moment, time_zone) for moment in at], index=table.rows.index)
    if problems := table.check("routes.time_bad", moments.isna().to_numpy()):
        raise TableError.of(problems)
    known = {str(name): str(stop) for stop, name in zip(stops["stop_id"], stops["name"], strict=True)}
    known |= {str(stop): str(stop) for stop in stops["stop_id"]}
    stop = table.rows["point"].map(known)
    unknown = list(dict.fromkeys(table.rows.loc[stop.isna(), "point"].astype(str)))
    found = pd.DataFrame({"stop_id": stop, "at": pd.to_datetime(moments, utc=True)})
    return found[found["stop_id"].notna()], unknown


def _aware(moment: object, time_zone: str) -> pd.Timestamp | None:
    if not isinstance(moment, pd.Timestamp):
        return None
    return moment.tz_localize(time_zone) if moment.tz is None else moment


def _listed(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" … ({len(names)})" if len(names) > NAMED else "")
