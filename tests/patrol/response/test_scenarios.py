from __future__ import annotations

import numpy as np
import pytest

from gis.errors import InfeasibleError
from patrol.response.cars import station_cars
from patrol.response.ground import lay_ground
from patrol.response.scenarios import Demand, best_beat_for_one_more, compare_scenarios, measure_cars
from tests.strategies import square_fabric

BEATS = np.repeat(np.arange(4), 6)


def demand(calls: np.ndarray, line: str = "infinite", target_min: float = 5.0) -> Demand:
    return Demand(lay_ground(square_fabric(24, 1)), calls, BEATS, 30.0, line, target_min)


def test_one_more_car_goes_where_the_exact_model_too_has_it_best() -> None:
    asked = demand(np.where(BEATS == 2, 0.6, 0.1))
    cars = station_cars(asked.ground, asked.calls_per_hour, BEATS)
    beat, place = best_beat_for_one_more(asked, cars)
    tried = {
        each: measure_cars(asked, cars.with_one_more(6 * each + 2, each)).whole["travel_min"]
        for each in range(4)
    }
    assert beat == min(tried, key=tried.__getitem__) == 2
    assert BEATS[place] == 2


def test_scenarios_stand_beside_each_other_with_what_changes() -> None:
    asked = demand(np.full(24, 0.1))
    cars = station_cars(asked.ground, asked.calls_per_hour, BEATS)
    now, more, moved = (
        measure_cars(asked, some) for some in (cars, cars.with_one_more(0, 0), cars.moved(0, 23))
    )
    table = compare_scenarios({"now": now, "more": more, "moved": moved}).set_index("scenario")
    assert table["cars"].tolist() == [4, 5, 4]
    assert table.loc["now", "travel_min_change"] == 0
    assert table.loc["more", "travel_min_change"] < 0 < table.loc["moved", "travel_min_change"]
    assert table.loc["more", "utilisation"] == pytest.approx(0.3 * 4 / 5)
    assert table.loc["moved", "within_target"] < table.loc["now", "within_target"]


def test_sixteen_cars_are_followed_and_do_a_little_better_than_fifteen_solved_exactly() -> None:
    asked = demand(np.full(24, 0.4), line="zero")
    few = station_cars(asked.ground, asked.calls_per_hour, BEATS, 15)
    many = station_cars(asked.ground, asked.calls_per_hour, BEATS, 16)
    fifteen, sixteen = (measure_cars(asked, cars).whole for cars in (few, many))
    assert fifteen["travel_min"] > sixteen["travel_min"] > 0.9 * fifteen["travel_min"]
    assert measure_cars(asked, many).whole.equals(sixteen)  # the seed is fixed


def test_calls_beyond_what_the_cars_can_answer_are_refused() -> None:
    asked = demand(np.full(24, 0.5))
    with pytest.raises(InfeasibleError) as caught:
        measure_cars(asked, station_cars(asked.ground, asked.calls_per_hour, BEATS))
    assert caught.value.problems[0].details["smallest"] == 7
