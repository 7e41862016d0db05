"""Areas snapped to villages, given as polygons or as points."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hotspots.snapping.villages import nearest_ground, snap_to_villages
from tests.hotspots.snapping.town import areas, placed, points

BOXES = [shapely.box(x, 0, x + 1000, 1000) for x in (0, 1000, 2000)]


def villages(shapes: list[shapely.Geometry]) -> gpd.GeoDataFrame:
    return placed(gpd.GeoDataFrame({"name": ["东村", "中村", "西村"]}, geometry=shapes))


def test_an_area_becomes_the_villages_that_hold_its_incidents():
    area = areas(shapely.box(900, 400, 1100, 600))
    snapped = snap_to_villages(area, villages(BOXES), points([(950, 500)] * 3 + [(1050, 500)] * 3))
    assert snapped["snapped_names"].tolist() == ["东村; 中村"]
    assert snapped["area_km2"].iloc[0] == pytest.approx(2.0, rel=1e-6)
    one_side = snap_to_villages(area, villages(BOXES), points([(950, 500)] * 3))
    assert one_side["snapped_names"].tolist() == ["东村"]


def test_two_areas_in_one_village_share_no_ground():
    both = areas(shapely.box(100, 100, 300, 300), shapely.box(600, 600, 800, 800))
    snapped = snap_to_villages(both, villages(BOXES), points([(200, 200)] * 2 + [(700, 700)] * 6))
    assert snapped["area_km2"].tolist() == pytest.approx([0.04, 0.96], rel=1e-6)
    assert snapped["snapped_names"].tolist() == ["东村", "东村"]


def test_villages_that_are_points_stand_for_the_ground_nearest_to_them():
    middles = [shapely.Point(x, 500) for x in (500, 1500, 2500)]
    area = areas(shapely.box(1100, 400, 1900, 600))
    snapped = snap_to_villages(area, villages(middles), points([(1200, 500)] * 3))
    assert snapped["snapped_names"].tolist() == ["中村"]
    west, _, east, _ = snapped.to_crs("EPSG:4544").total_bounds - 500_000
    assert (west, east) == pytest.approx((1000, 2000), abs=0.01)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=12))
def test_nearest_ground_covers_the_areas_once_and_holds_its_own_point(xy):
    sites = shapely.points(100.0 * np.array(xy, dtype=float))
    field = shapely.box(0, 0, 5000, 5000)
    ground = nearest_ground(sites, np.asarray([field]))
    assert sum(shapely.area(ground)) >= field.area
    assert shapely.intersection(shapely.union_all(ground), field).area == pytest.approx(field.area)
    for site, cell in zip(sites, ground, strict=True):
        first = xy.index((round(site.x / 100), round(site.y / 100)))
        assert shapely.distance(ground[first], site) < 1e-6
        assert cell.is_empty or shapely.distance(cell, site) < 1e-6
