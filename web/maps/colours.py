"""Colours that readers with any colour vision can tell apart, and that survive a photocopier."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

# Paul Tol's "light" scheme: https://sronpersonalpages.nl/~pault/ (colour-blind safe fills under dark labels).
NEIGHBOURS = ("#77aadd", "#eedd88", "#99dd99", "#ffaabb", "#bbcc33", "#44bb99", "#ee8866", "#dddddd")
# ColorBrewer YlOrBr, five classes, the first paler so that it differs from the second for every eye.
DENSITY = ("#fdf0c8", "#fed976", "#fe9929", "#d95f0e", "#8c3d04")
SIGNIFICANT = "#b2182b"
WATCH = "#2166ac"
ZONES = {"urban": "#7b68a8", "fringe": "#e8b04a", "rural": "#cfe3c4"}
PAPER, INK, BORDER, VILLAGE_BORDER = "#f7f5f0", "#222222", "#5c5470", "#b9b2a6"
WATER, WATER_EDGE = "#bcd9ea", "#7fb0cf"
ROADS = {"highway": "#d98a2b", "main": "#8f867a", "secondary": "#a39b90", "local": "#c9c3b9"}


def neighbour_colours(polygons: gpd.GeoSeries) -> list[str]:
    """
    Colour polygons so that neighbours differ, with as few colours as a greedy choice needs.

    The polygon with the most distinct colours around it is coloured next (DSATUR), which takes
    four or five colours on maps.

    Parameters
    ----------
    polygons
        Polygons in a CRS of degrees or metres.

    Returns
    -------
    list[str]
        One colour for each polygon, in order.
    """
    neighbours = _neighbours(polygons)
    chosen: npt.NDArray[np.int64] = np.full(len(polygons), -1)
    for _ in range(len(polygons)):
        around = [{int(chosen[other]) for other in near if chosen[other] >= 0} for near in neighbours]
        following = max(
            (index for index in range(len(polygons)) if chosen[index] < 0),
            key=lambda index: (len(around[index]), len(neighbours[index]), -index),
        )
        chosen[following] = next(
            (colour for colour in range(len(NEIGHBOURS)) if colour not in around[following]),
            following % len(NEIGHBOURS),
        )
    return [NEIGHBOURS[colour] for colour in chosen]


def _neighbours(polygons: gpd.GeoSeries) -> list[set[int]]:
    """List the polygons that touch each polygon, across gaps of a thousandth of the map's width."""
    shapes = polygons.to_numpy()
    west, south, east, north = polygons.total_bounds if len(polygons) else (0.0,) * 4
    gap = max(east - west, north - south) / 1000
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=gap)
    neighbours: list[set[int]] = [set() for _ in shapes]
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        if one != other:
            neighbours[one].add(other)
    return neighbours
