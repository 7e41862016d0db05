"""Several plans of the same beats, side by side, to choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.frames import UnitFrame, as_units
from gis.roads import build_road_graph
from patrol.beats import part_of, plan_of
from patrol.plan import BeatParams, BeatPlan
from patrol.stations import strength_of
from patrol.travel_within import mean_travel_min
from patrol.work import Surroundings, work_of

Aim = Literal["balance", "compactness", "travel", "change"]

TIGHTNESS = (1.0, 1 / 3, 2 / 3)
CHANGE_PRICES = (1.0, 4.0, 0.25)
BEST: dict[Aim, list[tuple[str, bool]]] = {
    "balance": [("max_ratio", True), ("min_ratio", False)],
    "compactness": [("compactness", False)],
    "travel": [("travel_min", True)],
    "change": [("changed_load", True), ("changed_units", True)],
}
"""Columns that plans are ordered by for each aim, and whether less is better."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """
    Plans to choose from.

    Attributes
    ----------
    plans
        The plans.
    table
        One row for each: ``plan`` (from 1), ``max_ratio`` and ``min_ratio`` (heaviest and lightest beat over
        the mean), ``tolerance_met``, ``compactness`` (mean Polsby-Popper), ``travel_min`` (mean minutes
        between two calls of a beat), ``changed_units`` and ``changed_load`` (what leaves its beat of today;
        missing without one).
    """

    plans: tuple[BeatPlan, ...]
    table: pd.DataFrame

    def best(self, aim: Aim) -> int:
        """Give the position of the plan that serves an aim best, of those within the tolerance if any are."""
        within = self.table[self.table["tolerance_met"]] if self.table["tolerance_met"].any() else self.table
        columns, rising = zip(*BEST[aim], strict=True)
        return int(within.sort_values(list(columns), ascending=list(rising), kind="stable").index[0])


def design_alternatives(
    units: UnitFrame,
    load: str,
    params: BeatParams,
    count: int,
    *,
    seed: int = 0,
    around: Surroundings | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Alternatives:
    """
    Make several plans that trade balance, shape, travel and change against each other.

    The first is the plan as asked for; the others are held to a smaller imbalance, another price on change,
    and start elsewhere.

    Parameters
    ----------
    units, load, params, seed
        As for `design_beats`.
    count
        How many plans, at least 1.
    around
        Stations, roads and barriers.
    on_progress
        Told the share of the work that is done, 0 to 1.

    Returns
    -------
    Alternatives
        Every plan is judged by the tolerance of `params`.
    """
    if count < 1:
        raise ValueError(f"wanted at least one plan, got {count}")
    around = around or Surroundings()
    work = work_of(as_units(units, load), load, params, around)
    plans = []
    for number in range(count):
        tight = replace(
            params,
            max_imbalance=params.max_imbalance * TIGHTNESS[number % len(TIGHTNESS)],
            change_price=params.change_price * CHANGE_PRICES[number % len(CHANGE_PRICES)],
        )
        strength, progress = strength_of(around.stations), part_of(on_progress, number, count)
        plan = plan_of(replace(work, params=tight), strength, seed + number, progress)
        plans.append(_judged(plan, params))
        if on_progress is not None:
            on_progress((number + 1) / count)
    return Alternatives(tuple(plans), _table(plans, work.load, around.roads))


def _judged(plan: BeatPlan, params: BeatParams) -> BeatPlan:
    """Judge a plan that was held to less by what was asked."""
    met = plan.max_ratio <= 1 + params.max_imbalance + 1e-9
    notes = tuple(note for note in plan.notes if not (met and note.code.startswith("beats.tolerance_")))
    return replace(plan, tolerance_met=met, notes=notes)


def _table(plans: list[BeatPlan], load: np.ndarray, roads: gpd.GeoDataFrame | None) -> pd.DataFrame:
    network = None if roads is None else build_road_graph(roads)
    rows = []
    for number, plan in enumerate(plans, start=1):
        beat = plan.units["beat_id"].to_numpy() - 1
        changes = plan.changes
        rows.append(
            {
                "plan": number,
                "max_ratio": plan.max_ratio,
                "min_ratio": float(plan.beats["load_ratio"].min()),
                "tolerance_met": plan.tolerance_met,
                "compactness": float(plan.beats["compactness"].mean()),
                "travel_min": mean_travel_min(plan.units, load, beat, network),
                "changed_units": None if changes is None else len(changes),
                "changed_load": None if changes is None else float(changes["load"].sum()),
            }
        )
    return pd.DataFrame(rows)
