"""Tables with shapes: layers that GDAL reads (GeoJSON, GeoPackage, Shapefile), and GeoParquet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pyproj
import shapely

from data.encodings import encoding_of_blocks
from data.table_source import TableChunk, TableSource, unique_names
from data.text_tables import cell_text
from gis.errors import FileError

GDAL_ENCODINGS = {"latin-1": "ISO-8859-1", "gb18030": "GB18030"}
_POINT, _MULTIPOINT = 0, 4


@dataclass(frozen=True, slots=True)
class LayerText:
    """
    How the text of a layer is read.

    Attributes
    ----------
    encoding
        What the text is in, by Python's name; ``None`` where the format or GDAL settles it.
    gdal
        What GDAL is told.
    mends
        Whether text comes as Latin-1 and is UTF-8: Shapefiles cut names after ten bytes and values at their
        width, often inside a character, which GDAL hands on broken.
    """

    encoding: str | None = None
    gdal: str | None = None
    mends: bool = False

    def mend(self, text: str) -> str:
        """Give a text as it was meant; a character that was cut is left out."""
        return text.encode("latin-1").decode("utf-8", errors="ignore") if self.mends else text


def layer_text(path: Path) -> LayerText:
    """Find out how the text of a layer is read; only Shapefiles leave it open."""
    encoding = shapefile_encoding(path)
    if encoding == "utf-8":
        return LayerText(encoding, GDAL_ENCODINGS["latin-1"], mends=True)
    return LayerText(encoding, GDAL_ENCODINGS[encoding]) if encoding else LayerText()


def open_layer(path: Path, layer: str | None = None) -> TableSource:
    """Open a layer of a file that GDAL reads: the one named, else the first."""
    name, text = layer_name(path, layer), layer_text(path)
    info = pyogrio.read_info(path, layer=name, encoding=text.gdal)
    crs = pyproj.CRS.from_user_input(info["crs"]) if info["crs"] else None
    fields = [str(field) for field in info["fields"]]
    columns = unique_names([text.mend(field) for field in fields])

    def read(size: int) -> Iterator[TableChunk]:
        with pyogrio.open_arrow(path, layer=name, encoding=text.gdal, batch_size=size, use_pyarrow=True) as (
            meta,
            reader,
        ):
            shape = meta["geometry_name"] or "wkb_geometry"
            yield from _chunks(reader, dict(zip(fields, columns, strict=True)), shape, text)

    has_shapes = info["geometry_type"] is not None
    return TableSource(
        path, columns, read, encoding=text.encoding, crs=crs, has_shapes=has_shapes, layer=name
    )


def read_layer(path: Path, layer: str | None = None) -> gpd.GeoDataFrame:
    """Read a whole layer that GDAL reads, with its types."""
    text = layer_text(path)
    frame = pyogrio.read_dataframe(path, layer=layer_name(path, layer), encoding=text.gdal)
    if text.mends:
        for name in frame.columns[(frame.dtypes == "str") | (frame.dtypes == "object")]:
            if name != frame.geometry.name:
                frame[name] = frame[name].map(text.mend, na_action="ignore")
        names = dict(zip(frame.columns, unique_names([*map(text.mend, frame.columns)]), strict=True))
        frame = frame.rename(columns=names)
    return frame


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
    Find the encoding of a Shapefile's table.

    Parameters
    ----------
    path
        The ``.shp`` file.

    Returns
    -------
    str or None
        ``utf-8`` where the ``.cpg`` says so; where there is none, what the bytes look like; ``None`` where
        the ``.cpg`` names another, which GDAL knows, or it is no Shapefile.
    """
    if path.suffix.lower() != ".shp":
        return None
    page = _beside(path, ".cpg")
    if page is not None:
        return "utf-8" if page.read_text("latin-1").strip().lower() in ("utf-8", "utf8", "65001") else None
    table = _beside(path, ".dbf")
    if table is None:
        raise FileError("file.part_missing", path=str(path), part=".dbf")
    content = table.read_bytes()
    header = int.from_bytes(content[8:10], "little")
    fields = (content[at : at + 11].split(b"\0")[0] for at in range(32, header - 1, 32))
    return encoding_of_blocks([b"\n".join([*fields, content[header:]])])


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
            same = {name: name for name in columns}
            yield from _chunks(file.iter_batches(size, columns=wanted), same, shape, LayerText())

    return TableSource(path, columns, read, crs=crs, has_shapes=shape is not None)


def _parquet_crs(column: dict[str, object]) -> pyproj.CRS | None:
    """GeoParquet: no ``crs`` means longitude and latitude of WGS 84, ``null`` means unknown."""
    if "crs" not in column:
        return pyproj.CRS.from_epsg(4326)
    return pyproj.CRS.from_user_input(column["crs"]) if column["crs"] else None


def _chunks(
    batches: Iterable[pa.RecordBatch], names: Mapping[str, str], shape: str | None, text: LayerText
) -> Iterator[TableChunk]:
    line = 1
    for batch in batches:
        table = pa.Table.from_batches([batch])
        texts = {new: _texts(table.column(old), text) for old, new in names.items()}
        frame = pd.DataFrame(texts, index=pd.RangeIndex(table.num_rows))
        lines = np.arange(line, line + table.num_rows, dtype=np.int64)
        line += table.num_rows
        points = _points(table.column(shape)) if shape in table.column_names else ()
        yield TableChunk(frame, lines, np.zeros(len(frame), dtype=bool), *points)


def _texts(column: pa.ChunkedArray, text: LayerText) -> pd.Series[str]:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return pd.Series([text.mend(value) for value in column.fill_null("").to_pylist()], dtype="str")
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
