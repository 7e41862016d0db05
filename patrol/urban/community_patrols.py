"""Community patrols: how many rounds of which neighbourhood, and in which part of the day."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from gis.crs import metric_crs_of
from gis.errors import TableError
from gis.frames import IncidentFrame
from patrol.allotment import allot
from patrol.demand.ground import unit_of_points
from patrol.urban.week_times import DAY_KINDS, DAYS_OF_KIND, SLOT_H, slots_of_week, with_town

WEEK = 168
SLOTS = [(kind, hour) for kind in range(len(DAY_KINDS)) for hour in range(0, 24, SLOT_H)]
NAMES = ("code", "name", "station", "guards")


@dataclass(frozen=True, slots=True)
class CommunityParams:
    """
    How many rounds there are.

    Attributes
    ----------
    rounds_a_week
        Rounds of a neighbourhood in a week, on average over all of a station.
    """

    rounds_a_week: int = 7

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        if not 1 <= self.rounds_a_week <= 7 * 24 // SLOT_H:
            raise ValueError(f"rounds_a_week lies between 1 and 42, got {self.rounds_a_week}")


def community_patrols(
    units: gpd.GeoDataFrame,
    incidents: IncidentFrame,
    time_shares: csr_array,
    *,
    weeks: float = 1.0,
    params: CommunityParams = CommunityParams(),
) -> gpd.GeoDataFrame:
    """
    Share rounds out among neighbourhoods and parts of the day.

    The neighbourhoods of a station have as many rounds as ``rounds_a_week`` for each; where and when follows
    the incidents, and every neighbourhood has one at least. A slot is gone round at most once a day.

    Parameters
    ----------
    units
        Neighbourhoods with ``zone``; those that are urban are gone round. ``code``, ``name``, ``station`` and
        ``guards`` come through where they are there.
    incidents
        Incidents with a trusted point.
    time_shares
        Share of each incident in each hour of the week, Monday 0 h first, shape ``(n_incidents, 168)``.
    weeks
        Length of the period that they come from.
    params
        How many rounds there are.

    Returns
    -------
    GeoDataFrame
        Twelve rows for each urban neighbourhood: ``days`` (``workdays``, ``weekend``), ``hours``
        (``"20-24"``), ``incidents_a_week`` (its own, timed by its own week and the town's), ``rounds`` a
        week, and its outline.

    Raises
    ------
    TableError
        When ``zone`` is missing.
    ValueError
        When `time_shares` does not go with `incidents`.
    """
    if "zone" not in units.columns:
        raise TableError("table.column_missing", column="zone")
    if time_shares.shape != (len(incidents), WEEK):
        raise ValueError(f"time_shares wants shape ({len(incidents)}, {WEEK}), got {time_shares.shape}")
    town = units[units["zone"] == "urban"]
    if len(town) == 0:
        return _empty(units)
    at = unit_of_points(town.geometry.to_crs(metric_crs_of(units)), incidents.geometry)
    inside = np.flatnonzero(at >= 0)
    member = csr_array((np.ones(len(inside)), (at[inside], inside)), shape=(len(town), len(incidents)))
    week = (member @ csr_array(time_shares)).toarray()
    expected = slots_of_week(with_town(week)) * week.sum(axis=1, keepdims=True) / weeks
    rows = np.repeat(np.arange(len(town)), len(SLOTS))
    own = [name for name in NAMES if name in town.columns]
    table = town[[*own, town.geometry.name]].iloc[rows].reset_index(drop=True)
    kind, hour = (np.tile([slot[part] for slot in SLOTS], len(town)) for part in (0, 1))
    return table.assign(
        days=pd.Series(np.asarray(DAY_KINDS, dtype=object)[kind], dtype=object),
        hours=pd.Series([f"{begin}-{begin + SLOT_H}" for begin in hour], dtype=object),
        incidents_a_week=expected.ravel(),
        rounds=_rounds(expected, _stations(town), params.rounds_a_week),
    )


def _stations(town: gpd.GeoDataFrame) -> pd.Series:
    if "station" not in town.columns:
        return pd.Series("", index=range(len(town)), dtype=object)
    given = town["station"].astype(object)
    named: pd.Series = given.where(given.notna(), "").astype(str).reset_index(drop=True)
    return named


def _rounds(expected: np.ndarray, station: pd.Series, each: int) -> np.ndarray:
    """Give each neighbourhood a round in its busiest slot, then every next where it meets most incidents."""
    most = np.tile(np.repeat(DAYS_OF_KIND, len(SLOTS) // 2), (len(expected), 1))
    rounds = np.zeros(expected.shape, dtype=np.int64)
    rounds[np.arange(len(expected)), expected.argmax(axis=1)] = 1
    for rows in station.groupby(station).indices.values():
        # One more than there are: what a slot would have with the next round, by which it is compared.
        next_round, limit = rounds[rows].ravel() + 1, most[rows].ravel() + 1
        total = each * len(rows) + len(next_round)
        got = allot(total, expected[rows].ravel(), next_round, limit)
        rounds[rows] = (got - 1).reshape(len(rows), -1)
    return np.asarray(rounds.ravel())


def _empty(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    own = [name for name in NAMES if name in units.columns]
    texts = {name: pd.Series(dtype=object) for name in ("days", "hours")}
    numbers = {"incidents_a_week": pd.Series(dtype=float), "rounds": pd.Series(dtype="int64")}
    return units[[*own, units.geometry.name]].iloc[:0].assign(**texts, **numbers)
