"""What is asked of a beat plan, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from gis.errors import Problem


@dataclass(frozen=True, slots=True)
class BeatParams:
    """
    What is asked of a beat plan.

    Attributes
    ----------
    count
        Beats in all; not given, as many as the target load asks for.
    target_load
        Load that no beat's mean should exceed: each station gets as many beats as that takes. Only without
        `count`.
    max_imbalance
        No beat's load may exceed ``(1 + max_imbalance)`` times the mean; within a station's beats where
        beats nest in stations.
    keep_whole
        Column whose equal values are never split (villages).
    existing
        Column of today's beats (empty or 0: none). Few units change when it is given, and beats that are
        numbered from 1 to `count` today keep their number.
    change_price
        Price of moving one unit out of its beat of today, against 1 for the raggedness of a round beat.
    station_column
        Column that names each unit's station. Beats then nest in stations.
    joint
        Column that names joint zones. Units of one are divided by themselves, whatever their station.
    lock
        Columns, whose true values lock a unit into its beat of today, or names of today's beats that are to
        stay as they are.
    tie_unreached
        Tie what no road leads to to the nearest unit, where roads are given.
    starts
        Plans grown from scratch, of which the best is kept.
    """

    count: int | None = None
    max_imbalance: float = 0.03
    keep_whole: str | None = None
    existing: str | None = None
    change_price: float = 0.1
    station_column: str | None = None
    starts: int = 10
    target_load: float | None = None
    joint: str | None = None
    lock: tuple[str, ...] = ()
    tie_unreached: bool = False

    def __post_init__(self) -> None:
        if (self.count is None) == (self.target_load is None):
            raise ValueError("wanted either count or target_load")
        if self.target_load is not None and not 0 < self.target_load < float("inf"):
            raise ValueError(f"wanted target_load above 0, got {self.target_load}")
        if self.count is not None and self.count < 1:
            raise ValueError(f"wanted at least one beat, got count={self.count}")
        if not 0 <= self.max_imbalance < float("inf"):
            raise ValueError(f"wanted max_imbalance of 0 or more, got {self.max_imbalance}")
        if self.change_price < 0:
            raise ValueError(f"wanted change_price of 0 or more, got {self.change_price}")
        if self.starts < 1:
            raise ValueError(f"wanted at least one start, got {self.starts}")


@dataclass(frozen=True, slots=True)
class BeatPlan:
    """
    A division of units into beats.

    Attributes
    ----------
    units
        Every input row and column, in the same order, with ``beat_id``.
    beats
        One row for each beat: ``beat_id``, ``station``, ``zone``, ``load``, ``load_ratio``, ``units``,
        ``area_km2``, ``compactness`` (Polsby-Popper) and the outline.
    max_ratio
        Load of the heaviest beat over the mean; over the mean of its station where beats nest in stations.
    tolerance_met
        Whether that is within what was asked.
    notes
        What a reader must know of the plan: the tolerance met and the units that force it, what was moved.
    changes
        Units that leave their beat of today: ``unit``, ``from_beat``, ``to_beat``, ``load``, by the index
        of the units; None without beats of today.
    stations
        Load of each station, where beats nest in stations: the columns of `station_loads`.
    plans
        What this plan was chosen from: the table of `Alternatives`, with ``chosen``.
    """

    units: gpd.GeoDataFrame
    beats: gpd.GeoDataFrame
    max_ratio: float
    tolerance_met: bool
    notes: tuple[Problem, ...]
    changes: pd.DataFrame | None = None
    stations: pd.DataFrame | None = None
    plans: pd.DataFrame | None = None
