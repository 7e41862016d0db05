"""A month of incidents as a station would send it: texts with everything that goes wrong in such files."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

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


def make_messy(rng: np.random.Generator, month: IncidentFrame, stations: gpd.GeoDataFrame) -> pd.DataFrame:
    """
    Write incidents the way a station's own table holds them, and soil some rows.

    Returns
    -------
    pandas.DataFrame
        Texts under Chinese headers; coordinates are GCJ-02; duplicates repeat whole rows.
    """
    lon, lat = wgs84_to_gcj02(month.geometry.x.to_numpy(), month.geometry.y.to_numpy())
    station = month["station"].map(dict(zip(stations["code"], stations["name"], strict=True)))
    phones = rng.integers(0, 10_000, len(month))
    table = pd.DataFrame(
        {
            "警情编号": month["incident_id"].to_numpy(),
            "报警时间": _written(rng, month["reported_at"]),
            "发案时间": _written(rng, month["occurred_from"]),
            "报警类型": month["category_word"].to_numpy(),
            "事发地址": [area + f"{number}号" for area, number in zip(month["address_area"], rng.integers(1, 200, len(month)), strict=True)],
            "所属派出所": station.to_numpy(),
            "经度": [_number(value) for value in lon],
            "纬度": [_number(value) for value in lat],
            "报警人电话": [f"1990000{number:04d}" for number in phones],
            "简要警情": "报警人称" + month["category_word"].to_numpy() + "，请派员处置。",
        }
    )  # fmt: skip
    return _soil(rng, table)


def _number(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.6f}"


def _written(rng: np.random.Generator, moments: pd.Series) -> list[str]:
    """Write times in the three ways that the table's several editors use."""
    style = rng.choice(3, len(moments), p=(0.5, 0.3, 0.2))
    texts = []
    for moment, way in zip(moments, style, strict=True):
        if way == 0:
            texts.append(
                f"{moment.year}年{moment.month}月{moment.day}日 {moment.hour}时{moment.minute:02d}分"
            )
        else:
            texts.append(moment.strftime("%Y-%m-%d %H:%M:%S" if way == 1 else "%Y/%m/%d %H:%M"))
    return texts


def _soil(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """Spoil different rows in each way and append the duplicates."""
    pointed = np.flatnonzero(table["经度"] != "")
    rows = rng.permutation(pointed)
    groups: dict[str, np.ndarray] = {}
    for kind, count in DIRT.items():
        groups[kind], rows = rows[:count], rows[count:]
    for row, number in zip(
        groups["bad_date"], rng.integers(0, len(BAD_DATES), DIRT["bad_date"]), strict=True
    ):
        table.loc[row, ["报警时间", "发案时间"]] = BAD_DATES[number]
    table.loc[groups["future_date"], ["报警时间", "发案时间"]] = "2062年1月5日 9时30分"
    table.loc[groups["zero"], ["经度", "纬度"]] = "0"
    swapped = groups["swapped"]
    table.loc[swapped, ["经度", "纬度"]] = table.loc[swapped, ["纬度", "经度"]].to_numpy()
    table.loc[groups["no_point"], ["经度", "纬度"]] = ""
    table.loc[groups["stray"], ["经度", "纬度"]] = ["116.397000", "39.908000"]
    again = table.loc[groups["duplicate"]]
    return pd.concat([table, again]).iloc[_shuffled_tail(rng, len(table), len(again))].reset_index(drop=True)


def _shuffled_tail(rng: np.random.Generator, rows: int, extra: int) -> np.ndarray:
    """Put the extra rows among the others instead of at the end."""
    place = np.concatenate([np.arange(rows, dtype=float), rng.uniform(0, rows, extra)])
    return np.argsort(place, kind="stable")
