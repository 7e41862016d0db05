"""
Hypothesis strategies that every package's tests share: fabrics of polygons, clouds of points, incidents.

A strategy draws a seed and a few sizes and lets numpy make the rest, so that shrinking stays quick. Polygons
and points come in EPSG:4544 (CGCS2000, metres, central meridian 105 E), incidents in EPSG:4326.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from hypothesis import strategies as st

METRIC_CRS = "EPSG:4544"
ORIGIN_M = (480_000.0, 3_300_000.0)  # a place west of Chengdu
CHINA_LAND = (73.5, 3.8, 135.1, 53.6)
"""West, south, east, north of all Chinese territory."""


def seeds() -> st.SearchStrategy[int]:
    """Seed for a random generator."""
    return st.integers(0, 2**32 - 1)


def voronoi_fabric(n_units: int, seed: int, side_m: float = 10_000.0) -> gpd.GeoDataFrame:
    """Cut a square into irregular polygons that fill it without a gap."""
    rng = np.random.default_rng(seed)
    square = shapely.box(0, 0, side_m, side_m)
    sites = rng.uniform(0, side_m, (n_units, 2))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(sites), extend_to=square))
    cells = cells[shapely.STRtree(cells).query(shapely.points(sites), predicate="within")[1]]
    polygons = shapely.transform(shapely.intersection(cells, square), lambda points: points + ORIGIN_M)
    units = gpd.GeoDataFrame({"unit_id": np.arange(1, n_units + 1)}, geometry=polygons, crs=METRIC_CRS)
    units["load"] = rng.pareto(2.0, n_units) * 50 + 1
    return units


@st.composite
def polygon_fabrics(draw: st.DrawFn, min_units: int = 3, max_units: int = 60) -> gpd.GeoDataFrame:
    """Irregular units without gaps, with ``unit_id`` and a skewed ``load``."""
    return voronoi_fabric(draw(st.integers(min_units, max_units)), draw(seeds()))


def square_fabric(columns: int, rows: int, side_m: float = 1_000.0) -> gpd.GeoDataFrame:
    """Lay squares of one size side by side, row by row, with a load of 1 each."""
    row, column = np.divmod(np.arange(columns * rows), columns)
    west, south = ORIGIN_M[0] + column * side_m, ORIGIN_M[1] + row * side_m
    return gpd.GeoDataFrame(
        {"unit_id": np.arange(1, columns * rows + 1), "load": 1.0},
        geometry=shapely.box(west, south, west + side_m, south + side_m),
        crs=METRIC_CRS,
    )


@st.composite
def point_clouds(
    draw: st.DrawFn, min_points: int = 1, max_points: int = 300, side_m: float = 10_000.0
) -> npt.NDArray[np.float64]:
    """Points in metres, some even, some in clumps, some on one spot; shape ``(n, 2)``."""
    rng = np.random.default_rng(draw(seeds()))
    n = draw(st.integers(min_points, max_points))
    kind = rng.integers(0, 3, n)
    even = rng.uniform(0, side_m, (n, 2))
    centres = rng.uniform(0, side_m, (3, 2))[rng.integers(0, 3, n)]
    clumped = np.clip(centres + rng.normal(0, side_m / 50, (n, 2)), 0, side_m)
    points = np.select([kind[:, None] == 0, kind[:, None] == 1], [even, clumped], centres)
    return np.asarray(points + ORIGIN_M, dtype=float)


@st.composite
def points_in_china(
    draw: st.DrawFn, max_points: int = 200
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Longitudes and latitudes in the box of all Chinese territory."""
    rng = np.random.default_rng(draw(seeds()))
    west, south, east, north = CHINA_LAND
    n = draw(st.integers(1, max_points))
    return rng.uniform(west, east, n), rng.uniform(south, north, n)


@st.composite
def incident_tables(draw: st.DrawFn, min_rows: int = 1, max_rows: int = 200) -> gpd.GeoDataFrame:
    """Incidents fit for ``as_incidents``: points, and intervals of up to two days within a year."""
    points = draw(point_clouds(min_rows, max_rows))
    rng = np.random.default_rng(draw(seeds()))
    n = len(points)
    since = pd.Timestamp("2025-01-01", tz="UTC") + pd.to_timedelta(
        rng.integers(0, 365 * 24 * 60, n), unit="min"
    )
    until = since + pd.to_timedelta(rng.integers(0, 48 * 60, n) * rng.integers(0, 2, n), unit="min")
    return gpd.GeoDataFrame(
        {
            "incident_id": [f"I{number}" for number in range(n)],
            "category": rng.choice(["criminal", "public_order", "traffic"], n),
            "occurred_from": since,
            "occurred_to": until,
        },
        geometry=gpd.points_from_xy(points[:, 0], points[:, 1], crs=METRIC_CRS).to_crs(4326),
    )
