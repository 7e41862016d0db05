from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array, eye_array

from gis.weights import grid_contiguity
from hotspots.local.exact import false_discovery_adjusted
from hotspots.local.getis_ord import getis_ord_gi_star, gi_star_on_grid
from hotspots.local.local_moran import local_moran
from hotspots.local.max_statistic import max_statistic_p_values


def rng() -> np.random.Generator:
    return np.random.default_rng(6)


def queen(rows: int, columns: int) -> csr_array:
    row, column = np.divmod(np.arange(rows * columns), columns)
    return grid_contiguity(column, row)


def test_sparse_random_maps_fool_the_normal_approximation_but_not_the_highest_cell() -> None:
    # the trap: 160 x 160 cells, 0.05 incidents a cell, false-discovery rate of 5 %
    draw = rng()
    fooled = wrong = 0
    for _ in range(12):
        counts = draw.poisson(0.05, (160, 160))
        fooled += bool((false_discovery_adjusted(gi_star_on_grid(counts).p_value) <= 0.05).any())
        p_value = max_statistic_p_values(counts, lambda c: gi_star_on_grid(c).z, rng=draw, replicates=39)
        wrong += bool((p_value <= 0.05).any())
    assert fooled == 12
    assert wrong <= 3


def test_the_highest_cell_of_random_maps_finds_a_planted_hotspot_alone() -> None:
    counts = rng().poisson(0.5, (20, 20))
    counts[4:7, 10:13] += 4
    inside = np.ones((20, 20), dtype=bool)
    inside[:, :2] = False
    counts[~inside] = 0
    p_value = max_statistic_p_values(
        counts, lambda c: gi_star_on_grid(c, inside=inside).z, rng=rng(), replicates=99, inside=inside
    )
    assert p_value[5, 11] == pytest.approx(0.01)
    hot = np.argwhere(p_value <= 0.05)
    assert (np.abs(hot - [5, 11]) <= 2).all()
    assert np.isnan(p_value[:, :2]).all()
    weights = csr_array(queen(20, 20) + eye_array(400))
    assert max_statistic_p_values(
        counts.ravel(), lambda c: getis_ord_gi_star(c, weights).z, rng=rng(), replicates=19
    ).min() == pytest.approx(0.05)


def test_addresses_that_call_often_are_no_hotspot_once_values_change_places() -> None:
    # lone addresses with many calls: improbable for calls that fall anywhere, usual for these addresses
    counts = np.zeros((30, 30))
    counts[tuple(rng().integers(0, 30, (2, 25)))] = 20
    score = lambda c: gi_star_on_grid(c).z  # noqa: E731
    assert max_statistic_p_values(counts, score, rng=rng(), replicates=99).min() == pytest.approx(0.01)
    moved = max_statistic_p_values(counts, score, rng=rng(), replicates=99, null="values")
    assert moved.min() > 0.05


def test_the_greatest_local_moran_of_random_maps_finds_a_planted_block_and_nothing_in_chance() -> None:
    weights = queen(15, 15)
    field = rng().normal(size=(15, 15))
    score = lambda v: np.abs(local_moran(v, weights).z)  # noqa: E731
    chance = max_statistic_p_values(field.ravel(), score, rng=rng(), replicates=99, null="values")
    assert chance.min() > 0.05
    field[5:9, 5:9] += 4
    planted = max_statistic_p_values(field.ravel(), score, rng=rng(), replicates=99, null="values")
    hot = np.argwhere(planted.reshape(15, 15) <= 0.05)
    assert len(hot) >= 4
    assert ((hot >= 4) & (hot <= 9)).all()


def test_max_statistic_refuses_what_means_nothing() -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        max_statistic_p_values([0.5], lambda c: c, rng=rng())
    with pytest.raises(ValueError, match="null"):
        max_statistic_p_values([1], lambda c: c, rng=rng(), null="cubes")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="finite"):
        max_statistic_p_values([np.nan], lambda c: c, rng=rng(), null="values")
    nowhere = max_statistic_p_values([0], lambda c: c, rng=rng(), inside=np.array([False]))
    assert np.isnan(nowhere).all()
