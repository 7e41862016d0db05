"""The highest cell of random maps: p-values that hold over all cells searched, however sparse the counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import numpy.typing as npt

from hotspots.finding.grid import Floats

TIE = 1e-9  # two scores closer than this are equal

Null = Literal["incidents", "values"]


def max_statistic_p_values(
    counts: npt.ArrayLike,
    score: Callable[[Floats], Floats],
    *,
    rng: np.random.Generator,
    replicates: int = 999,
    inside: npt.NDArray[np.bool_] | None = None,
    null: Null = "incidents",
) -> Floats:
    """
    Compare each cell with the highest cell of random maps: the chance of any false hotspot is the p-value.

    Parameters
    ----------
    counts
        Incidents per cell, of any shape.
    score
        Gives the score of every cell for other counts, as ``lambda c: getis_ord_gi_star(c, weights).z`` or,
        for local Moran's I both ways, ``lambda c: abs(local_moran(c, weights).z)``.
    rng
        Source of the random maps.
    replicates
        Random maps.
    inside
        Cells of the study area; all where left out.
    null
        ``incidents``: as many incidents, each in any cell alike. ``values``: the cells' values change places,
        so that addresses that call often, or any numbers that are no counts, are as likely everywhere.

    Returns
    -------
    ndarray
        p-values adjusted for all cells searched, of the shape of ``counts``; NaN outside the study area.

    Raises
    ------
    ValueError
        When incidents are not whole numbers of 0 or more, a value is not finite, no replicate is wanted or
        the null is unknown.

    References
    ----------
    .. [1] Westfall and Young (1993), Resampling-Based Multiple Testing.
    """
    field = np.asarray(counts, dtype=float)
    if null not in {"incidents", "values"} or replicates < 1 or not np.isfinite(field).all():
        raise ValueError("null must be incidents or values, replicates 1 or more, counts finite")
    if null == "incidents" and ((field < 0).any() or (field % 1 != 0).any()):
        raise ValueError("counts must be whole numbers of 0 or more where incidents are drawn")
    cells = np.flatnonzero(np.ones(field.shape, dtype=bool) if inside is None else inside)
    if len(cells) == 0:
        return np.full(field.shape, np.nan)
    values = field.reshape(-1)[cells]
    maxima = np.empty(replicates)
    for index in range(replicates):
        drawn = np.zeros(field.size)
        if null == "values":
            drawn[cells] = rng.permutation(values)
        else:
            some = cells[rng.integers(0, len(cells), int(values.sum()))]
            drawn += np.bincount(some, minlength=field.size)
        maxima[index] = np.nanmax(score(drawn.reshape(field.shape)))
    beaten = np.searchsorted(np.sort(maxima), score(field) - TIE, side="left")
    p_value = (1 + replicates - beaten) / (1 + replicates)
    return np.asarray(p_value if inside is None else np.where(inside, p_value, np.nan))
