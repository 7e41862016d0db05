from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given

from gis import offsets
from tests.strategies import CHINA_LAND, points_in_china

METRES_PER_DEGREE = 111_320
PAIRS = [
    (offsets.wgs84_to_gcj02, offsets.gcj02_to_wgs84),
    (offsets.gcj02_to_bd09, offsets.bd09_to_gcj02),
    (offsets.wgs84_to_bd09, offsets.bd09_to_wgs84),
]


def apart_m(lon: np.ndarray, lat: np.ndarray, other_lon: np.ndarray, other_lat: np.ndarray) -> np.ndarray:
    return np.hypot((other_lon - lon) * np.cos(np.radians(lat)), other_lat - lat) * METRES_PER_DEGREE


def test_gcj02_of_tiananmen_is_the_known_answer() -> None:
    lon, lat = offsets.wgs84_to_gcj02(116.397389, 39.908722)
    assert (float(lon), float(lat)) == pytest.approx((116.40363255, 39.91012548), abs=5e-9)


def test_bd09_of_a_point_worked_by_hand() -> None:
    # radius 120.9338678, angle 0.2526802 rad before the waves of 2e-5 sin and 3e-6 cos
    radius, angle = np.hypot(117.0, 30.6), np.arctan2(30.6, 117.0)
    wave = 3000 * np.pi / 180
    expected = (
        (radius + 2e-5 * np.sin(30.6 * wave)) * np.cos(angle + 3e-6 * np.cos(117.0 * wave)) + 0.0065,
        (radius + 2e-5 * np.sin(30.6 * wave)) * np.sin(angle + 3e-6 * np.cos(117.0 * wave)) + 0.006,
    )
    assert tuple(map(float, offsets.gcj02_to_bd09(117.0, 30.6))) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("there", "back"), PAIRS)
def test_a_million_points_all_over_china_return_within_a_millimetre_in_under_five_seconds(
    there: Callable[..., offsets.LonLat], back: Callable[..., offsets.LonLat]
) -> None:
    rng = np.random.default_rng(1)
    west, south, east, north = CHINA_LAND
    lon, lat = rng.uniform(west, east, 1_000_000), rng.uniform(south, north, 1_000_000)
    started = time.process_time()
    returned = back(*there(lon, lat))
    assert time.process_time() - started < 5
    assert apart_m(lon, lat, *returned).max() < 0.001


@given(points_in_china())
def test_the_two_steps_to_bd09_agree_with_the_direct_way(points: offsets.LonLat) -> None:
    direct = offsets.wgs84_to_bd09(*points)
    assert apart_m(*direct, *offsets.gcj02_to_bd09(*offsets.wgs84_to_gcj02(*points))).max() < 1e-6
    assert apart_m(*offsets.bd09_to_wgs84(*direct), *points).max() < 0.001


@given(points_in_china())
def test_the_gcj02_offset_is_between_a_few_metres_and_a_kilometre_and_a_half(points: offsets.LonLat) -> None:
    distance = apart_m(*points, *offsets.wgs84_to_gcj02(*points))
    assert distance.max() < 1_500
    assert distance.min() > 1


@pytest.mark.parametrize("convert", [function for pair in PAIRS for function in pair])
def test_points_outside_china_and_missing_ones_come_back_as_they_are(
    convert: Callable[..., offsets.LonLat],
) -> None:
    lon = np.array([0.0, -90.2, 139.69, 104.0, np.nan, 104.0])
    lat = np.array([0.0, 38.6, 35.69, -30.0, 30.0, np.nan])
    found_lon, found_lat = convert(lon, lat)
    assert np.array_equal(found_lon, lon, equal_nan=True)
    assert np.array_equal(found_lat, lat, equal_nan=True)


def test_what_the_caller_passes_is_not_changed_and_shapes_are_broadcast() -> None:
    lon, lat = np.array([[104.0], [105.0]]), np.array([30.0, 31.0, 32.0])
    found_lon, found_lat = offsets.wgs84_to_gcj02(lon, lat)
    assert found_lon.shape == found_lat.shape == (2, 3)
    assert lon.tolist() == [[104.0], [105.0]]
