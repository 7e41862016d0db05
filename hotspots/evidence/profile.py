"""What an area's incidents are: when they fall, which kinds, and whether they become more."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtr

TREND_ALPHA = 0.05
LEAST_MONTHS = 6
LEAST_INCIDENTS = 12
PEAK_SHARE = 0.4
LONGEST_PEAK_HOURS = 9
CATEGORIES_NAMED = 3


def month_trend(months: npt.ArrayLike, exposure: npt.ArrayLike | None = None) -> str:
    """
    Test whether monthly counts rise or fall.

    Parameters
    ----------
    months
        Incidents in each whole month, in order.
    exposure
        What each month would have if nothing changed, up to a factor (days, or the county's incidents).

    Returns
    -------
    str
        ``rising``, ``falling``, ``steady``, or ``unknown`` with fewer than 6 months or 12 incidents.
        Score test of a log-linear Poisson trend, two-sided at 5 %, its variance multiplied by the Pearson
        dispersion of the months where that exceeds 1.

    Examples
    --------
    >>> month_trend([1, 2, 3, 4, 5, 6, 7, 8])
    'rising'
    """
    counts = np.asarray(months, dtype=float)
    share = np.ones(len(counts)) if exposure is None else np.asarray(exposure, dtype=float)
    if len(counts) < LEAST_MONTHS or counts.sum() < LEAST_INCIDENTS or share.sum() <= 0:
        return "unknown"
    share = share / share.sum()
    time = np.arange(len(counts), dtype=float)
    middle = float(share @ time)
    variance = counts.sum() * float(share @ (time - middle) ** 2)
    score = float(counts @ (time - middle))
    mean = counts.sum() * share
    slope = score / variance
    trended = mean * np.exp(slope * (time - middle))
    trended *= counts.sum() / trended.sum()
    dispersion = float((((counts - trended) ** 2) / np.maximum(trended, 1e-9)).sum() / (len(counts) - 2))
    z_score = score / np.sqrt(variance * max(1.0, dispersion))
    if 2 * ndtr(-abs(z_score)) > TREND_ALPHA:
        return "steady"
    return "rising" if z_score > 0 else "falling"


def whole_months(occurred_at: pd.Series, time_zone: str) -> pd.Series:
    """
    Number the month of each incident, 0 for the first whole month of the data, -1 outside whole months.

    The first and last month count as whole when incidents reach within two days of their ends.
    """
    local = occurred_at.dt.tz_convert(time_zone)
    number = local.dt.year * 12 + local.dt.month
    first, last = local.min(), local.max()
    if pd.isna(first):
        return pd.Series(-1, index=occurred_at.index)
    begin = first.year * 12 + first.month + (first.day > 3)
    end = last.year * 12 + last.month - (last.day < last.days_in_month - 2)
    months = (number - begin).where((number >= begin) & (number <= end), -1)
    return pd.Series(months.fillna(-1).astype("int64"))


def peak_hours(by_hour: npt.ArrayLike) -> str:
    """
    Name the shortest run of hours that holds two fifths of the incidents, such as ``"20-23"`` (23 excluded).

    Parameters
    ----------
    by_hour
        Incidents by hour of the day, shape ``(24,)``.

    Returns
    -------
    str
        Empty where it would take nine hours or more: then no hour stands out.
    """
    hours = np.asarray(by_hour, dtype=float)
    total = hours.sum()
    if total <= 0:
        return ""
    running = np.concatenate([[0.0], np.cumsum(np.tile(hours, 2))])
    for length in range(1, LONGEST_PEAK_HOURS):
        held = running[length : length + 24] - running[:24]
        start = int(held.argmax())
        if held[start] >= PEAK_SHARE * total:
            return f"{start}-{(start + length - 1) % 24 + 1}"
    return ""


def top_categories(words: pd.Series) -> str:
    """Name the most frequent categories and their shares, such as ``"盗窃 41 %; 打架斗殴 20 %"``."""
    given = words[words.notna() & (words.astype(str) != "")].astype(str)
    shares = given.value_counts(normalize=True)
    ordered = sorted(shares.items(), key=lambda item: (-item[1], str(item[0])))
    return "; ".join(f"{word} {round(share * 100)} %" for word, share in ordered[:CATEGORIES_NAMED])
