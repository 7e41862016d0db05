"""
Tables of the store, one set for SQLite and PostGIS.

::

    imports ──┬── incidents            the version in force of every incident
              ├── incident_versions    versions that a later import superseded
              └── townships, villages, stations, roads, water, population, checkpoints, key_places
    analyses ──── analysis_layers ──── analysis_features
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, MetaData, Text, false, true
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from data.store.columns import GeometryColumn, UtcDateTime

Key = Annotated[int, mapped_column(Integer, primary_key=True, sort_order=-10)]
Word = Annotated[str, mapped_column(Text, server_default="")]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
MaybeMoment = Annotated[datetime | None, mapped_column(UtcDateTime)]
Number = Annotated[float | None, mapped_column(Float)]
Count = Annotated[int | None, mapped_column(Integer)]
Point = Annotated[bytes | None, mapped_column(GeometryColumn("POINT"))]
Shape = Annotated[bytes, mapped_column(GeometryColumn())]
Document = Annotated[dict[str, Any], mapped_column(JSON)]


class Base(DeclarativeBase):
    """What all tables share: names of keys and indexes that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _spatial(table: str) -> Index:
    """Make PostGIS's GiST index of a table; SQLite's R*Tree is in ``data.store.layers``."""
    return Index(f"ix_{table}_geometry", "geometry", postgresql_using="gist").ddl_if(dialect="postgresql")


class Import(Base):
    """One import of a file: what came in, when, and what the reader said of it."""

    __tablename__ = "imports"

    id: Mapped[Key]
    at: Mapped[Moment]
    kind: Mapped[Word]
    file_name: Mapped[Word]
    sha256: Mapped[Word]
    same_id: Mapped[Word]
    inserted: Mapped[int] = mapped_column(Integer, server_default="0")
    updated: Mapped[int] = mapped_column(Integer, server_default="0")
    unchanged: Mapped[int] = mapped_column(Integer, server_default="0")
    repeated: Mapped[int] = mapped_column(Integer, server_default="0")
    report: Mapped[Document]


class IncidentContent:
    """What is known of an incident: the columns that are compared when it comes again."""

    incident_id: Mapped[str] = mapped_column(Text)
    case_id: Mapped[Word]
    kind: Mapped[Word]
    status: Mapped[Word]
    occurred_from: Mapped[Moment]
    occurred_to: Mapped[Moment]
    reported_at: Mapped[MaybeMoment]
    dispatched_at: Mapped[MaybeMoment]
    arrived_at: Mapped[MaybeMoment]
    finished_at: Mapped[MaybeMoment]
    category: Mapped[Word]
    feedback_category: Mapped[Word]
    category_word: Mapped[Word]
    subcategory: Mapped[Word]
    source: Mapped[Word]
    in_scope: Mapped[bool] = mapped_column(Boolean, server_default=true())
    harm: Mapped[Number]
    deaths: Mapped[Count]
    injured: Mapped[Count]
    loss: Mapped[Number]
    lon: Mapped[Number]
    lat: Mapped[Number]
    precision: Mapped[Word]
    township_code: Mapped[Word]
    station: Mapped[Word]
    address_area: Mapped[Word]
    description_code: Mapped[Word]


class Incident(IncidentContent, Base):
    """The version in force of an incident."""

    __tablename__ = "incidents"
    __table_args__ = (
        Index("uq_incidents_incident_id", "incident_id", unique=True),
        Index("ix_incidents_occurred_from", "occurred_from"),
        Index("ix_incidents_occurred_to", "occurred_to"),
        _spatial("incidents"),
    )

    id: Mapped[Key]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    geometry: Mapped[Point]


class IncidentVersion(IncidentContent, Base):
    """A version of an incident that a later import superseded."""

    __tablename__ = "incident_versions"
    __table_args__ = (Index("ix_incident_versions_incident_id", "incident_id"),)

    id: Mapped[Key]
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    superseded_by: Mapped[int] = mapped_column(ForeignKey("imports.id"))


