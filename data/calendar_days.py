"""
Days on which a county's life is another: market days, public holidays, the Spring Festival.

``calendar_days.csv`` is a starting table that a county edits, one rule in a row:

- a range that comes every year, ``first`` to ``last`` as ``MM-DD``, by the solar or the lunar calendar (it
  may run over the end of the year; day 30 of a lunar month is its last day; leap months have no such days);
- a range of one year, ``first`` to ``last`` as ``YYYY-MM-DD``;
- ``endings``: days of the month that end in these digits, such as ``2 7``, by either calendar;
- ``every_days``: every so many days from ``first`` (``YYYY-MM-DD``) on.

``township_code`` limits a rule to one township; empty means everywhere. The shipped rows are the usual public
holidays without the exchanges that are announced each year, and no market days.

``calendar_lunar.csv`` holds the lunar years 1999 to 2050: their first day, leap month and days in months.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.errors import Problem, TableError

SHIPPED = Path(__file__).with_name("calendar_days.csv")
LUNAR = Path(__file__).with_name("calendar_lunar.csv")
KINDS = ("market_day", "spring_festival", "public_holiday")
COLUMNS = ("kind", "township_code", "calendar", "first", "last", "endings", "every_days")
LAST_DAY = 30

Days = npt.NDArray[np.datetime64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class MonthDays:
    """
    Month and day of the month of each day by one calendar; 0 where the calendar does not reach.

    ``leap`` marks the days of leap months, ``last`` the last days of lunar months.
    """

    month: npt.NDArray[np.int64]
    day: npt.NDArray[np.int64]
    leap: Mask
    last: Mask


def calendar_days(first: date, last: date, path: Path = SHIPPED) -> pd.DataFrame:
    """
    List the special days of a period.

    Parameters
    ----------
    first, last
        First and last day of the period, both included.
    path
        UTF-8 CSV of rules, see above.

    Returns
    -------
    DataFrame
        ``kind, day, township_code``, each once, in this order; ``day`` without time zone.

    Raises
    ------
    TableError
        Listing missing columns (``table.column_missing``), kinds that are not known
        (``calendar.kind_unknown``) and rules that cannot be read (``calendar.row_bad``).
    """
    days = np.arange(np.datetime64(first), np.datetime64(last + timedelta(1)), dtype="datetime64[D]")
    months = {"solar": solar_days(days), "lunar": lunar_days(days)}
    parts = [
        pd.DataFrame(
            {
                "kind": rule["kind"],
                "day": days[_matches(rule, days, months[rule["calendar"]])].astype("datetime64[s]"),
                "township_code": rule["township_code"],
            }
        )
        for rule in _read_rules(path)
    ]
    columns = ["kind", "day", "township_code"]
    if not parts:
        return pd.DataFrame({"kind": [], "day": days[:0].astype("datetime64[s]"), "township_code": []})
    return pd.concat(parts).drop_duplicates().sort_values(columns, ignore_index=True)


def solar_days(days: Days) -> MonthDays:
    """Read days by the solar calendar."""
    months = days.astype("datetime64[M]")
    day = (days - months).astype(np.int64) + 1
    never = np.zeros(len(days), dtype=bool)
    return MonthDays(months.astype(np.int64) % 12 + 1, day, never, never)


def lunar_days(days: Days) -> MonthDays:
    """Read days by the Chinese lunar calendar, from 16 February 1999 to 10 February 2051."""
    starts, months, leaps = _lunar_months()
    at = np.searchsorted(starts, days, side="right") - 1
    known = (at >= 0) & (at < len(months))
    at = np.where(known, at, 0)
    day = np.where(known, (days - starts[at]).astype(np.int64) + 1, 0)
    last = known & (days + 1 == starts[at + 1])
    return MonthDays(np.where(known, months[at], 0), day, known & leaps[at], last)


@cache
def _lunar_months() -> tuple[Days, npt.NDArray[np.int64], Mask]:
    """Give the first day of each lunar month and of one more, each month's number, and whether it is leap."""
    starts: list[np.datetime64] = []
    months: list[int] = []
    leaps: list[bool] = []
    for row in _rows(LUNAR):
        start, leap = np.datetime64(row["new_year"]), int(row["leap_month"] or 0)
        lengths = [int(length) for length in row["days_in_months"].split()]
        for position, length in enumerate(lengths, start=1):
            is_leap = 0 < leap == position - 1
            months.append(position - (0 < leap < position))
            leaps.append(is_leap)
            starts.append(start)
            start += length
    return np.array([*starts, start], dtype="datetime64[D]"), np.array(months), np.array(leaps)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _read_rules(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise TableError.of([Problem("table.column_missing", {"column": column}) for column in missing])
        rows = [{name: (row[name] or "").strip() for name in COLUMNS} for row in reader]
    problems = [problem for line, row in enumerate(rows, start=2) for problem in _problems(line, row)]
    if problems:
        raise TableError.of(problems)
    return [row | {"calendar": row["calendar"] or "solar"} for row in rows]


def _problems(line: int, row: dict[str, str]) -> Iterator[Problem]:
    if row["kind"] not in KINDS:
        yield Problem("calendar.kind_unknown", {"line": line, "kind": row["kind"], "kinds": ", ".join(KINDS)})
    wrong = [name for name, good in _checks(row).items() if not good]
    if wrong:
        said = ", ".join(f"{name}={row[name]}" for name in wrong)
        yield Problem("calendar.row_bad", {"line": line, "values": said})


def _checks(row: dict[str, str]) -> dict[str, bool]:
    """Tell for each value of a rule whether it can be read beside the others."""
    first, last, endings, every = (row[name] for name in ("first", "last", "endings", "every_days"))
    once, yearly = _is_date(first), _is_yearly(first) and not every
    fits = _is_date(last) and last >= first if once else yearly and _is_yearly(last)
    return {
        "calendar": row["calendar"] in ("", "solar", "lunar"),
        "first": once or yearly or (first == "" and endings != "" and every == ""),
        "last": last == "" or fits,
        "endings": re.fullmatch(r"(\d(\s+\d)*)?", endings) is not None,
        "every_days": every == "" or (every.isdecimal() and int(every) > 0),
    }


def _is_date(value: str) -> bool:
    try:
        return len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_yearly(value: str) -> bool:
    found = re.fullmatch(r"(\d\d)-(\d\d)", value)
    return found is not None and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 31


def _matches(rule: dict[str, str], days: Days, months: MonthDays) -> Mask:
    first, last = rule["first"], rule["last"] or rule["first"]
    match = months.month > 0
    if rule["every_days"]:
        since = (days - np.datetime64(first)).astype(np.int64)
        match = match & (since >= 0) & (since % int(rule["every_days"]) == 0)
        last = rule["last"] or str(days[-1])
    if _is_date(first):
        match = match & (days >= np.datetime64(first)) & (days <= np.datetime64(last))
    elif first:
        match = match & ~months.leap & _in_yearly(first, last, months)
    if rule["endings"]:
        match = match & np.isin(months.day % 10, [int(digit) for digit in rule["endings"].split()])
    return match


def _in_yearly(first: str, last: str, months: MonthDays) -> Mask:
    """Tell which days lie in a range of month and day; the last day of a lunar month counts as its 30th."""
    day = np.where(months.last, np.maximum(months.day, LAST_DAY), months.day)
    key = months.month * 100 + day
    begin, end = (int(value[:2]) * 100 + int(value[3:]) for value in (first, last))
    inside: Mask = (key >= begin) & (key <= end) if begin <= end else (key >= begin) | (key <= end)
    return inside
