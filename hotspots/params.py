"""Settings of the search for disorderly areas."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

LEAST_PEOPLE = 30
"""Where fewer people live, incidents per head say nothing, and none are given."""


@dataclass(frozen=True, slots=True)
class Least:
    """What an area must hold: incidents, at distinct places."""

    places: int
    incidents: int


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """
    What the score of areas is made of; each part lies between 0 and 1 (see `score_parts`).

    The default is the harm above expectation alone: no other choice catches clearly more of the next year in
    every kind of crime (``tests/benchmarks/ranking_st_louis.py``, of counts). Where incidents span two years
    or more, excess and harm are of what is forecast for the next; else of what was counted.

    Parameters
    ----------
    excess
        Weight of the incidents above expectation. Where it and ``harm`` are 0, no forecast is made.
    harm
        Weight of the harm above expectation.
    persistence
        Weight of the share of periods in which the area stands out.
    trend
        Weight of the probability that its incidents become more.
    """

    excess: float = 0.0
    harm: float = 1.0
    persistence: float = 0.0
    trend: float = 0.0

    def __post_init__(self) -> None:
        """Refuse weights that give no score."""
        weights = (self.excess, self.harm, self.persistence, self.trend)
        if min(weights) < 0 or not 0 < sum(weights) < math.inf:
            raise ValueError(f"weights must be 0 or more and one of them above, not {weights}")

    @property
    def total(self) -> float:
        """Sum of the weights."""
        return self.excess + self.harm + self.persistence + self.trend


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
    weights
        What the score is made of that orders areas within their tier.
    rank_by
        Whether excess and harm in the score are of the ``count`` or, with two years of incidents or more, of
        the ``forecast`` for the next. Ranked by counts, areas of St. Louis caught more of the next year.
    most_areas, most_share
        Budget of a planner: how many areas, and which share of the ground searched, can be acted on. Areas
        beyond it stay in the table, with ``in_budget`` false; None for no limit.
    resamples
        Draws of the places of each area that say how stable it is.
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
    weights: RankingWeights = field(default_factory=RankingWeights)
    rank_by: str = "count"
    most_areas: int | None = None
    most_share: float | None = None
    resamples: int = 200

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
        if self.most_areas is not None and self.most_areas < 0:
            raise ValueError("most_areas must be 0 or more, or None")
        if self.most_share is not None and not 0 < self.most_share <= 1:
            raise ValueError("most_share must lie above 0 and not above 1, or be None")
        if self.rank_by not in {"count", "forecast"}:
            raise ValueError(f"rank_by must be count or forecast, not {self.rank_by}")
        if self.resamples < 1:
            raise ValueError("resamples must be 1 or more")
        ZoneInfo(self.time_zone)

    @property
    def least(self) -> Least:
        """What an area must hold."""
        return Least(self.min_places, self.min_incidents)
