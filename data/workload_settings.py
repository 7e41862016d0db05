"""
What one thing costs in patrol hours.

``workload_settings.csv`` is a starting table with the reason beside each figure; a county edits a copy of it.
A row that the copy leaves out keeps the shipped figure, but the service times, road passes and visits of a
copy that has any stand alone.
"""

from __future__ import annotations

from pathlib import Path

from data.small_tables import SmallTable, read_small_table
from gis.errors import Problem, TableError

SHIPPED = Path(__file__).with_name("workload_settings.csv")
TABLES = ("service_minutes", "road_passes", "visits", "weight")
FIGURES = (
    *("patrol_speed_kmh", "visit_minutes", "travel_minutes", "area_stops", "area_stop_minutes"),
    *("patrol_from", "patrol_until", "duty_hours", "patrol_share", "crew_size"),
)
HEADERS = {
    "item": ("item", "项目", "设置项"),
    "key": ("key", "词", "类别", "键"),
    "value": ("value", "值", "数值"),
}

WorkloadTable = dict[str, dict[str, float]]
"""Figures by item and key; the key of an item that is one figure is empty."""


def read_workload_settings(path: Path | str | None = None) -> WorkloadTable:
    """
    Read what one thing costs in patrol hours.

    Parameters
    ----------
    path
        CSV or Excel with ``item``, ``key`` and ``value`` (``项目``, ``类别``, ``数值``), as the shipped table
        has them; without one, the shipped table.

    Returns
    -------
    dict
        Figures by item and key; every item of ``TABLES`` and ``FIGURES`` is there.

    Raises
    ------
    TableError
        Listing unknown items, figures that are none, rows that come twice, and tables without a row ``*``.
    """
    shipped = _read(SHIPPED)
    if path is None:
        return shipped
    own = _read(Path(path))
    kept = {item: figures for item, figures in shipped.items() if item not in own}
    return kept | own | {"weight": shipped["weight"] | own.get("weight", {})}


def _read(path: Path) -> WorkloadTable:
    table = read_small_table(path, HEADERS, ("item", "value"))
    item, key = table.rows["item"], table.rows["key"]
    figures, bad = table.numbers("value")
    problems = [] if bad is None else [bad]
    problems += _row_problems(table)
    read: WorkloadTable = {}
    for name, word, figure in zip(item, key, figures, strict=True):
        read.setdefault(name, {})[word] = float(figure)
    problems += [
        Problem("demand.row_missing", {"item": name})
        for name in TABLES
        if name != "weight" and name in read and "*" not in read[name]
    ]
    problems += [
        Problem("demand.figure_out_of_range", {"item": name, "value": read[name][""], "range": said})
        for name, low, high, said in (
            ("patrol_speed_kmh", 0.1, 200.0, "0.1-200"),
            ("crew_size", 1.0, 20.0, "1-20"),
            ("patrol_from", 0.0, 23.0, "0-23"),
            ("patrol_until", 0.0, 24.0, "0-24"),
        )
        if "" in read.get(name, {}) and not low <= read[name][""] <= high
    ]
    if problems:
        raise TableError.of(problems)
    return read


def _row_problems(table: SmallTable) -> list[Problem]:
    """Find items that do not exist, keys where none belongs or one is missing, and rows that come twice."""
    item, key, value = table.rows["item"], table.rows["key"], table.rows["value"]
    known = item.isin((*TABLES, *FIGURES))
    return [
        *table.check("demand.item_unknown", ~known, items=", ".join((*TABLES, *FIGURES))),
        *table.check("demand.key_wrong", known & (item.isin(TABLES) == (key == ""))),
        *table.check("demand.row_twice", table.rows.duplicated(["item", "key"], keep=False)),
        *table.check("rows.value_missing", value == "", column="value"),
    ]
