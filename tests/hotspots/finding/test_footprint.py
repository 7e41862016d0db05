from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis.errors import InputError
from hotspots.finding.footprint import population_field, study_mask
from hotspots.finding.grid import cell_counts, scan_grid
from tests.benchmarks.counties import CRS

GRID = scan_grid((500_000, 3_450_000, 506_000, 3_456_000), 100, 800)
WEST, SOUTH = 500_000.0, 3_450_000.0


def lattice(step: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, y = np.meshgrid(np.arange(WEST + 500, WEST + 5000, step), np.arange(SOUTH + 500, SOUTH + 5000, step))
    return x.ravel(), y.ravel(), np.random.default_rng(0).integers(1, 90, x.size).astype(float)


def test_middles_of_cells_and_the_cells_themselves_spread_people_alike() -> None:
    x, y, people = lattice(230)
    points = gpd.GeoDataFrame({"population": people}, geometry=shapely.points(x, y), crs=CRS)
    squares = points.set_geometry(shapely.box(x - 115, y - 115, x + 115, y + 115), crs=CRS)
    of_points = population_field(GRID, points, CRS)
    of_squares = population_field(GRID, squares, CRS)
    assert of_points.sum() == pytest.approx(people.sum())
    assert of_points == pytest.approx(of_squares, abs=1e-9)


def test_a_box_gives_each_cell_the_share_that_it_covers() -> None:
    cell = GRID.finest.cell_m
    west, south = GRID.west + 10 * cell, GRID.south + 20 * cell
    box = shapely.box(west - cell / 4, south, west + cell, south + cell)
    frame = gpd.GeoDataFrame({"population": [10.0]}, geometry=[box], crs=CRS)
    field = population_field(GRID, frame, CRS)
    assert field[20, 9:11] == pytest.approx([2, 8])


def test_scattered_points_spread_over_the_ground_near_them_and_keep_their_people() -> None:
    rng = np.random.default_rng(2)
    xy = rng.uniform(1000, 5000, (40, 2)) + np.array([WEST, SOUTH])
    people = rng.integers(10, 400, 40).astype(float)
    frame = gpd.GeoDataFrame({"population": people}, geometry=shapely.points(xy), crs=CRS)
    field = population_field(GRID, frame, CRS)
    assert field.sum() == pytest.approx(people.sum())
    assert 40 * 20 < np.count_nonzero(field) < field.size / 2


def test_polygons_of_any_shape_keep_their_people() -> None:
    disc = shapely.Point(WEST + 3000, SOUTH + 3000).buffer(1000)
    speck = shapely.Point(WEST + 500, SOUTH + 500).buffer(3)
    frame = gpd.GeoDataFrame({"population": [700.0, 3.0]}, geometry=[disc, speck], crs=CRS)
    field = population_field(GRID, frame, CRS)
    assert field.sum() == pytest.approx(703)


def test_population_without_people_or_without_its_column_is_refused() -> None:
    frame = gpd.GeoDataFrame({"population": [0.0]}, geometry=shapely.points([[WEST, SOUTH]]), crs=CRS)
    with pytest.raises(InputError, match="population_zero"):
        population_field(GRID, frame, CRS)
    with pytest.raises(InputError, match="population_missing"):
        population_field(GRID, frame.rename(columns={"population": "people"}), CRS)


def test_the_study_area_without_a_polygon_is_the_ground_that_incidents_surround() -> None:
    x = np.array([1000, 5000, 1000, 5000, 3000.0]) + WEST
    y = np.array([1000, 1000, 5000, 5000, 3000.0]) + SOUTH
    cells = GRID.cells_of(x, y)
    mask = study_mask(GRID, None, cell_counts(cells, (GRID.finest.rows, GRID.finest.columns)))
    assert mask.reshape(-1)[cells].all()
    assert mask.reshape(-1)[GRID.cells_of(np.array([WEST + 3000]), np.array([SOUTH + 2000]))].all()


def test_people_of_a_polygon_that_reaches_beyond_the_grid_stay_outside_in_part() -> None:
    east = GRID.west + GRID.finest.columns * GRID.finest.cell_m
    half_outside = gpd.GeoDataFrame(
        {"population": [1000]},
        geometry=[shapely.box(east - 3_000, SOUTH + 1_000, east + 3_000, SOUTH + 4_000)],
        crs=CRS,
    )
    assert population_field(GRID, half_outside, CRS).sum() == pytest.approx(500, rel=0.02)
