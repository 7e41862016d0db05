from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array, diags_array, eye_array
from scipy.stats import norm

from gis.weights import grid_contiguity
from hotspots.local.getis_ord import getis_ord_gi_star, gi_star_on_grid
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
    assert np.abs(gi_star_on_grid(counts.reshape(rows, columns)).z.ravel() - reference.Zs).max() < 1e-12


def test_the_scale_of_a_row_of_weights_does_not_matter() -> None:
    # esda's analytic variance takes the row sum for the number of neighbours: right for weights of 1 alone
    counts, weights = rng().poisson(0.7, 180), queen(12, 15)
    scaled = csr_array(diags_array(1 / weights.sum(axis=1)) @ weights)
    assert getis_ord_gi_star(counts, scaled).z == pytest.approx(
        getis_ord_gi_star(counts, weights).z, abs=1e-12
    )


@settings(deadline=None)  # the first call compiles
@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 3), seeds())
def test_the_grid_path_agrees_with_the_weights(rows: int, columns: int, reach: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    inside = draw.random((rows, columns)) < 0.8
    counts = np.where(inside, draw.poisson(0.5, (rows, columns)), 0)
    row, column = np.divmod(np.arange(rows * columns), columns)
    near = (np.abs(row[:, None] - row) <= reach) & (np.abs(column[:, None] - column) <= reach)
    whole = getis_ord_gi_star(counts.ravel(), csr_array(near.astype(float)))
    assert gi_star_on_grid(counts, reach=reach).z.ravel() == pytest.approx(whole.z, abs=1e-11)
    kept = inside.ravel()
    part = getis_ord_gi_star(counts[inside], csr_array(near[kept][:, kept].astype(float)))
    masked = gi_star_on_grid(counts, reach=reach, inside=inside)
    assert masked.z[inside] == pytest.approx(part.z, abs=1e-11)
    assert masked.p_value[inside] == pytest.approx(part.p_value, abs=1e-11)
    assert np.isnan(masked.z[~inside]).all()


def test_gi_star_on_a_large_grid_does_not_drift() -> None:
    # running sums would carry the rounding of one huge value along its whole row
    counts = rng().gamma(0.5, 1.0, (60, 400))
    counts[30, 3] = 1e9
    near = sum(
        np.pad(counts, 1)[row : row + 60, column : column + 400] for row in range(3) for column in range(3)
    )
    cells = np.outer(np.r_[2, np.full(58, 3), 2], np.r_[2, np.full(398, 3), 2])
    spread = counts.std() * np.sqrt((counts.size * cells - cells**2) / (counts.size - 1))
    z = (near - cells * counts.mean()) / spread
    assert np.abs(gi_star_on_grid(counts).z - z).max() < 1e-12 * np.abs(z).max()


def test_one_sided_p_values_are_not_folded_a_cold_cell_is_not_significant() -> None:
    counts = np.full((9, 9), 5)
    counts[3:6, 3:6] = 0
    scores = gi_star_on_grid(counts)
    assert scores.z[4, 4] < -5
    assert scores.p_value[4, 4] > 0.999
    assert (scores.p_value <= 1).all()


def test_where_nothing_differs_every_score_is_zero() -> None:
    assert gi_star_on_grid(np.full((30, 40), 0.1)).z.tolist() == np.zeros((30, 40)).tolist()
    assert getis_ord_gi_star(np.full(20, 0.1), queen(4, 5)).z.tolist() == [0] * 20
    assert gi_star_on_grid(np.zeros((0, 4))).z.shape == (0, 4)
    assert gi_star_on_grid([[3]]).z.tolist() == [[0]]
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
    with pytest.raises(ValueError, match="finite"):
        gi_star_on_grid([[1, np.inf]])
