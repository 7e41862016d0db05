"""Kernels on a grid: one bandwidth for all cells, or one for each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy.ndimage import correlate1d
from scipy.signal import fftconvolve

from hotspots.finding.grid import Floats

Kernel = Literal["quartic", "gaussian", "epanechnikov"]
KERNELS: tuple[Kernel, ...] = get_args(Kernel)

REACH = {"quartic": 1.0, "gaussian": 4.0, "epanechnikov": 1.0}  # bandwidths to where a kernel ends
POWER = {"quartic": 2, "epanechnikov": 1}

PER_GAUSSIAN = {"quartic": 460.8 ** (1 / 6), "gaussian": 1.0, "epanechnikov": 192.0 ** (1 / 6)}
"""Bandwidths that smooth alike in the plane: (4 pi R(K) / mu2(K)^2)^(1/6), with R(K) the integral of the
squared kernel and mu2 its variance along an axis (Wand and Jones 1995, section 4.5)."""

CLASS_STEP = 0.1  # between two bandwidth classes, in logarithms; counts are shared between the two nearest
WIDEST = 5.0  # bandwidths that no adaptive one exceeds (Davies and Hazelton 2010, section 3.2)


@dataclass(frozen=True, slots=True)
class Smoother:
    """
    Smooth counts on a grid.

    Parameters
    ----------
    kernel
        Its shape.
    bandwidths
        In cells, ascending.
    position
        Where each cell's bandwidth lies between them (1.5 is half-way from the second to the third), shape
        ``(rows, columns)``; None where there is one bandwidth.
    """

    kernel: Kernel
    bandwidths: tuple[float, ...]
    position: Floats | None = None

    def spread(self, field: Floats, *, squared: bool = False) -> Floats:
        """Spread each cell's count by its kernel, or by the square of its kernel (for variances)."""
        if self.position is None:
            return smooth(field, self.bandwidths[0], self.kernel, squared=squared)
        total = np.zeros_like(field)
        for index, bandwidth in enumerate(self.bandwidths):
            part = field * np.clip(1 - np.abs(self.position - index), 0, None)
            if part.any():
                total += smooth(part, bandwidth, self.kernel, squared=squared)
        return total

    def share_inside(self, mask: Floats) -> Floats:
        """Give the part of each cell's own kernel that lies in a study area (1 inside, 0 outside)."""
        if self.position is None:
            return smooth(mask, self.bandwidths[0], self.kernel)
        share = np.zeros_like(mask)
        for index, bandwidth in enumerate(self.bandwidths):
            own = np.clip(1 - np.abs(self.position - index), 0, None)
            if own.any():
                share += own * smooth(mask, bandwidth, self.kernel)
        return share


def smooth(field: Floats, bandwidth: float, kernel: Kernel, *, squared: bool = False) -> Floats:
    """
    Convolve a field with a kernel that adds up to 1 (or with the square of that kernel).

    Parameters
    ----------
    field
        Shape ``(rows, columns)``; beyond it there is nothing.
    bandwidth
        In cells: the standard deviation of the Gaussian kernel, the reach of the others.
    kernel
        Its shape.
    squared
        Whether to convolve with the squared kernel.
    """
    power = 2 if squared else 1
    reach = math.ceil(REACH[kernel] * bandwidth)
    step = np.arange(-reach, reach + 1) / bandwidth
    if kernel == "gaussian":
        line = np.exp(-(step**2) / 2)
        line = (line / line.sum()) ** power
        down = correlate1d(field, line, axis=0, mode="constant")
        return np.asarray(correlate1d(down, line, axis=1, mode="constant"))
    shape = np.clip(1 - step[:, None] ** 2 - step**2, 0, None) ** POWER[kernel]
    return np.clip(fftconvolve(field, (shape / shape.sum()) ** power, mode="same"), 0, None)


def adaptive_smoother(counts: Floats, pilot: Floats, bandwidth: float, kernel: Kernel) -> Smoother:
    """
    Choose a bandwidth for each cell: wide where incidents are rare, narrow where they crowd.

    Parameters
    ----------
    counts
        Incidents per cell.
    pilot
        A first estimate of their density on the same cells, in any unit; NaN counts as none.
    bandwidth
        Global bandwidth in cells: the geometric mean of the incidents' bandwidths. A cell's own is this times
        the root of (geometric mean of the pilot at the incidents / pilot there), at most five times this.
    kernel
        Its shape.

    References
    ----------
    .. [1] Abramson (1982), doi:10.1214/aos/1176345986
    .. [2] Davies and Baddeley (2018), doi:10.1007/s11222-017-9772-4, on classes of bandwidths.
    """
    density = np.nan_to_num(pilot)
    held = (counts > 0) & (density > 0)
    if not held.any():
        return Smoother(kernel, (bandwidth,))
    middle = math.exp(np.average(np.log(density[held]), weights=counts[held]))
    widest = math.log(WIDEST)
    with np.errstate(divide="ignore"):
        factor = np.minimum(-0.5 * np.log(density / middle), widest)
    least = float(factor.min())
    classes = max(1, math.ceil((widest - least) / CLASS_STEP)) + 1
    steps = np.linspace(least, widest, classes)
    position = (
        (factor - least) / (widest - least) * (classes - 1) if least < widest else np.zeros_like(factor)
    )
    return Smoother(kernel, tuple((bandwidth * np.exp(steps)).tolist()), position)
