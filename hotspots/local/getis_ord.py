"""Getis-Ord Gi*: cells whose neighbourhood, themselves included, holds more incidents than the average."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter
from scipy.sparse import csr_array
from scipy.special import ndtr

from hotspots.finding.grid import Floats

TIE = 1e-9  # two scores closer than this are equal


@dataclass(frozen=True, slots=True)
class GiStar:
    """
    How far each neighbourhood lies above the average.

    Parameters
    ----------
    z
        z-score of each cell; 0 where nothing can differ (all counts equal, or every cell a neighbour).
    """

    z: Floats

    @property
    def p_value(self) -> Floats:
        """
        One-sided p-values by the normal approximation.

        On sparse counts they are far too small: 60 of 60 random maps with .05 incidents a cell gave false
        hotspots. Use `max_statistic_p_values` to decide.
        """
        return np.asarray(ndtr(-self.z))


def getis_ord_gi_star(counts: npt.ArrayLike, weights: csr_array) -> GiStar:
    """
    Compute the Getis-Ord Gi* z-score of every cell.

    Parameters
    ----------
    counts
        Incidents per cell, shape ``(n_cells,)``.
    weights
        Spatial weights, shape ``(n_cells, n_cells)``, non-zero diagonal.

    Returns
    -------
    GiStar
        z-scores and one-sided p-values, each of shape ``(n_cells,)``.

    Raises
    ------
    ValueError
        When shapes disagree, a count is not finite, or a cell is not its own neighbour.

    References
    ----------
    .. [1] Ord and Getis (1995), doi:10.1111/j.1538-4632.1995.tb00912.x

    Examples
    --------
    >>> from scipy.sparse import diags_array
    >>> line_of_five = diags_array([1.0, 1.0, 1.0], offsets=[-1, 0, 1], shape=(5, 5)).tocsr()
    >>> getis_ord_gi_star([0, 0, 0, 0, 5], line_of_five).z.round(3).tolist()
    [-0.816, -1.225, -1.225, 0.816, 1.225]
    """
    values = np.asarray(counts, dtype=float)
    if values.ndim != 1 or weights.shape != (len(values), len(values)):
        raise ValueError(f"counts {values.shape} and weights {weights.shape} must speak of the same cells")
    if not np.isfinite(values).all():
        raise ValueError("counts must be finite")
    if (weights.diagonal() == 0).any():
        raise ValueError("every cell must be its own neighbour: give weights with a non-zero diagonal")
    first = np.asarray(weights.sum(axis=1), dtype=float).ravel()
    second = np.asarray(weights.power(2).sum(axis=1), dtype=float).ravel()
    return standardised(weights @ values, (first, second), values)


def gi_star_on_grid(
    counts: npt.ArrayLike, *, reach: int = 1, inside: npt.NDArray[np.bool_] | None = None
) -> GiStar:
    """
    Compute Gi* on a full grid, each cell with its square of neighbours: as fast as a box filter.

    Parameters
    ----------
    counts
        Incidents per cell, shape ``(rows, columns)``.
    reach
        Cells to either side that count as neighbours; 1 is the queen's neighbourhood.
    inside
        Cells of the study area; all where left out. Cells outside hold nothing and are no neighbours.

    Returns
    -------
    GiStar
        Scores of the shape of the grid; NaN outside the study area.

    Raises
    ------
    ValueError
        When shapes disagree, the reach is below 1, a count is not finite, or a cell outside holds incidents.
    """
    field = np.asarray(counts, dtype=float)
    if field.ndim != 2 or (inside is not None and inside.shape != field.shape) or reach < 1:
        raise ValueError("counts and inside must be grids of one shape, reach 1 or more")
    if not np.isfinite(field).all() or (inside is not None and field[~inside].any()):
        raise ValueError("counts must be finite, and zero outside the study area")
    if inside is None:
        rows, columns = (_within(length, reach) for length in field.shape)
        cells, values = np.outer(rows, columns), field
    else:
        cells, values = box_sums(inside.astype(float), reach), field[inside]
    scores = standardised(box_sums(field, reach), (cells, cells), values)
    if inside is None:
        return scores
    return GiStar(np.where(inside, scores.z, np.nan))


def max_statistic_p_values(
    counts: npt.ArrayLike,
    score: Callable[[Floats], Floats],
    *,
    rng: np.random.Generator,
    replicates: int = 999,
    inside: npt.NDArray[np.bool_] | None = None,
) -> Floats:
    """
    Compare each cell with the highest cell of random maps: the chance of any false hotspot is the p-value.

    Parameters
    ----------
    counts
        Incidents per cell, of any shape.
    score
        Gives the score of every cell for other counts, as ``lambda c: getis_ord_gi_star(c, weights).z``.
    rng
        Source of the random maps: the same number of incidents, each in any cell alike.
    replicates
        Random maps.
    inside
        Cells of the study area; all where left out.

    Returns
    -------
    ndarray
        p-values adjusted for all cells searched, of the shape of ``counts``; NaN outside the study area.

    Raises
    ------
    ValueError
        When counts are not whole numbers of 0 or more, or no replicate is wanted.
    """
    field = np.asarray(counts, dtype=float)
    if (field < 0).any() or (field % 1 != 0).any() or replicates < 1:
        raise ValueError("counts must be whole numbers of 0 or more, replicates 1 or more")
    cells = np.flatnonzero(np.ones(field.shape, dtype=bool) if inside is None else inside)
    maxima = np.empty(replicates)
    for index in range(replicates):
        drawn = np.bincount(cells[rng.integers(0, len(cells), int(field.sum()))], minlength=field.size)
        maxima[index] = np.nanmax(score(drawn.reshape(field.shape).astype(float)))
    observed = score(field)
    beaten = np.searchsorted(np.sort(maxima), observed - TIE, side="left")
    p_value = (1 + replicates - beaten) / (1 + replicates)
    return np.asarray(p_value if inside is None else np.where(inside, p_value, np.nan))


def standardised(sums: Floats, weight_sums: tuple[Floats, Floats], values: Floats) -> GiStar:
    """Standardise weighted sums by their mean and spread over all orders of the values."""
    first, second = weight_sums
    n = values.size
    if n == 0:
        return GiStar(np.zeros_like(sums))
    spread = values.std() * np.sqrt(np.maximum(n * second - first * first, 0.0) / max(n - 1, 1))
    z = sums - first * values.mean()
    if spread.min() > 0:
        return GiStar(np.divide(z, spread, out=z))
    return GiStar(np.divide(z, spread, out=np.zeros_like(z), where=spread > 0))


def box_sums(field: Floats, reach: int) -> Floats:
    """Sum each cell's square of neighbours, itself included; beyond the grid there is nothing."""
    side = 2 * reach + 1
    return np.asarray(uniform_filter(field, side, mode="constant") * side**2)


def _within(length: int, reach: int) -> Floats:
    """Count the cells of a line that lie within reach of each."""
    place = np.arange(length)
    return np.minimum(place, reach) + np.minimum(length - 1 - place, reach) + 1.0
