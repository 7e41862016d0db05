"""What a roster is made of: shifts, forces, rules of rest, and how far ahead it looks."""

from __future__ import annotations

from dataclasses import dataclass, field

HOUR, DAY = 60, 24 * 60
WEEK_DAYS = 7
NIGHT_BEGINS, NIGHT_ENDS = 22 * HOUR, 30 * HOUR
NIGHT_SHARE = 3 * HOUR
"""A night shift works at least three hours between 22:00 and 06:00 (Directive 2003/88/EC, article 2)."""


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """
    A shift as it recurs every day.

    Attributes
    ----------
    start_min
        Minutes after midnight at which it begins.
    length_min
        Minutes that it lasts; it may run into the next day.
    """

    start_min: int
    length_min: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_min < DAY:
            raise ValueError(f"wanted a start from 0 to {DAY - 1} min, got {self.start_min}")
        if not 0 < self.length_min <= DAY:
            raise ValueError(f"wanted a length from 1 to {DAY} min, got {self.length_min}")

    @property
    def end_min(self) -> int:
        """Minutes after the midnight before it at which it ends."""
        return self.start_min + self.length_min

    @property
    def is_night(self) -> bool:
        """Whether it works at least ``NIGHT_SHARE`` of a night."""
        nights = ((NIGHT_BEGINS + shift, NIGHT_ENDS + shift) for shift in (-DAY, 0, DAY))
        worked = (min(self.end_min, ends) - max(self.start_min, begins) for begins, ends in nights)
        return sum(max(part, 0) for part in worked) >= NIGHT_SHARE


MOST_SHIFTS = 8
THREE_SHIFTS = (Shift(0, 8 * HOUR), Shift(8 * HOUR, 8 * HOUR), Shift(16 * HOUR, 8 * HOUR))
FOUR_SHIFTS = tuple(Shift(start, 6 * HOUR) for start in range(0, DAY, 6 * HOUR))
WHOLE_DAY = (Shift(8 * HOUR, DAY),)


@dataclass(frozen=True, slots=True)
class RestRules:
    """
    What protects those on duty; every rule holds across weeks too.

    Attributes
    ----------
    min_rest_h
        Hours between the end of a shift and the beginning of the next.
    max_consecutive_nights
        Most nights in a row.
    max_consecutive_days
        Most days of duty in a row, 1 to 6.
    max_weekly_h
        Most hours of one post in a week, Monday to Sunday, by the day on which shifts begin.
    mean_weekly_h
        Most hours of a week, on average over the posts.
    """

    min_rest_h: float = 11.0
    max_consecutive_nights: int = 3
    max_consecutive_days: int = 6
    max_weekly_h: float = 48.0
    mean_weekly_h: float = 42.0

    def __post_init__(self) -> None:
        if not 0 <= self.min_rest_h <= WEEK_DAYS * 24:
            raise ValueError(f"wanted min_rest_h from 0 to 168, got {self.min_rest_h}")
        if not 1 <= self.max_consecutive_days < WEEK_DAYS:
            raise ValueError(f"wanted max_consecutive_days from 1 to 6, got {self.max_consecutive_days}")
        if self.max_consecutive_nights < 0:
            raise ValueError(f"wanted max_consecutive_nights of 0 or more, got {self.max_consecutive_nights}")
        if not (0 < self.max_weekly_h <= 168 and 0 < self.mean_weekly_h <= 168):
            raise ValueError(f"wanted weekly hours up to 168, got {self.max_weekly_h}, {self.mean_weekly_h}")


@dataclass(frozen=True, slots=True)
class Group:
    """
    Posts that can stand for one another.

    Attributes
    ----------
    kind
        ``"officer"``, ``"auxiliary"`` or ``"team"``.
    posts
        How many there are; they go by number, from 1.
    officers, auxiliaries
        Strength of one post.
    """

    kind: str
    posts: int
    officers: int
    auxiliaries: int


@dataclass(frozen=True, slots=True)
class Forces:
    """
    Who and what is there.

    Attributes
    ----------
    officers, auxiliaries
        Heads.
    vehicles
        Patrols that can be out at once; ``None`` when no patrol needs one.
    teams
        With a number, the strength is divided into so many equal teams that go on duty as one (四班三运转);
        who is left over stands outside the roster. Without, every head is a post of its own.
    """

    officers: int
    auxiliaries: int = 0
    vehicles: int | None = None
    teams: int | None = None

    def __post_init__(self) -> None:
        if min(self.officers, self.auxiliaries, self.vehicles or 0) < 0:
            raise ValueError(f"wanted no number below zero, got {self}")
        if self.teams is not None and not 1 <= self.teams <= self.officers:
            raise ValueError(f"wanted 1 to {self.officers} teams, each with an officer, got {self.teams}")

    def groups(self) -> tuple[Group, ...]:
        """Give the posts that the roster is made for."""
        if self.teams is not None:
            strength = self.officers // self.teams, self.auxiliaries // self.teams
            return (Group("team", self.teams, *strength),)
        return tuple(
            group
            for group in (Group("officer", self.officers, 1, 0), Group("auxiliary", self.auxiliaries, 0, 1))
            if group.posts
        )


@dataclass(frozen=True, slots=True)
class RosterParams:
    """
    How a roster is made.

    Attributes
    ----------
    shifts
        The shifts of a day, one to eight, no two alike.
    rules
        Rest and hours.
    weeks
        Length of the roster.
    cyclic
        Whether it can begin again after its last week, each post with its own first week.
    patrol_heads
        Heads of one patrol, at least one of them an officer.
    auxiliaries_per_officer
        Most auxiliaries on a shift for each officer on it.
    """

    shifts: tuple[Shift, ...] = THREE_SHIFTS
    rules: RestRules = field(default_factory=RestRules)
    weeks: int = 4
    cyclic: bool = False
    patrol_heads: int = 2
    auxiliaries_per_officer: int = 3

    def __post_init__(self) -> None:
        if not 1 <= len(set(self.shifts)) == len(self.shifts) <= MOST_SHIFTS:
            raise ValueError(f"wanted one to eight different shifts, got {self.shifts}")
        if not 1 <= self.weeks <= 52:
            raise ValueError(f"wanted 1 to 52 weeks, got {self.weeks}")
        if self.patrol_heads < 1 or self.auxiliaries_per_officer < 0:
            raise ValueError(f"wanted at least one head and no ratio below zero, got {self}")
