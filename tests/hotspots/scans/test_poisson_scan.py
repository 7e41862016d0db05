from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from hotspots.scans.circle_scan import ScanCluster
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio, poisson_scan
from tests.strategies import point_clouds, seeds


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
    return poisson_scan(xy, cases, population, rng=np.random.default_rng(7), max_population_share=share)


@pytest.mark.shared
def test_poisson_scan_of_ny_leukemia_in_circles_to_half_of_the_people_gives_satscans_clusters(
    shared_data: Path,
) -> None:
    first, second = scan(shared_data, 0.5)[:2]
    assert first.log_likelihood_ratio == pytest.approx(14.083511, abs=1e-6)
    assert first.cases == 100
    assert first.expected == pytest.approx(58.28, abs=0.005)
    assert first.population == 111_674
    assert len(first.members) == 28
    assert first.relative_risk == pytest.approx(1.87, abs=0.005)
    assert first.p_value == pytest.approx(0.001)  # the least that 999 replicates can show
    assert first.p_value_gumbel == pytest.approx(0.00015, rel=0.4)
    assert second.log_likelihood_ratio == pytest.approx(9.019716, abs=1e-6)
    assert second.p_value == pytest.approx(0.016, abs=0.01)


@pytest.mark.shared
def test_poisson_scan_of_ny_leukemia_in_circles_to_a_tenth_of_the_people_gives_satscans_clusters(
    shared_data: Path,
) -> None:
    # the second to seventh are printed in ny_leukemia_out.txt
    clusters = scan(shared_data, 0.1)[:7]
    first = clusters[0]
    assert first.log_likelihood_ratio == pytest.approx(11.577255, abs=1e-6)
    assert first.cases == 85
    assert first.expected == pytest.approx(49.71, abs=0.005)
    assert first.population == 95_249
    assert first.relative_risk == pytest.approx(1.84, abs=0.005)
    assert first.p_value == pytest.approx(0.001)
    ratios = [9.019716, 6.114140, 4.651839, 4.169203, 3.363518, 3.209485]
    assert [one.log_likelihood_ratio for one in clusters[1:]] == pytest.approx(ratios, abs=1e-6)
    printed = [0.013, 0.216, 0.609, 0.755, 0.961, 0.976]
    assert [one.p_value for one in clusters[1:]] == pytest.approx(printed, abs=0.05)
    assert [len(one.members) for one in clusters[:4]] == [26, 8, 33, 4]


def test_log_likelihood_ratio_of_8_against_2_worked_by_hand() -> None:
    # 8 ln(8 / 2) - (8 - 2)
    assert poisson_log_likelihood_ratio(8, 2) == pytest.approx(5.0903549)
    # 8 ln(8 / 2) + 12 ln(12 / 18), of 20 incidents
    assert poisson_log_likelihood_ratio(8, 2, total=20) == pytest.approx(6.2247736)


def test_log_likelihood_ratio_is_zero_without_an_excess_and_defined_when_all_lie_inside() -> None:
    assert poisson_log_likelihood_ratio([0, 2, 3], [1, 2, 4]).tolist() == [0, 0, 0]
    assert poisson_log_likelihood_ratio(5, 2, total=5) == pytest.approx(5 * np.log(2.5))


@settings(max_examples=30)
@given(point_clouds(min_points=3, max_points=15), seeds())
def test_the_first_cluster_is_the_best_of_all_circles(xy: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    people = rng.integers(1, 50, len(xy))
    cases = rng.poisson(people / 10) + (np.arange(len(xy)) == 0)
    clusters = poisson_scan(xy, cases, people, rng=rng, replicates=1, max_population_share=0.6)
    best = 0.0
    for centre in xy:
        away = np.hypot(*(xy - centre).T)
        for radius in np.unique(away):
            inside = away <= radius + 1e-6
            if people[inside].sum() <= 0.6 * people.sum():
                mean = people[inside].sum() * cases.sum() / people.sum()
                best = max(best, float(poisson_log_likelihood_ratio(cases[inside].sum(), mean, cases.sum())))
    assert max((one.log_likelihood_ratio for one in clusters), default=0.0) == pytest.approx(best)


def test_p_values_of_cases_that_follow_the_people_are_even() -> None:
    rng = np.random.default_rng(3)
    xy, people = rng.uniform(0, 1_000, (30, 2)), rng.integers(10, 1_000, 30)
    p_values = np.array(
        [
            poisson_scan(xy, rng.multinomial(60, people / people.sum()), people, rng=rng, replicates=19)[
                0
            ].p_value
            for _ in range(100)
        ]
    )
    assert (p_values <= 0.2).mean() == pytest.approx(0.2, abs=0.12)


def test_one_place_and_a_share_that_no_place_fits_into_give_no_cluster() -> None:
    rng = np.random.default_rng(0)
    assert poisson_scan([[0.0, 0.0]], [3], [9], rng=rng, replicates=9) == []
    even = np.column_stack([np.arange(3.0), np.zeros(3)])
    assert poisson_scan(even, [9, 0, 0], [1, 1, 1], rng=rng, max_population_share=0.3, replicates=9) == []


def test_members_come_nearest_first() -> None:
    xy = np.column_stack([[0.0, 3, 1, 50, 60, 70, 80], np.zeros(7)])
    first = poisson_scan(xy, [9, 9, 9, 0, 0, 0, 1], np.ones(7), rng=np.random.default_rng(0), replicates=9)[0]
    assert sorted(first.members) == [0, 1, 2]
    away = np.abs(xy[first.members, 0] - xy[first.centre, 0])
    assert (np.diff(away) >= 0).all()
    assert first.radius_m == away[-1]


def test_poisson_scan_finds_a_single_full_place_among_empty_neighbours() -> None:
    xy = np.column_stack([np.arange(10.0), np.zeros(10)])
    cases = np.array([0, 0, 0, 12, 0, 0, 0, 0, 0, 1])
    clusters = poisson_scan(xy, cases, np.ones(10), rng=np.random.default_rng(0), replicates=99)
    assert clusters[0].members.tolist() == [3]
    assert clusters[0].radius_m == 0
    assert clusters[0].p_value == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("cases", "population"),
    [
        ([1, 2], [1, 1, 1]),
        ([1, -1, 0], [1, 1, 1]),
        ([0, 0, 0], [1, 1, 1]),
        ([0.5, 1, 0], [1, 1, 1]),
        ([1, 0, 0], [0, 1, 1]),
        ([1, 0, 0], [1, np.nan, 1]),
    ],
)
def test_poisson_scan_refuses_counts_that_mean_nothing(cases: list[float], population: list[float]) -> None:
    with pytest.raises(ValueError, match="cases and population"):
        poisson_scan(np.zeros((3, 2)), cases, population, rng=np.random.default_rng(0))
