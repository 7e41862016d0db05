from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array, diags_array, eye_array
from scipy.stats import false_discovery_control, norm

from gis.weights import grid_contiguity
from hotspots.local.getis_ord import getis_ord_gi_star, gi_star_on_grid, max_statistic_p_values
from tests.strategies import seeds


def rng() -> np.random.Generator:
    return np.random.default_rng(6)


def queen(rows: int, columns: int) -> csr_array:
    row, column = np.divmod(np.arange(rows * columns), columns)
    return csr_array(grid_contiguity(column, row) + eye_array(rows * columns))


def test_gi_star_of_one_full_end_cell_on_a_line_of_five_worked_by_hand() -> None:
    # mean 1, deviation 2; an end: (0 - 2) / (2 sqrt((5 * 2 - 4) / 4)), inside: (0 - 3) / (2 sqrt(6 / 4))
    line = diags_array([1.0, 1.0, 1.0], offsets=[-1, 0, 1], shape=(5, 5)).tocsr()
    scores = getis_ord_gi_star([0, 0, 0, 0, 5], line)
    assert scores.z.round(3).tolist() == [-0.816, -1.225, -1.225, 0.816, 1.225]
    assert scores.p_value == pytest.approx(norm.sf(scores.z))


@pytest.mark.parametrize(("rows", "columns", "rate"), [(12, 15, 0.7), (1, 40, 3.0), (30, 30, 0.05)])
def test_gi_star_equals_esdas_analytic_z_to_a_trillionth(rows: int, columns: int, rate: float) -> None:
    esda, libpysal = pytest.importorskip("esda"), pytest.importorskip("libpysal")
    counts = rng().poisson(rate, rows * columns).astype(float)
    graph = libpysal.graph.Graph.from_sparse(queen(rows, columns).tocoo()).to_W()
    reference = esda.G_Local(counts, graph, transform="B", permutations=0, star=True)
    ours = getis_ord_gi_star(counts, queen(rows, columns))
    assert np.abs(ours.z - reference.Zs).max() < 1e-12
    assert np.abs(gi_star_on_grid(counts.reshape(rows, columns)).z.ravel() - reference.Zs).max() < 1e-9


def test_the_scale_of_a_row_of_weights_does_not_matter() -> None:
    # esda's analytic variance takes the row sum for the number of neighbours: right for weights of 1 alone
    counts, weights = rng().poisson(0.7, 180), queen(12, 15)
    scaled = csr_array(diags_array(1 / weights.sum(axis=1)) @ weights)
    assert getis_ord_gi_star(counts, scaled).z == pytest.approx(
        getis_ord_gi_star(counts, weights).z, abs=1e-12
    )


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 3), seeds())
def test_the_grid_path_agrees_with_the_weights(rows: int, columns: int, reach: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    inside = draw.random((rows, columns)) < 0.8
    counts = np.where(inside, draw.poisson(0.5, (rows, columns)), 0)
    row, column = np.divmod(np.arange(rows * columns), columns)
    near = (np.abs(row[:, None] - row) <= reach) & (np.abs(column[:, None] - column) <= reach)
    whole = getis_ord_gi_star(counts.ravel(), csr_array(near.astype(float)))
    assert gi_star_on_grid(counts, reach=reach).z.ravel() == pytest.approx(whole.z, abs=1e-7)
    kept = inside.ravel()
    part = getis_ord_gi_star(counts[inside], csr_array(near[kept][:, kept].astype(float)))
    masked = gi_star_on_grid(counts, reach=reach, inside=inside)
    assert masked.z[inside] == pytest.approx(part.z, abs=1e-7)
    assert masked.p_value[inside] == pytest.approx(part.p_value, abs=1e-7)
    assert np.isnan(masked.z[~inside]).all()


def test_sparse_random_maps_fool_the_normal_approximation_but_not_the_highest_cell() -> None:
    # the trap: 160 x 160 cells, 0.05 incidents a cell, false-discovery rate of 5 %
    draw = rng()
    fooled = wrong = 0
    for _ in range(12):
        counts = draw.poisson(0.05, (160, 160))
        fooled += bool((false_discovery_control(gi_star_on_grid(counts).p_value.ravel()) <= 0.05).any())
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
    assert max_statistic_p_values(
        counts.ravel(), lambda c: getis_ord_gi_star(c, queen(20, 20)).z, rng=rng(), replicates=19
    ).min() == pytest.approx(0.05)


def test_where_nothing_differs_every_score_is_zero() -> None:
    assert gi_star_on_grid(np.ones((3, 4))).z.tolist() == np.zeros((3, 4)).tolist()
    assert getis_ord_gi_star([1, 2], csr_array(np.ones((2, 2)))).z.tolist() == [0, 0]
    assert len(getis_ord_gi_star([], csr_array((0, 0))).z) == 0


def test_gi_star_refuses_what_means_nothing() -> None:
    with pytest.raises(ValueError, match="same cells"):
        getis_ord_gi_star([1, 2, 3], queen(1, 2))
    with pytest.raises(ValueError, match="own neighbour"):
        getis_ord_gi_star([1, 2], csr_array([[1.0, 1.0], [1.0, 0.0]]))
    with pytest.raises(ValueError, match="finite"):
        getis_ord_gi_star([1, np.nan], queen(1, 2))
    with pytest.raises(ValueError, match="one shape"):
        gi_star_on_grid([1, 2])
    with pytest.raises(ValueError, match="outside the study area"):
        gi_star_on_grid([[1, 2]], inside=np.array([[True, False]]))
    with pytest.raises(ValueError, match="whole numbers"):
        max_statistic_p_values([0.5], lambda c: c, rng=rng())
