"""Accounts, sign-ins, audit, county settings and jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.store.columns import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        _key(),
        *_texts("name", "role"),
        *_words("title", "station", "township_code", "password_hash"),
        sa.Column("must_change", sa.Boolean(), server_default=sa.true(), nullable=False),
        *_moments("created_at"),
        *_moments("disabled_at", "last_signed_in_at", nullable=True),
        _primary("accounts"),
    )
    op.create_index("uq_accounts_name", "accounts", ["name"], unique=True)
    op.create_table(
        "sign_ins",
        _key(),
        sa.Column("account_id", sa.Integer(), nullable=False),
        *_texts("kind", "secret_hash"),
        *_words("label", "purpose"),
        *_moments("created_at", "last_seen_at", "expires_at"),
        *_moments("ended_at", nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sign_ins_account_id"),
        _primary("sign_ins"),
    )
    op.create_index("uq_sign_ins_secret_hash", "sign_ins", ["secret_hash"], unique=True)
    op.create_index("ix_sign_ins_account_id", "sign_ins", ["account_id"])
    op.create_table(
        "sign_in_attempts",
        _key(),
        *_moments("at"),
        *_words("name", "address"),
        _flag("succeeded"),
        _primary("sign_in_attempts"),
    )
    op.create_index("ix_sign_in_attempts_at", "sign_in_attempts", ["at"])
    op.create_table(
        "audit",
        _key(),
        *_moments("at"),
        sa.Column("account_id", sa.Integer(), nullable=True),
        *_words("actor", "role"),
        *_texts("action"),
        *_words("subject", "purpose", "address"),
        sa.Column("details", sa.JSON(), nullable=False),
        *_words("seal"),
        _primary("audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_action", "audit", ["action"])
    op.create_table(
        "county_settings",
        _key(),
        *_texts("name"),
        sa.Column("value", sa.JSON(), nullable=False),
        *_moments("changed_at"),
        _primary("county_settings"),
    )
    op.create_index("uq_county_settings_name", "county_settings", ["name"], unique=True)
    _create_jobs()


def downgrade() -> None:
    for table in ("jobs", "county_settings", "audit", "sign_in_attempts", "sign_ins", "accounts"):
        op.drop_table(table)


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        _key(),
        *_texts("kind", "state"),
        sa.Column("account_id", sa.Integer(), nullable=True),
        *_words("actor"),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        *_counts("done", "total"),
        _flag("cancel_asked"),
        *_counts("tries"),
        *_moments("created_at"),
        *_moments("started_at", "seen_at", "finished_at", nullable=True),
        _primary("jobs"),
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _primary(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=f"pk_{table}")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), server_default="", nullable=False) for name in names]


def _counts(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in names]


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def _moments(*names: str, nullable: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, UtcDateTime(), nullable=nullable) for name in names]
