"""Other ways to name areas, run on the same counties: what is measured against ours."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy import stats
from scipy.ndimage import uniform_filter
from sklearn.cluster import DBSCAN, HDBSCAN

from tests.benchmarks.counties import CRS, SIDE_M, SOUTH, WEST, County

GRID_CELL_M = 250.0


def dbscan(county: County) -> gpd.GeoSeries:
    """DBSCAN within 100 m, ten incidents."""
    return _hulls(county.xy, DBSCAN(eps=100, min_samples=10).fit_predict(county.xy))


def hdbscan(county: County) -> gpd.GeoSeries:
    """HDBSCAN with at least 15 incidents to a cluster."""
    return _hulls(county.xy, HDBSCAN(min_cluster_size=15, copy=True).fit_predict(county.xy))


def getis_ord(county: County) -> gpd.GeoSeries:
    """Gi* on 250 m cells, normal approximation, false-discovery rate of 5 %, touching cells joined."""
    size = int(SIDE_M / GRID_CELL_M)
    column, row = ((county.xy - [WEST, SOUTH]) // GRID_CELL_M).astype(int).clip(0, size - 1).T
    counts = np.bincount(row * size + column, minlength=size**2).reshape(size, size).astype(float)
    near = uniform_filter(counts, 3, mode="constant") * 9
    cells = uniform_filter(np.ones_like(counts), 3, mode="constant") * 9
    n = counts.size
    spread = counts.std() * np.sqrt((n * cells - cells**2) / (n - 1))
    p_values = stats.norm.sf((near - counts.mean() * cells) / spread)
    hot = stats.false_discovery_control(p_values.ravel()).reshape(p_values.shape) <= 0.05
    row, column = np.nonzero(hot)
    x, y = WEST + column * GRID_CELL_M, SOUTH + row * GRID_CELL_M
    joined = shapely.union_all(shapely.box(x, y, x + GRID_CELL_M, y + GRID_CELL_M))
    return gpd.GeoSeries(shapely.get_parts(joined), crs=CRS)


RIVALS = {"dbscan": dbscan, "hdbscan": hdbscan, "gi_star": getis_ord}


def _hulls(xy: np.ndarray, labels: np.ndarray) -> gpd.GeoSeries:
    points = pd.DataFrame(xy).groupby(labels)
    shapes = [shapely.MultiPoint(one.to_numpy()).convex_hull for label, one in points if label >= 0]
    return gpd.GeoSeries([shape for shape in shapes if shape.area > 0], crs=CRS)
