"""Whether zones cover their ground, each piece once."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from gis.crs import metric_crs_of
from gis.errors import Problem

SLIVER_M = 0.5
"""Gaps and overlaps thinner than twice this come from the drawing, not from the plan."""
SMALLEST_KM2 = 1e-4


@dataclass(frozen=True, slots=True)
class Cover:
    """
    How zones cover their ground.

    Attributes
    ----------
    gaps
        Pieces of the ground in no zone, with ``area_km2``.
    overlaps
        Pieces in more than one zone, with ``area_km2``.
    notes
        ``zones.gaps`` and ``zones.overlaps`` with their number and size, when there are any.
    """

    gaps: gpd.GeoDataFrame
    overlaps: gpd.GeoDataFrame
    notes: tuple[Problem, ...]

    @property
    def exact(self) -> bool:
        """Whether every piece of the ground lies in one zone."""
        return not self.notes


def cover_of(zones: gpd.GeoSeries, ground: gpd.GeoSeries) -> Cover:
    """
    Look for ground that no zone covers, and ground that several do.

    Parameters
    ----------
    zones
        Polygons.
    ground
        What they should cover, in any CRS.

    Returns
    -------
    Cover
        Gaps and overlaps wider than a metre, in the CRS of `zones`.
    """
    metric = metric_crs_of(ground)
    shapes = np.asarray(zones.to_crs(metric), dtype=object)
    whole = shapely.union_all(np.asarray(ground.to_crs(metric), dtype=object))
    gaps = _pieces(shapely.difference(whole, shapely.union_all(shapes)))
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    both = shapely.intersection(shapes[first[first < second]], shapes[second[first < second]])
    overlaps = _pieces(shapely.union_all(both))
    found = {"gaps": gaps, "overlaps": overlaps}
    tables = {
        name: gpd.GeoDataFrame(
            {"area_km2": shapely.area(pieces) / 1e6}, geometry=list(pieces), crs=metric
        ).to_crs(zones.crs)
        for name, pieces in found.items()
    }
    notes = tuple(
        Problem(f"zones.{name}", {"pieces": len(table), "area_km2": round(table["area_km2"].sum(), 4)})
        for name, table in tables.items()
        if len(table)
    )
    return Cover(tables["gaps"], tables["overlaps"], notes)


def _pieces(shape: shapely.Geometry) -> np.ndarray:
    """Take the parts of a shape that are wider than a sliver and of some size."""
    parts = shapely.get_parts(shapely.buffer(shapely.buffer(shape, -SLIVER_M), SLIVER_M))
    return np.asarray(parts[shapely.area(parts) >= SMALLEST_KM2 * 1e6], dtype=object)