class Township(Base):
    """A township, town or street office."""

    __tablename__ = "townships"
    __table_args__ = (_spatial(__tablename__),)

    id: Mapped[Key]
    code: Mapped[Word]
    name: Mapped[Word]
    kind: Mapped[Word]
    geometry: Mapped[Shape]


class Village(Base):
    """A village or community."""

    __tablename__ = "villages"
    __table_args__ = (_spatial(__tablename__),)

    id: Mapped[Key]
    code: Mapped[Word]
    name: Mapped[Word]
    township_code: Mapped[Word]
    class_code: Mapped[Word]
    population: Mapped[Number]
    households: Mapped[Number]
    station: Mapped[Word]
    geometry: Mapped[Shape]


class Station(Base):
    """A police station: its point, or the polygon of its jurisdiction."""

    __tablename__ = "stations"
    __table_args__ = (_spatial(__tablename__),)

    id: Mapped[Key]
    code: Mapped[Word]
    name: Mapped[Word]
    officers: Mapped[Count]
    auxiliaries: Mapped[Count]
    vehicles: Mapped[Count]
    geometry: Mapped[Shape]


class Road(Base):
    """A stretch of road."""

    __tablename__ = "roads"
    __table_args__ = (_spatial(__tablename__),)

    id: Mapped[Key]
    name: Mapped[Word]
    road_class: Mapped[Word]
    speed_kmh: Mapped[Number]
    bridge: Mapped[bool] = mapped_column(Boolean, server_default=false())
    geometry: Mapped[Shape]


class Water(Base):
    """A river or lake."""

    __tablename__ = "water"
    __table_args__ = (_spatial(__tablename__),)

    id: Mapped[Key]
    name: Mapped[Word]
    kind: Mapped[Word]
    geometry: Mapped[Shape]


class PopulationCell(Base):
    """People at a point or in a polygon."""

    __tablename__ = "population"
    __table_args__ = (_spatial(__tablename__),)

    id: Mapped[Key]
    population: Mapped[Number]
    households: Mapped[Number]
    geometry: Mapped[Shape]


class Checkpoint(Base):
    """A checkpoint on a road."""

    __tablename__ = "checkpoints"
    __table_args__ = (_spatial(__tablename__),)

    id: Mapped[Key]
    name: Mapped[Word]
    kind: Mapped[Word]
    geometry: Mapped[Shape]


class KeyPlace(Base):
    """A place that patrols must see: a school, market, station or wharf."""

    __tablename__ = "key_places"
    __table_args__ = (_spatial(__tablename__),)

    id: Mapped[Key]
    name: Mapped[Word]
    kind: Mapped[Word]
    geometry: Mapped[Shape]


class Analysis(Base):
    """One run of hotspots, zones or beats."""

    __tablename__ = "analyses"
    __table_args__ = (Index("ix_analyses_kind", "kind"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    parameters: Mapped[Document]


class AnalysisLayer(Base):
    """A table of a run: its name and the columns that make it whole again."""

    __tablename__ = "analysis_layers"
    __table_args__ = (Index("ix_analysis_layers_analysis_id", "analysis_id"),)

    id: Mapped[Key]
    analysis_id: Mapped[int] = mapped_column(ForeignKey("analyses.id"))
    name: Mapped[str] = mapped_column(Text)
    columns: Mapped[Document]


class AnalysisFeature(Base):
    """A row of such a table."""

    __tablename__ = "analysis_features"
    __table_args__ = (Index("ix_analysis_features_layer_id", "layer_id"),)

    id: Mapped[Key]
    layer_id: Mapped[int] = mapped_column(ForeignKey("analysis_layers.id"))
    properties: Mapped[Document]
    geometry: Mapped[bytes | None] = mapped_column(GeometryColumn())


PLACE_MODELS: dict[str, type[Base]] = {
    "townships": Township,
    "villages": Village,
    "stations": Station,
    "roads": Road,
    "water": Water,
    "population": PopulationCell,
    "checkpoints": Checkpoint,
    "key-places": KeyPlace,
}
"""Model of each layer of places."""
