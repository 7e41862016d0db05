"""
Exact p-values of neighbourhood sums: every order of the cells' values counts, none is drawn.

Gi* asks how often a neighbourhood of so many cells, drawn from all, holds as much; local Moran's I keeps the
cell in its place and draws its neighbours from the others. Both are sums of cells drawn without
replacement, and for whole numbers their distribution follows from the values and how often each occurs. The
smallest p-value is as small as the data allow: 999 permutations never get below .001, which no
false-discovery rate over thousands of cells can use.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control

from gis.compiled import compiled
from gis.errors import SizeError
from hotspots.finding.grid import Floats, Ints
from hotspots.local.boxes import box_sums
from hotspots.local.getis_ord import checked_grid

MOST_NEAR = 150  # beyond it the shares leave the range of floating point numbers
MOST_SUMS = 50_000_000


@dataclass(frozen=True, slots=True)
class SumShares:
    """
    How the sums of cells drawn without replacement are spread.

    Parameters
    ----------
    share
        ``share[j, s]``: part of all choices of ``j`` cells whose values add up to ``s``.
    cells
        Cells to choose from.
    """

    share: Floats
    cells: int

    def at_least(self) -> Floats:
        """Give the part of the choices of ``j`` cells that add up to ``s`` or more."""
        return np.asarray(np.cumsum(self.share[:, ::-1], axis=1)[:, ::-1])

    def at_most(self) -> Floats:
        """Give the part of the choices of ``j`` cells that add up to ``s`` or less."""
        return np.asarray(np.cumsum(self.share, axis=1))

    def without(self, value: int) -> SumShares:
        """Leave one cell of this value out of what is chosen from."""
        left = np.zeros_like(self.share)
        left[0, 0] = 1.0
        for j in range(1, min(len(left), self.cells)):
            left[j] = self.cells * self.share[j]
            left[j, value:] -= j * left[j - 1, : left.shape[1] - value]
            left[j] = np.maximum(left[j] / (self.cells - j), 0.0)
        return SumShares(left, self.cells - 1)


def sum_shares(values: npt.ArrayLike, most_cells: int) -> SumShares:
    """
    Work out how the sums of cells drawn without replacement are spread.

    Parameters
    ----------
    values
        Whole numbers of 0 or more, one a cell.
    most_cells
        Most cells that are drawn.

    Returns
    -------
    SumShares
        For every number of cells up to ``most_cells``, every sum.

    Raises
    ------
    SizeError
        ``hotspots.exact_too_large`` when so many different sums would not fit into memory.
    ValueError
        When a value is no whole number of 0 or more, or more than 150 cells are drawn.
    """
    given = np.asarray(values, dtype=float).ravel()
    if not np.isfinite(given).all() or (given < 0).any() or (given % 1 != 0).any():
        raise ValueError("exact p-values need whole numbers of 0 or more")
    if not 0 <= most_cells <= MOST_NEAR:
        raise ValueError(f"exact p-values reach to {MOST_NEAR} neighbours, not {most_cells}")
    most_cells = min(most_cells, len(given))
    top = int(np.sort(given)[len(given) - most_cells :].sum())
    if (top + 1) * (most_cells + 1) > MOST_SUMS:
        raise SizeError("hotspots.exact_too_large", sums=top, most=MOST_SUMS // (most_cells + 1))
    value, number = np.unique(given.astype(np.int64), return_counts=True)
    return SumShares(_shares(value, number.astype(np.int64), most_cells, top), len(given))


def gi_star_exact_p_values(counts: npt.ArrayLike, weights: csr_array) -> Floats:
    """
    Compute one-sided p-values of Gi* over all orders of the cells' counts.

    Parameters
    ----------
    counts
        Incidents per cell, whole numbers, shape ``(n_cells,)``.
    weights
        Spatial weights, shape ``(n_cells, n_cells)``, non-zero diagonal; all weights of a row alike.

    Returns
    -------
    ndarray
        p-values of shape ``(n_cells,)``.

    Raises
    ------
    SizeError, ValueError
        See `sum_shares`; also when shapes disagree or the weights of a row differ.

    Examples
    --------
    >>> from scipy.sparse import diags_array
    >>> line_of_five = diags_array([1.0, 1.0, 1.0], offsets=[-1, 0, 1], shape=(5, 5)).tocsr()
    >>> gi_star_exact_p_values([0, 0, 0, 0, 5], line_of_five).round(3).tolist()
    [1.0, 1.0, 1.0, 0.6, 0.4]
    """
    values = np.asarray(counts, dtype=float)
    if values.ndim != 1 or weights.shape != (len(values), len(values)):
        raise ValueError(f"counts {values.shape} and weights {weights.shape} must speak of the same cells")
    if (weights.diagonal() == 0).any():
        raise ValueError("every cell must be its own neighbour: give weights with a non-zero diagonal")
    near, sums = neighbours_and_sums(values, weights)
    return _upper(values, near, sums)


def gi_star_exact_p_values_on_grid(
    counts: npt.ArrayLike, *, reach: int = 1, inside: npt.NDArray[np.bool_] | None = None
) -> Floats:
    """
    Compute exact p-values of `gi_star_on_grid`.

    Parameters
    ----------
    counts, reach, inside
        As there; counts are whole numbers.

    Returns
    -------
    ndarray
        p-values of the shape of the grid; NaN outside the study area.

    Raises
    ------
    SizeError, ValueError
        See `sum_shares` and `gi_star_on_grid`.
    """
    field = checked_grid(counts, reach, inside)
    within = np.ones(field.shape, dtype=bool) if inside is None else inside
    near = np.rint(box_sums(within.astype(float), reach)[within]).astype(np.int64)
    sums = np.rint(box_sums(field, reach)[within]).astype(np.int64)
    p_value = np.full(field.shape, np.nan)
    p_value[within] = _upper(field[within], near, sums)
    return p_value


def false_discovery_adjusted(p_value: npt.ArrayLike) -> Floats:
    """
    Adjust p-values for the false-discovery rate by Benjamini and Hochberg; NaN stays and counts for nothing.

    References
    ----------
    .. [1] Benjamini and Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x
    """
    given = np.asarray(p_value, dtype=float)
    adjusted, known = np.full(given.shape, np.nan), ~np.isnan(given)
    if known.any():
        adjusted[known] = false_discovery_control(given[known])
    return adjusted


def neighbours_and_sums(values: Floats, weights: csr_array) -> tuple[Ints, Ints]:
    """Count each cell's neighbours and add up their values; the weights of a row must be alike."""
    binary = csr_array(weights, copy=True)
    binary.eliminate_zeros()
    near = np.diff(binary.indptr).astype(np.int64)
    first = np.repeat(binary.data[binary.indptr[:-1][near > 0]], near[near > 0])
    if not np.allclose(binary.data, first, rtol=1e-9, atol=0.0):
        raise ValueError("exact p-values need weights that are alike within each row")
    binary.data = np.ones(binary.nnz)
    return near, np.rint(binary @ values).astype(np.int64)


def _upper(values: Floats, near: Ints, sums: Ints) -> Floats:
    tails = sum_shares(values, int(near.max(initial=0))).at_least()
    return np.asarray(np.minimum(tails[near, sums], 1.0))


@compiled
def _shares(value: Ints, number: Ints, most: int, top: int) -> Floats:
    """Add the cells value by value: a choice takes so many of this value, the rest of those before."""
    n = float(number.sum())
    ways = np.zeros((most + 1, top + 1))
    ways[0, 0] = 1.0
    highest = np.full(most + 1, -1)
    highest[0] = 0
    for one in range(len(value)):
        for j in range(most, 0, -1):
            factor = 1.0
            for c in range(1, min(j, number[one]) + 1):
                factor *= (number[one] - c + 1) / (c * n)
                reached, shift = highest[j - c], c * value[one]
                for s in range(reached + 1):
                    ways[j, s + shift] += factor * ways[j - c, s]
                if reached >= 0:
                    highest[j] = max(highest[j], reached + shift)
    for j in range(most + 1):
        ways[j] /= ways[j].sum()
    return ways
