"""Tables with shapes: layers that GDAL reads (GeoJSON, GeoPackage, Shapefile), and GeoParquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pyproj
import shapely

from data.encodings import encoding_of_blocks
from data.table_source import TableChunk, TableSource
from data.text_tables import cell_text
from gis.errors import FileError

GDAL_ENCODINGS = {"latin-1": "ISO-8859-1", "gb18030": "GB18030"}
_POINT, _MULTIPOINT = 0, 4


def open_layer(path: Path, layer: str | None = None) -> TableSource:
    """Open a layer of a file that GDAL reads: the one named, else the first."""
    name = layer_name(path, layer)
    encoding = shapefile_encoding(path)
    gdal_encoding = GDAL_ENCODINGS.get(encoding, encoding) if encoding else None
    info = pyogrio.read_info(path, layer=name, encoding=gdal_encoding)
    crs = pyproj.CRS.from_user_input(info["crs"]) if info["crs"] else None

    def read(size: int) -> Iterator[TableChunk]:
        with pyogrio.open_arrow(
            path, layer=name, encoding=gdal_encoding, batch_size=size, use_pyarrow=True
        ) as (meta, reader):
            yield from _chunks(reader, meta["geometry_name"] or "wkb_geometry", meta["fid_column"])

    has_shapes = info["geometry_type"] is not None
    return TableSource(
        path, tuple(info["fields"]), read, encoding=encoding, crs=crs, has_shapes=has_shapes, layer=name
    )


def layer_name(path: Path, layer: str | None) -> str:
    """
    Find the layer to read.

    Parameters
    ----------
    path
        A file of one or more layers.
    layer
        The wanted one; ``None`` for the first.

    Returns
    -------
    str
        Its name.

    Raises
    ------
    FileError
        ``file.no_such_layer``, listing what there is; ``file.empty`` where there is none.
    """
    names = [str(name) for name, _ in pyogrio.list_layers(path)]
    if not names:
        raise FileError("file.empty", path=str(path))
    if layer is not None and layer not in names:
        raise FileError("file.no_such_layer", path=str(path), layer=layer, layers=", ".join(names))
    return layer or names[0]


def shapefile_encoding(path: Path) -> str | None:
    """
    Find the encoding of a Shapefile's table that no ``.cpg`` names.

    Parameters
    ----------
    path
        The ``.shp`` file.

    Returns
    -------
    str or None
        What the bytes look like; ``None`` when a ``.cpg`` decides, or it is no Shapefile.
    """
    if path.suffix.lower() != ".shp" or _beside(path, ".cpg"):
        return None
    table = _beside(path, ".dbf")
    if table is None:
        raise FileError("file.part_missing", path=str(path), part=".dbf")
    content = table.read_bytes()
    names = content[32 : int.from_bytes(content[8:10], "little")]
    fields = (names[at : at + 11].split(b"\0")[0] for at in range(0, len(names) - 1, 32))
    records = content[int.from_bytes(content[8:10], "little") :]
    return encoding_of_blocks([b"\n".join([*fields, records])])


def _beside(path: Path, ending: str) -> Path | None:
    found = (path.with_suffix(spelling) for spelling in (ending, ending.upper()))
    return next((candidate for candidate in found if candidate.exists()), None)


def open_parquet(path: Path, layer: str | None = None) -> TableSource:
    """Open a GeoParquet file, or a Parquet table without shapes; ``layer`` is not used."""
    del layer
    schema = pq.read_schema(path)
    about = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
    shape: str | None = about.get("primary_column")
    crs = _parquet_crs(about["columns"][shape]) if shape else None
    columns = tuple(name for name in schema.names if name != shape and not name.startswith("__index"))

    def read(size: int) -> Iterator[TableChunk]:
        with pq.ParquetFile(path) as file:
            wanted = [*columns, shape] if shape else list(columns)
            yield from _chunks(file.iter_batches(size, columns=wanted), shape, None)

    return TableSource(path, columns, read, crs=crs, has_shapes=shape is not None)


def _parquet_crs(column: dict[str, object]) -> pyproj.CRS | None:
    """GeoParquet: no ``crs`` means longitude and latitude of WGS 84, ``null`` means unknown."""
    if "crs" not in column:
        return pyproj.CRS.from_epsg(4326)
    return pyproj.CRS.from_user_input(column["crs"]) if column["crs"] else None


def _chunks(batches: Iterator[pa.RecordBatch], shape: str | None, fid: str | None) -> Iterator[TableChunk]:
    line = 1
    for batch in batches:
        table = pa.Table.from_batches([batch])
        frame = pd.DataFrame(
            {
                name: _texts(table.column(name))
                for name in table.column_names
                if name not in (shape, fid) and not name.startswith("__index")
            },
            index=pd.RangeIndex(table.num_rows),
        )
        lines = np.arange(line, line + table.num_rows, dtype=np.int64)
        broken = np.zeros(table.num_rows, dtype=bool)
        line += table.num_rows
        if shape is None or shape not in table.column_names:
            yield TableChunk(frame, lines, broken)
        else:
            yield TableChunk(frame, lines, broken, *_points(table.column(shape)))


def _texts(column: pa.ChunkedArray) -> pd.Series[str]:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return pd.Series(column.fill_null("").to_pylist(), dtype="str")
    return pd.Series([cell_text(value) for value in column.to_pylist()], dtype="str")


def _points(
    column: pa.ChunkedArray,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Give x and y of every point; NaN for missing and empty ones, and a mask of shapes of other kinds."""
    if pa.types.is_struct(column.type):  # GeoParquet's own encoding of points
        values = column.combine_chunks()
        x, y = (values.field(axis).to_numpy(zero_copy_only=False).astype(float) for axis in "xy")
        return x, y, np.zeros(len(x), dtype=bool)
    shapes = shapely.from_wkb(np.array(column.to_pylist(), dtype=object))
    kinds = shapely.get_type_id(shapes)
    single = (kinds == _MULTIPOINT) & (shapely.get_num_geometries(shapes) == 1)
    shapes = np.where(single, shapely.get_geometry(shapes, 0), shapes)
    points = (kinds == _POINT) | single
    points_only = shapes.copy()
    points_only[~points] = None
    return shapely.get_x(points_only), shapely.get_y(points_only), ~points & (kinds >= 0)
