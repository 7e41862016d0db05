"""Stretches of the borders between stations where neither side is reached in time."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.crs import metric_crs_of

TOUCH_M = 1.0
"""Units this near to each other share a border there."""


def border_gaps(
    units: gpd.GeoDataFrame, station: pd.Series, minutes: npt.ArrayLike, within_min: float
) -> gpd.GeoDataFrame:
    """
    Walk along the borders between stations and tell where patrol reaches.

    Parameters
    ----------
    units
        Polygons, such as villages.
    station
        Code of the station of each unit, null for none.
    minutes
        From the nearest standing point to each unit, infinite where none reaches it.
    within_min
        Reach in minutes.

    Returns
    -------
    GeoDataFrame
        A line for each pair of units whose stations differ, in the metric CRS of the place: ``unit``,
        ``other_unit`` (positions), ``station``, ``other_station``, ``length_km``, ``minutes``,
        ``other_minutes``, and ``reached``: ``both``, ``one`` or ``none``, a gap.
    """
    metric = metric_crs_of(units)
    shapes = np.asarray(units.geometry.to_crs(metric), dtype=object)
    code, time = station.to_numpy(dtype=object), np.asarray(minutes, dtype=float)
    number, _ = pd.factorize(code)  # -1 for none
    left, right = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=TOUCH_M)
    pair = (left < right) & (number[left] != number[right]) & (number[left] >= 0) & (number[right] >= 0)
    left, right = left[pair], right[pair]
    lines = shapely.intersection(shapely.boundary(shapes[left]), shapely.buffer(shapes[right], TOUCH_M))
    along = shapely.length(lines) > 4 * TOUCH_M  # what touches at a corner runs along nothing
    left, right, lines = left[along], right[along], lines[along]
    sides = (time[left] <= within_min).astype(int) + (time[right] <= within_min)
    columns = {
        "unit": left,
        "other_unit": right,
        "station": code[left],
        "other_station": code[right],
        "length_km": shapely.length(lines) / 1000,
        "minutes": time[left],
        "other_minutes": time[right],
        "reached": np.array(["none", "one", "both"], dtype=object)[sides],
    }
    return gpd.GeoDataFrame(columns, geometry=lines, crs=metric)
