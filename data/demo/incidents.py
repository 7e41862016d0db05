"""Incidents of the demo county: ordinary ones, planted ones, near repeats, repeated and invalid calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.demo.incident_points import Ground
from data.demo.incident_times import DAY, draw_times, repeat_nearby, widen
from data.demo.offences import OFFENCES, Offence
from data.demo.plane import Floats, Ints
from data.demo.planted import SHARE, PlantedArea, plant_points

REPEATED_SHARE = 0.03
INVALID_SHARE = 0.03
PATROL_SPREAD_M = 380.0
BY_WORD = {offence.word: offence for offence in OFFENCES}
NO_AREA = -1


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to before the last."""

    start: np.datetime64
    end: np.datetime64

    @property
    def days(self) -> np.ndarray:
        """All days."""
        return np.arange(self.start, self.end, dtype="datetime64[D]")

    @property
    def minutes(self) -> int:
        """Length."""
        return int((self.end - self.start).astype(int)) * DAY


def draw_incidents(
    rng: np.random.Generator,
    ground: Ground,
    planted: list[PlantedArea],
    patrolled: Floats,
    period: Period,
    count: int,
) -> pd.DataFrame:
    """
    Draw incidents of a period.

    Returns
    -------
    pandas.DataFrame
        ``x, y, occurred_from, occurred_to, reported_at`` (minutes), ``word``, ``status``, ``kind``, ``source``,
        ``harm`` and ``area`` (number of the planted area, -1 for none), in order of reporting.
    """
    repeated, invalid = round(count * REPEATED_SHARE), round(count * INVALID_SHARE)
    weight = np.array([offence.weight for offence in OFFENCES])
    scoped = np.array([offence.in_scope for offence in OFFENCES])
    plan_counts = _plan_counts(
        rng, planted, period, SHARE * (count - repeated - invalid) * weight[scoped].sum() / weight.sum()
    )
    weight = np.where(scoped, weight * (1 - SHARE), weight)
    ordinary = count - repeated - invalid - int(plan_counts.sum())
    counts = rng.multinomial(ordinary, weight / weight.sum())
    parts = [
        _ordinary(rng, offence, ground, patrolled, period, int(number))
        for offence, number in zip(OFFENCES, counts, strict=True)
        if number
    ]
    for number, area in enumerate(planted):
        for year, wanted in enumerate(plan_counts[number]):
            if wanted:
                parts.append(_planted(rng, area, number, period, 2023 + year, int(wanted)))
    table = pd.concat(parts, ignore_index=True)
    table = pd.concat(
        [table, _repeats(rng, table, repeated), _invalid(rng, ground, period, invalid)], ignore_index=True
    )
    return table.sort_values(["reported_at", "occurred_from", "x"], kind="stable", ignore_index=True)


def _plan_counts(rng: np.random.Generator, planted: list[PlantedArea], period: Period, total: float) -> Ints:
    """Incidents by area and year (columns 2023-2025), in proportion to the areas' strengths."""
    years = np.unique(period.days.astype("datetime64[Y]").astype(int) + 1970)
    share = np.zeros((len(planted), 3))
    for number, area in enumerate(planted):
        for year in area.plan.years:
            if year in years:
                share[number, year - 2023] = area.plan.strength * rng.uniform(0.85, 1.2)
    if share.sum() == 0:
        return share.astype(np.int64)
    return np.asarray(np.round(total * share / share.sum()), dtype=np.int64)


def _ordinary(
    rng: np.random.Generator, offence: Offence, ground: Ground, patrolled: Floats, period: Period, count: int
) -> pd.DataFrame:
    """Draw incidents of one word outside the planted areas."""
    points = ground.draw(rng, offence.where, count)
    minutes = draw_times(rng, offence, period.days, offence.hours, count)
    points, minutes = repeat_nearby(rng, points, minutes, offence.near_repeat_share, period.minutes)
    discovered = rng.random(count) < offence.discovered_share
    beats = patrolled[rng.integers(0, len(patrolled), count)]
    points[discovered] = (beats + rng.normal(0, PATROL_SPREAD_M, (count, 2)))[discovered]
    return _table(rng, offence, points, minutes, discovered, period.minutes).assign(area=NO_AREA)


def _planted(
    rng: np.random.Generator, area: PlantedArea, number: int, period: Period, year: int, count: int
) -> pd.DataFrame:
    """Draw a year's incidents of a planted area."""
    days = period.days
    first = int(np.searchsorted(days, np.datetime64(f"{year}-01-01")))
    days = days[days.astype("datetime64[Y]").astype(int) + 1970 == year]
    words = rng.choice(np.array(area.plan.words), count)
    parts = []
    for word in dict.fromkeys(area.plan.words):
        own = int((words == word).sum())
        if own:
            minutes = first * DAY + draw_times(rng, BY_WORD[word], days, area.plan.hours, own)
            points = plant_points(rng, area, own)
            parts.append(
                _table(rng, BY_WORD[word], points, minutes, np.zeros(own, dtype=bool), period.minutes)
            )
    return pd.concat(parts, ignore_index=True).assign(area=number)


def _table(
    rng: np.random.Generator,
    offence: Offence,
    points: Floats,
    minutes: Ints,
    discovered: np.ndarray,
    total: int,
) -> pd.DataFrame:
    first, last = widen(rng, minutes, offence.interval_hours, total)
    waited = np.where(
        discovered, 0, 1 + rng.exponential(12 if offence.interval_hours == 0 else 45, len(minutes))
    )
    is_case = rng.random(len(minutes)) < offence.case_share
    return pd.DataFrame(
        {
            "x": points[:, 0],
            "y": points[:, 1],
            "occurred_from": first,
            "occurred_to": last,
            "reported_at": np.minimum(last + waited.astype(np.int64), total - 1),
            "word": offence.word,
            "status": "valid",
            "kind": np.where(is_case, "case", "call"),
            "source": np.where(discovered, "discovered", "reported"),
            "harm": np.round(offence.harm * rng.uniform(0.6, 1.4, len(minutes)), 1),
        }
    )


def _repeats(rng: np.random.Generator, table: pd.DataFrame, count: int) -> pd.DataFrame:
    """Further calls about incidents already called in: the same place, some minutes later."""
    calls = table[(table["kind"] == "call") & (table["source"] == "reported")]
    again = calls.iloc[np.sort(rng.choice(len(calls), count, replace=False))].copy()
    later = again["reported_at"] + rng.integers(1, 16, count)
    moved = again[["x", "y"]] + rng.normal(0, 12, (count, 2))
    kept = later <= table["reported_at"].max()
    return again.assign(
        x=moved["x"],
        y=moved["y"],
        reported_at=later.where(kept, again["reported_at"]),
        status="repeated",
        area=NO_AREA,
    )


def _invalid(rng: np.random.Generator, ground: Ground, period: Period, count: int) -> pd.DataFrame:
    """Calls without an incident: wrong numbers, misuse, false alarms."""
    offence = BY_WORD["咨询"]
    points = ground.draw(rng, "town", count)
    minutes = draw_times(rng, offence, period.days, "all_day", count)
    table = _table(rng, offence, points, minutes, np.zeros(count, dtype=bool), period.minutes)
    return table.assign(status="invalid", area=NO_AREA)
