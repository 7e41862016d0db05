"""What the leader's page says is being done: plans that wait and plans in force, rosters, and nothing yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store, open_store
from data.store.audit import Deed
from data.store.beat_plans import SUBMITTED
from tests import desk_county
from tests.signed_in import client_as

LAYERS = {"units": desk_county.villages(), "beats": desk_county.beats()}
DEED = Deed("beats.saved", "a draft")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "county.sqlite") as store:
        for layer, frame in (("townships", desk_county.townships()), ("villages", desk_county.villages())):
            store.replace_places(layer, frame)
        store.replace_places("stations", desk_county.lines_and_points()["stations"])
        store.import_incidents([desk_county.incidents(300)], same_id="update", source_file="some")
        yield store


def page_of(store: Store, role: str = "committee", lang: str = "zh", **ground: str) -> str:
    return client_as(store, role, **ground).get("/leader", params={"lang": lang}).text


def test_a_plan_that_waits_and_the_one_in_force_are_told_apart(store: Store) -> None:
    store.save_analysis("beats", {}, LAYERS)
    assert "划定" in page_of(store)
    draft = {"name": "a draft", "station": "", "owner": "", "beats": {"00": 1}}
    plan = store.beat_plans.add(draft, DEED)
    assert "待批" not in page_of(store), "a draft is nobody's business yet"
    store.beat_plans.change(plan.id, {"state": SUBMITTED}, DEED)
    assert "另有 1 份方案待批" in page_of(store)
    assert "1 plan more waits for approval" in page_of(store, lang="en")
    store.beat_plans.put_in_force(plan.id, {}, LAYERS, DEED)
    assert "批准施行" in page_of(store)
    assert "待批" not in page_of(store)


def test_stations_with_a_roster_are_counted_once_and_on_their_own_ground(store: Store) -> None:
    assert "尚未排定巡逻路线" in page_of(store)
    for station in ("S1", "S1", "S2"):
        store.save_analysis("shifts", {"station": station}, {})
    assert "2 个派出所排有勤务班表" in page_of(store)
    assert "1 个派出所排有勤务班表" in page_of(store, "station", station="S2")


def test_a_station_reads_of_its_own_beats_and_forces(store: Store) -> None:
    store.save_analysis("beats", {}, LAYERS)
    assert "民警 8 人" in page_of(store, "station", station="S1")
    assert "民警 16 人" in page_of(store)
    assert "现有巡区 1 个" in page_of(store, "township", township_code="620523100")
