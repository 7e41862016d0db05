"""What areas will hold next year, by the forecast that caught most on earlier years."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.frames import IncidentFrame
from hotspots.evidence.periods import YEAR_DAYS
from hotspots.finding.grid import Floats
from hotspots.params import HotspotParams
from hotspots.validation.backtest_result import BacktestParams
from hotspots.validation.expected_next import expected_next

LEAST_HORIZONS = 2
"""One to learn on before the last."""


@dataclass(frozen=True, slots=True)
class NextYear:
    """
    Incidents that areas will hold against those usual there.

    Parameters
    ----------
    incidents
        Forecast of the 365 days after the last incident, shape ``(n_areas,)``: of 200 m cells by the share of
        each that an area covers, so that sharp, small areas are forecast too low.
    expected
        What is expected of the ground in a year, shape ``(n_areas,)``.
    """

    incidents: Floats
    expected: Floats


def next_year_of(
    incidents: IncidentFrame, shapes: gpd.GeoSeries, expected: Floats, params: HotspotParams
) -> NextYear | None:
    """
    Forecast the next year of areas, where incidents span two years and the ranking asks for it.

    Parameters
    ----------
    incidents
        Incidents that the areas were found in; those without a time tell nothing of the next year.
    shapes
        The areas, in any system.
    expected
        Incidents expected of each over the whole period.
    params
        Settings: time zone, and the weights of the ranking.

    Returns
    -------
    NextYear or None
        None with less than two years of data, and where neither excess nor harm has a weight.
    """
    asked = BacktestParams(time_zone=params.time_zone, reported_only=params.reported_only)
    times = incidents["occurred_from"]
    if not times.notna().any() or params.weights.excess == params.weights.harm == 0:
        return None
    ends = pd.DatetimeIndex([times.min(), times.max()])
    first, last = ends.tz_convert(params.time_zone).tz_localize(None).normalize()
    days = (last - first).days + 1
    if days < LEAST_HORIZONS * asked.horizon_days:
        return None
    in_order = incidents.dropna(subset=["occurred_from"]).sort_values("occurred_from", kind="stable")
    forecast = expected_next(IncidentFrame(in_order), shapes, asked)  # whatever the order of rows
    return NextYear(forecast.to_numpy(), np.asarray(expected * YEAR_DAYS / days))
