from __future__ import annotations

import numpy as np
import pytest

from hotspots.finding.disc_fit import Ground, best_disc, fit_disc, start_radii

CELL_M = 20.0


def ground_with(points: np.ndarray, per_cell: np.ndarray, cells: np.ndarray) -> Ground:
    nearest = np.array([np.hypot(*(cells - point).T).argmin() for point in points])
    return Ground(points, np.ones(len(points)), per_cell[nearest] / CELL_M**2, cells, per_cell)


def lattice(half_m: float = 900.0) -> np.ndarray:
    middles = np.arange(-half_m, half_m, CELL_M) + CELL_M / 2
    x, y = np.meshgrid(middles, middles)
    return np.column_stack([x.ravel(), y.ravel()])


def disc_of(n: int, radius_m: float, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    angle, away = rng.uniform(0, 2 * np.pi, n), np.sqrt(rng.uniform(0, 1, n)) * radius_m
    return np.column_stack([np.cos(angle), np.sin(angle)]) * away[:, None]


def test_a_disc_is_found_from_a_small_window_at_its_rim() -> None:
    cells = lattice()
    ground = ground_with(disc_of(120, 300), np.full(len(cells), 0.002), cells)
    x, y, radius, ratio = fit_disc(ground, 180.0, 90.0, start_radii(150.0, 450.0), 5)
    assert np.hypot(x, y) < 40
    assert radius == pytest.approx(300, rel=0.12)
    assert ratio > 100


def test_an_even_excess_over_a_village_and_its_fields_is_found_whole() -> None:
    """Relative risk alone would keep to the fields, where nearly nothing is expected."""
    cells = lattice()
    in_village = cells[:, 0] < 0
    per_cell = np.where(in_village, 0.05, 0.0005)
    rng = np.random.default_rng(3)
    usual = cells[rng.random(len(cells)) < per_cell]
    ground = ground_with(np.vstack([usual, disc_of(90, 250)]), per_cell, cells)
    x, y, radius, _ = fit_disc(ground, 120.0, 0.0, start_radii(120.0, 450.0), 5)
    assert np.hypot(x, y) < 60
    assert radius == pytest.approx(250, rel=0.15)


def test_the_likelihood_is_that_of_an_even_excess() -> None:
    cells = np.array([[0.0, 0.0], [20.0, 0.0]])
    ground = Ground(
        np.array([[1.0, 0.0], [19.0, 0.0]]),
        np.array([3.0, 1.0]),
        np.array([0.0001, 0.0002]),
        cells,
        np.array([0.04, 0.08]),
    )
    x, y, radius, ratio = best_disc(ground, np.array([[10.0, 0.0]]), np.array([5.0, 50.0]), 1.0)
    more = (4 - 0.12) / (np.pi * 50**2)
    assert (x, y, radius) == (10.0, 0.0, 50.0)
    assert ratio == pytest.approx(3 * np.log1p(more / 0.0001) + np.log1p(more / 0.0002) - (4 - 0.12))


def test_a_disc_that_holds_too_little_is_none() -> None:
    cells = lattice(100)
    ground = ground_with(np.zeros((3, 2)), np.full(len(cells), 1e-4), cells)
    assert best_disc(ground, np.zeros((1, 2)), np.array([50.0]), 4.0)[3] == 0
    assert best_disc(ground, np.zeros((1, 2)), np.array([50.0]), 3.0)[3] > 0


def test_discs_start_no_wider_than_may_be_judged_but_as_wide_as_the_window() -> None:
    assert start_radii(200, 450).max() == 450
    assert start_radii(800, 450).max() == 800
