"""
A calendar as a file that other programs read (RFC 5545).

References
----------
.. [1] RFC 5545, Internet Calendaring and Scheduling Core Object Specification (iCalendar)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75
"""Octets of a line at most, its end not counted."""


@dataclass(frozen=True, slots=True)
class Event:
    """
    Something on a day, or at a moment.

    Attributes
    ----------
    key
        What tells it from every other; the same thing keeps it.
    on_day, at
        Day; and moment, where it has one.
    title, words
        What it is, and how it stands.
    """

    key: str
    on_day: date
    title: str
    words: str = ""
    at: datetime | None = None


def calendar_file(name: str, events: Iterable[Event], made_at: datetime) -> bytes:
    """
    Write a calendar.

    Parameters
    ----------
    name
        What it is called.
    events
        What is on it.
    made_at
        When it was made.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Safetown//Calendar//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for event in events for line in _event(event, made_at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(event: Event, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.key)}@safetown"
    yield f"DTSTAMP:{_moment(made_at)}"
    if event.at is None:
        yield f"DTSTART;VALUE=DATE:{event.on_day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.on_day + timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART:{_moment(event.at)}"
    yield f"SUMMARY:{escaped(event.title)}"
    if event.words:
        yield f"DESCRIPTION:{escaped(event.words)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(words: str) -> str:
    r"""
    Write words as a property's text.

    Examples
    --------
    >>> escaped("a, b; c")
    'a\\, b\\; c'
    """
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def folded(line: str) -> str:
    """Break a line that is too long; never within a character."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > LINE:
            parts.append(part)
            part = " "
        part += sign
    return "\r\n".join([*parts, part])
