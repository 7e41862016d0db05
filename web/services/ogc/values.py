"""Values of filters and queries: moments, shapes, columns and what they hold."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import shapely

from gis.errors import InputError
from web.services.ogc.collections import Table
from web.services.ogc.cql2_text import Node

OPEN_SINCE, OPEN_UNTIL = pd.Timestamp("1700-01-01", tz="UTC"), pd.Timestamp("2200-01-01", tz="UTC")
"""What stands for the ends of an interval that has none."""


def moment(said: object, *, last: bool = False) -> pd.Timestamp:
    """
    Read a time; a day alone stands for its first moment, or its last. Without a zone it is UTC.

    Raises
    ------
    InputError
        ``ogc.filter_value``.
    """
    if not isinstance(said, str) or not re.match(r"\d{4}-\d{2}-\d{2}", said):
        raise InputError("ogc.filter_value", value=written(said))
    try:
        found = pd.Timestamp(said)
        at = found.tz_localize("UTC") if found.tzinfo is None else found.tz_convert("UTC")
    except (ValueError, OverflowError):
        raise InputError("ogc.filter_value", value=said) from None
    return at + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1) if last and len(said) == 10 else at


def column_of(table: Table, name: str) -> pd.Series[Any]:
    """
    Give a column by the name of its property.

    Raises
    ------
    InputError
        ``ogc.property_unknown``, listing those that there are.
    """
    if name not in table.properties:
        raise InputError("ogc.property_unknown", property=name, known=", ".join(table.properties))
    column: pd.Series[Any] = table.frame[name]
    return column


def kind_of(column: pd.Series[Any]) -> str:
    """Tell what a column holds: ``number``, ``flag``, ``time`` or ``text``."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return "flag"
    if pd.api.types.is_numeric_dtype(column.dtype):
        return "number"
    return "time" if isinstance(column.dtype, pd.DatetimeTZDtype) else "text"


def shape_of(node: Node) -> shapely.Geometry:
    """
    Make the shape of a filter: GeoJSON, or a box as ``{"bbox": [west, south, east, north]}``.

    Raises
    ------
    InputError
        ``ogc.filter_value``.
    """
    try:
        if isinstance(node, dict) and "bbox" in node:
            low_x, low_y, high_x, high_y = (float(number) for number in node["bbox"])
            return shapely.box(low_x, low_y, high_x, high_y)
        shape = shapely.from_geojson(json.dumps(node))
    except (TypeError, ValueError, shapely.errors.GEOSException):
        raise InputError("ogc.filter_value", value=written(node)) from None
    return shape if shapely.is_valid(shape) else shapely.make_valid(shape)


def written(node: object) -> str:
    """Say a part of a filter in an error."""
    if isinstance(node, dict) and "property" in node:
        return str(node["property"])
    return str(node)[:60]
