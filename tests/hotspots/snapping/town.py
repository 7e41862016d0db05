"""A square town of streets, areas and incidents in it, in metres from a corner of the county."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

CRS = "EPSG:4544"
EAST, NORTH = 500_000.0, 3_800_000.0


def grid(steps: int = 4, block_m: float = 100.0) -> list[shapely.LineString]:
    """Streets of a square town, first those that run east, then those that run north."""
    far = steps * block_m
    east = [shapely.LineString([(0, y * block_m), (far, y * block_m)]) for y in range(steps + 1)]
    north = [shapely.LineString([(x * block_m, 0), (x * block_m, far)]) for x in range(steps + 1)]
    return [*east, *north]


def roads(lines: list[shapely.LineString]) -> gpd.GeoDataFrame:
    half = len(lines) // 2
    names = [f"东西{number}路" for number in range(half)] + [
        f"南北{number}街" for number in range(len(lines) - half)
    ]
    return placed(gpd.GeoDataFrame({"name": names}, geometry=lines))


def areas(*shapes: shapely.Polygon) -> gpd.GeoDataFrame:
    table = {
        "area_id": [f"a{number}" for number in range(len(shapes))],
        "area_km2": [shape.area / 1e6 for shape in shapes],
    }
    return placed(gpd.GeoDataFrame(table, geometry=list(shapes)))


def placed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.set_geometry(frame.geometry.translate(EAST, NORTH).set_crs(CRS)).to_crs(4326)


def points(xy: list[tuple[float, float]]) -> gpd.GeoDataFrame:
    return placed(gpd.GeoDataFrame(geometry=shapely.points(np.reshape(xy, (-1, 2)))))
