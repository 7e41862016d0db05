"""Design beats: from a file of units, or from the villages and incidents of the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from data.places import read_units
from gis.errors import Problem
from gis.frames import UnitFrame, as_units
from patrol.alternatives import Aim, design_alternatives
from patrol.beats import design_beats
from patrol.plan import BeatParams, BeatPlan
from patrol.work import Surroundings
from web.services.beats.units import (
    IDS,
    OWN_LOAD,
    BeatFiles,
    count_by_strength,
    joint_zone_names,
    surroundings_of,
    village_units,
)

if TYPE_CHECKING:
    from data.store import Store
    from web.services.progress import Progress


@dataclass(frozen=True, slots=True)
class BeatRequest:
    """
    What is asked for.

    Attributes
    ----------
    count
        Beats in all; on the store ``None`` takes one for each ``OFFICERS_PER_BEAT`` officers of each station.
    load
        Column of each unit's workload; on the store ``None`` takes the incidents of the last year.
    keep_whole, existing, joint
        Columns of units that are never split, of today's beats, and of joint zones.
    target_load
        Load that a beat should have, in the place of a count.
    lock
        Columns or beats of today that stay.
    change_price
        Price of moving a unit.
    tie_unreached
        Tie what no road leads to to the nearest unit.
    max_imbalance
        How far above the mean a beat's load may be.
    plans, choose
        How many plans to make, and what the one taken should serve best; else the first.
    seed
        The same seed and input give the same plan.
    """

    count: int | None = None
    load: str | None = None
    keep_whole: str | None = None
    existing: str | None = None
    max_imbalance: float = BeatParams(1).max_imbalance
    seed: int = 1
    target_load: float | None = None
    joint: str | None = None
    lock: tuple[str, ...] = ()
    change_price: float = BeatParams(1).change_price
    tie_unreached: bool = False
    plans: int = 1
    choose: Aim | None = None

    def params(self) -> BeatParams:
        """Give what the search takes."""
        return BeatParams(
            count=self.count,
            max_imbalance=self.max_imbalance,
            keep_whole=self.keep_whole,
            existing=self.existing,
            target_load=self.target_load,
            joint=self.joint,
            lock=self.lock,
            change_price=self.change_price,
            tie_unreached=self.tie_unreached,
        )


def beats_of_file(
    path: Path,
    request: BeatRequest,
    *,
    layer: str | None = None,
    files: BeatFiles | None = None,
    on_progress: Progress | None = None,
) -> BeatPlan:
    """
    Design beats from a file of units; no store is touched.

    Raises
    ------
    ValueError
        When the request names no load, or neither count nor target load.
    """
    if request.load is None or (request.count is None and request.target_load is None):
        raise ValueError("units of a file need load and count or target_load")
    units = as_units(read_units(path, layer), request.load)
    around = surroundings_of(files or BeatFiles())
    plan = _design(units, request.load, request, around, on_progress)
    return with_names(plan, units, around.stations)


def beats_of_store(
    store: Store,
    request: BeatRequest,
    *,
    files: BeatFiles | None = None,
    on_progress: Progress | None = None,
) -> BeatPlan:
    """
    Design beats from the villages of the store, within each station's jurisdiction.

    The plan is in force from now on; drafts that are approved first are `web.services.beats.plans`.

    Raises
    ------
    InputError
        When the store holds no villages, or no stations while no count is given.
    """
    units = village_units(store)
    load = request.load or OWN_LOAD
    around = surroundings_of(files or BeatFiles(), store)
    count = request.count
    if count is None and request.target_load is None:
        count = count_by_strength(store.places("stations") if around.stations is None else around.stations)
    plan = _design(as_units(units, load), load, replace(request, count=count), around, on_progress)
    parameters: dict[str, object] = {
        "count": len(plan.beats),
        "load": load,
        "max_imbalance": request.max_imbalance,
        "max_ratio": plan.max_ratio,
        "seed": request.seed,
    }
    store.beat_plans.save_whole_plan(parameters, {"units": plan.units, "beats": plan.beats})
    joint = joint_zone_names(store) if request.joint == IDS[0] else None
    return with_names(plan, units, around.stations, joint)


def _design(
    units: UnitFrame,
    load: str,
    request: BeatRequest,
    around: Surroundings,
    on_progress: Progress | None,
) -> BeatPlan:
    """Make as many plans as are asked for, and take the one that serves best."""
    params, progress = request.params(), _shares(on_progress)
    if request.plans == 1:
        return design_beats(
            units,
            load,
            params,
            seed=request.seed,
            stations=around.stations,
            roads=around.roads,
            barriers=around.barriers,
            on_progress=progress,
        )
    found = design_alternatives(
        units, load, params, request.plans, seed=request.seed, around=around, on_progress=progress
    )
    chosen = 0 if request.choose is None else found.best(request.choose)
    table = found.table.assign(chosen=found.table.index == chosen)
    return replace(found.plans[chosen], plans=table)


def with_names(plan: BeatPlan, *places: gpd.GeoDataFrame | None) -> BeatPlan:
    """Let the notes of a plan name units and stations by their names where these are known, not by codes."""
    names: dict[str, str] = {}
    for frame in places:
        if frame is not None and {"code", "name"} <= set(frame.columns):
            named = frame[frame["name"].notna() & (frame["name"].astype(str) != "")]
            names |= dict(zip(named["code"].astype(str), named["name"].astype(str), strict=True))
    notes = tuple(
        Problem(note.code, {key: _named(value, names) for key, value in note.details.items()})
        for note in plan.notes
    )
    stations = plan.stations
    if stations is not None:
        stations = stations.assign(name=[names.get(str(code), code) for code in stations["station"]])
    return replace(plan, notes=notes, stations=stations)


def _named(value: object, names: dict[str, str]) -> object:
    """Put names in the place of codes: in a list such as ``101, 102 … (7)``, or in the keys of figures."""
    if isinstance(value, dict):
        return {names.get(str(key), key): figure for key, figure in value.items()}
    if not isinstance(value, str):
        return value
    listed, more, rest = value.partition(" … ")
    said = (" → ".join(names.get(code, code) for code in part.split(" → ")) for part in listed.split(", "))
    return ", ".join(said) + more + rest


def _shares(on_progress: Progress | None) -> Callable[[float], None] | None:
    return None if on_progress is None else lambda share: on_progress(round(100 * share), 100)
