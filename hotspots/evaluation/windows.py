"""The periods that are compared: before the start of rectification, after it, and the one before those."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspots.evaluation.params import EvaluationParams

Mask = npt.NDArray[np.bool_]

SLACK = pd.Timedelta(days=14)
"""Data reach an end that their first or last incident lies this close to: days without any are common."""
A_DAY = pd.Timedelta(days=1)
LEAST_SHARE = 0.5
"""With less of the period after, nothing is said yet."""


Span = tuple[pd.Timestamp, pd.Timestamp]


@dataclass(frozen=True, slots=True)
class Windows:
    """
    Instants between which incidents are counted, each period without its end.

    Parameters
    ----------
    prior, before, after
        The period before the one before, the one before, and the one since rectification began.
    months
        Length of the one after.
    """

    prior: Span
    before: Span
    after: Span
    months: int

    def masks(self, times: pd.Series) -> tuple[Mask, Mask, Mask]:
        """Tell which times lie in the prior period, in the one before and in the one after."""
        spans = (self.prior, self.before, self.after)
        prior, before, after = (((times >= first) & (times < last)).to_numpy() for first, last in spans)
        return prior, before, after

    def reach(self, times: pd.Series) -> tuple[bool, bool, bool]:
        """Tell whether data reach back over the prior period and over the one before, and to the end."""
        first, last = times.min(), times.max()
        return (
            bool(first <= self.prior[0] + SLACK),
            bool(
                first <= self.before[0] + SLACK
                and last >= self.before[0] + (self.before[1] - self.before[0]) / 2
            ),
            bool(last >= self.after[1] - SLACK),
        )


def windows_of(started_on: date, params: EvaluationParams, months: int | None = None) -> Windows:
    """
    Lay the periods about the day on which rectification began.

    Parameters
    ----------
    started_on
        That day; it is the first of the period after.
    params
        Months of the periods, and the zone in which days begin.
    months
        So many of the first months of each period alone, the same ones of the year where periods are years.

    Examples
    --------
    >>> windows = windows_of(date(2025, 3, 1), EvaluationParams())
    >>> [str(day.date()) for day in (*windows.before, *windows.after)]
    ['2024-03-01', '2025-03-01', '2025-03-01', '2026-03-01']
    >>> windows = windows_of(date(2025, 3, 1), EvaluationParams(), 7)
    >>> [str(day.date()) for day in (*windows.before, *windows.after)]
    ['2024-03-01', '2024-10-01', '2025-03-01', '2025-10-01']
    """
    start = pd.Timestamp(started_on).tz_localize(params.time_zone)

    def span(ago: int, length: int) -> Span:
        first = start - pd.DateOffset(months=ago)
        return first, first + pd.DateOffset(months=months or length)

    before = params.before_months
    return Windows(
        span(2 * before, before),
        span(before, before),
        span(0, params.after_months),
        months or params.after_months,
    )


def windows_within(started_on: date, params: EvaluationParams, times: pd.Series) -> Windows:
    """
    Lay the periods as far as the data reach: whole, or the first months of each where they end too early.

    Parameters
    ----------
    started_on, params
        As for `windows_of`.
    times
        When incidents began.

    Returns
    -------
    Windows
        Cut to whole months, if the data hold `LEAST_SHARE` of the period after and periods are equally long.
    """
    whole = windows_of(started_on, params)
    if whole.reach(times)[2] or params.before_months != params.after_months:
        return whole
    for months in range(params.after_months - 1, math.ceil(LEAST_SHARE * params.after_months) - 1, -1):
        cut = windows_of(started_on, params, months)
        if cut.after[1] <= times.max() + A_DAY:
            return cut
    return whole
