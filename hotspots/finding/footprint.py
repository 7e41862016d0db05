"""Where people are: population layers spread over the cells of a grid, and the study area."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from scipy.ndimage import binary_closing, binary_dilation, binary_fill_holes
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from gis.errors import InputError
from hotspots.finding.grid import COARSE_LEVEL, Floats, ScanGrid, coarsen

Mask = npt.NDArray[np.bool_]

PEOPLE_PER_KM2 = 2000.0  # a village's settled ground, where a point alone tells nothing of its extent
LEAST_SPREAD_M, MOST_SPREAD_M = 300.0, 1500.0
LATTICE_TOLERANCE = 0.05
LATTICE_SHARE = 0.7
BOX_SHARE = 0.85  # of its bounds that a polygon covers to count as a box
BOX_CELLS = 64
BOXES_AT_ONCE = 4096


def population_field(grid: ScanGrid, population: gpd.GeoDataFrame, crs: pyproj.CRS) -> Floats:
    """
    Spread people over the finest cells.

    Parameters
    ----------
    grid
        The grid.
    population
        Polygons (spread evenly inside) or points (spread over the cells nearest to each, as far as its people
        need ground) with a ``population`` column.
    crs
        Metric system of the grid.

    Raises
    ------
    InputError
        ``hotspots.population_zero`` when nobody lives on the grid, ``hotspots.population_missing`` without
        the column.
    """
    if "population" not in population.columns:
        raise InputError("hotspots.population_missing")
    people = np.nan_to_num(population["population"].to_numpy(dtype=float))
    shapes = population.geometry.to_crs(crs)
    usable = (people > 0) & ~(shapes.isna() | shapes.is_empty).to_numpy()
    people, shapes = people[usable], shapes[usable]
    is_point = (shapes.geom_type == "Point").to_numpy()
    field = np.zeros((grid.finest.rows, grid.finest.columns))
    if is_point.any():
        _add_points(field, grid, shapes[is_point], people[is_point])
    if (~is_point).any():
        _add_polygons(field, grid, np.asarray(shapes[~is_point].values), people[~is_point])
    if field.sum() <= 0:
        raise InputError("hotspots.population_zero", rows=len(population))
    return field


def _add_points(field: Floats, grid: ScanGrid, points: gpd.GeoSeries, people: Floats) -> None:
    """Share each point's people among the cells that are nearer to it than to any other."""
    finest = grid.finest
    xy = np.column_stack([points.x.to_numpy(), points.y.to_numpy()])
    step = _lattice_step(xy)
    if step is not None and max(step) <= BOX_CELLS * finest.cell_m:
        half = np.array(step) / 2
        add_boxes(field, grid, np.hstack([xy - half, xy + half]), people)
        return
    spread = _spread_m(xy, people)
    tree = cKDTree(xy)
    cells, owner = _cells_near(grid, xy, spread, tree)
    shares = np.bincount(owner, minlength=len(xy))
    flat = field.reshape(-1)
    has = shares[owner] > 0
    np.add.at(flat, cells[has], (people[owner] / np.maximum(shares[owner], 1))[has])
    lonely = np.flatnonzero(shares == 0)
    inside = lonely[
        (xy[lonely, 0] >= grid.west)
        & (xy[lonely, 1] >= grid.south)
        & (xy[lonely, 0] < grid.west + finest.columns * finest.cell_m)
        & (xy[lonely, 1] < grid.south + finest.rows * finest.cell_m)
    ]
    np.add.at(flat, grid.cells_of(xy[inside, 0], xy[inside, 1]), people[inside])


