"""Cells aligned to multiples of their size, and the study area that they make."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from sklearn.neighbors import KernelDensity

from gis.errors import SizeError
from hotspots.validation.cells import study_cells
from tests.strategies import point_clouds


def test_one_incident_makes_a_study_area_of_five_by_five_aligned_cells():
    cells = study_cells(np.array([1010.0]), np.array([-10.0]), 200.0)
    assert cells.n_cells == 25
    west, south, east, north = shapely.total_bounds(cells.polygons())
    assert (west, south, east, north) == (600, -600, 1600, 400)


def test_a_point_on_a_line_between_cells_belongs_to_the_cell_above_and_to_the_right():
    cells = study_cells(np.array([400.0]), np.array([600.0]), 200.0)
    square = cells.polygons()[cells.cells_of(np.array([400.0]), np.array([600.0]))[0]]
    assert square.bounds == (400, 600, 600, 800)


@given(point_clouds(max_points=60))
def test_the_study_area_is_all_cells_within_two_rows_and_columns_of_an_incident(points):
    cells = study_cells(points[:, 0], points[:, 1], 300.0)
    expected = {
        (row + up, column + right)
        for row, column in zip(*np.floor(points.T[::-1] / 300.0).astype(int), strict=True)
        for up in range(-2, 3)
        for right in range(-2, 3)
    }
    rows, columns = np.nonzero(cells.mask)
    found = zip((rows + cells.first_row).tolist(), (columns + cells.first_column).tolist(), strict=True)
    assert set(found) == expected
    inside = shapely.intersects_xy(
        cells.polygons()[cells.cells_of(points[:, 0], points[:, 1])], points[:, 0], points[:, 1]
    )
    assert inside.all()


def test_an_outline_gives_the_cells_that_it_meets_and_points_elsewhere_have_none():
    outline = shapely.box(100, 100, 500, 400)
    cells = study_cells(np.array([150.0]), np.array([150.0]), 200.0, outline)
    assert cells.n_cells == 6
    assert cells.cells_of(np.array([150.0, 599.0, 601.0]), np.array([150.0, 399.0, 150.0])).tolist() == [
        0,
        5,
        -1,
    ]


def test_an_outline_of_an_odd_shape_leaves_out_the_cells_beside_it():
    outline = shapely.Polygon([(0, 0), (1000, 0), (0, 1000)])
    assert study_cells(np.array([1.0]), np.array([1.0]), 100.0, outline).n_cells == 55


def test_kernel_density_agrees_with_scikit_learn():
    rng = np.random.default_rng(1)
    x, y = rng.normal(5000, 400, (2, 200))
    cells = study_cells(x, y, 150.0)
    middle = np.array([[square.centroid.x, square.centroid.y] for square in cells.polygons()]).T
    tree = KernelDensity(bandwidth=300.0, kernel="gaussian", rtol=0).fit(np.column_stack([x, y]))
    expected = 200 * np.exp(tree.score_samples(middle.T))
    found = cells.kernel_density(x, y, 300.0)
    assert np.abs(found - expected).max() < 2e-3 * expected.max()


def test_smoothing_keeps_the_sum_inside_and_loses_what_leaves():
    x = y = np.arange(0.0, 5000.0, 100.0)
    cells = study_cells(x, y, 100.0, shapely.box(0, 0, 5000, 5000))
    values = np.zeros(cells.n_cells)
    values[cells.cells_of(np.array([2550.0]), np.array([2550.0]))] = 1
    assert cells.smooth(values, 2.0).sum() == pytest.approx(1)
    values[:] = 1
    assert cells.smooth(values, 2.0).max() <= 1 + 1e-12
    assert cells.smooth(values, 2.0)[0] == pytest.approx(0.36, abs=0.01)  # a corner: .6 along each axis


def test_a_grid_that_would_not_fit_is_refused_with_its_numbers():
    with pytest.raises(SizeError) as refused:
        study_cells(np.array([0.0, 1e6]), np.array([0.0, 1e6]), 50.0)
    assert refused.value.code == "backtest.too_many_cells"
