"""Names along roads: beside the longest straight piece, turned with it, never upside down."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from web.reports.road_names import Along, places_along

corner = st.tuples(st.floats(0, 1000), st.floats(0, 1000))


def test_words_stand_above_the_middle_of_the_longest_piece_worked_by_hand():
    road = shapely.LineString([(0, 100), (200, 100), (200, 200)])
    [first, *others] = places_along(road, 60)
    assert first == Along(100, 88, 0)
    assert others == [Along(212, 150, pytest.approx(math.pi / 2))]
    assert places_along(road, 195) == []


def test_pieces_of_one_road_are_joined_before_they_are_measured():
    parts = shapely.MultiLineString([[(0, 100), (50, 100)], [(50, 100), (100, 100)]])
    assert places_along(parts, 80) == [Along(50, 88, 0)]


def test_a_box_around_turned_words_is_upright():
    box = Along(0, 0, math.pi / 2).box(60)
    assert (box.half_width, box.half_height) == (pytest.approx(7.5), pytest.approx(30))


@given(st.lists(corner, min_size=2, max_size=8, unique=True))
def test_words_are_never_upside_down_and_there_are_few_places(corners):
    places = places_along(shapely.LineString(corners), 40)
    assert len(places) <= 4
    assert all(-math.pi / 2 < place.turn <= math.pi / 2 for place in places)


@pytest.mark.parametrize("road", [shapely.LineString(), shapely.Point(1, 1), shapely.GeometryCollection()])
def test_what_is_no_line_has_no_place(road):
    assert places_along(road, 10) == []
