from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.crs import CHOICES, from_wgs84, parse_crs
from gis.crs_guess import guess_crs, misfit
from gis.errors import CrsError
from tests.strategies import points_in_china

COUNTY = (103.6, 30.4, 104.2, 30.9)
RNG = np.random.default_rng(7)
LON, LAT = RNG.uniform(103.6, 104.2, 400), RNG.uniform(30.4, 30.9, 400)
EASTING, NORTHING = from_wgs84(LON, LAT, parse_crs("EPSG:4544"))
STLOUIS = (-90.32, 38.53, -90.17, 38.77)


def test_degrees_outside_china_are_wgs_84() -> None:
    guess = guess_crs(RNG.uniform(-90.3, -90.2, 50), RNG.uniform(38.5, 38.7, 50))
    assert (guess.choice, guess.reason_code, guess.swapped) == (CHOICES["wgs84"], "crs.degrees", False)


def test_degrees_inside_china_leave_wgs_84_gcj_02_and_bd_09_open() -> None:
    guess = guess_crs(LON, LAT, COUNTY)
    assert guess.choice is None
    assert guess.reason_code == "crs.offset_unclear"
    assert [choice.code for choice in guess.alternatives] == ["wgs84", "gcj02", "bd09"]
    with pytest.raises(CrsError, match=r"crs\.offset_unclear"):
        guess.required()


@pytest.mark.parametrize("true", ["wgs84", "gcj02", "bd09"])
def test_roads_decide_between_the_offsets(true: str) -> None:
    lines = [shapely.LineString([(lon, 30.4), (lon + 0.05, 30.9)]) for lon in np.arange(103.6, 104.2, 0.03)]
    roads = gpd.GeoSeries(lines, crs=4326)
    on_roads = shapely.line_interpolate_point(
        np.array(lines)[RNG.integers(0, 20, 800)], RNG.random(800), normalized=True
    )
    scatter = RNG.normal(0, 0.0003, (800, 2))
    lon, lat = (shapely.get_coordinates(on_roads) + scatter).T
    guess = guess_crs(*from_wgs84(lon, lat, CHOICES[true]), COUNTY, roads=roads.to_crs("EPSG:4544"))
    assert (guess.required().code, guess.reason_code) == (true, "crs.by_roads")


def test_roads_that_the_points_have_nothing_to_do_with_decide_nothing() -> None:
    roads = gpd.GeoSeries([shapely.LineString([(103.9, 30.4), (103.9, 30.9)])], crs=4326)
    assert guess_crs(LON, LAT, COUNTY, roads=roads).reason_code == "crs.offset_unclear"
    assert guess_crs(LON, LAT, COUNTY, roads=roads.iloc[:0]).reason_code == "crs.offset_unclear"
    assert guess_crs(LON[:10], LAT[:10], COUNTY, roads=roads).reason_code == "crs.offset_unclear"


def test_roads_far_from_every_point_decide_nothing_though_one_reading_is_nearer_for_all() -> None:
    road = gpd.GeoSeries([shapely.LineString([(104.6, 30.2), (104.6, 31.1)])], crs=4326)
    assert guess_crs(LON, LAT, COUNTY, roads=road).reason_code == "crs.offset_unclear"


@pytest.mark.parametrize("bounds", [None, COUNTY])
def test_swapped_columns_in_china_are_found(bounds: tuple[float, float, float, float] | None) -> None:
    assert guess_crs(LAT, LON, bounds).swapped
    assert not guess_crs(LON, LAT, bounds).swapped


def test_swapped_columns_abroad_are_found_by_a_latitude_beyond_the_pole_or_by_the_study_area() -> None:
    lon, lat = RNG.uniform(-90.3, -90.2, 50), RNG.uniform(38.5, 38.7, 50)
    assert guess_crs(lat, lon, STLOUIS).swapped
    assert guess_crs(lat, lon).swapped
    paris_lon, paris_lat = RNG.uniform(2.2, 2.4, 50), RNG.uniform(48.8, 48.9, 50)
    assert guess_crs(paris_lat, paris_lon, (2.2, 48.8, 2.4, 48.9)).swapped
    assert not guess_crs(paris_lon, paris_lat, (2.2, 48.8, 2.4, 48.9)).swapped


@pytest.mark.parametrize("code", range(4513, 4534))
def test_every_zone_with_a_prefix_is_recognised_from_its_easting(code: int) -> None:
    choice = parse_crs(f"EPSG:{code}")
    meridian = 75 + 3 * (code - 4513)
    easting, northing = from_wgs84(
        RNG.uniform(meridian - 1.5, meridian + 1.5, 60), RNG.uniform(20, 50, 60), choice
    )
    assert guess_crs(easting, northing).required().code == f"EPSG:{code}"
    official_order = guess_crs(northing, easting)  # X坐标 is the northing in Chinese surveys
    assert (official_order.required().code, official_order.swapped) == (f"EPSG:{code}", True)


