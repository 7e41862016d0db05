from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import pdist
from sklearn.model_selection import GridSearchCV, LeaveOneOut
from sklearn.neighbors import KernelDensity

from gis.errors import InputError
from hotspots.kernels.bandwidth import BinnedPairs, bandwidth_rule, cross_validated_bandwidth
from hotspots.kernels.binning import bin_points, bounds_of, cells_over
from hotspots.kernels.smoothing import PER_GAUSSIAN

RNG = np.random.default_rng(5)
CLUMPS = RNG.uniform(0, 10_000, (12, 2))[RNG.integers(0, 12, 500)] + RNG.normal(0, 400, (500, 2))


def binned(cell_m: float) -> BinnedPairs:
    return BinnedPairs(bin_points(CLUMPS, cells_over(*bounds_of(CLUMPS), cell_m)), 400)


def test_bandwidth_rule_follows_the_spread_of_both_coordinates_and_stays_in_its_limits() -> None:
    points = np.random.default_rng(2).normal(0, [1000, 3000], (4096, 2))
    assert bandwidth_rule(points) == pytest.approx(np.sqrt((1000**2 + 3000**2) / 2) / 4, rel=0.05)
    assert bandwidth_rule(points / 1000) == 150
    assert bandwidth_rule(np.zeros((5, 2))) == 150
    assert bandwidth_rule(points, "quartic") == pytest.approx(2.7792 * bandwidth_rule(points), rel=1e-4)


def test_of_millions_a_part_tells_the_spread() -> None:
    points = np.random.default_rng(2).normal(0, 9_000, (1_500_000, 2))
    assert bandwidth_rule(points) == pytest.approx(9_000 / 1_500_000 ** (1 / 6), rel=0.005)


def test_squared_error_of_binned_pairs_is_that_of_all_pairs() -> None:
    distance, n = pdist(CLUMPS), len(CLUMPS)

    def pairs(h: float) -> float:
        return float(2 * np.exp(-((distance / h) ** 2) / 2).sum() / (2 * np.pi * h**2))

    h = 300.0
    exact = (pairs(np.sqrt(2) * h) + n / (4 * np.pi * h**2)) / n**2 - 2 * pairs(h) / (n * (n - 1))
    assert binned(50).squared_error(h / 50) / 50**2 == pytest.approx(exact, rel=5e-3)


def test_likelihood_chooses_the_bandwidth_that_scikit_learn_chooses_leaving_one_out() -> None:
    some, trials = CLUMPS[:200], np.geomspace(150, 900, 25)
    search = GridSearchCV(KernelDensity(), {"bandwidth": trials}, cv=LeaveOneOut()).fit(some)
    assert cross_validated_bandwidth(some) == pytest.approx(search.best_params_["bandwidth"], rel=0.06)


def test_least_squares_finds_the_least_error_of_all_pairs() -> None:
    distance, n = pdist(CLUMPS), len(CLUMPS)

    def error(h: float) -> float:
        pairs = [
            2 * np.exp(-((distance / w) ** 2) / 2).sum() / (2 * np.pi * w**2) for w in (np.sqrt(2) * h, h)
        ]
        return float((pairs[0] + n / (4 * np.pi * h**2)) / n**2 - 2 * pairs[1] / (n * (n - 1)))

    trials = np.geomspace(150, 1500, 200)
    best = trials[np.argmin([error(h) for h in trials])]
    assert cross_validated_bandwidth(CLUMPS, criterion="least_squares") == pytest.approx(best, rel=0.04)


def test_a_bandwidth_for_another_kernel_smooths_alike() -> None:
    plain = cross_validated_bandwidth(CLUMPS)
    assert cross_validated_bandwidth(CLUMPS, kernel="quartic") == pytest.approx(
        PER_GAUSSIAN["quartic"] * plain
    )


@pytest.mark.parametrize("criterion", ["likelihood", "least_squares"])
def test_incidents_on_one_spot_get_the_least_bandwidth(criterion: str) -> None:
    spot = np.full((50, 2), 4e5)
    assert cross_validated_bandwidth(spot, criterion=criterion) == pytest.approx(150, rel=0.01)  # type: ignore[arg-type]


def test_cross_validation_refuses_what_it_cannot_use() -> None:
    with pytest.raises(InputError, match="too_few_for_bandwidth"):
        cross_validated_bandwidth(np.zeros((1, 2)))
    with pytest.raises(ValueError, match="criterion"):
        cross_validated_bandwidth(CLUMPS, criterion="best")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="positive"):
        cross_validated_bandwidth(CLUMPS, least_m=0)
    with pytest.raises(ValueError, match="finite"):
        cross_validated_bandwidth([[0, 0], [np.nan, 1]])
