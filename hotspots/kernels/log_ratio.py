"""The log ratio of two smoothed fields, how far it strays by chance, and maps drawn by chance alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hotspots.finding.grid import Floats
from hotspots.kernels.binning import Mask
from hotspots.kernels.smoothing import Smoother, adaptive_smoother

SPREAD_EVENLY = 0.01  # of those at risk
TIE = 1e-9


@dataclass(frozen=True, slots=True)
class LogRatio:
    """
    The log ratio of cases and others on a grid, and its spread were risk even.

    A small part of those at risk is spread evenly over the study area, so that one incident where nobody
    lives is no infinite risk.

    Parameters
    ----------
    pool
        Share of everybody at risk in each cell; adds up to 1.
    controls
        Controls and cases together in each cell; None where those at risk are known for sure.
    mask
        Cells of the study area.
    smoother
        What both densities are smoothed with.
    smooth_pool, floor
        The pool smoothed, and the part of it that is spread evenly.
    log_deviation
        Standard deviation of the log ratio, were risk even.
    """

    pool: Floats
    controls: Floats | None
    mask: Mask
    smoother: Smoother
    smooth_pool: Floats
    floor: Floats
    log_deviation: Floats

    @classmethod
    def of(
        cls, cases: Floats, base: Floats, mask: Mask, smoother: Smoother, *, sampled: bool, adaptive: bool
    ) -> LogRatio:
        """
        Prepare the ratio.

        Parameters
        ----------
        cases, base
            Incidents, and people or controls, in each cell; zero outside the mask.
        mask
            Cells of the study area.
        smoother
            One bandwidth.
        sampled
            Whether the base is a sample, as the cases are.
        adaptive
            Whether bandwidths follow the density of the pool.
        """
        n = cases.sum()
        together = cases + base if sampled else base
        pool = together / together.sum()
        if adaptive:
            smoother = adaptive_smoother(
                together, smoother.spread(pool), smoother.bandwidths[0], smoother.kernel
            )
        even = SPREAD_EVENLY * mask / mask.sum()
        pool = (1 - SPREAD_EVENLY) * pool + even
        floor, smooth_pool = smoother.spread(even), smoother.spread(pool)
        per_point = 1 / n + (1 / base.sum() if sampled else 0.0)
        variance = smoother.spread(pool, squared=True) * per_point
        deviation = np.sqrt(variance) / np.maximum(smooth_pool + floor, np.finfo(float).tiny)
        return cls(pool, together if sampled else None, mask, smoother, smooth_pool, floor, deviation)

    def log_risk(self, cases: Floats) -> tuple[Floats, Floats]:
        """Give the log ratio for some cases, and the same in standard deviations."""
        above = self.smoother.spread(cases / cases.sum()) + self.floor
        below = self.smooth_pool
        if self.controls is not None:
            others = self.controls - cases
            below = (1 - SPREAD_EVENLY) * self.smoother.spread(others / others.sum()) + self.floor
        below = below + self.floor
        log_risk = np.zeros_like(above)
        np.log(above / np.where(below > 0, below, 1.0), out=log_risk, where=self.mask & (below > 0))
        z = np.divide(log_risk, self.log_deviation, out=np.zeros_like(above), where=self.log_deviation > 0)
        return log_risk, z

    def drawn(self, n: int, rng: np.random.Generator) -> Floats:
        """Draw as many cases were risk even."""
        if self.controls is None:
            return rng.multinomial(n, self.pool.ravel()).reshape(self.pool.shape).astype(float)
        everybody = np.repeat(np.arange(self.controls.size), self.controls.ravel().astype(np.int64))
        chosen = rng.choice(everybody, n, replace=False, shuffle=False)
        return np.bincount(chosen, minlength=self.controls.size).reshape(self.pool.shape).astype(float)


def random_map_p_values(
    ratio: LogRatio, cases: Floats, replicates: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Compare each cell with the same cell, and with the highest cell, of random maps."""
    log_risk, z = ratio.log_risk(cases)
    reached, maxima = np.ones_like(z), np.empty(replicates)
    for index in range(replicates):
        drawn_risk, drawn_z = ratio.log_risk(ratio.drawn(int(cases.sum()), rng))
        reached += drawn_risk >= log_risk - TIE
        maxima[index] = drawn_z[ratio.mask].max()
    beaten = np.searchsorted(np.sort(maxima), z - TIE, side="left")
    return reached / (replicates + 1), (1 + replicates - beaten) / (replicates + 1)
