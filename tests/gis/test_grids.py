from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from gis.errors import SizeError
from gis.grids import cell_centres, cell_index, cell_polygons, square_grid
from gis.hexagons import hexagon_centres, hexagon_index, hexagon_polygons, hexagonal_grid
from tests.strategies import METRIC_CRS, point_clouds

SIZES = st.sampled_from([1.0, 37.5, 250.0, 999.9])
CORNERS = st.tuples(*[st.integers(-5_000_000, 5_000_000).map(lambda mm: mm / 1000)] * 4)


def bounds_of(corners: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return (*np.minimum(corners[:2], corners[2:]).tolist(), *np.maximum(corners[:2], corners[2:]).tolist())


def test_cells_are_counted_from_the_origin_and_hold_their_south_west_edges_worked_by_hand() -> None:
    column, row = cell_index([0, 499.99, 500, -0.01, 1250], [0, 0, 0, -500, 999], 500)
    assert column.tolist() == [0, 0, 1, -1, 2]
    assert row.tolist() == [0, 0, 0, -1, 1]
    assert (column.dtype, row.dtype) == (np.int64, np.int64)


@given(point_clouds(), SIZES)
@settings(deadline=None)
def test_every_point_lies_in_its_square_and_nearest_to_its_centre(points: np.ndarray, cell_m: float) -> None:
    cells = cell_index(*points.T, cell_m)
    assert shapely.intersects(cell_polygons(*cells, cell_m), shapely.points(points)).all()
    offset = np.abs(np.array(cell_centres(*cells, cell_m)) - points.T)
    assert offset.max() <= cell_m / 2 * (1 + 1e-9)


@given(point_clouds(), SIZES)
@settings(deadline=None)
def test_every_point_lies_in_its_hexagon_and_no_other_centre_is_nearer(
    points: np.ndarray, cell_m: float
) -> None:
    column, row = hexagon_index(*points.T, cell_m)
    hexagons = hexagon_polygons(column, row, cell_m)
    assert shapely.distance(hexagons, shapely.points(points)).max() < 1e-6
    own = np.hypot(*(np.array(hexagon_centres(column, row, cell_m)) - points.T))
    for step_column in (-1, 0, 1):
        for step_row in (-1, 0, 1):
            other = hexagon_centres(column + step_column, row + step_row, cell_m)
            assert (np.hypot(*(np.array(other) - points.T)) >= own - 1e-6).all()


def test_a_hexagon_of_one_metre_has_the_area_of_the_text_books() -> None:
    hexagon = hexagon_polygons(3, 5, 1.0)[0]
    assert hexagon.area == pytest.approx(np.sqrt(3) / 2)
    assert hexagon.length == pytest.approx(6 / np.sqrt(3))
    assert hexagon.centroid.coords[0] == pytest.approx((3.5, 5 * np.sqrt(3) / 2))
    assert hexagon.bounds[2] - hexagon.bounds[0] == pytest.approx(1)


@pytest.mark.parametrize("make", [square_grid, hexagonal_grid])
@given(corners=CORNERS, cell_m=st.sampled_from([400.0, 733.3]))
@settings(max_examples=20, deadline=None)
def test_a_grid_covers_its_box_without_gap_or_overlap(make: object, corners: tuple, cell_m: float) -> None:
    bounds = bounds_of(corners)
    grid = make(bounds, cell_m, crs=METRIC_CRS)  # type: ignore[operator]
    whole = grid.geometry.union_all()
    assert whole.buffer(1e-6).covers(box(*bounds))
    assert grid.area.sum() == pytest.approx(whole.area)
    assert not grid.duplicated(["column", "row"]).any()
    assert (shapely.distance(grid.geometry.to_numpy(), box(*bounds)) < 1e-6).all()


@given(point_clouds(max_points=100))
@settings(max_examples=30, deadline=None)
def test_the_grid_of_a_cloud_has_the_cell_of_every_point_even_on_its_edge(points: np.ndarray) -> None:
    points = points.round(-2)  # many on the very edge of cells
    bounds = (*points.min(axis=0), *points.max(axis=0))
    for make, index in ((square_grid, cell_index), (hexagonal_grid, hexagon_index)):
        grid = make(bounds, 500)
        cells = set(zip(grid["column"], grid["row"], strict=True))
        assert cells >= set(zip(*index(*points.T, 500), strict=True))


def test_grids_of_one_size_match_wherever_they_start() -> None:
    for make in (square_grid, hexagonal_grid):
        first, second = make((130, 20, 3100, 2900), 300), make((1010, 770, 4000, 4200), 300)
        both = first.merge(second, on=["column", "row"])
        assert len(both) > 30
        assert all(
            one.equals(other) for one, other in zip(both["geometry_x"], both["geometry_y"], strict=True)
        )


def test_cells_that_only_touch_the_study_area_are_left_out() -> None:
    area = Polygon([(0, 0), (2000, 0), (2000, 1000), (1000, 1000), (1000, 2000), (0, 2000)])
    grid = square_grid((0, 0, 2000, 2000), 1000, crs=METRIC_CRS, within=area)
    assert list(zip(grid["column"], grid["row"], strict=True)) == [(0, 0), (1, 0), (0, 1)]
    assert grid.index.tolist() == [0, 1, 2]
    assert grid.crs == METRIC_CRS
    assert len(hexagonal_grid((-900, -900, 900, 900), 300, within=Point(0, 0).buffer(10))) == 1


@pytest.mark.parametrize("make", [square_grid, hexagonal_grid])
def test_one_stray_point_does_not_make_a_grid_of_a_billion_cells(make: object) -> None:
    with pytest.raises(SizeError) as caught:
        make((0, 0, 500_000, 3_300_000), 50)  # type: ignore[operator]
    details = caught.value.problems[0].details
    assert caught.value.code == "grid.too_many_cells"
    assert details["cells"] > 600_000_000  # type: ignore[operator]
    assert (details["width_km"], details["height_km"], details["cell_m"]) == (500, 3300, 50)
    assert len(make((0, 0, 1000, 1000), 500, max_cells=25)) <= 25  # type: ignore[operator]


@pytest.mark.parametrize("make", [square_grid, hexagonal_grid])
@pytest.mark.parametrize("bounds", [(0, 0, np.nan, 1), (5, 0, 1, 1), (0, 9, 1, 1), (0, 0, np.inf, 1)])
def test_bounds_that_make_no_box_are_refused(make: object, bounds: tuple) -> None:
    with pytest.raises(ValueError, match="west, south, east, north"):
        make(bounds, 100)  # type: ignore[operator]


@pytest.mark.parametrize("index", [cell_index, hexagon_index])
def test_missing_coordinates_and_sizes_of_zero_are_refused(index: object) -> None:
    with pytest.raises(ValueError, match="finite"):
        index([0, np.nan], [0, 0], 100)  # type: ignore[operator]
    for cell_m in (0, -5, np.nan):
        with pytest.raises(ValueError, match="above zero"):
            index([0], [0], cell_m)  # type: ignore[operator]
