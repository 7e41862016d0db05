"""An entry is taken off the list when every criterion that was set holds, and not for want of records."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotspots.rectification.delisting import Criteria, Observed, judge

GOOD = Observed(3, 7, 10, 1, significant=False)


def failing(observed: Observed, criteria: Criteria = Criteria()) -> list[str]:  # noqa: B008
    return [verdict.code for verdict in judge(criteria, observed) if not verdict.holds]


@pytest.mark.parametrize(
    ("change", "fails"),
    [
        ({}, []),
        ({"months": 2}, ["observed_months"]),
        ({"incidents": 8}, ["fall_pct"]),
        ({"incidents": None}, ["fall_pct"]),
        ({"incidents_before": 0, "incidents": 0}, ["fall_pct"]),
        ({"checks_passed": 0}, ["checks_passed"]),
        ({"significant": True}, ["off_the_list"]),
        ({"significant": None}, ["off_the_list"]),
        ({"months": 0, "checks_passed": 0}, ["observed_months", "checks_passed"]),
    ],
)
def test_each_criterion_fails_on_its_own_fact(change: dict[str, object], fails: list[str]) -> None:
    assert failing(replace(GOOD, **change)) == fails  # type: ignore[arg-type]


def test_criteria_that_were_not_set_are_not_judged() -> None:
    none = Criteria(observed_months=0, fall_pct=0, checks_passed=0, off_the_list=False)
    assert failing(Observed(0, None, None, 0, significant=None), none) == []


def test_a_verdict_tells_what_was_wanted_and_what_was_found() -> None:
    (months, fall, *_) = judge(Criteria(), replace(GOOD, incidents=5))
    assert (months.wanted, months.found, fall.wanted, fall.found) == (3, 3, 30, 50)


@pytest.mark.parametrize(
    "wrong", [{"fall_pct": 101}, {"fall_pct": -1}, {"observed_months": -1}, {"checks_passed": -1}]
)
def test_impossible_criteria_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="wanted"):
        Criteria(**wrong)  # type: ignore[arg-type]
