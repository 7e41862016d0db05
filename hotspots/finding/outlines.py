"""From windows to areas: outlines that do not overlap, and parts joined to the area that they belong to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from hotspots.finding.delineation import Surroundings, Window, delineate
from hotspots.finding.grid import ScanGrid
from hotspots.finding.judgement import Area
from hotspots.finding.windows import Windows
from hotspots.params import Least

JOIN_CELLS, JOIN_SHARE = 2.0, 0.35  # an area nearer than this to one so much larger is a part of it
TOUCHES = 1.25  # radii of a window, as its discs are made of cells
LEAST_LEFT = 0.5  # of an area that others have not taken


def draw_areas(around: Surroundings, windows: Windows, taken: list[Area], least: Least) -> list[Area]:
    """
    Draw windows, best first; one that touches what was drawn before waits for the next look.

    Parameters
    ----------
    around
        Places that are open and the expected numbers.
    windows
        Windows, best first.
    taken
        Areas of earlier looks: new ones leave their ground alone.
    least
        Areas that hold less are not drawn.
    """
    drawn: list[Area] = []
    cover = shapely.union_all([area.polygon for area in taken])
    for i in range(len(windows)):
        window = Window(*(float(getattr(windows, name)[i]) for name in Window._fields))
        now = [area.polygon for area in drawn]
        middle = shapely.Point(window.x, window.y)
        if any(middle.distance(polygon) < TOUCHES * window.radius_m for polygon in now):
            continue
        whole = delineate(around, window, least)
        polygon = whole.difference(shapely.union_all([cover, *now]))
        if polygon.area <= 0 or polygon.area < LEAST_LEFT * whole.area:
            continue
        places, incidents = around.held(polygon)
        if places >= least.places and incidents >= least.incidents:
            drawn.append(Area(polygon, float(windows.height[i]), window.radius_m))
    return drawn


def join_parts(areas: list[Area], cell_m: float) -> list[Area]:
    """Join what is left beside a larger area to it; neighbours of like size stay apart; none overlap."""
    apart_m = JOIN_CELLS * cell_m
    joined: list[Area] = []
    whole: list[float] = []
    for area in sorted(areas, key=lambda one: -one.polygon.area):
        beside = [
            k
            for k, other in enumerate(joined)
            if area.polygon.area <= JOIN_SHARE * whole[k] and area.polygon.distance(other.polygon) <= apart_m
        ]
        if not beside:
            joined.append(area)
            whole.append(area.polygon.area)
            continue
        k = beside[0]
        both = shapely.union(joined[k].polygon.buffer(apart_m / 2), area.polygon.buffer(apart_m / 2))
        highest = max(joined[k], area, key=lambda one: one.height)
        joined[k] = replace(highest, polygon=both.buffer(-apart_m / 2))
    return _apart(joined)


def _apart(areas: list[Area]) -> list[Area]:
    """Give ground that closing a gap has covered twice back to the area that had it."""
    tree = shapely.STRtree([area.polygon for area in areas])
    kept: list[Area] = []
    for i, area in enumerate(areas):
        near = tree.query(area.polygon, predicate="intersects")
        others = [kept[k].polygon if k < i else areas[k].polygon for k in near if k != i]
        polygon = area.polygon.difference(shapely.union_all(others)) if others else area.polygon
        kept.append(replace(area, polygon=polygon))
    return kept


def cells_inside(grid: ScanGrid, polygon: BaseGeometry) -> tuple[slice, slice, npt.NDArray[np.bool_]]:
    """Give the block of finest cells around a polygon and which of them have their middle inside."""
    finest = grid.finest
    west, south, east, north = polygon.bounds
    c0 = max(int((west - grid.west) // finest.cell_m), 0)
    r0 = max(int((south - grid.south) // finest.cell_m), 0)
    c1 = min(int((east - grid.west) // finest.cell_m) + 1, finest.columns)
    r1 = min(int((north - grid.south) // finest.cell_m) + 1, finest.rows)
    x = grid.west + (np.arange(c0, c1) + 0.5) * finest.cell_m
    y = grid.south + (np.arange(r0, r1) + 0.5) * finest.cell_m
    shapely.prepare(polygon)
    return slice(r0, r1), slice(c0, c1), np.asarray(shapely.contains_xy(polygon, *np.meshgrid(x, y)))
