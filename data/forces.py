"""The table of forces: what each police station, township and village has."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.small_tables import read_small_table
from data.texts import clean_ids
from gis.errors import Problem, TableError

COUNTS = (
    *("officers", "auxiliaries", "vehicles"),
    *("guards", "security_households", "patrol_brigade", "traffic_brigade"),
)
HEADERS = {
    "code": ("code", "代码", "编码", "单位代码", "派出所代码", "乡镇代码", "村代码"),
    "name": ("name", "名称", "单位", "单位名称", "派出所", "乡镇", "村名"),
    "officers": ("officers", "民警", "民警数", "警力"),
    "auxiliaries": ("auxiliaries", "辅警", "辅警数", "协警"),
    "vehicles": ("vehicles", "车辆", "车辆数", "警车", "警车数", "巡逻车"),
    "guards": ("guards", "village_teams", "群防群治队员", "护村队", "护村队员", "联防队员", "巡防队员"),
    "security_households": ("security_households", "治安中心户", "中心户", "治安中心户数"),
    "patrol_brigade": ("patrol_brigade", "巡警", "巡警大队", "巡警大队民警"),
    "traffic_brigade": ("traffic_brigade", "交警", "交警大队", "交警大队民警"),
}


def read_forces(path: Path | str, layer: str | None = None) -> pd.DataFrame:
    """
    Read a table of forces.

    Parameters
    ----------
    path
        CSV or Excel. Each row is a station, a township or a village, by ``code`` (``代码``) or ``name``
        (``名称``), with counts of people and vehicles; headers in Chinese or English.
    layer
        Layer or sheet, where the file has several.

    Returns
    -------
    DataFrame
        ``code`` (the name where there is none), ``name`` and the counts: ``officers``, ``auxiliaries``,
        ``vehicles``, ``guards`` (village, factory and school guards), ``security_households``,
        ``patrol_brigade`` and ``traffic_brigade`` (officers of these brigades posted there), whole numbers,
        null where the cell is empty.

    Raises
    ------
    TableError
        Listing rows without code and name, codes that come twice, counts that are no whole numbers of 0 or
        more, and ``forces.auxiliaries_alone``: auxiliaries without an officer to patrol with.
    """
    table = read_small_table(path, HEADERS, (), layer=layer)
    if not table.given & {"code", "name"} or not table.given & set(COUNTS):
        raise TableError("forces.columns_missing", columns=", ".join(sorted(table.given)) or "-")
    code = clean_ids(table.rows["code"])
    code = code.where(code != "", table.rows["name"])
    frame = pd.DataFrame({"code": code, "name": table.rows["name"]})
    problems = []
    for field in COUNTS:
        numbers, bad = table.numbers(field)
        broken = pd.Series(numbers % 1 > 0)
        if bad is None and broken.any():
            bad = Problem("rows.number_bad", {"column": field, "lines": table.lines_of(broken)})
        problems += [] if bad is None else [bad]
        frame[field] = pd.Series(numbers).round().astype("Int64")
    officers = frame["officers"].fillna(0) + frame["patrol_brigade"].fillna(0)
    problems += [
        *table.check("rows.value_missing", code == "", column="code"),
        *table.check("rows.code_twice", code.duplicated(keep=False) & (code != "")),
        *table.check("forces.auxiliaries_alone", (frame["auxiliaries"].fillna(0) > 0) & (officers == 0)),
    ]
    if problems:
        raise TableError.of(problems)
    return frame
