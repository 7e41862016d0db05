"""
Tables of those who use the store and of what they do: accounts, sign-ins, audit, settings, jobs.

::

    accounts ──── sign_ins        sessions of browsers and tokens of scripts
    sign_in_attempts              what rate limits are counted from
    audit                         what was done, each entry sealed by the one before it
    county_settings
    jobs                          long work, that survives a restart
    beat_plans ── analyses        drafts of beats on their way to being in force
"""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, Index, Integer, Text, false, true
from sqlalchemy.orm import Mapped, mapped_column

from data.store.models import Base, Document, Key, MaybeMoment, Moment, Word


class Account(Base):
    """An account of a post or an office: its role, and the station, township or department behind it."""

    __tablename__ = "accounts"
    __table_args__ = (Index("uq_accounts_name", "name", unique=True),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    title: Mapped[Word]
    station: Mapped[Word]
    township_code: Mapped[Word]
    department: Mapped[Word]
    password_hash: Mapped[Word]
    must_change: Mapped[bool] = mapped_column(Boolean, server_default=true())
    created_at: Mapped[Moment]
    disabled_at: Mapped[MaybeMoment]
    last_signed_in_at: Mapped[MaybeMoment]


class SignIn(Base):
    """A session of a browser or a token of a script; only the hash of its secret is kept."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        Index("uq_sign_ins_secret_hash", "secret_hash", unique=True),
        Index("ix_sign_ins_account_id", "account_id"),
    )

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str] = mapped_column(Text)
    secret_hash: Mapped[str] = mapped_column(Text)
    label: Mapped[Word]
    purpose: Mapped[Word]
    created_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[MaybeMoment]


class SignInAttempt(Base):
    """One try to sign in."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_at", "at"),)

    id: Mapped[Key]
    at: Mapped[Moment]
    name: Mapped[Word]
    address: Mapped[Word]
    succeeded: Mapped[bool] = mapped_column(Boolean, server_default=false())


class AuditEntry(Base):
    """One thing that was done or seen; ``seal`` hashes it together with the seal before it."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "at"), Index("ix_audit_action", "action"))

    id: Mapped[Key]
    at: Mapped[Moment]
    account_id: Mapped[int | None] = mapped_column(Integer)
    actor: Mapped[Word]
    role: Mapped[Word]
    action: Mapped[str] = mapped_column(Text)
    subject: Mapped[Word]
    purpose: Mapped[Word]
    address: Mapped[Word]
    details: Mapped[Document]
    seal: Mapped[Word]


class CountySetting(Base):
    """A setting that the county keeps in its store."""

    __tablename__ = "county_settings"
    __table_args__ = (Index("uq_county_settings_name", "name", unique=True),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Text)
    value: Mapped[Document]
    changed_at: Mapped[Moment]


class Job(Base):
    """Long work: what was asked, how far it is, what came of it."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_state", "state"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int | None] = mapped_column(Integer)
    actor: Mapped[Word]
    parameters: Mapped[Document]
    result: Mapped[Document]
    done: Mapped[int] = mapped_column(Integer, server_default="0")
    total: Mapped[int] = mapped_column(Integer, server_default="0")
    cancel_asked: Mapped[bool] = mapped_column(Boolean, server_default=false())
    tries: Mapped[int] = mapped_column(Integer, server_default="0")
    created_at: Mapped[Moment]
    started_at: Mapped[MaybeMoment]
    seen_at: Mapped[MaybeMoment]
    finished_at: Mapped[MaybeMoment]


class BeatPlan(Base):
    """
    A plan of beats: from draft to in force to superseded.

    ``beats`` says which beat each unit is in, by the unit's code. The analysis is the plan that was in force
    from then on, as the rest of the program reads it: a draft has none.
    """

    __tablename__ = "beat_plans"
    __table_args__ = (Index("ix_beat_plans_state", "state"),)

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    station: Mapped[Word]
    owner: Mapped[Word]
    beats: Mapped[Document]
    locks: Mapped[Document]
    parameters: Mapped[Document]
    facts: Mapped[Document]
    consents: Mapped[Document]
    history: Mapped[Document]
    analysis_id: Mapped[int | None] = mapped_column(ForeignKey("analyses.id"))
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
