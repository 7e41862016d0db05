from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from data.import_report import ImportReport
from gis.errors import FileError
from gis.frames import IncidentFrame
from tests.web.small_county import HOSTILE, SmallCounty, small_county
from web.maps.self_contained import outside_references
from web.reports import ReportContent, write_report
from web.reports import report as report_module
from web.reports.charts import monthly_chart, round_step, week_chart
from web.reports.key_figures import key_figures
from web.reports.map_figure import path_data
from web.reports.quality import quality_of
from web.reports.report import render_report
from web.texts import label, text

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip

IMPORT = ImportReport(
    path=f"/data/{HOSTILE.replace('/', '')}.csv", rows_in=1500, accepted=1470, rejected=20, duplicates=10,
    superseded=1, outside_scope_rows=4, reasons={"time.unreadable": 12, "point.zero": 9}, columns={},
    dropped_columns=("报警人电话",), blanked_cells={}, ignored_columns=(), unknown_categories={HOSTILE: 3},
    crs="gcj02", crs_reason="given", swapped=False, encoding="gb18030", kind="call", repeated=7, invalid=0,
    default_points=(), default_rows=0, without_point=0, mangled_ids=0, date_only=0, earliest="", latest="",
)  # fmt: skip


@pytest.fixture(scope="module")
def county() -> SmallCounty:
    return small_county()


@pytest.fixture(scope="module")
def content(county: SmallCounty) -> ReportContent:
    return ReportContent(
        title=f"2025 年治安形势报告 {HOSTILE}",
        incidents=county.incidents,
        since=date(2025, 1, 1),
        until=date(2025, 12, 31),
        areas=county.areas,
        units=county.units,
        beats=county.beats,
        places=county.places,
        imports=(IMPORT,),
        issued_by=HOSTILE,
        source=HOSTILE,
        made_on=date(2026, 1, 5),
    )


@pytest.fixture(scope="module")
def html(content: ReportContent) -> str:
    return render_report(content)


def days_apart(since: str, until: str) -> pd.DatetimeIndex:
    return pd.date_range(since, until, tz="Asia/Shanghai") + pd.Timedelta(hours=12)


def incidents_at(county: SmallCounty, moments: pd.DatetimeIndex) -> IncidentFrame:
    """Take as many incidents as there are moments, at those moments."""
    rows = county.incidents.iloc[np.arange(len(moments)) % len(county.incidents)].reset_index(drop=True)
    return IncidentFrame(rows.assign(occurred_from=moments, occurred_to=moments))


def test_nothing_is_asked_for_and_no_word_of_a_file_becomes_markup(html: str) -> None:
    assert outside_references(html) == []
    assert "<script" not in html
    assert "&lt;script&gt;alert" in html


def test_every_section_is_there_in_order(html: str) -> None:
    headings = re.findall(r"<h2>(.*?)</h2>", html)
    assert headings == [
        "总体情况", "治安乱点", "关注区域", "月度走势", "一周时段分布", "巡区与负荷", "数据质量", "方法说明",
    ]  # fmt: skip


def test_a_report_in_english_has_no_chinese_of_its_own(county: SmallCounty) -> None:
    beats = county.beats.assign(station=None)
    areas = county.areas.assign(top_categories="theft")
    quality = dataclasses.replace(
        IMPORT, dropped_columns=("phone",), reasons=dict.fromkeys(reason_codes(), 1)
    )
    content = ReportContent(
        title="Report", lang="en", incidents=county.incidents, areas=areas, beats=beats, imports=(quality,),
        since=date(2025, 1, 1), until=date(2025, 6, 30),
    )  # fmt: skip
    assert not re.search(r"[\u4e00-\u9fff]", render_report(content))


def reason_codes() -> list[str]:
    from data.validation import Reason

    return [reason.code for reason in Reason]


def test_areas_are_listed_by_rank_and_watch_areas_apart(html: str) -> None:
    badges = re.findall(r'<b class="badge (\w+)">(\d+)</b>', html)
    assert badges == [("significant", "1"), ("significant", "2"), ("significant", "3"), ("watch", "4")]
    watch = html[html.index("<h2>关注区域</h2>") : html.index("<h2>月度走势</h2>")]
    assert "不作为认定依据" in watch
    assert "不显著" in watch


