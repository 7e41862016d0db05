"""Areas are new, fading, gone, or go on."""

from __future__ import annotations

from hotspots.assessment.area_changes import area_changes


def test_each_area_of_two_searches_is_told_once_the_new_first() -> None:
    now = {"A": "steady", "B": "falling", "C": "rising", "D": "falling"}
    found = [(one.area_id, one.change) for one in area_changes(now, ["B", "A", "E"])]
    assert found == [("C", "new"), ("D", "new"), ("B", "fading"), ("E", "gone"), ("A", "kept")]


def test_without_areas_nothing_is_told() -> None:
    assert area_changes({}, []) == ()
