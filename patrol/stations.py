"""Which station each unit belongs to, and how strong the stations are."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
from scipy.spatial import KDTree

from gis.crs import metric_crs_of
from gis.errors import TableError

STATION_COLUMN = "station"


def station_of_units(
    units: gpd.GeoDataFrame, stations: gpd.GeoDataFrame | None, column: str | None
) -> pd.Series | None:
    """
    Find the station of each unit, when beats are to nest in stations.

    Parameters
    ----------
    units
        Polygons.
    stations
        Stations with ``code``: points, or polygons, which then are the jurisdictions.
    column
        Column of `units` that names the station.

    Returns
    -------
    Series or None
        Codes, null for none; None when neither stations nor a column are given. From the column; else, with
        stations, from the column ``station`` if there is one, the jurisdiction that holds a point inside the
        unit, or the nearest station.
    """
    if column is None and stations is not None and STATION_COLUMN in units.columns:
        column = STATION_COLUMN
    if column is not None:
        value = units[column].astype(object)
        known = units[column].notna() & (units[column].astype(str).str.strip() != "")
        named: pd.Series = value.where(known, None)
        return named
    if stations is None:
        return None
    if "code" not in stations.columns:
        raise TableError("table.column_missing", column="code")
    metric = metric_crs_of(units)
    inside = gpd.GeoDataFrame(geometry=units.to_crs(metric).representative_point().reset_index(drop=True))
    places = stations.to_crs(metric).reset_index(drop=True)
    if (places.geom_type == "Point").all():
        nearest = KDTree(places.get_coordinates()).query(inside.get_coordinates())[1]
        return pd.Series(places["code"].to_numpy()[nearest], index=units.index, dtype=object)
    joined = inside.sjoin(places[["code", places.geometry.name]], how="left", predicate="within")
    code = joined["code"][~joined.index.duplicated()].astype(object)
    return pd.Series(code.where(code.notna(), None).to_numpy(), index=units.index, dtype=object)


def strength_of(stations: gpd.GeoDataFrame | None) -> dict[str, float]:
    """
    Read the officers of each station.

    Parameters
    ----------
    stations
        Stations with ``code`` and, where known, ``officers``.

    Returns
    -------
    dict
        Officers by code; empty when any station's are unknown or none has any.
    """
    if stations is None or "officers" not in stations.columns:
        return {}
    officers = pd.to_numeric(stations["officers"], errors="coerce")
    if officers.isna().any() or (officers <= 0).any():
        return {}
    return dict(zip(stations["code"].astype(str), officers.astype(float), strict=True))
