"""The load of stations side by side: what each has to do, and how many officers do it."""

from __future__ import annotations

import pandas as pd

from patrol.scopes import Scope
from patrol.work import Work


def station_loads(work: Work, scopes: list[Scope], strength: dict[str, float]) -> pd.DataFrame:
    """
    Compare the load of stations.

    Parameters
    ----------
    work
        What was divided.
    scopes
        Its parts, one for each station and joint zone.
    strength
        Officers by station.

    Returns
    -------
    DataFrame
        ``station`` (null for units without one), ``joint`` (whether it is a joint zone), ``officers``
        (missing when unknown), ``beats``, ``load``, ``load_per_beat``, ``load_per_officer`` and
        ``officer_ratio``, the latter over the mean of all officers.
    """
    table = pd.DataFrame(
        {
            "station": pd.Series([scope.station for scope in scopes], dtype=object),
            "joint": [scope.station in work.joint_zones for scope in scopes],
            "officers": [strength.get(str(scope.station), float("nan")) for scope in scopes],
            "beats": [int(scope.job.beats_of.sum()) for scope in scopes],
            "load": [float(scope.job.graph.load.sum()) for scope in scopes],
        }
    )
    per_officer = table["load"] / table["officers"]
    known = table["officers"].notna()
    mean = (
        table.loc[known, "load"].sum() / table.loc[known, "officers"].sum() if known.any() else float("nan")
    )
    return table.assign(
        load_per_beat=table["load"] / table["beats"],
        load_per_officer=per_officer,
        officer_ratio=per_officer / mean,
    )
