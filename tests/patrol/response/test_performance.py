from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.response.hypercube import solve_hypercube
from patrol.response.performance import Origins, Performance, performance
from patrol.response.system import ResponseSystem, nearest_first
from tests.patrol.response.systems import BOOK_AREA, systems, three_servers, two_unit_city
from tests.strategies import seeds

HERE = Origins(np.zeros((1, 10)), np.ones(1))


def test_inter_area_share_and_dispatches_of_unit_1_to_atom_1_as_the_book_has_them() -> None:
    system, lists = three_servers()
    solved = solve_hypercube(system, lists)
    result = performance(system, lists, solved, car_beat=np.arange(3), atom_beat=BOOK_AREA, origins=HERE)
    assert result.whole["inter_beat_share"] == pytest.approx(0.4353, abs=5e-5)
    at_once = lists.of_atoms(solved.at_once, 10)[0, 0]
    assert 0.25 / 1.5 * (at_once + solved.all_busy / 3) == pytest.approx(0.08693, abs=5e-6)


@pytest.mark.parametrize(("weight_126ths", "minutes"), [(63, 0.46246), (53, 0.46166)])
def test_mean_travel_of_the_two_unit_city_as_the_book_has_it(weight_126ths: int, minutes: float) -> None:
    assert two_unit(weight_126ths).whole["travel_min"] == pytest.approx(minutes, abs=5e-6)


def test_no_other_weight_of_the_two_unit_city_is_better_than_53_126ths() -> None:
    means = [two_unit(weight).whole["travel_min"] for weight in range(127)]
    assert int(np.argmin(means)) == 53


def two_unit(weight_126ths: int) -> Performance:
    system, lists = two_unit_city(weight_126ths)
    solved = solve_hypercube(system, lists)
    return performance(system, lists, solved, car_beat=np.arange(2), atom_beat=np.repeat([0, 1], [64, 64]))


def test_one_car_that_is_busy_half_the_time_worked_by_hand() -> None:
    # Two atoms, 1 and 3 minutes away, three calls to one; half wait and are answered from the last place.
    system = ResponseSystem(np.array([0.75, 0.25]), np.array([[1.0, 3.0]]), 30.0)
    lists = nearest_first(system.car_minutes)
    origins = Origins(np.array([[0.0, 4.0], [4.0, 0.0]]), np.array([0.75, 0.25]))
    result = performance(
        system,
        lists,
        solve_hypercube(system, lists),
        car_beat=np.array([7]),
        atom_beat=np.array([7, 8]),
        origins=origins,
        target_min=2.0,
    )
    whole = result.whole
    assert whole["all_busy"] == pytest.approx(0.5)
    assert whole["wait_min"] == pytest.approx(30.0)
    assert whole["travel_min"] == pytest.approx(0.5 * 1.5 + 0.5 * 4 * 2 * 0.75 * 0.25)
    assert whole["within_target"] == pytest.approx(0.5 * 0.75 + 0.5 * (0.75**2 + 0.25**2))
    assert whole["travel_min_p90"] == 4.0
    assert whole["inter_beat_share"] == pytest.approx(0.25)
    assert result.atoms["travel_min"].tolist() == pytest.approx([0.5 * 1 + 0.5 * 1, 0.5 * 3 + 0.5 * 3])
    assert result.atoms["travel_min_p90"].tolist() == [4.0, 4.0]
    assert result.beats["calls_per_hour"].to_dict() == {7: 0.75, 8: 0.25}
    assert result.cars[["beat_id", "utilisation", "calls_per_hour"]].to_numpy().tolist() == [[7, 0.5, 1.0]]


def test_the_ninetieth_percentile_is_the_first_that_nine_calls_in_ten_do_not_exceed() -> None:
    calls = np.full(10, 0.001)
    system = ResponseSystem(calls, np.arange(1.0, 11)[None], 1e-6, "zero")
    lists = nearest_first(system.car_minutes)
    result = performance(
        system, lists, solve_hypercube(system, lists), car_beat=np.zeros(1), atom_beat=np.zeros(10)
    )
    assert result.whole["travel_min_p90"] == 9.0
    assert result.cars["travel_min_p90"].tolist() == [9.0]


@settings(deadline=None, max_examples=40)
@given(systems(), seeds(), st.floats(0.1, 12))
def test_parts_average_to_the_whole_whatever_the_system(
    system: ResponseSystem, seed: int, target_min: float
) -> None:
    rng = np.random.default_rng(seed)
    cars, atoms = system.car_minutes.shape
    lists = nearest_first(system.car_minutes)
    result = performance(
        system,
        lists,
        solve_hypercube(system, lists),
        car_beat=rng.integers(0, 3, cars),
        atom_beat=rng.integers(0, 3, atoms),
        origins=Origins(rng.uniform(0, 10, (4, atoms)), np.full(4, 0.25)),
        target_min=target_min,
    )
    for name in ("travel_min", "within_target", "inter_beat_share"):
        for part in (result.cars, result.atoms, result.beats):
            weighted = (part[name].fillna(0) * part["calls_per_hour"]).sum() / part["calls_per_hour"].sum()
            assert weighted == pytest.approx(result.whole[name], abs=1e-7)
    assert result.cars["utilisation"].max() == result.whole["utilisation_max"] <= 1 + 1e-9


def test_waiting_calls_without_origins_and_places_without_calls() -> None:
    system, lists = three_servers()
    solved = solve_hypercube(system, lists)
    with pytest.raises(ValueError, match="origins"):
        performance(system, lists, solved, car_beat=np.arange(3), atom_beat=BOOK_AREA)
    silent = ResponseSystem(np.zeros(2), np.ones((1, 2)), 30.0)
    lists = nearest_first(silent.car_minutes)
    result = performance(
        silent,
        lists,
        solve_hypercube(silent, lists),
        car_beat=np.zeros(1),
        atom_beat=np.zeros(2),
        origins=Origins(np.zeros((1, 2)), np.ones(1)),
    )
    assert np.isnan(result.whole["travel_min"])
    assert result.atoms["travel_min"].isna().all()
