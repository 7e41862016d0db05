"""Forecasts walked forward over periods that are over."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

from gis.errors import InputError, SizeError
from gis.frames import IncidentFrame, as_incidents
from hotspots.validation.backtest import METHODS, BacktestParams, backtest
from tests.hotspots.validation.counties import TIME_ZONE, county, incidents_of
from tests.strategies import METRIC_CRS, ORIGIN_M

QUICK = BacktestParams(horizon_days=30, folds=3, share=0.05, replicates=50)


def run(incidents, params=QUICK, seed=1, **more):
    return backtest(incidents, params, rng=np.random.default_rng(seed), **more)


def test_the_last_fold_ends_at_the_local_midnight_after_the_last_incident():
    times = pd.to_datetime(["2025-01-01 00:00", "2025-02-10 12:00", "2025-03-01 23:59"])
    result = run(
        incidents_of([0, 0, 0], [0, 0, 0], times), BacktestParams(horizon_days=20, folds=2, share=0.1)
    )
    assert [str(day) for day in result.fold_starts] == ["2025-01-21", "2025-02-10"]
    assert result.fold_incidents == (0, 2)
    midnight = times.append(pd.DatetimeIndex(["2025-03-02 00:00"]))  # midnight belongs to the day it begins
    later = run(incidents_of([0] * 4, [0] * 4, midnight), BacktestParams(horizon_days=20, folds=2, share=0.1))
    assert str(later.fold_starts[1]) == "2025-02-11"


def test_two_incidents_on_one_spot_worked_by_hand():
    result = run(
        incidents_of([100, 100], [100, 100], ["2025-01-01", "2025-01-20"]),
        BacktestParams(horizon_days=10, folds=1, share=0.04),
    )
    assert (result.n_cells, result.n_flagged, result.folds) == (25, 1, 1)
    for score in result.methods:
        assert (score.pai, score.pei, score.hit_rate, score.rri, score.hits) == (25, 1, 1, 1, (1,))


def test_lasting_spots_are_found_by_the_blend_better_than_by_last_month_alone():
    result = run(county(3000, 400), BacktestParams(horizon_days=30, folds=5, share=0.02, replicates=50))
    count, kde, blend = result.methods
    assert blend.pai > 1.05 * max(count.pai, kde.pai)
    assert result.chosen == "blend"
    assert blend.pai <= result.oracle_pai


def test_no_forecast_looks_at_what_comes_in_its_fold_or_after_it():
    incidents = county()
    end = incidents["occurred_from"].max().tz_convert(TIME_ZONE).normalize() + pd.Timedelta(days=1)
    last = (incidents["occurred_from"] >= end - pd.Timedelta(days=30)).to_numpy()
    points = incidents.geometry.to_numpy().copy()
    points[last] = points[last][::-1]  # the same cells, days exchanged within the last fold
    mixed = IncidentFrame(incidents.set_geometry(gpd.GeoSeries(points, index=incidents.index, crs=4326)))
    assert [score.hits for score in run(mixed).methods] == [score.hits for score in run(incidents).methods]
    latest = (incidents["occurred_from"] == incidents["occurred_from"].max()).to_numpy()
    gone = IncidentFrame(incidents[~last | latest])  # one is left to end the fold
    area = gpd.GeoDataFrame(geometry=[shapely.box(*incidents.total_bounds)], crs=4326)
    before, after = run(incidents, study_area=area), run(gone, study_area=area)
    assert before.fold_starts == after.fold_starts
    assert [score.hits[:2] for score in before.methods] == [score.hits[:2] for score in after.methods]


def test_intervals_hold_the_figure_and_the_same_seed_gives_the_same():
    first, again = run(county()), run(county())
    assert first == again
    for score in first.methods:
        for name in ("pai", "pei", "hit_rate", "rri", "curve_area"):
            low, high = getattr(score, f"{name}_interval")
            assert low <= getattr(score, name) <= high
    assert tuple(score.method for score in first.methods) == METHODS


def test_fewer_folds_are_made_where_the_data_hold_fewer():
    assert run(county(days=100)).folds == 2  # 100 days: one month before, two to forecast
    with pytest.raises(InputError) as refused:
        run(county(days=50))
    assert refused.value.code == "backtest.too_short"
    assert refused.value.problems[0].details["needed"] == 60


def test_a_study_area_keeps_the_incidents_inside_and_the_cells_that_it_meets():
    square = shapely.box(ORIGIN_M[0], ORIGIN_M[1], ORIGIN_M[0] + 4000, ORIGIN_M[1] + 4000)
    area = gpd.GeoDataFrame(geometry=[square], crs=METRIC_CRS)
    result = run(county(), study_area=area)
    assert 20 * 20 <= result.n_cells <= 21 * 21
    assert result.incidents == sum(
        shapely.contains(square, point) for point in county().to_crs(METRIC_CRS).geometry
    )
    away = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1000, 1000)], crs=METRIC_CRS)
    with pytest.raises(InputError) as refused:
        run(county(), study_area=away)
    assert refused.value.code == "hotspots.study_area_without_incidents"


def test_incidents_without_a_trusted_point_or_found_by_patrols_are_left_out():
    incidents = county()
    spoilt = incidents.assign(
        precision=np.where(np.arange(len(incidents)) % 5 == 0, "township", "point"),
        source=np.where(np.arange(len(incidents)) % 5 == 1, "discovered", "reported"),
    )
    assert run(IncidentFrame(spoilt)).incidents == len(incidents) * 3 // 5


def test_what_cannot_be_tested_is_refused():
    with pytest.raises(InputError) as refused:
        run(IncidentFrame(county()[:0]))
    assert refused.value.code == "backtest.no_incidents"
    with pytest.raises(InputError) as refused:
        run(county(), BacktestParams(horizon_days=30, share=1e-6))
    assert refused.value.code == "backtest.nothing_flagged"
    far = incidents_of([0, 2e6], [0, 0], ["2025-01-01", "2025-06-01"])
    with pytest.raises(SizeError) as too_wide:
        run(far)
    assert too_wide.value.code == "hotspots.too_wide"


@pytest.mark.parametrize(
    "wrong",
    [{"cell_m": 0}, {"share": 0}, {"share": 1.1}, {"horizon_days": 0}, {"folds": 0}, {"replicates": 0}],
)
def test_settings_that_mean_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        BacktestParams(**wrong)


def test_progress_tells_each_fold():
    told: list[tuple[int, int]] = []
    run(county(), on_progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.shared
def test_st_louis_vehicle_thefts_are_caught_better_than_by_last_year_s_counts(shared_data: Path):
    table = pd.read_csv(shared_data / "incidents/stlouis_2008_2015_raw.csv.gz", dtype=str)
    table = table[table["Description"].str.startswith("AUTO THEFT") & (table["XCoord"].astype(float) > 0)]
    feet = pyproj.Transformer.from_crs("ESRI:102696", 4326, always_xy=True)
    lon, lat = feet.transform(table["XCoord"].astype(float), table["YCoord"].astype(float))
    at = pd.to_datetime(table["DateOccurred"], format="mixed").dt.tz_localize(
        "America/Chicago", ambiguous=True, nonexistent="shift_forward"
    )
    frame = gpd.GeoDataFrame(
        {"incident_id": table.index.astype(str), "occurred_from": at, "occurred_to": at, "category": "theft"},
        geometry=gpd.points_from_xy(lon, lat, crs=4326),
    )
    inside = frame[(lon > -90.4) & (lon < -90.1) & (lat > 38.5) & (lat < 38.8) & (at >= "2000").to_numpy()]
    result = run(as_incidents(inside), BacktestParams(time_zone="America/Chicago", replicates=50))
    count, kde, blend = result.methods
    assert (result.metric_crs, result.folds) == ("EPSG:32615", 5)
    assert count.pai == pytest.approx(4.4, abs=0.1)
    assert kde.pai == pytest.approx(4.1, abs=0.1)
    assert blend.pai >= 1.1 * max(count.pai, kde.pai)
