"""What a system of cars does for its places: travel times, help from other beats, waiting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from patrol.response.equilibrium import Equilibrium
from patrol.response.system import DispatchLists, ResponseSystem
from patrol.travel import Floats, Ints

PERCENTILE = 0.9


@dataclass(frozen=True, slots=True)
class Origins:
    """
    Where a car comes from that was busy until now: a waiting call is answered from the place of the last one.

    Attributes
    ----------
    minutes
        Travel time from each origin to each atom, shape ``(n_origins, n_atoms)``.
    share
        Share of the calls that each origin stands for; sums to 1.
    """

    minutes: Floats
    share: Floats


@dataclass(frozen=True, slots=True)
class Performance:
    """
    What the calls meet with.

    Attributes
    ----------
    whole
        ``calls_per_hour, travel_min, travel_min_p90, within_target, inter_beat_share, all_busy, wait_min,
        utilisation, utilisation_max`` of all calls; `wait_min` is the mean over all, those that need not
        wait included, null where none wait.
    cars
        One row a car: ``beat_id, utilisation, calls_per_hour`` and the four figures of its dispatches;
        ``inter_beat_share`` are those to other beats.
    atoms, beats
        One row each: ``calls_per_hour`` and the four figures; ``inter_beat_share`` are calls that a car of
        another beat answers. Null where no call comes from there.
    """

    whole: pd.Series
    cars: pd.DataFrame
    atoms: pd.DataFrame
    beats: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Trips:
    """Every way from a car or an origin to an atom, with the share of all answered calls that goes it."""

    minutes: Floats
    share: Floats
    outside: Floats
    atom: Ints
    car: Ints  # n_cars for a car that comes from an origin, whichever it is


def performance(
    system: ResponseSystem,
    lists: DispatchLists,
    equilibrium: Equilibrium,
    *,
    car_beat: Ints,
    atom_beat: Ints,
    origins: Origins | None = None,
    target_min: float = np.inf,
) -> Performance:
    """
    Work out what the calls meet with.

    Parameters
    ----------
    system, lists, equilibrium
        The cars, their dispatch orders, and how busy they are.
    car_beat, atom_beat
        Beat of each car and of each atom.
    origins
        Where cars come from that answer waiting calls; needed where calls wait.
    target_min
        Travel time that is wanted.

    Returns
    -------
    Performance
        Shares and means are of the calls that these cars answer.

    Raises
    ------
    ValueError
        When calls wait and no origins are given.

    References
    ----------
    .. [1] Larson and Odoni (1981), Urban Operations Research, section 5.4.4
    """
    if system.line == "infinite" and origins is None:
        raise ValueError("wanted origins, since calls wait")
    trips = _trips(system, lists, equilibrium, origins, car_beat=car_beat, atom_beat=atom_beat)
    of_all = _figures(trips, np.zeros(len(trips.atom), dtype=np.int64), target_min).iloc[0]
    waits = system.line == "infinite"
    wait = equilibrium.all_busy * system.service_minutes / (system.cars - system.offered) if waits else np.nan
    whole = pd.Series(
        {
            "calls_per_hour": system.calls_per_hour.sum(),
            **of_all,
            "all_busy": equilibrium.all_busy,
            "wait_min": wait,
            "utilisation": equilibrium.utilisation.mean(),
            "utilisation_max": equilibrium.utilisation.max(),
        }
    )
    cars = _of_cars(trips, system.cars, target_min)
    cars.insert(0, "calls_per_hour", equilibrium.utilisation * 60 / system.service_minutes)
    cars.insert(0, "utilisation", equilibrium.utilisation)
    cars.insert(0, "beat_id", car_beat)
    return Performance(
        whole,
        cars,
        _with_calls(_figures(trips, trips.atom, target_min), system, np.arange(len(atom_beat))),
        _with_calls(_figures(trips, atom_beat[trips.atom], target_min), system, atom_beat),
    )


def _with_calls(figures: pd.DataFrame, system: ResponseSystem, group: Ints) -> pd.DataFrame:
    """Put the calls of each group before its figures; groups without calls stay, with none."""
    calls = pd.Series(system.calls_per_hour).groupby(group).sum().rename("calls_per_hour")
    return pd.DataFrame(calls).join(figures)


def _trips(
    system: ResponseSystem,
    lists: DispatchLists,
    equilibrium: Equilibrium,
    origins: Origins | None,
    *,
    car_beat: Ints,
    atom_beat: Ints,
) -> _Trips:
    atoms = len(atom_beat)
    calls = system.calls_per_hour / max(system.calls_per_hour.sum(), np.finfo(float).tiny)
    share = calls * lists.of_atoms(equilibrium.at_once, atoms).T
    minutes, car = system.car_minutes, np.repeat(np.arange(system.cars), atoms)
    outside = (car_beat[:, None] != atom_beat).astype(float)
    if origins is not None and system.line == "infinite":
        own = (car_beat[:, None] == atom_beat).mean(axis=0)
        minutes = np.concatenate([minutes, origins.minutes])
        share = np.concatenate([share, origins.share[:, None] * calls * equilibrium.all_busy])
        outside = np.concatenate([outside, np.broadcast_to(1 - own, origins.minutes.shape)])
        car = np.r_[car, np.full(origins.minutes.size, system.cars)]
    used = share.ravel() > 0
    atom = np.tile(np.arange(atoms), len(minutes))
    return _Trips(
        minutes.ravel()[used],
        share.ravel()[used] / max(share.sum(), np.finfo(float).tiny),
        outside.ravel()[used],
        atom[used],
        car[used],
    )


def _figures(trips: _Trips, group: Ints, target_min: float) -> pd.DataFrame:
    """Average the trips of each group and take the percentile of their minutes."""
    order = np.lexsort((trips.minutes, group))
    group, minutes, share = group[order], trips.minutes[order], trips.share[order]
    first = np.flatnonzero(np.r_[True, np.diff(group) != 0][: len(group)])
    if len(first) == 0:
        return pd.DataFrame(np.nan, index=[0], columns=list(FIGURES))
    total = np.add.reduceat(share, first)
    upto = np.cumsum(share)
    before = upto[first] - share[first]
    at = np.searchsorted(upto, before + PERCENTILE * total * (1 - 1e-12))
    last = np.r_[first[1:], len(group)] - 1
    values = (
        np.add.reduceat(share * minutes, first) / total,
        minutes[np.minimum(at, last)],
        np.add.reduceat(share * (minutes <= target_min), first) / total,
        np.add.reduceat(share * trips.outside[order], first) / total,
    )
    return pd.DataFrame(dict(zip(FIGURES, values, strict=True)), index=group[first])


def _of_cars(trips: _Trips, cars: int, target_min: float) -> pd.DataFrame:
    """Give the figures of each car: the trips from where it stands, and its part of those from elsewhere."""
    order = np.argsort(trips.minutes, kind="stable")
    by_time = _Trips(
        *(getattr(trips, name)[order] for name in ("minutes", "share", "outside", "atom", "car"))
    )
    rows = []
    for car in range(cars):
        share = np.where(by_time.car == cars, by_time.share / cars, by_time.share * (by_time.car == car))
        own = share > 0
        mine = _Trips(
            by_time.minutes[own], share[own], by_time.outside[own], by_time.atom[own], by_time.car[own]
        )
        rows.append(_figures(mine, np.zeros(len(mine.atom), dtype=np.int64), target_min))
    return pd.concat(rows, ignore_index=True)


FIGURES = ("travel_min", "travel_min_p90", "within_target", "inter_beat_share")
