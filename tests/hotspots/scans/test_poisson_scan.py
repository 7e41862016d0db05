from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hotspots.scans.poisson_scan import ScanCluster, poisson_log_likelihood_ratio, poisson_scan


def ny_leukemia(shared_data: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    folder = shared_data / "known_answers"
    cases = np.loadtxt(folder / "ny_leukemia_cases.txt")
    population = np.loadtxt(folder / "ny_leukemia_pop.txt")
    xy = np.loadtxt(folder / "ny_leukemia_coords.txt")
    assert (cases[:, 0] == xy[:, 0]).all()
    assert (population[:, 0] == xy[:, 0]).all()
    return xy[:, 1:], cases[:, 1], population[:, 2]


def scan(shared_data: Path, share: float) -> list[ScanCluster]:
    xy, cases, population = ny_leukemia(shared_data)
    return poisson_scan(
        xy, cases, population, rng=np.random.default_rng(7), max_population_share=share, replicates=99
    )


@pytest.mark.shared
def test_poisson_scan_of_ny_leukemia_gives_satscans_two_clusters(shared_data: Path) -> None:
    first, second = scan(shared_data, 0.5)[:2]
    assert first.log_likelihood_ratio == pytest.approx(14.083511, abs=1e-6)
    assert first.cases == 100
    assert first.expected == pytest.approx(58.28, abs=0.005)
    assert first.population == 111_674
    assert len(first.members) == 28
    assert first.relative_risk == pytest.approx(1.87, abs=0.005)
    assert first.p_value == pytest.approx(0.01)
    assert second.log_likelihood_ratio == pytest.approx(9.019716, abs=1e-6)
    assert second.p_value < 0.08


@pytest.mark.shared
def test_poisson_scan_of_ny_leukemia_with_circles_to_a_tenth_of_the_people(shared_data: Path) -> None:
    first = scan(shared_data, 0.1)[0]
    assert first.log_likelihood_ratio == pytest.approx(11.577255, abs=1e-6)
    assert first.cases == 85
    assert first.expected == pytest.approx(49.71, abs=0.005)


def test_log_likelihood_ratio_of_8_against_2_worked_by_hand() -> None:
    # 8 ln(8 / 2) - (8 - 2)
    assert poisson_log_likelihood_ratio(8, 2) == pytest.approx(5.0903549)
    # 8 ln(8 / 2) + 12 ln(12 / 18), of 20 incidents
    assert poisson_log_likelihood_ratio(8, 2, total=20) == pytest.approx(6.2247736)


def test_log_likelihood_ratio_is_zero_without_an_excess_and_defined_when_all_lie_inside() -> None:
    assert poisson_log_likelihood_ratio([0, 2, 3], [1, 2, 4]).tolist() == [0, 0, 0]
    assert poisson_log_likelihood_ratio(5, 2, total=5) == pytest.approx(5 * np.log(2.5))


def test_poisson_scan_finds_a_single_full_place_among_empty_neighbours() -> None:
    xy = np.column_stack([np.arange(10.0), np.zeros(10)])
    cases = np.array([0, 0, 0, 12, 0, 0, 0, 0, 0, 1])
    clusters = poisson_scan(xy, cases, np.ones(10), rng=np.random.default_rng(0), replicates=99)
    assert clusters[0].members.tolist() == [3]
    assert clusters[0].radius_m == 0
    assert clusters[0].p_value == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("cases", "population"), [([1, 2], [1, 1, 1]), ([1, -1, 0], [1, 1, 1]), ([0, 0, 0], [1, 1, 1])]
)
def test_poisson_scan_refuses_counts_that_mean_nothing(cases: list[int], population: list[int]) -> None:
    with pytest.raises(ValueError, match="cases and population"):
        poisson_scan(np.zeros((3, 2)), cases, population, rng=np.random.default_rng(0))
