"""Small pasts on a square of 2 km."""

from __future__ import annotations

import numpy as np
import shapely

from hotspots.validation.cells import study_cells
from hotspots.validation.forecast import Past
from hotspots.validation.records import first_of_cell_and_day

SIDE_M = 2000.0


def past_of(x, y, age_days, horizon_days=365.0, cell_m=200.0) -> Past:
    x, y, age = (np.asarray(values, dtype=float) for values in (x, y, age_days))
    cells = study_cells(x, y, cell_m, shapely.box(0, 0, SIDE_M, SIDE_M))
    cell = cells.cells_of(x, y)
    return Past(cells, x, y, cell, age, first_of_cell_and_day(cell, -age), horizon_days)


def random_past(seed: int, n: int = 300, youngest: float = 0.01, oldest: float = 2000.0) -> Past:
    rng = np.random.default_rng(seed)
    x, y = rng.beta(2, 5, (2, n)) * SIDE_M
    return past_of(x, y, rng.uniform(youngest, oldest, n))
