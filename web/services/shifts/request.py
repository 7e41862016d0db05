"""What is asked of duty rosters, read from the words of a user."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from gis.errors import InputError
from patrol.shifts.settings import (
    FOUR_SHIFTS,
    MOST_SHIFTS,
    THREE_SHIFTS,
    WHOLE_DAY,
    RestRules,
    RosterParams,
    Shift,
)
from web.services.areas.scope import scope_of
from web.services.exporting import today

SYSTEMS = {"three": THREE_SHIFTS, "four": FOUR_SHIFTS, "day": WHOLE_DAY}
_SHIFT = re.compile(r"(\d{1,2}):(\d{2})\+(\d{1,2}(?:\.\d+)?)")
REST_H = RestRules().min_rest_h
RULES = ("max_consecutive_nights", "max_consecutive_days", "max_weekly_h", "mean_weekly_h")


@dataclass(frozen=True, slots=True)
class ShiftRequest:
    """
    What is asked for.

    Attributes
    ----------
    params
        Shifts, rules and length of the roster.
    officers, auxiliaries, vehicles
        Strength; ``None`` takes what the layer of stations says.
    teams
        Equal teams that go on duty as one; ``None`` for posts of one head.
    minimum, service_min, busy_share
        Patrols in any hour at least, minutes that a call takes, most of a patrol's time that calls may take;
        ``None`` is a half of it for calls, and all for a table of patrol hours.
    demand
        Table of patrol hours by hour of the week, in the place of incidents.
    first_day
        The roster begins on this day or the first Monday after it.
    since, until
        Incidents of this time alone count; ``None`` leaves that end open.
    stations
        Names or codes of stations of the store; empty for all.
    time_zone
        Zone whose clock is read.
    with_night_beats, night_count
        Whether day beats are joined for the night, and into how many; ``None``: as many as patrols are out.
    seed
        Seed of the night beats.
    """

    first_day: date
    params: RosterParams = field(default_factory=RosterParams)
    officers: int | None = None
    auxiliaries: int | None = None
    vehicles: int | None = None
    teams: int | None = None
    minimum: int = 1
    service_min: float = 40.0
    busy_share: float | None = None
    demand: Path | None = None
    since: datetime | None = None
    until: datetime | None = None
    stations: tuple[str, ...] = ()
    time_zone: str = "Asia/Shanghai"
    with_night_beats: bool = False
    night_count: int | None = None
    seed: int = 1

    @property
    def monday(self) -> date:
        """The day on which the roster begins."""
        return self.first_day + timedelta(days=-self.first_day.weekday() % 7)


def shifts_of_words(words: str) -> tuple[Shift, ...]:
    """
    Read the shifts of a day.

    Parameters
    ----------
    words
        ``three``, ``four`` or ``day``, or starts and hours as in ``08:00+8,16:00+8,00:00+8``.

    Raises
    ------
    InputError
        ``shifts.shift_unreadable`` or ``shifts.too_many_shifts``.
    """
    if words in SYSTEMS:
        return SYSTEMS[words]
    shifts = tuple(sorted({_shift(word.strip()) for word in words.split(",")}))
    if len(shifts) > MOST_SHIFTS:
        raise InputError("shifts.too_many_shifts", shifts=len(shifts), most=MOST_SHIFTS)
    return shifts


def _shift(word: str) -> Shift:
    match = _SHIFT.fullmatch(word)
    try:
        if match is None or int(match[2]) > 59:
            raise InputError("shifts.shift_unreadable", shift=word)
        return Shift(60 * int(match[1]) + int(match[2]), round(60 * float(match[3])))
    except ValueError as error:
        raise InputError("shifts.shift_unreadable", shift=word) from error


def request_of(asked: dict[str, Any], time_zone: str, *, with_night_beats: bool = False) -> ShiftRequest:
    """
    Read the words of a user.

    Parameters
    ----------
    asked
        What the options of the command say, by name.
    time_zone
        Zone in which days begin.
    with_night_beats
        Whether night beats are asked for.

    Raises
    ------
    InputError
        When shifts or dates cannot be read.
    """
    said = dict(asked)
    period = scope_of((), said.pop("since"), said.pop("until"), time_zone)
    shifts = shifts_of_words(said.pop("system"))
    rest_h = said.pop("min_rest_h")
    rules = RestRules(
        min_rest_h=max([REST_H, *(shift.length_min / 60 for shift in shifts)]) if rest_h is None else rest_h,
        **{name: said.pop(name) for name in RULES},
    )
    params = RosterParams(shifts, rules, weeks=said.pop("weeks"), cyclic=said.pop("cyclic"))
    return ShiftRequest(
        first_day=_day(said.pop("start")),
        params=params,
        since=period.since,
        until=period.until,
        time_zone=time_zone,
        with_night_beats=with_night_beats,
        **said,
    )


def _day(word: str | None) -> date:
    if word is None:
        return today() + timedelta(days=1)
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise InputError("shifts.date_unreadable", date=word) from error
