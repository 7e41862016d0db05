"""How many incidents places have after so many before: what was high by chance falls back by itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from hotspots.evaluation.place_counts import Floats, PlaceCounts

ALWAYS_ESTIMATED = 2
"""Level and regression on the period before are uncertain even where they come out as 0."""


@dataclass(frozen=True, slots=True)
class AfterModel:
    """
    Incidents after as a line over those before (and prior), fitted to places that nothing was done to.

    Parameters
    ----------
    coefficients
        Of 1, of incidents before and of prior ones, none below 0. Where all places are alike and differ by
        chance alone, only the first is above 0; where they keep their differences, only the others.
    covariance
        Of the coefficients.
    """

    coefficients: Floats
    covariance: Floats

    def of(self, places: PlaceCounts) -> Floats:
        """Expect incidents after of each place."""
        return np.asarray(places.rows() @ self.coefficients)


def fit_after(pool: PlaceCounts) -> AfterModel:
    """
    Learn from all places of the pool how far they fall back.

    Choosing places by what they had before does not bend such a line, since it is drawn given those numbers.

    Parameters
    ----------
    pool
        Places that nothing was done to; at least three.

    Returns
    -------
    AfterModel
        The line by weighted least squares, variances taken to grow as the level does.

    References
    ----------
    .. [1] Hauer (1997), Observational before-after studies in road safety, ISBN 0-08-043053-8
    """
    rows = pool.rows()
    if len(rows) <= rows.shape[1]:
        raise ValueError(f"wanted more than {rows.shape[1]} places, got {len(rows)}")
    weight = 1 / np.sqrt(np.maximum(pool.before.mean() + pool.before, 1e-9))
    weighted, after = rows * weight[:, None], pool.after * weight
    coefficients, _ = nnls(weighted, after)
    active = coefficients > 0
    active[:ALWAYS_ESTIMATED] = True
    rest = after - weighted @ coefficients
    spread = float(rest @ rest) / (len(rows) - int(active.sum()))
    inner = weighted[:, active]
    covariance = np.zeros((rows.shape[1], rows.shape[1]))
    covariance[np.ix_(active, active)] = spread * np.linalg.pinv(inner.T @ inner)
    return AfterModel(np.asarray(coefficients), covariance)
