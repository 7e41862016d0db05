"""Returns and reports: filed, sent back, corrected, accepted, appraised; late and missing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from data.store import Store
from data.store.audit import Deed
from gis.errors import SafetownError
from hotspots.reporting.periods import Timeliness, months_until
from tests.signed_in import account
from tests.web.small_filings import DEPARTMENT, GOVERNANCE, ZONE, A, B, asked_of, small_store, township
from web.auth.principal import NotAllowedError
from web.services.filings.contents import COUNTS
from web.services.filings.county_table import county_table
from web.services.filings.returns import file_return, judge_return, return_numbered, returns_seen
from web.services.filings.units import HALF_YEARLY, MONTHLY

LAST = months_until(datetime.now(UTC).date(), 2)[1].code
COUNTED = dict(zip(COUNTS[MONTHLY], ("12", "11", "3", "1", "9", "7", "60", "4"), strict=True))


def refused(code: str) -> pytest.RaisesExc[SafetownError]:
    return pytest.raises(SafetownError, match=re.escape(code))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_store(tmp_path) as store:
        yield store


def test_a_township_files_and_another_neither_lists_nor_opens_nor_judges_it(store: Store) -> None:
    mine = asked_of(store).by("township", township_code=A)
    answer = mine.post("/returns", data={**COUNTED, "period": LAST, "action": "file"})
    assert answer.status_code == 303
    (kept,) = store.filings.listed(MONTHLY)
    assert (kept.unit, kept.state, kept.content["disputes_found"]) == (A, "filed", 12)
    assert "待审核" in mine.get("/returns", params={"period": LAST}).text
    assert mine.get(f"/returns/{kept.id}").status_code == 200
    other = asked_of(store).by("township", township_code=B)
    assert other.get(f"/returns/{kept.id}").status_code == 404
    assert returns_seen(store, township(B), MONTHLY) == []
    for client in (mine, other, asked_of(store).by("committee")):
        assert client.post(f"/returns/{kept.id}/accept", data={}).status_code == 403
    assert store.filings.get(kept.id) == kept


def test_nobody_files_for_another_unit(store: Store) -> None:
    client = asked_of(store).by("township", township_code=A)
    client.post(
        "/returns", data={**COUNTED, "period": LAST, "action": "file", "unit": B, "kind": HALF_YEARLY}
    )
    (kept,) = store.filings.listed(MONTHLY)
    assert kept.unit == A
    assert store.filings.listed(HALF_YEARLY) == []
    for role in ("governance", "committee", "command", "admin"):
        answer = asked_of(store).by(role).post("/returns", data={**COUNTED, "period": LAST, "action": "file"})
        assert answer.status_code == 403, role
    assert len(store.filings.listed(MONTHLY)) == 1


@pytest.mark.parametrize("role", ["station", "command", "admin"])
def test_roles_that_report_nothing_are_refused_the_returns_by_address_too(store: Store, role: str) -> None:
    kept = store.filings.add(MONTHLY, {}, Deed("return.filed"), period=LAST, unit=A, state="filed")
    client = asked_of(store).by(role, **({"station": "S1"} if role == "station" else {}))
    for path in ("/returns", f"/returns/{kept.id}", f"/returns.xlsx?period={LAST}", "/filing-rules"):
        assert client.get(path).status_code == 403, path


def test_a_draft_is_its_units_alone(store: Store) -> None:
    draft = {"period": LAST, "action": "save", "disputes_found": "3"}
    mine = asked_of(store).by("township", township_code=A)
    assert mine.post("/returns", data=draft).status_code == 303
    (kept,) = store.filings.listed(MONTHLY)
    assert mine.get(f"/returns/{kept.id}").status_code == 200
    office = asked_of(store).by("governance")
    assert office.get(f"/returns/{kept.id}").status_code == 404
    assert "草稿" not in office.get("/returns", params={"period": LAST}).text
    assert returns_seen(store, GOVERNANCE, MONTHLY) == []


def test_a_correction_keeps_the_first_version_and_says_why(store: Store) -> None:
    today = datetime.now(UTC).date()
    filed = file_return(store, township(), LAST, "file", COUNTED, today=today)
    sent = judge_return(store, GOVERNANCE, filed.id, "return", {"reason": "排查数与台账不符"})
    assert sent.state == "returned"
    again = file_return(store, township(), LAST, "file", {**COUNTED, "disputes_found": "14"}, today=today)
    corrected = file_return(
        store, township(), LAST, "correct", {**COUNTED, "disputes_found": "15", "reason": "漏计"}, today=today
    )
    assert [step["action"] for step in corrected.steps] == [
        "return.filed",
        "return.sent_back",
        "return.filed",
        "return.corrected",
    ]
    before = [step["details"]["before"]["disputes_found"] for step in corrected.steps[2:]]
    assert (before, corrected.content["disputes_found"]) == ([12, 14], 15)
    assert again.revision < corrected.revision
    page = asked_of(store).by("governance").get(f"/returns/{filed.id}").text
    assert "此前报送的内容" in page
    assert "漏计" in page
    assert [entry.deed.action for entry in store.audit.entries(action="return.")] == [
        "return.corrected",
        "return.filed",
        "return.sent_back",
        "return.filed",
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"disputes_found": ""}, "filing.count_missing"),
        ({"disputes_found": "-1"}, "filing.number"),
        ({"disputes_found": "1.5"}, "filing.number"),
        ({"note": "联系 13912345678"}, "filing.personal"),
        ({"note": "11010519491231002X"}, "filing.personal"),
        ({"note": "座机 0816-2345678"}, "filing.personal"),
        ({"note": "化解信访 3 件"}, "filing.outside"),
        ({"note": "长" * 301}, "filing.words_long"),
    ],
)
def test_what_cannot_be_counted_or_must_not_be_kept_is_refused(
    store: Store, changes: dict[str, str], code: str
) -> None:
    asked = {**COUNTED, **changes, "period": LAST, "action": "file"}
    answer = asked_of(store).by("township", township_code=A).post("/returns", data=asked)
    assert answer.status_code == 400
    assert store.filings.listed(MONTHLY) == []
    with refused(code):
        file_return(store, township(), LAST, "file", asked, today=datetime.now(UTC).date())
    said = re.search(r'role="alert">(.*?)</p>', answer.text)
    assert said is not None
    assert "filing_field" not in said[1]


def test_a_period_that_is_not_over_is_drafted_and_not_filed(store: Store) -> None:
    day = date(2026, 3, 31)
    assert file_return(store, township(), "2026-03", "save", {}, today=day).state == "draft"
    with refused("filing.not_over"):
        file_return(store, township(), "2026-03", "file", COUNTED, today=day)
    with refused("filing.not_over"):
        file_return(store, township(), "2026-04", "save", {}, today=day)
    assert file_return(store, township(), "2026-03", "file", COUNTED, today=date(2026, 4, 1)).state == "filed"


def test_what_was_changed_meanwhile_or_stands_elsewhere_is_refused(store: Store) -> None:
    today = datetime.now(UTC).date()
    filed = file_return(store, township(), LAST, "file", COUNTED, today=today)
    with refused("filing.step"):
        file_return(store, township(), LAST, "file", COUNTED, today=today)
    with refused("filing.changed"):
        judge_return(store, GOVERNANCE, filed.id, "accept", {"revision": "99"})
    judge_return(store, GOVERNANCE, filed.id, "accept", {"revision": "1"})
    with refused("filing.step"):
        file_return(store, township(), LAST, "correct", {**COUNTED, "reason": "x"}, today=today)
    with pytest.raises(NotAllowedError):
        file_return(store, township(), LAST, "accept", COUNTED, today=today)
    with refused("filing.words_missing"):
        judge_return(store, GOVERNANCE, filed.id, "return", {"reason": " "})


def test_totals_are_the_sum_of_what_counts_and_missing_ones_are_not_zero(store: Store) -> None:
    today = datetime.now(UTC).date()
    for code, found in ((A, "12"), (B, "30"), ("620523102", "5")):
        file_return(store, township(code), LAST, "file", {**COUNTED, "disputes_found": found}, today=today)
    sent = store.filings.listed(MONTHLY, units=["620523102"])[0]
    judge_return(store, GOVERNANCE, sent.id, "return", {"reason": "请核"})
    table = county_table(store, GOVERNANCE, MONTHLY, LAST, today=today, time_zone=ZONE)
    assert table.totals is not None
    assert table.totals[0] == 42
    assert len(table.missing) == 4
    answer = asked_of(store).by("committee").get("/returns.xlsx", params={"period": LAST})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)  # type: ignore[union-attr]
    column = [row[4] for row in rows[1:-1]]
    assert [each for each in column if each is not None] == [12, 30]
    assert rows[-1][4] == sum(each for each in column if each is not None)
    assert [row[1] for row in rows[1:-1]].count("未报") == 3
    assert "不按零计" in str(rows[-1][1])
    assert store.audit.entries(action="export.returns")[0].deed.role == "committee"
    page = asked_of(store).by("committee").get("/returns", params={"period": LAST}).text
    assert ">42</td>" in page.split("<tfoot>")[1]
    own = asked_of(store).by("township", township_code=A).get("/returns.xlsx", params={"period": LAST})
    assert len(list(openpyxl.load_workbook(io.BytesIO(own.content)).active.values)) == 3  # type: ignore[union-attr]


def test_lateness_is_kept_whatever_is_corrected_later(store: Store) -> None:
    file_return(store, township(), "2020-01", "file", COUNTED, today=date(2020, 2, 1))
    row = county_table(store, township(), MONTHLY, "2020-01", today=date(2020, 2, 6), time_zone=ZONE).rows[0]
    assert row.standing is Timeliness.DONE_LATE  # it is filed on the day of the test
    none = county_table(store, township(), MONTHLY, "2020-02", today=date(2020, 3, 6), time_zone=ZONE).rows[0]
    assert none.standing is Timeliness.LATE
    store.county_settings.put("filing_monthly_day", 7, Deed("setting.changed"))
    table = county_table(store, township(), MONTHLY, "2020-02", today=date(2020, 3, 6), time_zone=ZONE)
    assert (table.due, table.rows[0].standing) == (date(2020, 3, 7), Timeliness.DUE)


def test_a_department_reports_each_half_year_and_is_appraised_with_a_reason(store: Store) -> None:
    client = asked_of(store).by("department", department=DEPARTMENT)
    counts = dict.fromkeys(COUNTS[HALF_YEARLY], "2")
    asked = {**counts, "work": "检查市场 12 次。", "period": "2025-H2", "action": "file"}
    assert client.post("/returns", data=asked).status_code == 303
    (kept,) = store.filings.listed(HALF_YEARLY)
    assert kept.unit == DEPARTMENT
    office = asked_of(store).by("governance")
    path = f"/returns/{kept.id}/appraise"
    assert client.post(path, data={"grade": "excellent", "reason": "自评"}).status_code == 403
    assert office.post(path, data={"grade": "best", "reason": "好"}).status_code == 400
    assert office.post(path, data={"grade": "good", "reason": ""}).status_code == 400
    assert office.post(path, data={"grade": "good", "reason": "按时,数字实"}).status_code == 303
    for page in (office.get("/returns?kind=half_year&period=2025-H2"), client.get(f"/returns/{kept.id}")):
        assert "良好" in page.text
    assert "按时,数字实" in client.get(f"/returns/{kept.id}").text.replace(",", ",")
    other = asked_of(store).by("department", department="教育局")
    assert other.get(f"/returns/{kept.id}").status_code == 404
    empty = {**counts, "work": "", "period": "2025-H1", "action": "file"}
    assert client.post("/returns", data=empty).status_code == 400


def test_a_monthly_return_is_not_appraised_and_a_foreign_number_is_unknown(store: Store) -> None:
    filed = file_return(store, township(), LAST, "file", COUNTED, today=datetime.now(UTC).date())
    with refused("filing.step"):
        judge_return(store, GOVERNANCE, filed.id, "appraise", {"grade": "good", "reason": "x"})
    grave = store.filings.add("grave", {}, Deed("grave.registered"), unit=A)
    with refused("filing.unknown"):
        return_numbered(store, GOVERNANCE, grave.id)
    assert asked_of(store).by("governance").get(f"/returns/{grave.id}").status_code == 404


def test_the_rules_are_the_governance_offices_and_every_change_is_audited(store: Store) -> None:
    office = asked_of(store).by("governance")
    asked = {"monthly_day": "8", "departments": "教育局\n教育局\n民政局", "grave_categories": "杀人\n沉船"}
    assert office.post("/filing-rules", data=asked).status_code == 303
    kept = store.county_settings.all()
    assert kept["filing_monthly_day"] == 8
    assert kept["filing_departments"] == ["教育局", "民政局"]
    assert kept["filing_grave_categories"] == ["homicide", "沉船"]
    assert len(store.audit.entries(action="setting.changed")) == 3
    for wrong in ({"monthly_day": "32"}, {"departments": "王某 13912345678"}, {"grave_recipients": " "}):
        assert office.post("/filing-rules", data=wrong).status_code == 400
    assert store.county_settings.all() == kept
    for role in ("committee", "township", "department", "command", "admin"):
        ground = {"township": {"township_code": A}}.get(role, {})
        assert asked_of(store).by(role, **ground).post("/filing-rules", data=asked).status_code == 403
    assert "教育局" in office.get("/returns?kind=half_year").text


@pytest.mark.parametrize("period", ["2026-13", "x", "2026-H1"])
def test_what_is_no_month_is_refused_in_words(store: Store, period: str) -> None:
    client = asked_of(store).by("township", township_code=A)
    assert client.get("/returns", params={"period": period}).status_code == 400
    answer = client.post("/returns", data={**COUNTED, "period": period, "action": "file"})
    assert answer.json()["code"] == "filing.period"


def test_both_languages_have_every_word(store: Store) -> None:
    file_return(store, township(), LAST, "file", COUNTED, today=datetime.now(UTC).date())
    number = store.filings.listed(MONTHLY)[0].id
    clients: list[TestClient] = [
        asked_of(store).by("governance"),
        asked_of(store).by("township", township_code=A),
    ]
    account(store, "department")
    for client in clients:
        for path in ("/returns", "/returns?kind=half_year", f"/returns/{number}", "/calendar", "/grave"):
            page = client.get(path, params={"lang": "en"}).text
            main = page.split("<main")[1]
            found = re.sub("|".join(["城关镇|柳林镇|河口镇|石门乡|青山乡|白杨乡", DEPARTMENT]), "", main)
            assert not re.search(r"[\u4e00-\u9fff]", found), path
            assert "{" not in re.sub(r'data-\w+="[^"]*"', "", main), path


def test_a_day_more_than_the_deadline_is_late_in_the_county(store: Store) -> None:
    store.county_settings.put("filing_returns_since", "2026-01", Deed("setting.changed"))
    today = date(2026, 4, 5)
    before = county_table(store, GOVERNANCE, MONTHLY, "2026-03", today=today, time_zone=ZONE)
    after = county_table(store, GOVERNANCE, MONTHLY, "2026-03", today=today + timedelta(1), time_zone=ZONE)
    assert {row.standing for row in before.rows} == {Timeliness.DUE}
    assert {row.standing for row in after.rows} == {Timeliness.LATE}
