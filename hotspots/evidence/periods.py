"""Whether an area stood out in every part of the time, or in one alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from hotspots.evidence.ground import Members
from hotspots.finding.grid import Floats, Ints

DAY_S = 86_400
YEAR_DAYS = 365.25
SEVERAL_YEARS, MOST_YEARS = 1.75, 10
QUARTERS_FROM_DAYS, HALVES_FROM_DAYS = 180, 28
LIMITS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class PeriodRisks:
    """
    Relative risk of each area in each period.

    Parameters
    ----------
    begin
        When each period begins, in UTC, shape ``(periods,)``.
    risk, low, high
        Relative risk and its exact 95 % limits, shape ``(areas, periods)``; NaN where the whole county has no
        incident in the period.
    """

    begin: npt.NDArray[np.datetime64]
    risk: Floats
    low: Floats
    high: Floats

    @property
    def is_high(self) -> npt.NDArray[np.bool_]:
        """Whether the risk is above 1 beyond chance."""
        return self.low > 1

    @property
    def share_high(self) -> Floats:
        """Share of the periods in which each area's risk is high; 0 without periods."""
        return np.asarray(self.is_high.sum(axis=1) / max(len(self.begin), 1))


def period_edges(first: float, last: float) -> Floats:
    """
    Split the time of the data into equal periods.

    Years where there are several (ten at most), else quarters of what there is, halves where that is less
    than half a year, nothing below four weeks.

    Parameters
    ----------
    first, last
        First and last moment in seconds.

    Returns
    -------
    ndarray
        Edges of the periods, one more than there are; empty for none.
    """
    days = (last - first) / DAY_S
    if days >= SEVERAL_YEARS * YEAR_DAYS:
        parts = min(round(days / YEAR_DAYS), MOST_YEARS)
    elif days >= HALVES_FROM_DAYS:
        parts = 4 if days >= QUARTERS_FROM_DAYS else 2
    else:
        return np.empty(0)
    return np.linspace(first, last, parts + 1)


def period_risks(members: Members, seconds: Ints, expected: Floats) -> PeriodRisks:
    """
    Compute the relative risk of each area in each period, its expected number shared as all incidents fall.

    An area was chosen for what it holds over the whole time, so that its periods are high more often than
    those of ground chosen blindly; but one that only a single outburst has listed is high in one.

    Parameters
    ----------
    members
        Incidents of each area.
    seconds
        Time of each incident in seconds, the lowest integer where it is not known.
    expected
        Expected incidents of each area over the whole time.

    References
    ----------
    .. [1] Garwood (1936), doi:10.1093/biomet/28.3-4.437
    """
    known = seconds != np.iinfo(np.int64).min
    moments = seconds[known]
    edges = period_edges(float(moments.min()), float(moments.max())) if known.any() else np.empty(0)
    parts = max(len(edges) - 1, 0)
    period = np.clip(np.searchsorted(edges, seconds, side="right") - 1, 0, max(parts - 1, 0))
    share = np.bincount(period[known], minlength=parts)[:parts] / max(int(known.sum()), 1)
    kept = known[members.point]
    places = members.area[kept] * parts + period[members.point[kept]]
    count = np.bincount(places, minlength=members.areas * parts)[: members.areas * parts]
    count = count.reshape(members.areas, parts).astype(float)
    mean = expected[:, None] * np.where(share > 0, share, np.nan)
    low = np.where(count > 0, gammaincinv(np.maximum(count, 1), LIMITS[0]), 0.0) / mean
    begin = edges[:-1].astype(np.int64).astype("datetime64[s]")
    return PeriodRisks(begin, count / mean, low, gammaincinv(count + 1, LIMITS[1]) / mean)
