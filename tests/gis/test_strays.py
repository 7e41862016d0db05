from __future__ import annotations

import numpy as np
from hypothesis import given

from gis.strays import is_far, is_swapped, is_zero_point, usual_bounds
from tests.strategies import points_in_china

COUNTY = (103.6, 30.4, 104.2, 30.9)


def test_only_both_zero_is_a_zero_point() -> None:
    assert is_zero_point([0, 0, 104, np.nan], [0, 30, 0, 0]).tolist() == [True, False, False, False]


def test_a_point_is_far_from_fifty_kilometres_on_worked_by_hand() -> None:
    # half a degree of latitude is 55.7 km, of longitude at 30.65 N 47.9 km
    assert is_far([103.9, 103.9, 104.7, 104.72, np.nan], [31.4, 31.3, 30.6, 30.6, 30], COUNTY).tolist() == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert is_far([104.73], [30.6], COUNTY).tolist() == [True]
    assert is_far([104.73], [30.6], COUNTY, far_km=60).tolist() == [False]
    assert is_far([35_500_000.0, np.inf], [3_000_000.0, 0], COUNTY).all()


def test_single_swapped_rows_are_told_from_strays() -> None:
    lon, lat = [104.0, 30.6, -90.2, 0.0, np.nan], [30.6, 104.0, 38.6, 0.0, 104.0]
    assert is_swapped(lon, lat, COUNTY).tolist() == [False, True, False, False, False]


@given(points_in_china())
def test_no_point_of_china_is_swapped_within_its_own_usual_box(points: tuple[np.ndarray, np.ndarray]) -> None:
    bounds = usual_bounds(*points)
    assert bounds is not None
    inside = ~is_far(*points, bounds)
    assert not is_swapped(*points, bounds)[inside].any()


def test_the_usual_box_holds_the_bulk_and_leaves_strays_and_swapped_rows_out() -> None:
    rng = np.random.default_rng(3)
    lon = np.concatenate([rng.uniform(103.6, 104.2, 96), [0, 30.6, -90, 116.4]])
    lat = np.concatenate([rng.uniform(30.4, 30.9, 96), [0, 104.0, 38.6, 39.9]])
    bounds = usual_bounds(lon, lat)
    assert bounds is not None
    assert np.flatnonzero(is_far(lon, lat, bounds)).tolist() == [96, 97, 98, 99]
    assert np.flatnonzero(is_swapped(lon, lat, bounds)).tolist() == [97]
    assert usual_bounds([0, np.nan], [0, 1]) is None
