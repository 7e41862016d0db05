"""One page of a collection's features: chosen by box, time, properties and filter, written as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.errors import InputError
from web.services.geojson import features_of
from web.services.ogc.cql2_filter import matching
from web.services.ogc.crs import AxisOrderedCrs, crs_named
from web.services.ogc.values import OPEN_SINCE, OPEN_UNTIL, column_of, kind_of, moment, shape_of

if TYPE_CHECKING:
    from web.services.ogc.collections import Table
    from web.services.ogc.cql2_text import Node

MOST = 10_000
"""Features on one page at most."""

PAGE = 1000
"""Features on one page, when nobody asks for another number."""


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What is asked of a collection.

    Attributes
    ----------
    limit, offset
        Features on the page, and how many come before it.
    bbox, bbox_crs
        Corners as they were written, and the system that they are in.
    datetime
        Time or interval as it was written.
    filter, filter_crs
        CQL2 as a tree, and the system of its shapes.
    crs
        System that the features are wanted in.
    properties
        Values that properties must have.
    """

    limit: int = PAGE
    offset: int = 0
    bbox: str | None = None
    bbox_crs: str | None = None
    datetime: str | None = None
    filter: Node = None
    filter_crs: str | None = None
    crs: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """
    Features that were found.

    Attributes
    ----------
    features
        Each as GeoJSON.
    matched
        How many there are on all pages.
    crs
        System that they are written in.
    """

    features: list[str]
    matched: int
    crs: AxisOrderedCrs

    def collection(self, members: Mapping[str, object]) -> bytes:
        """Write the page as a feature collection with further members."""
        head = json.dumps(
            {
                "type": "FeatureCollection",
                "numberMatched": self.matched,
                "numberReturned": len(self.features),
                **members,
            },
            ensure_ascii=False,
        )
        return f'{head[:-1]},"features":[{",".join(self.features)}]}}'.encode()


def page_of(table: Table, asked: Asked) -> Page:
    """
    Find the features that are asked for.

    Raises
    ------
    InputError
        What was asked cannot be understood; the code says which part.
    CrsError
        ``ogc.crs_unknown``.
    """
    crs = crs_named(asked.crs, table.bounds)
    rows = np.flatnonzero(_matching(table, asked))
    return Page(_written(table, rows[asked.offset : asked.offset + asked.limit], crs), len(rows), crs)


def feature_of(table: Table, feature_id: str, crs: str | None) -> Page:
    """
    Find one feature.

    Raises
    ------
    InputError
        ``ogc.feature_unknown``.
    """
    rows = np.flatnonzero((table.ids == feature_id).to_numpy(dtype=bool))
    if not len(rows):
        raise InputError("ogc.feature_unknown", feature=feature_id, collection=table.collection.name)
    found = crs_named(crs, table.bounds)
    return Page(_written(table, rows[:1], found), 1, found)


def _written(table: Table, rows: npt.NDArray[np.intp], crs: AxisOrderedCrs) -> list[str]:
    frame = table.frame.iloc[rows]
    shapes = shapely.to_geojson(crs.from_degrees(table.shapes[rows]))
    ids = [json.dumps(str(each), ensure_ascii=False) for each in table.ids.iloc[rows]]
    return features_of(frame.drop(columns=frame.geometry.name), shapes, ids)


def _matching(table: Table, asked: Asked) -> npt.NDArray[np.bool_]:
    keep = np.ones(len(table), dtype=bool)
    for name, value in asked.properties.items():
        keep &= _equal(column_of(table, name), name, value)
    if asked.datetime is not None:
        keep &= _in_period(table, asked.datetime)
    if asked.bbox is not None:
        keep &= _in_box(table, asked.bbox, asked.bbox_crs)
    if asked.filter is not None:
        keep &= matching(table, asked.filter, crs_named(asked.filter_crs, table.bounds))
    return keep


def _equal(column: pd.Series[Any], name: str, value: str) -> npt.NDArray[np.bool_]:
    """Tell where a column has a value that came as text."""
    kind = kind_of(column)
    wanted: object = value
    try:
        if kind == "number":
            wanted = float(value)
        elif kind == "flag":
            wanted = {"true": True, "false": False}[value.lower()]
        elif kind == "time":
            wanted = moment(value)
    except (KeyError, ValueError):
        raise InputError("ogc.filter_type", left=name, right=value) from None
    return np.asarray((column == wanted).fillna(value=False), dtype=bool)


def _in_period(table: Table, said: str) -> npt.NDArray[np.bool_]:
    """Tell which features happened in a period; those without any time are always in it."""
    ends = said.split("/")
    if len(ends) > 2 or not said.strip("./"):
        raise InputError("ogc.datetime", datetime=said)
    since = OPEN_SINCE if ends[0] in {"", ".."} else moment(ends[0])
    until = OPEN_UNTIL if ends[-1] in {"", ".."} else moment(ends[-1], last=True)
    if since > until:
        raise InputError("ogc.datetime", datetime=said)
    if table.collection.times is None:
        return np.ones(len(table), dtype=bool)
    begin, end = (table.frame[column] for column in table.collection.times)
    return np.asarray((begin <= until) & (end >= since), dtype=bool)


def _in_box(table: Table, said: str, crs: str | None) -> npt.NDArray[np.bool_]:
    try:
        numbers = [float(part) for part in said.split(",")]
    except ValueError:
        raise InputError("ogc.bbox", bbox=said) from None
    if len(numbers) == 6:  # heights are left aside
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not np.isfinite(numbers).all() or numbers[1] > numbers[3]:
        raise InputError("ogc.bbox", bbox=said)
    boxes = [numbers]
    if numbers[0] > numbers[2]:  # across the date line
        boxes = [[numbers[0], numbers[1], 180.0, numbers[3]], [-180.0, numbers[1], *numbers[2:]]]
    system = crs_named(crs, table.bounds)
    shapes = system.to_degrees(np.array([shape_of({"bbox": box}) for box in boxes], dtype=object))
    met: npt.NDArray[np.bool_] = np.any([table.meeting(shape) for shape in shapes], axis=0)
    return met
