"""What is known before a day, and the two plain rankings by it: last period's counts and a kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspots.validation.cells import StudyCells

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

KDE_BANDWIDTH_M = 150.0
TIE_CELLS = 1.0  # bandwidth of the light kernel that parts cells of equal count
TIE_WEIGHT = 1e-6  # below one incident whatever the kernel gathers in any real file


@dataclass(frozen=True, slots=True)
class Past:
    """
    The incidents before a day, all inside the study area.

    Parameters
    ----------
    cells
        The study area.
    x, y
        Points in the metric system, shape ``(n,)``.
    cell
        Number of the study cell that holds each point.
    age_days
        Days from the incident to the day of the forecast, above 0.
    first_of_day
        Whether the incident is the first in the table of its cell and day: the others repeat the day.
    horizon_days
        Days that are forecast, and that ``count`` and ``kde`` look back.
    """

    cells: StudyCells
    x: Floats
    y: Floats
    cell: Ints
    age_days: Floats
    first_of_day: Mask
    horizon_days: float

    def __post_init__(self) -> None:
        """Refuse what came after the day of the forecast."""
        if len(self.age_days) and float(self.age_days.min()) <= 0:
            raise ValueError("a forecast may use only what came before it: ages must be above 0")
        if not self.horizon_days > 0:
            raise ValueError(f"horizon_days must be above 0, not {self.horizon_days}")

    def counts(self) -> Floats:
        """Count the incidents of the last horizon in each cell."""
        recent = self.cell[self.age_days <= self.horizon_days]
        return np.bincount(recent, minlength=self.cells.n_cells).astype(float)

    def weights(self, decay: float) -> Floats:
        """Weigh every incident ``decay ** (age in horizons)``; 0 takes the last horizon alone, all alike."""
        if decay == 0:
            return (self.age_days <= self.horizon_days).astype(float)
        return np.asarray(decay ** (self.age_days / self.horizon_days), dtype=float)


def count_forecast(past: Past) -> Floats:
    """
    Rank cells by the incidents of the last horizon, equal ones by a light kernel.

    Parameters
    ----------
    past
        What came before.

    Returns
    -------
    ndarray
        Score of every cell, shape ``(n_cells,)``.
    """
    counts = past.counts()
    return counts + TIE_WEIGHT * past.cells.smooth(counts, TIE_CELLS)


def kde_forecast(past: Past, bandwidth_m: float = KDE_BANDWIDTH_M) -> Floats:
    """
    Rank cells by the Gaussian kernel density of the last horizon, taken at the middle of the cell.

    Parameters
    ----------
    past
        What came before.
    bandwidth_m
        Standard deviation of the kernel.

    Returns
    -------
    ndarray
        Score of every cell, shape ``(n_cells,)``.
    """
    recent = past.age_days <= past.horizon_days
    return past.cells.kernel_density(past.x[recent], past.y[recent], bandwidth_m)