def test_no_significant_area_is_said_as_an_answer(content: ReportContent, county: SmallCounty) -> None:
    none = dataclasses.replace(content, areas=county.areas.iloc[:0])
    said = render_report(none)
    assert "没有统计上显著的治安乱点" in said
    assert "<h2>关注区域</h2>" not in said


def test_a_year_is_compared_with_the_year_before_once(county: SmallCounty) -> None:
    moments = days_apart("2024-01-01", "2025-12-31")
    twice = moments.append(days_apart("2025-01-01", "2025-12-31"))
    content = ReportContent(
        title="x", incidents=incidents_at(county, twice), since=date(2025, 1, 1), until=date(2025, 12, 31)
    )
    total, in_scope, _ = key_figures(content)
    assert total.value == "730"
    assert in_scope.notes == ("同比 +99.5%",)  # 730 in 2025 against 366 in 2024


def test_a_month_is_compared_with_the_month_before_and_the_year_before(county: SmallCounty) -> None:
    incidents = incidents_at(county, days_apart("2024-03-01", "2025-03-31"))
    content = ReportContent(title="x", incidents=incidents, since=date(2025, 3, 1), until=date(2025, 3, 31))
    assert key_figures(content)[1].notes == ("同比 +0.0%", "环比 +10.7%")  # 31, 31 and 28 days


def test_what_the_records_do_not_reach_back_to_is_not_compared(county: SmallCounty) -> None:
    incidents = incidents_at(county, days_apart("2025-02-01", "2025-03-31"))
    content = ReportContent(title="x", incidents=incidents, since=date(2025, 3, 1), until=date(2025, 3, 31))
    assert key_figures(content)[1].notes == ("环比 +10.7%",)


def test_repeated_and_invalid_calls_count_nowhere(county: SmallCounty) -> None:
    incidents = incidents_at(county, days_apart("2025-03-01", "2025-03-31"))
    status = np.array(["valid"] * 20 + ["repeated"] * 6 + ["invalid"] * 5)
    content = ReportContent(
        title="x", incidents=IncidentFrame(incidents.assign(status=status)),
        since=date(2025, 3, 1), until=date(2025, 3, 31),
    )  # fmt: skip
    assert [figure.value for figure in key_figures(content)] == ["20", "20", "20"]


def test_the_monthly_chart_draws_a_column_for_each_month_and_marks_the_year_before(
    county: SmallCounty,
) -> None:
    incidents = incidents_at(county, days_apart("2024-01-01", "2025-12-31"))
    content = ReportContent(title="x", incidents=incidents, since=date(2025, 1, 1), until=date(2025, 12, 31))
    chart = str(monthly_chart(content))
    assert re.findall(r"<title>(\d+)</title>", chart)[:3] == ["31", "28", "31"]
    assert chart.count('stroke="#2166ac" stroke-width="2.4"') == 12 + 1
    bare = dataclasses.replace(content, since=date(2024, 1, 1), until=date(2024, 12, 31))
    assert '"#2166ac"' not in str(monthly_chart(bare))
    assert monthly_chart(dataclasses.replace(content, since=date(2025, 12, 1))) is None


def test_columns_stand_on_the_axis_and_are_as_high_as_their_count(county: SmallCounty) -> None:
    incidents = incidents_at(county, days_apart("2025-01-01", "2025-02-14"))
    content = ReportContent(title="x", incidents=incidents, since=date(2025, 1, 1), until=date(2025, 2, 28))
    bars = re.findall(
        r'<rect x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', str(monthly_chart(content))
    )
    (top, height), (other_top, other_height) = [(float(y), float(h)) for y, h in bars[:2]]
    assert top + height == pytest.approx(other_top + other_height)
    assert height / other_height == pytest.approx(31 / 14)


@pytest.mark.parametrize(
    ("highest", "step"), [(1, 1), (4, 1), (9, 5), (31, 10), (180, 50), (330, 100), (4000, 1000)]
)
def test_axes_step_by_round_numbers(highest: int, step: int) -> None:
    assert round_step(highest) == step


def test_the_week_reads_the_countys_clock_and_leaves_out_whole_days(county: SmallCounty) -> None:
    monday_nine = pd.DatetimeIndex(["2025-03-03T09:30:00+08:00"] * 8)
    incidents = incidents_at(county, monday_nine)
    content = ReportContent(title="x", incidents=incidents, since=date(2025, 3, 1), until=date(2025, 3, 31))
    hours = re.findall(r"<title>(\d+)</title>", str(week_chart(content)))
    assert len(hours) == 168
    assert [number for number, hour in enumerate(hours) if hour == "8"] == [9]
    whole_day = IncidentFrame(incidents.assign(occurred_to=incidents["occurred_from"] + pd.Timedelta(days=1)))
    assert week_chart(dataclasses.replace(content, incidents=whole_day)) is None


