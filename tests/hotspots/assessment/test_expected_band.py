"""Bands hold what they promise in counties where nothing happens, and let an outbreak out."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from hotspots.assessment.expected_band import FALSE_ALARMS, FEWEST, alarms, month_bands
from hotspots.assessment.months import months_from
from tests.hotspots.assessment.counties import county
from tests.hotspots.assessment.restless import restless_county

COUNTIES = 40


@pytest.mark.parametrize(
    ("months", "dispersion", "law"),
    [(7, 3, "bursts"), (7, 3, "uneven"), (13, 3, "even"), (25, 3, "bursts"), (37, 2, "uneven")],
)
def test_few_restless_months_raise_any_alarm_at_all_and_bands_hold_what_they_promise(
    months: int, dispersion: float, law: str
) -> None:
    rng = np.random.default_rng([months, len(law)])
    raised, inside = [], []
    for _ in range(COUNTIES):
        cube, laid = restless_county(rng, months, dispersion=dispersion, law=law)
        bands = month_bands(cube.sum(axis=1), cube, laid)
        raised.append(bands.county.is_alarm.any() or bands.places.is_alarm.any())
        inside.append((~bands.places.is_above & ~bands.places.is_below).mean())
    assert np.sum(raised) <= 5  # promised 2 of 40; more than 5 come in 1 of 70 draws
    assert FALSE_ALARMS == 0.05
    assert 0.935 <= np.mean(inside) <= 0.99


def test_of_the_alarms_in_counties_with_outbreaks_few_are_false_and_most_outbreaks_are_found() -> None:
    rng = np.random.default_rng(12)
    shares, found = [], []
    planted = np.arange(14) < 3
    for _ in range(COUNTIES):
        counts, laid = county(rng, 14, 37, base=20, dispersion=1.5)
        counts = counts.copy()
        counts[planted, -1] = np.round(2.5 * counts[planted, -1] + 10)
        raised = month_bands(counts.sum(axis=0)[None], counts[None], laid).places.is_alarm[0]
        shares.append((raised & ~planted).sum() / max(raised.sum(), 1))
        found.append(raised[planted].mean())
    assert np.mean(shares) <= 0.05
    assert np.mean(found) >= 0.8


def test_the_share_of_a_place_is_worked_by_hand_where_all_months_are_alike() -> None:
    months = months_from(date(2024, 1, 1), 13)
    counts = np.outer([300, 100], months.days)[None]
    bands = month_bands(counts.sum(axis=1), counts, months)
    np.testing.assert_allclose(bands.places.expected[0], [9300, 3100], rtol=0.01)  # January has 31 days
    np.testing.assert_allclose(bands.county.expected, [12400], rtol=0.01)
    assert not bands.places.is_alarm.any()
    assert bands.compared == 2


def test_a_place_that_never_had_any_is_not_thought_to_have_none_ever() -> None:
    months = months_from(date(2024, 1, 1), 7)
    cube = np.vstack([np.full((9, 7), 3), np.zeros((1, 7), dtype=int)])[None]
    cube[0, -1, -1] = 2
    bands = month_bands(cube.sum(axis=1), cube, months)
    assert 0.02 < bands.places.expected[0, -1] < 0.3
    assert not bands.places.is_alarm.any()


def test_fewer_than_five_raise_no_alarm_however_rare_they_were() -> None:
    months = months_from(date(2022, 1, 1), 37)
    cube = np.vstack([np.full((30, 37), 40), np.zeros((1, 37), dtype=int)])[None]
    cube[0, -1, -1] = FEWEST - 1
    bands = month_bands(cube.sum(axis=1), cube, months)
    assert bands.places.p_value[0, -1] < 0.001
    assert not bands.places.is_alarm.any()


def test_a_kind_without_any_before_and_a_county_without_places_are_told_as_far_as_they_go() -> None:
    months = months_from(date(2024, 1, 1), 9)
    cube = np.zeros((2, 3, 9), dtype=int)
    cube[0] = 5
    bands = month_bands(cube.sum(axis=1), cube, months)
    assert np.isnan(bands.county.expected).tolist() == [False, True]
    assert np.isnan(bands.places.p_value[1]).all()
    alone = month_bands(cube.sum(axis=1), np.zeros((2, 0, 9)), months)
    assert alone.county.expected[0] == pytest.approx(15, rel=0.1)
    assert alone.compared == 0


def test_alarms_are_those_of_benjamini_and_hochberg_and_unknown_ones_count_for_nothing() -> None:
    p_values = [[0.001, np.nan], [0.02, 0.03], [0.2, 0.9]]  # 0.03 <= 3/5 * 0.05, and so all three smallest
    assert alarms(p_values, 0.05).tolist() == [[True, False], [True, True], [False, False]]


def test_tables_of_another_length_are_refused() -> None:
    counts, laid = county(np.random.default_rng(1), 3, 20, base=5, dispersion=1)
    with pytest.raises(ValueError, match="places by 19 months"):
        month_bands(counts.sum(axis=0)[None], counts[None], laid[:19])
