"""Which incidents an analysis is about: categories and a period of days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from data.categories import CLASSES, read_categories
from gis.errors import InputError, TableError
from gis.frames import IncidentFrame
from web.texts import LANGUAGES, label

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


@dataclass(frozen=True, slots=True)
class Scope:
    """
    Which incidents an analysis is about.

    Attributes
    ----------
    categories
        Words of the file or mapped classes; empty for the default scope (preventable crime and public order).
        A class goes by its code or its name in either language: ``traffic``, ``交通``, ``交通类``.
    since, until
        First instant in, and first instant no longer in; ``None`` leaves that end open.
    """

    categories: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def of(self, incidents: IncidentFrame) -> IncidentFrame:
        """
        Keep the incidents that the scope is about; what happens at no place (fraud by telephone) never is.

        Raises
        ------
        TableError
            ``scope.category_unknown``, listing those there are, and ``scope.category_without_place``.
        """
        kept = self._of_category(incidents) if self.categories else incidents["in_scope"].to_numpy(dtype=bool)
        if self.since is not None:
            kept = kept & (incidents["occurred_to"] >= self.since).to_numpy()
        if self.until is not None:
            kept = kept & (incidents["occurred_from"] < self.until).to_numpy()
        scoped = incidents[kept]
        return IncidentFrame(scoped.assign(in_scope=True) if self.categories else scoped)

    def _of_category(self, incidents: IncidentFrame) -> np.ndarray:
        wanted = set(self.key)
        kept = np.zeros(len(incidents), dtype=bool)
        seen: set[str] = set()
        for column in ("category_word", "subcategory", "category"):
            words = pd.Series(incidents[column].astype("category"))
            plain = [plain_word(str(word)) for word in words.cat.categories]
            seen.update(plain)
            codes = np.flatnonzero([word in wanted for word in plain])
            kept = kept | np.isin(words.cat.codes.to_numpy(), codes)
        unknown = sorted(wanted - seen)
        if unknown and len(incidents):
            common = incidents["category_word"].value_counts().index[:12]
            raise TableError(
                "scope.category_unknown", category=", ".join(unknown), known=", ".join(map(str, common))
            )
        at_a_place: np.ndarray = kept & _at_a_place(incidents["category_word"])
        if kept.any() and not at_a_place.any():
            raise TableError("scope.category_without_place", category=", ".join(self.categories))
        return at_a_place

    @property
    def key(self) -> tuple[str, ...]:
        """The categories as they are compared, in order: the same for every way of writing them."""
        return tuple(sorted({class_of(category) for category in self.categories}))


def _at_a_place(words: pd.Series) -> np.ndarray:
    """Tell which incidents are of a kind that happens at a place."""
    known = read_categories()
    coded = words.astype("category")
    codes = np.flatnonzero([known.meaning(str(word)).place_bound for word in coded.cat.categories])
    return np.asarray(np.isin(coded.cat.codes.to_numpy(), [-1, *codes]))


def class_of(category: str) -> str:
    """Give the code of a class for its name in either language; any other word as it is compared."""
    plain = plain_word(category)
    names = {plain_word(label("category", code, lang)): code for code in CLASSES for lang in LANGUAGES}
    return names.get(plain.removesuffix("类"), plain)


def plain_word(word: str) -> str:
    """Write a category the way categories are compared: without case and outer blanks."""
    return " ".join(word.split()).casefold()


def scope_of(categories: Sequence[str], since: str | None, until: str | None, time_zone: str) -> Scope:
    """
    Read the words of a user.

    Parameters
    ----------
    categories
        Words of the file or mapped classes.
    since, until
        Days ``2025-03-01``, months ``2025-03`` or years ``2025``; both ends are included.
    time_zone
        Zone in which days begin.

    Raises
    ------
    InputError
        When a date cannot be read, or the period ends before it begins.
    """
    first = None if since is None else _period(since, time_zone)[0]
    last = None if until is None else _period(until, time_zone)[1]
    if first is not None and last is not None and first >= last:
        raise InputError("scope.period_empty", since=since, until=until)
    return Scope(tuple(categories), first, last)


def _period(words: str, time_zone: str) -> tuple[datetime, datetime]:
    """Give the first instant of a day, month or year, and the first one after it."""
    match = _DAY.fullmatch(words.strip())
    if match is None:
        raise InputError("scope.date_unreadable", date=words)
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        start = datetime(year or 1, month or 1, day or 1, tzinfo=ZoneInfo(time_zone))
        if day is not None:
            return start, start + timedelta(days=1)
        if month is not None:
            return start, start.replace(year=start.year + month // 12, month=month % 12 + 1)
        return start, start.replace(year=start.year + 1)
    except ValueError as error:
        raise InputError("scope.date_unreadable", date=words) from error
