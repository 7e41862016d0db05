"""Incidents of a year by township and kind, beside those of the same days of the year before."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.store import IncidentFilter
from gis.frames import POLYGONS
from hotspots.scorecard.groups import GROUP_OF, GROUPS, KindFinder

if TYPE_CHECKING:
    from data.store import Store
    from gis.frames import IncidentFrame

NOWHERE = ""
CASE, CALL = "case", "call"
QUIET_START_DAYS = 3
"""Records that begin within the first days of a year still cover it."""
LEVEL = 0.01
FIGURES = ("deaths", "injured", "loss")


@dataclass(frozen=True)
class Ledger:
    """
    Valid incidents of two years, one row each.

    Attributes
    ----------
    rows
        ``day``, ``township``, ``record`` (case or call), ``category``, ``subcategory``, ``word`` and the
        figures ``deaths``, ``injured``, ``loss``, NaN where a file says nothing.
    first, last
        First and last day that the store has records of, within the two years and after them.
    """

    rows: pd.DataFrame
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Span:
    """Days of a year that there are records of; ``is_whole`` when those are all of it."""

    since: date
    until: date
    is_whole: bool

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.until - self.since).days + 1


@dataclass(frozen=True, slots=True)
class Figure:
    """
    People, or yuan, that accidents cost: their sum, the sum of the squares of each accident's.

    ``largest`` is the most that one accident of the whole county cost, 1 at least.
    """

    total: float
    squares: float
    largest: float


@dataclass(frozen=True)
class Counts:
    """
    Incidents of one place in a span.

    Attributes
    ----------
    kinds
        Incidents by kind of category and by record: ``("theft", "case")``.
    figures
        Deaths, injured and loss in accidents by record: ``("deaths", "call")``; None where no record of the
        whole county says anything of it.
    months
        Incidents of each month by group and record: ``("frequent", "case")``.
    """

    kinds: Mapping[tuple[str, str], int]
    figures: Mapping[tuple[str, str], Figure | None]
    months: Mapping[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)

    def group(self, group: str, record: str) -> int:
        """Add up a group of kinds."""
        return sum(self.kinds.get((kind, record), 0) for kind in GROUPS[group])


def read_ledger(store: Store, year: int, time_zone: str) -> Ledger:
    """Read the incidents of a year and of the one before, each in its township."""
    zone = ZoneInfo(time_zone)
    since, until = datetime(year - 1, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    frame = store.incidents(IncidentFilter(since=since, until=until))
    valid = frame[frame["status"] == "valid"]
    days = pd.DatetimeIndex(valid["occurred_from"]).tz_convert(time_zone).tz_localize(None).normalize()
    rows = pd.DataFrame(
        {
            "day": days.to_numpy().astype("datetime64[D]").astype("datetime64[s]"),
            "township": _townships(valid, store.places("townships")),
            "record": np.where(valid["kind"] == CASE, CASE, CALL),
            "category": valid["category"].astype(str).to_numpy(),
            "subcategory": valid["subcategory"].fillna("").astype(str).to_numpy(),
            "word": valid["category_word"].fillna("").astype(str).to_numpy(),
            **{name: pd.to_numeric(valid[name], errors="coerce").to_numpy(dtype=float) for name in FIGURES},
        }
    )
    rows = rows[rows["day"].dt.year.isin((year - 1, year))].reset_index(drop=True)
    later = store.count_incidents(IncidentFilter(since=until))
    if not len(rows):
        return Ledger(rows, None, None)
    last = date(year, 12, 31) if later else rows["day"].max().date()
    earlier = store.count_incidents(IncidentFilter(until=since))
    first = date(year - 1, 1, 1) if earlier else rows["day"].min().date()
    return Ledger(rows, first, last)


def _townships(
    incidents: IncidentFrame | pd.DataFrame, townships: gpd.GeoDataFrame
) -> npt.NDArray[np.object_]:
    """Give the township that each incident lies in; by the code in the file where it has no trusted point."""
    areas = townships[townships.geometry.geom_type.isin(POLYGONS)]
    codes = areas["code"].astype(str).to_numpy(dtype=object)
    known = set(townships["code"].astype(str))
    given = incidents["township_code"].fillna("").astype(str)
    has_point = (incidents["precision"] == "point") & incidents["geometry"].notna()
    found = given.where(given.isin(known) & ~has_point, NOWHERE).to_numpy(dtype=object).copy()
    placed = np.flatnonzero(has_point.to_numpy())
    points = incidents["geometry"].to_numpy()[placed]
    point, area = shapely.STRtree(areas.geometry.to_crs(4326).to_numpy()).query(
        points, predicate="intersects"
    )
    found[placed[point[::-1]]] = codes[area[::-1]]  # on a border shared by several the first counts
    return found


def span_of(ledger: Ledger, year: int) -> Span | None:
    """Tell which days of a year there are records of; None for none."""
    begin, end = date(year, 1, 1), date(year, 12, 31)
    if ledger.first is None or ledger.last is None or ledger.last < begin or ledger.first > end:
        return None
    since = begin if ledger.first <= begin + timedelta(days=QUIET_START_DAYS) else ledger.first
    until = min(end, ledger.last)
    if until < end:
        rate = len(ledger.rows) / ((ledger.last - ledger.first).days + 1)
        if math.exp(-rate * (end - until).days) > LEVEL:  # so quiet an end is nothing odd
            until = end
    return Span(since, until, since == begin and until == end)


def year_before(span: Span) -> Span:
    """Give the same days of the year before; 29 February goes with the 28th."""
    ends = [_year_ago(day) for day in (span.since, span.until)]
    return Span(ends[0], ends[1], span.is_whole)


def _year_ago(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def covers(ledger: Ledger, span: Span) -> bool:
    """Tell whether the records reach back to the first day of a span."""
    return ledger.first is not None and ledger.first <= span.since + timedelta(days=QUIET_START_DAYS)


class YearCounter:
    """
    Counts incidents by township, kind and record.

    Parameters
    ----------
    ledger
        The incidents.
    words
        Words of each kind.
    """

    def __init__(self, ledger: Ledger, words: Mapping[str, tuple[str, ...]]) -> None:
        self._rows = ledger.rows
        finder = KindFinder(words)
        said = self._rows[["category", "subcategory", "word"]].drop_duplicates()
        kinds = {key: finder.kind(*key) for key in said.itertuples(index=False, name=None)}
        keys = self._rows[["category", "subcategory", "word"]].itertuples(index=False, name=None)
        self._kind = np.array([kinds[key] for key in keys], dtype=object)
        self.words = _by_kind(kinds)

    def records(self, span: Span) -> frozenset[str]:
        """Tell which records, cases or calls, the county has at all in a span."""
        return frozenset(self._rows["record"][self._within(span)].unique())

    def count(self, span: Span) -> dict[str, Counts]:
        """Count by township; ``NOWHERE`` holds what lies in none, and ``*`` the whole county."""
        chosen = self._within(span)
        rows = self._rows[chosen].assign(kind=self._kind[chosen])
        rows = rows.assign(group=rows["kind"].map(GROUP_OF))
        accidents = rows[rows["group"] == "accidents"]
        largest = {
            (name, str(record)): max(float(part[name].max()), 1.0) if part[name].notna().any() else None
            for record, part in accidents.groupby("record")
            for name in FIGURES
        }
        found = {str(code): _counts(part, largest) for code, part in rows.groupby("township")}
        return {**found, "*": _counts(rows, largest)}

    def _within(self, span: Span) -> npt.NDArray[np.bool_]:
        days = self._rows["day"].to_numpy()
        since, until = (np.datetime64(day) for day in (span.since, span.until))
        return np.asarray((days >= since) & (days <= until))


NOTHING = Counts({}, {})


def empty_like(whole: Counts) -> Counts:
    """Give the counts of a place without an incident in a county that has some."""
    nothing = {
        key: None if one is None else Figure(0.0, 0.0, one.largest) for key, one in whole.figures.items()
    }
    return Counts({}, nothing)


def _counts(rows: pd.DataFrame, largest: Mapping[tuple[str, str], float | None]) -> Counts:
    known_kinds = rows[rows["kind"] != ""]
    kinds = Counter(zip(known_kinds["kind"], known_kinds["record"], strict=True))
    accidents = rows[rows["group"] == "accidents"]
    figures = {
        (name, record): None
        if most is None
        else _figure(accidents[accidents["record"] == record][name], most)
        for (name, record), most in largest.items()
    }
    months = {
        (str(group), str(record)): tuple(np.bincount(part["day"].dt.month, minlength=13)[1:].tolist())
        for (group, record), part in known_kinds.groupby(["group", "record"])
    }
    return Counts(dict(kinds), figures, months)


def _figure(said: pd.Series, largest: float) -> Figure:
    return Figure(float(said.sum()), float((said**2).sum()), largest)


def _by_kind(kinds: Mapping[tuple[str, str, str], str]) -> dict[str, tuple[str, ...]]:
    """List the words of the files that were taken for each kind."""
    found: dict[str, set[str]] = {}
    for (_, subcategory, word), kind in kinds.items():
        if kind:
            found.setdefault(kind, set()).add(word or subcategory)
    return {kind: tuple(sorted(words)) for kind, words in found.items()}
