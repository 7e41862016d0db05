"""A small town: streets on a grid of 500 m, one street cut off from the rest, a beat around them."""

from __future__ import annotations

import geopandas as gpd
import shapely

from gis.roads import RoadGraph, build_road_graph

CRS = "EPSG:32648"
WEST, SOUTH = 500_000.0, 3_500_000.0
BLOCK_M = 500.0
BLOCKS = 4


def point(x: float, y: float) -> shapely.Point:
    """Give the place `x` blocks east and `y` north of the south-west corner."""
    return shapely.Point(WEST + x * BLOCK_M, SOUTH + y * BLOCK_M)


def line(*places: tuple[float, float]) -> shapely.LineString:
    """Draw a line through such places."""
    return shapely.LineString([point(*place) for place in places])


def streets() -> gpd.GeoDataFrame:
    """Give the streets; all go at 30 km/h, so that a block takes one minute."""
    across = [line(*((x, y) for x in range(BLOCKS + 1))) for y in range(BLOCKS + 1)]
    along = [line(*((x, y) for y in range(BLOCKS + 1))) for x in range(BLOCKS + 1)]
    lines = [*across, *along, line((9, 0), (9, 4))]
    names = [*(f"East {y}" for y in range(BLOCKS + 1)), *(f"North {x}" for x in range(BLOCKS + 1)), "Island"]
    return gpd.GeoDataFrame({"name": names, "speed_kmh": 30.0}, geometry=lines, crs=CRS)


def graph() -> RoadGraph:
    """Give their graph, with a node at every corner alone."""
    return build_road_graph(streets(), node_spacing_m=BLOCK_M)


def beat() -> gpd.GeoDataFrame:
    """Give one beat around all of it."""
    corner, other = point(-1, -1), point(10, 5)
    return gpd.GeoDataFrame(
        {"beat_id": [1]}, geometry=[shapely.box(corner.x, corner.y, other.x, other.y)], crs=CRS
    )


def stops(*rows: tuple[str, str, float, float]) -> gpd.GeoDataFrame:
    """Give stops of the beat: id, kind, and where."""
    return gpd.GeoDataFrame(
        {
            "beat_id": 1,
            "stop_id": [row[0] for row in rows],
            "kind": [row[1] for row in rows],
            "name": [row[0].upper() for row in rows],
            "weight": 1.0,
        },
        geometry=[point(*row[2:]) for row in rows],
        crs=CRS,
    )


def station() -> gpd.GeoSeries:
    """Give the station, at the south-west corner."""
    return gpd.GeoSeries([point(0, 0)], crs=CRS)
