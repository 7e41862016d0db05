"""Shares that a survey found."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from hotspots.scorecard.shares import Survey, survey_interval, wilson_interval


@pytest.mark.parametrize(
    ("satisfied", "asked", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals_are_those_of_newcombes_table_of_1998(
    satisfied: int, asked: int, low: float, high: float
) -> None:
    found = wilson_interval(satisfied, asked)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 500).flatmap(lambda asked: st.tuples(st.integers(0, asked), st.just(asked))))
def test_wilson_agrees_with_scipy(said: tuple[int, int]) -> None:
    satisfied, asked = said
    theirs = binomtest(satisfied, asked).proportion_ci(0.95, method="wilson")
    ours = wilson_interval(satisfied, asked)
    assert (ours.low, ours.high) == (
        pytest.approx(theirs.low, abs=1e-12),
        pytest.approx(theirs.high, abs=1e-12),
    )


def test_a_design_effect_of_two_is_worth_half_the_sample() -> None:
    assert Survey(200, 120, design_effect=2).effective_size == 100
    found, half = survey_interval(Survey(200, 120, design_effect=2)), wilson_interval(60, 100)
    assert (found.low, found.high) == (half.low, half.high)


def test_a_sample_of_half_of_the_people_is_worth_about_twice_its_size_worked_by_hand() -> None:
    assert Survey(50, 30, population=100).effective_size == pytest.approx(50 * 99 / 50)


def test_where_everybody_was_asked_nothing_is_left_to_chance() -> None:
    assert math.isinf(Survey(40, 30, population=40).effective_size)
    found = survey_interval(Survey(40, 30, population=40))
    assert (found.low, found.value, found.high) == (0.75, 0.75, 0.75)


@pytest.mark.parametrize(
    "wrong",
    [
        {"asked": 10, "satisfied": 11},
        {"asked": 0, "satisfied": 0},
        {"asked": 10, "satisfied": 5, "population": 9},
        {"asked": 10, "satisfied": 5, "design_effect": 0.5},
    ],
)
def test_what_no_survey_can_have_found_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="wants"):
        Survey(**wrong)  # type: ignore[arg-type]
