"""A small county with surveys, funding, cases, accidents and an area under rectification."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.store.audit import Deed
from data.store.register import NewStep
from gis.frames import IncidentFrame, as_incidents
from hotspots.scorecard.shares import Survey
from tests.desk_county import NAMES, SOUTH, STEP, WEST, townships, villages
from web.services.scorecard.entries import enter_survey

if TYPE_CHECKING:
    from data.store import Store

CODES = tuple(f"62052310{number}" for number in range(6))
TODAY = date(2026, 1, 20)
SATISFIED = (70, 92, 93, 94, 95, 96)
"""Of 100 asked in each township, in 2025; 城关镇 is the lowest."""


def incidents() -> IncidentFrame:
    """
    Two years: in every township, each month, n + 1 thefts (cases) and one accident (call) with a casualty.

    One robbery lies in 柳林镇; one theft in no township; one incident is invalid, one is a call for help.
    """
    rows = []
    for year in (2024, 2025):
        for month in range(1, 13):
            for number in range(6):
                at = (year, month, number)
                rows += [(*at, "case", "criminal", "盗窃电动自行车", None, None)] * (number + 1)
                rows.append((*at, "call", "traffic", "交通事故", 1.0 if month == 1 else 0.0, 1.0))
    rows.append((2025, 6, 1, "case", "criminal", "抢劫", None, None))
    rows.append((2025, 6, -1, "case", "criminal", "盗窃", None, None))
    rows.append((2025, 6, 0, "call", "help_request", "求助", None, None))
    table = pd.DataFrame(
        rows, columns=["year", "month", "number", "kind", "category", "category_word", "deaths", "injured"]
    )
    days = pd.to_datetime(table[["year", "month"]].assign(day=15)).dt.tz_localize("Asia/Shanghai")
    days += pd.to_timedelta(12, "h")
    days.iloc[0] = pd.Timestamp("2024-01-01T12:00", tz="Asia/Shanghai")
    days.iloc[-4] = pd.Timestamp("2025-12-31T12:00", tz="Asia/Shanghai")
    column, row = table["number"] % 3, table["number"] // 3
    lon = np.where(table["number"] < 0, WEST - 1, WEST + (column + 0.5) * STEP)
    lat = np.where(table["number"] < 0, SOUTH - 1, SOUTH + (row + 0.5) * STEP)
    at = days.dt.tz_convert("UTC")
    frame = table.drop(columns=["year", "month", "number"]).assign(
        incident_id=[f"K{n:05d}" for n in range(len(table))],
        occurred_from=at,
        occurred_to=at,
        precision="point",
        status=["valid"] * (len(table) - 1) + ["invalid"],
    )
    frame.loc[frame.index[-1], ["category", "category_word", "kind"]] = ["criminal", "盗窃", "case"]
    return as_incidents(gpd.GeoDataFrame(frame, geometry=shapely.points(lon, lat), crs=4326))


def fill(store: Store, *, surveys: bool = True) -> None:
    """Put the county into a store."""
    store.replace_places("townships", townships())
    store.replace_places("villages", villages())
    store.import_incidents([incidents()], same_id="update", source_file="scorecard")
    if surveys:
        for code, satisfied in zip(CODES, SATISFIED, strict=True):
            for measure in ("safety", "satisfaction"):
                survey = Survey(100, satisfied)
                enter_survey(store, lambda deed: deed, measure, 2025, code=code, survey=survey)


def area(store: Store, code: str, deadline: date, accepted: date | None) -> None:
    """Register an area, designated in March 2025, accepted on a day or not."""
    register = store.register
    step = NewStep("propose", "", "proposed", date(2025, 2, 1))
    entry = register.add({"kind": "area", "title": "x", "township_code": code}, step, Deed("register.x"))
    step = NewStep("designate", "proposed", "designated", date(2025, 3, 1))
    entry = register.change(entry.id, entry.revision, {"deadline": deadline}, step, Deed("register.x"))  # type: ignore[assignment]
    if accepted is not None:
        step = NewStep("accept", "designated", "accepted", accepted)
        register.change(entry.id, entry.revision, {}, step, Deed("register.x"))


__all__ = ["CODES", "NAMES", "SATISFIED", "TODAY", "area", "fill", "incidents"]
