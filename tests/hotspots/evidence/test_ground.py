from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.evidence.ground import members_of, sums_inside
from hotspots.finding.grid import scan_grid

SQUARE = shapely.box(0, 0, 10, 10)
BESIDE = shapely.box(10, 0, 20, 10)


def test_points_on_a_border_belong_to_both_sides_and_outside_to_none() -> None:
    xy = np.array([[10.0, 5.0], [3.0, 3.0], [30.0, 3.0], [10.0, 10.0], [15.0, 0.0]])
    found = members_of([SQUARE, BESIDE, shapely.box(50, 50, 60, 60)], xy)
    assert found.area.tolist() == [0, 0, 0, 1, 1, 1]
    assert found.point.tolist() == [0, 1, 3, 0, 3, 4]
    assert found.count().tolist() == [3, 3, 0]
    assert found.count(np.array([1.0, 2, 3, 4, 5, 6])).tolist() == [6, 15, 0]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_members_are_those_of_a_spatial_join(seed: int) -> None:
    rng = np.random.default_rng(seed)
    xy = rng.integers(0, 40, (200, 2)).astype(float)
    middles = shapely.points(rng.integers(0, 40, (5, 2)).astype(float))
    polygons = [*shapely.buffer(middles, rng.uniform(1, 12, 5)), SQUARE]
    found = members_of(polygons, xy)
    areas = gpd.GeoDataFrame(geometry=polygons)
    joined = gpd.GeoDataFrame(geometry=shapely.points(xy)).sjoin(areas, predicate="intersects")
    wanted = sorted(zip(joined["index_right"].tolist(), joined.index.tolist(), strict=True))
    assert list(zip(found.area.tolist(), found.point.tolist(), strict=True)) == wanted


def test_fields_are_added_up_inside_and_scaled_to_the_true_area() -> None:
    grid = scan_grid((0, 0, 8000, 8000), 90, 800)
    shape = (grid.finest.rows, grid.finest.columns)
    per_cell = grid.finest.cell_m**2
    disc = shapely.Point(4011, 3977).buffer(333)
    sums = sums_inside(grid, [disc, SQUARE], [np.full(shape, per_cell), np.zeros(shape)])
    assert sums[0, 0] == pytest.approx(disc.area)
    assert sums[:, 1].tolist() == [0, 0]
