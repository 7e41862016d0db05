from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from hotspots.scans import circles as module
from hotspots.scans.circles import disjoint, growing_circles
from tests.strategies import point_clouds

LINE = np.array([[0.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [3.0, 0.0]])


def test_points_equally_far_enter_one_circle_together() -> None:
    circles = growing_circles(LINE[:1], LINE, max_radius_m=10)
    assert circles.radius_m.tolist() == [0, 1, 3]
    assert [sorted(circles.members(i).tolist()) for i in range(3)] == [[0], [0, 1, 2], [0, 1, 2, 3]]
    assert circles.totals(np.array([1, 10, 100, 1000])).tolist() == [1, 111, 1111]


def test_given_radii_leave_out_circles_that_hold_nothing_new_and_points_beyond() -> None:
    circles = growing_circles(LINE[:2], LINE, max_radius_m=10, radii_m=[1, 1.5, 2])
    assert circles.centre.tolist() == [0, 1, 1]
    assert [sorted(circles.members(i).tolist()) for i in range(3)] == [[0, 1, 2], [0, 1], [0, 1, 2, 3]]


@given(point_clouds(max_points=60))
def test_each_circle_holds_what_lies_within_its_radius(xy: np.ndarray) -> None:
    circles = growing_circles(xy[:5], xy, max_radius_m=2_000)
    counts = circles.totals(np.ones(len(xy)))
    for index in range(len(circles)):
        away = np.hypot(*(xy - xy[circles.centre[index]]).T)
        within = np.flatnonzero(away <= circles.radius_m[index] + 1e-6)
        assert sorted(circles.members(index).tolist()) == within.tolist()
        assert counts[index] == len(within)
    assert (circles.radius_m <= 2_000).all()


def test_the_best_circles_share_no_point() -> None:
    circles = growing_circles(LINE, LINE, max_radius_m=1)
    best = circles.best_of_each_centre(circles.totals(np.array([2.0, 1.0, 0.5, 3.0])))
    assert [sorted(circles.members(one).tolist()) for one in best] == [[0, 1, 2], [3], [0, 1], [0, 2]]
    picked = disjoint(best, circles.members, len(LINE))
    assert [sorted(circles.members(one).tolist()) for one in picked] == [[0, 1, 2], [3]]
    assert circles.best_of_each_centre(np.zeros(len(circles))).tolist() == []


def test_circles_larger_than_allowed_are_left_out_and_the_inner_ones_stay() -> None:
    circles = growing_circles(LINE[:2], LINE, max_radius_m=10)
    people = np.array([1.0, 2, 3, 4])
    small = circles.up_to(circles.totals(people), 6)
    assert small.totals(people).tolist() == [1, 6, 2, 3]
    assert [sorted(small.members(one).tolist()) for one in range(4)] == [[0], [0, 1, 2], [1], [0, 1]]
    assert small.centre.tolist() == [0, 0, 1, 1]
    assert len(circles.up_to(circles.totals(people), 0.5)) == 0


def test_no_point_makes_no_circle_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(growing_circles(LINE, np.empty((0, 2)), max_radius_m=1)) == 0
    assert len(growing_circles(LINE[:1], LINE[3:], max_radius_m=1)) == 0
    monkeypatch.setattr(module, "MOST_MEMBERS", 3)
    with pytest.raises(ValueError, match="fewer centres"):
        growing_circles(LINE, LINE, max_radius_m=10)
