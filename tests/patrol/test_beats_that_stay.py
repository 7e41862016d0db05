"""Locks, prices on change, joint zones, target loads, plans to choose from and the ways within beats."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis.errors import TableError
from gis.frames import as_units
from gis.roads import build_road_graph
from patrol.alternatives import design_alternatives
from patrol.beats import design_beats
from patrol.plan import BeatParams
from patrol.travel_within import mean_travel_min, travel_within_min
from patrol.work import Surroundings
from tests.strategies import METRIC_CRS, ORIGIN_M, square_fabric, voronoi_fabric


def county(seed: int = 3) -> gpd.GeoDataFrame:
    """Make units with beats of today that are no longer even."""
    units = voronoi_fabric(120, seed).assign(load=np.random.default_rng(seed).uniform(1, 5, 120))
    today = design_beats(as_units(units), "load", BeatParams(6, starts=2)).units["beat_id"]
    grown = np.where(units.centroid.x < units.centroid.x.median(), 1.5, 1.0)
    return units.assign(today=today, load=units["load"] * grown)


def test_locked_beats_and_units_stay_and_the_others_make_up_for_it() -> None:
    units = county().assign(keep=lambda table: (np.arange(len(table)) % 7 == 0).astype(int))
    plan = design_beats(
        as_units(units), "load", BeatParams(6, existing="today", lock=("2", "keep"), starts=2)
    )
    beat = plan.units["beat_id"]
    assert ((beat == 2) == (units["today"] == 2)).all()
    held = units["keep"] == 1
    assert (beat[held] == units["today"][held]).all()
    assert (beat != units["today"]).any()
    assert "beats.lock_not_kept" not in {note.code for note in plan.notes}


def test_a_heavy_beat_that_is_locked_is_named_as_what_forces_the_tolerance() -> None:
    units = square_fabric(6, 1).assign(today=[1, 1, 1, 1, 2, 3], unit_id=list("abcdef"))
    plan = design_beats(as_units(units), "load", BeatParams(3, existing="today", lock=("1",), starts=1))
    assert plan.units["beat_id"].tolist() == [1, 1, 1, 1, 2, 3]
    note = plan.notes[0]
    assert note.code == "beats.tolerance_locked"
    assert note.details["met_percent"] == note.details["smallest_percent"] == 100.0
    assert note.details["units"] == "a, b, c, d"


def test_locks_that_mean_nothing_are_refused() -> None:
    units = as_units(square_fabric(4, 1).assign(today=[1, 1, 2, 2]))
    with pytest.raises(TableError, match=r"beats\.lock_unknown") as refused:
        design_beats(units, "load", BeatParams(2, existing="today", lock=("7",)))
    assert refused.value.problems[0].details == {"lock": "7", "beats": "1, 2"}
    with pytest.raises(TableError, match=r"beats\.lock_without_existing"):
        design_beats(units, "load", BeatParams(2, lock=("1",)))


def test_a_locked_beat_in_pieces_cannot_stay_and_is_named() -> None:
    units = square_fabric(4, 1).assign(today=[1, 2, 2, 1], unit_id=list("abcd"))
    plan = design_beats(as_units(units), "load", BeatParams(2, existing="today", lock=("1",), starts=1))
    assert "beats.lock_not_kept" in {note.code for note in plan.notes}


def test_data_grown_by_a_tenth_move_few_units_and_a_higher_price_moves_fewer() -> None:
    units = voronoi_fabric(500, 5).assign(load=np.random.default_rng(5).gamma(2.0, 1.0, 500))
    today = design_beats(as_units(units), "load", BeatParams(12)).units["beat_id"]
    grown = units.assign(today=today, load=units["load"] * np.random.default_rng(6).uniform(1.0, 1.2, 500))
    moved = []
    for price in (0.1, 1.0):
        params = BeatParams(12, existing="today", change_price=price, starts=4)
        plan = design_beats(as_units(grown), "load", params)
        assert plan.tolerance_met
        assert plan.changes is not None
        moved.append(len(plan.changes))
        changed = plan.units["beat_id"] != grown["today"]
        assert plan.changes["to_beat"].tolist() == plan.units["beat_id"][changed].tolist()
        assert plan.changes["from_beat"].tolist() == grown["today"][changed].astype(str).tolist()
    assert moved[1] <= moved[0] <= 0.04 * 500


def test_a_target_load_gives_each_station_as_many_beats_as_it_takes() -> None:
    units = square_fabric(10, 2).assign(station=["A"] * 10 + ["B"] * 10)
    units.loc[units["station"] == "B", "load"] = 2.0
    plan = design_beats(as_units(units), "load", BeatParams(target_load=5.0, station_column="station"))
    assert plan.beats["station"].tolist() == ["A"] * 2 + ["B"] * 4
    assert plan.stations is not None
    assert plan.stations["load_per_beat"].tolist() == [5.0, 5.0]
    exact = design_beats(as_units(units), "load", BeatParams(target_load=10.0))
    assert len(exact.beats) == 3
    with pytest.raises(ValueError, match="either count or target_load"):
        BeatParams(3, target_load=1.0)


def test_a_joint_zone_is_divided_by_itself_across_stations() -> None:
    units = square_fabric(9, 1).assign(
        station=["A"] * 5 + ["B"] * 4, joint=[None] * 3 + ["rim"] * 3 + [None] * 3
    )
    stations = gpd.GeoDataFrame(
        {"code": ["A", "B"], "officers": [6, 3]},
        geometry=units.geometry.centroid.iloc[[0, 8]].to_numpy(),
        crs=units.crs,
    )
    params = BeatParams(3, joint="joint", max_imbalance=1.0, starts=1)
    plan = design_beats(as_units(units), "load", params, stations=stations)
    assert plan.units.groupby("beat_id").indices.keys() == {1, 2, 3}
    assert plan.units["beat_id"][3:6].nunique() == 1
    assert plan.stations is not None
    table = plan.stations.set_index("station")
    assert table["joint"].to_dict() == {"A": False, "B": False, "rim": True}
    assert table["load_per_officer"].loc[["A", "B"]].tolist() == [0.5, 1.0]
    assert table["officer_ratio"].loc["A"] == pytest.approx(0.5 / (6 / 9))


def test_plans_are_compared_and_the_best_of_each_aim_is_found() -> None:
    units = as_units(county())
    found = design_alternatives(units, "load", BeatParams(6, existing="today", starts=2), 3)
    table = found.table
    assert table["plan"].tolist() == [1, 2, 3]
    assert table.loc[found.best("balance"), "max_ratio"] == table["max_ratio"].min()
    assert table.loc[found.best("compactness"), "compactness"] == table["compactness"].max()
    assert table.loc[found.best("travel"), "travel_min"] == table["travel_min"].min()
    assert table.loc[found.best("change"), "changed_load"] == table["changed_load"].min()
    first = design_beats(units, "load", BeatParams(6, existing="today", starts=2))
    assert found.plans[0].units["beat_id"].tolist() == first.units["beat_id"].tolist()
    with pytest.raises(ValueError, match="at least one plan"):
        design_alternatives(units, "load", BeatParams(6), 0)


def test_plans_are_judged_by_what_was_asked_not_by_what_they_were_held_to() -> None:
    units = as_units(square_fabric(5, 1).assign(load=[10.0, 1.0, 1.0, 1.0, 9.0]))
    found = design_alternatives(units, "load", BeatParams(2, max_imbalance=0.1, starts=1), 2)
    assert found.table["tolerance_met"].tolist() == [True, True]
    assert [plan.notes for plan in found.plans] == [(), ()]


def test_travel_within_a_beat_is_the_mean_between_two_calls_worked_by_hand() -> None:
    units = square_fabric(3, 1).assign(load=[1.0, 3.0, 2.0])
    beat = np.array([0, 0, 1])
    minutes = 1.3 / 0.5  # a kilometre with the detour at 30 km/h
    found = travel_within_min(units, units["load"].to_numpy(), beat)
    assert found == pytest.approx([2 * 1 * 3 / 16 * minutes, 0.0])
    whole = mean_travel_min(units, units["load"].to_numpy(), beat)
    assert whole == pytest.approx(found[0] * 4 / 6)
    road = shapely.LineString(
        [(ORIGIN_M[0] + 500, ORIGIN_M[1] + 500), (ORIGIN_M[0] + 1_500, ORIGIN_M[1] + 500)]
    )
    network = build_road_graph(
        gpd.GeoDataFrame({"speed_kmh": [60.0]}, geometry=[road], crs=METRIC_CRS), node_spacing_m=2_000
    )
    along = travel_within_min(units, units["load"].to_numpy(), beat, network)
    assert along == pytest.approx([2 * 1 * 3 / 16 * 1.0, 0.0], abs=1e-6)


@pytest.mark.shared
def test_ways_within_the_beats_of_carrollton_are_shorter_than_in_todays(shared_data: Path) -> None:
    grids = gpd.read_file(shared_data / "places" / "carrollton_grids.gpkg")
    plan = design_beats(as_units(grids), "calls", BeatParams(12, starts=4))
    load = grids["calls"].to_numpy(float)
    inside = (grids["beat_number"] > 0).to_numpy()
    ours = mean_travel_min(grids[inside], load[inside], plan.units["beat_id"].to_numpy()[inside] - 1)
    today = mean_travel_min(grids[inside], load[inside], grids["beat_number"].to_numpy(int)[inside] - 1)
    assert ours < today


def test_what_lies_around_may_be_left_out() -> None:
    assert Surroundings().roads is None
