"""Where numbers crowd on the leader's map: an inset in a corner, and room for it beside the county."""

from __future__ import annotations

from typing import NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from web.reports.inset import Part, find_part
from web.reports.map_sheet import Bounds, Sheet, paper_for

ROOM = (0.0, 0.1, 0.2, 0.3)
"""Shares of the county's width that the map may show beside it, tried in turn."""

HIDDEN = 0.03
"""Share of the inset that may lie on the county: more would hide what a reader looks for."""


class Framed(NamedTuple):
    """The ground that the map shows, in degrees, and the part of it that is drawn again."""

    shown: Bounds
    part: Part | None


def with_inset(
    bounds: Bounds, areas: gpd.GeoSeries, county: gpd.GeoSeries, size: tuple[float, float], reach: float
) -> Framed:
    """
    Find the part where numbers crowd, and as much room beside the county as its inset needs.

    Parameters
    ----------
    bounds
        Ground of the county, in degrees.
    areas
        What carries the numbers.
    county
        What the inset should not hide.
    size
        Width and height of the drawing.
    reach
        Numbers this near to one another crowd, in units of the drawing.
    """
    west, south, east, north = bounds
    tries: list[tuple[float, Framed]] = []
    for room in dict.fromkeys(share * side for share in ROOM for side in (-1, 1)):
        by = room * (east - west)
        shown = (west + min(by, 0.0), south, east + max(by, 0.0), north)
        sheet = paper_for(shown, size)
        ground = shapely.union_all(shapely.make_valid(sheet.on_paper(county)))
        part = _part(sheet, areas, ground, reach)
        if part is None:
            continue
        place = part.place
        box = shapely.box(place.x, place.y, place.x + place.width, place.y + place.height)
        hidden = ground.intersection(box).area / box.area
        tries.append((hidden, Framed(shown, part)))
        if hidden <= HIDDEN:
            break
    return min(tries, key=lambda one: one[0])[1] if tries else Framed(bounds, None)


def _part(sheet: Sheet, areas: gpd.GeoSeries, ground: BaseGeometry, reach: float) -> Part | None:
    """Find the part; its frame is what the inset shows, no more and no less."""
    anchors = shapely.get_coordinates(shapely.point_on_surface(sheet.on_paper(areas)))
    part = find_part(anchors, np.empty((0, 2)), ground, sheet, reach)
    if part is None:
        return None
    close = paper_for(sheet.ground_of(part.ground), (part.place.width, part.place.height))
    return part.framing(sheet.box_of(close.ground_of()))
