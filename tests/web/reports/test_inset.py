"""Insets: where numbers crowd, how large the part is, and which corner it takes."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from web.reports.inset import Inset, Part, find_part
from web.reports.map_sheet import Rectangle, Sheet

PAPER = Sheet(pyproj.CRS(32648), 0.0, 1000.0, 1.0, 1000.0, 1000.0)
CROWD = [(500.0, 500.0), (540.0, 500.0), (500.0, 540.0)]
NOTHING = np.empty((0, 2))
numbers = st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1000)), max_size=20)


def at(*places: tuple[float, float]) -> np.ndarray:
    return np.array(places).reshape(-1, 2)


def test_a_crowd_of_three_is_framed_with_a_margin_and_drawn_where_the_beat_is_not():
    south = shapely.box(0, 400, 1000, 1000)
    part = find_part(at(*CROWD), NOTHING, south, PAPER)
    assert part == Part(Rectangle(490.0, 490.0, 60.0, 60.0), Rectangle(12.0, 12.0, 330.0, 330.0))


def test_two_numbers_or_three_far_apart_need_no_inset():
    whole = shapely.box(0, 0, 1000, 1000)
    assert find_part(at(*CROWD[:2]), NOTHING, whole, PAPER) is None
    assert find_part(at((100, 100), (500, 500), (900, 900)), NOTHING, whole, PAPER) is None
    assert find_part(NOTHING, NOTHING, whole, PAPER) is None


def test_an_inset_covers_no_station_and_is_left_out_where_no_corner_is_free():
    north = shapely.box(0, 0, 1000, 600)
    free = find_part(at(*CROWD), NOTHING, north, PAPER)
    assert free is not None
    assert free.place == Rectangle(12.0, 658.0, 330.0, 330.0)
    beside = find_part(at(*CROWD), at((100, 900)), north, PAPER)
    assert beside is not None
    assert beside.place.x > 500
    corners = at((100, 900), (900, 800), (100, 100), (900, 300))
    assert find_part(at(*CROWD), corners, north, PAPER) is None


def test_a_frame_that_grew_or_meets_its_inset_is_given_up():
    part = Part(Rectangle(490, 490, 60, 60), Rectangle(12, 12, 330, 330))
    assert part.framing(Rectangle(450, 450, 150, 150)) == part._replace(ground=Rectangle(450, 450, 150, 150))
    assert part.framing(Rectangle(400, 400, 300, 300)) is None
    assert part.framing(Rectangle(300, 300, 100, 100)) is None


def test_the_line_leads_from_corner_to_nearest_corner():
    part = Part(Rectangle(490, 490, 60, 60), Rectangle(12, 12, 330, 330))
    assert Inset(part, Markup()).line() == (490, 490, 342, 342)


@given(numbers)
def test_an_inset_lies_on_the_paper_and_covers_no_number(places):
    part = find_part(at(*places), NOTHING, shapely.box(0, 0, 1000, 1000), PAPER)
    if part is not None:
        place = part.place
        assert min(place.x, place.y) >= 0
        assert max(place.x + place.width, place.y + place.height) <= 1000
        assert not any(place.holds(*xy) for xy in places)
        assert sum(part.ground.holds(*xy) for xy in places) >= 3
