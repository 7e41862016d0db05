from __future__ import annotations

import math

import numpy as np
import pytest

from hotspots.finding.expected import (
    Smoothing,
    _usual_ratio,
    estimate_expected,
    local_smoothing,
    make_base,
)
from hotspots.finding.grid import cell_counts, scan_grid

GRID = scan_grid((500_000, 3_450_000, 530_000, 3_480_000), 100, 800)
SHAPE = (GRID.finest.rows, GRID.finest.columns)
RNG = np.random.default_rng(8)
SMOOTH = Smoothing(1500.0, 1.0, 800.0)


def even_counts(n: int, share: np.ndarray | None = None) -> np.ndarray:
    field = np.ones(SHAPE) if share is None else share
    return cell_counts(RNG.choice(field.size, n, p=(field / field.sum()).ravel()), SHAPE)


def test_without_a_bandwidth_the_base_is_scaled_to_the_incidents() -> None:
    counts = even_counts(500)
    expected = estimate_expected(make_base(GRID, np.ones(SHAPE)), counts, Smoothing(math.inf, 1.0, 800.0))
    assert expected.on_cells() == pytest.approx(np.full(SHAPE, 500 / counts.size))


def test_the_edge_of_an_even_county_is_expected_to_hold_what_its_middle_holds() -> None:
    expected = estimate_expected(make_base(GRID, np.ones(SHAPE)), even_counts(200_000), SMOOTH).on_cells()
    even = 200_000 / expected.size
    assert expected[:20].mean() == pytest.approx(even, rel=0.05)
    assert expected[:20, :20].mean() == pytest.approx(even, rel=0.15)


def test_a_smooth_hill_is_not_flattened() -> None:
    rows, columns = np.indices(SHAPE)
    cell_m = GRID.finest.cell_m
    away = np.hypot(rows - SHAPE[0] / 2, columns - SHAPE[1] / 2) * cell_m
    hill = np.exp(-((away / 3000) ** 2) / 2)
    expected = estimate_expected(
        make_base(GRID, np.ones(SHAPE)), even_counts(300_000, hill), SMOOTH
    ).on_cells()
    top = away < 500
    assert expected[top].mean() == pytest.approx((300_000 * hill / hill.sum())[top].mean(), rel=0.05)


def test_what_is_set_aside_does_not_raise_its_surroundings() -> None:
    counts = even_counts(50_000)
    closed = np.zeros(SHAPE, dtype=bool)
    closed[100:115, 100:115] = True
    plain = estimate_expected(
        make_base(GRID, np.ones(SHAPE), closed), np.where(closed, 0, counts), SMOOTH
    ).on_cells()
    even = 50_000 / counts.size
    assert plain[100:115, 100:115].mean() == pytest.approx(even, rel=0.15)


def test_districts_that_report_alike_keep_nearly_one_ratio_and_others_get_their_own() -> None:
    base = make_base(GRID, np.ones(SHAPE))
    whole = Smoothing(math.inf, 1.0, 2000.0)
    alike = even_counts(8_000)
    even = estimate_expected(base, alike, whole)
    assert local_smoothing(even, alike, 1.0, whole) == whole
    usual = local_smoothing(even, alike, 4.0, whole)
    assert 400 <= usual.prior <= 1600
    assert (usual.spread, usual.max_radius_m, usual.wide_only) == (0, 2000, True)
    allowed = estimate_expected(base, alike, usual)
    middle = np.array([GRID.west + 15_000]), np.array([GRID.south + 15_000])
    assert allowed.ratio_at(*middle) == pytest.approx(even.ratio_at(*middle))
    assert allowed.ratio_at(*middle, wide=True) >= even.ratio_at(*middle)
    uneven = np.ones(SHAPE)
    uneven[:, : SHAPE[1] // 2] = 2.0
    told = even_counts(8_000, uneven)
    local = local_smoothing(estimate_expected(base, told, whole), told, 1.0, whole)
    assert 0.25 < local.spread < 0.5  # 1 / 3, by the median of two sides
    assert local.max_radius_m < 500
    followed = estimate_expected(base, told, local).on_cells()
    assert followed[:, 100].mean() == pytest.approx(2 * followed[:, -100].mean(), rel=0.15)
    assert local_smoothing(estimate_expected(base, told, whole), told, 40.0, whole).spread == 0


def test_areas_not_yet_set_aside_move_the_usual_ratio_little() -> None:
    observed, mean = np.full(40, 100.0), np.full(40, 100.0)
    observed[:6] += 400
    assert _usual_ratio(observed, mean) == 1.0
    assert _usual_ratio(observed * 2, mean) == 2.0
