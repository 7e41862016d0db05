from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hotspots.evidence.acceptance import (
    Standing,
    accepted_height,
    count_of_ratio,
    expected_of_ratio,
    incidents_to_delist,
    resampled_stability,
    standing,
)
from hotspots.finding.judgement import ALLOWANCE, Candidate
from hotspots.finding.null import NullPeaks
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio

NULL = NullPeaks(np.linspace(0.1, 6, 600), 100, 5.0, 1.2)


def candidate(height: float, *, significant: bool = True) -> Candidate:
    return Candidate(shapely.box(0, 0, 1, 1), height, 0.0, 0.001, 0.01, significant)


def test_the_height_asked_for_lets_random_counties_have_their_share_above() -> None:
    beside_four = accepted_height(NULL, 4, 0.05)
    assert ALLOWANCE * NULL.expected_above(beside_four) == pytest.approx(0.25)
    alone = accepted_height(NULL, 0, 0.05)
    assert -math.expm1(-ALLOWANCE * NULL.expected_above(alone)) == pytest.approx(0.05)
    assert alone > beside_four


def test_heights_without_a_fitted_tail_are_those_of_the_peaks_themselves() -> None:
    null = NullPeaks(np.array([1.0, 2.0, 3.0]), 100, math.inf, 1.0)
    assert accepted_height(null, 0, 0.05) == pytest.approx(1.0, abs=1e-6)  # two of three are above


@given(st.floats(0.5, 500), st.floats(0.01, 300))
def test_solving_the_ratio_for_its_count_and_expected_number_gives_the_ratio_back(
    ratio: float, expected: float
) -> None:
    count = count_of_ratio(ratio, expected)
    assert count > expected
    assert poisson_log_likelihood_ratio(count, expected) == pytest.approx(ratio, rel=1e-6)
    if ratio < 200 * count:
        assert expected_of_ratio(ratio, count) == pytest.approx(expected, rel=1e-4)


def test_an_area_as_high_as_asked_for_needs_all_its_incidents() -> None:
    at_the_limit = accepted_height(NULL, 1, 0.05)
    stand = standing([candidate(at_the_limit), candidate(30.0)], np.array([12.0, 40.0]), NULL, 0.05)
    needs = incidents_to_delist(stand, np.array([12.0, 40.0]), np.array([24.0, 40.0]))
    assert needs[0] == 24
    assert 10 < needs[1] < 40


def test_an_area_to_watch_needs_more_than_it_has() -> None:
    areas = [candidate(30.0), candidate(4.0, significant=False)]
    stand = standing(areas, np.array([40.0, 9.0]), NULL, 0.05)
    needs = incidents_to_delist(stand, np.array([40.0, 9.0]), np.array([40.0, 9.0]))
    assert needs[0] < 40
    assert needs[1] > 9


def test_stability_is_the_chance_of_a_poisson_number_and_falls_with_repeats_at_one_place() -> None:
    stand = Standing(np.array([5.0, 5.0, 5.0]), np.array([4.0, 4.0, 4.0]))
    least = math.ceil(float(count_of_ratio(5.0, 4.0)))
    places = np.array([[least, 0, 0, 0], [3 * least, 0, 0, 0], [0, 0, 0, 3 * least // 4]])
    found = resampled_stability(stand, places, resamples=4000, rng=np.random.default_rng(1))
    chance = 1 - sum(math.exp(-least) * least**k / math.factorial(k) for k in range(least))
    assert found[0] == pytest.approx(chance, abs=0.03)
    assert found[1] > 0.99
    assert found[2] < found[1]
