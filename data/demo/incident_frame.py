"""From drawn incidents to the incident table that everybody reads: ids, times, places, response."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.demo import names
from data.demo.casualties import casualties
from data.demo.fabric import Fabric
from data.demo.incident_points import nearest_unit, pull_inside
from data.demo.incidents import BY_WORD, Period
from data.demo.plane import Floats, Ints, to_lonlat
from gis.frames import IncidentFrame, as_incidents

TIME_ZONE = "Asia/Shanghai"
VILLAGE_ONLY_SHARE = 0.015
TOWNSHIP_ONLY_SHARE = 0.005
DEFAULT_POINT_SHARE = 0.007
METRES_PER_MINUTE = 550.0


@dataclass(frozen=True, slots=True)
class Precincts:
    """Who is in charge where."""

    fabric: Fabric
    villages: gpd.GeoDataFrame
    station_points: Floats
    station_of_unit: Ints


def make_frame(
    rng: np.random.Generator, drawn: pd.DataFrame, period: Period, precincts: Precincts
) -> IncidentFrame:
    """Make the incident table; planted incidents keep their points, others may have a village or a filler."""
    villages, stations = precincts.villages, precincts.station_points
    points = pull_inside(drawn[["x", "y"]].to_numpy(), precincts.fabric)
    unit = nearest_unit(points, precincts.fabric)
    station = precincts.station_of_unit[unit]
    precision = _precision(rng, drawn)
    shown = np.where((precision == "default")[:, None], stations[station], points)
    geometry = to_lonlat(shapely.points(shown))
    geometry[(precision == "village") | (precision == "township")] = None
    meanings = {word: offence.meaning for word, offence in BY_WORD.items()}
    reported = _moments(drawn["reported_at"], period)
    serial = _serials(reported)
    is_case = (drawn["kind"] == "case").to_numpy()
    columns = {
        "incident_id": serial,
        "case_id": np.where(is_case, "A" + pd.Series(serial), ""),
        "kind": drawn["kind"].to_numpy(),
        "status": drawn["status"].to_numpy(),
        "occurred_from": _moments(drawn["occurred_from"], period),
        "occurred_to": _moments(drawn["occurred_to"], period),
        "reported_at": reported,
        **_response(rng, drawn, reported, np.hypot(*(points - stations[station]).T)),
        "category": [meanings[word].category for word in drawn["word"]],
        "category_word": drawn["word"].to_numpy(),
        "subcategory": "",
        "in_scope": [meanings[word].in_scope for word in drawn["word"]],
        "source": drawn["source"].to_numpy(),
        "harm": [meanings[word].harm for word in drawn["word"]],
        # A stream of its own: what else is drawn stays as it is.
        **casualties(rng.spawn(1)[0], drawn["word"].reset_index(drop=True)),
        "precision": precision,
        "township_code": villages["township_code"].to_numpy()[unit],
        "station": villages["station"].to_numpy()[unit],
        "address_area": np.where(precision == "township", "", villages["name"].to_numpy()[unit]),
    }
    return as_incidents(gpd.GeoDataFrame(columns, geometry=geometry.to_numpy(), crs="EPSG:4326"))


def _precision(rng: np.random.Generator, drawn: pd.DataFrame) -> np.ndarray:
    """How well each place is known; planted incidents and repeated calls have their points."""
    draw = rng.random(len(drawn))
    draw[(drawn["area"] >= 0) | (drawn["status"] == "repeated")] = 1.0
    steps = np.cumsum([VILLAGE_ONLY_SHARE, TOWNSHIP_ONLY_SHARE, DEFAULT_POINT_SHARE])
    kinds = np.array(["village", "township", "default", "point"], dtype=object)
    return np.asarray(kinds[np.searchsorted(steps, draw, side="right")])


def _moments(minutes: pd.Series, period: Period) -> pd.Series:
    local = period.start.astype("datetime64[us]") + minutes.to_numpy().astype("timedelta64[m]")
    return pd.Series(local).dt.tz_localize(TIME_ZONE)


def _serials(reported: pd.Series) -> pd.Series:
    """Twenty-digit numbers: county, day, number of the year."""
    year = reported.dt.year
    number = (year.groupby(year).cumcount() + 1).astype(str).str.zfill(6)
    return pd.Series(names.COUNTY_CODE + reported.dt.strftime("%Y%m%d") + number)


def _response(
    rng: np.random.Generator, drawn: pd.DataFrame, reported: pd.Series, distance_m: Floats
) -> dict[str, pd.Series]:
    """Dispatch, arrival and end of each response; only reported, valid incidents have one."""
    count = len(drawn)
    dispatched = reported + _seconds(20 + rng.exponential(70, count))
    arrived = dispatched + _seconds(
        150 + 60 * distance_m * 1.35 / METRES_PER_MINUTE * rng.uniform(0.7, 1.5, count)
    )
    finished = arrived + _seconds(300 + rng.gamma(2, 900, count))
    none = ((drawn["status"] != "valid") | (drawn["source"] == "discovered")).to_numpy()
    steps = {"dispatched_at": dispatched, "arrived_at": arrived, "finished_at": finished}
    return {name: moment.mask(none) for name, moment in steps.items()}


def _seconds(values: Floats) -> pd.Series:
    return pd.Series(values.astype("timedelta64[s]"))
