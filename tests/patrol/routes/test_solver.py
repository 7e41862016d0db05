"""The tour of one shift."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.routes.solver import Tour, Visits, best_tour


def random_case(seed: int, n_visits: int) -> tuple[np.ndarray, Visits, float]:
    rng = np.random.default_rng(seed)
    place = rng.random((n_visits + 1, 2)) * 25
    minutes = np.hypot(*(place[:, None] - place).T)
    begin = rng.uniform(0, 100, n_visits)
    visits = Visits(
        rng.integers(10, 17, n_visits).astype(float),
        begin,
        begin + rng.uniform(0, 60, n_visits),
        rng.uniform(20, 200, n_visits),
        np.zeros(n_visits, dtype=np.int64),
    )
    return minutes, visits, 150.0


def cost(tour: Tour, visits: Visits) -> float:
    return tour.drive_min + visits.prize_min.sum() - visits.prize_min[tour.order].sum()


def cheapest_of_all(minutes: np.ndarray, visits: Visits, shift_min: float) -> float:
    """Try every order of every choice of visits, in the whole seconds that tours are made of."""
    seconds = np.ceil(minutes * 60)
    np.fill_diagonal(seconds, 0)
    stay, begin = np.ceil(visits.stay_min * 60), np.ceil(visits.from_min * 60)
    end, prize = np.floor(visits.until_min * 60), np.rint(visits.prize_min * 60)
    best = prize.sum()

    def go_on(here: int, clock: float, cost: float, left: frozenset[int]) -> None:
        nonlocal best
        if clock + seconds[here, 0] > shift_min * 60:
            return
        best = min(best, cost + seconds[here, 0])
        for visit in left:
            start = max(clock + seconds[here, visit + 1], begin[visit])
            if start <= end[visit]:
                more = cost + seconds[here, visit + 1] - prize[visit]
                go_on(visit + 1, start + stay[visit], more, left - {visit})

    go_on(0, 0.0, best, frozenset(range(len(stay))))
    return float(best) / 60


@pytest.mark.parametrize("seed", range(12))
def test_tour_of_seven_visits_with_windows_is_the_best_of_all_orders(seed):
    minutes, visits, shift_min = random_case(seed, 7)
    tour = best_tour(minutes, visits, shift_min, iterations=300, seed=seed)
    assert cost(tour, visits) == pytest.approx(cheapest_of_all(minutes, visits, shift_min), abs=0.1)


def test_shift_of_an_hour_takes_the_one_visit_of_two_that_is_worth_more_worked_by_hand():
    minutes = [[0, 20, 20], [20, 0, 40], [20, 40, 0]]
    visits = Visits(np.full(2, 15.0), np.zeros(2), np.full(2, 60.0), np.array([100.0, 101.0]), np.zeros(2))
    tour = best_tour(minutes, visits, 60.0)
    assert tour.order.tolist() == [1]
    assert (tour.arrive_min[0], tour.leave_min[0], tour.minutes, tour.drive_min) == (20, 35, 55, 40)


def test_visit_that_is_worth_less_than_the_way_to_it_is_left_out():
    visits = Visits(np.array([10.0]), np.zeros(1), np.array([60.0]), np.array([39.0]), np.zeros(1))
    assert len(best_tour([[0, 20], [20, 0]], visits, 60.0).order) == 0
    dearer = Visits(visits.stay_min, visits.from_min, visits.until_min, np.array([41.0]), np.zeros(1))
    assert best_tour([[0, 20], [20, 0]], dearer, 60.0).order.tolist() == [0]


def test_one_way_minutes_are_driven_in_the_cheap_direction():
    minutes = np.array([[0, 1, 9], [9, 0, 1], [1, 9, 0]], dtype=float)
    visits = Visits(np.full(2, 10.0), np.zeros(2), np.full(2, 60.0), np.full(2, 100.0), np.zeros(2))
    assert best_tour(minutes, visits, 60.0).order.tolist() == [0, 1]


def test_visits_that_no_road_leads_to_are_left_out():
    minutes = [[0, np.inf], [np.inf, 0]]
    visits = Visits(np.array([10.0]), np.zeros(1), np.array([400.0]), np.array([1e6]), np.zeros(1))
    assert len(best_tour(minutes, visits, 480.0).order) == 0


@given(st.integers(0, 10_000), st.integers(0, 25), st.floats(0, 200))
@settings(max_examples=40, deadline=None)
def test_every_tour_is_back_in_time_and_visits_each_at_most_once_within_its_window(seed, n_visits, shift):
    minutes, visits, _ = random_case(seed, n_visits)
    tour = best_tour(minutes, visits, shift, iterations=30, seed=seed)
    assert tour.minutes <= shift + 1e-9 or len(tour.order) == 0
    assert len(np.unique(tour.order)) == len(tour.order)
    assert (tour.begin_min >= visits.from_min[tour.order]).all()
    assert (tour.begin_min <= visits.until_min[tour.order]).all()
    assert (tour.begin_min >= tour.arrive_min).all()
    assert tour.leave_min - tour.begin_min == pytest.approx(visits.stay_min[tour.order])
    places = np.r_[0, tour.order + 1, 0]
    legs = minutes[places[:-1], places[1:]]
    clock = np.r_[0, tour.leave_min]
    assert (np.r_[tour.arrive_min, tour.minutes] >= clock + legs - 1e-9).all()


def test_visit_of_the_first_rank_is_never_crowded_out_by_many_small_ones():
    minutes, _, _ = random_case(2, 40)
    prize, rank = np.full(40, 5.0), np.ones(40, dtype=np.int64)
    prize[0], rank[0] = 1000.0, 0
    visits = Visits(np.full(40, 2.0), np.zeros(40), np.full(40, 100.0), prize, rank)
    assert 0 in best_tour(minutes, visits, 2 * minutes[0, 1] + 5, iterations=5).order


def test_same_seed_gives_the_same_tour():
    minutes, visits, shift = random_case(3, 20)
    one, other = (best_tour(minutes, visits, shift, iterations=50, seed=5) for _ in range(2))
    assert one.order.tolist() == other.order.tolist()


def test_minutes_of_the_wrong_shape_are_refused():
    visits = Visits(*(np.zeros(2) for _ in range(5)))
    with pytest.raises(ValueError, match=r"shape \(3, 3\)"):
        best_tour(np.zeros((2, 2)), visits, 60.0)
