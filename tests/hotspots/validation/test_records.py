"""Incidents laid on cells, with days by the clock on the wall."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from hypothesis import given

from hotspots.validation.backtest import BacktestParams
from hotspots.validation.records import first_of_cell_and_day, lay_records, records_of
from tests.hotspots.validation.counties import incidents_of
from tests.strategies import METRIC_CRS, ORIGIN_M, seeds


def test_a_day_runs_from_midnight_to_midnight_worked_by_hand():
    cell, day = np.array([3, 3, 3, 4, 3]), np.array([5.0, 5.9, 6.0, 5.5, 5.5])
    assert first_of_cell_and_day(cell, day).tolist() == [True, False, True, True, False]
    assert first_of_cell_and_day(cell[:0], day[:0]).tolist() == []


@given(seeds())
def test_every_cell_and_day_has_one_first(seed):
    rng = np.random.default_rng(seed)
    cell, day = rng.integers(0, 4, 60), rng.uniform(-3, 3, 60)
    first = first_of_cell_and_day(cell, day)
    seen: set[tuple[int, int]] = set()
    for at, when, is_first in zip(cell, np.floor(day), first, strict=True):
        assert is_first == ((at, when) not in seen)
        seen.add((at, when))


def test_records_begin_with_the_first_day_and_end_at_the_midnight_after_the_last():
    records = lay_records(
        np.array([50.0, 450.0]), np.array([50.0, 50.0]), np.array([10.5, 12.0]), horizon=7, cell_m=100.0
    )
    assert (records.first, records.end, records.cells.n_cells) == (10, 13, 5 * 9)
    assert records.between(10, 12).sum() == 1
    assert records.before(12).age_days.tolist() == [1.5]


def test_incidents_outside_the_study_area_are_left_out_and_days_are_local():
    incidents = incidents_of([100.0, 900.0], [100.0, 100.0], ["2025-03-02 03:00", "2025-03-05 03:00"])
    square = shapely.box(ORIGIN_M[0], ORIGIN_M[1], ORIGIN_M[0] + 600, ORIGIN_M[1] + 600)
    area = gpd.GeoDataFrame(geometry=[square], crs=METRIC_CRS)
    records, crs = records_of(incidents, BacktestParams(), area)
    assert len(records.day) == 1
    assert np.datetime64(records.first, "D") == np.datetime64("2025-03-02")
    assert crs.is_projected
    records, _ = records_of(incidents, BacktestParams(time_zone="UTC"))
    assert np.datetime64(records.first, "D") == np.datetime64("2025-03-01")
