"""
Tables of the committee's year: the register with its steps, and what units and offices file.

::

    register_entries ──── register_steps     what was done with an entry, when, by whom and why
         └── previous_id: the entry that this one is a recurrence of
    filings                                  returns, bulletins, scores, incidents to be reported: one table
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from sqlalchemy import Date, ForeignKey, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.store.columns import GeometryColumn
from data.store.models import Base, Document, Key, Moment, Word

Day = Annotated[date, mapped_column(Date)]
Revision = Annotated[int, mapped_column(Integer, server_default="1")]


class RegisterEntry(Base):
    """A disorderly area or an outstanding problem in the register, as it stands now."""

    __tablename__ = "register_entries"
    __table_args__ = (Index("ix_register_entries_state", "state"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(Text)
    number: Mapped[Word]
    title: Mapped[Word]
    state: Mapped[str] = mapped_column(Text)
    level: Mapped[Word]
    place_kind: Mapped[Word]
    township_code: Mapped[Word]
    station: Mapped[Word]
    lead: Mapped[Word]
    area_id: Mapped[Word]
    deadline: Mapped[date | None] = mapped_column(Date)
    analysis_id: Mapped[int | None] = mapped_column(ForeignKey("analyses.id"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("register_entries.id"))
    facts: Mapped[Document]
    revision: Mapped[Revision]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    geometry: Mapped[bytes | None] = mapped_column(GeometryColumn())


class RegisterStep(Base):
    """One thing that was done with an entry: it is only ever added."""

    __tablename__ = "register_steps"
    __table_args__ = (Index("ix_register_steps_entry_id", "entry_id"),)

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entries.id"))
    on_day: Mapped[Day]
    at: Mapped[Moment]
    action: Mapped[str] = mapped_column(Text)
    before: Mapped[Word]
    after: Mapped[str] = mapped_column(Text)
    actor: Mapped[Word]
    role: Mapped[Word]
    reason: Mapped[Word]
    details: Mapped[Document]


class Filing(Base):
    """What a unit or an office files for a period: its content, where it stands, and its history."""

    __tablename__ = "filings"
    __table_args__ = (Index("ix_filings_kind", "kind"), Index("ix_filings_period", "period"))

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(Text)
    period: Mapped[Word]
    unit: Mapped[Word]
    state: Mapped[str] = mapped_column(Text)
    content: Mapped[Document]
    history: Mapped[Document]
    revision: Mapped[Revision]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
