"""Measures of finished beats: outline, load, area, compactness, and the order they are numbered in."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.crs import metric_crs_of
from patrol.graph import Floats, Ints
from patrol.majority import majority

COLUMNS = ("beat_id", "station", "zone", "load", "load_ratio", "units", "area_km2", "compactness", "geometry")


def polsby_popper(outlines: gpd.GeoSeries) -> pd.Series:
    """
    Compute how round shapes are: 4 pi A / P2, 1 for a circle.

    Parameters
    ----------
    outlines
        Polygons in a metric CRS.

    Returns
    -------
    Series
        Between 0 and 1, index kept.
    """
    compactness: pd.Series = 4 * np.pi * outlines.area / outlines.length**2
    return compactness


def reading_order(x: Floats, y: Floats, group: Ints) -> Ints:
    """
    Order places as one reads a page: group by group, band by band from the north, in a band from the west.

    Parameters
    ----------
    x, y
        Centres in metres.
    group
        What comes first: the number of the station.

    Returns
    -------
    ndarray
        Positions in reading order.
    """
    bands = max(round(len(x) ** 0.5), 1)
    from_north = np.argsort(np.argsort(-y, kind="stable"), kind="stable")
    return np.lexsort((x, from_north * bands // max(len(x), 1), group))


def describe_beats(units: gpd.GeoDataFrame, load: Floats, station_column: str) -> gpd.GeoDataFrame:
    """
    Describe the beats of a plan.

    Parameters
    ----------
    units
        Polygons with ``beat_id`` and, where known, `station_column` and ``zone``.
    load
        Workload of each unit.
    station_column
        Column that names each unit's station.

    Returns
    -------
    GeoDataFrame
        The columns of ``COLUMNS``, one row for each beat in order of ``beat_id``, in the CRS of the units.
    """
    beat_id = units["beat_id"].to_numpy()
    outlines = units.geometry.groupby(beat_id).agg(lambda shapes: shapes.union_all())
    outlines = gpd.GeoSeries(outlines, crs=units.crs)
    metric = outlines.to_crs(metric_crs_of(units))
    area = units.to_crs(metric.crs).area.to_numpy()

    def _most(column: str) -> pd.Series:
        values = units[column] if column in units.columns else pd.Series([None] * len(units), dtype=object)
        return majority(values, beat_id, load, area)

    total = pd.Series(load).groupby(beat_id).sum()
    return gpd.GeoDataFrame(
        {
            "beat_id": outlines.index,
            "station": _most(station_column),
            "zone": _most("zone"),
            "load": total.to_numpy(),
            "load_ratio": (total / total.mean()).to_numpy(),
            "units": pd.Series(beat_id).groupby(beat_id).size().to_numpy(),
            "area_km2": (metric.area / 1e6).to_numpy(),
            "compactness": polsby_popper(metric).to_numpy(),
        },
        geometry=outlines.to_numpy(),
        crs=units.crs,
    )
