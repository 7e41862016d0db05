"""Column types that mean the same on SQLite and on PostGIS: a geometry, and an instant in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine

SRID = 4326

# Fixed width, so that text order is time order; the Z tells GDAL and QGIS that it is UTC.
ISO_UTC = "%(year)04d-%(month)02d-%(day)02dT%(hour)02d:%(minute)02d:%(second)02d.%(microsecond)06dZ"


class GeometryColumn(TypeDecorator[bytes]):
    """
    A geometry in EPSG:4326, as WKB to Python: PostGIS's own type there, a blob of WKB on SQLite.

    Parameters
    ----------
    geometry_type
        ``POINT``, or ``GEOMETRY`` for any.
    """

    impl = Geometry
    cache_ok = True

    def __init__(self, geometry_type: str = "GEOMETRY") -> None:
        # GeoAlchemy2 would call SpatiaLite's functions on SQLite if it made the index.
        super().__init__(geometry_type=geometry_type, srid=SRID, spatial_index=False)
        self.geometry_type = geometry_type

    def __repr__(self) -> str:
        return f"GeometryColumn({self.geometry_type!r})"

    def load_dialect_impl(self, dialect: Dialect | None) -> TypeEngine[Any]:
        """Give the type that a database really has."""
        if dialect is not None and dialect.name == "sqlite":
            return LargeBinary()
        return self.impl_instance

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> object:
        """Hand WKB over in the form that the database's driver takes."""
        if value is None or dialect.name == "sqlite":
            return value
        return WKBElement(value, srid=SRID, extended=False)

    def process_result_value(self, value: object, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """Give WKB (extended by the SRID on PostGIS), whatever the driver returned."""
        if isinstance(value, WKBElement):
            return bytes.fromhex(value.desc)
        return value if value is None else bytes(value)  # type: ignore[call-overload]


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, kept in UTC; SQLite has no zones, so text in ISO 8601 with a Z."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        """Give the type that a database really has."""
        if dialect.name == "sqlite":
            iso = sqlite.DATETIME(storage_format=ISO_UTC)  # type: ignore[no-untyped-call]
            return dialect.type_descriptor(iso)
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a time without a zone; turn others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a time with a zone is wanted, got {value!r}"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give an aware time in UTC."""
        return None if value is None else value.astimezone(UTC)
