"""The demo county's three years of committee work: what was decided, judged by the records, and shown."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from starlette.testclient import TestClient

from data.store import Store, open_store
from data.store.clock import now, written_at
from hotspots.rectification.states import Action, State
from hotspots.reporting.periods import Timeliness
from tests.desk_county import fill
from tests.signed_in import HOME
from tests.web.small_filings import small_store
from web.app import create_app
from web.auth.principal import Principal
from web.auth.roles import Role
from web.services.areas.evaluation import EvaluationRequest, evaluation_of_store
from web.services.areas.evaluation_files import with_verdicts
from web.services.areas.runs import latest_run, runs_of_scope
from web.services.demo.accounts import add_demo_accounts
from web.services.demo.county import STORE
from web.services.demo.offices import offices_of
from web.services.demo.returns_year import keep_filings
from web.services.demo.score_years import keep_scores
from web.services.demo.years import DOCUMENTS
from web.services.filings.calendar import calendar_of
from web.services.filings.grave_incidents import grave_incidents
from web.services.filings.returns import appraisal
from web.services.register.evaluation import rectified_of
from web.services.scorecard.decisions import cards_of, rule_of, vetoes_of
from web.settings import Settings
from web.texts.register_words import found_words
from web.texts.typography import set_chinese

ROOT = Path(__file__).resolve().parents[2]
ZONE = "Asia/Shanghai"
GOVERNANCE = Principal(3, "governance", "", Role.GOVERNANCE)
slow = pytest.mark.slow


@pytest.fixture(scope="module")
def store(demo_folder: Path) -> Iterator[Store]:
    with open_store(demo_folder / STORE) as store:
        yield store


@slow
def test_three_years_were_searched_for_and_the_latest_search_is_that_of_the_last_year(store: Store) -> None:
    runs = runs_of_scope(store, ())
    assert [run.parameters["since"][:4] for run in runs] == ["2025", "2024", "2023"]
    assert [run.created_at.date() for run in runs] == [date(year, 1, 7) for year in (2026, 2025, 2024)]
    latest = latest_run(store)
    assert latest is not None
    assert set(latest.layers["areas"]["continuity"]) >= {"continued", "reappeared"}


@slow
def test_entries_stand_at_every_stage_of_the_committees_year(store: Store) -> None:
    found = Counter(entry.state for entry in store.register.listed())
    stages = set(State) - {State.WITHDRAWN, State.DESIGNATED}
    assert stages <= set(found)
    assert {entry.number[:4] for entry in store.register.listed()} == {"2024", "2025", "2026"}
    assert [entry.kind for entry in store.register.listed("problem")] == ["problem"]


@slow
def test_every_step_is_dated_as_it_was_taken_and_the_audit_holds(store: Store) -> None:
    steps = store.register.steps()
    assert all(step.at.date() == step.on_day for step in steps)
    assert {step.role for step in steps} == {"governance", "committee", "township", "department", "station"}
    assert store.check() == []


@slow
def test_an_area_that_returns_within_a_year_of_delisting_is_linked_to_its_history(store: Store) -> None:
    entries = {entry.id: entry for entry in store.register.listed()}
    returned = [entry for entry in entries.values() if entry.facts.get("recurrence")]
    assert returned
    for entry in returned:
        before = entries[entry.previous_id or 0]
        assert before.state == State.DELISTED
        taken_off = [step.on_day for step in store.register.steps(before.id) if step.action == Action.DELIST]
        assert taken_off[-1] < store.register.steps(entry.id)[0].on_day <= date(taken_off[-1].year + 1, 1, 14)


@slow
def test_a_refused_delisting_says_which_criteria_failed_and_goes_on_being_observed(store: Store) -> None:
    refused = [
        step for step in store.register.steps() if step.action == Action.CHECK and not step.details["passed"]
    ]
    assert refused
    assert all("摘牌条件尚未全部符合" in step.reason for step in refused)
    assert any("仍列出" in step.reason for step in refused)
    assert not any("{" in step.reason for step in refused)
    observed = store.register.listed(states=(State.ACCEPTED,))
    assert {step.entry_id for step in refused} & {entry.id for entry in observed}


@slow
def test_delistings_were_let_by_the_records(store: Store) -> None:
    steps = [step for step in store.register.steps() if step.action == Action.DELIST]
    assert len(steps) > 2
    for step in steps:
        verdicts = {one["code"]: one for one in step.details["criteria"]}
        assert set(verdicts) == {"observed_months", "fall_pct", "checks_passed", "off_the_list"}
        assert all(one["holds"] for one in verdicts.values())
        assert verdicts["fall_pct"]["found"] >= 30


@slow
def test_designations_of_the_first_year_are_evaluated_by_the_second(store: Store) -> None:
    answer = evaluation_of_store(store, rectified_of(store), EvaluationRequest())
    rows = with_verdicts(answer, "zh")
    first = rows[rows["started_on"].astype(str).str.startswith("2024")]
    assert len(first) == 5
    assert first["after"].notna().all()
    assert (first["verdict"] != "incomplete").all()
    assert len(set(rows["area_id"])) == len(rows)
    assert any(area.endswith("/2") for area in rows["area_id"])


@slow
def test_the_bulletin_is_public_without_signing_in(store: Store) -> None:
    client = TestClient(create_app(Settings(store_url="", county_name="青岚县"), store=store), HOME)
    page = client.get("/public").text
    assert "2025年第4季度" in page
    (number,) = (one.id for one in store.filings.listed("bulletin", states=("published",)))
    assert "青岚县 2025年第4季度治安状况公告" in client.get(f"/public/{number}").text


@slow
def test_the_lowest_township_of_two_years_has_its_ties_beside_it_and_a_veto_flag(store: Store) -> None:
    rule = rule_of(store, 2025)
    assert rule is not None
    assert rule.last_twice == rule.found.lowest
    assert len(rule.found.ties) == 1
    assert [one.ground for one in vetoes_of(store, 2025, rule)] == ["last_twice"]
    assert [one.state for one in cards_of(store, 2025, rule)] == ["proposed"]
    assert [one.state for one in cards_of(store, 2024, rule_of(store, 2024))] == ["given"]


@slow
def test_the_document_of_the_year_is_written(demo_folder: Path) -> None:
    pdf, word = (demo_folder / name for name in DOCUMENTS)
    said = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "青综治委" in said
    assert "盗窃电动自行车" in said
    assert zipfile.is_zipfile(io.BytesIO(word.read_bytes()))


def filled(folder: Path, seed: int, today: date) -> list[tuple[str, str, str, object]]:
    """Let a small county file and score; gives what it kept."""
    with open_store(folder / f"{seed}-{today}.sqlite") as store:
        fill(store)
        add_demo_accounts(store, "zh")
        offices, rng = offices_of(store, "zh", ZONE), np.random.default_rng(seed)
        keep_scores(store, offices, rng)
        keep_filings(store, offices, rng, today)
        kinds = ("return", "half_year", "grave", "score.funding", "score.survey.safety")
        return [
            (one.kind, one.period, one.unit, one.content)
            for kind in kinds
            for one in store.filings.listed(kind)
        ]


def test_the_same_seed_files_the_same_and_another_one_does_not(tmp_path: Path) -> None:
    day = date(2026, 6, 20)
    (tmp_path / "again").mkdir()
    once = filled(tmp_path, 1, day)
    assert once == filled(tmp_path / "again", 1, day)
    assert once != filled(tmp_path, 2, day)


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2026, 7, 2), date(2027, 1, 15)])
def test_filings_reach_up_to_any_day_with_one_late_and_one_missing(tmp_path: Path, today: date) -> None:
    with small_store(tmp_path) as store:
        add_demo_accounts(store, "zh")
        offices = offices_of(store, "zh", ZONE)
        keep_filings(store, offices, np.random.default_rng(1), today)
        noon = datetime(today.year, today.month, today.day, 4, tzinfo=UTC)
        graves = grave_incidents(store, GOVERNANCE, noon)
        assert [one.worst.value for one in graves] == ["late", "on_time"]
        reports = store.filings.listed("half_year")
        assert len({one.unit for one in reports}) == 2
        assert sum(appraisal(one) is not None for one in reports) == len(reports) / 2
        assert all(one.changed_at <= noon for one in store.filings.listed("return"))
        due = [
            one for one in calendar_of(store, GOVERNANCE, now=noon, time_zone=ZONE) if one.kind == "return"
        ]
        standings = Counter(one.standing for one in due if one.standing is not Timeliness.AHEAD)
        assert standings[Timeliness.DONE_LATE] == 1
        assert standings[Timeliness.LATE] + standings[Timeliness.DUE] == 1


def test_a_moment_of_the_past_ends_with_its_block() -> None:
    moment = datetime(2024, 1, 20, 9, tzinfo=UTC)
    with written_at(moment):
        assert now() == moment
    assert now().year > 2024


def test_nothing_but_the_demo_dates_its_records_itself() -> None:
    users = [
        path.relative_to(ROOT).as_posix()
        for folder in ("data", "web")
        for path in (ROOT / folder).rglob("*.py")
        if "import written_at" in (source := path.read_text(encoding="utf-8")) or "clock.written_at" in source
    ]
    assert users == ["web/services/demo/offices.py"]


def test_a_choice_of_words_keeps_its_colon_and_a_rise_is_not_a_negative_fall() -> None:
    assert set_chinese("{found:仍列出|未列出},见下") == "{found:仍列出|未列出}，见下"
    assert found_words({"code": "off_the_list", "found": 1.0}, "zh") == "仍列出"
    assert found_words({"code": "off_the_list", "found": 0.0}, "zh") == "未列出"
    assert found_words({"code": "fall_pct", "found": -25.0}, "zh") == "现上升 25%"
