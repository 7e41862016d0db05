"""Design beats of a station or the county as plans to choose from; nothing is in force by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.errors import InputError
from gis.frames import as_units
from patrol.alternatives import Alternatives, design_alternatives
from patrol.plan import BeatParams
from web.services.beats.design_request import DesignRequest
from web.services.beats.division import with_names
from web.services.beats.ground import JOINT, TODAY, Ground, ground_of
from web.services.beats.units import count_by_strength, joint_zone_names

if TYPE_CHECKING:
    from data.store import Store
    from web.services.progress import Progress

Ints = npt.NDArray[np.int64]
START, LOCKED = "beat_start", "locked"


def design_plans(
    store: Store, request: DesignRequest, *, on_progress: Progress | None = None
) -> dict[str, object]:
    """
    Make plans to choose from.

    Returns
    -------
    dict
        ``codes`` of the units; ``plans``, the beat of each unit in each; ``table``, one row for each plan as
        in `patrol.alternatives.Alternatives`, with ``beats`` and ``moved_units``; ``notes``. Beats that are
        much the same as one of today keep its number.

    Raises
    ------
    InputError
        ``beat_plans.no_units``, ``beat_plans.load_unknown``.
    """
    whole = ground_of(store, joint=request.joint)
    ground = whole.within(request.station, joint=request.joint)
    if ground.units.empty:
        raise InputError("beat_plans.no_units", station=request.station)
    if request.load not in ground.loads:
        raise InputError("beat_plans.load_unknown", load=request.load, loads=", ".join(ground.loads))
    units = ground.units.assign(**{START: _start(ground, request)})
    units[LOCKED] = ground.codes.isin(request.locked_units)
    found = design_alternatives(
        as_units(units, request.load),
        request.load,
        _params(ground, request, units),
        request.plans,
        seed=request.seed,
        around=ground.around,
        on_progress=None if on_progress is None else lambda share: on_progress(round(100 * share), 100),
    )
    load = units[request.load].to_numpy(dtype=float)
    kept = units[START] if (units[START] > 0).any() else units[TODAY]
    taken = set(whole.units[TODAY][~whole.codes.isin(set(ground.codes))])
    beats = [
        keep_numbers(plan.units["beat_id"].to_numpy(), kept.to_numpy(dtype=np.int64), load, taken)
        for plan in found.plans
    ]
    return {
        "codes": ground.codes.tolist(),
        "plans": [plan.tolist() for plan in beats],
        "table": _rows(found, beats, ground),
        "notes": _notes(found, store, ground, joint=request.joint),
    }


def _start(ground: Ground, request: DesignRequest) -> Ints:
    """Give the beats to start from, 0 for none."""
    if request.start == "force":
        return np.asarray(ground.units[TODAY], dtype=np.int64)
    if request.start == "current":
        return np.asarray(ground.codes.map(dict(request.current)).fillna(0), dtype=np.int64)
    return np.zeros(len(ground.units), dtype=np.int64)


def _params(ground: Ground, request: DesignRequest, units: pd.DataFrame) -> BeatParams:
    started = units[START][units[START] > 0]
    beats = [str(number) for number in request.locked_beats if (started == number).any()]
    locks = (*beats, *((LOCKED,) if units[LOCKED].any() else ())) if len(started) else ()
    count = request.count
    if count is None and request.target_load is None:
        today = units[TODAY][units[TODAY] > 0]
        count = int(today.nunique()) or _by_strength(ground, request.station)
    return BeatParams(
        count=count,
        target_load=request.target_load,
        max_imbalance=request.max_imbalance,
        existing=START if len(started) else None,
        change_price=request.change_price,
        joint=JOINT if request.joint and units[JOINT].notna().any() else None,
        lock=locks,
        tie_unreached=True,
    )


def _by_strength(ground: Ground, station: str) -> int:
    stations = ground.around.stations
    if stations is None:
        raise InputError("beats.count_unknown")
    return count_by_strength(stations[stations["code"].astype(str) == station] if station else stations)


def keep_numbers(beat: Ints, kept: Ints, load: npt.NDArray[np.float64], taken: set[int]) -> Ints:
    """
    Give beats the number of the beat of before that they share most with; others get free numbers.

    Parameters
    ----------
    beat
        Beat of each unit, any numbers.
    kept
        Beat of each unit before, 0 for none.
    load
        Load of each unit: what is shared is counted by it, then by units.
    taken
        Numbers of beats elsewhere, which are not given out.

    Returns
    -------
    ndarray
        The beat of each unit, by its new number.
    """
    shared = pd.DataFrame({"beat": beat, "kept": kept, "load": load})[kept > 0]
    pairs = shared.groupby(["beat", "kept"])["load"].agg(["sum", "size"]).reset_index()
    pairs = pairs.sort_values(["sum", "size", "beat", "kept"], ascending=[False, False, True, True])
    given: dict[int, int] = {}
    used = {int(number) for number in taken}
    for number, before in pairs[["beat", "kept"]].to_numpy():
        if int(number) not in given and int(before) not in used:
            given[int(number)] = int(before)
            used.add(int(before))
    free = (number for number in range(1, len(beat) + len(used) + 2) if number not in used)
    for number in sorted(set(beat.tolist()) - set(given)):
        given[number] = next(free)
    return np.array([given[number] for number in beat.tolist()], dtype=np.int64)


def _rows(found: Alternatives, beats: list[Ints], ground: Ground) -> list[dict[str, object]]:
    """Give the figures of each plan, with ``moved_units``, those that leave their beat in force."""
    today = ground.units[TODAY].to_numpy()
    table = found.table.astype(object)
    rows = table.where(table.notna(), None).to_dict("records")
    return [
        {
            **{str(name): value for name, value in row.items()},
            "beats": len(set(beat.tolist())),
            "moved_units": int(((today > 0) & (today != beat)).sum()),
        }
        for row, beat in zip(rows, beats, strict=True)
    ]


def _notes(found: Alternatives, store: Store, ground: Ground, *, joint: bool) -> list[dict[str, object]]:
    """Say what is to be known of the plan as asked for, with names in the place of codes."""
    zones = joint_zone_names(store) if joint else None
    plan = with_names(found.plans[0], ground.units, ground.around.stations, zones)
    return [{"code": note.code, "details": dict(note.details)} for note in plan.notes]
