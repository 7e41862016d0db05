"""Levels that the committee adjusts, rules that it sets, notes that units enter: by role, audited."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from data.store import Store
from tests.signed_in import client_as

MONTH = "2025-12"
TOWNSHIP, OTHER = "620523100", "620523101"
LEVEL = {"place": TOWNSHIP, "level": "orange", "reason": "庙会期间人流密集"}


def adjust(client: TestClient, **more: object) -> int:
    answer = client.post(f"/month/{MONTH}/level", data={**LEVEL, **more}, follow_redirects=False)
    return answer.status_code


def enter(client: TestClient, words: str, revision: int = 0) -> int:
    data = {"words": words, "revision": revision}
    return client.post(f"/month/{MONTH}/note", data=data, follow_redirects=False).status_code


def test_an_adjusted_level_stands_beside_the_computed_one_with_its_reason_and_in_the_audit(
    store: Store,
) -> None:
    committee = client_as(store, "committee")
    assert adjust(committee) == 303
    page = client_as(store, "governance").get("/month").text
    assert '<span class="level level-orange">橙色</span>' in page
    assert "<strong>橙色</strong> · 庙会期间人流密集" in page
    deed = store.audit.entries(action="warning.")[0].deed
    assert (deed.action, deed.role, deed.subject) == ("warning.adjusted", "committee", f"{MONTH} {TOWNSHIP}")
    assert deed.details["reason"] == "庙会期间人流密集"
    assert deed.details["computed"] == "blue"


def test_going_back_to_the_computed_level_needs_a_reason_too_and_keeps_the_history(store: Store) -> None:
    committee = client_as(store, "committee")
    adjust(committee)
    assert adjust(committee, level="", reason="", revision=1) == 400
    assert adjust(committee, level="", reason="庙会结束", revision=1) == 303
    assert "<strong>橙色</strong>" not in committee.get("/month").text
    (kept,) = store.filings.listed("warning_level")
    assert [step["state"] for step in kept.steps] == ["set", "withdrawn"]


def test_a_level_that_somebody_changed_meanwhile_is_not_overwritten(store: Store) -> None:
    committee = client_as(store, "committee")
    assert adjust(committee) == 303
    assert adjust(committee, level="red", revision=0) == 400
    assert adjust(committee, level="red", revision=1) == 303


@pytest.mark.parametrize("role", ["governance", "command", "department", "admin"])
def test_only_the_committee_adjusts_levels_and_rules(store: Store, role: str) -> None:
    client = client_as(store, role)
    assert adjust(client) == 403
    rules = {f"classes.{level}": "5" for level in ("yellow", "orange", "red")}
    assert client.post(f"/month/{MONTH}/rules", data=rules).status_code == 403
    assert store.filings.listed("warning_level") == []


@pytest.mark.parametrize(
    "wrong", [{"place": "9"}, {"level": "violet"}, {"reason": " "}, {"reason": "电话 13912345678"}]
)
def test_a_level_that_makes_no_sense_is_refused_with_a_sentence(store: Store, wrong: dict[str, str]) -> None:
    answer = client_as(store, "committee").post(f"/month/{MONTH}/level", data={**LEVEL, **wrong})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_the_committee_sets_the_rules_and_levels_follow_them(store: Store) -> None:
    committee = client_as(store, "committee")
    asked = {"excess.yellow": "1.2", "excess.orange": "1.4", "excess.red": "1.8"}
    answer = committee.post(f"/month/{MONTH}/rules", data=asked, follow_redirects=False)
    assert answer.status_code == 303
    assert store.county_settings.all()["warning_rules"]["excess"] == [1.2, 1.4, 1.8]
    assert 'value="1.4"' in committee.get("/month").text
    assert store.audit.entries(action="setting.")[0].deed.details["before"]["excess"] == [1.0, 1.5, 2.0]
    bad = committee.post(f"/month/{MONTH}/rules", data={**asked, "excess.red": "0.5"})
    assert bad.status_code == 400


def test_a_unit_enters_its_note_and_reads_no_other(store: Store) -> None:
    own = client_as(store, "township", township_code=TOWNSHIP)
    other = client_as(store, "township", township_code=OTHER)
    station = client_as(store, "station", station="S1")
    assert enter(own, "夜市周边电动车被盗增多。") == 303
    assert enter(other, "<b>集市</b>纠纷较多。") == 303
    assert enter(station, "已增派夜间巡逻。") == 303
    page = own.get("/month").text
    assert "夜市周边" in page
    assert "集市" not in page
    assert "夜间巡逻" not in page
    county = client_as(store, "committee").get("/month").text
    assert all(words in county for words in ("夜市周边", "&lt;b&gt;集市", "夜间巡逻"))
    assert store.audit.entries(action="note.")[0].deed.action == "note.entered"


def test_a_department_enters_a_note_without_seeing_a_figure(store: Store) -> None:
    client = client_as(store, "department")
    page = client.get("/month")
    assert page.status_code == 200
    assert "正常区间" not in page.text
    assert 'class="counted' not in page.text
    assert client.get("/month.pdf").status_code == 403
    assert enter(client, "已检查二手车市场 6 家。") == 303
    assert "二手车市场" in client.get("/month").text


def test_a_note_is_changed_kept_and_withdrawn_and_never_overwritten(store: Store) -> None:
    client = client_as(store, "township", township_code=TOWNSHIP)
    enter(client, "第一稿")
    assert enter(client, "第二稿", revision=1) == 303
    assert enter(client, "第三稿", revision=1) == 400
    assert enter(client, "", revision=2) == 303
    assert "第二稿" not in client_as(store, "committee").get("/month").text
    (kept,) = store.filings.listed("assessment_note")
    assert [step.get("details", {}).get("before") for step in kept.steps] == [None, "第一稿", "第二稿"]


def test_numbers_of_persons_and_roles_without_a_unit_are_refused(store: Store) -> None:
    assert enter(client_as(store, "township", township_code=TOWNSHIP), "联系 13912345678") == 400
    assert enter(client_as(store, "committee"), "说明") == 403
    assert client_as(store, "admin").get("/month").status_code == 403
    assert store.filings.listed("assessment_note") == []


def test_a_township_sees_its_own_level_alone_and_a_station_those_it_holds_whole(store: Store) -> None:
    township = client_as(store, "township", township_code=TOWNSHIP).get("/month").text
    assert township.count('<span class="level level-blue">') == 1
    assert "全县" not in township.split('id="levels"')[1].split("</table>")[0]
    station = client_as(store, "station", station="S1").get("/month").text
    assert station.split('id="levels"')[1].split("</table>")[0].count('<span class="level level-') >= 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_assessment_comes_as_pdf_and_its_reading_is_audited(store: Store, lang: str) -> None:
    answer = client_as(store, "committee").get("/month.pdf", params={"lang": lang, "month": "2025-11"})
    assert answer.content.startswith(b"%PDF")
    assert store.audit.entries(action="export.read")[0].deed.subject == "assessment 2025-11.pdf"


def test_a_store_without_records_says_so(empty_client: TestClient) -> None:
    page = empty_client.get("/month", params={"lang": "en"})
    assert page.status_code == 200
    assert "no whole month" in page.text
