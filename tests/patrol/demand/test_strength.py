"""Crews of the forces: auxiliaries never alone, and the work of stations beside their crews."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.demand.strength import load_beside_forces, patrol_strength
from tests.patrol.demand.test_workload import COSTS
from tests.strategies import seeds


def test_crews_worked_by_hand() -> None:
    forces = pd.DataFrame(
        {
            "code": ["A", "B", "C", "D"],
            "officers": [4, 10, 1, 0],
            "auxiliaries": [20, 0, 0, 0],
            "vehicles": [3, None, 1, 2],
            "patrol_brigade": [1, 0, 0, 0],
            "traffic_brigade": [9, 9, 9, 9],
        }
    )
    found = patrol_strength(forces, COSTS)
    assert found["crews"].tolist() == [5, 5, 0, 0]  # five officers lead five crews; ten officers make five
    assert found["motor_crews"].tolist() == [3, 0, 0, 0]
    assert found["crew_hours"].tolist() == [100, 100, 10, 0]


@given(st.integers(0, 50), st.integers(0, 200))
def test_no_crew_is_without_an_officer_or_short_of_people(officers: int, auxiliaries: int) -> None:
    found = patrol_strength(pd.DataFrame({"officers": [officers], "auxiliaries": [auxiliaries]}), COSTS)
    crews = int(found["crews"][0])
    assert crews <= officers
    assert crews * COSTS.crew_size <= officers + auxiliaries


def test_work_beside_forces_worked_by_hand() -> None:
    """A and B have 80 crew hours each, C has work and nobody, T nothing at all; one unit has no station."""
    strength = patrol_strength(
        pd.DataFrame({"code": ["A", "B", "C", "T"], "officers": [4, 4, 0, 0], "auxiliaries": [4, 4, 0, 0]}),
        COSTS,
    )
    work = pd.DataFrame({"workload": [80.0, 40, 8, 32], "road_hours": [1.0, 2, 3, 4]})
    table = load_beside_forces(work, pd.Series(["A", "B", "C", None]), strength)
    assert table["code"].tolist() == ["A", "B", "C", None]
    assert table["workload"].tolist() == [80, 40, 8, 32]
    assert table["road_hours"].tolist() == [1, 2, 3, 4]
    assert table["load_ratio"].tolist()[:2] == [1.0, 0.5]  # the mean is 160 hours of work for 160 of crews
    assert table["load_ratio"].isna().tolist() == [False, False, True, True]


def test_stations_that_units_lie_far_from_take_no_part_in_the_mean() -> None:
    strength = patrol_strength(pd.DataFrame({"code": ["A", "B", "C"], "officers": [4, 4, 90]}), COSTS)
    table = load_beside_forces(pd.DataFrame({"workload": [30.0, 10]}), pd.Series(["A", "B"]), strength)
    assert table["load_ratio"].tolist() == [1.5, 0.5, 0.0]


def test_stations_that_only_units_speak_of_and_forces_without_work_are_kept() -> None:
    strength = patrol_strength(pd.DataFrame({"code": ["A"], "name": ["甲所"], "guards": [6]}), COSTS)
    table = load_beside_forces(pd.DataFrame({"workload": [5.0]}), pd.Series(["B"]), strength)
    assert table["code"].tolist() == ["A", "B"]
    assert table["workload"].tolist() == [0, 5]


@given(st.lists(st.sampled_from(["A", "B", "C", None]), min_size=1, max_size=30), seeds())
def test_no_hour_of_work_is_lost_between_units_and_stations(station: list[str | None], seed: int) -> None:
    rng = np.random.default_rng(seed)
    work = pd.DataFrame({"workload": rng.uniform(0, 9, len(station))})
    strength = patrol_strength(pd.DataFrame({"code": ["A", "B"], "officers": [3, 0]}), COSTS)
    table = load_beside_forces(work, pd.Series(station, dtype=object), strength)
    assert table["workload"].sum() == pytest.approx(work["workload"].sum())
    assert not table["code"].duplicated().any()
