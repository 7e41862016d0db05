"""Incidents that break other searches: a right answer, or an error with a code that says what is wrong."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis.errors import InputError, SizeError
from gis.frames import IncidentFrame
from hotspots.areas import AREA_COLUMNS, HotspotParams, HotspotResult, find_disorderly_areas
from tests.benchmarks.counties import CRS, SOUTH, WEST, incident_frame

MIDDLE = np.array([WEST + 20_000, SOUTH + 20_000])
HOT = MIDDLE + np.array([2_000, 1_000])
PARAMS = HotspotParams(replicates=30)


def spread(n: int, half_m: float = 6_000) -> np.ndarray:
    return MIDDLE + np.random.default_rng(1).uniform(-half_m, half_m, (n, 2))


def county() -> np.ndarray:
    """Give 500 incidents far and wide and 50 in one place."""
    return np.vstack([spread(500), HOT + np.random.default_rng(2).normal(0, 60, (50, 2))])


def found(frame: IncidentFrame | np.ndarray, params: HotspotParams = PARAMS, **more: object) -> HotspotResult:
    incidents = incident_frame(frame) if isinstance(frame, np.ndarray) else frame
    return find_disorderly_areas(incidents, params, rng=np.random.default_rng(0), **more)


def people(numbers: list[float]) -> gpd.GeoDataFrame:
    """Squares side by side over the county, from west to east."""
    west = MIDDLE[0] - 8_000 + 16_000 / len(numbers) * np.arange(len(numbers))
    squares = shapely.box(west, MIDDLE[1] - 8_000, west + 16_000 / len(numbers), MIDDLE[1] + 8_000)
    return gpd.GeoDataFrame({"population": numbers}, geometry=squares, crs=CRS)


def square(middle: np.ndarray) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=[shapely.box(*(middle - 8_000), *(middle + 8_000))], crs=CRS)


@pytest.mark.parametrize("n", [0, 1, 2])
@pytest.mark.parametrize("layers", ["none", "population", "study_area"])
def test_none_one_and_two_incidents_are_no_area_with_every_column(n: int, layers: str) -> None:
    more = {"population": people([9.0]), "study_area": square(MIDDLE)}
    frame = incident_frame(spread(3))
    result = found(IncidentFrame(frame.iloc[:n]), **({layers: more[layers]} if layers in more else {}))
    assert len(result.areas) == 0
    assert list(result.areas.columns) == [*AREA_COLUMNS, "geometry"]
    assert (result.incidents, result.left_out) == (n, 0)


@pytest.mark.parametrize("n", [3, 5_000])
def test_incidents_all_at_one_point_are_one_place_and_no_area(n: int) -> None:
    result = found(np.tile(MIDDLE, (n, 1)), HotspotParams(watch=5))
    assert (len(result.areas), result.places) == (0, 1)


def test_thousands_snapped_to_one_coordinate_hide_no_area_and_are_none() -> None:
    snapped = np.vstack([county(), np.tile(MIDDLE - 3_000, (4_000, 1))])
    areas = found(snapped).significant.to_crs(CRS)
    assert len(areas) == 1
    assert areas.geometry.iloc[0].distance(shapely.Point(HOT)) < 100


def test_incidents_snapped_to_their_villages_are_no_areas() -> None:
    villages = spread(60)
    xy = villages[np.random.default_rng(3).integers(0, 60, 6_000)]
    result = found(xy)
    assert len(result.significant) == 0
    assert result.places == 60


def test_a_stray_at_zero_zero_is_refused_as_too_wide_and_not_searched() -> None:
    frame = incident_frame(county())
    frame.loc[0, "geometry"] = shapely.Point(0, 0)
    with pytest.raises(SizeError, match="too_wide"):
        found(IncidentFrame(frame))


def test_a_study_area_bears_strays_outside_it() -> None:
    frame = incident_frame(county())
    frame.loc[0, "geometry"] = shapely.Point(0, 0)
    result = found(IncidentFrame(frame), study_area=square(MIDDLE))
    assert (len(result.significant), result.left_out) == (1, 1)


def test_a_study_area_that_holds_no_incident_is_refused() -> None:
    with pytest.raises(InputError, match="study_area_without_incidents"):
        found(county(), study_area=square(MIDDLE + 40_000))


@pytest.mark.parametrize("numbers", [[0.0], [0.0, 0.0, 0.0]])
def test_a_population_of_zeros_is_refused(numbers: list[float]) -> None:
    with pytest.raises(InputError, match="population_zero"):
        found(county(), population=people(numbers))


def test_an_area_where_nobody_lives_has_a_finite_expectation() -> None:
    empty_where_hot = people([5_000.0, 5_000.0, 0.0, 5_000.0])
    area = found(county(), population=empty_where_hot).significant.iloc[0]
    assert 0 < area["expected"] < area["incidents"]
    assert np.isfinite([area["relative_risk"], area["log_likelihood_ratio"]]).all()
    assert area.geometry.distance(gpd.GeoSeries([shapely.Point(HOT)], crs=CRS).to_crs(4326)[0]) < 0.001


def timed(hours_utc: pd.DatetimeIndex | list[pd.Timestamp]) -> IncidentFrame:
    frame = incident_frame(county())
    times = pd.DatetimeIndex(np.resize(np.array(hours_utc, dtype="datetime64[ns]"), len(frame)), tz="UTC")
    return IncidentFrame(frame.assign(occurred_from=times, occurred_to=times))


def test_a_leap_day_alone_has_its_hours_and_no_trend() -> None:
    area = found(timed(pd.date_range("2024-02-29", periods=4, freq="15min"))).significant.iloc[0]
    assert area["first_occurred_at"] == pd.Timestamp("2024-02-29", tz="UTC")
    assert area["trend"] == "unknown"
    assert area["peak_hours"] == "8-9"  # midnight UTC is 8 in Shanghai


def test_hours_are_counted_on_the_clock_in_summer_and_winter() -> None:
    # 8:10 in New York is 13:10 UTC in winter and 12:10 in summer
    winter, summer = pd.Timestamp("2025-01-15 13:10"), pd.Timestamp("2025-07-15 12:10")
    params = HotspotParams(replicates=30, time_zone="America/New_York")
    assert found(timed([winter, summer]), params).significant.iloc[0]["peak_hours"] == "8-9"


def test_the_hour_that_comes_twice_is_one_hour_of_the_clock() -> None:
    # 1:30 in New York on 2 November 2025, in summer time and an hour later in winter time
    twice = [pd.Timestamp("2025-11-02 05:30"), pd.Timestamp("2025-11-02 06:30")]
    params = HotspotParams(replicates=30, time_zone="America/New_York")
    assert found(timed(twice), params).significant.iloc[0]["peak_hours"] == "1-2"


def test_ten_years_are_one_answer_whose_trend_is_that_of_the_ten_years() -> None:
    days = pd.date_range("2015-01-01", "2024-12-31", freq="D")
    area = found(timed(days[np.random.default_rng(4).integers(0, len(days), 550)])).significant.iloc[0]
    assert area["trend"] == "steady"
    later = pd.date_range("2021-01-01", "2024-12-31", freq="D")
    frame = timed(days[np.random.default_rng(4).integers(0, len(days), 550)])
    frame.loc[500:, ["occurred_from", "occurred_to"]] = np.repeat(
        later[np.random.default_rng(5).integers(0, len(later), 50)].tz_localize("UTC").to_numpy()[:, None],
        2,
        1,
    )
    assert found(frame).significant.iloc[0]["trend"] == "rising"
