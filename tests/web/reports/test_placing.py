from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from web.reports.placing import Box, place_badges, place_names

FRAME = (1000.0, 800.0)
anchors = st.lists(st.tuples(st.floats(20, 980), st.floats(20, 780)), max_size=25)


@given(anchors)
def test_badges_never_cover_each_other_and_stay_on_the_paper(places: list[tuple[float, float]]) -> None:
    boxes = place_badges(np.array(places).reshape(-1, 2), 13.0, FRAME)
    for number, box in enumerate(boxes):
        assert 13 <= box.x <= FRAME[0] - 13
        assert 13 <= box.y <= FRAME[1] - 13
        assert not any(box.covers(other) for other in boxes[number + 1 :])


def test_the_first_badge_stays_and_the_second_moves_just_aside() -> None:
    first, second = place_badges(np.array([[500.0, 400.0], [501.0, 400.0]]), 13.0, FRAME)
    assert (first.x, first.y) == (500, 400)
    assert 26 <= np.hypot(second.x - 500, second.y - 400) <= 60


def test_names_move_a_line_or_are_left_out() -> None:
    name = Box(500, 400, 40, 9)
    kept = place_names([[name]] * 10, [], FRAME)
    assert kept[0] == name
    assert kept[1] == name._replace(y=418)
    written = [box for box in kept if box is not None]
    assert None in kept
    assert not any(one.covers(other) for one in written for other in written if one is not other)


def test_a_name_goes_to_the_other_side_before_it_moves_a_line() -> None:
    right, left = Box(550, 400, 40, 9), Box(450, 400, 40, 9)
    assert place_names([[right, left]] * 3, [], FRAME) == [right, left, right._replace(y=418)]
    assert place_names([[Box(990, 400, 40, 9), left]], [], FRAME) == [left]