def _lattice_step(xy: Floats) -> tuple[float, float] | None:
    """Give the distance of columns and rows where the points are middles of a grid, else None."""
    if len(xy) < 9:
        return None
    nearest = np.asarray(cKDTree(xy).query(xy, k=5)[1])[:, 1:]
    across, along = np.abs(np.moveaxis(xy[nearest] - xy[:, None], 2, 0))
    columns, rows = across[across > 3 * along], along[along > 3 * across]
    if min(len(columns), len(rows)) < len(xy) / 2:
        return None
    step = (float(np.median(columns)), float(np.median(rows)))
    near = [
        np.mean(np.abs(found - usual) <= LATTICE_TOLERANCE * usual)
        for found, usual in zip((columns, rows), step, strict=True)
    ]
    return step if min(near) > LATTICE_SHARE else None


def _spread_m(xy: Floats, people: Floats) -> Floats:
    """Say how far from each point its people live, at most."""
    settled = np.sqrt(people / PEOPLE_PER_KM2 / np.pi) * 1000
    if len(xy) < 2:
        return np.asarray(np.clip(settled, LEAST_SPREAD_M, MOST_SPREAD_M))
    near = np.asarray(cKDTree(xy).query(xy, k=2)[0])[:, 1]
    spread: Floats = np.maximum(np.clip(settled, 0, MOST_SPREAD_M), np.minimum(near, LEAST_SPREAD_M))
    return np.maximum(spread, 1.0)


