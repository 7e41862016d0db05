"""How many patrols the forces of a station can put on the road, and how that compares with the work."""

from __future__ import annotations

import numpy as np
import pandas as pd

from patrol.demand.settings import DemandSettings

COUNTS = (
    *("officers", "auxiliaries", "vehicles", "guards", "security_households"),
    *("patrol_brigade", "traffic_brigade"),
)


def patrol_strength(forces: pd.DataFrame, settings: DemandSettings) -> pd.DataFrame:
    """
    Compute the crews of each row of a table of forces.

    A crew is ``crew_size`` people, one of whom at least is an officer: auxiliaries never patrol alone.
    Officers of the patrol brigade count with those of the station; the traffic brigade and village guards
    do not, for they have work of their own.

    Parameters
    ----------
    forces
        Counts by the names of ``COUNTS``; what is missing counts as none.
    settings
        ``crew_size``, ``duty_hours`` and ``patrol_share``.

    Returns
    -------
    DataFrame
        Every row and column of `forces`, with ``crews`` (were all on duty at once), ``motor_crews`` (those
        with a vehicle) and ``crew_hours`` a week.
    """
    count = {name: _count(forces, name) for name in ("officers", "auxiliaries", "vehicles", "patrol_brigade")}
    officers = count["officers"] + count["patrol_brigade"]
    people = officers + count["auxiliaries"]
    crews = np.minimum(officers, people // settings.crew_size).astype(np.int64)
    hours = np.minimum(officers, people / settings.crew_size) * settings.duty_hours * settings.patrol_share
    return forces.assign(crews=crews, motor_crews=np.minimum(crews, count["vehicles"]), crew_hours=hours)


def load_beside_forces(work: pd.DataFrame, group: pd.Series, strength: pd.DataFrame) -> pd.DataFrame:
    """
    Compare the work of stations or townships with their forces.

    Parameters
    ----------
    work
        Hours a week of each unit: ``workload``, and its parts where they are wanted.
    group
        Code of the station or township of each unit; null for none.
    strength
        What `patrol_strength` gives, with ``code`` and ``name``.

    Returns
    -------
    DataFrame
        The rows of `strength` that have work or forces of any kind, then the groups of units that it lacks,
        in the order of their units, the null one last. With them the columns of `work`, added up, and
        ``load_ratio``: hours of work for an hour of a crew, over the same of all that have work (null
        without crews).
    """
    own = group.astype(object).where(group.notna(), None)
    named = own.dropna()
    total = work.groupby(own.to_numpy(), dropna=True).sum()
    lacking = [code for code in dict.fromkeys(named) if code not in set(strength["code"])]
    table = pd.concat([strength, pd.DataFrame({"code": pd.Series(lacking, dtype=object)})], ignore_index=True)
    table = table.join(total.reindex(table["code"]).fillna(0.0).reset_index(drop=True))
    counts = table[[name for name in COUNTS if name in table.columns]]
    table = table[(table["workload"] > 0) | (counts.fillna(0) > 0).any(axis=1)]
    if (rest := work[own.isna().to_numpy()].sum())["workload"] > 0:
        table = pd.concat([table, rest.to_frame().T.assign(code=None)], ignore_index=True)
    hours = table["crew_hours"].astype(float).where(table["crew_hours"].fillna(0) > 0)
    there = hours[table["workload"] > 0].sum()  # stations elsewhere take no part in the mean
    mean = table["workload"].sum() / there if there > 0 else np.nan
    ratio = table["workload"] / hours / (mean if mean > 0 else np.nan)
    return table.assign(load_ratio=ratio.astype(float)).reset_index(drop=True)


def _count(forces: pd.DataFrame, name: str) -> pd.Series:
    """Read a count, 0 where it is not there."""
    if name not in forces.columns:
        return pd.Series(0, index=forces.index, dtype="int64")
    return pd.to_numeric(forces[name], errors="coerce").fillna(0).astype("int64")
