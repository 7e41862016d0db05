"""
Counts for the public: small ones are hidden, and no total gives them away.

A count below a threshold is hidden; so that it cannot be had by taking what is shown from a total, further
counts are hidden beside it until every hidden one could be anything over a wide interval, as a linear
programme over the whole table finds. What is shown is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linprog

Mask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]

TOTAL = "total"
"""Name of the row and the column of totals."""


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """
    What the public may see.

    Attributes
    ----------
    threshold
        Counts below are hidden.
    base
        What is shown is rounded to a multiple of this; 1 for not at all.
    width
        How wide the interval must be within which a hidden count may lie, at least.
    """

    threshold: int = 10
    base: int = 5
    width: int = 10

    def __post_init__(self) -> None:
        if self.threshold < 1 or self.base < 1 or self.width < 1:
            got = f"{self.threshold}, {self.base}, {self.width}"
            raise ValueError(f"wanted threshold, base and width of 1 or more, got {got}")


def public_counts(counts: pd.DataFrame, rule: DisclosureRule = DisclosureRule()) -> pd.DataFrame:
    """
    Give the table of counts that may be shown to the public.

    Parameters
    ----------
    counts
        Exact counts, such as townships by class; no totals.
    rule
        What may be shown.

    Returns
    -------
    DataFrame
        The table with a row and a column ``total``; null where a count is hidden, else rounded.

    Raises
    ------
    ValueError
        When a count is negative or no whole number, or a name is ``total``.

    References
    ----------
    .. [1] Willenborg and de Waal (2001), Elements of Statistical Disclosure Control, chapter 6: secondary
       suppression and its audit by linear programmes.

    Examples
    --------
    >>> table = pd.DataFrame({"theft": [40, 3], "fights": [31, 20], "fraud": [58, 90]}, index=["A", "B"])
    >>> public_counts(table).to_numpy(na_value=-1).tolist()
    [[-1, -1, 60, 130], [-1, -1, 90, 115], [45, 50, 150, 240]]
    """
    return shown_counts(counts, protect(with_totals(counts), rule), rule)


def with_totals(counts: pd.DataFrame) -> Counts:
    """Add a row and a column of totals; raises as `public_counts` does."""
    exact = _checked(counts)
    return np.block([[exact, exact.sum(axis=1, keepdims=True)], [exact.sum(axis=0), exact.sum()]])


def shown_counts(counts: pd.DataFrame, hidden: Mask, rule: DisclosureRule) -> pd.DataFrame:
    """Round what is shown of a table of counts and leave out what is hidden of it and its totals."""
    shown = (np.floor(with_totals(counts) / rule.base + 0.5) * rule.base).astype(np.int64)
    index, columns = [*counts.index, TOTAL], [*counts.columns, TOTAL]
    return pd.DataFrame(shown, index, columns, dtype="Int64").mask(hidden)


def protect(table: Counts, rule: DisclosureRule, hidden_already: Mask | None = None) -> Mask:
    """
    Choose what is hidden of a table whose last row and column are totals.

    Parameters
    ----------
    table
        Exact counts, shape ``(m + 1, n + 1)``.
    rule
        What may be shown.
    hidden_already
        What is hidden for other reasons.

    Returns
    -------
    ndarray
        True where a count is hidden; every hidden one could be anything over an interval as wide as asked.
    """
    hidden = (table < rule.threshold) & (table >= 0)
    if hidden_already is not None:
        hidden |= hidden_already
    while True:
        weak = _weakest(table, hidden, rule.width)
        if weak is None:
            return hidden
        beside = _beside(table, hidden, weak)
        if beside is None:
            return np.ones_like(hidden)
        hidden[beside] = True


def _weakest(table: Counts, hidden: Mask, width: int) -> tuple[int, int] | None:
    """Find a hidden count that what is shown gives away, None when there is none."""
    cells = np.argwhere(hidden)
    if not len(cells):
        return None
    equations, right = _equations(table, hidden, cells)
    for number, (row, column) in enumerate(cells.tolist()):
        aim = np.zeros(len(cells))
        aim[number] = 1.0
        low, high = (
            linprog(sign * aim, A_eq=equations, b_eq=right, bounds=(0, None), method="highs")
            for sign in (1, -1)
        )
        unbounded = high.status == 3
        if not unbounded and -(high.fun or 0.0) - (low.fun or 0.0) < width:
            return row, column
    return None


def _equations(
    table: Counts, hidden: Mask, cells: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Say of every line that its counts add up to its total, with what is shown on the right."""
    sign = np.ones_like(table, dtype=np.float64)
    lines = []
    for axis in (0, 1):
        for line in range(table.shape[axis]):
            mine = np.zeros_like(sign)
            if axis == 0:
                mine[line, :-1], mine[line, -1] = 1.0, -1.0
            else:
                mine[:-1, line], mine[-1, line] = 1.0, -1.0
            lines.append(mine)
    every = np.array(lines)
    equations = every[:, cells[:, 0], cells[:, 1]]
    right = -(every * np.where(hidden, 0, table)).sum(axis=(1, 2))
    kept = np.abs(equations).sum(axis=1) > 0
    return equations[kept], right[kept]


def _beside(table: Counts, hidden: Mask, weak: tuple[int, int]) -> tuple[int, int] | None:
    """Choose the smallest count that is still shown in the row or column of a weak one; inner ones first."""
    row, column = weak
    near = np.zeros_like(hidden)
    near[row, :] = near[:, column] = True
    for inner in (True, False):
        open_ = near & ~hidden
        if inner:
            open_[-1, :] = open_[:, -1] = False
        if not open_.any():
            open_ = ~hidden
            if inner:
                open_[-1, :] = open_[:, -1] = False
        if open_.any():
            flat = np.where(open_, table, np.iinfo(np.int64).max).argmin()
            found = np.unravel_index(flat, table.shape)
            return int(found[0]), int(found[1])
    return None


def _checked(counts: pd.DataFrame) -> Counts:
    if TOTAL in counts.index or TOTAL in counts.columns:
        raise ValueError(f"wanted counts without totals, got a row or column {TOTAL!r}")
    exact = counts.to_numpy(dtype=np.float64)
    if not exact.size:
        return np.zeros(counts.shape, dtype=np.int64)
    if not np.isfinite(exact).all() or (exact < 0).any() or (exact % 1 != 0).any():
        raise ValueError("wanted whole counts of 0 or more")
    return exact.astype(np.int64)
