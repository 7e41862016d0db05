"""Streets cut into sections: from one junction to the next, and no longer than one walks at a time."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.crs import metric_crs_of

Shapes = npt.NDArray[np.object_]

LONGEST_M = 300.0
"""A longer street is cut: who is sent to a section of this length sees all of it."""
SHORTEST_M = 5.0
BESIDE_M = 15.0
"""Streets this near to a unit run along it: a border is seldom drawn on the centre line."""
JUNCTION_M = 1.0
NOT_STREETS = ("highway",)
"""Nobody walks an expressway."""


def street_sections(
    roads: gpd.GeoDataFrame,
    ground: gpd.GeoSeries,
    *,
    longest_m: float = LONGEST_M,
    not_streets: Collection[str] = NOT_STREETS,
) -> gpd.GeoDataFrame:
    """
    Cut the streets of a town into sections.

    Parameters
    ----------
    roads
        Lines in any CRS, with ``name`` and ``road_class`` where known.
    ground
        Polygons of the town, in any CRS; what lies farther than a street's width from them is left out.
    longest_m
        Longest section.
    not_streets
        Classes of roads that are no streets.

    Returns
    -------
    GeoDataFrame
        ``street`` (its name, ``""`` where it has none), ``cross_streets`` (the streets that meet it at either
        end, with a comma between), ``length_m`` and the line, in the metric CRS of the place.

    Raises
    ------
    ValueError
        When `longest_m` is not above zero.
    """
    if not 0 < longest_m < np.inf:
        raise ValueError(f"longest_m must be above 0, got {longest_m}")
    metric = metric_crs_of(ground)
    streets = _streets(roads, not_streets).to_crs(metric)
    town = shapely.buffer(shapely.union_all(np.asarray(ground.to_crs(metric), dtype=object)), BESIDE_M)
    lines = shapely.intersection(np.asarray(streets.geometry, dtype=object), town)
    names = _names(streets)
    sections = _cut(shapely.get_parts(shapely.line_merge(shapely.union_all(lines))), longest_m)
    street = _street_of(sections, lines, names)
    return gpd.GeoDataFrame(
        {
            "street": street,
            "cross_streets": _cross_streets(sections, street, lines, names),
            "length_m": shapely.length(sections),
        },
        geometry=list(sections),
        crs=metric,
    )


def street_km(
    units: gpd.GeoDataFrame, roads: gpd.GeoDataFrame, *, not_streets: Collection[str] = NOT_STREETS
) -> npt.NDArray[np.float64]:
    """
    Measure the streets that each unit is fronted by: inside it, and along its border.

    Parameters
    ----------
    units
        Polygons in any CRS.
    roads
        Lines in any CRS, with ``road_class`` where known.
    not_streets
        Classes of roads that are no streets.

    Returns
    -------
    ndarray
        Kilometres of each unit; a street between two units fronts both.
    """
    metric = metric_crs_of(units)
    near = shapely.buffer(np.asarray(units.geometry.to_crs(metric), dtype=object), BESIDE_M)
    lines = np.asarray(_streets(roads, not_streets).geometry.to_crs(metric), dtype=object)
    unit, line = shapely.STRtree(lines).query(near, predicate="intersects")
    length = shapely.length(shapely.intersection(near[unit], lines[line]))
    return np.asarray(np.bincount(unit, length, minlength=len(units)) / 1000, dtype=float)


def _streets(roads: gpd.GeoDataFrame, not_streets: Collection[str]) -> gpd.GeoDataFrame:
    there = ~(roads.geometry.isna() | roads.geometry.is_empty)
    if "road_class" in roads.columns:
        there &= ~roads["road_class"].isin(set(not_streets))
    return roads[there]


def _names(streets: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    if "name" not in streets.columns:
        return np.full(len(streets), "", dtype=object)
    return np.asarray(streets["name"].fillna("").astype(str).str.strip(), dtype=object)


def _cut(lines: Shapes, longest_m: float) -> Shapes:
    """Cut lines into equal parts, none longer than asked; crumbs are left out."""
    lines = lines[shapely.length(lines) >= SHORTEST_M]
    pieces = np.maximum(np.ceil(shapely.length(lines) / longest_m).astype(np.int64), 1)
    parts: list[shapely.LineString] = []
    for line, count in zip(lines, pieces.tolist(), strict=True):
        parts += [line] if count == 1 else _equal_parts(line, count)
    return np.asarray(parts, dtype=object)


def _equal_parts(line: shapely.LineString, count: int) -> list[shapely.LineString]:
    xy = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    cuts = np.linspace(0, along[-1], count + 1)
    at = np.column_stack([np.interp(cuts, along, xy[:, axis]) for axis in (0, 1)])
    return [
        shapely.LineString(
            np.concatenate(
                [at[part : part + 1], xy[(along > cuts[part]) & (along < cuts[part + 1])], at[[part + 1]]]
            )
        )
        for part in range(count)
    ]


def _street_of(sections: Shapes, lines: Shapes, names: npt.NDArray[np.object_]) -> list[str]:
    """Name each section by the street at its middle, a named one before one without a name."""
    middles = shapely.line_interpolate_point(sections, 0.5, normalized=True)
    section, line = shapely.STRtree(lines).query(middles, predicate="dwithin", distance=JUNCTION_M)
    found = pd.Series(names[line]).groupby(section).max()
    return [str(found.get(number, "")) for number in range(len(sections))]


def _cross_streets(
    sections: Shapes, street: list[str], lines: Shapes, names: npt.NDArray[np.object_]
) -> list[str]:
    """Name the streets that meet a section at its ends, the beginning first."""
    met: list[list[str]] = [[] for _ in street]
    for end in (0, -1):
        points = shapely.get_point(sections, end)
        section, line = shapely.STRtree(lines).query(points, predicate="dwithin", distance=JUNCTION_M)
        for one, name in sorted(set(zip(section.tolist(), names[line], strict=True))):
            if name and name != street[one] and name not in met[one]:
                met[one].append(name)
    return [", ".join(found) for found in met]
