"""Before and after on the map of a beat plan."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis.frames import as_units
from patrol.beats import design_beats
from patrol.plan import BeatParams, BeatPlan
from web.maps.before import before_layers, loads_today, with_ratio_today


@pytest.fixture(scope="module")
def plan() -> BeatPlan:
    """A row of eight units: beat 1 holds six of them today, beat 2 one, one is in none."""
    boxes = [shapely.box(500_000 + 100 * x, 3_400_000, 500_100 + 100 * x, 3_400_100) for x in range(8)]
    table = {"beat": [1, 1, 1, 1, 1, 1, 2, 0], "calls": [10.0] * 8}
    units = as_units(gpd.GeoDataFrame(table, geometry=boxes, crs=4544), "calls")
    return design_beats(units, "calls", BeatParams(count=2, existing="beat"))


def test_loads_of_today_leave_out_units_in_no_beat_worked_by_hand(plan: BeatPlan) -> None:
    loads = loads_today(plan.units, "beat", "calls")
    assert loads["load"].tolist() == [60.0, 10.0]
    assert loads["load_ratio"].tolist() == pytest.approx([60 / 35, 10 / 35])


def test_beats_say_what_the_beat_of_their_number_carries_today(plan: BeatPlan) -> None:
    beats = with_ratio_today(plan.beats, loads_today(plan.units, "beat", "calls"))
    assert beats["load_ratio"].tolist() == [1.0, 1.0]
    assert beats.set_index("beat_id")["load_ratio_today"].tolist() == pytest.approx([60 / 35, 10 / 35])


def test_names_that_are_no_numbers_leave_the_ratio_of_today_unknown(plan: BeatPlan) -> None:
    units = plan.units.assign(beat=plan.units["beat"].map({0: None, 1: "east", 2: "west"}))
    beats = with_ratio_today(plan.beats, loads_today(units, "beat", "calls"))
    assert beats["load_ratio_today"].isna().all()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_units_that_move_are_hatched_and_the_beats_of_today_outlined(plan: BeatPlan, lang: str) -> None:
    today, moved = before_layers(plan, "beat", "calls", lang, "Asia/Shanghai")
    assert len(today.geometry) == len(today.tips) == 2
    assert plan.changes is not None
    assert len(plan.changes) == 2
    assert len(moved.geometry) == 4  # each unit, and its hatching
    ground = plan.units.geometry.loc[plan.changes.index].to_crs(4326)
    assert (
        shapely.area(shapely.symmetric_difference(moved.geometry.iloc[:2].union_all(), ground.union_all()))
        < 1e-12
    )
    assert "10" in moved.popups[0]


def test_a_plan_that_moves_nothing_has_no_hatching(plan: BeatPlan) -> None:
    units = plan.units.assign(beat=plan.units["beat_id"])
    kept = BeatPlan(
        units, plan.beats, 1.0, tolerance_met=True, notes=(), changes=pd.DataFrame(columns=["unit"])
    )
    assert [layer.key for layer in before_layers(kept, "beat", "calls", "en", "Asia/Shanghai")] == [
        "beats_today"
    ]
