"""The register with its steps, filings, and the department that an account speaks for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.store.columns import GeometryColumn, UtcDateTime
from data.store.layers import register_layer

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ENTRY_WORDS = ("number", "title", "level", "place_kind", "township_code", "station", "lead", "area_id")


def upgrade() -> None:
    op.add_column("accounts", sa.Column("department", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "register_entries",
        _key(),
        *_texts("kind", "state"),
        *_words(*ENTRY_WORDS),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("analysis_id", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        *_documents("facts"),
        _revision(),
        *_moments("created_at", "changed_at"),
        sa.Column("geometry", GeometryColumn("GEOMETRY"), nullable=True),
        sa.ForeignKeyConstraint(["analysis_id"], ["analyses.id"], name="fk_register_entries_analysis_id"),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["register_entries.id"], name="fk_register_entries_previous_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_register_entries"),
    )
    op.create_index("ix_register_entries_state", "register_entries", ["state"])
    register_layer(op.get_bind(), "register_entries", "GEOMETRY", indexed=False)
    op.create_table(
        "register_steps",
        _key(),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        *_moments("at"),
        *_texts("action", "after"),
        *_words("before", "actor", "role", "reason"),
        *_documents("details"),
        sa.ForeignKeyConstraint(["entry_id"], ["register_entries.id"], name="fk_register_steps_entry_id"),
        sa.PrimaryKeyConstraint("id", name="pk_register_steps"),
    )
    op.create_index("ix_register_steps_entry_id", "register_steps", ["entry_id"])
    op.create_table(
        "filings",
        _key(),
        *_texts("kind", "state"),
        *_words("period", "unit"),
        *_documents("content", "history"),
        _revision(),
        *_moments("created_at", "changed_at"),
        sa.PrimaryKeyConstraint("id", name="pk_filings"),
    )
    for column in ("kind", "period"):
        op.create_index(f"ix_filings_{column}", "filings", [column])


def downgrade() -> None:
    msg = "an older version knows nothing of the register: restore a backup instead"
    raise NotImplementedError(msg)


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _revision() -> sa.Column[int]:
    return sa.Column("revision", sa.Integer(), server_default="1", nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), server_default="", nullable=False) for name in names]


def _documents(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _moments(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, UtcDateTime(), nullable=False) for name in names]
