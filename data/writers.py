"""Tables to files: GeoJSON, GeoPackage, GeoParquet, CSV and Excel, whole or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from data.table_source import one_line
from gis.errors import FileError, SizeError

EXCEL_ROWS = 1_048_576
EXCEL_NAME = 31
"""Most letters of a sheet's name."""

Layers = Mapping[str, gpd.GeoDataFrame | pd.DataFrame]


def write_table(
    frame: gpd.GeoDataFrame | pd.DataFrame, path: Path | str, layers: Layers | None = None
) -> Path:
    """
    Write a table in the format that the ending names.

    GeoJSON is in EPSG:4326. CSV and Excel have no shapes: each row carries ``lon, lat`` of a point inside its
    shape. Times go there in ISO form. The file appears when it is whole; an existing one is replaced.

    Parameters
    ----------
    frame
        The table.
    path
        A file ending in ``.geojson``, ``.gpkg``, ``.parquet``, ``.csv`` or ``.xlsx``.
    layers
        Layers by name, written instead of ``frame`` where the format holds several (GeoPackage layers, Excel
        sheets). Others hold ``frame`` alone.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FileError
        ``file.ending_unknown``, ``file.no_folder`` or ``file.not_written``.
    SizeError
        ``size.excel_rows`` when a table has more rows than an Excel sheet.
    """
    path = Path(path)
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise FileError("file.ending_unknown", path=str(path), endings=" ".join(WRITERS))
    with whole_file(path) as unfinished:
        writer(layers or {path.stem: frame}, frame, unfinished)
    return path


def tabular(frame: gpd.GeoDataFrame | pd.DataFrame) -> pd.DataFrame:
    """
    Take a table's shapes off, for formats that have none.

    Parameters
    ----------
    frame
        Any table.

    Returns
    -------
    DataFrame
        The other columns, times as ISO text, and ``lon, lat`` of a point inside each shape where they lack.
    """
    plain = pd.DataFrame(frame).copy()
    if isinstance(frame, gpd.GeoDataFrame):
        plain = plain.drop(columns=frame.geometry.name)
        if not {"lon", "lat"} <= set(plain.columns):
            inside = frame.geometry.representative_point()
            inside = inside.to_crs(4326) if inside.crs is not None else inside
            plain = plain.assign(lon=inside.x.round(7), lat=inside.y.round(7))
    times = plain.select_dtypes(include=["datetime", "datetimetz"]).columns
    return plain.assign(**{name: plain[name].map(_iso, na_action="ignore") for name in times})


def _iso(moment: pd.Timestamp) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path beside the wanted one to write to; what is written there takes its place at the end."""
    if not path.parent.is_dir():
        raise FileError("file.no_folder", path=str(path), folder=str(path.parent))
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.stem}-", dir=path.parent) as folder:
            unfinished = Path(folder) / path.name
            yield unfinished
            unfinished.replace(path)
    except (OSError, pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError) as error:
        raise FileError("file.not_written", path=str(path), why=one_line(error)) from error


def _write_geojson(layers: Layers, frame: gpd.GeoDataFrame | pd.DataFrame, path: Path) -> None:
    del layers
    shapes = _shapes(frame)
    in_degrees = shapes.to_crs(4326) if shapes.crs is not None else shapes.set_crs(4326)
    pyogrio.write_dataframe(in_degrees, path, driver="GeoJSON", RFC7946="YES")


def _write_geopackage(layers: Layers, frame: gpd.GeoDataFrame | pd.DataFrame, path: Path) -> None:
    del frame
    for position, (name, table) in enumerate(layers.items()):
        options = {"layer": name, "driver": "GPKG", "append": position > 0}
        pyogrio.write_dataframe(table, path, **options)


def _write_parquet(layers: Layers, frame: gpd.GeoDataFrame | pd.DataFrame, path: Path) -> None:
    del layers
    frame.to_parquet(path, index=False)


def _write_csv(layers: Layers, frame: gpd.GeoDataFrame | pd.DataFrame, path: Path) -> None:
    del layers
    tabular(frame).to_csv(path, index=False, encoding="utf-8-sig")


def _write_excel(layers: Layers, frame: gpd.GeoDataFrame | pd.DataFrame, path: Path) -> None:
    del frame
    from openpyxl import Workbook  # noqa: PLC0415  # a fifth of a second that only Excel is worth

    book = Workbook(write_only=True)
    for name, table in layers.items():
        plain = tabular(table)
        if len(plain) >= EXCEL_ROWS:
            raise SizeError("size.excel_rows", rows=len(plain), most=EXCEL_ROWS - 1)
        sheet = book.create_sheet(name[:EXCEL_NAME])
        columns = [list(map(str, plain.columns)), *zip(*(plain[column] for column in plain), strict=True)]
        for row in columns:
            sheet.append([_cell(sheet, value) for value in row])
    book.save(path)


def _cell(sheet: object, value: object) -> object:
    """Make an Excel cell: text stays text, so that ``=`` begins no formula and long ids keep their digits."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124  NaN
        return None
    if isinstance(value, int | float | bool | dt.date):
        return value
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, str(value))
    cell.data_type = "s"
    return cell


def _shapes(frame: gpd.GeoDataFrame | pd.DataFrame) -> gpd.GeoDataFrame:
    """Give a table shapes of none where it has none, as GeoJSON wants them."""
    if isinstance(frame, gpd.GeoDataFrame):
        return frame
    return gpd.GeoDataFrame(frame, geometry=[None] * len(frame), crs=4326)


WRITERS: dict[str, Callable[[Layers, gpd.GeoDataFrame | pd.DataFrame, Path], None]] = {
    ".geojson": _write_geojson,
    ".gpkg": _write_geopackage,
    ".parquet": _write_parquet,
    ".csv": _write_csv,
    ".xlsx": _write_excel,
}
