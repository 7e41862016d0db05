"""The table of areas with new outlines."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from hotspots.snapping.ground import Floats, Shapes


def metric_points(incidents: gpd.GeoDataFrame, crs: pyproj.CRS) -> Floats:
    """Give x and y of every incident that has a point, shape ``(n, 2)``."""
    there = ~(incidents.geometry.isna() | incidents.geometry.is_empty)
    return np.asarray(shapely.get_coordinates(incidents.geometry[there].to_crs(crs).to_numpy()))


def listed(names: Iterable[str]) -> str:
    """Write names that are known as a list of a table, each once."""
    return "; ".join(dict.fromkeys(name for name in names if name))


def snapped_table(
    areas: gpd.GeoDataFrame, shapes: Shapes, crs: pyproj.CRS, snapped_to: str, names: list[str]
) -> gpd.GeoDataFrame:
    """
    Put new outlines into the table of areas.

    Parameters
    ----------
    areas
        Areas with ``area_km2``.
    shapes, crs
        Their new outlines and the metric system of these.
    snapped_to
        ``streets`` or ``villages``.
    names
        What each outline is made of.

    Returns
    -------
    GeoDataFrame
        In the system of ``areas``, with ``area_km2`` of the new outline, ``window_km2`` of the one that the
        evidence belongs to, ``snapped_to`` and ``snapped_names``.
    """
    outlines = gpd.GeoSeries(shapes, index=areas.index, crs=crs)
    return areas.assign(
        area_km2=shapely.area(shapes) / 1e6,
        window_km2=areas["area_km2"],
        snapped_to=snapped_to,
        snapped_names=names,
    ).set_geometry(outlines.to_crs(areas.crs))
