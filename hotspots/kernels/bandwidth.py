"""How wide a kernel should be: by rule, or by what predicts incidents left out best."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import fft
from scipy.optimize import minimize_scalar

from gis.errors import InputError
from hotspots.finding.grid import Floats
from hotspots.kernels.binning import bin_points, bounds_of, cells_over
from hotspots.kernels.smoothing import PER_GAUSSIAN, Kernel

LEAST_BANDWIDTH_M, MOST_BANDWIDTH_M = 150.0, 1500.0
MOST_FOR_SPREAD = 500_000
CELLS_IN_LEAST = 3.0
MOST_BINS = 2_000_000
TRIALS = 24
REACH = 5.0  # standard deviations beyond which a Gaussian kernel holds nothing
LEAST_DENSITY = 1e-12  # of the highest: what the transforms cannot tell from nothing

Criterion = Literal["likelihood", "least_squares"]


def bandwidth_rule(xy: npt.ArrayLike, kernel: Kernel = "gaussian") -> float:
    """
    Choose a bandwidth by Silverman's rule in the plane, with a robust spread.

    ``s n^(-1/6)`` with ``s`` the smaller of standard deviation and interquartile range / 1.349, each the
    root mean square of both coordinates; kept within 150 m and 1.5 km, where a county's map can be read, and
    widened for kernels other than the Gaussian to what smooths alike. Of a million incidents or more, an
    even part tells the spread.

    References
    ----------
    .. [1] Silverman (1986), Density Estimation, equations 3.31 and 4.14.
    """
    points = np.asarray(xy, dtype=float)
    some = points[:: max(1, len(points) // MOST_FOR_SPREAD)]
    deviation = math.sqrt(float(np.mean(some.var(axis=0))))
    low, high = np.percentile(some, [25, 75], axis=0)
    robust = math.sqrt(float(np.mean(((high - low) / 1.349) ** 2)))
    spread = min(deviation, robust) if robust > 0 else deviation
    bandwidth_m = spread / math.pow(len(points), 1 / 6)
    return float(min(max(bandwidth_m, LEAST_BANDWIDTH_M), MOST_BANDWIDTH_M) * PER_GAUSSIAN[kernel])


def cross_validated_bandwidth(
    xy: npt.ArrayLike,
    *,
    kernel: Kernel = "gaussian",
    criterion: Criterion = "likelihood",
    least_m: float = LEAST_BANDWIDTH_M,
    most_m: float = MOST_BANDWIDTH_M,
) -> float:
    """
    Choose the bandwidth that predicts each incident best from all others.

    Incidents are binned on cells of a third of ``least_m`` (larger where the place is so wide that these
    would not fit) and all pairs are summed by Fourier transforms: no list of pairs is made.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    kernel
        What the bandwidth is for; it is chosen for a Gaussian and widened to what smooths alike.
    criterion
        ``likelihood`` of each incident under the density of the others, or ``least_squares``, an estimate of
        the integrated squared error. Many incidents on one spot pull both towards ``least_m``.
    least_m, most_m
        Standard deviations of the Gaussian kernel that are looked at.

    Returns
    -------
    float
        The bandwidth in metres; ``least_m`` (for the kernel) where all incidents lie on one spot.

    Raises
    ------
    InputError
        ``hotspots.too_few_for_bandwidth`` when there are fewer than two incidents.
    ValueError
        When coordinates are not finite, the criterion is unknown, or the limits are not positive and rising.

    References
    ----------
    .. [1] Silverman (1986), Density Estimation, sections 3.4.3 and 3.4.4.
    """
    if criterion not in {"likelihood", "least_squares"} or not 0 < least_m < most_m < math.inf:
        raise ValueError("criterion must be likelihood or least_squares, least_m positive and below most_m")
    points = np.asarray(xy, dtype=float)
    if len(points) < 2:
        raise InputError("hotspots.too_few_for_bandwidth", incidents=len(points))
    low, high = bounds_of(points)
    cell_m = max(least_m / CELLS_IN_LEAST, math.sqrt(float(np.prod(high - low)) / MOST_BINS))
    least = max(least_m / cell_m, CELLS_IN_LEAST)
    most = max(most_m / cell_m, 2 * least)
    counts = bin_points(points, cells_over(low, high, cell_m))
    pairs = BinnedPairs(counts, math.ceil(REACH * most))
    loss = pairs.squared_error if criterion == "least_squares" else pairs.negative_log_likelihood
    trials = np.geomspace(least, most, TRIALS).tolist()
    best = int(np.argmin([loss(trial) for trial in trials]))
    low_log, high_log = math.log(trials[max(best - 1, 0)]), math.log(trials[min(best + 1, TRIALS - 1)])
    found = minimize_scalar(lambda log: loss(math.exp(log)), bounds=(low_log, high_log), method="bounded")
    chosen = math.exp(float(found.x)) if found.fun < loss(trials[best]) else trials[best]
    return float(chosen * cell_m * PER_GAUSSIAN[kernel])


class BinnedPairs:
    """
    Sums of a Gaussian kernel over all pairs of binned incidents; lengths in cells.

    Parameters
    ----------
    counts
        Incidents per cell.
    margin
        Empty cells kept beyond the grid, so that nothing comes round on the other side.
    """

    def __init__(self, counts: Floats, margin: int) -> None:
        self._counts = counts
        self._n = float(counts.sum())
        self._shape = tuple(fft.next_fast_len(length + margin, real=True) for length in counts.shape)
        self._transform = fft.rfft2(counts, self._shape)
        power = np.abs(self._transform) ** 2
        power[:, 1 : (self._shape[1] + 1) // 2] *= 2  # the half that a real transform leaves out
        self._power = power / np.prod(self._shape)
        self._frequencies = [
            2 * np.pi * frequency(length)
            for frequency, length in zip((fft.fftfreq, fft.rfftfreq), self._shape, strict=True)
        ]

    def squared_error(self, bandwidth: float) -> float:
        """Estimate the integrated squared error of a bandwidth, but for a constant."""
        n = self._n
        all_pairs = self._sum_of_pairs(math.sqrt(2) * bandwidth) + n / (4 * math.pi * bandwidth**2)
        return all_pairs / n**2 - 2 * self._sum_of_pairs(bandwidth) / (n * (n - 1))

    def negative_log_likelihood(self, bandwidth: float) -> float:
        """Give minus the log-likelihood of each incident under the density of all others."""
        binned = _widened(bandwidth)
        down, along = self._kernel(binned)
        rows, columns = self._counts.shape
        density = fft.irfft2(self._transform * down[:, None] * along, self._shape)[:rows, :columns]
        held = self._counts > 0
        others = density[held] - 1 / (2 * math.pi * binned**2)
        return -float((self._counts[held] * np.log(np.maximum(others, LEAST_DENSITY * density.max()))).sum())

    def _sum_of_pairs(self, bandwidth: float) -> float:
        """Sum the kernel over all ordered pairs of different incidents."""
        binned = _widened(bandwidth)
        down, along = self._kernel(binned)
        return float(down @ self._power @ along) - self._n / (2 * math.pi * binned**2)

    def _kernel(self, bandwidth: float) -> tuple[Floats, Floats]:
        down, along = (np.exp(-((frequency * bandwidth) ** 2) / 2) for frequency in self._frequencies)
        return down, along


def _widened(bandwidth: float) -> float:
    """Add the variance of the step between two places in their cells, lost by binning: 1/12 for each."""
    return math.sqrt(bandwidth**2 + 1 / 6)
