"""What the records show of the response: call to dispatch, to arrival, to the end."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

SPANS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "call_to_dispatch": ("reported_at", "dispatched_at"),
        "dispatch_to_arrival": ("dispatched_at", "arrived_at"),
        "call_to_arrival": ("reported_at", "arrived_at"),
        "arrival_to_finish": ("arrived_at", "finished_at"),
    }
)
"""Spans of a response (早接警、早出警、早处警), and the columns where each begins and ends."""

TARGETED = ("dispatch_to_arrival", "call_to_arrival")
"""Spans that a wanted time of arrival speaks of."""

COLUMNS = (
    *("beat_id", "hour", "span", "calls", "missing", "impossible", "known"),
    *("median_min", "p90_min", "mean_min", "within_target"),
)


def span_minutes(incidents: pd.DataFrame) -> pd.DataFrame:
    """
    Take the spans of each response from its times.

    Parameters
    ----------
    incidents
        With the columns that ``SPANS`` names, aware times; a column may lack.

    Returns
    -------
    DataFrame
        Minutes, one column for each span, index kept; null where a time lacks, below zero where they stand in
        an impossible order.
    """
    nothing = pd.Series(pd.NaT, index=incidents.index, dtype="datetime64[us, UTC]")

    def _moment(column: str) -> pd.Series:
        return incidents[column] if column in incidents.columns else nothing

    return pd.DataFrame(
        {
            span: (_moment(end) - _moment(start)).dt.total_seconds() / 60
            for span, (start, end) in SPANS.items()
        },
        index=incidents.index,
    )


def observed_times(
    incidents: pd.DataFrame, beat: pd.Series, *, time_zone: str, target_min: float = np.inf
) -> pd.DataFrame:
    """
    Summarise the observed times by beat and hour of day.

    Parameters
    ----------
    incidents
        Calls with ``reported_at`` and, where known, ``dispatched_at, arrived_at, finished_at``.
    beat
        Beat of each, by the same index; null for none.
    time_zone
        Zone of the hours.
    target_min
        Minutes within which an arrival is wanted.

    Returns
    -------
    DataFrame
        ``COLUMNS``; rows for the whole (``beat_id`` and ``hour`` null), each beat (``hour`` null), each hour
        (``beat_id`` null), and each beat and hour. ``calls`` = ``missing`` (a time lacks) + ``impossible``
        (it ends before it begins) + ``known``; the figures are of the known ones, ``within_target`` only of
        spans that end with the arrival.
    """
    hour = incidents["reported_at"].dt.tz_convert(time_zone).dt.hour
    minutes = span_minutes(incidents)
    long = pd.concat(
        [
            pd.DataFrame({"beat_id": beat, "hour": hour, "span": span, "minutes": minutes[span]})
            for span in SPANS
        ],
        ignore_index=True,
    )
    parts = [_summary(long, keys, target_min) for keys in ([], ["beat_id"], ["hour"], ["beat_id", "hour"])]
    table = pd.concat([part for part in parts if len(part)], ignore_index=True)
    return table.reindex(columns=list(COLUMNS)).astype({"hour": "Int64"})


def _summary(long: pd.DataFrame, keys: list[str], target_min: float) -> pd.DataFrame:
    long = long.assign(
        missing=long["minutes"].isna(),
        impossible=long["minutes"] < 0,
        minutes=long["minutes"].where(long["minutes"] >= 0),
    )
    targeted = long["span"].isin(TARGETED) & long["minutes"].notna() & np.isfinite(target_min)
    long["within"] = (long["minutes"] <= target_min).astype(float).where(targeted)
    order = {span: number for number, span in enumerate(SPANS)}
    grouped = long.assign(number=long["span"].map(order)).groupby([*keys, "number"])
    table = grouped.agg(
        span=("span", "first"),
        calls=("missing", "size"),
        missing=("missing", "sum"),
        impossible=("impossible", "sum"),
        known=("minutes", "count"),
        median_min=("minutes", "median"),
        mean_min=("minutes", "mean"),
        within_target=("within", "mean"),
    )
    table.insert(0, "p90_min", grouped["minutes"].quantile(0.9))
    return table.reset_index().drop(columns="number")
