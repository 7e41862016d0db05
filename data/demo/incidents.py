"""Incidents of the demo county: ordinary ones, planted ones, near repeats, repeated and invalid calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.demo.incident_points import Ground
from data.demo.incident_times import DAY, draw_times, repeat_nearby, widen
from data.demo.offences import INVALID, OFFENCES, Offence
from data.demo.plane import Bools, Floats, Ints
from data.demo.planted import FIRST_YEAR, SHARE, YEARS, PlantedArea, plant_points

REPEATED_SHARE = 0.03
INVALID_SHARE = 0.03
PATROL_SPREAD_M = 380.0
BY_WORD = {offence.word: offence for offence in (*OFFENCES, INVALID)}
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
    def years(self) -> Ints:
        """Year of each day."""
        return np.asarray(self.days.astype("datetime64[Y]").astype(np.int64) + 1970)

    @property
    def minutes(self) -> int:
        """Length."""
        return len(self.days) * DAY


@dataclass(frozen=True, slots=True)
class Stage:
    """Where incidents happen: ordinary ground, planted areas, and where patrols find things."""

    ground: Ground
    planted: list[PlantedArea]
    patrolled: Floats


@dataclass(frozen=True, slots=True)
class Happening:
    """Points and minutes of some incidents of one word."""

    offence: Offence
    points: Floats
    minutes: Ints
    discovered: Bools


def draw_incidents(rng: np.random.Generator, stage: Stage, period: Period, count: int) -> pd.DataFrame:
    """
    Draw incidents of a period.

    Returns
    -------
    pandas.DataFrame
        ``x, y``, ``occurred_from, occurred_to, reported_at`` (minutes of the period), ``word``, ``status``,
        ``kind``, ``source`` and ``area`` (number of the planted area, -1 for none), in order of reporting.
    """
    repeated, invalid = round(count * REPEATED_SHARE), round(count * INVALID_SHARE)
    weight = np.array([offence.weight for offence in OFFENCES])
    scoped = np.array([offence.meaning.in_scope for offence in OFFENCES])
    to_plant = SHARE * (count - repeated - invalid) * weight[scoped].sum() / weight.sum()
    planned = _planned(rng, stage.planted, period, to_plant)
    weight = np.where(scoped, weight * (1 - SHARE), weight)
    counts = rng.multinomial(count - repeated - invalid - int(planned.sum()), weight / weight.sum())
    parts = [
        _table(rng, _ordinary(rng, offence, stage, period, int(number)), period.minutes)
        for offence, number in zip(OFFENCES, counts, strict=True)
        if number
    ]
    for (number, year), wanted in np.ndenumerate(planned):
        happenings = _planted(rng, stage.planted[number], period, FIRST_YEAR + year, int(wanted))
        parts += [_table(rng, happening, period.minutes).assign(area=number) for happening in happenings]
    table = pd.concat(parts, ignore_index=True)
    parts = [table, _repeated_calls(rng, table, repeated), _invalid_calls(rng, stage.ground, period, invalid)]
    together = pd.concat(parts, ignore_index=True)
    return together.sort_values(["reported_at", "occurred_from", "x"], kind="stable", ignore_index=True)


def _planned(rng: np.random.Generator, planted: list[PlantedArea], period: Period, total: float) -> Ints:
    """Incidents to plant by area and year, in proportion to the areas' strengths."""
    share = np.zeros((len(planted), len(YEARS)))
    for number, area in enumerate(planted):
        for year in area.plan.years:
            share[number, year - FIRST_YEAR] = area.plan.strength * rng.uniform(0.85, 1.2)
    share[:, ~np.isin(YEARS, period.years)] = 0
    return np.asarray(np.round(total * share / max(share.sum(), 1.0)), dtype=np.int64)


def _ordinary(
    rng: np.random.Generator, offence: Offence, stage: Stage, period: Period, count: int
) -> Happening:
    """Draw incidents of one word outside the planted areas."""
    points = stage.ground.draw(rng, offence.where, count)
    minutes = draw_times(rng, offence, period.days, offence.hours, count)
    points, minutes = repeat_nearby(rng, points, minutes, offence.repeats, period.minutes)
    discovered = rng.random(count) < offence.discovered
    around = stage.patrolled[rng.integers(0, len(stage.patrolled), count)]
    found = around + rng.normal(0, PATROL_SPREAD_M, (count, 2))
    return Happening(offence, np.where(discovered[:, None], found, points), minutes, discovered)


def _planted(
    rng: np.random.Generator, area: PlantedArea, period: Period, year: int, count: int
) -> list[Happening]:
    """Draw a year's incidents of a planted area."""
    of_year = period.years == year
    first = int(np.argmax(of_year))
    words = rng.choice(np.array(area.plan.words), count)
    happenings = []
    for word in dict.fromkeys(words.tolist()):
        own = int((words == word).sum())
        minutes = first * DAY + draw_times(rng, BY_WORD[word], period.days[of_year], area.plan.hours, own)
        points = plant_points(rng, area, own)
        happenings.append(Happening(BY_WORD[word], points, minutes, np.zeros(own, dtype=np.bool_)))
    return happenings


def _table(rng: np.random.Generator, happening: Happening, total: int) -> pd.DataFrame:
    """Write down what happened: interval, report, kind and source."""
    count = len(happening.minutes)
    first, last = widen(rng, happening.minutes, happening.offence.interval_h, total)
    mean_wait = 45 if happening.offence.interval_h else 12
    waited = np.where(happening.discovered, 0, 1 + rng.exponential(mean_wait, count)).astype(np.int64)
    return pd.DataFrame(
        {
            "x": happening.points[:, 0],
            "y": happening.points[:, 1],
            "occurred_from": first,
            "occurred_to": last,
            "reported_at": np.minimum(last + waited, total - 1),
            "word": happening.offence.word,
            "status": "valid",
            "kind": np.where(rng.random(count) < happening.offence.cases, "case", "call"),
            "source": np.where(happening.discovered, "discovered", "reported"),
            "area": NO_AREA,
        }
    )


def _repeated_calls(rng: np.random.Generator, table: pd.DataFrame, count: int) -> pd.DataFrame:
    """Further calls about incidents already called in: the same place, some minutes later."""
    calls = table[(table["kind"] == "call") & (table["source"] == "reported") & (table["area"] == NO_AREA)]
    calls = calls[calls["reported_at"] < calls["reported_at"].max() - 60]
    again = calls.iloc[np.sort(rng.choice(len(calls), count, replace=False))]
    later: pd.DataFrame = again.assign(
        reported_at=again["reported_at"] + rng.integers(1, 16, count), status="repeated"
    )
    return later


def _invalid_calls(rng: np.random.Generator, ground: Ground, period: Period, count: int) -> pd.DataFrame:
    """Calls without an incident: wrong numbers, false alarms."""
    minutes = draw_times(rng, INVALID, period.days, INVALID.hours, count)
    points = ground.draw(rng, INVALID.where, count)
    calls = Happening(INVALID, points, minutes, np.zeros(count, dtype=np.bool_))
    return _table(rng, calls, period.minutes).assign(status="invalid")
