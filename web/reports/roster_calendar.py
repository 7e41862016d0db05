"""Duty rosters as iCalendar (RFC 5545): one event for each duty of each post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from web.texts.shifts import post_words, shift_words

if TYPE_CHECKING:
    from web.services.shifts.station_roster import StationRoster

LINE_OCTETS = 75
"""A line is no longer than this; what is longer goes on in the next after a blank (RFC 5545, 3.1)."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def roster_calendar(rosters: Sequence[StationRoster], lang: str, time_zone: str) -> str:
    """
    Write rosters as one calendar.

    Parameters
    ----------
    rosters
        Rosters with their first days.
    lang
        Language of the names.
    time_zone
        Zone in which shifts begin; events carry UTC, which every program reads alike.

    Returns
    -------
    str
        An ``.ics`` file, lines ended by CRLF. The same rosters give the same text.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Safetown//Rosters//EN", "CALSCALE:GREGORIAN"]
    for number, each in enumerate(rosters):
        lines += _events(each, number, lang, time_zone)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in fold(line))


def fold(line: str) -> Iterable[str]:
    """
    Cut a line into pieces of at most 75 octets, each after the first begun by a blank.

    Parameters
    ----------
    line
        A line without its end.

    Yields
    ------
    str
        Pieces that split no character of UTF-8.
    """
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE_OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece


def _events(each: StationRoster, number: int, lang: str, time_zone: str) -> Iterable[str]:
    shifts = each.roster.params.shifts
    midnight = datetime.combine(each.monday, time(), ZoneInfo(time_zone))
    stamp = _utc(midnight)
    place = each.code or f"roster-{number + 1}"
    for duty in each.roster.duties().to_dict(orient="records"):
        # On the wall: a shift of 8 hours over a change of clocks is still begun and ended by the clock.
        begins = midnight + timedelta(days=duty["day"], minutes=duty["start_min"])
        ends = begins + timedelta(minutes=duty["length_min"])
        who = post_words(duty["group"], duty["post"], lang)
        what = shift_words(shifts[duty["shift"]], lang)
        yield "BEGIN:VEVENT"
        yield f"UID:{place}-{duty['group']}-{duty['post']}-{_utc(begins)}@safetown"
        yield f"DTSTAMP:{stamp}"
        yield f"DTSTART:{_utc(begins)}"
        yield f"DTEND:{_utc(ends)}"
        yield "SUMMARY:" + f"{each.name} {who} {what}".strip().translate(_ESCAPES)
        yield "CATEGORIES:" + who.translate(_ESCAPES)
        yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
