"""Measures of finished beats: outline, load, area, compactness."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.crs import metric_crs_of
from patrol.graph import Floats
from patrol.majority import majority

CRACK_M = 0.3  # half the width of a crack: what units drawn one by one are off by
CRACK_SHARE = 1e-3  # outlines that closing shortens by less are left as they are
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
    metric_crs = metric_crs_of(units)
    shapes = outlines(units.geometry, beat_id)
    metric = shapes.to_crs(metric_crs)
    area = units.to_crs(metric_crs).area.to_numpy()

    def _most(column: str) -> pd.Series:
        values = units[column] if column in units.columns else pd.Series([None] * len(units), dtype=object)
        return majority(values, beat_id, load, area)

    total = pd.Series(load).groupby(beat_id).sum()
    return gpd.GeoDataFrame(
        {
            "beat_id": shapes.index,
            "station": _most(station_column),
            "zone": _most("zone"),
            "load": total.to_numpy(),
            "load_ratio": (total / total.mean()).to_numpy(),
            "units": pd.Series(beat_id).groupby(beat_id).size().to_numpy(),
            "area_km2": (metric.area / 1e6).to_numpy(),
            "compactness": polsby_popper(metric).to_numpy(),
        },
        geometry=shapes.to_numpy(),
        crs=units.crs,
    )


def outlines(units: gpd.GeoSeries, beat: npt.ArrayLike) -> gpd.GeoSeries:
    """
    Unite the units of each beat, and close the cracks that badly fitted units leave between them.

    Parameters
    ----------
    units
        Polygons in any CRS.
    beat
        Number or name of each unit's beat.

    Returns
    -------
    GeoSeries
        One outline for each beat, by its number or name, in the CRS of the units.
    """
    metric_crs = metric_crs_of(units)
    united = units.groupby(np.asarray(beat)).agg(lambda shapes: shapes.union_all())
    whole = gpd.GeoSeries(united, crs=units.crs)
    metric = whole.to_crs(metric_crs)
    closed = metric.buffer(CRACK_M, join_style="mitre").buffer(-CRACK_M, join_style="mitre")
    cracked = closed.length < (1 - CRACK_SHARE) * metric.length
    return whole.where(~cracked, closed.to_crs(units.crs))
