"""Where people live: polygons or points with a ``population`` column."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np

from data.places import has_shapes, read_places
from data.read_options import ReadOptions
from gis.errors import TableError


def read_population(path: Path | str, crs: str = "auto") -> gpd.GeoDataFrame:
    """
    Read a population layer.

    Parameters
    ----------
    path
        Polygons or points in a file of shapes, or a table of points with ``lon, lat``.
    crs
        What the coordinates of a table are in, by ``auto`` what they look like. A file of shapes carries
        its own system.

    Returns
    -------
    GeoDataFrame
        In EPSG:4326 with ``population`` and ``households`` (NaN where not known); a cell without a number
        has nobody.

    Raises
    ------
    TableError
        ``population.none`` where nobody lives anywhere, and everything that `read_places` finds.
    """
    options = ReadOptions(crs="auto" if has_shapes(path) else crs or "auto")
    try:
        layer = read_places(path, "population", options)
    except TableError as error:
        if error.code != "table.column_missing":
            raise
        raise TableError("hotspots.population_missing", path=str(path)) from error
    people = layer["population"].fillna(0.0)
    if not np.isfinite(people.sum()) or people.sum() <= 0:
        raise TableError("population.none", path=str(path))
    return layer.assign(population=people)
