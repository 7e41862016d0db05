"""Incidents out of the store: by box, time, category, place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from data.store.incident_import import CONTENT, INCIDENTS, VERSIONS
from data.store.layers import Bounds, near_box
from data.store.models import Base
from data.store.values import EPSG, as_written, columns_of, decode
from gis.frames import IncidentFrame, as_incidents

if TYPE_CHECKING:
    from collections.abc import Sequence

IMPORTS = Base.metadata.tables["imports"]


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """
    Which incidents are wanted; what is left out does not restrict.

    Parameters
    ----------
    bounds
        West, south, east, north in degrees; borders count as inside. Leaves out incidents without a point.
    since, until
        Incidents whose interval (``occurred_from`` to ``occurred_to``) overlaps the time from ``since``
        (inclusive) until ``until`` (exclusive); with a zone.
    categories
        Words that match the file's category word, the subcategory or the mapped category.
    in_scope_only
        Only preventable crime and public order at a place.
    points_only
        Only valid incidents whose point can be trusted, as ``gis.frames.point_incidents`` has it.
    without_point
        Only valid incidents that ``points_only`` leaves out.
    township, station
        Code of the township, name or code of the station.
    kind
        ``call`` or ``case``.
    reported_since, reported_until
        Incidents reported from the first until before the second, or that occurred then where it is not known
        when they were reported; with a zone.
    stations
        Names or codes of stations, of which one must fit; None for all.
    limit
        At most so many: those that occurred last.
    """

    bounds: Bounds | None = None
    since: datetime | None = None
    until: datetime | None = None
    categories: Sequence[str] = ()
    in_scope_only: bool = False
    points_only: bool = False
    without_point: bool = False
    township: str | None = None
    station: str | None = None
    limit: int | None = None
    kind: str | None = None
    reported_since: datetime | None = None
    reported_until: datetime | None = None
    stations: Sequence[str] | None = None

    def __post_init__(self) -> None:
        for name in ("since", "until", "reported_since", "reported_until"):
            value = getattr(self, name)
            if value is not None and value.tzinfo is None:
                msg = f"{name} wants a time with a zone, got {value!r}"
                raise ValueError(msg)
        if self.limit is not None and self.limit < 0:
            msg = f"limit wants a number that is not negative, got {self.limit}"
            raise ValueError(msg)

    def conditions(self, connection: Connection) -> list[ColumnElement[bool]]:
        """Make the conditions of a query, without the limit."""
        c = INCIDENTS.c
        reported = func.coalesce(c.reported_at, c.occurred_from, type_=c.reported_at.type)
        asked: list[ColumnElement[bool] | None] = [
            None if self.bounds is None else _inside(connection, self.bounds),
            None if self.since is None else c.occurred_to >= self.since,
            None if self.until is None else c.occurred_from < self.until,
            or_(*(c[name].in_(self.categories) for name in ("category_word", "subcategory", "category")))
            if self.categories
            else None,
            c.in_scope.is_(True) if self.in_scope_only else None,
            and_(c.precision == "point", c.status == "valid", c.lon.is_not(None))
            if self.points_only
            else None,
            and_(c.status == "valid", or_(c.precision.is_distinct_from("point"), c.lon.is_(None)))
            if self.without_point
            else None,
            None if self.township is None else c.township_code == self.township,
            None if self.station is None else c.station == self.station,
            None if self.kind is None else c.kind == self.kind,
            None if self.reported_since is None else reported >= self.reported_since,
            None if self.reported_until is None else reported < self.reported_until,
            None if self.stations is None else c.station.in_(list(self.stations)),
        ]
        return [condition for condition in asked if condition is not None]


def _inside(connection: Connection, bounds: Bounds) -> ColumnElement[bool]:
    west, south, east, north = bounds
    return and_(
        near_box(connection, INCIDENTS, bounds),
        INCIDENTS.c.lon.between(west, east),
        INCIDENTS.c.lat.between(south, north),
    )


def read_incidents(connection: Connection, wanted: IncidentFilter) -> IncidentFrame:
    """Read the incidents that a filter lets through, in the order in which they were imported."""
    query = _limited(connection, select(*(as_written(INCIDENTS.c[name]) for name in CONTENT)), wanted)
    parts = [
        pd.DataFrame({name: decode(values, INCIDENTS.c[name].type) for name, values in columns.items()})
        for columns in columns_of(connection, query.order_by(INCIDENTS.c.id), CONTENT)
    ]
    data = pd.concat(parts, ignore_index=True)
    lon, lat = data.pop("lon").to_numpy(dtype=float), data.pop("lat").to_numpy(dtype=float)
    shapes = np.array(shapely.points(lon, lat), dtype=object)
    shapes[np.isnan(lon)] = None
    return as_incidents(gpd.GeoDataFrame(data, geometry=shapes, crs=EPSG))


def count_incidents(connection: Connection, wanted: IncidentFilter) -> int:
    """Count the incidents that a filter lets through."""
    query = _limited(connection, select(INCIDENTS.c.id), wanted)
    return int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())


def first_call(connection: Connection) -> datetime | None:
    """Say when the first call was reported, or occurred where that is not known."""
    c = INCIDENTS.c
    first = select(func.min(func.coalesce(c.reported_at, c.occurred_from, type_=c.reported_at.type)))
    found: datetime | None = connection.execute(first.where(c.kind == "call")).scalar()
    return found


def occurrence_span(connection: Connection) -> tuple[datetime, datetime] | None:
    """Say when the first and the last valid incident with a point to be trusted began."""
    c = INCIDENTS.c
    asked = IncidentFilter(points_only=True).conditions(connection)
    query = select(func.min(c.occurred_from), func.max(c.occurred_from)).where(*asked)
    first, last = connection.execute(query).one()
    return None if first is None or last is None else (first, last)


def _limited(
    connection: Connection, query: Select[tuple[object, ...]], wanted: IncidentFilter
) -> Select[tuple[object, ...]]:
    conditions = wanted.conditions(connection)
    if wanted.limit is None:
        return query.where(*conditions)
    last = (
        select(INCIDENTS.c.id)
        .where(*conditions)
        .order_by(INCIDENTS.c.occurred_from.desc(), INCIDENTS.c.id.desc())
        .limit(wanted.limit)
    )
    return query.where(INCIDENTS.c.id.in_(last))


def read_history(connection: Connection, incident_id: str) -> pd.DataFrame:
    """Give the earlier versions of an incident, oldest first, with ``superseded_at``."""
    query = (
        select(*(VERSIONS.c[name] for name in CONTENT), IMPORTS.c.at.label("superseded_at"))
        .join(IMPORTS, IMPORTS.c.id == VERSIONS.c.superseded_by)
        .where(VERSIONS.c.incident_id == incident_id)
        .order_by(VERSIONS.c.id)
    )
    rows = connection.execute(query).all()
    return pd.DataFrame([tuple(row) for row in rows], columns=[*CONTENT, "superseded_at"])
