"""The table of demand by hour of the week: patrol hours that each hour asks for, by station."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.small_tables import SmallTable, read_small_table
from data.tables import has_layer
from data.texts import clean_ids
from gis.errors import TableError

HEADERS = {
    "station": ("station", "派出所代码", "单位代码", "派出所", "单位"),
    "hour_of_week": ("hour_of_week", "周内小时", "周小时"),
    "weekday": ("weekday", "星期", "周几"),
    "hour": ("hour", "小时", "时"),
    "workload": ("workload", "工作量", "工时", "hours"),
}
LAYER = "hours"
DAYS, DAY_HOURS = 7, 24


def read_week_demand(path: Path) -> pd.DataFrame:
    """
    Read what each hour of the week asks for.

    Parameters
    ----------
    path
        A file of ``safetown demand`` (its layer ``hours``), or a table with the same columns: ``workload`` in
        patrol hours, and ``hour_of_week`` (0 to 167, Monday 0 h first), ``weekday`` (0 is Monday) and
        ``hour``, or ``hour`` alone, which every day then has alike; ``station`` where there are several.

    Returns
    -------
    DataFrame
        Patrol hours, one row for each station (its code as text, ``""`` where the table names none), one
        column for each hour of the week.

    Raises
    ------
    TableError
        Listing hours outside the week, workloads that are none, and stations that lack hours.
    """
    layer = LAYER if has_layer(path, LAYER) else None
    table = read_small_table(path, HEADERS, ("workload",), layer=layer)
    workload, bad = table.numbers("workload")
    problems = [] if bad is None else [bad]
    problems += table.check("rows.value_missing", np.isnan(workload), column="workload")
    hour, wrong = _hours_of_week(table)
    problems += table.check("shifts.hour_bad", wrong)
    if problems:
        raise TableError.of(problems)
    station = clean_ids(table.rows["station"]).to_numpy()
    rows = pd.DataFrame({"station": station, "hour": hour, "workload": workload})
    if not table.given & {"hour_of_week", "weekday"}:
        rows = pd.concat([rows.assign(hour=rows["hour"] + DAY_HOURS * day) for day in range(DAYS)])
    week = rows.pivot_table(index="station", columns="hour", values="workload", aggfunc="sum", sort=False)
    week = week.reindex(columns=range(DAYS * DAY_HOURS))
    lacking = week.isna().sum(axis=1)
    if lacking.any():
        first = lacking[lacking > 0]
        raise TableError("shifts.hours_missing", station=str(first.index[0]) or "-", hours=int(first.iloc[0]))
    return week


def _hours_of_week(table: SmallTable) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Give the hour of the week of each row, and which are none."""
    if "hour_of_week" in table.given:
        hour = table.numbers("hour_of_week")[0]
    else:
        day = table.numbers("weekday")[0] if "weekday" in table.given else np.zeros(len(table.rows))
        of_day = table.numbers("hour")[0]
        hour = np.where((day < DAYS) & (of_day < DAY_HOURS), DAY_HOURS * day + of_day, np.nan)
    wrong = ~((hour >= 0) & (hour < DAYS * DAY_HOURS) & (hour % 1 == 0))
    return np.where(wrong, 0, hour).astype(np.int64), wrong
