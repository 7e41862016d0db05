"""The moment at which the store writes down what it is told: now, but for the past years of a demo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_MOMENT: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """Give the moment, in UTC."""
    return _MOMENT.get() or datetime.now(UTC)


@contextmanager
def written_at(moment: datetime) -> Iterator[None]:
    """
    Date what is written down in the block.

    A county's own records are never dated so: only the demo lays out years that are over (a test sees to it).

    Parameters
    ----------
    moment
        With its time zone.
    """
    token = _MOMENT.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _MOMENT.reset(token)
