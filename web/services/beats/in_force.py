"""A draft put into the beats of the county, and the figures of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from patrol.measures import describe_beats
from patrol.stations import STATION_COLUMN
from web.services.beats.ground import TODAY, Ground

if TYPE_CHECKING:
    from data.store.beat_plans import BeatPlanRecord

Ints = npt.NDArray[np.int64]


def figures_of(ground: Ground, beats: Mapping[str, int], load: str) -> dict[str, object]:
    """
    Compute the figures of a plan.

    Parameters
    ----------
    ground
        The units that it divides.
    beats
        Beat of each unit by its code.
    load
        Column of the workload.

    Returns
    -------
    dict
        ``beats``, ``max_ratio`` and ``min_ratio`` over the mean of its beats, ``moved_units`` that leave
        their beat of today, ``without_beat`` units, and ``broken``, the beats that do not hang together.
    """
    beat = _numbers(ground, beats)
    inside = beat > 0
    loads = pd.Series(ground.units[load].to_numpy(dtype=float)[inside]).groupby(beat[inside]).sum()
    ratios = loads / (loads.mean() or 1.0)
    today = ground.units[TODAY].to_numpy()
    part = ground.graph.parts_of(beat)
    parts = pd.Series(part[inside]).groupby(beat[inside]).nunique()
    return {
        "beats": len(loads),
        "max_ratio": round(float(ratios.max()), 6) if len(ratios) else 0.0,
        "min_ratio": round(float(ratios.min()), 6) if len(ratios) else 0.0,
        "moved_units": int(((today > 0) & (today != beat)).sum()),
        "without_beat": int((~inside).sum()),
        "broken": [int(number) for number in parts.index[parts > 1]],
    }


def merged(whole: Ground, plan: BeatPlanRecord) -> tuple[dict[str, object], dict[str, gpd.GeoDataFrame]]:
    """
    Put a plan into the beats of the county.

    A beat of the plan keeps its number unless one that stays elsewhere has it.

    Parameters
    ----------
    whole
        Every unit of the county, with the beats of today.
    plan
        The plan.

    Returns
    -------
    tuple of dict
        Parameters and layers of an analysis of kind ``beats``; units that neither plan knows are left out.
        ``max_ratio`` is over the mean of a beat's station, as `patrol.plan.BeatPlan` has it.
    """
    beat = _numbers(whole, plan.beats)
    drafted = beat > 0
    staying = np.where(drafted, 0, whole.units[TODAY].to_numpy(dtype=np.int64))
    beat = np.where(drafted, _without_clashes(beat, set(staying.tolist())), staying)
    inside = beat > 0
    load = str(plan.parameters["load"])
    units = whole.units[inside].drop(columns=TODAY).assign(beat_id=beat[inside]).reset_index(drop=True)
    described = describe_beats(units, units[load].to_numpy(dtype=float), STATION_COLUMN)
    of_station = described.groupby("station", dropna=False)["load"].transform("mean").replace(0, 1.0)
    parameters: dict[str, object] = {
        "count": len(described),
        "load": load,
        "max_ratio": float((described["load"] / of_station).max()),
        "max_imbalance": plan.parameters.get("max_imbalance"),
        "seed": plan.parameters.get("seed"),
        "plan": plan.id,
        "name": plan.name,
        "station": plan.station,
    }
    return parameters, {"units": units, "beats": described}


def _numbers(ground: Ground, beats: Mapping[str, int]) -> Ints:
    return np.asarray(ground.codes.map(dict(beats)).fillna(0), dtype=np.int64)


def _without_clashes(beat: Ints, taken: set[int]) -> Ints:
    """Give beats whose number is taken the next free one."""
    own = set(beat.tolist()) - {0}
    free = (number for number in range(1, 2 * len(beat) + 2) if number not in own | taken)
    given = {number: next(free) if number in taken else number for number in sorted(own)}
    return np.array([given.get(number, 0) for number in beat.tolist()], dtype=np.int64)
