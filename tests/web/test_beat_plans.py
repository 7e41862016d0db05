"""Drafts of beats by role: what a station may design, who consents, who approves, what changes then."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdf
import pytest
import shapely
from starlette.testclient import TestClient

from data.store import Store, open_store
from data.store.audit import Deed
from data.store.jobs import DONE
from tests import desk_county, desk_patrol
from tests.signed_in import client_as
from web.jobs.work import do_job_in
from web.services.beats.design import keep_numbers
from web.settings import Settings

API = "/api/v1"
PLANS = f"{API}/beat-plans"
JOINT = {"02": 1, "03": 1, "30": 1, "31": 1}
"""Villages of the joint zone: two of S1 in the south, two of S2 in the north."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a county with a joint zone, to be copied for every test."""
    path = tmp_path_factory.mktemp("plans") / "county.sqlite"
    with open_store(path) as store:
        desk_county.fill(store)
        zones = desk_county.zones()
        zones["joint_zone_id"] = zones["code"].map(JOINT).astype("Int64")
        store.save_analysis("zones", {}, {"zones": zones, **desk_patrol.zone_layers()})
        units = desk_county.villages().assign(beat_id=np.repeat([1, 2, 3, 4], 6))
        store.save_analysis("beats", {"count": 4}, {"units": units, "beats": desk_county.beats()})
    return path


@pytest.fixture
def settings(filled: Path, tmp_path: Path) -> Settings:
    shutil.copy(filled, tmp_path / "county.sqlite")
    return Settings(store_url=f"sqlite:///{tmp_path / 'county.sqlite'}", county_name="安平县")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store_url) as store:
        yield store


@pytest.fixture
def command(store: Store, settings: Settings) -> TestClient:
    return client_as(store, "command", settings)


@pytest.fixture
def s1(store: Store, settings: Settings) -> TestClient:
    return client_as(store, "station", settings, station="S1")


@pytest.fixture
def s2(store: Store, settings: Settings) -> TestClient:
    return client_as(store, "station", settings, station="S2")


def units_of(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(f"{API}/beat-ground", params=asked)
    assert answer.status_code == 200
    return [feature["properties"] for feature in answer.json()["features"]]


def draft(client: TestClient, *, name: str = "draft", number: int = 1, **asked: Any) -> dict[str, Any]:
    """Put all units of a station into one beat and save that."""
    beats = {unit["code"]: number for unit in units_of(client, **asked)}
    body = {"name": name, "station": asked.get("station", ""), "beats": beats, "parameters": asked}
    answer = client.post(PLANS, json=body)
    assert answer.status_code == 201, answer.json()
    saved: dict[str, Any] = answer.json()
    return saved


def beats_in_force(store: Store) -> dict[str, int]:
    found = store.latest_analysis("beats")
    assert found is not None
    units = found.layers["units"]
    return dict(zip(units["code"], units["beat_id"].astype(int), strict=True))


def test_a_station_gets_its_own_units_and_on_request_those_of_its_joint_zones(
    s1: TestClient, s2: TestClient, command: TestClient
) -> None:
    assert {unit["station"] for unit in units_of(s1)} == {"S1"}
    joint = units_of(s2, joint=True)
    assert {unit["code"] for unit in joint if unit["station"] == "S1"} == {"02", "03"}
    assert len(units_of(command)) == 24
    assert len(units_of(command, station="S2")) == 12
    refused = s1.get(f"{API}/beat-ground", params={"station": "S2"})
    assert (refused.status_code, refused.json()["code"]) == (403, "beat_plans.other_station")


def test_the_ground_says_which_units_touch_and_where_a_beat_may_reach_over(command: TestClient) -> None:
    answer = command.get(f"{API}/beat-ground").json()
    rows = {(first, second) for first, second, _, _ in answer["borders"]}
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in answer["features"]]
    shared = {
        (first, second)
        for first in range(24)
        for second in range(first + 1, 24)
        if shapely.length(shapely.intersection(shapes[first], shapes[second])) > 1e-6
    }
    assert rows == shared
    assert {passable for *_, passable in answer["borders"]} <= {0, 1}
    assert answer["loads"] == ["workload"]


