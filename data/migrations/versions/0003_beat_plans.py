"""Plans of beats on their way to being in force."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.store.columns import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = ("station", "owner")
DOCUMENTS = ("beats", "locks", "parameters", "facts", "consents", "history")


def upgrade() -> None:
    op.create_table(
        "beat_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        *[sa.Column(name, sa.Text(), nullable=False) for name in ("name", "state")],
        *[sa.Column(name, sa.Text(), server_default="", nullable=False) for name in WORDS],
        *[sa.Column(name, sa.JSON(), nullable=False) for name in DOCUMENTS],
        sa.Column("analysis_id", sa.Integer(), nullable=True),
        *[sa.Column(name, UtcDateTime(), nullable=False) for name in ("created_at", "changed_at")],
        sa.ForeignKeyConstraint(["analysis_id"], ["analyses.id"], name="fk_beat_plans_analysis_id"),
        sa.PrimaryKeyConstraint("id", name="pk_beat_plans"),
    )
    op.create_index("ix_beat_plans_state", "beat_plans", ["state"])


def downgrade() -> None:
    op.drop_table("beat_plans")
