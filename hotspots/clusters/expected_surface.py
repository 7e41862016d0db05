"""A surface of expected incidents, from which random counties are drawn and squares are read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hotspots.finding.grid import Floats


@dataclass(frozen=True, slots=True)
class ExpectedSurface:
    """
    Where incidents are expected: square cells, even inside each.

    Parameters
    ----------
    values
        Expected incidents or people of each cell, shape ``(rows, columns)``, the southernmost row first; only
        their proportions matter.
    west_m, south_m
        Corner of the first cell.
    cell_m
        Width of a cell.

    Raises
    ------
    ValueError
        When a value is below zero or not finite, all are zero, or the cells have no width.
    """

    values: Floats
    west_m: float
    south_m: float
    cell_m: float

    def __post_init__(self) -> None:
        """Refuse a surface from which nothing can be drawn."""
        values = self.values
        if values.ndim != 2 or not np.isfinite(values).all() or (values < 0).any() or not values.any():
            raise ValueError("values must be finite, not below zero nor all zero, of shape (rows, columns)")
        if not self.cell_m > 0:
            raise ValueError(f"cell_m must be positive, not {self.cell_m}")

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        """Draw points that follow the surface, shape ``(n, 2)``."""
        shares = self.values.ravel() / self.values.sum()
        row, column = np.divmod(rng.choice(len(shares), n, p=shares), self.values.shape[1])
        corner = np.column_stack([column, row]) + rng.random((n, 2))
        return np.asarray(corner * self.cell_m + [self.west_m, self.south_m])

    def shares(self, west_m: Floats, south_m: Floats, side_m: float) -> Floats:
        """Give the share of all that is expected inside each of some squares of one size."""
        up_to = np.pad(self.values / self.values.sum(), ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
        east_m, north_m = west_m + side_m, south_m + side_m
        inside = (
            self._at(up_to, east_m, north_m)
            - self._at(up_to, west_m, north_m)
            - self._at(up_to, east_m, south_m)
            + self._at(up_to, west_m, south_m)
        )
        return np.maximum(inside, 0.0)

    def _at(self, up_to: Floats, x: Floats, y: Floats) -> Floats:
        """Read what lies south-west of places, between the corners of cells."""
        rows, columns = self.values.shape
        across = np.clip((x - self.west_m) / self.cell_m, 0, columns)
        along = np.clip((y - self.south_m) / self.cell_m, 0, rows)
        column = np.minimum(across.astype(np.int64), columns - 1)
        row = np.minimum(along.astype(np.int64), rows - 1)
        right, up = across - column, along - row
        below = up_to[row, column] * (1 - right) + up_to[row, column + 1] * right
        above = up_to[row + 1, column] * (1 - right) + up_to[row + 1, column + 1] * right
        return np.asarray(below * (1 - up) + above * up)
