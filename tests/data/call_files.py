"""Small files of calls as stations send them, in any format and encoding."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import shapely
import xlwt

HEADER = ("警情编号", "报警时间", "报警类型", "事发地址", "所属派出所", "经度", "纬度")
LON, LAT = 105.2, 36.5


def call(number: int = 1, **changes: object) -> dict[str, object]:
    """One good call; ``changes`` name columns by header."""
    row: dict[str, object] = {
        "警情编号": f"J2026010300{number:04d}",
        "报警时间": f"2026年1月3日 {number % 24}时{number % 60}分",
        "报警类型": "入室盗窃",
        "事发地址": f"城关镇人民路{number}号",
        "所属派出所": "城关派出所",
        "经度": f"{LON + number * 0.001:.6f}",
        "纬度": f"{LAT + number * 0.0007:.6f}",
    }
    return {**row, **changes}


def csv_text(rows: Iterable[Mapping[str, object]], delimiter: str = ",") -> str:
    rows = list(rows)
    header = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, header, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_csv(
    path: Path, rows: Iterable[Mapping[str, object]], encoding: str = "utf-8", delimiter: str = ","
) -> Path:
    content = csv_text(rows, delimiter).encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def write_xlsx(path: Path, rows: Iterable[Mapping[str, object]], title: str | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    rows = list(rows)
    if title is not None:
        sheet.append([title])
        sheet.append([])
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)
    return path


def write_xls(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("警情")
    rows = list(rows)
    for column, name in enumerate(rows[0]):
        sheet.write(0, column, name)
        for position, row in enumerate(rows, start=1):
            sheet.write(position, column, row[name])
    book.save(str(path))
    return path


def as_layer(rows: Iterable[Mapping[str, object]], crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    """Calls as points, without their columns of coordinates."""
    frame = pd.DataFrame(list(rows))
    points = shapely.points(frame.pop("经度").astype(float), frame.pop("纬度").astype(float))
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326").to_crs(crs)
