"""Small counties of made incidents."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.frames import IncidentFrame, as_incidents
from hotspots.validation.backtest import BacktestParams, BacktestResult, backtest
from tests.strategies import METRIC_CRS, ORIGIN_M

TIME_ZONE = "Asia/Shanghai"


def incidents_of(x, y, times, time_zone: str = TIME_ZONE) -> IncidentFrame:
    """Make incidents at metres from the origin and local times."""
    at = pd.DatetimeIndex(times).tz_localize(time_zone).tz_convert("UTC")
    points = gpd.points_from_xy(np.add(x, ORIGIN_M[0]), np.add(y, ORIGIN_M[1]), crs=METRIC_CRS).to_crs(4326)
    return as_incidents(
        gpd.GeoDataFrame(
            {
                "incident_id": [str(n) for n in range(len(at))],
                "occurred_from": at,
                "occurred_to": at,
                "category": "criminal",
            },
            geometry=points,
        )
    )


def county(n: int = 2000, days: int = 150, seed: int = 1) -> IncidentFrame:
    """A third of the incidents at twelve lasting spots of 80 m, the rest anywhere in 8 km."""
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0, 8000, (12, 2))
    at_spot = rng.random(n) < 1 / 3
    points = np.where(
        at_spot[:, None],
        spots[rng.integers(0, 12, n)] + rng.normal(0, 80, (n, 2)),
        rng.uniform(0, 8000, (n, 2)),
    )
    times = pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(0, days * 1440, n), unit="min")
    return incidents_of(points[:, 0], points[:, 1], times)


def run(incidents: IncidentFrame, params: BacktestParams, seed: int = 1, **more) -> BacktestResult:
    return backtest(incidents, params, rng=np.random.default_rng(seed), **more)
