"""An integer programme put together block by block, and solved with HiGHS."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from patrol.shifts.slots import Bools, Floats, Ints

NO_LIMIT = 2**31 - 1


class NoAnswer(RuntimeError):  # noqa: N818  # it need not be an error
    """HiGHS found no values that fit."""


class IntegerProgramme:
    """Columns, rows and costs; least cost is best."""

    def __init__(self) -> None:
        self._cost: list[Floats] = []
        self._upper: list[Floats] = []
        self._whole: list[Bools] = []
        self._blocks: list[tuple[Ints, Ints, Floats]] = []
        self._lower_rows: list[Floats] = []
        self._upper_rows: list[Floats] = []
        self._columns = 0
        self._rows = 0

    def columns(
        self, count: int, *, cost: npt.ArrayLike = 0.0, upper: npt.ArrayLike = np.inf, whole: bool = True
    ) -> Ints:
        """Add columns of zero or more; gives their numbers."""
        numbers = np.arange(self._columns, self._columns + count)
        self._columns += count
        self._cost.append(np.broadcast_to(np.asarray(cost, dtype=float), count))
        self._upper.append(np.broadcast_to(np.asarray(upper, dtype=float), count))
        self._whole.append(np.full(count, whole))
        return numbers

    def rows(
        self,
        *terms: tuple[csr_array | npt.NDArray[Any], Ints],
        lower: npt.ArrayLike = -np.inf,
        upper: npt.ArrayLike = np.inf,
    ) -> None:
        """
        Add rows ``lower <= sum of matrix @ columns <= upper``.

        Parameters
        ----------
        *terms
            Matrices with the numbers of the columns that each is for; all of as many rows.
        lower, upper
            Bounds of each row, or of all.
        """
        count = 0
        for matrix, columns in terms:
            entries = coo_array(matrix)
            row, column = entries.coords
            count = entries.shape[0]
            self._blocks.append(
                (row.astype(np.int64) + self._rows, columns[column], entries.data.astype(float))
            )
        self._rows += count
        self._lower_rows.append(np.broadcast_to(np.asarray(lower, dtype=float), count))
        self._upper_rows.append(np.broadcast_to(np.asarray(upper, dtype=float), count))

    def solve(self, *, gap: float = 0.0, nodes: int = NO_LIMIT) -> Floats:
        """
        Find the best values.

        Parameters
        ----------
        gap
            How far from the best, as a share, an answer may be.
        nodes
            Most nodes of the search; the best answer up to there is given.

        Returns
        -------
        ndarray
            A value for each column; whole ones are rounded.

        Raises
        ------
        NoAnswer
            When there is none, or none was found within the nodes.
        """
        row, column, value = (np.concatenate(parts) for parts in zip(*self._blocks, strict=True))
        matrix = coo_array((value, (row, column)), shape=(self._rows, self._columns)).tocsr()
        whole = np.concatenate(self._whole)
        found = milp(
            np.concatenate(self._cost),
            integrality=whole.astype(int),
            bounds=Bounds(0, np.concatenate(self._upper)),
            constraints=LinearConstraint(
                matrix, np.concatenate(self._lower_rows), np.concatenate(self._upper_rows)
            ),
            options={"mip_rel_gap": gap, "node_limit": nodes},
        )
        if found.x is None:
            raise NoAnswer(found.message)
        return np.where(whole, np.round(found.x), found.x)
