"""What is expected next at places."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis.errors import InputError
from gis.frames import IncidentFrame
from hotspots.validation.backtest import BacktestParams
from hotspots.validation.expected_next import expected_next, forecast_next
from hotspots.validation.measures import best_cells
from hotspots.validation.records import records_of
from tests.hotspots.validation.counties import TIME_ZONE, county, incidents_of, run
from tests.strategies import METRIC_CRS, ORIGIN_M

MONTH = BacktestParams(horizon_days=30, folds=2, share=0.05, replicates=5)


def places_of(*geometries) -> gpd.GeoSeries:
    moved = [shapely.transform(geometry, lambda xy: xy + ORIGIN_M) for geometry in geometries]
    return gpd.GeoSeries(moved, index=[f"p{n}" for n in range(len(moved))], crs=METRIC_CRS)


def test_counts_of_the_last_horizon_at_points_and_areas_worked_by_hand():
    """Two incidents in one cell, one in the next; the oldest is before the horizon."""
    x, times = [100.0, 100.0, 300.0, 300.0], ["2025-02-20", "2025-03-01", "2025-03-02", "2025-01-01"]
    places = places_of(
        shapely.Point(50, 50),
        shapely.Point(350, 150),
        shapely.box(0, 0, 400, 200),
        shapely.box(100, 0, 300, 100),
        shapely.Point(5000, 5000),
    )
    found = expected_next(incidents_of(x, [100.0] * 4, times), places, MONTH, method="count")
    assert found.index.tolist() == places.index.tolist()
    assert found.tolist() == pytest.approx([2, 1, 3, 0.75, 0], abs=1e-4)


def test_places_may_come_in_any_system():
    places = places_of(shapely.box(1000, 1000, 3000, 3000), shapely.Point(500, 500))
    metric, degrees = (expected_next(county(), as_given, MONTH) for as_given in (places, places.to_crs(4326)))
    assert degrees.to_numpy() == pytest.approx(metric.to_numpy(), rel=1e-3)


@pytest.mark.parametrize("method", ["count", "kde", "blend"])
def test_in_all_as_many_are_expected_as_the_last_horizon_had(method):
    incidents = county()
    forecast = forecast_next(incidents, MONTH, method=method)
    local = incidents["occurred_from"].dt.tz_convert(TIME_ZONE)
    last = (local >= local.max().normalize() - pd.Timedelta(days=29)).sum()
    assert forecast.expected.sum() == pytest.approx(last)
    everywhere = places_of(shapely.box(-2000, -2000, 12_000, 12_000))
    assert forecast.at(everywhere).tolist() == pytest.approx([last])


def test_half_a_horizon_of_records_stands_for_half():
    incidents = incidents_of([100.0] * 3, [100.0] * 3, ["2025-01-01", "2025-01-05", "2025-01-15"])
    forecast = forecast_next(incidents, MONTH)
    assert forecast.expected.sum() == pytest.approx(6)


def test_the_forecast_made_on_the_eve_of_a_fold_is_the_one_that_the_backtest_measured():
    incidents = county(3000)
    area = gpd.GeoDataFrame(geometry=[shapely.box(*incidents.total_bounds)], crs=4326)
    result = run(incidents, MONTH, study_area=area)
    local = incidents["occurred_from"].dt.tz_convert(TIME_ZONE).dt.tz_localize(None)
    known = IncidentFrame(incidents[(local < pd.Timestamp(result.fold_starts[-1])).to_numpy()])
    records, _ = records_of(incidents, MONTH, area)
    observed = records.between(records.end - 30, records.end)
    for score in result.methods:
        forecast = forecast_next(known, MONTH, study_area=area, method=score.method)
        assert observed[best_cells(forecast.expected, result.n_flagged)].sum() == score.hits[-1]


def test_lasting_spots_are_ranked_above_yesterday_s_burst_by_the_blend():
    rng = np.random.default_rng(1)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 700, 300), unit="D")
    burst = [pd.Timestamp("2025-11-29") + pd.Timedelta(minutes=n) for n in range(14)]
    x = np.r_[np.where(np.arange(300) % 2, 100.0, 2100.0), np.full(14, 4100.0)]
    incidents = incidents_of(x, np.full(314, 100.0), [*days, *burst])
    places = places_of(shapely.Point(100, 100), shapely.Point(4100, 100))
    lasting, once = expected_next(incidents, places, MONTH)
    assert lasting > once
    lasting, once = expected_next(incidents, places, MONTH, method="count")
    assert lasting < once


def test_one_incident_is_enough_and_none_is_refused():
    one = incidents_of([100.0], [100.0], ["2025-01-01"])
    assert forecast_next(one, MONTH).expected.sum() == pytest.approx(30)
    with pytest.raises(InputError) as refused:
        forecast_next(IncidentFrame(one[:0]), MONTH)
    assert refused.value.code == "backtest.no_incidents"


@pytest.mark.parametrize("wrong", [shapely.Point(), shapely.LineString([(0, 0), (1, 1)])])
def test_a_place_without_area_is_refused(wrong):
    forecast = forecast_next(county(), MONTH)
    with pytest.raises(ValueError, match="place"):
        forecast.at(gpd.GeoSeries([wrong], crs=METRIC_CRS))


def test_another_method_is_refused():
    with pytest.raises(ValueError, match="oracle"):
        forecast_next(county(), MONTH, method="oracle")