def _cells_near(
    grid: ScanGrid, xy: Floats, spread: Floats, tree: cKDTree
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """List the cells within reach of a point and the point that each belongs to."""
    finest = grid.finest
    coarse = grid.levels[COARSE_LEVEL]
    touched = np.zeros((coarse.rows, coarse.columns), dtype=bool)
    column = np.floor((xy[:, 0] - grid.west) / coarse.cell_m).astype(np.int64)
    row = np.floor((xy[:, 1] - grid.south) / coarse.cell_m).astype(np.int64)
    inside = (column >= 0) & (row >= 0) & (column < coarse.columns) & (row < coarse.rows)
    touched[row[inside], column[inside]] = True
    reach = int(np.ceil(float(spread.max()) / coarse.cell_m)) + 1
    touched = binary_dilation(touched, np.ones((3, 3), dtype=bool), iterations=reach)
    cells = np.flatnonzero(np.kron(touched, np.ones((coarse.factor, coarse.factor), dtype=bool)))
    x, y = grid.centres_of(cells, finest)
    near = tree.query(np.column_stack([x, y]), distance_upper_bound=float(spread.max()) + 1e-9)
    distance, owner = np.asarray(near[0]), np.asarray(near[1])
    found = np.isfinite(distance)
    found[found] = distance[found] <= spread[owner[found]]
    return cells[found], owner[found].astype(np.int64)


def _add_polygons(field: Floats, grid: ScanGrid, shapes: npt.NDArray[np.object_], people: Floats) -> None:
    """Share each polygon's people among the cells whose middle it holds (if none, the cell of its own)."""
    finest = grid.finest
    x = grid.west + (np.arange(finest.columns) + 0.5) * finest.cell_m
    y = grid.south + (np.arange(finest.rows) + 0.5) * finest.cell_m
    bounds = shapely.bounds(shapes)
    first_column = np.searchsorted(x, bounds[:, 0])
    last_column = np.searchsorted(x, bounds[:, 2])
    first_row, last_row = np.searchsorted(y, bounds[:, 1]), np.searchsorted(y, bounds[:, 3])
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    boxes = _like_boxes(shapes, bounds, finest.cell_m)
    add_boxes(field, grid, bounds[boxes], people[boxes])
    for i in np.flatnonzero(~boxes):
        shape, n, middle = shapes[i], people[i], middles[i]
        c0, c1, r0, r1 = first_column[i], last_column[i], first_row[i], last_row[i]
        part = field[r0:r1, c0:c1]
        if part.size:
            inside = shapely.contains_xy(shape, *np.meshgrid(x[c0:c1], y[r0:r1]))
            if inside.any():
                beyond = (
                    bounds[i, 0] < x[0] or bounds[i, 1] < y[0] or bounds[i, 2] > x[-1] or bounds[i, 3] > y[-1]
                )
                cells = shape.area / finest.cell_m**2 if beyond else 0.0  # of them some are off the grid
                part[inside] += n / max(float(inside.sum()), cells)
                continue
        column = int((middle[0] - grid.west) // finest.cell_m)
        row = int((middle[1] - grid.south) // finest.cell_m)
        if 0 <= column < finest.columns and 0 <= row < finest.rows:
            field[row, column] += n


def _like_boxes(shapes: npt.NDArray[np.object_], bounds: Floats, cell_m: float) -> Mask:
    """Say which polygons are boxes of few cells: a population grid, perhaps turned a little by its system."""
    width, height = bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]
    full: Mask = np.asarray(shapely.area(shapes)) >= BOX_SHARE * width * height
    return full & (np.maximum(width, height) <= BOX_CELLS * cell_m)


def add_boxes(field: Floats, grid: ScanGrid, bounds: Floats, people: Floats) -> None:
    """Share the people of boxes (west, south, east, north) among cells by the area that they cover."""
    finest = grid.finest
    west, south, east, north = bounds.T
    for block in range(0, len(people), BOXES_AT_ONCE):
        part = slice(block, block + BOXES_AT_ONCE)
        columns, across = _cover(
            (west[part] - grid.west) / finest.cell_m, (east[part] - grid.west) / finest.cell_m
        )
        rows, along = _cover(
            (south[part] - grid.south) / finest.cell_m, (north[part] - grid.south) / finest.cell_m
        )
        inside = ((rows >= 0) & (rows < finest.rows))[:, :, None] & (
            (columns >= 0) & (columns < finest.columns)
        )[:, None, :]
        cells = rows[:, :, None] * finest.columns + columns[:, None, :]
        shares = people[part, None, None] * along[:, :, None] * across[:, None, :]
        field += np.bincount(cells[inside], shares[inside], minlength=field.size).reshape(field.shape)


def _cover(low: Floats, high: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """Give the cells that each span reaches and the share of the span in each."""
    first = np.floor(low).astype(np.int64)
    most = int(np.max(np.floor(high) - first, initial=0)) + 1
    cells = first[:, None] + np.arange(most)
    overlap = np.minimum(high[:, None], cells + 1) - np.maximum(low[:, None], cells)
    return cells, np.clip(overlap, 0, None) / (high - low)[:, None]


def study_mask(grid: ScanGrid, study_area: BaseGeometry | None, counts: npt.NDArray[np.int64]) -> Mask:
    """
    Say which finest cells belong to the study area.

    Without a polygon it is the ground that incidents surround: occupied coarse cells, the gaps between them
    closed as far as the usual distance between incidents demands.
    """
    finest = grid.finest
    if study_area is not None:
        x = grid.west + (np.arange(finest.columns) + 0.5) * finest.cell_m
        y = grid.south + (np.arange(finest.rows) + 0.5) * finest.cell_m
        shapely.prepare(study_area)
        inside: Mask = np.asarray(shapely.contains_xy(study_area, *np.meshgrid(x, y)))
        return inside | (counts > 0)
    level = grid.levels[COARSE_LEVEL]
    occupied = np.asarray(coarsen(counts, level.factor)) > 0
    spacing = np.sqrt(level.rows * level.columns / max(int(occupied.sum()), 1))  # cells
    reach = int(np.ceil(max(2000 / level.cell_m, 3 * spacing)))
    padded = np.pad(occupied, reach + 1)
    disc = np.ones((3, 3), dtype=bool)
    closed = binary_closing(padded, disc, iterations=reach) | padded
    closed = binary_fill_holes(binary_dilation(closed, disc))[reach + 1 : -reach - 1, reach + 1 : -reach - 1]
    wide: Mask = np.kron(closed, np.ones((level.factor, level.factor), dtype=bool))
    return wide
