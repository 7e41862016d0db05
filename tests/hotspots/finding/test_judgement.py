from __future__ import annotations

import numpy as np
import pytest
import shapely

from hotspots.finding.judgement import ALLOWANCE, Area, judge, least_accepted
from hotspots.finding.null import NullPeaks


def even_null() -> NullPeaks:
    """A hundred counties of ten peaks each, at 1, 2, ... 10 in every one."""
    return NullPeaks(np.sort(np.tile(np.arange(1.0, 11.0), 100)), 100, np.inf, 1.0)


def test_peaks_that_random_counties_have_too_are_not_accepted_and_higher_ones_are() -> None:
    assert least_accepted(np.array([10.5, 11.0]), np.array([9.0]), even_null(), 0.05) == 10.5
    assert least_accepted(np.array([9.5]), np.array([]), even_null(), 0.05) == np.inf


def test_watched_areas_never_read_as_significant() -> None:
    heights = np.array([12.0, 9.5, 5.0])
    areas = [Area(shapely.box(0, 0, 1, 1), float(height), 100.0) for height in heights]
    judged = judge(areas[:1], areas[1:], heights[1:], even_null(), alpha=0.05, most_watched=2)
    assert [one.significant for one in judged] == [True, False, False]
    assert judged[0].p_value_adjusted <= 0.05 < judged[1].p_value_adjusted
    # one of ten peaks of a random county reaches 9.5; it counts double, and stands second of three
    assert judged[1].p_value == pytest.approx(ALLOWANCE * 1 / 10)
    assert judged[1].p_value_adjusted == pytest.approx(ALLOWANCE * 1 / 2)


def test_an_area_that_the_search_did_not_reach_is_watched_however_high() -> None:
    areas = [Area(shapely.box(0, 0, 1, 1), height, 100.0) for height in (12.0, 11.5)]
    judged = judge(areas[:1], areas[1:], np.array([11.5]), even_null(), alpha=0.05, most_watched=1)
    assert [one.significant for one in judged] == [True, False]
    assert judged[1].p_value_adjusted > 0.05
