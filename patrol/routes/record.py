"""Planned against done: what check-ins and tracks of vehicles show of the stops and roads of a plan."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

Floats = npt.NDArray[np.float64]

TOLERANCE_MIN = 30.0
NEAR_M = 100.0
"""A vehicle that comes as near to a stop was there: what satellites err, and a yard."""

ROAD_M = 30.0
LONGEST_GAP_MIN = 5.0
"""Where a track is silent for longer, nothing is known of the way between."""

SAME_VISIT = pd.Timedelta(hours=12)
"""A sighting farther than this from any planned visit is of no visit."""

DRIVEN_SHARE = 0.8
"""A stretch counts as driven when as much of it lies beside a track."""


@dataclass(frozen=True, slots=True)
class PatrolRecord:
    """
    What was done of a plan.

    Attributes
    ----------
    stops
        The planned visits, with ``done_at`` (empty where nobody came) and ``result``: ``in_time``, ``early``,
        ``late`` or ``missed``.
    in_time, done
        Shares of the planned visits made in time, and made at all.
    road_km, road_km_driven, road_share
        Roads that the plan drives, those of them that a track follows, and the share; NaN without tracks.
    """

    stops: gpd.GeoDataFrame
    in_time: float
    done: float
    road_km: float
    road_km_driven: float
    road_share: float


def compare_record(
    stops: gpd.GeoDataFrame,
    stretches: gpd.GeoDataFrame | None = None,
    *,
    check_ins: pd.DataFrame | None = None,
    tracks: gpd.GeoDataFrame | None = None,
    tolerance_min: float = TOLERANCE_MIN,
) -> PatrolRecord:
    """
    Compare a plan with what was recorded.

    Each check-in or passing vehicle counts for one planned visit of its stop: the one nearest in time, within
    ``SAME_VISIT``.

    Parameters
    ----------
    stops
        Planned visits in a metric system, with ``stop_id``, ``arrive_at`` and ``leave_at`` (aware).
    stretches
        Roads of the plan, with ``passes`` and ``length_m``.
    check_ins
        ``stop_id`` and ``at`` (aware); no person is in it.
    tracks
        Points of vehicles with ``track`` and ``at`` (aware).
    tolerance_min
        A visit is in time from so long before the planned arrival until so long after the planned departure.

    Returns
    -------
    PatrolRecord
        Rows of `stops` in their order.
    """
    if tolerance_min < 0:
        raise ValueError(f"wanted tolerance_min of 0 or more, got {tolerance_min}")
    seen = pd.concat([_checked_in(check_ins), _passed_by(stops, tracks)], ignore_index=True)
    done_at = _nearest_in_time(stops, seen)
    slack = pd.Timedelta(minutes=tolerance_min)
    result = np.select(
        [done_at.isna(), done_at < stops["arrive_at"] - slack, done_at > stops["leave_at"] + slack],
        ["missed", "early", "late"],
        "in_time",
    )
    planned_km, driven_km = _roads(stretches, tracks)
    return PatrolRecord(
        stops.assign(done_at=done_at, result=result),
        _share(result == "in_time"),
        _share(result != "missed"),
        planned_km,
        driven_km,
        driven_km / planned_km if planned_km else float("nan"),
    )


def _share(met: npt.NDArray[np.bool_]) -> float:
    return float(met.mean()) if len(met) else float("nan")


def _checked_in(check_ins: pd.DataFrame | None) -> pd.DataFrame:
    if check_ins is None:
        return pd.DataFrame({"stop_id": pd.Series(dtype=str), "at": pd.Series(dtype="datetime64[ns, UTC]")})
    return check_ins[["stop_id", "at"]].astype({"stop_id": str})


def _passed_by(stops: gpd.GeoDataFrame, tracks: gpd.GeoDataFrame | None) -> pd.DataFrame:
    """Find when vehicles came near to stops."""
    if tracks is None or len(tracks) == 0 or len(stops) == 0:
        return _checked_in(None)
    places = stops.drop_duplicates("stop_id")
    points = np.asarray(tracks.geometry.to_crs(stops.crs), dtype=object)
    place, point = shapely.STRtree(points).query(
        np.asarray(places.geometry, dtype=object), predicate="dwithin", distance=NEAR_M
    )
    at = tracks["at"].iloc[point].reset_index(drop=True)
    return pd.DataFrame({"stop_id": places["stop_id"].astype(str).to_numpy()[place], "at": at})


def _nearest_in_time(stops: gpd.GeoDataFrame, seen: pd.DataFrame) -> pd.Series:
    """Give each sighting to the visit that it is nearest to, and each visit the nearest of its sightings."""
    planned = pd.DataFrame(
        {
            "stop_id": stops["stop_id"].astype(str).to_numpy(),
            "meant_at": _utc(stops["arrive_at"]),
            "visit": np.arange(len(stops)),
        }
    )
    planned = planned.assign(near=planned["meant_at"]).sort_values("near")
    found = pd.DataFrame({"stop_id": seen["stop_id"].to_numpy(), "at": _utc(seen["at"])})
    matched = pd.merge_asof(
        found.assign(near=found["at"]).sort_values("near"),
        planned,
        on="near",
        by="stop_id",
        direction="nearest",
        tolerance=SAME_VISIT,
    ).dropna(subset="visit")
    off = (matched["at"] - matched["meant_at"]).abs()
    best = matched.assign(off=off).sort_values(["off", "at"]).drop_duplicates("visit").set_index("visit")
    found_at = pd.Series(best["at"].reindex(np.arange(len(stops))).array, index=stops.index)
    return found_at.dt.tz_convert(stops["arrive_at"].dt.tz)


def _utc(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments, utc=True).astype("datetime64[ns, UTC]").reset_index(drop=True)


def _roads(stretches: gpd.GeoDataFrame | None, tracks: gpd.GeoDataFrame | None) -> tuple[float, float]:
    """Measure the planned roads, and those that lie beside a track."""
    nan = float("nan")
    if stretches is None:
        return nan, nan
    planned = stretches[stretches["passes"] > 0]
    planned_km = float(planned["length_m"].sum()) / 1000
    if tracks is None or len(tracks) == 0:
        return planned_km, nan
    lines = np.asarray(planned.geometry, dtype=object)
    legs = _legs(tracks.to_crs(stretches.crs))
    stretch, leg = shapely.STRtree(legs).query(lines, predicate="dwithin", distance=ROAD_M)
    beside = np.zeros(len(lines))
    for row in np.unique(stretch):
        near = shapely.union_all(shapely.buffer(legs[leg[stretch == row]], ROAD_M))
        beside[row] = shapely.length(shapely.intersection(lines[row], near))
    driven = beside >= DRIVEN_SHARE * shapely.length(lines)
    return planned_km, float(planned["length_m"].to_numpy()[driven].sum()) / 1000


def _legs(tracks: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    """Link the fixes of each track that follow each other closely enough."""
    ordered = tracks.sort_values(["track", "at"], kind="stable")
    xy = ordered.get_coordinates().to_numpy()
    gap = ordered["at"].diff().to_numpy()[1:] <= np.timedelta64(int(LONGEST_GAP_MIN * 60), "s")
    same = ordered["track"].to_numpy()[1:] == ordered["track"].to_numpy()[:-1]
    return np.asarray(shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1)[gap & same]), dtype=object)
