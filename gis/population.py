"""Population on a grid: whatever a county has, points or polygons, brought to square cells."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.crs import metric_crs_of
from gis.grids import cell_index, square_grid


def population_cells(population: gpd.GeoDataFrame, cell_m: float = 1_000.0) -> gpd.GeoDataFrame:
    """
    Add up inhabitants in square cells of the metric CRS of the place.

    Parameters
    ----------
    population
        Points or polygons in any CRS with a ``population`` column; the inhabitants of a polygon are spread
        evenly over its area.
    cell_m
        Length of a cell's side.

    Returns
    -------
    GeoDataFrame
        ``column``, ``row``, ``population`` and the cell's square, for each cell that holds somebody.

    Raises
    ------
    CrsError
        When the table has no CRS or holds no geometry.
    SizeError
        ``grid.too_many_cells`` when the places lie too far apart.
    """
    metric = metric_crs_of(population)
    placed = population.loc[population["population"] > 0, ["population", population.geometry.name]].to_crs(
        metric
    )
    shapes = np.asarray(placed.geometry, dtype=object)
    people = placed["population"].to_numpy(dtype=float)
    west, south, east, north = placed.total_bounds if len(placed) else (0.0, 0.0, 0.0, 0.0)
    grid = square_grid((west, south, east, north), cell_m, crs=metric)
    areas = shapely.area(shapes) > 0
    x, y = shapely.get_coordinates(shapely.centroid(shapes[~areas])).T
    column, row = cell_index(x, y, cell_m)
    owner, cell = shapely.STRtree(grid.geometry.to_numpy()).query(shapes[areas], predicate="intersects")[:2]
    shared = shapely.area(shapely.intersection(shapes[areas][owner], grid.geometry.to_numpy()[cell]))
    spread = people[areas][owner] * shared / shapely.area(shapes[areas])[owner]
    found = pd.DataFrame(
        {
            "column": np.concatenate([column, grid["column"].to_numpy()[cell]]),
            "row": np.concatenate([row, grid["row"].to_numpy()[cell]]),
            "population": np.concatenate([people[~areas], spread]),
        }
    )
    totals = found.groupby(["row", "column"], as_index=False)["population"].sum()
    return grid.merge(totals[totals["population"] > 0], on=["column", "row"])
