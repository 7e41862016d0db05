"""Areas that were put in order during a fold: their forecast was right, and looks wrong."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from gis.frames import IncidentFrame
from hotspots.validation.backtest import METHODS, BacktestParams
from hotspots.validation.cells import study_cells
from hotspots.validation.rectified import rectified_cells
from tests.hotspots.validation.counties import incidents_of, run
from tests.strategies import METRIC_CRS, ORIGIN_M

PARAMS = BacktestParams(cell_m=100, share=0.05, horizon_days=60, folds=1, replicates=20)


def spots(*, put_in_order: bool) -> IncidentFrame:
    """Eight spots for 180 days; the first has nothing in the last 60 when it was put in order."""
    rng = np.random.default_rng(2)
    spot, day = rng.integers(0, 8, 1600), rng.uniform(0, 179.9, 1600)
    kept = ~((spot == 0) & (day >= 120)) if put_in_order else np.ones(1600, dtype=bool)
    kept[-1] = True
    day[-1], spot[-1] = 179.9, 5
    x, y = 150.0 + 400 * spot[kept], 150.0 + 400 * (spot[kept] % 3)
    return incidents_of(x, y, pd.Timestamp("2025-01-01") + pd.to_timedelta(day[kept], unit="D"))


def area(started_on: date = date(2025, 5, 1), ended_on: date | None = None) -> gpd.GeoDataFrame:
    x, y = ORIGIN_M
    return gpd.GeoDataFrame(
        {"started_on": [started_on], "ended_on": [ended_on]},
        geometry=[box(x + 110, y + 110, x + 190, y + 190)],
        crs=METRIC_CRS,
    )


def test_success_that_looked_like_a_miss_is_told_apart_and_the_rest_is_measured_without_it():
    result = run(spots(put_in_order=True), PARAMS, rectified=area())
    apart = result.rectified
    assert apart is not None
    assert apart.cells == (1,)
    assert apart.incidents == (0,)
    assert apart.flagged["count"] == (1,)
    assert apart.hits["count"] == (0,)
    assert [score.method for score in apart.without] == list(METHODS)
    before = run(spots(put_in_order=True), PARAMS)
    assert before.rectified is None
    assert result.methods == before.methods


def test_incidents_of_its_cells_leave_the_measures():
    result = run(spots(put_in_order=False), PARAMS, rectified=area())
    apart = result.rectified
    assert apart is not None
    assert apart.incidents[0] == apart.hits["count"][0] > 40
    hits = result.methods[0].hits[0]
    assert apart.without[0].hits[0] == pytest.approx(hits - apart.incidents[0], abs=5)


def test_an_area_counts_only_in_folds_of_its_time():
    assert run(spots(put_in_order=True), PARAMS, rectified=area(date(2025, 7, 1))).rectified.cells == (0,)
    over = area(date(2025, 1, 1), date(2025, 4, 30))
    assert run(spots(put_in_order=True), PARAMS, rectified=over).rectified.cells == (0,)


def test_the_last_day_is_one_of_rectification():
    cells = study_cells(*np.add(ORIGIN_M, 150.0)[:, None], 100.0, None)
    found = rectified_cells(area(date(2025, 1, 1), date(2025, 1, 10)), cells, METRIC_CRS)
    day = (date(2025, 1, 10) - date(1970, 1, 1)).days
    assert found.during(day, day + 1).sum() == found.meets.sum() == 1
    assert found.during(day + 1, day + 9).sum() == 0
