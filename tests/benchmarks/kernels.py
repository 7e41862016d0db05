"""Kernel surfaces beside their rivals, in the same run: seconds of processor time."""

from __future__ import annotations

import importlib.util
import math

import numpy as np
from scipy.ndimage import gaussian_filter

from hotspots.kernels.bandwidth import cross_validated_bandwidth
from hotspots.kernels.density import point_density
from tests.benchmarks.counties import CRS, SIDE_M, planted_county
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


if __name__ == "__main__":
    surfaces(1_000_000)
    surfaces(10_000_000)
