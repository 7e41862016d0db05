"""The register in the browser's eyes: screening, decisions, history, and whose entries are whose."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pytest
from starlette.testclient import TestClient

from data.store import Store, open_store
from tests.desk_county import fill
from tests.signed_in import client_as
from web.services.areas.runs import latest_run

TOWNSHIP = "620523100"
DESIGNATION = {
    "reason": "警情高发",
    "lead": TOWNSHIP,
    "leader": "副县长",
    "deadline": "2099-10-31",
    "measures": "增设路灯,夜间巡逻",
    "level": "county",
    "criteria_shown": "1",
    "observed_months": "3",
    "fall_pct": "30",
    "checks_passed": "1",
}


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("register") / "county.sqlite") as store:
        fill(store)
        yield store


def propose_all(store: Store) -> None:
    run = latest_run(store)
    assert run is not None
    chosen = {"area_id": [str(area) for area in run.layers["areas"]["area_id"]]}
    assert client_as(store, "governance").post("/register/screening", data=chosen).status_code == 200


def act(client: TestClient, entry_id: int, action: str, **said: str) -> int:
    return client.post(f"/register/{entry_id}/{action}", data={"reason": "按计划", **said}).status_code


def test_the_screening_lists_candidates_by_rank_with_place_and_kind(store: Store) -> None:
    page = client_as(store, "committee").get("/register/screening").text
    assert page.count('<span class="badge">') == 4
    assert page.count("badge-watch") == 3
    assert page.index("城关镇 · 城关东村") < page.index("石门乡 · 石门西村")
    assert "propose" not in page  # it is for the office and the units to propose


def test_chosen_candidates_enter_the_register_once_with_their_figures(store: Store) -> None:
    propose_all(store)
    propose_all(store)
    entries = store.register.listed()
    assert len(entries) == 7
    first = entries[0]
    assert (first.number[5:], first.state, first.title) == ("001", "proposed", "城关镇 · 城关东村")
    assert first.facts["evidence"]["rank"] == 1
    assert first.township_code == TOWNSHIP
    assert first.geometry is not None
    page = client_as(store, "committee").get("/register/screening").text
    assert page.count("state-proposed") == 7


def test_an_entry_goes_its_way_and_every_office_does_its_part(store: Store) -> None:
    propose_all(store)
    committee, office = client_as(store, "committee"), client_as(store, "governance")
    township = client_as(store, "township", township_code=TOWNSHIP)
    steps = [
        (committee, "designate", DESIGNATION),
        (committee, "list", {}),
        (township, "progress", {"reason": "路灯已装 20 盏"}),
        (committee, "extend", {"deadline": "2099-12-31"}),
        (township, "ask_acceptance", {}),
        (office, "check", {"passed": "yes", "reason": "现场整洁"}),
        (committee, "accept", {}),
    ]
    for client, action, said in steps:
        assert act(client, 1, action, **said) == 200, action
    entry = store.register.get(1)
    assert entry is not None
    assert (entry.state, entry.lead, entry.deadline and entry.deadline.isoformat()) == (
        "accepted",
        TOWNSHIP,
        "2099-12-31",
    )
    assert [deed.deed.action for deed in store.audit.entries(action="register.")][:2] == [
        "register.accept",
        "register.check",
    ]
    page = township.get("/register/1").text
    assert "已延期 1 次" in page
    assert page.index("验收通过") < page.index("路灯已装 20 盏") < page.index("警情高发")
    assert "观察满 3 个月" in page
    assert act(committee, 1, "delist") == 400
    assert "摘牌条件尚未全部符合" in committee.post("/register/1/delist", data={"reason": "好转"}).text


@pytest.mark.parametrize(
    ("role", "action"),
    [("governance", "designate"), ("township", "designate"), ("committee", "withdraw"), ("station", "watch")],
)
def test_what_is_another_office_s_to_do_is_refused(store: Store, role: str, action: str) -> None:
    propose_all(store)
    ground = {"township": {"township_code": TOWNSHIP}, "station": {"station": "S1"}}.get(role, {})
    assert act(client_as(store, role, **ground), 1, action, **DESIGNATION) == 403
    entry = store.register.get(1)
    assert entry is not None
    assert entry.state == "proposed"


def test_a_decision_says_what_is_missing_and_keeps_what_was_written(store: Store) -> None:
    propose_all(store)
    said = {**DESIGNATION, "lead": "", "deadline": "", "action": "designate"}
    answer = client_as(store, "committee").post("/register/1/designate", data=said, params={"lang": "en"})
    assert answer.status_code == 400
    assert "“Designate” also wants: Unit responsible, Deadline." in answer.text
    assert "增设路灯,夜间巡逻" in answer.text


def test_a_step_on_what_somebody_else_has_just_changed_is_refused(store: Store) -> None:
    propose_all(store)
    committee = client_as(store, "committee")
    assert act(committee, 1, "watch", revision="one") == 400
    assert act(committee, 1, "watch", revision="1") == 200
    assert act(committee, 1, "designate", revision="1", **DESIGNATION) == 400


def test_a_township_and_a_department_see_their_own_entries_alone(store: Store) -> None:
    propose_all(store)
    township = client_as(store, "township", township_code=TOWNSHIP)
    department = client_as(store, "department", department="市场监管局")
    every = [entry.id for entry in store.register.listed()]
    page = township.get("/register").text
    own = [entry for entry in every if f'href="/register/{entry}?' in page]
    other = next(entry for entry in every if entry not in own)
    assert 0 < len(own) < len(every)
    assert all(township.get(f"/register/{entry}").status_code == 200 for entry in own)
    assert township.get(f"/register/{other}").status_code == 404
    assert act(township, other, "withdraw") == 404
    assert 'class="state state-' not in department.get("/register").text
    assert (
        act(client_as(store, "committee"), other, "designate", **DESIGNATION, supporting="市场监管局") == 200
    )
    assert department.get(f"/register/{other}").status_code == 200
    assert act(department, other, "progress") == 200
    assert client_as(store, "admin").get("/register").status_code == 403


def test_a_station_proposes_on_its_own_ground_alone_and_no_person_is_named(store: Store) -> None:
    station = client_as(store, "station", station="S1")
    said = {"kind": "area", "title": "建材市场", "reason": "夜间盗窃多", "villages": ["00", "01"]}
    assert station.post("/register/new", data=said).status_code == 200
    (entry,) = store.register.listed()
    assert (entry.title, entry.station, entry.kind, entry.facts["proposed_by"]) == (
        "建材市场",
        "S1",
        "area",
        ["S1"],
    )
    assert "只能提出本辖区内的地区" in station.post("/register/new", data={**said, "villages": ["53"]}).text
    named = station.post("/register/new", data={**said, "reason": "联系 13912345678"})
    assert "手机号或身份证号" in named.text
    assert "请选择地区所在的村" in station.post("/register/new", data={**said, "villages": []}).text
    assert len(store.register.listed()) == 1


def test_a_problem_reaches_across_townships(store: Store) -> None:
    office = client_as(store, "governance")
    said = {
        "kind": "problem",
        "title": "盗窃摩托车",
        "reason": "三个乡镇多发",
        "townships": ["620523100", "620523101"],
        "categories": "盗窃, 摩托车",
    }
    assert office.post("/register/new", data=said).status_code == 200
    (entry,) = store.register.listed("problem")
    assert entry.facts["townships"] == ["620523100", "620523101"]
    assert entry.facts["categories"] == ["盗窃", "摩托车"]
    assert client_as(store, "township", township_code="620523101").get("/register/1").status_code == 200
    assert client_as(store, "township", township_code="620523105").get("/register/1").status_code == 404


def test_the_list_is_told_as_of_any_day(store: Store) -> None:
    propose_all(store)
    act(client_as(store, "committee"), 1, "designate", **DESIGNATION)
    client = client_as(store, "governance")
    assert client.get("/register", params={"show": "open"}).text.count('class="state state-') == 1
    before = client.get("/register", params={"day": "2020-01-01"}).text
    assert 'class="state state-' not in before
    assert "2020年1月1日" in before
    assert "“日期”须是日期" in client.get("/register", params={"day": "yesterday"}).text


def test_the_table_holds_what_the_page_shows_and_taking_it_is_audited(store: Store) -> None:
    propose_all(store)
    act(client_as(store, "committee"), 1, "designate", **DESIGNATION)
    answer = client_as(store, "committee").get("/register.xlsx", params={"lang": "en"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0][:5] == ("No.", "Kind", "Area or problem", "Kind of place", "State")
    assert len(rows) == 8
    assert rows[1][4:9] == ("designated", "county", "城关镇", None, "副县长")
    newest = store.audit.entries(action="export.register")[0].deed
    assert (newest.role, newest.details) == ("committee", {"entries": 7, "format": "xlsx"})


def test_an_area_that_comes_back_within_a_year_of_delisting_is_a_recurrence(store: Store) -> None:
    from data.store.audit import Deed
    from data.store.register import NewStep
    from web.services.exporting import today

    propose_all(store)
    entry = store.register.get(1)
    assert entry is not None
    step = NewStep("delist", entry.state, "delisted", today())
    assert store.register.change(1, entry.revision, {}, step, Deed("register.delist"))
    page = client_as(store, "governance").get("/register/screening").text
    assert page.count("late-recurs") == 1
    propose_all(store)
    again = store.register.listed()[-1]
    assert (again.previous_id, again.facts["recurrence"], again.title) == (1, True, entry.title)
    assert "反弹" in client_as(store, "governance").get(f"/register/{again.id}").text
    said = {"reason": "又多发", "deadline": "2099-01-01"}
    refused = client_as(store, "committee").post("/register/1/relist", data=said)
    assert refused.status_code == 400
    assert f"已由 {again.number} 接续办理" in refused.text
    assert act(client_as(store, "committee"), again.id, "decline") == 200
    assert act(client_as(store, "committee"), 1, "relist", **said) == 200


def test_an_empty_register_and_a_store_without_a_search_say_so(empty_client: TestClient) -> None:
    assert "台账还是空的" in empty_client.get("/register", params={"lang": "zh"}).text
    assert "尚未分析治安乱点" in empty_client.get("/register/screening", params={"lang": "zh"}).text


def test_what_became_of_designated_areas_is_told_to_those_who_see_them(store: Store) -> None:
    committee = client_as(store, "committee")
    assert "还没有认定过重点地区" in committee.get("/register/evaluation").text
    propose_all(store)
    act(committee, 1, "designate", **DESIGNATION)
    page = committee.get("/register/evaluation").text
    assert "缺整治前数据" in page
    assert "对照地点" in page
    other = client_as(store, "township", township_code="620523105").get("/register/evaluation").text
    assert "缺整治前数据" not in other
