"""A tile as GDAL's own decoder reads it, in degrees."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pyogrio


def read_tile(body: bytes, place: tuple[int, int, int], folder: Path) -> dict[str, gpd.GeoDataFrame]:
    """Give the layers of a tile (level, column, row)."""
    zoom, column, row = place
    path = folder / str(zoom) / str(column) / f"{row}.pbf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    names = [str(name) for name, _ in pyogrio.list_layers(path)]
    return {name: pyogrio.read_dataframe(path, layer=name, CLIP="NO").to_crs(4326) for name in names}
