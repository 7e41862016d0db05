"""How many beats each part gets: stations by strength or load, disconnected pieces by load."""

from __future__ import annotations

import heapq

from patrol.graph import Floats, Ints


def allot(count: int, weight: Floats, least: Ints, most: Ints) -> Ints:
    """
    Share beats among parts so that the heaviest beat is as light as can be.

    Each part gets what it cannot do without; every further beat goes to the part with the most weight for
    each of its beats.

    Parameters
    ----------
    count
        Beats in all, from ``least.sum()`` to ``most.sum()``.
    weight
        Load or strength of each part.
    least, most
        The fewest and the most beats that each part can take, at least 1.

    Returns
    -------
    ndarray
        Beats of each part, adding up to `count`.

    Raises
    ------
    ValueError
        When `count` cannot be shared so.

    Examples
    --------
    >>> import numpy as np
    >>> allot(6, np.array([70.0, 20.0, 1.0]), np.array([1, 1, 1]), np.array([9, 9, 9])).tolist()
    [4, 1, 1]
    """
    if not least.sum() <= count <= most.sum():
        raise ValueError(f"wanted between {least.sum()} and {most.sum()} beats, got {count}")
    beats = least.copy()
    waiting = [(-weight[part] / beats[part], part) for part in range(len(beats)) if beats[part] < most[part]]
    heapq.heapify(waiting)
    for _ in range(count - int(least.sum())):
        _, part = heapq.heappop(waiting)
        beats[part] += 1
        if beats[part] < most[part]:
            heapq.heappush(waiting, (-weight[part] / beats[part], part))
    return beats
