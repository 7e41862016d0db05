"""How many patrols the forces of a station can put on the road, and how that compares with the work."""

from __future__ import annotations

import numpy as np
import pandas as pd

from patrol.demand.settings import DemandSettings

COUNTS = ("officers", "auxiliaries", "vehicles", "guards", "patrol_brigade", "traffic_brigade")


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


def load_of_stations(workload: pd.Series, station: pd.Series, strength: pd.DataFrame) -> pd.DataFrame:
    """
    Compare the work of stations with their forces.

    Parameters
    ----------
    workload
        Hours a week of each unit.
    station
        Code of the station of each unit; null for none.
    strength
        What `patrol_strength` gives, with ``code``.

    Returns
    -------
    DataFrame
        The rows of `strength` that are stations of units or have crews, in its order, with ``workload`` and
        ``load_ratio``: hours of work for an hour of a crew, over the same of all (null without crews).
    """
    work = workload.groupby(station.astype(object)).sum()
    held = strength["code"].map(work).astype(float).fillna(0.0)
    table = strength.assign(workload=held)
    table = table[(table["crew_hours"] > 0) | (table["workload"] > 0)]
    hours = table["crew_hours"].where(table["crew_hours"] > 0)
    mean = (
        table["workload"].sum() / hours.sum() if hours.sum() > 0 and table["workload"].sum() > 0 else np.nan
    )
    return table.assign(load_ratio=table["workload"] / hours / mean)


def _count(forces: pd.DataFrame, name: str) -> pd.Series:
    """Read a count, 0 where it is not there."""
    if name not in forces.columns:
        return pd.Series(0, index=forces.index, dtype="int64")
    return pd.to_numeric(forces[name], errors="coerce").fillna(0).astype("int64")
