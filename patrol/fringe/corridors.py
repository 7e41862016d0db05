"""Corridors along highways: strips that overlap other zones by declaration, and by how much."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.crs import metric_crs_of
from gis.errors import Problem

CORRIDOR_CLASSES = ("highway",)
CORRIDOR_M = 500.0
GAP_M = 5.0
SMALLEST_M2 = 10_000.0
"""A smaller strip is the corner of a road that passes the county by."""


@dataclass(frozen=True, slots=True)
class Corridors:
    """
    Corridors along roads.

    Attributes
    ----------
    corridors
        ``corridor_id`` from 1, the longest first, ``name`` of its roads, ``stations`` that it crosses (codes,
        the one with most of it first), ``length_km``, ``area_km2``, ``overlap_km2`` (ground of other zones:
        all of it that lies in the county), and the strip.
    overlaps
        The declared overlap by corridor: ``corridor_id``, ``zone``, ``station``, ``units``, ``area_km2``.
    notes
        ``corridors.overlap`` with the ground that is patrolled twice; ``corridors.no_road`` without roads.
    """

    corridors: gpd.GeoDataFrame
    overlaps: pd.DataFrame
    notes: tuple[Problem, ...]


def highway_corridors(
    units: gpd.GeoDataFrame,
    roads: gpd.GeoDataFrame,
    *,
    corridor_m: float = CORRIDOR_M,
    road_classes: Collection[str] = CORRIDOR_CLASSES,
) -> Corridors:
    """
    Lay a corridor along each highway.

    Parameters
    ----------
    units
        Polygons with ``zone`` and ``station`` where known; corridors end where the units do.
    roads
        Lines with ``road_class``, and ``name`` where known.
    corridor_m
        How far a corridor reaches to each side of the road.
    road_classes
        Classes that get one.

    Returns
    -------
    Corridors
        One for each connected strip.

    Raises
    ------
    ValueError
        When `corridor_m` is not above zero.
    """
    if not 0 < corridor_m < np.inf:
        raise ValueError(f"corridor_m must be above 0, got {corridor_m}")
    metric = metric_crs_of(units)
    ground = units.to_crs(metric)
    chosen = _roads_of(roads, road_classes).to_crs(metric)
    if len(chosen) == 0:
        return Corridors(_empty(units), _no_overlaps(), (Problem("corridors.no_road"),))
    lines = np.asarray(chosen.geometry, dtype=object)
    county = _closed(shapely.union_all(np.asarray(ground.geometry, dtype=object)))
    strip = shapely.intersection(shapely.buffer(shapely.union_all(lines), corridor_m), county)
    strips = shapely.get_parts(strip)
    strips = np.asarray(strips[shapely.area(strips) > SMALLEST_M2], dtype=object)
    if len(strips) == 0:
        return Corridors(_empty(units), _no_overlaps(), (Problem("corridors.no_road"),))
    inside_m = np.array([shapely.length(shapely.intersection(lines, one)).sum() for one in strips])
    order = np.argsort(-inside_m.round(1), kind="stable")
    strips, inside_m = strips[order], inside_m[order]
    overlaps = _overlaps(strips, ground)
    table = gpd.GeoDataFrame(
        {
            "corridor_id": np.arange(1, len(strips) + 1),
            "name": [_names(chosen, one) for one in strips],
            "stations": [_stations(overlaps, number) for number in range(1, len(strips) + 1)],
            "length_km": inside_m / 1000,
            "area_km2": shapely.area(strips) / 1e6,
            "overlap_km2": [
                overlaps["area_km2"][overlaps["corridor_id"] == number].sum()
                for number in range(1, len(strips) + 1)
            ],
        },
        geometry=list(strips),
        crs=metric,
    ).to_crs(units.crs)
    said = {"corridors": len(table), "area_km2": round(float(overlaps["area_km2"].sum()), 2)}
    return Corridors(table, overlaps, (Problem("corridors.overlap", said),))


def _closed(shape: shapely.Geometry) -> shapely.Geometry:
    """Close the hairline gaps that drawings leave between units: they must not cut a corridor."""
    return shapely.buffer(shapely.buffer(shape, GAP_M, join_style="mitre"), -GAP_M, join_style="mitre")


def _roads_of(roads: gpd.GeoDataFrame, road_classes: Collection[str]) -> gpd.GeoDataFrame:
    if "road_class" not in roads.columns:
        return roads.iloc[:0]
    return roads[roads["road_class"].isin(set(road_classes)) & ~roads.geometry.isna()]


def _overlaps(strips: np.ndarray, ground: gpd.GeoDataFrame) -> pd.DataFrame:
    """Measure what each strip shares with units, by zone and station."""
    shapes = np.asarray(ground.geometry, dtype=object)
    strip, unit = shapely.STRtree(shapes).query(strips, predicate="intersects")
    shared = shapely.area(shapely.intersection(strips[strip], shapes[unit])) / 1e6
    frame = pd.DataFrame({"corridor_id": strip + 1, "area_km2": shared})
    for name in ("zone", "station"):
        values = ground[name] if name in ground.columns else pd.Series(None, index=ground.index, dtype=object)
        frame[name] = values.astype(object).to_numpy()[unit]
    grouped = frame[shared > 0].groupby(["corridor_id", "zone", "station"], dropna=False)["area_km2"]
    table = grouped.agg(units="size", area_km2="sum").reset_index()
    return pd.DataFrame(table[["corridor_id", "zone", "station", "units", "area_km2"]])


def _stations(overlaps: pd.DataFrame, number: int) -> str:
    own = overlaps[overlaps["corridor_id"] == number].groupby("station")["area_km2"].sum()
    return ", ".join(own.sort_values(ascending=False, kind="stable").index.astype(str))


def _names(roads: gpd.GeoDataFrame, strip: shapely.Geometry) -> str:
    """Name the roads of a strip, those with most of it first, without those that only touch it."""
    if "name" not in roads.columns:
        return ""
    inside = roads.geometry.intersection(strip).length.groupby(roads["name"].fillna("").astype(str)).sum()
    inside = inside[(inside > 0) & (inside.index != "")].sort_values(ascending=False, kind="stable")
    return ", ".join(inside.index)


def _no_overlaps() -> pd.DataFrame:
    return pd.DataFrame(columns=["corridor_id", "zone", "station", "units", "area_km2"])


def _empty(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    columns = {
        "corridor_id": pd.Series(dtype="int64"),
        **{name: pd.Series(dtype=object) for name in ("name", "stations")},
        **{name: pd.Series(dtype=float) for name in ("length_km", "area_km2", "overlap_km2")},
    }
    return gpd.GeoDataFrame(columns, geometry=[], crs=units.crs)
