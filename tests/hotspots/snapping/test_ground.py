"""Pieces of ground are given to areas whole, once, and so that no area loses what it stands on."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hotspots.snapping.ground import GroundParams, ground_of

BLOCKS = np.asarray(
    [shapely.box(x, y, x + 100, y + 100) for y in range(0, 400, 100) for x in range(0, 400, 100)]
)
WHOLE = GroundParams()


def test_an_area_gets_the_blocks_it_covers_half_of_or_that_hold_a_tenth_of_its_incidents_worked_by_hand():
    area = np.asarray([shapely.box(0, 0, 160, 100)])  # all of block 0, 60 % of block 1
    got = ground_of(area, BLOCKS, np.empty((0, 2)), WHOLE)
    assert got.piece.tolist() == [0, 1]
    assert got.shapes[0].equals(shapely.box(0, 0, 200, 100))
    narrow = np.asarray([shapely.box(0, 0, 140, 100)])  # 40 % of block 1
    nine_and_one = np.array([[50.0, 50.0]] * 9 + [[130.0, 50.0]])
    nineteen_and_one = np.array([[50.0, 50.0]] * 19 + [[130.0, 50.0]])
    assert ground_of(narrow, BLOCKS, nine_and_one, WHOLE).piece.tolist() == [0, 1]
    assert ground_of(narrow, BLOCKS, nineteen_and_one, WHOLE).piece.tolist() == [0]


def test_a_block_that_two_areas_want_goes_to_the_one_with_more_incidents_and_the_other_keeps_its_own():
    areas = np.asarray([shapely.box(60, 0, 90, 100), shapely.box(10, 0, 40, 100)])
    incidents = np.array([[70.0, 50.0]] * 3 + [[20.0, 50.0]] * 5)
    first, second = ground_of(areas, BLOCKS, incidents, WHOLE).shapes
    assert first.equals(areas[0])
    assert second.equals(shapely.box(0, 0, 100, 100) - areas[0])


def test_on_a_tie_the_block_goes_to_the_first_area():
    areas = np.asarray([shapely.box(60, 0, 90, 100), shapely.box(10, 0, 40, 100)])
    incidents = np.array([[70.0, 50.0], [20.0, 50.0]])
    assert ground_of(areas, BLOCKS, incidents, WHOLE).shapes[1].equals(areas[1])


def test_a_large_piece_is_cut_at_the_margin_around_the_area():
    field = np.asarray([shapely.box(0, 0, 5000, 5000)])
    area = np.asarray([shapely.box(1000, 1000, 1200, 1200)])
    cut = ground_of(area, field, np.empty((0, 2)), GroundParams(largest_km2=0.25, margin_m=50.0)).shapes[0]
    assert cut.equals(shapely.buffer(area[0], 50.0))


def test_ground_outside_every_piece_is_cut_at_the_margin_too():
    area = np.asarray([shapely.box(-300, 0, -100, 100)])
    ground = ground_of(area, BLOCKS, np.array([[-200.0, 50.0]] * 4), GroundParams(margin_m=50.0))
    assert ground.shapes[0].equals(shapely.buffer(area[0], 50.0))
    assert len(ground.piece) == 0


def test_the_strip_between_two_carriageways_is_closed():
    halves = np.asarray([shapely.box(0, 0, 100, 100), shapely.box(112, 0, 212, 100)])
    strip = shapely.box(100, 0, 112, 100)
    area = np.asarray([shapely.box(50, 60, 160, 90)])  # less than half of the strip, and none of its own
    incidents = np.array([[60.0, 75.0], [150.0, 75.0]])
    with_strip = ground_of(area, np.append(halves, strip), incidents, GroundParams(gap_m=20.0)).shapes[0]
    assert with_strip.area == pytest.approx(212 * 100)
    assert with_strip.geom_type == "Polygon"


@given(
    st.lists(st.tuples(st.integers(0, 15), st.integers(10, 90)), min_size=1, max_size=8), st.integers(0, 99)
)
def test_no_two_outlines_overlap_and_every_area_keeps_the_ground_it_wants(squares, seed):
    slots = dict(squares)  # one area for each quarter of the field, of its own size, its corner shared
    areas = np.asarray(
        [shapely.box(x, y, x + size, y + size) for cell, size in slots.items() for x, y in [_corner(cell)]]
    )
    incidents = np.random.default_rng(seed).uniform(0, 400, (200, 2))
    params = GroundParams(largest_km2=0.009, margin_m=30.0, gap_m=15.0)
    ground = ground_of(areas, BLOCKS, incidents, params)
    for number, shape in enumerate(ground.shapes):
        assert shape.area > 0
        wanted = shapely.union_all(BLOCKS[ground.piece[ground.area == number]])
        assert shapely.difference(shapely.intersection(areas[number], wanted), shape).area < 1.5
        for other in ground.shapes[:number]:
            assert shapely.intersection(shape, other).area < 1e-6


def _corner(cell: int) -> tuple[float, float]:
    return 95.0 * (cell % 4) + 5, 95.0 * (cell // 4) + 5


@pytest.mark.parametrize(
    "wrong", [{"least_share": 0.0}, {"least_cover": 1.5}, {"largest_km2": 0.0}, {"margin_m": -1.0}]
)
def test_settings_that_mean_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        GroundParams(**wrong)
