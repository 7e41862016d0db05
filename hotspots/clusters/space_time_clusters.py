"""Density clusters in space and time (ST-DBSCAN): series of incidents close to one another in both."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from hotspots.clusters.density_clusters import DensityClusters
from hotspots.clusters.grouping import group_points
from hotspots.repeats.places_and_times import places_and_times
from hotspots.repeats.ticks import in_ticks


def space_time_clusters(
    xy: npt.ArrayLike, days: npt.ArrayLike, *, radius_m: float, within_days: float, min_points: int = 5
) -> DensityClusters:
    """
    Group incidents that lie densely in space and follow one another soon.

    A series may last as long as it goes on: two of its incidents can be further apart than ``within_days``.
    Only places and times are compared; the original's third limit, on the mean of another attribute, has no
    part in it.

    Parameters
    ----------
    xy
        Metres, shape ``(n, 2)``.
    days
        Time of each incident in days, from any origin; read to the second.
    radius_m, within_days
        How near and how soon is close, themselves included.
    min_points
        Incidents close in both, itself included, that make an incident a core.

    Returns
    -------
    DensityClusters
        Labels numbered as those of `density_clusters`.

    Raises
    ------
    ValueError
        When shapes disagree, a number is not finite, or a setting is below what it may be.

    References
    ----------
    .. [1] Birant and Kut (2007), doi:10.1016/j.datak.2006.01.013

    Examples
    --------
    >>> xy, days = [[0, 0]] * 4, [1, 3, 5, 90]
    >>> space_time_clusters(xy, days, radius_m=50, within_days=2, min_points=3).label.tolist()
    [0, 0, 0, -1]
    """
    if min_points < 1 or not 0 < radius_m < math.inf or not 0 <= within_days < math.inf:
        raise ValueError("min_points must be 1 or more, radius_m positive, within_days 0 or more, all finite")
    points, times = places_and_times(xy, days)
    ticks, (most,) = in_ticks(times, (within_days,), closed=True)
    label, core = group_points(points, radius_m, min_points, ticks.astype(np.int64), int(most))
    return DensityClusters(label, core, radius_m)
