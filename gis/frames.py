"""
Tables of a known shape, made in one place each, so that a checker tells a validated table from any other.

``as_incidents`` and ``as_units`` fill what may be left out, refuse what cannot be used with one error
that lists every problem, and never change what they were given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NewType

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.errors import Problem, TableError

if TYPE_CHECKING:  # geopandas has no types, and a NewType of Any is none: checkers see two classes

    class IncidentFrame(gpd.GeoDataFrame):  # type: ignore[misc]
        """See below."""

    class UnitFrame(gpd.GeoDataFrame):  # type: ignore[misc]
        """See below."""

else:
    IncidentFrame = NewType("IncidentFrame", gpd.GeoDataFrame)
    """Incidents: points (or none) in EPSG:4326 with at least the columns of ``INCIDENT_COLUMNS``."""

    UnitFrame = NewType("UnitFrame", gpd.GeoDataFrame)
    """Units: polygons in any CRS, every column of the caller kept, geometry neither null nor empty."""

INCIDENT_DEFAULTS: dict[str, object] = {
    "kind": "case",  # "call" or "case"
    "status": "valid",  # "valid", "repeated" or "invalid"
    "source": "reported",  # "reported" or "discovered" (found by patrol)
    "category_word": "",  # the word of the file
    "subcategory": "",
    "in_scope": True,  # what hotspots take by default: preventable crime and public order at a place
    "harm": 1.0,
    "precision": "point",  # "point", "default" (a filler), "village", "township" or "none"
    "township_code": "",
    "station": "",
    "address_area": "",
}
"""Columns that a table of incidents may leave out, with the value that then stands for them."""

INCIDENT_COLUMNS = ("incident_id", "occurred_from", "occurred_to", "category", *INCIDENT_DEFAULTS)

POLYGONS = ("Polygon", "MultiPolygon")


def as_incidents(table: gpd.GeoDataFrame) -> IncidentFrame:
    """
    Check a table of incidents and fill in what may be left out.

    Parameters
    ----------
    table
        Points in EPSG:4326 (null where an incident has none) with ``incident_id``, ``category``,
        ``occurred_from`` and ``occurred_to`` (time-zone aware).

    Returns
    -------
    IncidentFrame
        A copy with every column of ``INCIDENT_COLUMNS``; row order and index kept.

    Raises
    ------
    TableError
        Listing every column that is missing or of the wrong kind.
    """
    problems = [
        Problem("table.column_missing", {"column": column})
        for column in ("incident_id", "occurred_from", "occurred_to", "category")
        if column not in table.columns
    ]
    if table.crs is None or table.crs.to_epsg() != 4326:
        problems.append(Problem("table.crs_not_wgs84", {"crs": str(table.crs)}))
    problems += [
        Problem("table.time_without_zone", {"column": column})
        for column in ("occurred_from", "occurred_to")
        if column in table.columns and not isinstance(table[column].dtype, pd.DatetimeTZDtype)
    ]
    kinds = set(table.geometry.geom_type.dropna().unique()) - {"Point"}
    if kinds:
        problems.append(Problem("table.not_points", {"found": ", ".join(sorted(kinds))}))
    if problems:
        raise TableError.of(problems)
    missing = {column: value for column, value in INCIDENT_DEFAULTS.items() if column not in table.columns}
    return IncidentFrame(table.assign(**missing))


def point_incidents(incidents: IncidentFrame) -> IncidentFrame:
    """Keep the valid incidents whose point can be trusted: what point methods may use."""
    return IncidentFrame(incidents[has_trusted_point(incidents)])


def has_trusted_point(incidents: IncidentFrame) -> npt.NDArray[np.bool_]:
    """Say which incidents are valid and have a point that can be trusted."""
    usable = (
        (incidents["precision"] == "point")
        & (incidents["status"] == "valid")
        & ~(incidents.geometry.isna() | incidents.geometry.is_empty)
    )
    trusted: npt.NDArray[np.bool_] = usable.to_numpy(dtype=bool)
    return trusted


def as_units(table: gpd.GeoDataFrame, load: str | None = None) -> UnitFrame:
    """
    Check a table of units (the polygons that beats are made of).

    Parameters
    ----------
    table
        Polygons with a CRS.
    load
        Column that holds each unit's workload, when one is needed: numbers, finite, none below zero.

    Returns
    -------
    UnitFrame
        A copy; row order, index and every column kept.

    Raises
    ------
    TableError
        Listing every problem with the row numbers (first five) it stands in.
    """
    problems = []
    if table.crs is None:
        problems.append(Problem("table.crs_missing"))
    if len(table) == 0:
        problems.append(Problem("table.empty"))
    empty = (table.geometry.isna() | table.geometry.is_empty).to_numpy()
    if empty.any():
        problems.append(Problem("table.geometry_missing", {"rows": _first_rows(empty)}))
    wrong = ~table.geometry.geom_type.isin(POLYGONS).to_numpy() & ~empty
    if wrong.any():
        problems.append(Problem("table.not_polygons", {"rows": _first_rows(wrong)}))
    if load is not None:
        problems += _load_problems(table, load)
    if problems:
        raise TableError.of(problems)
    return UnitFrame(table.copy())


def _load_problems(table: gpd.GeoDataFrame, load: str) -> list[Problem]:
    if load not in table.columns:
        known = ", ".join(str(column) for column in table.columns if column != table.geometry.name)
        return [Problem("table.load_missing", {"column": load, "columns": known})]
    values = pd.to_numeric(table[load], errors="coerce").to_numpy(dtype=float)
    bad = ~np.isfinite(values) | (values < 0)
    if bad.any():
        return [Problem("table.load_bad", {"column": load, "rows": _first_rows(bad)})]
    if len(values) and values.sum() == 0:
        return [Problem("table.load_zero", {"column": load})]
    return []


def _first_rows(mask: np.ndarray) -> str:
    """Name the first five rows of a mask, counted from 1."""
    rows = np.flatnonzero(mask)
    said = ", ".join(str(row + 1) for row in rows[:5])
    return f"{said} … ({len(rows)})" if len(rows) > 5 else said
