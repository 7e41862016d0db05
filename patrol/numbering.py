"""The numbers that beats go by: in reading order, unless they have one already."""

from __future__ import annotations

import numpy as np

from patrol.graph import Floats, Ints


def numbers(order: Ints, kept: Ints) -> Ints:
    """
    Number beats from 1.

    Parameters
    ----------
    order
        Positions of the beats in the order in which they are to be numbered.
    kept
        Number that each beat has today, 0 for none. Numbers that are too high, or that an earlier beat keeps,
        do not count.

    Returns
    -------
    ndarray
        Number of each beat: every one from 1 to the number of beats, once.

    Examples
    --------
    >>> import numpy as np
    >>> numbers(np.array([2, 0, 1]), np.array([0, 1, 0])).tolist()
    [3, 1, 2]
    """
    count = len(order)
    number = np.zeros(count, dtype=np.int64)
    valid = np.flatnonzero((kept >= 1) & (kept <= count))
    _, first = np.unique(kept[valid], return_index=True)
    number[valid[first]] = kept[valid[first]]
    waiting = order[number[order] == 0]
    number[waiting] = np.setdiff1d(np.arange(1, count + 1), number)
    return number


def reading_order(x: Floats, y: Floats, group: Ints) -> Ints:
    """
    Order places as one reads a page: group by group, band by band from the north, in a band from the west.

    Parameters
    ----------
    x, y
        Centres in metres.
    group
        What comes first: the number of the station.

    Returns
    -------
    ndarray
        Positions in reading order.
    """
    bands = max(round(len(x) ** 0.5), 1)
    from_north = np.argsort(np.argsort(-y, kind="stable"), kind="stable")
    return np.lexsort((x, from_north * bands // max(len(x), 1), group))
