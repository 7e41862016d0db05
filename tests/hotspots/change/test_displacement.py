from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.change.displacement import weighted_displacement_difference

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


@pytest.mark.parametrize("wrong", [{"treated": (-1, 2)}, {"treated": (1, math.inf)}, {"level": 1.0}])
def test_counts_and_levels_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must"):
        weighted_displacement_difference(**({"control": (1, 1), "treated": (1, 1)} | wrong))  # type: ignore[arg-type]
