"""What tracks of vehicles show: where they drove, and when they were at a place and for how long."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

Floats = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.object_]

NEAR_M = 100.0
"""A vehicle that comes as near to a stop was there: what satellites err, and a yard."""

ROAD_M = 30.0
LONGEST_GAP_MIN = 5.0
"""Where a track is silent for longer, nothing is known of the way between."""

SQUARE_M = 25.0
FASTEST_KMH = 200.0
"""A fix that no car could have come from in the time is an error of the receiver."""


def sightings(places: gpd.GeoDataFrame, tracks: gpd.GeoDataFrame) -> pd.DataFrame:
    """
    Find when vehicles were at places.

    Parameters
    ----------
    places
        Places in a metric system with ``stop_id``, each once.
    tracks
        Fixes with ``track`` and ``at`` (aware).

    Returns
    -------
    DataFrame
        A row for each fix at a place: ``stop_id``, ``at``, and ``stayed_min``, how long the vehicle was there
        around that time; not longer than its track tells without a gap.
    """
    points = np.asarray(tracks.geometry.to_crs(places.crs), dtype=object)
    place, fix = shapely.STRtree(points).query(
        np.asarray(places.geometry, dtype=object), predicate="dwithin", distance=NEAR_M
    )
    seen = pd.DataFrame(
        {
            "stop_id": places["stop_id"].astype(str).to_numpy()[place],
            "track": tracks["track"].to_numpy()[fix],
            "at": tracks["at"].iloc[fix].array,
        }
    ).sort_values(["stop_id", "track", "at"], kind="stable", ignore_index=True)
    same = (seen[["stop_id", "track"]] == seen[["stop_id", "track"]].shift()).all(axis=1)
    gap = seen["at"].diff() > pd.Timedelta(minutes=LONGEST_GAP_MIN)
    stay = seen.groupby((~same | gap).cumsum())["at"]
    lasted = stay.transform("max") - stay.transform("min")
    return seen.assign(stayed_min=lasted.dt.total_seconds() / 60).drop(columns="track")


def beside_m(lines: gpd.GeoSeries, tracks: gpd.GeoDataFrame) -> Floats:
    """
    Measure how much of each road lies beside a track.

    Parameters
    ----------
    lines
        Roads in a metric system.
    tracks
        Fixes with ``track`` and ``at``.

    Returns
    -------
    ndarray
        Metres.
    """
    shapes, driven = np.asarray(lines, dtype=object), legs(tracks.to_crs(lines.crs))
    line, leg = shapely.STRtree(driven).query(shapes, predicate="dwithin", distance=ROAD_M)
    beside = np.zeros(len(shapes))
    for row in np.unique(line):
        near = shapely.union_all(shapely.buffer(driven[leg[line == row]], ROAD_M))
        beside[row] = shapely.length(shapely.intersection(shapes[row], near))
    return beside


def legs(tracks: gpd.GeoDataFrame) -> Shapes:
    """
    Link the fixes of each track that follow each other closely enough, and not faster than a car drives.

    Parameters
    ----------
    tracks
        Fixes in a metric system with ``track`` and ``at``, in any order.

    Returns
    -------
    ndarray
        Lines between two fixes each.
    """
    ordered = tracks.sort_values(["track", "at"], kind="stable")
    xy, track = ordered.get_coordinates().to_numpy(), ordered["track"].to_numpy()
    hours = ordered["at"].diff().dt.total_seconds().to_numpy()[1:] / 3600
    apart_m = np.hypot(*np.diff(xy, axis=0).T)
    linked = (track[1:] == track[:-1]) & (hours * 60 <= LONGEST_GAP_MIN)
    linked &= apart_m / 1000 <= FASTEST_KMH * hours + ROAD_M / 1000
    return np.asarray(shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1)[linked]), dtype=object)


def off_roads_m(lines: gpd.GeoSeries, tracks: gpd.GeoDataFrame) -> float:
    """
    Tell how far from the nearest road the places where vehicles were lie, the middle one of them.

    Parameters
    ----------
    lines
        Roads in a metric system.
    tracks
        Fixes; of those in one square of ``SQUARE_M`` one alone counts, or a long stay would outweigh roads.

    Returns
    -------
    float
        Metres; infinite without roads.
    """
    if len(lines) == 0:
        return float("inf")
    xy = tracks.geometry.to_crs(lines.crs).get_coordinates().to_numpy()
    first = np.unique(np.floor(xy / SQUARE_M), axis=0, return_index=True)[1]
    nearest = shapely.STRtree(np.asarray(lines, dtype=object)).query_nearest(
        shapely.points(xy[first]), all_matches=False, return_distance=True
    )
    return float(np.median(nearest[1]))
