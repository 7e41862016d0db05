"""Crews of the forces: auxiliaries never alone, and the work of stations beside their crews."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.demand.strength import load_of_stations, patrol_strength
from tests.patrol.demand.test_workload import COSTS


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


def test_load_of_stations_is_relative_to_all_and_null_without_crews() -> None:
    strength = patrol_strength(
        pd.DataFrame({"code": ["A", "B", "C", "T"], "officers": [4, 4, 0, 0], "auxiliaries": [4, 4, 0, 0]}),
        COSTS,
    )
    table = load_of_stations(pd.Series([80.0, 40, 8]), pd.Series(["A", "B", "C"]), strength)
    assert table["code"].tolist() == ["A", "B", "C"]
    assert table["workload"].tolist() == [80, 40, 8]
    assert table["load_ratio"].tolist()[:2] == pytest.approx([80 / 64, 40 / 64])
    assert pd.isna(table["load_ratio"].iloc[2])
