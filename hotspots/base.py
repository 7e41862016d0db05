"""Where incidents would fall if nothing were disorderly: as people live, or as roads run."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from gis.errors import InputError
from hotspots.finding.footprint import add_boxes
from hotspots.finding.grid import Floats, ScanGrid

Mask = npt.NDArray[np.bool_]

ELSEWHERE_PRIOR, MOST_ELSEWHERE = 5.0, 0.5  # incidents; share
ROUNDS = 60
PIECE_M = 50.0
ROADSIDE_M = 50.0
"""How far from a road's line its incidents may be recorded."""


def population_base(people: Floats, mask: Mask, counts: npt.NDArray[np.int64]) -> Floats:
    """Mix people with an even share for incidents where nobody lives (roads, markets, fields)."""
    people = people / people.sum()
    elsewhere = float(counts[people <= 0].sum()) + ELSEWHERE_PRIOR
    share = min(elsewhere / (float(counts.sum()) + ELSEWHERE_PRIOR), MOST_ELSEWHERE)
    mixed: Floats = (1 - share) * people + share * mask / mask.sum()
    return mixed


def road_field(grid: ScanGrid, roads: gpd.GeoDataFrame, crs: pyproj.CRS) -> Floats:
    """
    Spread the length of roads over the finest cells beside them.

    Parameters
    ----------
    grid
        The grid.
    roads
        Lines in any system.
    crs
        Metric system of the grid.

    Returns
    -------
    ndarray
        Metres of road of each cell, shape ``(rows, columns)``.

    Raises
    ------
    InputError
        ``hotspots.no_roads`` when none lies on the grid.
    """
    shapes = np.asarray(roads.geometry.to_crs(crs).values, dtype=object)
    lines = shapely.segmentize(shapely.get_parts(shapes), PIECE_M)
    point, line = shapely.get_coordinates(lines, return_index=True)
    joined = line[1:] == line[:-1]
    start, end = point[:-1][joined], point[1:][joined]
    middle = (start + end) / 2
    field = np.zeros((grid.finest.rows, grid.finest.columns))
    if len(middle):
        boxes = np.hstack([middle - ROADSIDE_M, middle + ROADSIDE_M])
        add_boxes(field, grid, boxes, np.hypot(*(end - start).T))
    if field.sum() <= 0:
        raise InputError("hotspots.no_roads", rows=len(roads))
    return field


def mixed_base(fields: list[Floats], mask: Mask, counts: npt.NDArray[np.int64]) -> Floats:
    """
    Mix fields and an even share in the proportions that explain the incidents best.

    Traffic follows the length of roads and the people beside them; how much of each is learnt from all the
    incidents together (maximum likelihood, by expectation and maximisation [1]_), which no single area moves.

    Parameters
    ----------
    fields
        Amounts on the finest cells, each with a sum above 0.
    mask
        Cells of the study area.
    counts
        Incidents of each cell.

    References
    ----------
    .. [1] Dempster, Laird and Rubin (1977), doi:10.1111/j.2517-6161.1977.tb01600.x
    """
    shares = np.stack([*(field / field.sum() for field in fields), mask / mask.sum()])
    held = counts > 0
    there, count = shares[:, held], counts[held]
    prior = np.zeros(len(shares))
    prior[-1] = ELSEWHERE_PRIOR
    weights = np.full(len(shares), 1 / len(shares))
    for _ in range(ROUNDS):
        part = weights[:, None] * there
        weights = (part / part.sum(axis=0)) @ count + prior
        weights /= weights.sum()
    return np.asarray(np.tensordot(weights, shares, 1))
