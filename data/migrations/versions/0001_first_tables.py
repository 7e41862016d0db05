"""The first tables: imports, incidents and their history, places, analyses."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from data.store.columns import GeometryColumn, UtcDateTime
from data.store.layers import create_layer_tables, register_layer

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_layer_tables(op.get_bind())
    op.create_table(
        "imports",
        _key(),
        sa.Column("at", UtcDateTime(), nullable=False),
        *_words("kind", "file_name", "sha256", "same_id"),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("inserted", "updated", "unchanged", "repeated")
        ),
        sa.Column("report", sa.JSON(), nullable=False),
        _primary("imports"),
    )
    _create_incidents()
    _create_places()
    _create_analyses()


def downgrade() -> None:
    msg = "the first version has none before it: restore a backup instead"
    raise NotImplementedError(msg)


def _create_incidents() -> None:
    _create_layer(
        "incidents",
        "POINT",
        sa.Column("import_id", sa.Integer(), nullable=False),
        *_incident_content(),
        _refers("incidents", "import_id", "imports"),
        nullable=True,
    )
    op.create_index("uq_incidents_incident_id", "incidents", ["incident_id"], unique=True)
    op.create_index("ix_incidents_occurred_from", "incidents", ["occurred_from"])
    op.create_index("ix_incidents_occurred_to", "incidents", ["occurred_to"])
    op.create_table(
        "incident_versions",
        _key(),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=False),
        *_incident_content(),
        _refers("incident_versions", "import_id", "imports"),
        _refers("incident_versions", "superseded_by", "imports"),
        _primary("incident_versions"),
    )
    op.create_index("ix_incident_versions_incident_id", "incident_versions", ["incident_id"])


def _create_places() -> None:
    _create_layer("townships", "GEOMETRY", *_words("code", "name", "kind"))
    _create_layer(
        "villages",
        "GEOMETRY",
        *_words("code", "name", "township_code", "class_code"),
        *_maybe(sa.Float(), "population", "households"),
        *_words("station"),
    )
    _create_layer(
        "stations",
        "GEOMETRY",
        *_words("code", "name"),
        *_maybe(sa.Integer(), "officers", "auxiliaries", "vehicles"),
    )
    _create_layer(
        "roads",
        "GEOMETRY",
        *_words("name", "road_class"),
        *_maybe(sa.Float(), "speed_kmh"),
        sa.Column("bridge", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    _create_layer("water", "GEOMETRY", *_words("name", "kind"))
    _create_layer("population", "GEOMETRY", *_maybe(sa.Float(), "population", "households"))
    _create_layer("checkpoints", "GEOMETRY", *_words("name", "kind"))
    _create_layer("key_places", "GEOMETRY", *_words("name", "kind"))


def _create_analyses() -> None:
    op.create_table(
        "analyses",
        _key(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        _primary("analyses"),
    )
    op.create_index("ix_analyses_kind", "analyses", ["kind"])
    op.create_table(
        "analysis_layers",
        _key(),
        sa.Column("analysis_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        _refers("analysis_layers", "analysis_id", "analyses"),
        _primary("analysis_layers"),
    )
    op.create_index("ix_analysis_layers_analysis_id", "analysis_layers", ["analysis_id"])
    _create_layer(
        "analysis_features",
        "GEOMETRY",
        sa.Column("layer_id", sa.Integer(), nullable=False),
        sa.Column("properties", sa.JSON(), nullable=False),
        _refers("analysis_features", "layer_id", "analysis_layers"),
        nullable=True,
        indexed=False,
    )
    op.create_index("ix_analysis_features_layer_id", "analysis_features", ["layer_id"])


def _create_layer(
    name: str,
    geometry_type: str,
    *columns: sa.schema.SchemaItem,
    nullable: bool = False,
    indexed: bool = True,
) -> None:
    geometry: sa.Column[bytes] = sa.Column("geometry", GeometryColumn(geometry_type), nullable=nullable)
    op.create_table(name, _key(), *columns, geometry, _primary(name))
    register_layer(op.get_bind(), name, geometry_type, indexed=indexed)
    if indexed and op.get_bind().dialect.name == "postgresql":
        op.create_index(f"ix_{name}_geometry", name, ["geometry"], postgresql_using="gist")


def _incident_content() -> list[sa.Column[Any]]:
    return [
        sa.Column("incident_id", sa.Text(), nullable=False),
        *_words("case_id", "kind", "status"),
        sa.Column("occurred_from", UtcDateTime(), nullable=False),
        sa.Column("occurred_to", UtcDateTime(), nullable=False),
        *_maybe(UtcDateTime(), "reported_at", "dispatched_at", "arrived_at", "finished_at"),
        *_words("category", "feedback_category", "category_word", "subcategory", "source"),
        sa.Column("in_scope", sa.Boolean(), server_default=sa.true(), nullable=False),
        *_maybe(sa.Float(), "harm"),
        *_maybe(sa.Integer(), "deaths", "injured"),
        *_maybe(sa.Float(), "loss", "lon", "lat"),
        *_words("precision", "township_code", "station", "address_area", "description_code"),
    ]


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _primary(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=f"pk_{table}")


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), server_default="", nullable=False) for name in names]


def _maybe(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=True) for name in names]
