"""
What a count is expected to be, when neither its mean nor how much it scatters is known for sure.

A negative binomial whose variance is dispersion times mean, and what is not known of the mean beside it; the
logarithm of the dispersion is itself taken as normal, as wide as the months that tell it are few. Leaving
that out gives tails that are too thin where there are few months and counts come in bursts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from hotspots.assessment.months import Floats

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(11)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_NEARLY = 1 + 1e-6
"""A negative binomial needs a variance above its mean."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """
    What counts are expected to be.

    Attributes
    ----------
    expected
        Their means.
    dispersion
        Variance over mean, 1 for Poisson.
    squared_error
        Squared relative error of the means.
    spread
        Standard deviation of the logarithm of the dispersion: how little it is known.
    """

    expected: Floats
    dispersion: Floats
    squared_error: Floats
    spread: Floats

    def chance_of_more(self, counts: npt.ArrayLike) -> Floats:
        """Give the probability of as many or more."""
        return self._above(np.asarray(counts, dtype=np.float64) - 1)

    def quantile(self, share: float) -> Floats:
        """Give the least count that this share lies at or below."""
        low = np.full(np.shape(self.expected), -1.0)
        widest = stats.nbinom.ppf(max(share, 0.5), *self._shape(_NODES[-1]))
        high = np.asarray(widest, dtype=np.float64) + 1
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            is_enough = 1 - self._above(middle) >= share
            low, high = np.where(is_enough, low, middle), np.where(is_enough, middle, high)
        return high

    def band(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Give the lowest and highest count of the middle share."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def _above(self, counts: Floats) -> Floats:
        found = np.zeros(np.shape(self.expected))
        for node, weight in zip(_NODES, _WEIGHTS, strict=True):
            found = found + weight * stats.nbinom.sf(counts, *self._shape(node))
        return np.asarray(found, dtype=np.float64)

    def _shape(self, node: float) -> tuple[Floats, Floats]:
        mean = np.maximum(self.expected, 1e-9)
        dispersion = np.maximum(self.dispersion * np.exp(node * self.spread), 1.0)
        variance = np.maximum(dispersion * mean + self.squared_error * mean**2, mean * _NEARLY)
        return mean**2 / (variance - mean), mean / variance
