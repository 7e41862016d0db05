"""How long incidents take by the records, beside what a table says."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gis.frames import IncidentFrame
from patrol.demand.settings import OTHER

FEWEST_RECORDS = 30
"""Records that a mean is taken from at the least: it then is known within a fifth or so."""
LONGEST_MIN = 24 * 60.0
"""An incident that was left later was not closed in time; nobody stood there for a day."""


def recorded_minutes(incidents: IncidentFrame) -> pd.Series:
    """
    Read how long each incident took at its place, from arrival to the end.

    Parameters
    ----------
    incidents
        ``arrived_at`` and ``finished_at`` where known.

    Returns
    -------
    Series
        Minutes; NaN where a time is missing, or the two cannot be true.
    """
    if not {"arrived_at", "finished_at"} <= set(incidents.columns):
        return pd.Series(np.nan, index=incidents.index)
    minutes = (incidents["finished_at"] - incidents["arrived_at"]).dt.total_seconds() / 60
    told: pd.Series = minutes.where((minutes > 0) & (minutes <= LONGEST_MIN))
    return told


def minutes_by_table(incidents: IncidentFrame, table: Mapping[str, float]) -> pd.Series:
    """Look up the minutes of each incident by its word, then its class; NaN where the table has neither."""
    by_word, by_class = (incidents[name].map(table) for name in ("category_word", "category"))
    minutes: pd.Series = by_word.fillna(by_class).astype(float)
    return minutes


def words_of(incidents: IncidentFrame) -> pd.Series:
    """Give the category word of each incident, its class where it has none."""
    word: pd.Series = incidents["category_word"].where(
        incidents["category_word"] != "", incidents["category"]
    )
    return word


def service_times(incidents: IncidentFrame, table: Mapping[str, float]) -> pd.DataFrame:
    """
    Compare the table of service times with the records.

    Parameters
    ----------
    incidents
        Incidents that make work.
    table
        Minutes by word or class, and ``*`` for all others.

    Returns
    -------
    DataFrame
        One row for each category word, the most frequent first: ``category``, ``incidents``, ``table_min``,
        ``records`` (how many have both times), ``recorded_min`` (their mean; null below ``FEWEST_RECORDS``).
    """
    rows = pd.DataFrame(
        {
            "category": words_of(incidents).astype(object),
            "table_min": minutes_by_table(incidents, table).fillna(table[OTHER]),
            "recorded": recorded_minutes(incidents),
        }
    )
    grouped = rows.groupby("category", sort=True)
    found = pd.DataFrame(
        {
            "incidents": grouped.size(),
            "table_min": grouped["table_min"].mean(),
            "records": grouped["recorded"].count(),
            "recorded_min": grouped["recorded"].mean(),
        }
    )
    found["recorded_min"] = found["recorded_min"].where(found["records"] >= FEWEST_RECORDS)
    return found.sort_values("incidents", ascending=False, kind="stable").reset_index()


def with_records(table: Mapping[str, float], times: pd.DataFrame) -> dict[str, float]:
    """Put recorded means in the place of a table's figures, where there are records enough."""
    known = times[times["recorded_min"].notna()]
    return {**table, **dict(zip(known["category"].astype(str), known["recorded_min"], strict=True))}
