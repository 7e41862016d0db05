"""What a reader must know of a plan, as codes and numbers: what could not be met and why, what was moved."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gis.errors import Problem
from patrol.graph import Bools, Ints
from patrol.job import heaviest
from patrol.naming import names_of_units
from patrol.scopes import Scope
from patrol.tolerance import SLACK, Floor, floor_of
from patrol.work import Work

NAMED_UNITS = 5


def plan_notes(work: Work, scopes: list[Scope], plans: list[Ints]) -> tuple[Problem, ...]:
    """
    Tell what could not be met, and what was moved.

    Parameters
    ----------
    work
        What was divided.
    scopes
        Its parts.
    plans
        Beat of each atom of each part, from 0.

    Returns
    -------
    tuple of Problem
        ``beats.tolerance_heavy``, ``_pair``, ``_piece`` (units, pairs of units or a disconnected piece forbid
        it), ``_not_found`` (nothing forbids it, but none was found), ``_in_stations`` or
        ``_between_stations`` (even within each station, not beside the others);
        ``beats.kept_whole_torn``; ``beats.unreached`` and ``beats.tied`` where roads are given;
        ``beats.lock_not_kept``; ``beats.changed``.
    """
    notes = (
        _tolerance_note(work, scopes, plans),
        _torn_note(work),
        *_road_notes(work),
        _lock_note(work, scopes, plans),
        _change_note(work, scopes, plans),
    )
    return tuple(note for note in notes if note is not None)


def _say(work: Work, atoms: Ints) -> str:
    return _listed(work.names[atom] for atom in atoms)


def _tolerance_note(work: Work, scopes: list[Scope], plans: list[Ints]) -> Problem | None:
    """Name the tolerance met, what is proven to be impossible, and the units behind it."""
    asked = work.params.max_imbalance
    met = [heaviest(scope.job, plan) - 1 for scope, plan in zip(scopes, plans, strict=True)]
    worst = int(np.argmax(met))
    if met[worst] <= asked + SLACK:
        return _between_stations_note(work, scopes, plans)
    floor = floor_of(scopes[worst].job)
    forced = floor.ratio - 1 > asked + SLACK
    blamed = _apart(scopes[worst], floor) if forced else _heaviest_beat(scopes[worst], plans[worst])
    details = {
        "asked_percent": _percent(asked),
        "met_percent": _percent(met[worst]),
        "units": _say(work, scopes[worst].atoms[blamed]),
    }
    if len(scopes) > 1:
        beyond = {
            scope.station or "-": _percent(share)
            for scope, share in zip(scopes, met, strict=True)
            if share > asked + SLACK
        }
        return Problem("beats.tolerance_in_stations", details | {"stations": beyond})
    if not forced:
        return Problem("beats.tolerance_not_found", details)
    return Problem(
        f"beats.tolerance_{floor.cause}", details | {"smallest_percent": _percent(floor.ratio - 1)}
    )


def _between_stations_note(work: Work, scopes: list[Scope], plans: list[Ints]) -> Problem | None:
    """Name the station whose beats are heavy beside all others', though even among themselves."""
    mean = work.load.sum() / sum(int(scope.job.beats_of.sum()) for scope in scopes)
    ratio = [
        heaviest(scope.job, plan) * scope.job.mean_load / mean
        for scope, plan in zip(scopes, plans, strict=True)
    ]
    worst = int(np.argmax(ratio))
    if ratio[worst] - 1 <= work.params.max_imbalance + SLACK:
        return None
    details = {"station": scopes[worst].station or "-", "met_percent": _percent(ratio[worst] - 1)}
    return Problem("beats.tolerance_between_stations", details)


def _apart(scope: Scope, floor: Floor) -> Ints:
    """Give the atoms that force a limit; of a piece that is most of the whole, those outside it."""
    if floor.cause != "piece" or 2 * len(floor.atoms) <= scope.job.graph.size:
        return floor.atoms
    return np.setdiff1d(np.arange(scope.job.graph.size), floor.atoms)


def _percent(share: float) -> float:
    return round(100 * share, 2)


def _heaviest_beat(scope: Scope, plan: Ints) -> Ints:
    """Give the atoms of the heaviest beat, heaviest first."""
    load = scope.job.graph.load
    inside = np.flatnonzero(plan == np.bincount(plan, load).argmax())
    return inside[np.argsort(-load[inside], kind="stable")]


def _torn_note(work: Work) -> Problem | None:
    """Name the groups that are kept whole though their units do not touch."""
    if len(work.torn) == 0:
        return None
    return Problem("beats.kept_whole_torn", {"groups": _say(work, work.torn)})


def _change_note(work: Work, scopes: list[Scope], plans: list[Ints]) -> Problem | None:
    """Count the atoms that leave their beat of today, and the load that goes with them."""
    if work.params.existing is None:
        return None
    moved = moved_atoms(work, scopes, plans)
    share = float(work.graph.load[moved].sum() / work.graph.load.sum())
    return Problem("beats.changed", {"units": int(moved[work.atom].sum()), "load_percent": _percent(share)})


def moved_atoms(work: Work, scopes: list[Scope], plans: list[Ints]) -> Bools:
    """Tell which atoms leave their beat of today."""
    moved = np.zeros(work.graph.size, dtype=bool)
    for scope, plan in zip(scopes, plans, strict=True):
        moved[scope.atoms] = (work.home[scope.atoms] >= 0) & (scope.job.home != plan)
    return moved


def _road_notes(work: Work) -> list[Problem]:
    """Name the units that no road comes near, and those that were tied to others."""
    if work.passages is None:
        return []
    found = []
    name = names_of_units(work.units)
    if len(work.passages.unreached):
        found.append(Problem("beats.unreached", {"units": _listed(name[work.passages.unreached])}))
    if len(work.passages.ties):
        pairs = [f"{name[unit]} → {name[nearest]}" for unit, nearest in work.passages.ties]
        found.append(Problem("beats.tied", {"units": _listed(pairs)}))
    return found


def _lock_note(work: Work, scopes: list[Scope], plans: list[Ints]) -> Problem | None:
    """Name what was locked and had to move all the same: beats in pieces, or beats too many."""
    atoms = np.flatnonzero(work.locked & moved_atoms(work, scopes, plans))
    return Problem("beats.lock_not_kept", {"units": _say(work, atoms)}) if len(atoms) else None


def _listed(names: Iterable[str]) -> str:
    said = list(names)
    return ", ".join(said[:NAMED_UNITS]) + (f" … ({len(said)})" if len(said) > NAMED_UNITS else "")
