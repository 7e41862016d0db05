"""Bands hold what they promise in counties where nothing happens, and let an outbreak out."""

from __future__ import annotations

import numpy as np
import pytest

from hotspots.assessment.expected_band import alarms, county_band, place_bands
from tests.hotspots.assessment.counties import county

COUNTIES = 60


@pytest.mark.parametrize(
    ("months", "base", "dispersion"), [(13, 20, 1.5), (25, 20, 3), (37, 20, 1), (37, 8, 1.5)]
)
def test_a_band_of_95_percent_holds_about_95_percent_of_months_and_few_counties_raise_an_alarm(
    months: int, base: float, dispersion: float
) -> None:
    rng = np.random.default_rng(11)
    inside, raised, whole = [], [], []
    for _ in range(COUNTIES):
        counts, laid = county(rng, 14, months, base=base, dispersion=dispersion)
        band = place_bands(counts, laid)
        inside.append((~band.is_above & ~band.is_below).mean())
        raised.append(alarms(band.p_value).any())
        one = county_band(counts.sum(axis=0), laid)
        whole.append(not one.is_above[0] and not one.is_below[0])
    assert 0.935 <= np.mean(inside) <= 0.985
    assert np.mean(raised) <= 0.10  # promised 0.05; six of sixty are within chance of it
    assert np.mean(whole) >= 0.88


def test_of_the_alarms_in_counties_with_outbreaks_few_are_false_and_most_outbreaks_are_found() -> None:
    rng = np.random.default_rng(12)
    shares, found = [], []
    planted = np.arange(14) < 3
    for _ in range(COUNTIES):
        counts, laid = county(rng, 14, 37, base=20, dispersion=1.5)
        counts = counts.copy()
        counts[planted, -1] = np.round(2.5 * counts[planted, -1] + 10)
        raised = alarms(place_bands(counts, laid).p_value)
        shares.append((raised & ~planted).sum() / max(raised.sum(), 1))
        found.append(raised[planted].mean())
    assert np.mean(shares) <= 0.05
    assert np.mean(found) >= 0.8


def test_the_share_of_a_place_is_worked_by_hand_where_all_months_are_alike() -> None:
    from datetime import date

    from hotspots.assessment.months import months_from

    months = months_from(date(2024, 1, 1), 13)
    counts = np.outer([3, 1], months.days)
    band = place_bands(counts, months)
    np.testing.assert_allclose(band.expected, [93, 31], rtol=0.01)  # January of the next year has 31 days
    assert band.dispersion == 1.0
    assert not alarms(band.p_value).any()


def test_alarms_are_those_of_benjamini_and_hochberg_and_unknown_ones_count_for_nothing() -> None:
    p_values = [[0.001, np.nan], [0.02, 0.03], [0.2, 0.9]]  # 0.03 <= 3/5 * 0.05, and so all three smallest
    assert alarms(p_values).tolist() == [[True, False], [True, True], [False, False]]


def test_tables_of_another_length_are_refused() -> None:
    counts, laid = county(np.random.default_rng(1), 3, 20, base=5, dispersion=1)
    with pytest.raises(ValueError, match="places by 19 months"):
        place_bands(counts, laid[:19])
