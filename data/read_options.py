"""What a user decides about reading a file of incidents."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

import geopandas as gpd

from data.categories import SHIPPED
from data.table_source import CHUNK_ROWS
from gis.crs import Bounds

EARLIEST = datetime.fromisoformat("1990-01-01T00:00:00+00:00")
"""Incidents before are not believed: 110 calls have been recorded since about then, and 1900 is a filler."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """
    How to read a file of incidents.

    Attributes
    ----------
    crs
        ``auto``, or what the coordinates are in. It wins over what the file says.
    columns
        Field to column, on top of the known headers (``--map``).
    time_zone
        Zone of the times that name no offset.
    same_id
        Whether a later row of the same id replaces the earlier one, or both are records of one case.
    study_bounds
        Where the points are expected: west, south, east, north in degrees of WGS 84.
    roads
        Road lines of the place, which tell WGS 84 from GCJ-02 where ``crs`` is ``auto``.
    layer
        Layer or sheet of the file.
    kind
        What a row is unless it says so: ``call``, ``case``, or ``None`` to go by the header of the ids.
    categories
        The table of category words.
    earliest, latest
        First and last moment that is believed; ``latest`` ``None`` stands for an hour after reading begins.
    chunk_rows
        Rows read at a time; changes nothing but memory.
    """

    crs: str = "auto"
    columns: Mapping[str, str] = field(default_factory=dict)
    time_zone: str = "Asia/Shanghai"
    same_id: Literal["update", "keep"] = "update"
    study_bounds: Bounds | None = None
    roads: gpd.GeoDataFrame | None = None
    layer: str | None = None
    kind: Literal["call", "case"] | None = None
    categories: Path = SHIPPED
    earliest: datetime = EARLIEST
    latest: datetime | None = None
    chunk_rows: int = CHUNK_ROWS

    def __post_init__(self) -> None:
        if self.same_id not in ("update", "keep"):
            raise ValueError(f"same_id is update or keep, got {self.same_id}")
        if self.kind not in ("call", "case", None):
            raise ValueError(f"kind is call, case or None, got {self.kind}")
        if self.chunk_rows < 1:
            raise ValueError(f"chunk_rows is at least 1, got {self.chunk_rows}")
        try:
            zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"time_zone is a name such as Asia/Shanghai, got {self.time_zone}") from error
        if self.earliest.tzinfo is None or (self.latest is not None and self.latest.tzinfo is None):
            raise ValueError("earliest and latest need a time zone")
