"""Incidents without a point to trust, placed in the unit that their address names."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from gis.frames import IncidentFrame, has_trusted_point


def placed_by_name(incidents: IncidentFrame, units: gpd.GeoDataFrame) -> tuple[IncidentFrame, int]:
    """
    Place incidents whose address names a unit, such as a village, at a point inside it.

    Counts by unit need no more; methods of points must not take these.

    Parameters
    ----------
    incidents
        Valid incidents, with or without a point.
    units
        Polygons with ``name``, and ``township_code`` where known.

    Returns
    -------
    IncidentFrame
        The incidents that have a point now, in order.
    int
        How many of them were placed by name.
    """
    trusted = has_trusted_point(incidents)
    if trusted.all() or "name" not in units.columns:
        return IncidentFrame(incidents[trusted]), 0
    lacking = incidents[~trusted]
    inside = units.geometry.representative_point().to_crs(incidents.crs).reset_index(drop=True)
    by_township = _unit_of(_keys(lacking, "address_area"), _keys(units, "name"))
    by_name = _unit_of(lacking["address_area"].astype(str), units["name"].astype(str))
    unit = by_township.fillna(by_name)
    found = unit[unit.notna()].astype("int64")
    placed = incidents.loc[found.index].assign(precision="point")
    placed = placed.set_geometry(
        gpd.GeoSeries(inside.to_numpy()[found], index=found.index, crs=incidents.crs)
    )
    kept = incidents.index[trusted | incidents.index.isin(found.index)]
    return IncidentFrame(pd.concat([incidents[trusted], placed]).loc[kept]), len(found)


def _keys(frame: pd.DataFrame, column: str) -> pd.Series:
    """Join township and name; empty where either lacks."""
    if "township_code" not in frame.columns:
        return pd.Series("", index=frame.index)
    township, name = (frame[each].fillna("").astype(str) for each in ("township_code", column))
    return (township + "/" + name).where((township != "") & (name != ""), "")


def _unit_of(word: pd.Series, names: pd.Series) -> pd.Series:
    """Give the position of the one unit of each word's name; NaN where there is none, or several."""
    once = names.reset_index(drop=True)
    once = once[~once.duplicated(keep=False) & (once != "")]
    return word.map(dict(zip(once, once.index, strict=True))).astype(float)
