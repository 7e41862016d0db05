"""
One way into every kind of table: CSV (gzipped too), Excel, GeoJSON, GeoPackage, Shapefile and GeoParquet.

A table comes in chunks of rows. All cells are text, just as the file writes them, so that long numbers and
leading zeros survive; what a cell means is decided later. Points come beside the text as numbers.
"""

from __future__ import annotations

from pathlib import Path

from data.layer_tables import open_layer, open_parquet
from data.table_source import TableChunk, TableSource, one_line
from data.text_tables import open_excel, open_text
from gis.errors import FileError, SafetownError

__all__ = ["TableChunk", "TableSource", "has_layer", "open_table"]

OPENERS = {
    (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz"): open_text,
    (".xlsx", ".xlsm", ".xls"): open_excel,
    (".geojson", ".json", ".gpkg", ".shp"): open_layer,
    (".parquet", ".geoparquet"): open_parquet,
}
ENDINGS = tuple(ending for endings in OPENERS for ending in endings)


def open_table(path: Path | str, layer: str | None = None) -> TableSource:
    """
    Open a table of any known kind.

    Parameters
    ----------
    path
        The file; its ending says what it is.
    layer
        Layer or sheet, where the file has several.

    Returns
    -------
    TableSource
        The table, not yet read.

    Raises
    ------
    FileError
        When the file is missing, empty, damaged, of an unknown kind, or has no such layer.
    """
    path = Path(path)
    if not path.exists():
        raise FileError("file.missing", path=str(path))
    if path.is_dir():
        raise FileError("file.folder", path=str(path))
    if path.stat().st_size == 0:
        raise FileError("file.empty", path=str(path))
    name = path.name.lower()
    for endings, opener in OPENERS.items():
        if name.endswith(endings):
            try:
                return opener(path, layer)
            except SafetownError:
                raise
            except Exception as error:  # readers of five formats raise many kinds
                raise FileError("file.unreadable", path=str(path), reason=one_line(error)) from error
    raise FileError("file.kind_unknown", path=str(path), endings=" ".join(ENDINGS))


def has_layer(path: Path | str, layer: str) -> bool:
    """
    Tell whether a file has a layer or sheet of this name.

    Raises
    ------
    FileError
        As `open_table`, when the file cannot be opened at all.
    """
    try:
        return open_table(path, layer).layer == layer
    except FileError as error:
        if error.code != "file.no_such_layer":
            raise
        return False
