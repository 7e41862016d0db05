"""Whether an area has more incidents on market days, on holidays, around the Spring Festival."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import betainc, betaincinv

from gis.errors import Problem, TableError
from hotspots.evidence.ground import Members
from hotspots.finding.grid import Floats

COLUMNS = ("kind", "day", "township_code")
KINDS = {
    "market_day": "market_days",
    "spring_festival": "spring_festival",
    "public_holiday": "public_holidays",
}
"""Kinds of days and the columns of the table of areas that speak of them."""

ALPHA = 0.05
LEAST_INCIDENTS = 12
LEAST_EXPECTED = 3.0  # incidents on special days, and on others, if all days were the same

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class DayRates:
    """
    Incidents a day on special days against other days.

    Parameters
    ----------
    direction
        ``more``, ``fewer``, ``same`` (no difference proved) or ``unknown`` (too few to tell).
    ratio, low, high
        Ratio of the rates and its exact 95 % interval; NaN where unknown, infinite where others have none.
    p_value
        Exact, two-sided.
    """

    direction: npt.NDArray[np.str_]
    ratio: Floats
    low: Floats
    high: Floats
    p_value: Floats


def compare_days(
    special: npt.ArrayLike, total: npt.ArrayLike, special_days: npt.ArrayLike, days: npt.ArrayLike
) -> DayRates:
    """
    Compare the rate on special days with that on others.

    Given their sum, the incidents on special days are binomial; the interval is that of Clopper and
    Pearson, and the p-value twice the smaller tail, so that the two agree.

    Parameters
    ----------
    special, total
        Incidents on special days, and on all days.
    special_days, days
        How many special days there were, and days in all.

    References
    ----------
    .. [1] Przyborowski and Wilenski (1940), doi:10.1093/biomet/31.3-4.313
    .. [2] Clopper and Pearson (1934), doi:10.1093/biomet/26.4.404

    Examples
    --------
    >>> compare_days(20, 40, 73, 365).ratio.round(6).tolist()
    [4.0]
    """
    n1, n, d1, d = (
        np.atleast_1d(np.asarray(one, dtype=float)) for one in (special, total, special_days, days)
    )
    n0, d0 = n - n1, d - d1
    with np.errstate(divide="ignore", invalid="ignore"):
        share, odds = d1 / d, d0 / d1
        known = (n >= LEAST_INCIDENTS) & (np.minimum(share, 1 - share) * n >= LEAST_EXPECTED)
        low = np.where(n1 > 0, betaincinv(np.maximum(n1, 1), n0 + 1, ALPHA / 2), 0.0)
        high = np.where(n0 > 0, betaincinv(n1 + 1, np.maximum(n0, 1), 1 - ALPHA / 2), 1.0)
        ratio, low, high = (n1 / n0 * odds, low / (1 - low) * odds, high / (1 - high) * odds)
        at_least = np.where(n1 > 0, betainc(np.maximum(n1, 1), n0 + 1, share), 1.0)
        at_most = np.where(n0 > 0, 1 - betainc(n1 + 1, np.maximum(n0, 1), share), 1.0)
    p_value = np.minimum(2 * np.minimum(at_least, at_most), 1.0)
    proved = np.where(p_value > ALPHA, "same", np.where(ratio > 1, "more", "fewer"))
    figures = (np.where(known, one, np.nan) for one in (ratio, low, high, p_value))
    return DayRates(np.where(known, proved, "unknown"), *figures)


def special_day_rates(
    members: Members,
    day: Days,
    townships: list[str],
    calendar: pd.DataFrame,
    *,
    span: tuple[np.datetime64, np.datetime64],
) -> dict[str, DayRates]:
    """
    Compare every kind of special days in every area.

    Parameters
    ----------
    members
        Incidents of each area.
    day
        Day of each pair of ``members``; not a time where it is not known.
    townships
        Township code of each area, whose days count beside those of the whole county.
    calendar
        See `check_calendar`.
    span
        First and last day of the data.

    Returns
    -------
    dict
        Rates by kind, each of one figure an area.
    """
    first, last = (moment.astype("datetime64[D]") for moment in span)
    length = int((last - first).astype(int)) + 1
    number = np.where(np.isnat(day), -1, (day - first).astype(np.int64))
    dated = (number >= 0) & (number < length)
    total = members.count(dated.astype(float))
    codes = sorted(set(townships))
    township = np.searchsorted(codes, townships)
    rates = {}
    for kind in KINDS:
        table = _day_table(calendar[calendar["kind"] == kind], codes, first, length)
        on_such = dated & table[township[members.area], np.where(dated, number, 0)]
        such_days = table.sum(axis=1)[township]
        rates[kind] = compare_days(members.count(on_such.astype(float)), total, such_days, length)
    return rates


def _day_table(
    days: pd.DataFrame, codes: list[str], first: np.datetime64, length: int
) -> npt.NDArray[np.bool_]:
    """Mark the special days of each township, shape ``(townships, days)``."""
    number = (days["day"].to_numpy().astype("datetime64[D]") - first).astype(np.int64)
    where = days["township_code"].to_numpy(dtype=object)
    inside = (number >= 0) & (number < length)
    table = np.zeros((len(codes), length), dtype=bool)
    for row, code in zip(table, codes, strict=True):
        row[number[inside & ((where == "") | (where == code))]] = True
    return table


def check_calendar(calendar: pd.DataFrame | None) -> pd.DataFrame:
    """
    Check a table of special days.

    Parameters
    ----------
    calendar
        One row for each day: ``kind`` (see ``KINDS``; others are ignored), ``day`` (without time zone) and
        ``township_code`` (empty for the whole county); None for none.

    Raises
    ------
    TableError
        ``table.column_missing``.
    """
    if calendar is None:
        return pd.DataFrame({"kind": [], "day": np.empty(0, dtype="datetime64[s]"), "township_code": []})
    missing = [column for column in COLUMNS if column not in calendar.columns]
    if missing:
        raise TableError.of([Problem("table.column_missing", {"column": column}) for column in missing])
    return calendar
