"""What lies beyond reach: places, people and incidents that no standing point reaches in time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

COVERS = ("backed_up", "once", "blind", "unreached")
"""Two points or more in time; one; none in time; no road leads there from any point."""


def cover_of_places(minutes: npt.ArrayLike, within_min: float) -> pd.DataFrame:
    """
    Tell how each place is covered.

    Parameters
    ----------
    minutes
        From each standing point to each place, shape ``(n_points, n_places)``.
    within_min
        Reach in minutes; just so many is within.

    Returns
    -------
    DataFrame
        One row for each place: ``nearest_point`` (position, -1 for none), ``minutes`` and ``backup_minutes``
        (from the nearest and the second-nearest, infinite for none), ``times_covered``, and ``cover``, one of
        ``COVERS``.
    """
    table = np.asarray(minutes, dtype=float)
    n_places = table.shape[1]
    nearest = np.argmin(table, axis=0) if len(table) else np.zeros(n_places, dtype=np.int64)
    two = np.full((2, n_places), np.inf)
    two[: min(2, len(table))] = np.sort(table, axis=0)[:2]
    times = (table <= within_min).sum(axis=0)
    cover = np.select([times >= 2, times == 1, np.isfinite(two[0])], COVERS[:3], COVERS[3])
    return pd.DataFrame(
        {
            "nearest_point": np.where(np.isfinite(two[0]), nearest, -1),
            "minutes": two[0],
            "backup_minutes": two[1],
            "times_covered": times,
            "cover": cover,
        }
    )


def cover_totals(cover: npt.ArrayLike, weights: Mapping[str, npt.ArrayLike]) -> pd.DataFrame:
    """
    Sum up places, people and incidents by how they are covered.

    Parameters
    ----------
    cover
        One of ``COVERS`` for each place.
    weights
        What to sum, by name, such as ``people``; a missing number counts as 0.

    Returns
    -------
    DataFrame
        A row for each of ``COVERS``, in that order; the column ``places`` and one for each weight.
    """
    table = pd.DataFrame(
        {"places": 1.0, **{name: np.asarray(values, dtype=float) for name, values in weights.items()}},
        index=pd.Index(np.asarray(cover, dtype=str), name="cover"),
    )
    return table.fillna(0.0).groupby(level="cover").sum().reindex(list(COVERS), fill_value=0.0)
