"""Zones that a county sets by hand: a table of village codes and zones, which wins over codes and people."""

from __future__ import annotations

from pathlib import Path

from data.small_tables import read_small_table
from data.texts import clean_ids
from gis.errors import TableError

HEADERS = {
    "code": ("code", "代码", "编码", "村代码", "统计用区划代码", "name", "名称", "村名", "村社区"),
    "zone": ("zone", "分区", "城乡分区", "区域", "区域类型", "zone_override"),
}
ZONE_WORDS = {
    "urban": "urban", "城区": "urban", "城市": "urban", "街面": "urban",
    "fringe": "fringe", "城乡结合部": "fringe", "结合部": "fringe",
    "rural": "rural", "农村": "rural", "乡村": "rural",
}  # fmt: skip


def read_zone_overrides(path: Path | str) -> dict[str, str]:
    """
    Read zones set by hand.

    Parameters
    ----------
    path
        CSV or Excel with the code (or the name) of a village and its zone: ``urban``, ``fringe``, ``rural``,
        or ``城区``, ``城乡结合部``, ``农村``. Rows without a zone say nothing.

    Returns
    -------
    dict
        Zone by code or name.

    Raises
    ------
    TableError
        Listing missing columns, unknown zones, and codes that come twice or are missing.
    """
    table = read_small_table(path, HEADERS, ("code", "zone"))
    code, zone = clean_ids(table.rows["code"]), table.rows["zone"]
    said = zone != ""
    known = zone.str.lower().map(ZONE_WORDS)
    problems = [
        *table.check("zones.word_unknown", said & known.isna(), words=", ".join(ZONE_WORDS)),
        *table.check("rows.value_missing", said & (code == ""), column="code"),
        *table.check("rows.code_twice", said & code.duplicated(keep=False) & (code != "")),
    ]
    if problems:
        raise TableError.of(problems)
    return dict(zip(code[said], known[said], strict=True))
