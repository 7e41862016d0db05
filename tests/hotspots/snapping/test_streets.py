"""Areas snapped to street blocks: built street grids, and the demo county."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from hotspots.snapping.streets import snap_to_streets, street_blocks
from tests.hotspots.snapping.town import areas, grid, points, roads


def test_a_grid_of_five_by_five_streets_has_sixteen_blocks():
    blocks = street_blocks(np.asarray(grid()))
    assert len(blocks) == 16
    assert shapely.area(blocks) == pytest.approx([10_000] * 16)


def test_a_dead_end_bounds_no_block_and_an_end_that_falls_short_of_a_road_does():
    ring = [shapely.LineString([(0, 0), (200, 0), (200, 100), (0, 100), (0, 0)])]
    dead_end = shapely.LineString([(100, 0), (100, 60)])
    short = shapely.LineString([(100, 0), (100, 92)])
    assert len(street_blocks(np.asarray([*ring, dead_end]))) == 1
    assert sorted(shapely.area(street_blocks(np.asarray([*ring, short]))).round()) == [10_000, 10_000]


def test_streets_without_a_ring_make_no_block():
    assert len(street_blocks(np.asarray([shapely.LineString([(0, 0), (100, 0)])]))) == 0
    assert len(street_blocks(np.asarray([], dtype=object))) == 0


def test_an_area_over_a_crossing_becomes_its_blocks_and_names_their_streets():
    area = areas(shapely.box(120, 110, 280, 190))
    snapped = snap_to_streets(area, roads(grid()), points([(150, 150)] * 5 + [(250, 150)] * 5))
    assert snapped["area_km2"].iloc[0] == pytest.approx(0.02, rel=1e-6)
    assert snapped["window_km2"].iloc[0] == pytest.approx(0.0128)
    assert snapped["snapped_to"].tolist() == ["streets"]
    streets = snapped["snapped_names"].iloc[0].split("; ")
    assert set(streets) == {"东西1路", "东西2路", "南北1街", "南北2街", "南北3街"}
    assert set(streets[:2]) == {"东西1路", "东西2路"}
    assert snapped.crs.to_epsg() == 4326
    assert area["area_km2"].iloc[0] == 0.0128


def test_an_area_in_open_country_is_taken_with_fifty_metres_around():
    area = areas(shapely.box(2000, 2000, 2100, 2100))
    snapped = snap_to_streets(area, roads(grid()), points([(2050, 2050)]))
    assert snapped["area_km2"].iloc[0] == pytest.approx((200 * 200 - (4 - np.pi) * 50**2) / 1e6, rel=0.01)
    assert snapped["snapped_names"].iloc[0] == ""


def test_roads_without_names_and_no_areas_give_a_table_all_the_same():
    nameless = roads(grid()).drop(columns="name")
    snapped = snap_to_streets(areas(shapely.box(120, 110, 280, 190)), nameless, points([]))
    assert snapped["snapped_names"].tolist() == [""]
    none = snap_to_streets(areas(shapely.box(0, 0, 1, 1)).iloc[:0], nameless, points([]))
    assert len(none) == 0
    assert {"window_km2", "snapped_to", "snapped_names"} <= set(none.columns)
