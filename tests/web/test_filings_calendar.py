"""The calendar: what is due, late and done, to whom it belongs, and as a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.store import Store
from data.store.audit import Deed
from data.store.register import NewStep
from gis.errors import SafetownError
from hotspots.reporting.periods import Timeliness
from tests.web.small_filings import (
    COMMAND,
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
from web.services.filings.calendar import Entry, calendar_of
from web.services.filings.contents import COUNTS
from web.services.filings.county_table import county_table
from web.services.filings.grave import register_grave
from web.services.filings.ics import Event, calendar_file, folded
from web.services.filings.returns import file_return
from web.services.filings.returns_since import usual_since
from web.services.filings.rules import change_rules
from web.services.filings.units import MONTHLY
from web.texts.filings import period_words

NOW = datetime(2026, 3, 9, 12, tzinfo=ZoneInfo(ZONE))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_store(tmp_path) as store:
        store.county_settings.put("filing_departments", [DEPARTMENT], Deed("setting.changed"))
        store.county_settings.put("filing_returns_since", "2025-01", Deed("setting.changed"))
        for number, (lead, state) in enumerate(
            [(A, "designated"), (B, "designated"), (DEPARTMENT, "listed"), (A, "declined"), (A, "delisted")]
        ):
            values = {
                "kind": "area",
                "title": f"地区{number}",
                "lead": lead,
                "deadline": date(2026, 3, 8 + number),
            }
            store.register.add(values, NewStep("x", "", state, date(2026, 1, 1)), Deed("register.x"))
        fire = {
            "category": "arson",
            "township_code": A,
            "place": "市场",
            "occurred_at": "2026-03-09T11:00",
        }
        register_grave(store, township(A), fire, now=NOW, time_zone=ZONE)
        old = store.filings.add(
            "bulletin", {}, Deed("bulletin.published"), period="2026-02", state="published"
        )
        store.filings.change(old, Deed("bulletin.superseded"), state="superseded")
        store.filings.add("bulletin", {}, Deed("bulletin.drafted"), period="2026-01", state="approved")
        yield store


def entries(store: Store, who: object, kind: str = "") -> list[Entry]:
    found = calendar_of(store, who, now=NOW, time_zone=ZONE)  # type: ignore[arg-type]
    return [entry for entry in found if kind in {"", entry.kind}]


def test_the_offices_see_every_unit_with_what_is_late_first(store: Store) -> None:
    found = entries(store, GOVERNANCE)
    assert {entry.kind for entry in found} == {
        *("return", "half_year", "bulletin", "register", "review", "grave")
    }
    late = [entry.standing is Timeliness.LATE for entry in found]
    assert late == sorted(late, reverse=True)
    returns = entries(store, GOVERNANCE, "return")
    assert len(returns) == 6 * 3
    assert {entry.standing for entry in returns if entry.period == "2026-02"} == {Timeliness.LATE}
    assert {entry.standing for entry in returns if entry.period == "2026-03"} == {Timeliness.AHEAD}
    bulletins = {entry.period: entry.standing for entry in entries(store, GOVERNANCE, "bulletin")}
    assert bulletins["2026-02"] in {Timeliness.DONE, Timeliness.DONE_LATE}
    assert bulletins["2026-01"] is Timeliness.LATE


def test_the_register_gives_deadlines_of_what_is_open(store: Store) -> None:
    found = {entry.title: entry.standing for entry in entries(store, GOVERNANCE, "register")}
    assert found == {
        "地区0": Timeliness.LATE,
        "地区1": Timeliness.DUE,
        "地区2": Timeliness.DUE,
    }


def test_a_unit_finds_its_own_alone(store: Store) -> None:
    own = entries(store, township(A))
    assert {entry.unit for entry in own} == {A}
    assert {entry.kind for entry in own} == {"return", "register", "grave"}
    assert [entry.title for entry in own if entry.kind == "register"] == ["地区0"]
    assert {entry.kind for entry in entries(store, township(B))} == {"return", "register"}
    bureau = entries(store, department())
    assert {entry.unit for entry in bureau} == {DEPARTMENT}
    assert {entry.kind for entry in bureau} == {"half_year", "register"}


def test_the_command_centre_finds_bulletins_and_grave_incidents(store: Store) -> None:
    assert {entry.kind for entry in entries(store, COMMAND)} == {"bulletin", "grave"}


def test_pages_and_files_keep_to_the_role(store: Store) -> None:
    asked = asked_of(store)
    for client in (asked.by("station", station="S1"), asked.by("admin")):
        assert client.get("/calendar").status_code == 403
        assert client.get("/calendar.ics").status_code == 403
    own = asked.by("township", township_code=B)
    page = own.get("/calendar").text
    assert "城关镇" not in page
    assert "柳林镇" in page
    file = own.get("/calendar.ics")
    assert file.headers["content-type"].startswith("text/calendar")
    said = file.content.decode().replace("\r\n ", "")
    assert "柳林镇" in said
    assert "城关镇" not in said
    assert store.audit.entries(action="export.calendar")[0].deed.role == "township"
    only = asked.by("governance").get("/calendar", params={"show": "late"}).text
    assert "standing-ahead" not in only
    assert "standing-late" in only


def test_a_calendar_file_is_as_the_standard_has_it() -> None:
    noon = datetime(2026, 3, 9, 12, tzinfo=ZoneInfo(ZONE))
    long = "月报,逾期;" + "城关镇" * 30
    events = [Event("a", date(2026, 2, 28), long, "两行\n说明"), Event("b", date(2026, 3, 9), "短", at=noon)]
    content = calendar_file("日历", events, noon)
    lines = content.split(b"\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert [line.decode() for line in lines]  # no character is cut in two
    whole = content.decode().replace("\r\n ", "")
    assert "SUMMARY:月报\\,逾期\\;" + "城关镇" * 30 in whole
    assert "DESCRIPTION:两行\\n说明" in whole
    assert "DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301" in whole
    assert "DTSTART:20260309T040000Z" in whole
    assert len(set(re.findall("UID:(.*)\r", whole))) == 2


def test_a_short_line_is_not_folded() -> None:
    assert folded("x" * 75) == "x" * 75
    assert folded("x" * 76) == "x" * 75 + "\r\n x"


def test_a_number_of_the_register_is_not_taken_for_a_month() -> None:
    assert period_words("2025-003", "zh") == "2025-003"
    assert period_words("2025-03", "zh") == "2025年3月"


def test_months_before_the_county_began_are_not_late_and_the_beginning_can_be_set(store: Store) -> None:
    store.county_settings.put("filing_returns_since", "", Deed("setting.changed"))
    assert {one.period for one in entries(store, GOVERNANCE, "return")} == {"2026-03"}
    assert usual_since(store, NOW.date(), ZONE) == date(2026, 3, 1)
    file_return(store, township(B), "2026-02", "file", dict.fromkeys(COUNTS[MONTHLY], "1"), today=NOW.date())
    assert usual_since(store, NOW.date(), ZONE) == date(2026, 2, 1)
    february = [one for one in entries(store, GOVERNANCE, "return") if one.period == "2026-02"]
    assert [one.standing for one in february if one.unit == A] == [Timeliness.LATE]
    file_return(store, township(A), "2025-05", "file", dict.fromkeys(COUNTS[MONTHLY], "1"), today=NOW.date())
    assert usual_since(store, NOW.date(), ZONE) == date(2026, 2, 1)  # one that files late asks none of others
    change_rules(store, {"returns_since": "2026-01"}, GOVERNANCE.signed)
    table = county_table(store, GOVERNANCE, MONTHLY, "2026-01", today=NOW.date(), time_zone=ZONE)
    assert {row.standing for row in table.rows} == {Timeliness.LATE}
    earlier = county_table(store, GOVERNANCE, MONTHLY, "2025-12", today=NOW.date(), time_zone=ZONE)
    assert {row.standing for row in earlier.rows} == {Timeliness.NOT_ASKED}
    assert "bulletin" not in {one.kind for one in entries(store, GOVERNANCE) if one.period == "2025-12"}
    with pytest.raises(SafetownError, match=r"filing\.month"):
        change_rules(store, {"returns_since": "soon"}, GOVERNANCE.signed)


def test_the_page_of_rules_says_from_when_on_returns_are_asked_for(store: Store) -> None:
    store.county_settings.put("filing_returns_since", "2026-02", Deed("setting.changed"))
    office = asked_of(store).by("governance")
    page = office.get("/filing-rules").text
    assert 'name="returns_since" type="month"' in page
    assert 'value="2026-02"' in page
    assert "留空则自" in page