def test_the_import_is_told_in_words_and_what_did_not_occur_is_left_out() -> None:
    quality = quality_of(IMPORT, "zh")
    assert quality.rows == [
        ("读入", "1500"), ("采用", "1470"), ("退回", "20"), ("重复行", "10"),
        ("重复行中被后来的内容取代的", "1"), ("不属于本系统范围\uff08未读入\uff09", "4"),
        ("重复报警\uff08已标记\uff09", "7"),
    ]  # fmt: skip
    assert [rows for _, rows in quality.reasons] == ["12", "9"]
    assert quality.reasons[0][0] == label("reject", "time.unreadable", "zh")
    assert quality.remarks[0] == "坐标按 gcj02 读取\uff08由用户指定\uff09。"
    assert any("报警人电话" in remark for remark in quality.remarks)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_guess_of_the_coordinates_is_told_with_its_reason(lang: str) -> None:
    guessed = dataclasses.replace(IMPORT, crs="wgs84", crs_reason="crs.degrees", swapped=True)
    first, second, *_ = quality_of(guessed, lang).remarks
    assert text("crs.degrees", lang).rstrip("。.") in first
    assert second == text("quality.swapped", lang)


@pytest.mark.parametrize("code", reason_codes())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reason_for_turning_a_row_away_has_words(code: str, lang: str) -> None:
    ((words, _),) = quality_of(dataclasses.replace(IMPORT, reasons={code: 1}), lang).reasons
    assert words != code


def test_shapes_become_closed_rings_with_their_holes() -> None:
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
    assert path_data(ring).count("M") == path_data(ring).count("Z") == 2
    assert path_data(shapely.LineString([(0, 0), (1.26, 2)])) == "M0 0L1.3 2"


def test_beats_name_their_stations_not_codes(content: ReportContent, county: SmallCounty) -> None:
    coded = dataclasses.replace(content, beats=county.beats.assign(station="s2"))
    table = render_report(coded).split("<h2>巡区与负荷</h2>")[1]
    assert "<td>石桥派出所</td>" in table
    assert "<td>s2</td>" not in table


def test_a_report_on_incidents_alone_has_no_empty_sections(county: SmallCounty) -> None:
    content = ReportContent(
        title="x", incidents=county.incidents, since=date(2025, 1, 1), until=date(2025, 12, 31)
    )
    assert re.findall(r"<h2>(.*?)</h2>", render_report(content)) == [
        "总体情况", "月度走势", "一周时段分布", "方法说明",
    ]  # fmt: skip


def test_a_period_without_incidents_is_reported_as_such(county: SmallCounty) -> None:
    content = ReportContent(
        title="x",
        incidents=county.incidents,
        since=date(2019, 1, 1),
        until=date(2019, 3, 31),
        areas=county.areas,
    )
    said = render_report(content)
    assert "<strong>0</strong>" in said
    assert "<h2>一周时段分布</h2>" not in said


def test_a_report_that_would_load_something_is_not_written(
    content: ReportContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_module, "style_sheet", lambda: "@import url(https://fonts.example/a.css);")
    with pytest.raises(FileError, match=r"export\.outside_reference"):
        write_report(tmp_path / "report.html", content)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def opened(
    content: ReportContent, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, list[str]]]:
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(path, content)
    trouble: list[str] = []
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        page = browser.new_page(viewport={"width": 900, "height": 1200})

        def gate(route: Any) -> None:
            if route.request.url == path.as_uri():
                route.continue_()
            else:
                trouble.append(route.request.url)
                route.abort()

        page.route("**/*", gate)
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(path.as_uri())
        yield page, trouble
        browser.close()


@pytest.mark.browser
def test_the_report_opens_without_a_request_or_a_complaint(opened: tuple[Any, list[str]]) -> None:
    page, trouble = opened
    assert trouble == []
    assert page.locator("figure.map > svg").count() == 2
    assert page.locator(".badge-significant").count() == 3


@pytest.mark.browser
def test_the_report_prints_on_a4_without_running_off_the_page(opened: tuple[Any, list[str]]) -> None:
    page, _ = opened
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # 180 mm of text at 96 dpi
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="screen")
