from __future__ import annotations

import geopandas as gpd
import numpy as np
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from gis.crs import CrsChoice, crs_name, from_wgs84, metric_crs, metric_crs_of, parse_crs, to_wgs84
from gis.errors import CrsError
from tests.strategies import points_in_china, voronoi_fabric


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("wgs84", "wgs84"),
        ("WGS-84", "wgs84"),
        ("wgs_84", "wgs84"),
        ("CGCS2000", "cgcs2000"),
        ("Gcj-02", "gcj02"),
        ("bd 09", "bd09"),
        ("EPSG:4546", "EPSG:4546"),
        ("epsg:4546", "EPSG:4546"),
        (" 4546 ", "EPSG:4546"),
        ("ESRI:102696", "ESRI:102696"),
        ("+proj=utm +zone=50 +datum=WGS84", "EPSG:32650"),
        ("CGCS2000 / 3-degree Gauss-Kruger CM 102E", "EPSG:4543"),
        ("urn:ogc:def:crs:EPSG::2276", "EPSG:2276"),
        ("EPSG:7415", "EPSG:28992"),
        ("EPSG:4979", "EPSG:4326"),
    ],
)
def test_a_word_for_a_reference_system_is_understood(text: str, code: str) -> None:
    assert parse_crs(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nonsense", "crs.unknown"),
        ("", "crs.unknown"),
        ("EPSG:999999", "crs.unknown"),
        ("beijing", "crs.unknown"),
        ("EPSG:5773", "crs.not_horizontal"),
        ("EPSG:4978", "crs.not_horizontal"),
    ],
)
def test_a_word_that_names_no_system_for_maps_is_refused(text: str, code: str) -> None:
    with pytest.raises(CrsError) as caught:
        parse_crs(text)
    assert caught.value.code == code


def test_gcj02_and_bd09_are_offsets_on_wgs_84() -> None:
    assert [parse_crs(word).offset for word in ("wgs84", "gcj02", "bd09")] == [None, "gcj02", "bd09"]
    lon, lat = to_wgs84([116.40363255], [39.91012548], parse_crs("gcj02"))
    assert (lon[0], lat[0]) == pytest.approx((116.397389, 39.908722), abs=1e-7)


def test_the_city_hall_of_st_louis_in_feet_of_missouri_east() -> None:
    # pyproj gives the tower of City Hall, 38.6273 N 90.1994 W, these state-plane feet
    easting, northing = pyproj.Transformer.from_crs(4326, "ESRI:102696", always_xy=True).transform(
        -90.1994, 38.6273
    )
    assert (easting, northing) == pytest.approx((906_090, 1_017_300), abs=100)
    lon, lat = to_wgs84([easting], [northing], parse_crs("ESRI:102696"))
    assert (lon[0], lat[0]) == pytest.approx((-90.1994, 38.6273), abs=1e-6)


def test_easting_goes_in_first_although_gauss_kruger_names_northing_first() -> None:
    lon, lat = to_wgs84([500_000, 35_500_000], [3_000_000, 3_000_000], parse_crs("EPSG:4544"))
    assert lon[0] == pytest.approx(105)
    assert 27 < lat[0] < 27.2
    assert to_wgs84([35_500_000], [3_000_000], parse_crs("EPSG:4523"))[0][0] == pytest.approx(105)


def test_a_point_without_a_place_on_earth_becomes_missing_in_both_coordinates() -> None:
    lon, lat = to_wgs84([500_000, np.nan, 1e12], [3e6, 3e6, 1e12], parse_crs("EPSG:4544"))
    assert np.isnan(lon).tolist() == np.isnan(lat).tolist() == [False, True, True]


@given(points_in_china(), st.sampled_from(["wgs84", "cgcs2000", "gcj02", "bd09", "EPSG:4544", "EPSG:4523"]))
@settings(deadline=None)
def test_every_choice_returns_to_where_it_came_from(points: tuple[np.ndarray, np.ndarray], word: str) -> None:
    choice = parse_crs(word)
    near = np.abs(points[0] - 105) < 3
    lon, lat = points[0][near], points[1][near]
    back = to_wgs84(*from_wgs84(lon, lat, choice), choice)
    assert np.abs(np.array(back) - (lon, lat)).max(initial=0) < 1e-8


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (104.07, 30.67, 4544),  # Chengdu: central meridian 105 E
        (103.49, 30.0, 4543),
        (103.51, 30.0, 4544),
        (73.6, 39.4, 4534),
        (134.7, 48.3, 4554),
        (-90.2, 38.6, 32615),
        (151.2, -33.9, 32756),
        (180.0, 10.0, 32660),
        (-180.0, 10.0, 32601),
        (10.0, 85.0, 5041),
        (10.0, -81.0, 5042),
    ],
)
def test_the_metric_system_is_the_three_degree_zone_in_china_and_utm_elsewhere(
    lon: float, lat: float, code: int
) -> None:
    assert crs_name(metric_crs(lon, lat)) == f"EPSG:{code}"


@given(st.floats(-180, 180), st.floats(-90, 90))
@settings(max_examples=60, deadline=None)
def test_a_short_way_anywhere_on_earth_is_true_to_a_tenth_of_a_percent(lon: float, lat: float) -> None:
    lat = float(np.clip(lat, -79.9, 83.9))
    metric = metric_crs(lon, lat)
    assert all(axis.unit_name == "metre" for axis in metric.axis_info)
    other = lat + 0.001 if lat < 0 else lat - 0.001
    x, y = from_wgs84([lon, lon], [lat, other], CrsChoice("metric", metric))
    true = pyproj.Geod(ellps="WGS84").inv(lon, lat, lon, other)[2]
    assert np.hypot(*np.diff([x, y]).ravel()) == pytest.approx(true, rel=1.5e-3)


def test_numbers_that_are_no_longitude_and_latitude_are_refused() -> None:
    for lon, lat in ((500_000, 3_000_000), (np.nan, 30), (30, 104)):
        with pytest.raises(ValueError, match="longitude"):
            metric_crs(lon, lat)


def test_the_metric_system_of_a_table_is_that_of_its_middle_in_any_system() -> None:
    fabric = voronoi_fabric(5, seed=1)
    assert crs_name(metric_crs_of(fabric)) == "EPSG:4544"
    assert crs_name(metric_crs_of(fabric.to_crs(3857).geometry)) == "EPSG:4544"
    assert crs_name(metric_crs_of((-90.3, 38.5, -90.1, 38.7))) == "EPSG:32615"


@pytest.mark.parametrize(
    ("points", "crs", "code"),
    [
        ([Point(1, 1)], None, "crs.missing"),
        ([], 4326, "crs.no_place"),
        ([Point(500_000, 3_000_000)], 4326, "crs.impossible"),
    ],
)
def test_a_table_without_a_place_is_refused(points: list[Point], crs: int | None, code: str) -> None:
    with pytest.raises(CrsError) as caught:
        metric_crs_of(gpd.GeoDataFrame(geometry=points, crs=crs))
    assert caught.value.code == code


def test_a_system_without_authority_goes_by_its_own_name() -> None:
    assert crs_name(pyproj.CRS("+proj=tmerc +lon_0=104.3 +x_0=500000 +ellps=GRS80 +type=crs")) == "unknown"
