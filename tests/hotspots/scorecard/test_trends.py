"""Whether a measure changed by more than chance gives."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from hotspots.scorecard.measures import complete_share, missing, rate, surveyed
from hotspots.scorecard.shares import Survey
from hotspots.scorecard.trends import change_of, counts_p_value, months_p_value, sums_p_value


def test_two_counts_are_compared_by_the_exact_conditional_test() -> None:
    assert counts_p_value(12, 365, 4, 365) == pytest.approx(binomtest(12, 16, 0.5).pvalue)
    assert counts_p_value(0, 365, 0, 365) == 1


def test_months_that_do_not_scatter_leave_the_change_as_sure_as_single_incidents_do() -> None:
    steady = months_p_value((20,) * 12, (12,) * 12)
    bursts = months_p_value((0, 60, 0, 60, 0, 0, 60, 0, 60, 0, 0, 0), (12,) * 12)
    assert steady is not None
    assert bursts is not None
    assert steady < 0.001 < 0.05 < bursts
    assert months_p_value((9, 9), (1, 1)) is None


def _year(rng: np.random.Generator) -> tuple[int, ...]:
    """Draw incidents of 12 months: crimes come in series of four, on average."""
    return tuple(int(rng.geometric(0.25, rng.poisson(10)).sum()) for _ in range(12))


def test_without_a_change_crimes_in_series_seem_changed_in_5_of_100_years_at_most() -> None:
    rng = np.random.default_rng(11)
    said = by_single_incidents = 0
    for _ in range(600):
        now, before = (rate("frequent", sum(one), 1e5, 365, months=one) for one in (_year(rng), _year(rng)))
        change = change_of(now, before)
        said += change is not None and change.is_beyond_chance
        counts = int(now.count or 0), int(before.count or 0)
        by_single_incidents += counts_p_value(counts[0], 365, counts[1], 365) < 0.05
    assert said <= 0.07 * 600
    assert by_single_incidents > 0.2 * 600  # what the months guard against


def test_a_fall_by_a_third_is_found_all_the_same() -> None:
    rng = np.random.default_rng(12)
    found = 0
    for _ in range(100):
        before = tuple(rng.poisson(40, 12).tolist())
        now = tuple(rng.poisson(27, 12).tolist())
        change = change_of(*(rate("frequent", sum(one), 1e5, 365, months=one) for one in (now, before)))
        found += change is not None and change.is_beyond_chance
    assert found >= 95


def test_one_bus_that_crashes_is_no_trend() -> None:
    assert sums_p_value(9, 0, 81) == 1
    assert sums_p_value(9, 0, 9) < 0.05
    assert sums_p_value(0, 0, 0) == 1


def test_deaths_of_two_years_seem_changed_in_5_of_100_years_at_most() -> None:
    rng = np.random.default_rng(13)
    said = 0
    for _ in range(1000):
        years = [1 + rng.binomial(4, 0.2, rng.poisson(8)) for _ in range(2)]
        now, before = (
            rate(
                "deaths", float(one.sum()), 1e5, 365, more={"squares": float((one**2).sum()), "largest": 5.0}
            )
            for one in years
        )
        change = change_of(now, before)
        said += change is not None and change.is_beyond_chance
    assert said <= 65


def test_a_few_areas_put_right_more_are_no_trend() -> None:
    assert not change_of(
        complete_share("rectified", 4, 4), complete_share("rectified", 2, 3)
    ).is_beyond_chance  # type: ignore[union-attr]
    found = change_of(complete_share("returns", 95, 100), complete_share("returns", 60, 100))
    assert found is not None
    assert (round(found.difference, 2), found.is_beyond_chance) == (0.35, True)


def test_a_survey_moves_when_the_interval_of_the_difference_leaves_nought_out() -> None:
    def change(now: int, before: int) -> bool:
        found = change_of(surveyed("safety", Survey(300, now)), surveyed("safety", Survey(300, before)))
        assert found is not None
        return found.is_beyond_chance

    assert (change(250, 240), change(270, 230)) == (False, True)


def test_what_is_not_known_has_no_trend() -> None:
    assert change_of(missing("safety", "no_survey"), surveyed("safety", Survey(10, 5))) is None