@pytest.mark.parametrize("role", ["governance", "committee", "admin", "department"])
def test_who_plans_no_beats_is_refused(store: Store, settings: Settings, role: str) -> None:
    client = client_as(store, role, settings)
    assert client.get(PLANS).status_code == 403
    assert client.get(f"{API}/beat-ground").status_code == 403
    assert client.post(PLANS, json={"name": "x", "beats": {"00": 1}}).status_code == 403
    assert client.get(f"{PLANS}/in-force/cards.pdf").status_code == 403
    job = client.post(f"{API}/jobs", json={"kind": "beat_design", "parameters": {}})
    assert job.status_code == 403


def test_a_draft_is_its_owners_and_changes_nothing_that_is_in_force(
    store: Store, s1: TestClient, s2: TestClient, command: TestClient
) -> None:
    before = beats_in_force(store)
    saved = draft(s1)
    assert (saved["state"], saved["station"], saved["facts"]["beats"]) == ("draft", "S1", 1)
    assert beats_in_force(store) == before
    assert [plan["id"] for plan in s1.get(PLANS).json()] == [saved["id"]]
    for other in (s2, command):
        assert other.get(PLANS).json() == []
        assert other.get(f"{PLANS}/{saved['id']}").status_code == 404
        assert other.post(f"{PLANS}/{saved['id']}/submission").status_code == 404
    assert store.audit.entries(action="beats.")[0].deed.subject == "draft"


def test_a_station_cannot_draft_units_of_another(s1: TestClient) -> None:
    outside = {"name": "too far", "beats": {"00": 1, "52": 1}}
    answer = s1.post(PLANS, json=outside)
    assert (answer.status_code, answer.json()["code"]) == (403, "beat_plans.outside")
    joint = {"name": "joint", "beats": {"00": 1, "30": 1}, "parameters": {"joint": True}}
    assert s1.post(PLANS, json=joint).status_code == 201


def test_a_plan_that_leaves_units_out_is_not_submitted(s1: TestClient) -> None:
    saved = s1.post(PLANS, json={"name": "half", "beats": {"00": 1, "01": 1}}).json()
    assert saved["facts"]["without_beat"] == 10
    answer = s1.post(f"{PLANS}/{saved['id']}/submission")
    assert (answer.status_code, answer.json()["code"]) == (400, "beat_plans.incomplete")


def test_a_plan_with_a_joint_zone_waits_for_both_stations_and_then_changes_its_own_ground(
    store: Store, s1: TestClient, s2: TestClient, command: TestClient
) -> None:
    before = beats_in_force(store)
    plan = f"{PLANS}/{draft(s1, number=2)['id']}"
    submitted = s1.post(f"{plan}/submission").json()
    assert (submitted["state"], submitted["facts"]["stations"]) == ("submitted", ["S1", "S2"])
    assert list(submitted["consents"]) == ["S1"]
    assert s1.post(f"{plan}/approval").status_code == 403
    waiting = command.post(f"{plan}/approval")
    assert (waiting.status_code, waiting.json()["code"]) == (403, "beat_plans.consent_missing")
    assert "石门派出所" in waiting.json()["detail"]
    seen = s2.get(plan).json()
    assert set(seen["beats"]) == {"02", "03"}  # of another's plan no more than the joint zone
    assert seen["may"] == {"edit": False, "take_back": False, "consent": True, "approve": False}
    assert s2.post(f"{plan}/consent").status_code == 200
    assert beats_in_force(store) == before
    approved = command.post(f"{plan}/approval").json()
    assert approved["state"] == "in_force"
    after = beats_in_force(store)
    assert {after[code] for code in after if code[0] in "012"} == {2}
    assert all(after[code] == before[code] for code in after if code[0] not in "012")
    steps = [step["action"] for step in approved["steps"]]
    assert steps == ["beats.saved", "beats.submitted", "beats.consented", "beats.approved"]
    layer = command.get(f"{API}/beats").json()
    loads = [feature["properties"]["load"] for feature in layer["features"]]
    assert sum(loads) == sum(unit["workload"] for unit in units_of(command))
    north = [
        feature["properties"] for feature in layer["features"] if feature["properties"]["station"] == "S2"
    ]
    heaviest = 2 * max(beat["load"] for beat in north) / sum(beat["load"] for beat in north)
    assert layer["analysis"]["parameters"]["max_ratio"] == pytest.approx(heaviest)  # S1 has one beat: 1


