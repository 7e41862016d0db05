from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from scipy.sparse import csr_array, diags_array
from scipy.stats import false_discovery_control

from gis.weights import grid_contiguity
from hotspots.local.local_moran import QUADRANTS, local_moran
from tests.strategies import seeds


def rng() -> np.random.Generator:
    return np.random.default_rng(6)


def queen(rows: int, columns: int) -> csr_array:
    row, column = np.divmod(np.arange(rows * columns), columns)
    return grid_contiguity(column, row)


def test_local_moran_on_a_line_of_four_worked_by_hand() -> None:
    # z is -1, -1, 1, 1; the neighbours' means are -1, 0, 0, 1; n - 1 over n is 3/4
    line = diags_array([1.0, 1.0], offsets=[-1, 1], shape=(4, 4)).tocsr()
    result = local_moran([0, 0, 2, 2], line)
    assert result.statistic.tolist() == [0.75, 0, 0, 0.75]
    assert [QUADRANTS[q] for q in result.quadrant] == ["low_low", "none", "none", "high_high"]
    # the last cell: others -1, -1, 1, mean -1/3, variance 8/9; one neighbour: (1 + 1/3) / sqrt(8/9)
    assert result.z[3] == pytest.approx((1 + 1 / 3) / np.sqrt(8 / 9))


def test_local_moran_agrees_with_esda() -> None:
    esda, libpysal = pytest.importorskip("esda"), pytest.importorskip("libpysal")
    values = rng().gamma(1.0, 2.0, 120)
    graph = libpysal.graph.Graph.from_sparse(queen(10, 12).tocoo()).to_W()
    reference = esda.Moran_Local(values, graph, permutations=0)
    ours = local_moran(values, queen(10, 12))
    assert ours.statistic == pytest.approx(reference.Is, abs=1e-12)
    assert ours.quadrant.tolist() == reference.q.tolist()
    # esda scales I by (n - 1) / n but not its moments
    scaled = reference.Is * 120 / 119
    assert ours.z == pytest.approx((scaled - reference.EIc) / np.sqrt(reference.VIc), abs=1e-9)


def test_normal_and_permuted_p_values_agree_on_even_values_and_are_uniform() -> None:
    values, weights = rng().normal(size=400), queen(20, 20)
    analytic = local_moran(values, weights)
    permuted = local_moran(values, weights, permutations=999, rng=rng())
    assert np.abs(analytic.p_value - permuted.p_value).max() < 0.12
    assert (permuted.p_value <= 0.1).mean() == pytest.approx(0.1, abs=0.05)
    assert analytic.p_value_adjusted == pytest.approx(false_discovery_control(analytic.p_value))
    assert (permuted.p_value_adjusted <= 0.05).sum() == 0


def test_a_planted_block_is_high_among_high_and_a_lone_low_cell_low_among_high() -> None:
    field = rng().normal(size=(20, 20))
    field[5:10, 5:10] += 6
    field[7, 7] = -6
    result = local_moran(field.ravel(), queen(20, 20), permutations=9_999, rng=rng())
    quadrant = result.quadrant.reshape(20, 20)
    adjusted = result.p_value_adjusted.reshape(20, 20)
    assert QUADRANTS[quadrant[6, 6]] == "high_high"
    assert QUADRANTS[quadrant[7, 7]] == "low_high"
    assert adjusted[6, 6] < 0.05
    assert adjusted[7, 7] < 0.05


@given(seeds())
def test_p_values_lie_between_0_and_1_and_no_scale_of_values_or_weights_matters(seed: int) -> None:
    draw = np.random.default_rng(seed)
    values, weights = draw.poisson(0.5, 30), queen(5, 6)
    result = local_moran(values, weights, permutations=19, rng=np.random.default_rng(seed))
    assert ((result.p_value > 0) & (result.p_value <= 1)).all()
    other = local_moran(values * 7.0 + 2, csr_array(weights * 3.0))
    assert other.statistic == pytest.approx(local_moran(values, weights).statistic, abs=1e-9)


def test_a_cell_is_never_drawn_as_its_own_neighbour() -> None:
    # the middle of three has all others for neighbours: no permutation can change their mean
    line = diags_array([1.0, 1.0], offsets=[-1, 1], shape=(3, 3)).tocsr()
    assert local_moran([1, 5, 3], line, permutations=99, rng=rng()).p_value[1] == 1


def test_islands_and_equal_values_are_never_significant() -> None:
    island = csr_array(np.array([[0.0, 1, 0], [1, 0, 0], [0, 0, 0]]))
    result = local_moran([1, 2, 9], island)
    assert (result.statistic[2], result.p_value[2], result.quadrant[2]) == (0, 1, 0)
    same = local_moran([2, 2, 2], island, permutations=9, rng=rng())
    assert same.p_value.tolist() == [1, 1, 1]
    assert len(local_moran([], csr_array((0, 0))).z) == 0


def test_local_moran_refuses_what_means_nothing() -> None:
    with pytest.raises(ValueError, match="same cells"):
        local_moran([1, 2, 3], queen(1, 2))
    with pytest.raises(ValueError, match="own neighbour"):
        local_moran([1, 2], csr_array([[1.0, 1.0], [1.0, 0.0]]))
    with pytest.raises(ValueError, match="finite"):
        local_moran([1, np.inf], queen(1, 2))
    with pytest.raises(ValueError, match="need rng"):
        local_moran([1, 2], queen(1, 2), permutations=9)
