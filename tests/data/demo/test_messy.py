from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from data.demo.county import County
from data.demo.files import MESSY_FILE
from data.demo.messy import BAD_DATES, DIRT
from gis.offsets import gcj02_to_wgs84


@pytest.fixture(scope="module")
def messy(county_files: Path) -> pd.DataFrame:
    text = (county_files / MESSY_FILE).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        text.decode("utf-8")
    return pd.read_csv(county_files / MESSY_FILE, encoding="gb18030", dtype="str", keep_default_na=False)


def numbers(column: pd.Series) -> np.ndarray:
    return pd.to_numeric(column).to_numpy(dtype=float)


def test_the_file_has_the_headers_of_a_station_and_a_months_rows(messy: pd.DataFrame) -> None:
    assert list(messy.columns) == [
        "警情编号", "报警时间", "发案时间", "报警类型", "事发地址", "所属派出所", "经度", "纬度",
        "报警人电话", "简要警情",
    ]  # fmt: skip
    assert 300 <= len(messy) <= 2_000


def test_times_are_written_in_several_ways_and_belong_to_january_2026(messy: pd.DataFrame) -> None:
    good = messy[~messy["报警时间"].isin(BAD_DATES) & ~messy["报警时间"].str.startswith("2062")]
    spoken = good["报警时间"].str.fullmatch(r"2026年1月\d{1,2}日 \d{1,2}时\d{2}分")
    iso = good["报警时间"].str.fullmatch(r"2026-01-\d\d \d\d:\d\d:00")
    slashed = good["报警时间"].str.fullmatch(r"2026/01/\d\d \d\d:\d\d")
    assert (spoken | iso | slashed).all()
    assert min(spoken.mean(), iso.mean(), slashed.mean()) > 0.15


def test_every_kind_of_dirt_is_there(messy: pd.DataFrame) -> None:
    once = messy.drop_duplicates()
    assert len(messy) - len(once) == DIRT["duplicate"]
    assert once["警情编号"].is_unique
    assert messy["报警时间"].isin(BAD_DATES).sum() == DIRT["bad_date"]
    assert messy["报警时间"].str.startswith("2062").sum() == DIRT["future_date"]
    assert ((messy["经度"] == "0") & (messy["纬度"] == "0")).sum() == DIRT["zero"]
    lon, lat = numbers(messy["经度"]), numbers(messy["纬度"])
    assert ((lon > 30) & (lon < 40) & (lat > 100)).sum() == DIRT["swapped"]
    assert ((lon > 115) & (lat > 39)).sum() == DIRT["stray"]
    assert (messy["经度"] == "").sum() >= DIRT["no_point"]
    assert messy["报警人电话"].str.fullmatch(r"1990000\d{4}").all()


def test_coordinates_are_offset_to_gcj02(county: County, messy: pd.DataFrame) -> None:
    lon, lat = numbers(messy["经度"]), numbers(messy["纬度"])
    here = (lon > 104) & (lon < 105) & (lat > 33) & (lat < 35)
    back_lon, back_lat = gcj02_to_wgs84(lon[here], lat[here])
    apart = np.hypot((back_lon - lon[here]) * 93_000, (back_lat - lat[here]) * 111_000)
    assert 100 < apart.min() < apart.max() < 1_000
    roads = county.roads.to_crs("EPSG:4544").union_all()

    def off_street(lons: np.ndarray, lats: np.ndarray) -> float:
        points = gpd.GeoSeries.from_xy(lons[:300], lats[:300], crs="EPSG:4326").to_crs("EPSG:4544")
        return float(points.distance(roads).median())

    assert off_street(back_lon, back_lat) < 30 < off_street(lon[here], lat[here])
