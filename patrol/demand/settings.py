"""What one thing costs in patrol hours: every figure is the county's to set, none is built in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OTHER = "*"
"""Key of a table that stands for whatever has no row of its own."""

PARTS = ("incident", "travel", "road", "visit", "area")
"""What work is made of."""


@dataclass(frozen=True, slots=True)
class DemandSettings:
    """
    Settings of the workload; ``data/workload_settings.csv`` ships them with their reasons.

    Attributes
    ----------
    service_minutes
        Patrol minutes that an incident takes at its place, by the file's word or the mapped class of its
        category; ``*`` for all others.
    road_passes
        Patrol passes a week along a road, by its class; ``*`` for all others.
    visits
        Visits a week to a must-visit point, by its kind; ``*`` for all others.
    weight
        Factor of each part of the work, by the words of ``PARTS``; 1 where it has none.
    patrol_speed_kmh
        Speed of a patrol that looks about.
    visit_minutes
        Length of a visit.
    travel_minutes
        Way to an incident where no road tells.
    area_stops, area_stop_minutes
        Stops a week that a disorderly area asks for, and the length of one.
    patrol_from, patrol_until
        Hours of the day in which roads, points and areas are patrolled; equal for around the clock.
    duty_hours
        Hours of duty of one person in a week.
    patrol_share
        Share of them spent on patrol.
    crew_size
        People of one patrol, at least one an officer.
    """

    service_minutes: Mapping[str, float]
    road_passes: Mapping[str, float]
    visits: Mapping[str, float]
    weight: Mapping[str, float]
    patrol_speed_kmh: float
    visit_minutes: float
    travel_minutes: float
    area_stops: float
    area_stop_minutes: float
    patrol_from: float
    patrol_until: float
    duty_hours: float
    patrol_share: float
    crew_size: float

    def __post_init__(self) -> None:
        """Refuse figures that cannot be meant."""
        for name in ("service_minutes", "road_passes", "visits"):
            table = getattr(self, name)
            if OTHER not in table or min(table.values()) < 0:
                raise ValueError(f"{name} wants figures of 0 or more and a row {OTHER!r}, got {dict(table)}")
        if unknown := set(self.weight) - set(PARTS):
            raise ValueError(f"weight is of {', '.join(PARTS)}, got {', '.join(sorted(unknown))}")
        if self.patrol_speed_kmh <= 0 or self.crew_size < 1:
            raise ValueError("patrol_speed_kmh must be above 0 and crew_size at least 1")
        if not (0 <= self.patrol_from < 24 and 0 <= self.patrol_until <= 24):
            raise ValueError("patrol_from and patrol_until are hours of a day")
