"""Incidents by month, by weekday and hour, and by category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from web.services.desk.incident_index import IncidentIndex, Rows


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Incidents by month of the calendar and by weekday (Monday first) and hour."""

    months: Mapping[str, int]
    weekday_hours: tuple[tuple[int, ...], ...]
    categories: Mapping[str, int]
    incidents: int


MOST_WORDS = 500
"""A file that calls its incidents by more words than this has free text in that column."""


def words_of(index: IncidentIndex, chosen: npt.NDArray[np.bool_]) -> dict[str, int]:
    """Count the words of the file that incidents are called by, most frequent first."""
    counts = index.words[chosen].value_counts()
    counts = counts[(counts > 0) & (counts.index != "")].sort_values(ascending=False, kind="stable")
    return {str(word): int(count) for word, count in counts.head(MOST_WORDS).items()}


def rhythm_of(index: IncidentIndex, rows: Rows) -> Rhythm:
    """Count some incidents of the index."""
    local = index.local[rows]
    months: dict[str, int] = {}
    if len(index):
        every = pd.period_range(index.local.min(), index.local.max(), freq="M")
        counts = pd.Series(local.to_period("M")).value_counts().reindex(every, fill_value=0)
        months = {str(month): int(count) for month, count in counts.items()}
    table = np.zeros((7, 24), dtype=int)
    np.add.at(table, (np.asarray(local.day_of_week), np.asarray(local.hour)), 1)
    categories = index.frame["category"].iloc[rows].value_counts()
    return Rhythm(
        months=months,
        weekday_hours=tuple(tuple(int(count) for count in row) for row in table),
        categories={str(word): int(count) for word, count in categories.items()},
        incidents=len(rows),
    )
