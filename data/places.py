"""Layers of places from files: townships, villages, stations, roads, water, population and more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyogrio
import pyproj
import shapely

from data.layer_tables import read_layer
from data.place_layers import (
    NUMBER,
    PLACE_LAYERS,
    POLYGON,
    ROAD_SPEEDS_KMH,
    TEXT,
    VILLAGE_CLASSES,
    WHOLE,
    PlaceLayer,
    place_headers,
    road_classes,
)
from data.points import choose_system, point_shapes
from data.read_options import ReadOptions
from data.schema import headers_for, match_columns
from data.table_source import one_line
from data.tables import open_table
from data.text_tables import cell_text
from data.texts import clean, clean_ids, read_numbers
from gis.crs import to_wgs84
from gis.errors import FileError, GeometryError, InputError, Problem, SafetownError, TableError
from gis.repair import repair

TRUE_WORDS = ("yes", "true", "t", "1", "y", "是", "有", "桥", "桥梁", "viaduct")
SHAPE_ENDINGS = (".geojson", ".json", ".gpkg", ".shp", ".parquet", ".geoparquet")


def read_places(path: Path | str, layer: str, options: ReadOptions | None = None) -> gpd.GeoDataFrame:
    """
    Read a layer of places.

    Parameters
    ----------
    path
        A file of shapes, or a table of points (``lon, lat``) or of shapes in WKT.
    layer
        Which layer it is: a key of ``PLACE_LAYERS``.
    options
        ``crs``, ``columns``, ``layer`` (of the file), ``study_bounds`` and ``roads`` are used.

    Returns
    -------
    GeoDataFrame
        In EPSG:4326, shapes repaired, exactly the layer's columns; codes are text.

    Raises
    ------
    TableError, GeometryError, CrsError, FileError
        Listing everything that is wrong with the table.
    """
    if layer not in PLACE_LAYERS:
        raise ValueError(f"layer is one of {', '.join(PLACE_LAYERS)}, got {layer}")
    options = options or ReadOptions()
    wanted = PLACE_LAYERS[layer]
    raw = read_shapes(path, options.layer) if has_shapes(path) else _read_rows(path, layer, options)
    names = [str(column) for column in raw.columns if column != raw.geometry.name]
    columns = match_columns(names, options.columns, headers_for(path, place_headers(layer)))
    problems = [
        Problem("table.column_missing", {"column": field, "columns": ", ".join(names)})
        for field in wanted.required
        if field not in columns
    ]
    if problems:
        raise TableError.of(problems)
    shapes, _ = repair(_in_wgs84(raw.geometry, options))
    table = gpd.GeoDataFrame(_typed(raw, columns, wanted), geometry=shapes.to_numpy(), crs=4326)
    problems = [*_shape_problems(table, wanted), *_value_problems(table)]
    if problems:
        kind = GeometryError if problems[0].code.startswith("places.shape") else TableError
        raise kind.of(problems)
    return table


def read_units(path: Path | str, layer: str | None = None) -> gpd.GeoDataFrame:
    """
    Read polygons that beats are made of, with every column, in the system that they are in, repaired.

    Parameters
    ----------
    path
        A file of shapes.
    layer
        Its layer; needed where several hold polygons.

    Returns
    -------
    GeoDataFrame
        As the file has it; a shape that nothing could be made of is null. `gis.frames.as_units` checks it.

    Raises
    ------
    InputError
        ``units.several_layers``, listing them; ``units.no_polygons`` where there is none.
    """
    path = Path(path)
    if not has_shapes(path):
        open_table(path)
        raise FileError("file.no_shapes", path=str(path), endings=" ".join(SHAPE_ENDINGS))
    if layer is None and path.suffix.lower() == ".gpkg" and path.exists():
        every = pyogrio.list_layers(path).tolist()
        polygons = [str(name) for name, kind in every if kind in (None, "Unknown") or "Polygon" in str(kind)]
        if len(polygons) > 1:
            raise InputError("units.several_layers", path=str(path), layers=", ".join(polygons))
        if not polygons:
            raise InputError("units.no_polygons", path=str(path), layers=", ".join(name for name, _ in every))
        layer = polygons[0]
    units = read_shapes(path, layer)
    if len(units) and not units.geometry.geom_type.isin(POLYGON).any():
        raise InputError("units.no_polygons", path=str(path), layers=layer or path.stem)
    return units.set_geometry(repair(units.geometry)[0])


def has_shapes(path: Path | str) -> bool:
    """Tell by its ending whether a file holds shapes of any kind."""
    return str(path).lower().endswith(SHAPE_ENDINGS)


def read_shapes(path: Path | str, layer: str | None = None) -> gpd.GeoDataFrame:
    """
    Read a file of shapes with every column, its types, and the encoding that its text is in.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, Shapefile or GeoParquet.
    layer
        Its layer; the first where none is named.

    Returns
    -------
    GeoDataFrame
        As the file has it.

    Raises
    ------
    FileError
        When it is missing, damaged, or has no shapes or no such layer.
    """
    path = Path(path)
    source = open_table(path, layer)
    if not source.has_shapes:
        raise FileError("file.no_shapes", path=str(path), endings=" ".join(SHAPE_ENDINGS))
    try:
        if path.suffix.lower() in (".parquet", ".geoparquet"):
            return gpd.read_parquet(path)
        return read_layer(path, layer)
    except SafetownError:
        raise
    except Exception as error:  # GDAL, Arrow and shapely raise many kinds
        raise FileError("file.unreadable", path=str(path), reason=one_line(error)) from error


def _read_rows(path: Path | str, layer: str, options: ReadOptions) -> gpd.GeoDataFrame:
    """Read a table of points, or of shapes as WKT; its system is not known."""
    source = open_table(path, options.layer)
    columns = match_columns(source.columns, options.columns, headers_for(path, place_headers(layer)))
    chunks = [chunk.frame for chunk in source.chunks(options.chunk_rows)]
    if not chunks:
        raise TableError("table.empty", path=str(path))
    frame = pd.concat(chunks, ignore_index=True)
    if {"lon", "lat"} <= set(columns):
        x, y = (read_numbers(clean(frame[columns[axis]])) for axis in ("lon", "lat"))
        shapes = point_shapes(x, y)
    elif "wkt" in columns:
        shapes = shapely.from_wkt(frame[columns["wkt"]].to_numpy(dtype=object), on_invalid="ignore")
    else:
        raise TableError("places.no_coordinates", columns=", ".join(source.columns))
    return gpd.GeoDataFrame(frame, geometry=shapes)


def _in_wgs84(shapes: gpd.GeoSeries, options: ReadOptions) -> gpd.GeoSeries:
    xy = shapely.get_coordinates(shapes.to_numpy())
    of_file: pyproj.CRS | None = shapes.crs
    system = choose_system(xy[:, 0], xy[:, 1], of_file, options)
    choice, (first, second) = system.choice, (1, 0) if system.swapped else (0, 1)
    if choice is None:
        return gpd.GeoSeries(shapes.to_numpy(), crs=4326)

    def turned(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(to_wgs84(xy[:, first], xy[:, second], choice))

    return gpd.GeoSeries(shapely.transform(shapes.to_numpy(), turned), crs=4326)


def _typed(raw: gpd.GeoDataFrame, columns: Mapping[str, str], wanted: PlaceLayer) -> dict[str, pd.Series]:
    """Give every field of the layer its type: codes as text, counts as numbers, bridges as yes or no."""

    def texts(field: str) -> pd.Series[str]:
        if field not in columns:
            return pd.Series("", index=raw.index, dtype="str")
        return pd.Series([cell_text(value) for value in raw[columns[field]]], index=raw.index, dtype="str")

    typed: dict[str, pd.Series] = {}
    for field in wanted.fields:
        if field in TEXT:
            typed[field] = clean_ids(texts(field))
        elif field == "bridge":
            typed[field] = clean(texts(field)).str.lower().isin(TRUE_WORDS)
        else:
            numbers = pd.Series(read_numbers(clean(texts(field))), index=raw.index)
            typed[field] = numbers.fillna(0).round().astype("int64") if field in WHOLE else numbers
    if "code" in typed:
        typed["code"] = typed["code"].where(typed["code"] != "", typed["name"])
    if "road_class" in typed:
        typed["road_class"] = (
            typed["road_class"].str.lower().map(road_classes()).fillna("local").astype("str")
        )
        usual = typed["road_class"].map(ROAD_SPEEDS_KMH)
        typed["speed_kmh"] = typed["speed_kmh"].where(typed["speed_kmh"] > 0, usual)
    return typed


def _shape_problems(table: gpd.GeoDataFrame, wanted: PlaceLayer) -> list[Problem]:
    missing = (table.geometry.isna() | table.geometry.is_empty).to_numpy()
    wrong = ~table.geometry.geom_type.isin(wanted.shapes).to_numpy() & ~missing
    problems = []
    if len(table) == 0:
        problems.append(Problem("table.empty"))
    if missing.any():
        problems.append(Problem("places.shape_missing", {"rows": _rows(missing)}))
    if wrong.any():
        kinds = ", ".join(wanted.shapes)
        problems.append(Problem("places.shape_kind", {"rows": _rows(wrong), "wanted": kinds}))
    return problems


def _value_problems(table: gpd.GeoDataFrame) -> list[Problem]:
    """Check codes, names, classes and numbers, each where the layer has them."""
    checks: list[tuple[str, dict[str, object], pd.Series[bool]]] = []
    if "code" in table:
        checks.append(("places.value_missing", {"column": "name"}, table["name"] == ""))
        checks.append(("places.code_twice", {}, table["code"].duplicated(keep=False)))
    if "class_code" in table:
        unknown = ~table["class_code"].isin(("", *VILLAGE_CLASSES))
        checks.append(("places.class_unknown", {"classes": ", ".join(VILLAGE_CLASSES)}, unknown))
    counted = [field for field in (*NUMBER, *WHOLE) if field in table]
    checks.extend(("places.number_bad", {"column": field}, table[field] < 0) for field in counted)
    return [
        Problem(code, {**details, "rows": _rows(wrong.to_numpy())})
        for code, details, wrong in checks
        if wrong.any()
    ]


def _rows(mask: npt.NDArray[np.bool_]) -> str:
    rows = (np.flatnonzero(mask) + 1).tolist()
    return ", ".join(map(str, rows[:5])) + (f" … ({len(rows)})" if len(rows) > 5 else "")
