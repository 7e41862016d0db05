from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.change.displacement import weighted_displacement_difference, weighted_displacement_quotient

COUNTS = st.tuples(st.integers(0, 500), st.integers(0, 500))


def test_weighted_displacement_difference_of_20_20_and_20_10_as_ptools_prints_it() -> None:
    found = weighted_displacement_difference((20, 20), (20, 10))
    assert found.estimate == -10
    assert found.standard_error == pytest.approx(8.3666, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((-23.76, 3.76), abs=5e-3)


def test_what_moved_next_door_counts_against_what_went_away_worked_by_hand() -> None:
    found = weighted_displacement_difference((20, 25), (30, 10), control_beside=(9, 10), beside=(5, 14))
    assert found.estimate == (10 - 30) - (25 - 20) + (14 - 5) - (10 - 9)
    assert found.standard_error == pytest.approx(math.sqrt(20 + 25 + 30 + 10 + 9 + 10 + 5 + 14))


@given(control=COUNTS, treated=COUNTS, control_beside=COUNTS, beside=COUNTS)
def test_treated_and_control_change_places_with_the_sign(
    control: tuple[int, int],
    treated: tuple[int, int],
    control_beside: tuple[int, int],
    beside: tuple[int, int],
) -> None:
    one = weighted_displacement_difference(control, treated, control_beside=control_beside, beside=beside)
    other = weighted_displacement_difference(treated, control, control_beside=beside, beside=control_beside)
    assert other.estimate == -one.estimate
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))
    assert one.low <= one.estimate <= one.high


def test_intervals_hold_no_effect_as_often_as_they_say() -> None:
    counts = np.random.default_rng(4).poisson([30, 60, 50, 100], (2000, 4)).tolist()
    # What doubles everywhere is an effect of the difference (treated grows by 50, control by 30).
    held = [weighted_displacement_difference((a, b), (c, d)) for a, b, c, d in counts]
    assert 0.88 <= np.mean([one.low < 20 < one.high for one in held]) <= 0.92


@pytest.mark.parametrize(
    "wrong", [{"treated": (-1, 2)}, {"treated": (1, math.inf)}, {"level": 1.0}, {"dispersion": 0.0}]
)
def test_counts_and_levels_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must"):
        weighted_displacement_difference(**({"control": (1, 1), "treated": (1, 1)} | wrong))  # type: ignore[arg-type]


def test_the_example_of_wheeler_and_ratcliffe_2018_with_displacement_areas_as_ptools_tests_it() -> None:
    found = weighted_displacement_difference(
        (308, 318), (207, 110), control_beside=(150, 140), beside=(178, 157), level=0.95
    )
    assert found.estimate == -118
    assert found.standard_error == pytest.approx(math.sqrt(1568))
    assert (found.low, found.high) == pytest.approx((-196, -40), abs=0.5)


def test_periods_of_two_lengths_as_ptools_tests_them() -> None:
    found = weighted_displacement_difference((100, 50), (80, 20), time_weights=(2, 1))
    assert found.estimate == -20
    assert found.standard_error == pytest.approx(math.sqrt(115))


def test_areas_of_four_sizes_as_ptools_tests_them() -> None:
    found = weighted_displacement_difference(
        (308, 318),
        (207, 110),
        control_beside=(150, 140),
        beside=(178, 157),
        area_weights=(0.9, 1.2, 1.6, 1.5),
        level=0.95,
    )
    assert found.estimate == pytest.approx(-99.69444444)
    assert found.standard_error == pytest.approx(35.4280755)
    assert (found.low, found.high) == pytest.approx((-169.1321965, -30.25669241))


def test_overdispersion_widens_the_interval_by_its_root() -> None:
    plain, wide = (weighted_displacement_difference((20, 20), (20, 10), dispersion=d) for d in (1.0, 4.0))
    assert wide.standard_error == pytest.approx(2 * plain.standard_error)


def test_displacement_quotients_of_benefit_spread_and_moved_worked_by_hand() -> None:
    assert weighted_displacement_quotient((100, 100), (50, 30), (20, 16)) == pytest.approx(0.2)
    assert weighted_displacement_quotient((100, 100), (50, 30), (20, 45)) == pytest.approx(-1.25)
    assert math.isnan(weighted_displacement_quotient((100, 100), (50, 60), (20, 16)))
    assert math.isnan(weighted_displacement_quotient((100, 0), (50, 30), (20, 16)))
