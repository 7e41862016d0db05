"""Local Moran's I: cells that resemble their neighbours, or stand out among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.special import ndtr
from scipy.stats import false_discovery_control

from gis.weights import row_standardised
from hotspots.finding.grid import Floats, Ints
from hotspots.local.exact import neighbours_and_sums, sum_shares

QUADRANTS = ("none", "high_high", "low_high", "low_low", "high_low")
DRAWS_AT_ONCE = 2_000_000
TIE = 1e-12


@dataclass(frozen=True, slots=True)
class LocalMoran:
    """
    Likeness of each cell and its neighbours.

    Parameters
    ----------
    statistic
        Local Moran's I; 0 for cells without neighbours.
    z
        Standardised under conditional permutation: the cell stays, all others change places.
    p_value
        Two-sided: twice the smaller tail, at most 1.
    p_value_adjusted
        By Benjamini and Hochberg, over the cells that have neighbours.
    quadrant
        Position in ``QUADRANTS``: the cell, then its neighbours, against the mean.
    """

    statistic: Floats
    z: Floats
    p_value: Floats
    p_value_adjusted: Floats
    quadrant: Ints


def local_moran(
    values: npt.ArrayLike,
    weights: csr_array,
    *,
    permutations: int = 0,
    exact: bool = False,
    rng: np.random.Generator | None = None,
) -> LocalMoran:
    """
    Compute local Moran's I of every cell.

    Parameters
    ----------
    values
        A value for each cell, shape ``(n_cells,)``.
    weights
        Spatial weights, shape ``(n_cells, n_cells)``, zero diagonal; rows are scaled to a sum of 1.
    permutations
        Conditional permutations for the p-values; 0 takes the normal approximation of their distribution,
        which is far too small on sparse counts. No p-value gets below ``2 / (permutations + 1)``: too
        coarse for a false-discovery rate over thousands of cells.
    exact
        Take all conditional permutations instead; for whole numbers and weights alike within each row.
    rng
        Source of the permutations.

    Returns
    -------
    LocalMoran
        Statistics of shape ``(n_cells,)``.

    Raises
    ------
    ValueError
        When shapes disagree, a value is not finite, a cell is its own neighbour, permutations lack
        ``rng``, or exact p-values cannot be had (see `sum_shares`).

    References
    ----------
    .. [1] Anselin (1995), doi:10.1111/j.1538-4632.1995.tb00338.x
    .. [2] Sokal, Oden and Thomson (1998), doi:10.1111/j.1538-4632.1998.tb00406.x

    Examples
    --------
    >>> from scipy.sparse import diags_array
    >>> line_of_four = diags_array([1.0, 1.0], offsets=[-1, 1], shape=(4, 4)).tocsr()
    >>> local_moran([0, 0, 2, 2], line_of_four).statistic.round(2).tolist()
    [0.75, 0.0, 0.0, 0.75]
    """
    z_values = _checked(values, weights)
    if permutations < 0 or (permutations > 0 and (rng is None or exact)):
        raise ValueError("permutations must be 0 or more, and need rng; exact p-values need none")
    scaled = row_standardised(weights)
    n = len(z_values)
    lag = np.asarray(scaled @ z_values)
    z = _conditional_z(z_values, lag, scaled) * np.sign(z_values)
    if exact:
        p_value = _exact(np.asarray(values, dtype=float), weights)
    elif rng is not None and permutations > 0:
        p_value = _permuted(z_values, lag, scaled, permutations, rng)
    else:
        p_value = 2 * ndtr(-np.abs(z))
    joined = np.asarray(scaled.sum(axis=1)).ravel() > 0
    p_value = np.where(joined & (z_values != 0), np.minimum(p_value, 1.0), 1.0)
    adjusted = np.ones(n)
    if joined.any():
        adjusted[joined] = false_discovery_control(p_value[joined])
    high, high_near = z_values > 0, lag > 0
    quadrant = np.select([high & high_near, high, high_near], [1, 4, 2], 3)
    plain = ~joined | (z_values == 0) | (lag == 0)
    statistic = z_values * lag * ((n - 1) / max(n, 1)) + 0.0  # no negative zero
    return LocalMoran(statistic, z, p_value, adjusted, np.where(plain, 0, quadrant))


def _checked(values: npt.ArrayLike, weights: csr_array) -> Floats:
    """Standardise the values; all zero where none differs."""
    given = np.asarray(values, dtype=float)
    if given.ndim != 1 or weights.shape != (len(given), len(given)):
        raise ValueError(f"values {given.shape} and weights {weights.shape} must speak of the same cells")
    if not np.isfinite(given).all():
        raise ValueError("values must be finite")
    if (weights.diagonal() != 0).any():
        raise ValueError("no cell may be its own neighbour: give weights with a zero diagonal")
    if len(given) == 0 or np.ptp(given) == 0:
        return np.zeros(len(given))
    return np.asarray((given - given.mean()) / given.std())


def _conditional_z(z_values: Floats, lag: Floats, scaled: csr_array) -> Floats:
    """Standardise the mean of the neighbours by its moments when all other cells change places."""
    n = len(z_values)
    if n < 3:
        return np.zeros(n)
    first = np.asarray(scaled.sum(axis=1)).ravel()
    second = np.asarray(scaled.power(2).sum(axis=1)).ravel()
    mean = -z_values / (n - 1)
    variance = (np.square(z_values).sum() - z_values**2) / (n - 1) - mean**2
    spread = np.sqrt(np.maximum(variance * (n - 1) / (n - 2) * (second - first**2 / (n - 1)), 0.0))
    return np.asarray(np.divide(lag - first * mean, spread, out=np.zeros(n), where=spread > TIE))


def _exact(values: Floats, weights: csr_array) -> Floats:
    """Take every choice of neighbours among all other cells; those with equal values have the same others."""
    near, sums = neighbours_and_sums(values, weights)
    shares = sum_shares(values, int(near.max(initial=0)))
    p_value = np.ones(len(values))
    for value in np.unique(values):
        rows = np.flatnonzero((values == value) & (near > 0))
        others = shares.without(int(value))
        above = others.at_least()[near[rows], sums[rows]]
        below = others.at_most()[near[rows], sums[rows]]
        p_value[rows] = 2 * np.minimum(above, below)
    return p_value


def _permuted(
    z_values: Floats, lag: Floats, scaled: csr_array, permutations: int, rng: np.random.Generator
) -> Floats:
    """Draw the neighbours of each cell among all others; the same draws serve every cell."""
    n = len(z_values)
    held = np.diff(scaled.indptr)
    widest = int(held.max(initial=0))
    drawn = np.array([rng.choice(n - 1, widest, replace=False) for _ in range(permutations)]).reshape(
        -1, widest
    )
    p_value = np.ones(n)
    for count in np.unique(held[held > 0]):
        rows = np.flatnonzero(held == count)
        step = max(1, DRAWS_AT_ONCE // (permutations * int(count)))
        for begin in range(0, len(rows), step):
            some = rows[begin : begin + step]
            at = scaled.indptr[some, None] + np.arange(count)
            others = drawn[None, :, :count] + (drawn[None, :, :count] >= some[:, None, None])
            random_lag = np.einsum("apk,ak->ap", z_values[others], scaled.data[at])
            above = (random_lag >= lag[some, None] - TIE).sum(axis=1)
            below = (random_lag <= lag[some, None] + TIE).sum(axis=1)
            p_value[some] = 2 * (1 + np.minimum(above, below)) / (1 + permutations)
    return p_value
