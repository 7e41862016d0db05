"""Planned against done: what check-ins and tracks show of the stops and roads of a plan."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from patrol.routes.tracks import beside_m, sightings

TOLERANCE_MIN = 30.0
SAME_VISIT = pd.Timedelta(hours=12)
"""A sighting farther than this from any planned visit is of no visit."""

SHORTEST_STAY_MIN = 2.0
"""A vehicle that is gone sooner drove by."""

MOST_CLOCK_H = 12
"""Clocks that are looked at for an error: so many hours either way."""

DRIVEN_SHARE = 0.8
"""A stretch counts as driven when as much of it lies beside a track."""


@dataclass(frozen=True, slots=True)
class PatrolRecord:
    """
    What was done of a plan.

    Attributes
    ----------
    stops
        The planned visits, with ``done_at`` (empty where nobody came), ``result``: ``in_time``, ``early``,
        ``late`` or ``missed``, and ``stayed_min``, how long a vehicle was there (empty without its track).
    stretches
        The roads that the plan drives, with ``driven``: whether a track follows them; nothing without tracks.
    in_time, done
        Shares of the planned visits made in time, and made at all.
    road_km, road_km_driven, road_share
        Roads that the plan drives, those of them that a track follows, and the share; NaN without tracks.
    """

    stops: gpd.GeoDataFrame
    stretches: gpd.GeoDataFrame | None
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

    Each check-in, and each vehicle that stays ``SHORTEST_STAY_MIN``, counts for one planned visit of its
    stop: the one nearest in time, within ``SAME_VISIT``.

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
    done = _nearest_in_time(stops, seen)
    done_at, slack = done["at"], pd.Timedelta(minutes=tolerance_min)
    result = np.select(
        [done_at.isna(), done_at < stops["arrive_at"] - slack, done_at > stops["leave_at"] + slack],
        ["missed", "early", "late"],
        "in_time",
    )
    roads = _roads(stretches, tracks)
    planned_km = float("nan") if stretches is None else _km(_planned(stretches))
    driven_km = float("nan") if roads is None else _km(roads[roads["driven"]])
    return PatrolRecord(
        stops.assign(done_at=done_at, result=result, stayed_min=done["stayed_min"].round(1)),
        roads,
        _share(result == "in_time"),
        _share(result != "missed"),
        planned_km,
        driven_km,
        driven_km / planned_km if planned_km else float("nan"),
    )


def likely_clock_error_h(stops: gpd.GeoDataFrame, tracks: gpd.GeoDataFrame, tolerance_min: float) -> int:
    """
    Tell by how many hours the clock of tracks seems to be fast, as where a logger writes local time as UTC.

    Parameters
    ----------
    stops, tracks, tolerance_min
        As for `compare_record`.

    Returns
    -------
    int
        Hours, negative for a slow clock; 0 unless that brings more than twice as many visits, and three at
        least, into their time.
    """
    seen = _passed_by(stops, tracks)
    slack = pd.Timedelta(minutes=tolerance_min)
    met = {}
    for hours in sorted(range(-MOST_CLOCK_H, MOST_CLOCK_H + 1), key=abs):
        at = _nearest_in_time(stops, seen.assign(at=seen["at"] - pd.Timedelta(hours=hours)))["at"]
        met[hours] = int(((at >= stops["arrive_at"] - slack) & (at <= stops["leave_at"] + slack)).sum())
    best = max(met, key=lambda hours: met[hours])
    return best if met[best] >= max(3, 2 * met[0] + 1) else 0


def _share(met: npt.NDArray[np.bool_]) -> float:
    return float(met.mean()) if len(met) else float("nan")


def _planned(stretches: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Take each road that the plan drives once, however many beats drive it."""
    planned = stretches[stretches["passes"] > 0]
    return planned[~planned.geometry.normalize().to_wkb().duplicated()]


def _km(stretches: gpd.GeoDataFrame) -> float:
    return float(stretches["length_m"].sum()) / 1000


def _checked_in(check_ins: pd.DataFrame | None) -> pd.DataFrame:
    if check_ins is None:
        return pd.DataFrame(
            {
                "stop_id": pd.Series(dtype=str),
                "at": pd.Series(dtype="datetime64[ns, UTC]"),
                "stayed_min": pd.Series(dtype=float),
            }
        )
    return check_ins[["stop_id", "at"]].astype({"stop_id": str}).assign(stayed_min=np.nan)


def _passed_by(stops: gpd.GeoDataFrame, tracks: gpd.GeoDataFrame | None) -> pd.DataFrame:
    if tracks is None or len(tracks) == 0 or len(stops) == 0:
        return _checked_in(None)
    seen = sightings(stops.drop_duplicates("stop_id"), tracks)
    return seen[seen["stayed_min"] >= SHORTEST_STAY_MIN]


def _nearest_in_time(stops: gpd.GeoDataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """Give each sighting to the visit it is nearest to, and each visit the nearest of its sightings."""
    planned = pd.DataFrame(
        {
            "stop_id": stops["stop_id"].astype("str").reset_index(drop=True),
            "meant_at": _utc(stops["arrive_at"]),
            "visit": np.arange(len(stops)),
        }
    )
    planned = planned.assign(near=planned["meant_at"]).sort_values("near")
    found = pd.DataFrame(
        {
            "stop_id": seen["stop_id"].astype("str").reset_index(drop=True),
            "at": _utc(seen["at"]),
            "stayed_min": seen["stayed_min"].to_numpy(dtype=float),
        }
    )
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
    # whoever drives by and comes back to stay was there for as long as that
    longest = matched.groupby("visit")["stayed_min"].max()
    at = best["at"].reindex(np.arange(len(stops))).dt.tz_convert(stops["arrive_at"].dt.tz)
    return pd.DataFrame({"at": at, "stayed_min": longest.reindex(at.index)}).set_index(stops.index)


def _utc(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments, utc=True).astype("datetime64[ns, UTC]").reset_index(drop=True)


def _roads(stretches: gpd.GeoDataFrame | None, tracks: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """Tell which of the planned roads lie beside a track."""
    if stretches is None or tracks is None or len(tracks) == 0:
        return None
    planned = _planned(stretches)
    beside = beside_m(planned.geometry, tracks)
    return planned.assign(driven=beside >= DRIVEN_SHARE * planned.length.to_numpy())
