"""Levels follow from the rules, measure by measure."""

from __future__ import annotations

import pytest

from hotspots.assessment.warning_level import LEVELS, WarningRules, raised_share, warning_level


@pytest.mark.parametrize(
    ("measured", "level"),
    [
        ({}, "blue"),
        ({"excess": 0.0, "classes": 0, "outbreaks": 0}, "blue"),
        ({"excess": 1.2}, "yellow"),
        ({"excess": 1.5}, "orange"),
        ({"excess": 1.2, "classes": 3}, "red"),
        ({"new_areas": 2}, "orange"),
        ({"townships": 0.24}, "yellow"),
    ],
)
def test_the_highest_step_that_any_measure_reaches_is_the_level(
    measured: dict[str, float], level: str
) -> None:
    assert warning_level(measured).level == level


def test_reasons_are_the_measures_that_reach_the_level() -> None:
    found = warning_level({"excess": 1.6, "classes": 2, "outbreaks": 1})
    assert found.reasons == {"excess": 1.6, "classes": 2}


def test_more_of_anything_never_lowers_a_level() -> None:
    ranks = [warning_level({"outbreaks": count}).rank for count in range(6)]
    assert ranks == sorted(ranks)
    assert LEVELS[ranks[-1]] == "red"


def test_a_county_may_set_rules_of_its_own() -> None:
    rules = WarningRules({"classes": (2, 4, 6)})
    assert warning_level({"classes": 1, "excess": 9.0}, rules).level == "blue"


@pytest.mark.parametrize("steps", [{"classes": (2, 1, 3)}, {"classes": (0, 1, 2)}, {"persons": (1, 2, 3)}])
def test_rules_that_no_measure_can_follow_are_refused(steps: dict[str, tuple[float, float, float]]) -> None:
    with pytest.raises(ValueError, match="wanted"):
        WarningRules(steps)


def test_the_share_at_orange_or_red() -> None:
    levels = [warning_level({"outbreaks": count}) for count in (0, 1, 2, 3)]
    assert raised_share(levels) == 0.5
    assert raised_share([]) == 0
