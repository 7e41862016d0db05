"""Compare planned routes with check-ins and tracks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from data.gpx import read_tracks
from data.small_tables import read_small_table
from data.times import read_times
from gis.crs import parse_crs, to_wgs84
from gis.errors import InputError, Problem, TableError
from patrol.routes.record import PatrolRecord, compare_record, likely_clock_error_h
from patrol.routes.tracks import off_roads_m
from web.services.listing import listed
from web.services.routes.kept import KeptRoutes

HEADERS = {
    "point": ("point", "stop_id", "place", "点位", "必到点", "签到点", "地点"),
    "time": ("time", "at", "checked_in_at", "时间", "签到时间", "打卡时间"),
}
"""Headers of a file of check-ins; whoever else it names is left unread."""

TRACK_SYSTEMS = ("wgs84", "gcj02", "bd09")
OFF_ROADS_M = 20.0
"""Fixes whose middle one lies farther from the planned roads may be of another system."""

NEARER = 3.0
"""Another system must bring them so many times nearer."""


def patrol_log(
    plan: KeptRoutes,
    check_ins: Path | None,
    tracks: Sequence[Path],
    *,
    tolerance_min: float,
    time_zone: str,
    track_crs: str = "auto",
    clock_min: float = 0.0,
    beats: Sequence[str] = (),
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
    track_crs
        One of ``TRACK_SYSTEMS``, or ``auto`` for the one in which the tracks lie on the planned roads.
    clock_min
        Minutes to add to the times of tracks.
    beats
        Beats that are judged; all by default.

    Returns
    -------
    tuple
        The record of the days that had begun when the records end, and what a reader must know: visits late
        and missed, points that the plan does not know.

    Raises
    ------
    InputError
        ``routes.no_such_beat`` when the plan has no route of the beats asked for.
    """
    if beats:
        plan = _of_beats(plan, beats)
    notes: list[Problem] = []
    seen = driven = None
    if check_ins is not None:
        seen, notes = _read_check_ins(check_ins, plan.stops, time_zone)
    if tracks:
        driven, told = _read_tracks(tracks, plan, track_crs, clock_min)
        notes += told
        if error_h := likely_clock_error_h(plan.stops, driven, tolerance_min):
            notes.append(
                Problem(
                    "routes.clock_wrong",
                    {"hours": abs(error_h), "minutes": round(clock_min - 60 * error_h)},
                )
            )
    stops, told = _begun(plan.stops, [table["at"].max() for table in (seen, driven) if table is not None])
    done = compare_record(stops, plan.stretches, check_ins=seen, tracks=driven, tolerance_min=tolerance_min)
    notes += told
    for result in ("late", "early", "missed"):
        part = done.stops[done.stops["result"] == result]
        if len(part):
            named = part["name"].where(part["name"].fillna("") != "", part["stop_id"]).astype(str)
            said = part["arrive_at"].dt.strftime("%m-%d %H:%M ") + named
            notes.append(Problem(f"routes.{result}", {"visits": len(part), "names": listed(list(said))}))
    return done, tuple(notes)


def _of_beats(plan: KeptRoutes, beats: Sequence[str]) -> KeptRoutes:
    layers = {name: getattr(plan, name) for name in ("routes", "stops", "stretches", "beats")}
    some = {name: layer[layer["beat_id"].astype(str).isin(beats)] for name, layer in layers.items()}
    if len(some["routes"]) == 0:
        known = ", ".join(plan.routes["beat_id"].astype(str).unique())
        raise InputError("routes.no_such_beat", beats=", ".join(beats), known=known)
    return KeptRoutes(**some)


