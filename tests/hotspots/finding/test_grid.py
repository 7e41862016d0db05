from __future__ import annotations

import numpy as np
import pytest

from gis.errors import SizeError
from hotspots.finding.grid import (
    cell_counts,
    coarsen,
    disc_on_grid,
    disc_radii,
    disc_sums,
    running_sums,
    scan_grid,
)


def test_disc_sums_agree_with_adding_up_cell_by_cell() -> None:
    rng = np.random.default_rng(1)
    field = rng.poisson(0.5, (23, 31)).astype(np.int32)
    disc = disc_on_grid(430.0, 100.0)
    centres = np.array([0, 5, 30, 31 * 22, 31 * 23 - 1, 31 * 11 + 15])
    found = disc_sums(running_sums(field, disc.reach), centres, 31, disc)
    rows, columns = np.indices(field.shape)
    for centre, total in zip(centres, found, strict=True):
        row, column = divmod(int(centre), 31)
        near = (rows - row) ** 2 + (columns - column) ** 2 <= 4.3**2
        assert total == field[near].sum()


def test_every_radius_is_searched_on_exactly_one_level_with_enough_cells() -> None:
    grid = scan_grid((0, 0, 40_000, 40_000), 100, 2000)
    radii = [disc.radius_m for level in grid.levels for disc in level.discs]
    assert radii == pytest.approx(disc_radii(100, 2000))
    assert all(disc.radius_m >= 2.9 * level.cell_m for level in grid.levels for disc in level.discs)


def test_levels_cover_the_box_and_points_fall_into_the_cells_around_them() -> None:
    grid = scan_grid((512_345.0, 3_001_234.0, 517_000.0, 3_003_000.0), 100, 800)
    x, y = np.array([512_345.0, 517_000.0]), np.array([3_001_234.0, 3_003_000.0])
    cx, cy = grid.centres_of(grid.cells_of(x, y), grid.finest)
    assert np.abs(cx - x).max() <= grid.finest.cell_m / 2
    assert np.abs(cy - y).max() <= grid.finest.cell_m / 2
    for level in grid.levels:
        assert level.rows * level.factor == grid.finest.rows


def test_coarse_cells_hold_what_their_fine_cells_hold() -> None:
    field = cell_counts(np.array([0, 1, 9, 63]), (8, 8))
    assert coarsen(field, 4).tolist() == [[3, 0], [0, 1]]


def test_a_box_as_wide_as_a_continent_is_refused() -> None:
    with pytest.raises(SizeError, match="too_wide"):
        scan_grid((0, 0, 9_000_000, 1000), 100, 2000)


def test_a_wide_box_takes_larger_cells_instead_of_more() -> None:
    grid = scan_grid((0, 0, 600_000, 600_000), 100, 2000)
    assert grid.finest.rows * grid.finest.columns < 6_000_000
