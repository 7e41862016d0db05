"""How long the way is from a station to each of its units."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.crs import metric_crs_of
from gis.roads import RoadGraph
from patrol.travel import travel_between

Floats = npt.NDArray[np.float64]


def minutes_from_station(
    units: gpd.GeoDataFrame, station: pd.Series, stations: gpd.GeoDataFrame, roads: RoadGraph
) -> Floats:
    """
    Compute the way from its own station to each unit along the roads.

    Parameters
    ----------
    units
        Polygons in any CRS.
    station
        Code of the station of each unit; null for none.
    stations
        Stations with ``code``: points, or polygons of which a point inside counts.
    roads
        The road network.

    Returns
    -------
    ndarray
        Minutes; NaN where a unit has no station of the table, or no road leads there.
    """
    way = np.full(len(units), np.nan)
    if len(units) == 0 or len(stations) == 0:
        return way
    metric = metric_crs_of(units)
    inside = [frame.to_crs(metric).representative_point() for frame in (units, stations)]
    travel = travel_between(roads, gpd.GeoSeries(pd.concat(inside, ignore_index=True), crs=metric))
    own = station.astype(object).where(station.notna(), "").astype(str).to_numpy()
    for number, code in enumerate(stations["code"].astype(str)):
        rows = np.flatnonzero((own == code) & travel.reached[: len(units)])
        if len(rows) and travel.reached[len(units) + number]:
            minutes = travel.minutes([len(units) + number], rows)[0]
            way[rows] = np.where(np.isfinite(minutes), minutes, np.nan)
    return way
