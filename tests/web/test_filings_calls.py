"""The call report: counts against before, who sees which calls, and the same figures in every file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely
from click.testing import CliRunner

from data.store import Store
from gis.errors import SafetownError
from gis.frames import IncidentFrame, as_incidents
from hotspots.reporting.spans import Span, week_of
from safetown import safetown
from tests.web.small_filings import ZONE, asked_of, small_store
from web.reports.calls_content import call_page
from web.services.filings.calls import call_report, span_asked
from web.texts import LANGUAGES

WEEK = week_of(date(2026, 3, 11))
DAY = "2026-03-11"


def calls(day: str, count: int, first: int, *, whole: bool = True, **columns: object) -> IncidentFrame:
    """Make calls of a day, a minute apart from 09:00: dispatched after 2, there after 10, done after 30."""
    start = pd.Timestamp(f"{day} 09:00", tz=ZONE).tz_convert("UTC").as_unit("us")
    at = pd.Series(start + pd.to_timedelta(np.arange(count), unit="min"))
    later = {"dispatched_at": 2, "arrived_at": 10, "finished_at": 30} if whole else {}
    table = {
        "incident_id": [f"C{first + number:05d}" for number in range(count)],
        "kind": "call",
        "occurred_from": at,
        "occurred_to": at,
        "reported_at": at,
        **{name: at + pd.Timedelta(minutes=minutes) for name, minutes in later.items()},
        "category": "dispute",
        "category_word": "纠纷",
        "station": "S1",
        **columns,
    }
    shapes = shapely.points(np.full(count, 104.03), np.full(count, 34.03))
    return as_incidents(gpd.GeoDataFrame(table, geometry=shapes, crs=4326))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    status = ["valid"] * 17 + ["repeated"] * 2 + ["invalid"]
    with small_store(tmp_path_factory.mktemp("calls")) as store:
        store.import_incidents(
            [
                calls("2024-12-02", 3, 0),
                calls("2025-03-12", 40, 100),
                calls("2026-03-04", 12, 200),
                calls(DAY, 20, 300, status=status, feedback_category=["纠纷"] * 10 + [""] * 10),
                calls(DAY, 5, 400, category="criminal", category_word="盗窃", station="石门派出所"),
                calls(DAY, 4, 500, kind="case"),
            ]
        )
        yield store


def test_calls_alone_are_counted_by_class_and_station_and_add_up(store: Store) -> None:
    report = call_report(store, WEEK, ZONE)
    whole = report.whole
    assert (whole.total, whole.valid, whole.repeated, whole.invalid) == (25, 22, 2, 1)
    assert {row.key: row.total for row in report.by_category} == {"dispute": 20, "criminal": 5}
    assert {row.key: (row.name, row.total) for row in report.by_station} == {
        "S1": ("城关派出所", 20),
        "S2": ("石门派出所", 5),  # named in the file, known by its code
    }
    for rows in (report.by_category, report.by_station):
        for name in ("total", "valid", "repeated", "invalid"):
            assert sum(getattr(row, name) for row in rows) == getattr(whole, name)


def test_changes_are_of_valid_calls_against_before_and_last_year(store: Store) -> None:
    whole = call_report(store, WEEK, ZONE).whole
    assert whole.on_previous is not None
    assert whole.on_year is not None
    assert (whole.on_previous.before, whole.on_previous.difference) == (12, 10)
    assert (whole.on_year.before, whole.on_year.difference) == (40, -18)
    early = call_report(store, Span(date(2025, 3, 1), date(2025, 3, 31)), ZONE).whole
    assert early.on_year is None  # the records begin in December 2024
    assert early.on_previous is not None


def test_speeds_are_of_valid_calls_and_a_column_that_lacks_is_said(store: Store) -> None:
    whole = call_report(store, WEEK, ZONE).times[0]
    assert [speed.median_min for speed in whole.speeds] == [2.0, 8.0, 20.0, 30.0]
    assert [(share.reached, share.calls) for share in whole.shares] == [(22, 22), (10, 22)]
    bare = call_report(store, Span(date(2026, 3, 4), date(2026, 3, 4)), ZONE)
    assert bare.missing == ("feedback_category",)
    said = " ".join(call_page(bare, "zh").notes)
    assert "没有\uff1a反馈类别" in said
    assert [row.cells[3] for row in call_page(bare, "zh").times] == ["—", "—"]


def test_a_call_counts_on_the_local_day_on_which_it_was_reported(tmp_path: Path) -> None:
    late = pd.Series(pd.to_datetime(["2026-03-11T15:59:00", "2026-03-11T16:01:00"], utc=True)).dt.as_unit(
        "us"
    )
    with small_store(tmp_path) as store:
        store.import_incidents([calls("2026-03-01", 2, 0, reported_at=late, whole=False)])
        days = [call_report(store, Span(date(2026, 3, day), date(2026, 3, day)), ZONE) for day in (11, 12)]
    assert [report.whole.total for report in days] == [1, 1]


def test_a_station_sees_its_own_calls_alone_in_page_and_file(store: Store) -> None:
    asked = asked_of(store)
    own = asked.by("station", station="S2")
    answer = own.get("/calls", params={"by": "day", "since": DAY})
    assert answer.status_code == 200
    assert "仅列石门派出所" in answer.text
    assert "城关派出所" not in answer.text
    assert "共接报警情 5 起" in answer.text
    file = own.get("/calls.xlsx", params={"by": "day", "since": DAY})
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert [row[:2] for row in book["按派出所"].iter_rows(values_only=True)][1:] == [
        ("石门派出所", 5),
        ("合计", 5),
    ]  # type: ignore[attr-defined]
    assert store.audit.entries(action="export.calls")[0].deed.details == {"calls": 5}


def test_roles_that_have_no_calls_are_refused_by_address_too(store: Store) -> None:
    asked = asked_of(store)
    for client in (
        asked.by("township", township_code="620523100"),
        asked.by("department"),
        asked.by("admin"),
    ):
        for path in ("/calls", "/calls.pdf", "/calls.xlsx"):
            assert client.get(path, params={"by": "day", "since": DAY}).status_code == 403, path
    for role in ("governance", "committee", "command"):
        assert asked.by(role).get("/calls").status_code == 200


def test_page_table_and_printed_sheets_give_the_same_totals(store: Store, tmp_path: Path) -> None:
    client = asked_of(store).by("command")
    page = client.get("/calls", params={"by": "week", "since": DAY}).text
    totals = re.findall(r'<tr class="total"><th scope="row">合计</th><td>(\d+)</td><td>(\d+)</td>', page)
    assert totals == [("25", "22")] * 2
    pdf = client.get("/calls.pdf", params={"by": "week", "since": DAY})
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["cache-control"] == "no-store"
    copy = tmp_path / "calls.sqlite"
    store.backup(copy)
    out = tmp_path / "calls.html"
    words = ["report", "calls", "--since", "2026-03-09", "--until", "2026-03-15", "--store", str(copy)]
    run = CliRunner().invoke(safetown, [*words, "--out", str(out), "--lang", "en"])
    assert run.exit_code == 0, run.output
    assert "25 calls, 22 valid" in run.output
    html = out.read_text(encoding="utf-8")
    assert "<td>25</td><td>22</td>" in html
    assert "http" not in html.replace("http-equiv", "")
    for ending in ("pdf", "xlsx"):
        run = CliRunner().invoke(safetown, [*words, "--out", str(tmp_path / f"c.{ending}")])
        assert run.exit_code == 0, run.output
        assert (tmp_path / f"c.{ending}").stat().st_size > 1000


def test_what_cannot_be_reported_is_said(store: Store, tmp_path: Path) -> None:
    words = ["report", "calls", "--store", str(tmp_path / "none.sqlite"), "--lang", "en"]
    wrong = CliRunner().invoke(safetown, [*words, "--since", DAY, "--out", str(tmp_path / "c.csv")])
    assert wrong.exit_code == 2
    assert ".pdf .html .xlsx" in wrong.output
    backwards = ["--since", DAY, "--until", "2026-03-01", "--out", str(tmp_path / "c.pdf")]
    assert CliRunner().invoke(safetown, [*words, *backwards]).exit_code == 2
    client = asked_of(store).by("command")
    asked = {"by": "range", "since": DAY, "until": "2026-03-01"}
    assert client.get("/calls", params=asked).status_code == 400
    with small_store(tmp_path) as empty:
        with pytest.raises(SafetownError, match="none"):
            call_report(empty, WEEK, ZONE)
        assert "没有警情" in asked_of(empty).by("command").get("/calls").text


def test_the_last_whole_week_on_record_is_shown_first(store: Store) -> None:
    assert span_asked(store, "week", None, None, ZONE) == week_of(date(2026, 3, 4))
    assert span_asked(store, "week", date(2026, 3, 11), None, ZONE) == WEEK
    assert span_asked(store, "day", date(2026, 3, 11), date(2026, 3, 20), ZONE).days == 1
    assert span_asked(store, "range", date(2026, 3, 11), date(2026, 3, 20), ZONE).days == 10


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_wholly_in_its_language(store: Store, lang: str) -> None:
    main = asked_of(store).by("command").get("/calls", params={"lang": lang}).text.split("<main")[1]
    if lang == "en":
        assert not re.search(r"[\u4e00-\u9fff]", re.sub("城关派出所|石门派出所", "", main))
    assert "{" not in main


def test_calls_whose_times_lack_are_counted_in_the_cell_of_each_speed(tmp_path: Path) -> None:
    with small_store(tmp_path) as store:
        store.import_incidents([calls(DAY, 3, 0), calls(DAY, 2, 50, whole=False)])
        page = call_page(call_report(store, WEEK, ZONE), "zh")
    assert page.times[0].cells[0] == "2.0 / 2.0（缺 2）"


def test_a_report_of_one_day_names_the_days_it_is_compared_with_once(store: Store) -> None:
    day = date(2026, 3, 11)
    page = call_page(call_report(store, Span(day, day), ZONE), "zh")
    assert page.compared.startswith("环比对照 2026年3月10日，")
