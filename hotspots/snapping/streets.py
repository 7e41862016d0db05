"""Areas snapped to street blocks, with the streets that run there."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from gis.crs import metric_crs_of
from hotspots.snapping.ground import GroundParams, Shapes, ground_of
from hotspots.snapping.table import listed, metric_points, snapped_table

STREET_GROUND = GroundParams(largest_km2=0.25, margin_m=50.0, gap_m=20.0)
"""A block is walked round in about half an hour; of larger ground only what is near the area is taken."""
REACH_M = 1000.0
"""Roads farther away than this from every area bound no block of theirs."""
ALONGSIDE_M = 15.0
SHORTEST_M = 30.0
OPEN_END_M = 15.0


def street_blocks(lines: Shapes, open_end_m: float = OPEN_END_M) -> Shapes:
    """
    Cut the ground into blocks.

    Parameters
    ----------
    lines
        Centre lines of roads, in metres; they may cross without a common corner.
    open_end_m
        Ends this near another road are taken to reach it; other dead ends bound nothing.

    Returns
    -------
    array
        Polygons that do not overlap. Ground that no ring of roads encloses is in none.
    """
    lines = shapely.get_parts(lines)
    lines = lines[shapely.length(lines) > 0]
    if len(lines) == 0:
        return lines
    noded = shapely.union_all(np.concatenate([lines, _joined_ends(lines, open_end_m)]))
    return np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))


def snap_to_streets(
    areas: gpd.GeoDataFrame,
    roads: gpd.GeoDataFrame,
    incidents: gpd.GeoDataFrame,
    params: GroundParams = STREET_GROUND,
) -> gpd.GeoDataFrame:
    """
    Give areas outlines along streets.

    The evidence in the other columns stays that of the area as it was found: it belongs to the ground that
    was searched; the snapped outline says where to walk.

    Parameters
    ----------
    areas
        Areas with ``area_km2``, best first.
    roads
        Lines, with ``name`` where known.
    incidents
        Points that the areas were found in.
    params
        Which blocks belong to an area.

    Returns
    -------
    GeoDataFrame
        Every row and column in order, with ``area_km2`` of the new outline, ``window_km2`` of the old one,
        ``snapped_to`` (``streets``) and ``snapped_names`` (streets, the longest first). No two outlines
        overlap.
    """
    crs = metric_crs_of(areas if len(areas) else roads)
    shapes = areas.geometry.to_crs(crs).to_numpy()
    lines, names = _near(roads, crs, shapes)
    ground = ground_of(shapes, street_blocks(lines), metric_points(incidents, crs), params)
    named = _street_names(ground.shapes, lines, names)
    return snapped_table(areas, ground.shapes, crs, "streets", named)


def _near(roads: gpd.GeoDataFrame, crs: object, shapes: Shapes) -> tuple[Shapes, list[str]]:
    roads = roads.to_crs(crs)
    lines = roads.geometry.to_numpy()
    reached = np.unique(shapely.STRtree(lines).query(shapes, "dwithin", REACH_M)[1])
    names = roads["name"].iloc[reached] if "name" in roads else [""] * len(reached)
    return lines[reached], ["" if name is None or name != name else str(name) for name in names]  # noqa: PLR0124  NaN


def _joined_ends(lines: Shapes, open_end_m: float) -> Shapes:
    """Draw the short missing pieces between the ends of roads and the nearest other road."""
    ends = np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])
    end, line = shapely.STRtree(lines).query(ends, "dwithin", open_end_m)
    end, line = (part[end % len(lines) != line] for part in (end, line))
    pieces = shapely.shortest_line(ends[end], lines[line])
    order = np.lexsort((shapely.length(pieces), end))
    _, nearest = np.unique(end[order], return_index=True)
    pieces = pieces[order][nearest]
    return np.asarray(pieces[shapely.length(pieces) > 0])


def _street_names(shapes: Shapes, lines: Shapes, names: list[str]) -> list[str]:
    """List the named streets that run in or along each shape, the longest stretch first."""
    tree = shapely.STRtree(lines)
    said = []
    for shape in shapes:
        beside = shapely.buffer(shape, ALONGSIDE_M)
        found = tree.query(beside, "intersects")
        lengths: dict[str, float] = {}
        for road, length in zip(
            found, shapely.length(shapely.intersection(lines[found], beside)).tolist(), strict=True
        ):
            lengths[names[road]] = lengths.get(names[road], 0.0) + length
        long = [name for name, length in lengths.items() if name and length >= SHORTEST_M]
        said.append(listed(sorted(long, key=lambda name: (-lengths[name], name))))
    return said
