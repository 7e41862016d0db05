"""The periods that are compared: before the start of rectification, after it, and the one before those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspots.evaluation.params import EvaluationParams

Mask = npt.NDArray[np.bool_]

SLACK = pd.Timedelta(days=14)
"""Data reach an end that their first or last incident lies this close to: days without any are common."""


@dataclass(frozen=True, slots=True)
class Windows:
    """
    Instants between which incidents are counted, each period without its end.

    Parameters
    ----------
    prior, before, start, end
        Where the period before the one before begins, where that begins, where rectification begins and where
        the period after ends.
    """

    prior: pd.Timestamp
    before: pd.Timestamp
    start: pd.Timestamp
    end: pd.Timestamp

    def masks(self, times: pd.Series) -> tuple[Mask, Mask, Mask]:
        """Tell which times lie in the prior period, in the one before and in the one after."""
        edges = (self.prior, self.before, self.start, self.end)
        spans = pairwise(edges)
        prior, before, after = (((times >= first) & (times < last)).to_numpy() for first, last in spans)
        return prior, before, after

    def reach(self, times: pd.Series) -> tuple[bool, bool, bool]:
        """Tell whether data reach back over the prior period and over the one before, and to the end."""
        first, last = times.min(), times.max()
        return (
            bool(first <= self.prior + SLACK),
            bool(first <= self.before + SLACK),
            bool(last >= self.end - SLACK),
        )


def windows_of(started_on: date, params: EvaluationParams) -> Windows:
    """
    Lay the periods about the day on which rectification began.

    Parameters
    ----------
    started_on
        That day; it is the first of the period after.
    params
        Months of the periods, and the zone in which days begin.

    Examples
    --------
    >>> windows = windows_of(date(2025, 3, 1), EvaluationParams())
    >>> str(windows.before.date()), str(windows.end.date())
    ('2024-03-01', '2026-03-01')
    """
    start = pd.Timestamp(started_on).tz_localize(params.time_zone)
    before = start - pd.DateOffset(months=params.before_months)
    prior = start - pd.DateOffset(months=2 * params.before_months)
    return Windows(prior, before, start, start + pd.DateOffset(months=params.after_months))
