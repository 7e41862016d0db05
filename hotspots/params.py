"""Settings of the search for disorderly areas."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Least:
    """What an area must hold: incidents, at distinct places."""

    places: int
    incidents: int


@dataclass(frozen=True, slots=True)
class HotspotParams:
    """
    Settings of `find_disorderly_areas`; the defaults serve 500 to millions of incidents.

    Parameters
    ----------
    alpha
        Share of false areas among the listed ones, and chance of any area in a county that has none.
    watch
        How many of the next best candidates follow with tier ``watch``.
    replicates
        Random counties drawn for the null distribution; 0 chooses by the number of incidents.
    min_radius_m, max_radius_m
        Smallest and largest window, in metres; a smooth background narrows the largest further.
    min_places
        Distinct places that an area must have: forty repeats at one door are no area.
    min_incidents
        Incidents that an area must have: on three or four in a year no committee can act.
    time_zone
        Zone in which hours and months are counted.
    in_scope_only
        Use only incidents that patrol and rectification can act on.
    reported_only
        Leave out what patrols discovered themselves (more patrol finds more: a feedback).
    """

    alpha: float = 0.05
    watch: int = 0
    replicates: int = 0
    min_radius_m: float = 100.0
    max_radius_m: float = 2000.0
    min_places: int = 3
    min_incidents: int = 5
    time_zone: str = "Asia/Shanghai"
    in_scope_only: bool = True
    reported_only: bool = True

    def __post_init__(self) -> None:
        """Refuse settings that mean nothing."""
        if not 0 < self.alpha < 1:
            raise ValueError(f"alpha must lie between 0 and 1, not {self.alpha}")
        if self.watch < 0 or self.replicates < 0:
            raise ValueError("watch and replicates must be 0 or more")
        if min(self.min_places, self.min_incidents) < 1:
            raise ValueError("min_places and min_incidents must be 1 or more")
        if not 0 < self.min_radius_m <= self.max_radius_m:
            raise ValueError("radii must be positive, the smallest not above the largest")
        ZoneInfo(self.time_zone)

    @property
    def least(self) -> Least:
        """What an area must hold."""
        return Least(self.min_places, self.min_incidents)
