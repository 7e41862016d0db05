"""Villages and units with the codes of their stations, as files and stores name them."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from patrol.stations import STATION_COLUMN, station_of_units


def station_codes(units: gpd.GeoDataFrame, stations: gpd.GeoDataFrame) -> pd.Series:
    """
    Give the code of the station of each unit.

    Parameters
    ----------
    units
        Polygons; a column ``station`` may hold codes or names.
    stations
        Stations with ``code`` and ``name``.

    Returns
    -------
    Series
        Codes, null for none; where the column says nothing at all, the jurisdiction or the nearest station.
    """
    given = units[STATION_COLUMN].fillna("").astype(str).str.strip() if STATION_COLUMN in units else None
    if given is None or (given == "").all():
        bare = units.drop(columns=STATION_COLUMN, errors="ignore")
        found: pd.Series | None = station_of_units(bare, stations, None) if len(stations) else None
        return pd.Series(None, index=units.index, dtype=object) if found is None else found
    names = dict(zip(stations["name"].astype(str), stations["code"].astype(str), strict=True))
    coded = given.map(lambda word: names.get(word, word)).astype(object)
    known: pd.Series = coded.where(coded != "", None)
    return known
