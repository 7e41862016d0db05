"""A month of incidents as a station would send it: texts with everything that goes wrong in such files."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from data.demo.addresses import written_addresses
from data.demo.names import COUNTY
from gis.frames import IncidentFrame
from gis.offsets import wgs84_to_gcj02

DIRT = {
    "bad_date": 18,
    "future_date": 6,
    "zero": 25,
    "swapped": 14,
    "duplicate": 40,
    "no_point": 12,
    "stray": 5,
}
"""Rows of each kind of dirt."""

BAD_DATES = ("", "不详", "2026年2月30日 10时", "2026-13-05 08:00", "0000-00-00 00:00:00", "待核实")
FUTURE_DATE = "2062年1月5日 9时30分"
STRAY = ["116.397000", "39.908000"]
TIMES = ["报警时间", "发案时间"]
POINT = ["经度", "纬度"]


def make_messy(
    rng: np.random.Generator, month: IncidentFrame, townships: gpd.GeoDataFrame, stations: gpd.GeoDataFrame
) -> pd.DataFrame:
    """
    Write incidents the way a station's own table holds them, and soil some rows.

    Returns
    -------
    pandas.DataFrame
        Texts under Chinese headers; coordinates are GCJ-02; duplicates repeat whole rows.
    """
    lon, lat = wgs84_to_gcj02(month.geometry.x.to_numpy(), month.geometry.y.to_numpy())
    station = month["station"].map(dict(zip(stations["code"], stations["name"], strict=True)))
    township = month["township_code"].map(dict(zip(townships["code"], townships["name"], strict=True)))
    words = month["category_word"]
    table = pd.DataFrame(
        {
            "警情编号": month["incident_id"],
            "报警时间": _written(rng, month["reported_at"]),
            "发案时间": _written(rng, month["occurred_from"]),
            "报警类型": words,
            "事发地址": COUNTY + township + written_addresses(month),
            "所属派出所": station,
            "经度": [_number(value) for value in lon],
            "纬度": [_number(value) for value in lat],
            "报警人电话": [f"1990000{number:04d}" for number in rng.integers(0, 10_000, len(month))],
            "简要警情": "报警人称发生" + words + "，请派员处置。",
        }
    )
    return _soil(rng, table.astype(object))


def _number(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.6f}"


def _written(rng: np.random.Generator, moments: pd.Series) -> list[str]:
    """Write times in the three ways that the table's several editors use."""
    style = rng.choice(3, len(moments), p=(0.5, 0.3, 0.2))
    texts = []
    for moment, way in zip(moments, style, strict=True):
        day = f"{moment.year}年{moment.month}月{moment.day}日"
        spoken = f"{day} {moment.hour}时{moment.minute:02d}分"
        texts.append((spoken, f"{moment:%Y-%m-%d %H:%M:%S}", f"{moment:%Y/%m/%d %H:%M}")[way])
    return texts


def _soil(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """Spoil different rows in each way and put the duplicates among the others."""
    rows = rng.permutation(np.flatnonzero(table["经度"] != ""))
    ends = np.cumsum(list(DIRT.values()))
    of = dict(zip(DIRT, np.split(rows[: ends[-1]], ends[:-1]), strict=True))
    bad = [BAD_DATES[number] for number in rng.integers(0, len(BAD_DATES), DIRT["bad_date"])]
    table.loc[of["bad_date"], TIMES] = np.column_stack([bad, bad])
    table.loc[of["future_date"], TIMES] = FUTURE_DATE
    table.loc[of["zero"], POINT] = "0"
    table.loc[of["swapped"], POINT] = table.loc[of["swapped"], POINT[::-1]].to_numpy()
    table.loc[of["no_point"], POINT] = ""
    table.loc[of["stray"], POINT] = STRAY
    again = table.loc[of["duplicate"]]
    place = np.concatenate([np.arange(len(table), dtype=float), rng.uniform(0, len(table), len(again))])
    return pd.concat([table, again]).iloc[np.argsort(place, kind="stable")].reset_index(drop=True)
