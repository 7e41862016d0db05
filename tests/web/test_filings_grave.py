"""Grave incidents: the clock, the ladder, follow-ups, and flags that nobody takes away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.store import Store
from data.store.audit import Deed
from data.store.filings import FilingRecord
from gis.errors import SafetownError
from hotspots.reporting.clock import Basis, Standing
from tests.web.small_filings import (
    COMMAND,
    COMMITTEE,
    DEPARTMENT,
    GOVERNANCE,
    ZONE,
    A,
    B,
    asked_of,
    department,
    small_store,
    township,
)
from web.auth.principal import NotAllowedError, Principal
from web.auth.roles import Role
from web.services.filings.grave import (
    close_grave,
    flag_concealment,
    follow_up,
    register_grave,
    report_grave,
)
from web.services.filings.grave_incidents import grave_incidents, grave_numbered
from web.services.filings.rules import change_rules, filing_rules
from web.services.scorecard.reporting import grave_reports

NOON = datetime(2026, 3, 9, 12, tzinfo=ZoneInfo(ZONE))
HOUR = timedelta(hours=1)
FIRE = {"category": "arson", "township_code": A, "place": "城关市场", "occurred_at": "2026-03-09T12:00"}
LADDER = ("committee_and_government", "superior", "governance")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_store(tmp_path) as store:
        yield store


def refused(code: str) -> pytest.RaisesExc[SafetownError]:
    return pytest.raises(SafetownError, match=re.escape(code))


def registered(store: Store, who: Principal = COMMAND, **changes: str) -> FilingRecord:
    return register_grave(store, who, {**FIRE, **changes}, now=NOON + HOUR, time_zone=ZONE)


def test_the_clock_runs_from_the_counties_own_time_and_late_reports_show(store: Store) -> None:
    kept = registered(store)
    found = grave_numbered(store, COMMAND, kept.id, NOON + HOUR)
    assert (found.clock.due_at, found.worst) == (NOON + 4 * HOUR, Standing.RUNNING)
    for recipient, at in zip(
        LADDER, ("2026-03-09T13:00", "2026-03-09T16:00", "2026-03-09T16:01"), strict=True
    ):
        asked = {"recipient": recipient, "reported_at": at}
        report_grave(store, COMMAND, kept.id, asked, now=NOON + 9 * HOUR, time_zone=ZONE)
    told = grave_numbered(store, COMMAND, kept.id, NOON + 9 * HOUR)
    assert [rung.reading.standing for rung in told.ladder] == [
        Standing.ON_TIME,
        Standing.ON_TIME,
        Standing.LATE,
    ]
    assert told.worst is Standing.LATE
    assert all(rung.written_at is not None for rung in told.ladder)


def test_what_nobody_reported_in_time_is_overdue(store: Store) -> None:
    kept = registered(store)
    assert grave_numbered(store, COMMAND, kept.id, NOON + 5 * HOUR).worst is Standing.OVERDUE


def test_discovery_counts_where_it_was_found_later_and_unknown_times_are_untimed(store: Store) -> None:
    later = registered(store, discovered_at="2026-03-09T12:40")
    assert grave_numbered(store, COMMAND, later.id, NOON).clock.basis is Basis.DISCOVERY
    never = registered(store, occurred_at="")
    found = grave_numbered(store, COMMAND, never.id, NOON)
    assert (found.clock.due_at, found.worst) == (None, Standing.UNTIMED)


def test_a_changed_rule_does_not_move_a_clock_that_runs(store: Store) -> None:
    kept = registered(store)
    store.county_settings.put("filing_grave_hours", 24, Deed("setting.changed"))
    store.county_settings.put("filing_grave_recipients", ["governance"], Deed("setting.changed"))
    assert grave_numbered(store, COMMAND, kept.id, NOON).clock.due_at == NOON + 4 * HOUR
    assert grave_numbered(store, COMMAND, registered(store).id, NOON).clock.due_at == NOON + 24 * HOUR


def test_a_recipient_that_the_county_left_out_stays_in_sight(store: Store) -> None:
    kept = registered(store)
    report_grave(store, COMMAND, kept.id, {"recipient": "superior"}, now=NOON + 2 * HOUR, time_zone=ZONE)
    store.county_settings.put("filing_grave_recipients", ["governance"], Deed("setting.changed"))
    ladder = grave_numbered(store, COMMAND, kept.id, NOON).ladder
    assert [rung.recipient for rung in ladder] == ["governance", "superior"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"category": "theft"}, "grave.category"),
        ({"township_code": "1"}, "grave.township"),
        ({"place": " "}, "grave.place"),
        ({"place": "王家 13912345678"}, "filing.personal"),
        ({"occurred_at": "noon"}, "grave.time"),
        ({"occurred_at": "2026-03-10T12:00"}, "grave.future"),
        ({"discovered_at": "2026-03-09T11:00"}, "grave.discovered_before"),
        ({"deaths": "two"}, "filing.number"),
    ],
)
def test_what_cannot_be_is_not_registered(store: Store, changes: dict[str, str], code: str) -> None:
    with refused(code):
        registered(store, **changes)
    assert store.filings.listed("grave") == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"recipient": "neighbour"}, "grave.recipient"),
        ({"recipient": "superior", "reported_at": "2026-03-09T11:59"}, "grave.reported_before"),
        ({"recipient": "superior", "reported_at": "2026-03-09T23:00"}, "grave.future"),
    ],
)
def test_reports_that_cannot_have_been_are_refused(store: Store, asked: dict[str, str], code: str) -> None:
    kept = registered(store)
    with refused(code):
        report_grave(store, COMMAND, kept.id, asked, now=NOON + 2 * HOUR, time_zone=ZONE)
    report_grave(store, COMMAND, kept.id, {"recipient": "superior"}, now=NOON + 2 * HOUR, time_zone=ZONE)
    with refused("grave.reported_already"):
        report_grave(store, COMMAND, kept.id, {"recipient": "superior"}, now=NOON + HOUR, time_zone=ZONE)


def test_a_flag_of_concealment_outlives_everything_done_afterwards(store: Store) -> None:
    kept = registered(store, township())
    flag_concealment(store, GOVERNANCE, kept.id, "群众举报后才上报", now=NOON + HOUR)
    for recipient in LADDER:
        report_grave(
            store, township(), kept.id, {"recipient": recipient}, now=NOON + 2 * HOUR, time_zone=ZONE
        )
    follow_up(store, township(), kept.id, "火已扑灭", now=NOON + 3 * HOUR)
    flag_concealment(store, COMMITTEE, kept.id, "又查明一处", now=NOON + 4 * HOUR)
    close_grave(store, COMMAND, kept.id, now=NOON + 5 * HOUR)
    record = store.filings.get(kept.id)
    assert record is not None
    store.filings.change(record, Deed("test"), content={**record.content, "place": ""}, state="open")
    grounds = [
        step["details"]["grounds"] for step in grave_numbered(store, COMMAND, kept.id, NOON).concealments
    ]
    assert grounds == ["群众举报后才上报", "又查明一处"]
    audited = store.audit.entries(action="grave.concealment")
    assert [entry.deed.details["grounds"] for entry in audited] == grounds[::-1]
    assert not store.check()


def test_who_makes_the_reports_cannot_flag_and_who_receives_them_cannot_report(store: Store) -> None:
    kept = registered(store, township())
    for who in (township(), COMMAND):
        with pytest.raises(NotAllowedError):
            flag_concealment(store, who, kept.id, "x", now=NOON)
    with pytest.raises(NotAllowedError):
        report_grave(store, COMMITTEE, kept.id, {"recipient": "superior"}, now=NOON + HOUR, time_zone=ZONE)
    with pytest.raises(NotAllowedError):
        registered(store, COMMITTEE)
    with pytest.raises(NotAllowedError):
        close_grave(store, township(), kept.id, now=NOON)


def test_it_is_not_closed_before_everybody_was_told(store: Store) -> None:
    kept = registered(store)
    with refused("grave.not_reported"):
        close_grave(store, GOVERNANCE, kept.id, now=NOON)


def test_the_grave_group_is_the_opinions_and_a_county_may_add_its_own_words(store: Store) -> None:
    usual = filing_rules(store).grave_categories
    assert usual == ("explosion", "homicide", "arson", "kidnapping", "robbery", "rape")
    with refused("grave.category"):
        registered(store, category="major_fire")
    asked = {"grave_categories": "\n".join((*usual, "重大火灾", "危化品泄漏"))}
    change_rules(store, asked, COMMAND.signed)
    assert filing_rules(store).grave_categories == (*usual, "major_fire", "危化品泄漏")
    assert registered(store, category="major_fire").content["category"] == "major_fire"


def test_a_concealed_incident_is_not_reported_in_time_in_the_scorecard_whatever_the_clock_says(
    store: Store,
) -> None:
    kept = registered(store)
    for recipient in LADDER:
        report_grave(store, COMMAND, kept.id, {"recipient": recipient}, now=NOON + HOUR, time_zone=ZONE)
    assert grave_reports(store, [A], 2026, NOON.date(), ZONE)[A].value == 1
    flag_concealment(store, GOVERNANCE, kept.id, "群众举报后才上报", now=NOON + HOUR)
    close_grave(store, COMMAND, kept.id, now=NOON + 5 * HOUR)
    assert grave_reports(store, [A], 2026, NOON.date(), ZONE)[A].value == 0


def test_a_township_reads_what_others_registered_on_its_ground_and_changes_nothing_of_it(
    store: Store,
) -> None:
    of_command = registered(store, COMMAND)
    of_department = registered(store, department())
    seen = [each.record.id for each in grave_incidents(store, township(A), NOON)]
    assert seen == [of_department.id, of_command.id]
    assert grave_incidents(store, township(B), NOON) == []
    assert [each.record.id for each in grave_incidents(store, department(), NOON)] == [of_department.id]
    for deed in (
        lambda: report_grave(
            store, township(A), of_command.id, {"recipient": "superior"}, now=NOON + HOUR, time_zone=ZONE
        ),
        lambda: follow_up(store, township(A), of_command.id, "x", now=NOON + HOUR),
    ):
        with pytest.raises(NotAllowedError):
            deed()
    with refused("filing.unknown"):
        follow_up(store, township(B), of_command.id, "x", now=NOON + HOUR)


def test_a_unit_registers_on_its_own_ground(store: Store) -> None:
    own = registered(store, township(A), township_code=B)
    assert (own.unit, own.content["township_code"]) == (A, A)
    registered(store, COMMAND, township_code=B)
    assert [each.record.id for each in grave_incidents(store, township(A), NOON)] == [own.id]
    assert len(grave_incidents(store, GOVERNANCE, NOON)) == 2
    with refused("filing.unknown"):
        grave_numbered(store, township(B), own.id, NOON)
    for role in (Role.STATION, Role.ADMIN):
        with pytest.raises(NotAllowedError):
            grave_incidents(store, Principal(3, "x", "", role), NOON)


def test_pages_and_forms_keep_to_the_role_by_direct_address_too(store: Store) -> None:
    asked = asked_of(store)
    now = datetime.now(UTC).astimezone(ZoneInfo(ZONE))
    form = {**FIRE, "occurred_at": f"{now - HOUR:%Y-%m-%dT%H:%M}"}
    command = asked.by("command")
    answer = command.post("/grave", data=form)
    assert answer.status_code == 303
    path = answer.headers["location"].split("?")[0]
    page = command.get(path).text
    assert page.count("计时中") >= 3
    assert 'data-due="' in page
    assert "标记瞒报" not in page
    office = asked.by("governance")
    assert "标记瞒报" in office.get(path).text
    assert command.post(f"{path}/concealment", data={"words": "x"}).status_code == 403
    assert office.post(f"{path}/concealment", data={"words": ""}).status_code == 400
    assert office.post(f"{path}/concealment", data={"words": "迟报一日"}).status_code == 303
    assert "迟报一日" in asked.by("committee").get(path).text
    own = asked.by("township", township_code=A).get(path)
    assert "由其他单位登记" in own.text
    assert "添加续报" not in own.text
    for client in (asked.by("township", township_code=B), asked.by("department", department=DEPARTMENT)):
        assert client.get(path).status_code == 404
        assert client.post(f"{path}/report", data={"recipient": "superior"}).status_code == 404
        assert client.get("/grave").status_code == 200
    for client in (asked.by("station", station="S1"), asked.by("admin")):
        assert client.get("/grave").status_code == 403
        assert client.get(path).status_code == 403
        assert client.post("/grave", data=form).status_code == 403
        assert client.post(f"{path}/follow-up", data={"words": "x"}).status_code == 403
    assert command.get("/grave/999").status_code == 404
    assert command.post("/grave", data={**form, "place": ""}).status_code == 400
