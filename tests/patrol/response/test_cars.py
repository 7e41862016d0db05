from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.response.cars import standing_atom, station_cars
from patrol.response.ground import lay_ground
from tests.strategies import seeds, square_fabric, voronoi_fabric

BEATS = np.array([0, 0, 0, 1, 1, -1])
CALLS = np.array([1.0, 1.0, 1.0, 0.0, 9.0, 50.0])


def test_one_car_stands_in_each_beat_where_its_calls_are_reached_soonest() -> None:
    cars = station_cars(lay_ground(square_fabric(6, 1)), CALLS, BEATS)
    assert cars.place.tolist() == [1, 4]  # the middle of three even squares; the one with the calls
    assert cars.beat.tolist() == [0, 1]


def test_further_cars_go_where_most_calls_come_and_too_few_to_the_busiest_beats() -> None:
    ground = lay_ground(square_fabric(6, 1))
    assert station_cars(ground, CALLS, BEATS, 4).beat.tolist() == [0, 1, 1, 1]
    assert station_cars(ground, CALLS, BEATS, 4).place.tolist() == [1, 4, 4, 4]
    assert station_cars(ground, CALLS, BEATS, 1).beat.tolist() == [1]


def test_one_more_car_and_a_moved_one_leave_the_others_as_they_are() -> None:
    cars = station_cars(lay_ground(square_fabric(6, 1)), CALLS, BEATS)
    assert cars.with_one_more(3, 1).place.tolist() == [1, 4, 3]
    assert cars.moved(0, 2).place.tolist() == [2, 4]
    assert cars.place.tolist() == [1, 4]


@settings(deadline=None, max_examples=25)
@given(seed=seeds(), n=st.integers(3, 30))
def test_no_atom_of_a_beat_is_a_better_standing_point(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    ground = lay_ground(voronoi_fabric(n, seed))
    atoms = np.sort(rng.choice(n, n // 2 + 1, replace=False))
    calls = rng.poisson(1, n).astype(float)
    weight = calls[atoms] if calls[atoms].any() else np.ones(len(atoms))
    means = {atom: ground.minutes(np.array([atom]))[0, atoms] @ weight for atom in atoms}
    assert means[standing_atom(ground, calls, atoms)] == pytest.approx(min(means.values()))
