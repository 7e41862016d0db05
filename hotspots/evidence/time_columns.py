"""When the incidents of areas fall: months and their trend, hours of the week, special days, periods."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.frames import IncidentFrame
from hotspots.evidence.aoristic import HOURS, HOURS_IN_WEEK, aoristic_weeks, hour_of_week
from hotspots.evidence.columns import joined
from hotspots.evidence.ground import Members
from hotspots.evidence.incident_columns import days_of, local_moments
from hotspots.evidence.periods import PeriodRisks
from hotspots.evidence.profile import Months, peak_hours, whole_months
from hotspots.evidence.special_days import KINDS, special_day_rates
from hotspots.evidence.trend import MonthTrends, month_trends
from hotspots.finding.grid import Floats

DAY_PARTS = 4
WEEKDAYS = 5

Columns = dict[str, npt.ArrayLike]
Moments = npt.NDArray[np.datetime64]


def time_columns(
    inside: IncidentFrame,
    members: Members,
    span: tuple[np.datetime64, np.datetime64],
    townships: list[str],
    *,
    calendar: pd.DataFrame,
    time_zone: str,
) -> tuple[Columns, MonthTrends]:
    """
    Make the columns of an area's time profile, and the trends.

    Parameters
    ----------
    inside, members
        Incidents of the pairs of ``members``.
    span
        First and last moment of all the data on the site's clock; not a time when none is known.
    townships
        Township code of each area.
    calendar
        Special days.
    time_zone
        Zone whose clock is read.
    """
    local_from, local_to = (
        local_moments(inside[name], time_zone) for name in ("occurred_from", "occurred_to")
    )
    months = whole_months(*span)
    by_month = _by_month(months, local_from, members)
    trends = month_trends(by_month, months.days if months.count else None)
    columns: Columns = {
        "trend": trends.direction,
        "trend_p_value": trends.p_value,
        "trend_per_year": trends.per_year,
        "trend_per_year_low": trends.per_year_low,
        "trend_per_year_high": trends.per_year_high,
        "first_month": [str(months.first) if months.count else ""] * members.areas,
        "month_counts": [joined(counts) for counts in by_month],
    }
    columns |= _week_columns(local_from, local_to, members)
    if np.isnat(span[0]):
        none = np.datetime64("1970-01-01")
        span = (none, none)
    day = days_of(local_from, local_to)
    for kind, rates in special_day_rates(members, day, townships, calendar, span=span).items():
        name = KINDS[kind]
        columns |= {
            name: rates.direction,
            f"{name}_ratio": _finite(rates.ratio),
            f"{name}_low": _finite(rates.low),
            f"{name}_high": _finite(rates.high),
            f"{name}_p_value": rates.p_value,
        }
    return columns, trends


def _by_month(months: Months, local: Moments, members: Members) -> Floats:
    number = months.number(local)
    counted = number >= 0
    place = members.area[counted] * months.count + number[counted]
    counts = np.bincount(place, minlength=members.areas * months.count)
    return counts.reshape(members.areas, months.count).astype(float)


def _week_columns(local_from: Moments, local_to: Moments, members: Members) -> Columns:
    known = ~(np.isnat(local_from) | np.isnat(local_to))
    start = hour_of_week(local_from[known])
    length = np.maximum((local_to - local_from)[known].astype(np.int64) / 3600, 0)
    weeks = aoristic_weeks(start, length, members.area[known], members.areas)
    by_day = weeks.reshape(-1, HOURS_IN_WEEK // HOURS, HOURS)
    by_hour = by_day.sum(axis=1)
    total = np.maximum(by_hour.sum(axis=1), 1e-9)
    return {
        "week_hours": [joined(week) for week in weeks],
        "day_parts": [joined(parts) for parts in by_hour.reshape(-1, DAY_PARTS, HOURS // DAY_PARTS).sum(2)],
        "weekend_share": by_day[:, WEEKDAYS:].sum(axis=(1, 2)) / total,
        "peak_hours": [peak_hours(hours) for hours in by_hour],
    }


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


def period_columns(risks: PeriodRisks, time_zone: str) -> Columns:
    """Make the columns that say in which periods each area stood out, named by their first day."""
    begin = local_moments(pd.Series(pd.to_datetime(risks.begin, utc=True)), time_zone)
    first_day = [str(day) for day in begin.astype("datetime64[D]")]
    said = [
        "; ".join(
            f"{day} {risk:.2f} {low:.2f} {high:.2f}"
            for day, risk, low, high in zip(first_day, *figures, strict=True)
            if np.isfinite(risk)
        )
        for figures in zip(risks.risk, risks.low, risks.high, strict=True)
    ]
    high = [f"{n}/{len(first_day)}" if first_day else "" for n in risks.is_high.sum(axis=1)]
    return {"periods_high": high, "period_risks": said}