def test_what_a_station_submitted_is_not_seen_by_one_whose_ground_it_leaves_alone(
    store: Store, s1: TestClient, s2: TestClient, command: TestClient
) -> None:
    store.save_analysis("zones", {}, {"zones": desk_county.zones()})  # no joint zones
    plan = f"{PLANS}/{draft(s1)['id']}"
    assert s1.post(f"{plan}/submission").json()["facts"]["stations"] == []
    assert s2.get(plan).status_code == 404
    assert s2.get(PLANS).json() == []
    assert s2.post(f"{plan}/consent").status_code == 404
    assert command.get(plan).json()["may"]["approve"]


def test_a_beat_gets_another_number_where_one_that_stays_has_it(
    store: Store, command: TestClient, s1: TestClient
) -> None:
    plan = f"{PLANS}/{draft(s1, number=3)['id']}"  # 3 is a beat of S2
    s1.post(f"{plan}/submission")
    found = store.beat_plans.get(int(plan.rsplit("/", 1)[1]))
    assert found is not None
    with_consent = {"S1": {}, "S2": {}}
    store.beat_plans.change(found.id, {"consents": with_consent}, Deed("beats.consented"), only="submitted")
    assert command.post(f"{plan}/approval").status_code == 200
    after = beats_in_force(store)
    own = {after[code] for code in after if code[0] in "012"}
    assert own == {1}
    assert {after[code] for code in after if code[0] not in "012"} == {3, 4}


def test_the_next_plan_of_a_station_supersedes_the_last(store: Store, command: TestClient) -> None:
    store.save_analysis("zones", {}, {"zones": desk_county.zones()})  # no joint zones: no consent needed
    ids = []
    for name in ("first", "second"):
        saved = draft(command, name=name, station="S1")
        command.post(f"{PLANS}/{saved['id']}/submission")
        assert command.post(f"{PLANS}/{saved['id']}/approval").json()["state"] == "in_force"
        ids.append(saved["id"])
    states = {plan["id"]: plan["state"] for plan in command.get(PLANS).json()}
    assert [states[number] for number in ids] == ["superseded", "in_force"]


def test_what_was_submitted_is_changed_by_nobody_until_it_is_taken_back(
    s1: TestClient, s2: TestClient, command: TestClient
) -> None:
    saved = draft(s1)
    plan = f"{PLANS}/{saved['id']}"
    s1.post(f"{plan}/submission")
    body = {"name": "other", "beats": saved["beats"]}
    assert s1.put(plan, json=body).json()["code"] == "beat_plans.not_draft"
    assert s1.delete(plan).status_code == 403
    assert s2.delete(f"{plan}/submission").status_code == 403
    assert command.delete(f"{plan}/submission").json()["state"] == "draft"
    assert command.get(plan).status_code == 404
    assert s1.get(plan).json()["steps"][-1]["action"] == "beats.returned"
    assert s1.put(plan, json=body).json()["name"] == "other"
    assert s1.delete(plan).status_code == 204
    assert s1.get(plan).status_code == 404


def test_a_copy_is_ones_own_and_ends_at_ones_ground(s1: TestClient, command: TestClient) -> None:
    saved = draft(command, name="whole county")
    command.post(f"{PLANS}/{saved['id']}/submission")
    copied = s1.post(f"{PLANS}/{saved['id']}/copy", json={"name": "mine"}).json()
    assert (copied["state"], copied["owner"], copied["name"]) == ("draft", "S1", "mine")
    assert {code[0] for code in copied["beats"]} == set("012")


