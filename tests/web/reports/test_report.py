from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely
import shapely.affinity

from gis.errors import FileError
from tests.web.evidence import FOUND
from tests.web.opened_file import OpenedFile, opened_file
from tests.web.small_county import HOSTILE, SmallCounty, small_county
from tests.web.small_import import IMPORT
from web.maps.self_contained import outside_references
from web.reports import ReportContent, write_report
from web.reports import report as report_module
from web.reports.map_figure import path_data
from web.reports.report import render_report
from web.texts import label

if TYPE_CHECKING:
    from playwright.sync_api import Browser


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
        found=FOUND,
        repeated_places=_repeated(),
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


def test_nothing_is_asked_for_and_no_word_of_a_file_becomes_markup(html: str) -> None:
    assert outside_references(html) == []
    assert "<script" not in html
    assert "&lt;script&gt;alert" in html


def _repeated() -> gpd.GeoDataFrame:
    table = {
        "incidents": [31],
        "main_category": [HOSTILE],
        "first_occurred_at": pd.Timestamp("2025-01-02T04:00Z"),
        "last_occurred_at": pd.Timestamp("2025-12-02T04:00Z"),
    }
    return gpd.GeoDataFrame(table, geometry=[shapely.Point(104.5, 31.5)], crs=4326)


def test_every_significant_area_has_a_sheet_with_months_week_categories_and_facts(html: str) -> None:
    sheets = re.findall(r'<article class="sheet">(.*?)</article>', html, flags=re.DOTALL)
    assert len(sheets) == 3
    first = sheets[0]
    assert first.count('fill="#7a3b1d"/>') == 12
    assert first.count('height="10.4"') == 168
    assert "150 · 80%" in first
    assert "0.72 = 危害 0.80" in first
    assert "全县 1.90 起" in first


def test_the_weights_of_the_ranking_and_the_scope_are_stated(html: str) -> None:
    assert "排名得分：危害×2、持续×1" in html
    assert "范围：可防性案件和治安警情" in html


def test_a_report_on_one_class_names_it(content: ReportContent) -> None:
    traffic = render_report(dataclasses.replace(content, categories=("traffic",)))
    assert "范围：交通" in traffic
    assert "可防性案件和治安警情" not in traffic


def test_repeated_places_are_named_by_their_village_alone(html: str) -> None:
    listed = html[html.index("<h2>同一地点多起警情</h2>") : html.index("<h2>月度走势</h2>")]
    assert "<td>31</td>" in listed
    assert "104.5" not in listed


def test_areas_that_crowd_have_a_map_of_their_own(content: ReportContent) -> None:
    one = content.areas.iloc[0]
    metric = content.areas.geometry.to_crs("EPSG:4543").iloc[0]
    shapes = [shapely.affinity.translate(metric, 900 * number) for number in range(4)]
    rows = pd.DataFrame([one.drop("geometry")] * 4).assign(rank=[1, 2, 3, 5])
    crowd = gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4543").to_crs(4326)
    far = content.areas.iloc[[2]].assign(rank=4)
    areas = pd.concat([crowd, far], ignore_index=True)
    said = render_report(dataclasses.replace(content, areas=areas))
    county_map, town_map = re.findall(r'<figure class="map">(.*?)</figure>', said, flags=re.DOTALL)[:2]
    badges = r'<g class="badge-significant">'
    assert 'class="frame"' in county_map
    assert len(re.findall(badges, county_map)) == 1
    assert len(re.findall(badges, town_map)) == 4
    assert "见放大图" not in town_map


def test_every_section_is_there_in_order(html: str) -> None:
    headings = re.findall(r"<h2>(.*?)</h2>", html)
    assert headings == [
        "总体情况", "治安乱点", "逐处证据", "关注区域", "同一地点多起警情",
        "月度走势", "一周时段分布", "巡区与负荷", "数据质量", "方法说明",
    ]  # fmt: skip


def test_a_report_in_english_has_no_chinese_of_its_own(county: SmallCounty) -> None:
    beats = county.beats.assign(station=None)
    areas = county.areas.assign(top_categories="theft", category_counts="theft 9")
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
    badges = re.findall(r'<td rowspan="2"><b class="badge (\w+)">(\d+)</b>', html)
    assert badges == [("significant", "1"), ("significant", "2"), ("significant", "3"), ("watch", "4")]
    watch = html[html.index("<h2>关注区域</h2>") : html.index("<h2>同一地点多起警情</h2>")]
    assert "不作为认定依据" in watch
    assert "不显著" in watch


def test_every_area_is_called_by_the_township_it_lies_in(html: str) -> None:
    *_, table = html.split('<table class="areas">', 1)
    places = re.findall(r'<td class="place">([^<]*)</td>', table)
    assert places
    assert all(re.match("城关镇|青川镇|石桥镇|白鹿乡|龙泉乡|&lt;script", place) for place in places)


def test_areas_without_townships_or_villages_have_no_column_of_places(content: ReportContent) -> None:
    bare = render_report(dataclasses.replace(content, places={}, repeated_places=None))
    assert label("column", "place", "zh") not in bare


def test_no_significant_area_is_said_as_an_answer(content: ReportContent, county: SmallCounty) -> None:
    none = dataclasses.replace(content, areas=county.areas.iloc[:0])
    said = render_report(none)
    assert "没有统计上显著的治安乱点" in said
    assert "<h2>关注区域</h2>" not in said


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
    browser: Browser, content: ReportContent, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenedFile]:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(path, content)
    with opened_file(browser, path, 900, 1200) as opened:
        yield opened


@pytest.mark.browser
def test_the_report_opens_without_a_request_or_a_complaint(opened: OpenedFile) -> None:
    page = opened.page
    assert opened.requests == []
    assert opened.complaints == []
    assert page.locator("figure.map > svg").count() == 2
    assert page.locator(".badge-significant").count() == 3


@pytest.mark.browser
def test_the_report_prints_on_a4_without_running_off_the_page(opened: OpenedFile) -> None:
    page = opened.page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # 180 mm of text at 96 dpi
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="screen")
