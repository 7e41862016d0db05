"""What a reader must know of a plan, as codes and numbers: what could not be met and why, what was moved."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.errors import Problem
from patrol.graph import Ints
from patrol.scopes import Scope, Work
from patrol.search import heaviest
from patrol.tolerance import SLACK, floor_of

NAMED_UNITS = 5
NAME_COLUMNS = ("code", "unit_id", "grid_id", "id", "name")


def names_of_atoms(units: gpd.GeoDataFrame, atom: Ints, keep_whole: str | None) -> list[str]:
    """
    Name atoms as their users know them.

    Parameters
    ----------
    units
        The units.
    atom
        Atom of each unit.
    keep_whole
        Column that groups units.

    Returns
    -------
    list of str
        The shared value of a group; else the code or name of the unit; else its row, from 1.
    """
    column = next((name for name in NAME_COLUMNS if name in units.columns), None)
    own = pd.Series(range(1, len(units) + 1)) if column is None else units[column].reset_index(drop=True)
    said = own.astype(str)
    if keep_whole is not None:
        several = (np.bincount(atom) > 1)[atom]
        said = said.where(~several, units[keep_whole].astype(str).reset_index(drop=True))
    return list(said.groupby(atom).first())


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
        ``beats.tolerance_…`` for each part whose tolerance was not met, ``beats.kept_whole_apart``,
        ``beats.changed``.
    """
    notes = [_tolerance_note(work, scope, plan) for scope, plan in zip(scopes, plans, strict=True)]
    return tuple(note for note in (*notes, _apart_note(work), _change_note(work, scopes, plans)) if note)


def _say(work: Work, atoms: Ints) -> str:
    said = ", ".join(work.names[atom] for atom in atoms[:NAMED_UNITS])
    return f"{said} … ({len(atoms)})" if len(atoms) > NAMED_UNITS else said


def _tolerance_note(work: Work, scope: Scope, plan: Ints) -> Problem | None:
    """Name the tolerance met, what is proven to be impossible, and the units behind it."""
    job, met = scope.job, heaviest(scope.job, plan)
    if met <= 1 + job.imbalance + SLACK:
        return None
    floor = floor_of(job.graph, job.beats_of, job.mean_load)
    forced = floor.ratio > 1 + job.imbalance + SLACK
    if not forced:
        loads = np.bincount(plan, job.graph.load)
        inside = np.flatnonzero(plan == loads.argmax())
        atoms = inside[np.argsort(-job.graph.load[inside], kind="stable")]
    else:
        atoms = floor.atoms
    return Problem(
        f"beats.tolerance_{floor.cause}" if forced else "beats.tolerance_not_found",
        {
            "station": scope.station or "",
            "asked": job.imbalance,
            "met": round(met - 1, 4),
            "smallest": round(max(floor.ratio - 1, 0.0), 4),
            "units": _say(work, scope.atoms[atoms]),
        },
    )


def _apart_note(work: Work) -> Problem | None:
    """Name the groups that are kept whole though their units do not touch."""
    if len(work.torn) == 0:
        return None
    return Problem("beats.kept_whole_apart", {"groups": _say(work, work.torn)})


def _change_note(work: Work, scopes: list[Scope], plans: list[Ints]) -> Problem | None:
    """Count the atoms that leave their beat of today, and the load that goes with them."""
    if work.params.existing is None:
        return None
    moved = np.zeros(work.graph.size, dtype=bool)
    for scope, plan in zip(scopes, plans, strict=True):
        home = scope.job.home
        moved[scope.atoms] = (work.home[scope.atoms] >= 0) & (home != plan)
    share = float(work.graph.load[moved].sum() / work.graph.load.sum())
    return Problem("beats.changed", {"units": int(moved[work.atom].sum()), "load_share": round(share, 4)})