def test_a_station_designs_plans_of_its_own_ground_as_a_job(
    store: Store, settings: Settings, s1: TestClient
) -> None:
    asked = {"plans": 2, "count": 3, "start": "force", "locked_units": ["00"], "change_price": 0.0}
    answer = s1.post(f"{API}/jobs", json={"kind": "beat_design", "parameters": asked})
    assert answer.status_code == 202, answer.json()
    job = answer.json()
    assert job["parameters"]["station"] == "S1"
    before = beats_in_force(store)
    do_job_in(store, settings, job["id"])
    said = s1.get(f"{API}/jobs/{job['id']}").json()
    assert said["state"] == DONE, said["problems"]
    result = said["result"]
    assert len(result["codes"]) == 12
    assert [row["plan"] for row in result["table"]] == [1, 2]
    assert {"max_ratio", "compactness", "travel_min", "moved_units", "beats"} <= set(result["table"][0])
    for beats in result["plans"]:
        assert len(set(beats)) == 3
        assert beats[result["codes"].index("00")] == 1  # locked into its beat of today
        assert not set(beats) & {3, 4}  # numbers of the other station
    assert beats_in_force(store) == before
    other = s1.post(f"{API}/jobs", json={"kind": "beat_design", "parameters": {"station": "S2"}})
    assert other.status_code == 403


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"plans": 99}, "beat_plans.plans"),
        ({"count": "many"}, "beat_plans.not_a_number"),
        ({"count": -1}, "beat_plans.not_a_number"),
        ({"max_imbalance": "nan"}, "beat_plans.not_a_number"),
        ({"count": 3, "target_load": 100}, "beat_plans.count_or_target"),
        ({"start": "current", "current": [1]}, "beat_plans.unreadable"),
        ({"start": "current", "current": {"00": "x"}}, "beat_plans.not_a_number"),
        ({"locked_beats": "12"}, "beat_plans.unreadable"),
        ({"locked_beats": [1e300]}, "beat_plans.not_a_number"),
    ],
)
def test_what_cannot_be_designed_is_refused_before_it_waits(
    s1: TestClient, asked: dict[str, Any], code: str
) -> None:
    answer = s1.post(f"{API}/jobs", json={"kind": "beat_design", "parameters": asked})
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_draft_keeps_of_what_is_sent_what_it_knows(s1: TestClient) -> None:
    body = {"name": " draft ", "beats": {"00": 1}, "parameters": {"plans": 2, "more": "x" * 99}}
    saved = s1.post(PLANS, json=body).json()
    assert saved["name"] == "draft"
    assert (saved["parameters"]["plans"], saved["parameters"]["load"]) == (2, "workload")
    assert "more" not in saved["parameters"]
    for wrong in (
        {"beats": {"00": 10**30}},
        {"beats": {}},
        {"name": " "},
        {"locks": {"units": "00"}},
        {"parameters": {"seed": "x"}},
    ):
        assert s1.post(PLANS, json={**body, **wrong}).status_code in {400, 422}


def test_numbers_are_kept_by_what_beats_share_most_worked_by_hand() -> None:
    beat = np.array([1, 1, 2, 2, 3])
    kept = np.array([7, 7, 7, 9, 0])
    load = np.array([5.0, 5.0, 4.0, 3.0, 9.0])
    # Beat 1 shares 10 with 7; beat 2 shares 4 with 7 (given away) and 3 with 9; beat 3 nothing; 1 is taken.
    assert keep_numbers(beat, kept, load, {1}).tolist() == [7, 7, 9, 9, 2]


def test_cards_of_a_draft_are_printed_for_who_sees_it(store: Store, s1: TestClient, s2: TestClient) -> None:
    saved = draft(s1)
    answer = s1.get(f"{PLANS}/{saved['id']}/cards.pdf", params={"lang": "en"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert len(pypdf.PdfReader(BytesIO(answer.content)).pages) == 1
    assert store.audit.entries(action="beats.cards")[0].deed.actor == "stationS1"
    assert s2.get(f"{PLANS}/{saved['id']}/cards.pdf").status_code == 404
    now = s2.get(f"{PLANS}/in-force/cards.pdf")
    assert len(pypdf.PdfReader(BytesIO(now.content)).pages) == 1  # beat 3 of the plan in force
