"""What is asked of a design of beats, read from JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from gis.errors import InputError
from patrol.plan import BeatParams
from web.services.beats.units import OWN_LOAD

MOST_PLANS = 9
LARGEST = 1e9
POSITIVE = ("count", "target_load", "plans")
Start = Literal["none", "force", "current"]

NUMBERS: dict[str, type[int] | type[float]] = {
    "count": int,
    "target_load": float,
    "max_imbalance": float,
    "change_price": float,
    "plans": int,
    "seed": int,
}
KEPT = (*NUMBERS, "joint", "load", "start")
"""What a draft keeps of what it was designed with."""


@dataclass(frozen=True, slots=True)
class DesignRequest:
    """
    What is asked for.

    Attributes
    ----------
    station
        Code of the station whose units are divided; empty for the whole county.
    joint
        Divide joint zones by themselves, and take along those that the station answers for.
    load
        Column of each unit's workload.
    count, target_load
        Beats in all, or the load that one should have; neither: as many as today, else by officers.
    max_imbalance, change_price, plans, seed
        As for `safetown beats`.
    start
        Beats to change as little as may be: ``none``, those in ``force``, or the ``current`` ones.
    current
        Beat of each unit by its code, where these are to start from.
    locked_units, locked_beats
        Codes of units and numbers of beats that are to stay.
    """

    station: str = ""
    joint: bool = False
    load: str = OWN_LOAD
    count: int | None = None
    target_load: float | None = None
    max_imbalance: float = BeatParams(1).max_imbalance
    change_price: float = BeatParams(1).change_price
    plans: int = 3
    seed: int = 1
    start: Start = "none"
    current: Mapping[str, int] = field(default_factory=dict)
    locked_units: tuple[str, ...] = ()
    locked_beats: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.plans <= MOST_PLANS:
            raise InputError("beat_plans.plans", plans=self.plans, most=MOST_PLANS)
        if self.count is not None and self.target_load is not None:
            raise InputError("beat_plans.count_or_target")


def design_request(asked: Mapping[str, Any]) -> DesignRequest:
    """
    Read what is asked for; what it does not know is left aside.

    Raises
    ------
    InputError
        ``beat_plans.not_a_number`` and ``beat_plans.unreadable`` name what cannot be read; and what
        `DesignRequest` refuses.
    """
    given = {
        name: _number(name, asked[name], kind)
        for name, kind in NUMBERS.items()
        if asked.get(name) not in (None, "")
    }
    current = asked.get("current") or {}
    if not isinstance(current, Mapping):
        raise InputError("beat_plans.unreadable", name="current")
    start = asked.get("start")
    return DesignRequest(
        **given,
        station=str(asked.get("station") or ""),
        joint=bool(asked.get("joint")),
        load=str(asked.get("load") or OWN_LOAD),
        start=start if start in ("force", "current") else "none",
        current={str(code): _number("current", number, int) for code, number in current.items()},
        locked_units=tuple(str(code) for code in _list(asked, "locked_units")),
        locked_beats=tuple(_number("locked_beats", one, int) for one in _list(asked, "locked_beats")),
    )


def kept_parameters(asked: Mapping[str, Any]) -> dict[str, object]:
    """
    Take what a draft keeps of what it was designed with.

    Raises
    ------
    InputError
        As `design_request`.
    """
    read = design_request({name: asked[name] for name in KEPT if name in asked})
    return {name: getattr(read, name) for name in KEPT}


def kept_locks(asked: Mapping[str, Any]) -> dict[str, object]:
    """Take what is locked: ``units`` by code and ``beats`` by number."""
    beats = [_number("beats", one, int) for one in _list(asked, "beats")]
    return {"units": [str(code) for code in _list(asked, "units")], "beats": beats}


def _number(name: str, value: Any, kind: type[int] | type[float]) -> Any:
    try:
        number = kind(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError("beat_plans.not_a_number", name=name, value=str(value)[:40]) from error
    if not 0 <= number < LARGEST or (name in POSITIVE and number == 0):
        raise InputError("beat_plans.not_a_number", name=name, value=str(value)[:40])
    return number


def _list(asked: Mapping[str, Any], name: str) -> Sequence[Any]:
    found = asked.get(name) or ()
    if not isinstance(found, list | tuple):
        raise InputError("beat_plans.unreadable", name=name)
    return found
