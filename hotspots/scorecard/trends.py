"""Whether a measure differs from the year before by more than chance gives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, f, fisher_exact, t

from hotspots.scorecard.intervals import difference_interval
from hotspots.scorecard.measures import RATES, Measured

ERROR = 0.01
"""A page shows a dozen trends."""
LEAST_MONTHS = 4
"""Fewer months say nothing of how much counts scatter."""


@dataclass(frozen=True, slots=True)
class Change:
    """
    A change against the year before.

    Attributes
    ----------
    difference
        In counts, or of a share.
    is_beyond_chance
        Whether chance alone gives so much in 1 of 100 years at most.
    """

    difference: float
    is_beyond_chance: bool


def change_of(now: Measured, before: Measured, error: float = ERROR) -> Change | None:
    """
    Compare a measure with that of the year before; None where either is not known.

    Rates by their counts, shares of a survey by the interval of their difference, shares of what was due by
    Fisher's exact test.
    """
    if now.estimate is None or before.estimate is None:
        return None
    if now.measure in RATES:
        return _change_of_counts(now, before, error)
    made_of = [(one.number("done"), one.number("due")) for one in (now, before)]
    (done, due), (done_before, due_before) = made_of
    if done is not None and due is not None and done_before is not None and due_before is not None:
        table = np.array([[done, due - done], [done_before, due_before - done_before]])
        p_value = float(fisher_exact(table).pvalue)
        return Change(now.estimate.value - before.estimate.value, p_value < error)
    gap = difference_interval(now.estimate, before.estimate)
    return Change(gap.value, gap.low > 0 or gap.high < 0)


def _change_of_counts(now: Measured, before: Measured, error: float) -> Change | None:
    count, earlier = now.count, before.count
    if count is None or earlier is None:
        return None
    days, days_before = now.number("days") or 1.0, before.number("days") or 1.0
    squares = [one.number("squares") for one in (now, before)]
    if squares[0] is not None and squares[1] is not None:
        p_value = sums_p_value(count, earlier, squares[0] + squares[1], days / (days + days_before))
    else:
        p_value = counts_p_value(int(count), days, int(earlier), days_before)
        by_month = months_p_value(now.months, before.months, days / (days + days_before))
        p_value = max(p_value, by_month or 0.0)
    return Change(count - earlier, p_value < error)


def counts_p_value(count: int, exposure: float, other: int, other_exposure: float) -> float:
    """
    Test whether two counts have the same rate (exact conditional test, two-sided).

    Parameters
    ----------
    count, other
        Incidents.
    exposure, other_exposure
        Person-years, or days, that they were counted over; more than 0.

    References
    ----------
    .. [1] Przyborowski and Wilenski (1940), doi:10.1093/biomet/31.3-4.313
    """
    if count + other == 0:
        return 1.0
    return float(binomtest(count, count + other, exposure / (exposure + other_exposure)).pvalue)


def months_p_value(months: Sequence[int], others: Sequence[int], share: float = 0.5) -> float | None:
    """
    Test the same of counts by month, which scatter more than single incidents would: one brings the next.

    How much more is learnt from how the months of the one year differ from those of the other (quasi-Poisson,
    months paired); counts that scatter less are taken as they are. None where too few months say anything.

    Parameters
    ----------
    months, others
        Incidents of the same months of two years.
    share
        Share of all days that the first of them has.

    References
    ----------
    .. [1] McCullagh and Nelder (1989), Generalized Linear Models, section 4.5
    """
    pairs = [(one, one + other) for one, other in zip(months, others, strict=True) if one + other]
    count, total = sum(one for one, _ in pairs), sum(both for _, both in pairs)
    if not 0 < count < total or len(pairs) < LEAST_MONTHS:
        return None
    found = count / total
    scatter = sum((one - both * found) ** 2 / (both * found * (1 - found)) for one, both in pairs)
    freedom = len(pairs) - 1
    dispersion = max(1.0, scatter / freedom)
    statistic = (count - total * share) ** 2 / (total * share * (1 - share)) / dispersion
    return float(f.sf(statistic, 1, freedom))


def sums_p_value(value: float, other: float, squares: float, share: float = 0.5) -> float:
    """
    Test whether two sums over events, such as people hurt in accidents, have the same rate.

    Under chance each event falls into either year by its share of the days. As many degrees of freedom as
    events of one size that would scatter as much, less one.

    Parameters
    ----------
    value, other
        Sums of the two years.
    squares
        Sum over the events of both of the square of what each counts for.
    share
        Share of all days that the first of them has.
    """
    total = value + other
    if not total or not squares:
        return 1.0
    freedom = total**2 / squares - 1
    if freedom <= 1e-9:
        return 1.0
    statistic = abs(value - total * share) / math.sqrt(squares * share * (1 - share))
    return float(2 * t.sf(statistic, freedom))