def _begun(stops: gpd.GeoDataFrame, ends: Sequence[pd.Timestamp]) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Leave out days on which nothing can have been done yet: those that begin after the last record."""
    last = pd.Series(ends).max()
    begins = stops.groupby("day")["arrive_at"].min()
    later = begins.index[begins > last]
    if len(later) in (0, len(begins)):
        return stops, []
    told = {"days": len(later), "last": f"{last.tz_convert(stops['arrive_at'].dt.tz):%m-%d %H:%M}"}
    return stops[~stops["day"].isin(later)], [Problem("routes.days_to_come", told)]


def log_layers(done: PatrolRecord) -> dict[str, gpd.GeoDataFrame | pd.DataFrame]:
    """
    Lay a record out in tables.

    Returns
    -------
    dict
        ``visits``; ``beats`` and ``days`` with the visits made; with tracks ``streets``, planned roads with
        ``driven``.
    """
    marks = done.stops.assign(
        visits=1, in_time=done.stops["result"] == "in_time", made=done.stops["result"] != "missed"
    )
    totals = {"visits": "sum", "in_time": "sum", "made": "sum", "stayed_min": "mean"}
    tables: dict[str, gpd.GeoDataFrame | pd.DataFrame] = {"visits": done.stops}
    for name, column in (("beats", "beat_id"), ("days", "day")):
        table = pd.DataFrame(marks.groupby(column, as_index=False).agg(totals))
        tables[name] = table.assign(share_in_time=table["in_time"] / table["visits"]).round(3)
    if done.stretches is not None:
        tables["streets"] = done.stretches
    return tables


def _read_check_ins(
    path: Path, stops: gpd.GeoDataFrame, time_zone: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read points, by id or name, and times; tell of rows without a time and of points the plan lacks."""
    table = read_small_table(path, HEADERS, ("point", "time"))
    times = read_times(table.rows["time"], time_zone)
    bad = np.isnat(times.moments) | times.date_only | (table.rows["point"] == "").to_numpy()
    if bad.all():
        raise TableError.of(table.check("routes.time_bad", bad))
    notes = table.check("routes.check_ins_left_out", bad, rows=int(bad.sum()))
    known = {str(name): str(stop) for stop, name in zip(stops["stop_id"], stops["name"], strict=True)}
    known |= {str(stop): str(stop) for stop in stops["stop_id"]}
    stop = table.rows["point"].map(known)
    unknown = list(dict.fromkeys(table.rows.loc[stop.isna() & ~bad, "point"].astype(str)))
    if unknown:
        notes.append(Problem("routes.points_unknown", {"points": len(unknown), "names": listed(unknown)}))
    found = pd.DataFrame({"stop_id": stop, "at": pd.to_datetime(times.moments, utc=True)})
    return found[found["stop_id"].notna() & ~bad], notes


def _read_tracks(
    paths: Sequence[Path], plan: KeptRoutes, track_crs: str, clock_min: float
) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Read tracks into the plan's system; tell which system was chosen, and of tracks of other days."""
    slack = pd.Timedelta(days=1)
    first, last = plan.stops["arrive_at"].min() - slack, plan.stops["leave_at"].max() + slack
    read, notes = [], []
    for number, path in enumerate(paths):
        fixes = read_tracks(path)
        at = fixes["at"] + pd.Timedelta(minutes=clock_min)
        if not ((at >= first) & (at <= last)).any():
            days = {"from": at.min().date().isoformat(), "until": at.max().date().isoformat()}
            notes.append(Problem("tracks.other_days", {"path": str(path), **days}))
        placed, told = _placed(
            fixes.assign(track=f"{number}/" + fixes["track"], at=at), plan, track_crs, path
        )
        read.append(placed)
        notes += told
    return gpd.GeoDataFrame(pd.concat(read, ignore_index=True), crs=read[0].crs), notes


def _placed(
    fixes: gpd.GeoDataFrame, plan: KeptRoutes, track_crs: str, path: Path
) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Bring fixes from the system asked for, or that in which they lie on the planned roads, to WGS 84."""
    if track_crs != "auto":
        return _from_system(fixes, track_crs), []
    roads = plan.stretches.geometry
    as_wgs84 = off_roads_m(roads, fixes)
    if as_wgs84 <= OFF_ROADS_M:
        return fixes, []
    others = {name: _from_system(fixes, name) for name in TRACK_SYSTEMS[1:]}
    off_m = {name: off_roads_m(roads, placed) for name, placed in others.items()}
    best = min(off_m, key=lambda name: off_m[name])
    if off_m[best] * NEARER > as_wgs84:
        return fixes, []
    told = {"path": str(path), "system": best, "off_m": round(as_wgs84), "near_m": round(off_m[best])}
    return others[best], [Problem("tracks.other_system", told)]


def _from_system(fixes: gpd.GeoDataFrame, system: str) -> gpd.GeoDataFrame:
    lon, lat = to_wgs84(fixes.geometry.x, fixes.geometry.y, parse_crs(system))
    return fixes.set_geometry(gpd.points_from_xy(lon, lat, crs=4326))