def test_a_six_degree_zone_with_its_prefix_is_recognised() -> None:
    easting, northing = from_wgs84(LON, LAT, parse_crs("EPSG:4496"))
    assert guess_crs(easting, northing).required().code == "EPSG:4496"


@given(points_in_china())
@settings(max_examples=12, deadline=None)
def test_the_study_area_tells_the_zone_without_prefix(points: tuple[np.ndarray, np.ndarray]) -> None:
    lon = points[0][0] + np.linspace(-0.1, 0.1, 9)
    lat = max(points[1][0], 18.2) + np.linspace(-0.1, 0.1, 9)
    code = 4534 + min(max(round(lon[4] / 3), 25), 45) - 25
    easting, northing = from_wgs84(lon, lat, parse_crs(f"EPSG:{code}"))
    bounds = (lon[0], lat[0], lon[-1], lat[-1])
    guess = guess_crs(easting, northing, bounds)
    assert (guess.required().code, guess.reason_code) == (f"EPSG:{code}", "crs.gauss_kruger_by_place")
    unknown = guess_crs(easting, northing)
    assert (unknown.choice, unknown.reason_code, len(unknown.alternatives)) == (None, "crs.zone_unclear", 21)
    assert guess_crs(northing, easting, bounds).swapped


def test_metres_of_another_system_are_never_guessed() -> None:
    guess = guess_crs([893_000.0, 905_000.0], [1_020_000.0, 1_043_000.0], STLOUIS)  # feet of Missouri
    assert (guess.choice, guess.reason_code) == (None, "crs.metres_unclear")
    assert guess_crs([-5e6], [8e6]).reason_code == "crs.metres_unclear"


def test_a_few_zero_stray_and_missing_points_do_not_disturb_the_guess() -> None:
    easting, northing = from_wgs84(LON, LAT, parse_crs("EPSG:4522"))
    easting, northing = np.append(easting, [0, np.nan, 9e9]), np.append(northing, [0, 1.0, 9e9])
    assert guess_crs(easting, northing).required().code == "EPSG:4522"


def test_degrees_mixed_with_metres_and_several_zones_are_named() -> None:
    easting, northing = from_wgs84(LON, LAT, parse_crs("EPSG:4522"))
    mixed = guess_crs(np.append(LON[:200], easting), np.append(LAT[:200], northing))
    assert (mixed.choice, mixed.reason_code) == (None, "crs.mixed")
    assert mixed.details == {"degrees": 0.333, "metres": 0.667}
    next_zone, _ = from_wgs84(LON, LAT, parse_crs("EPSG:4523"))
    zones = guess_crs(np.append(easting, next_zone), np.append(northing, northing))
    assert (zones.reason_code, zones.details) == ("crs.zones_mixed", {"zones": "34, 35"})


def test_points_far_from_the_study_area_take_the_choice_back() -> None:
    guess = guess_crs(RNG.uniform(-90.3, -90.2, 50), RNG.uniform(38.5, 38.7, 50), COUNTY)
    assert (guess.choice, guess.reason_code) == (None, "crs.far_from_study_area")
    assert [choice.code for choice in guess.alternatives] == ["wgs84"]
    assert guess_crs(LON + 5, LAT, COUNTY).reason_code == "crs.far_from_study_area"


def test_nothing_but_missing_points_is_said_so() -> None:
    assert guess_crs([0, np.nan], [0, 5]).reason_code == "crs.no_points"


@pytest.mark.parametrize(
    ("x", "y", "word", "code"),
    [
        (LON, LAT, "EPSG:4544", "crs.degrees_for_metres"),
        (LON * 1e5, LAT * 1e5, "wgs84", "crs.metres_for_degrees"),
        (LON * 1e5, LAT * 1e5, "gcj02", "crs.metres_for_degrees"),
        (LAT, LON, "wgs84", "crs.swapped"),
        (LAT, LON, "gcj02", "crs.swapped"),
        (NORTHING, EASTING, "EPSG:4544", "crs.swapped"),
        (EASTING, NORTHING, "EPSG:4523", "crs.far_from_its_area"),  # has a prefix
    ],
)
def test_numbers_that_cannot_be_what_the_user_says(
    x: np.ndarray, y: np.ndarray, word: str, code: str
) -> None:
    found = misfit(x, y, parse_crs(word))
    assert found is not None
    assert found.code == code


@given(st.sampled_from(["wgs84", "gcj02", "bd09", "EPSG:4544", "EPSG:4522", "EPSG:4543", "EPSG:3857"]))
def test_numbers_that_are_what_the_user_says_pass(word: str) -> None:
    choice = parse_crs(word)
    assert misfit(*from_wgs84(LON, LAT, choice), choice) is None
    assert misfit([], [], choice) is None
