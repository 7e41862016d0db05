"""Kernel surfaces beside their rivals, in the same run: seconds of processor time."""

from __future__ import annotations

import importlib.util
import math

import geopandas as gpd
import numpy as np
import shapely
from scipy.ndimage import gaussian_filter
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from gis.roads import build_road_graph
from hotspots.kernels.bandwidth import cross_validated_bandwidth
from hotspots.kernels.density import point_density
from hotspots.kernels.relative_risk import relative_risk_surface
from hotspots.kernels.streets import street_density
from tests.benchmarks.counties import CRS, SIDE_M, SOUTH, WEST, incident_frame, planted_county
from tests.benchmarks.timing import timed

CELL_M = 50.0
BANDWIDTH_M = 300.0


def points(n: int) -> np.ndarray:
    """Draw incidents of a county; ten million are ten of a million, moved a little."""
    base = planted_county(min(n, 1_000_000), 1).xy
    rng = np.random.default_rng(1)
    return np.concatenate([base + rng.normal(0, 30, base.shape) for _ in range(n // len(base))])


def histogram_and_filter(xy: np.ndarray) -> np.ndarray:
    """Count with numpy and smooth with scipy's separable filter."""
    low, high = xy.min(axis=0) - 3 * BANDWIDTH_M, xy.max(axis=0) + 3 * BANDWIDTH_M
    edges = [np.arange(a, b + CELL_M, CELL_M) for a, b in zip(low, high, strict=True)]
    counts = np.histogram2d(xy[:, 0], xy[:, 1], bins=edges)[0]
    return gaussian_filter(counts, BANDWIDTH_M / CELL_M, mode="constant")


def fft_kde(xy: np.ndarray) -> np.ndarray:
    """KDEpy's linear binning and Fourier transform, on as many cells."""
    from KDEpy import FFTKDE

    cells = math.ceil(SIDE_M / CELL_M)
    return np.asarray(FFTKDE(kernel="gaussian", bw=BANDWIDTH_M).fit(xy).evaluate((cells, cells))[1])


def surfaces(n: int) -> None:
    """Gaussian kernel on 50 m cells; then the other kinds of surface, which have no rival of their speed."""
    print(f"Kernel density, {n:,} incidents, 50 m cells")
    xy = points(n)
    point_density(xy[:100], CRS, bandwidth_m=BANDWIDTH_M, cell_m=CELL_M)

    def ours(**choice: object) -> None:
        point_density(
            xy, CRS, **{"kernel": "gaussian", "bandwidth_m": BANDWIDTH_M, "cell_m": CELL_M} | choice
        )

    seconds = timed("point_density", ours)
    rivals = [timed("histogram and filter", lambda: histogram_and_filter(xy))]
    if importlib.util.find_spec("KDEpy") is None:
        print("  KDEpy is not installed: left out")
    else:
        rivals.append(timed("KDEpy", lambda: fft_kde(xy)))
    print(f"  ratio to the best {seconds / min(rivals):.2f}")
    timed("quartic kernel", lambda: ours(kernel="quartic"))
    timed("adaptive", lambda: ours(adaptive=True))
    timed("bandwidth by likelihood", lambda: cross_validated_bandwidth(xy))
    timed("bandwidth by least squares", lambda: cross_validated_bandwidth(xy, criterion="least_squares"))


def along_streets(n: int) -> None:
    """A town of 10 x 10 km with streets every 200 m; the rival looks at each lixel from each incident."""
    print(f"Kernel density along streets, {n:,} incidents, 1,020 km of street")
    line = np.arange(0, 10_001, 200.0)
    ways = [[(WEST, SOUTH + y), (WEST + 10_000, SOUTH + y)] for y in line]
    ways += [[(WEST + x, SOUTH), (WEST + x, SOUTH + 10_000)] for x in line]
    roads = gpd.GeoDataFrame(geometry=[shapely.LineString(way) for way in ways], crs=CRS)
    xy = np.random.default_rng(1).uniform(0, 10_000, (n, 2)) + np.array([WEST, SOUTH])
    frame = incident_frame(xy)
    graph = build_road_graph(roads, connect_crossings=True, node_spacing_m=50)
    street_density(frame[:10], roads, connect_crossings=True)
    timed("the road graph alone", lambda: build_road_graph(roads, connect_crossings=True, node_spacing_m=50))
    timed("discontinuous, 300 m", lambda: street_density(frame, roads, connect_crossings=True))
    wide = {"bandwidth_m": 600.0, "connect_crossings": True}
    timed("discontinuous, 600 m", lambda: street_density(frame, roads, **wide))
    smooth = {"kernel": "gaussian", "split": "continuous", "bandwidth_m": 150.0, "connect_crossings": True}
    timed("continuous, 150 m", lambda: street_density(frame, roads, **smooth))
    metres = csr_array(
        (graph.stretches["length_m"], graph.stretches[["from_node", "to_node"]].to_numpy().T),
        shape=graph.minutes.shape,
    )
    some = graph.snap(frame.iloc[:1_000])[0]
    rival = timed(
        "shortest paths from 1,000 incidents, no splits",
        lambda: [dijkstra(metres, directed=False, indices=node, limit=300) for node in some],
    )
    print(f"  shortest paths for all: {rival * n / 1_000:.0f} s")


def against_population(n: int) -> None:
    """Relative risk with 99 random maps on 100 m cells."""
    county = planted_county(n, 1)
    print(f"Relative risk, {n:,} incidents, 99 random maps")
    work = {"bandwidth_m": 400.0, "replicates": 99}
    rng = np.random.default_rng(1)
    timed(
        "relative_risk", lambda: relative_risk_surface(county.incidents, county.population, rng=rng, **work)
    )


if __name__ == "__main__":
    surfaces(1_000_000)
    surfaces(10_000_000)
    along_streets(100_000)
    against_population(50_000)
