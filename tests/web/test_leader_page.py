"""The leader's page: what it counts, what it says where there is little, and who may see it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pypdf
import pytest
from starlette.testclient import TestClient

from data.store import Store, open_store
from gis.frames import IncidentFrame
from tests import desk_county
from tests.signed_in import client_as

TOWNSHIP = "620523100"


def month_of(incidents: IncidentFrame, month: str) -> IncidentFrame:
    local = pd.DatetimeIndex(incidents["occurred_from"]).tz_convert("Asia/Shanghai")
    return IncidentFrame(incidents[local.strftime("%Y-%m") == month])


def total_of(page: str, heading: str) -> list[str]:
    """Read the last row of a table by the heading above it."""
    table = page[page.index(heading) :].split("</table>", maxsplit=1)[0]
    row = table[table.index('class="total"') :]
    return [re.sub("<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]


def sheets(pdf: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "bare.sqlite") as store:
        yield store


def test_the_month_is_counted_beside_last_month_and_last_year(desk_client: TestClient) -> None:
    page = desk_client.get("/leader", params={"month": "2025-12"}).text
    every = desk_county.incidents()
    in_scope = IncidentFrame(every[every["in_scope"]])
    now, before, year_ago = (len(month_of(in_scope, month)) for month in ("2025-12", "2025-11", "2024-12"))
    assert f"可防性案件和治安警情 {now} 起" in page
    assert f"{abs(now - before)} 起" in page
    totals = total_of(page, "按乡镇")
    assert totals[1] == str(now)
    assert f"{now / year_ago - 1:+.1%}".replace("-", "−") in totals[3]
    assert total_of(page, "按类别")[1] == str(len(month_of(every, "2025-12")))


def test_townships_add_up_to_the_county(desk_client: TestClient) -> None:
    page = desk_client.get("/leader", params={"month": "2025-06"}).text
    table = page[page.index("按乡镇") :].split("</table>")[0]
    rows = [
        [re.sub("<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]
        for row in table.split("<tr")[2:]
    ]
    counts = [int(row[1]) for row in rows]
    assert sum(counts[:-1]) == counts[-1]
    assert counts[:-1] == sorted(counts[:-1], reverse=True)
    assert all(name in table for name in desk_county.NAMES)


def test_areas_are_numbered_on_the_map_and_listed(desk_client: TestClient) -> None:
    page = desk_client.get("/leader").text
    assert page.count('<span class="leader-rank">') == desk_county.SIGNIFICANT
    assert '<g class="badge-significant">' in page
    assert "另有关注区域 3 处" in page
    assert "城关镇 · 城关东村" in page


def test_what_is_being_done_is_said_and_rectification_has_its_place(desk_client: TestClient) -> None:
    page = desk_client.get("/leader").text
    assert "现有巡区 3 个" in page
    assert "2 天 4 班" in page
    assert "尚未登记" in page
    assert "民警 16 人" in page


def test_the_first_month_has_nothing_before_it(desk_client: TestClient) -> None:
    page = desk_client.get("/leader", params={"month": "2024-01"}).text
    assert "第一个月" in page
    assert "没有完整记录" in page


def test_a_month_without_records_leads_to_the_newest(desk_client: TestClient) -> None:
    for asked in ("2031-05", "<b>", "2025-13"):
        answer = desk_client.get("/leader", params={"month": asked})
        assert answer.status_code == 200
        assert 'value="2025-12" selected' in answer.text
        assert "改为显示最近的月份" in answer.text
        assert "<b>" not in answer.text


def test_the_page_is_in_english_too(desk_client: TestClient) -> None:
    page = desk_client.get("/leader", params={"lang": "en", "month": "2025-12"}).text
    assert "Public order in December 2025" in page
    said = re.sub("<svg.*?</svg>|<[^>]+>", "", page.split("<body")[1], flags=re.S)
    names = sorted({"安平县", "中文", *desk_county.NAMES, *desk_county.villages()["name"]}, key=len)
    for name in reversed(names):
        said = said.replace(name, "")
    assert not re.findall("[\u4e00-\u9fff]+", said)


def test_an_empty_store_says_so(empty_client: TestClient) -> None:
    answer = empty_client.get("/leader")
    assert answer.status_code == 200
    for said in ("库中还没有警情", "尚未划分巡区", "尚未排定巡逻路线", "没有警力数据", "尚未登记"):
        assert said in answer.text


def test_without_townships_and_areas_the_page_says_what_is_missing(bare: Store) -> None:
    bare.import_incidents([desk_county.incidents(200)], same_id="update", source_file="some")
    page = client_as(bare).get("/leader").text
    assert "尚未分析治安乱点" in page
    assert "没有乡镇图层" in page


def test_no_significant_area_is_an_answer(bare: Store) -> None:
    bare.replace_places("townships", desk_county.townships())
    bare.import_incidents([desk_county.incidents(200)], same_id="update", source_file="some")
    bare.save_analysis("hotspots", {"categories": ()}, {"areas": desk_county.areas().iloc[:0]})
    assert "没有显著的治安乱点" in client_as(bare).get("/leader").text


def test_incidents_without_a_point_count_in_their_township(bare: Store) -> None:
    incidents = desk_county.incidents(400)
    incidents.loc[incidents.index[-5:], "geometry"] = None
    incidents.loc[incidents.index[-5:], "precision"] = "none"
    incidents["in_scope"] = True
    incidents["township_code"] = TOWNSHIP
    bare.replace_places("townships", desk_county.townships())
    bare.import_incidents([incidents], same_id="update", source_file="some")
    now = len(month_of(incidents, "2025-12"))
    page = client_as(bare, "committee").get("/leader", params={"month": "2025-12"}).text
    assert f"可防性案件和治安警情 {now} 起" in page
    assert total_of(page, "按乡镇")[1] == str(now)
    assert "5 起没有可信坐标" in page
    assert "范围外或不明" not in page


@pytest.mark.parametrize("role", ["committee", "governance", "command"])
def test_county_roles_see_the_whole_county(county_store: Store, role: str) -> None:
    page = client_as(county_store, role).get("/leader").text
    assert "按乡镇" in page
    assert "只计坐标落在所辖范围内" not in page


@pytest.mark.parametrize(
    ("role", "ground", "name"),
    [("station", {"station": "S2"}, "石门派出所"), ("township", {"township_code": TOWNSHIP}, "城关镇")],
)
def test_bound_roles_see_their_own_ground(
    county_store: Store, desk_client: TestClient, role: str, ground: dict[str, str], name: str
) -> None:
    own = client_as(county_store, role, **ground)
    pages = [client.get("/leader", params={"month": "2025-12"}).text for client in (own, desk_client)]
    assert f"安平县 · {name}" in pages[0]
    assert "只计坐标落在所辖范围内" in pages[0]
    some, everything = (int(total_of(page, "按类别")[1]) for page in pages)
    asked = {"scope": "all", "since": "2025-12-01", "until": "2026-01-01"}
    assert some == own.get("/api/v1/incidents/rhythm", params=asked).json()["incidents"]
    assert 0 < some < everything


def test_a_single_township_is_counted_by_its_villages(county_store: Store) -> None:
    page = client_as(county_store, "township", township_code=TOWNSHIP).get("/leader").text
    assert "按村" in page
    assert "城关东村" in page
    assert "柳林" not in page.split("<article")[1].split("<svg")[0]


@pytest.mark.parametrize("role", ["admin", "department"])
def test_roles_without_figures_are_refused(county_store: Store, role: str) -> None:
    client = client_as(county_store, role)
    assert [client.get(path).status_code for path in ("/leader", "/leader.pdf")] == [403, 403]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_file_is_one_sheet_and_its_reading_is_audited(county_store: Store, lang: str) -> None:
    client = client_as(county_store, "committee")
    answer = client.get("/leader.pdf", params={"month": "2025-06", "lang": lang})
    assert answer.headers["content-type"] == "application/pdf"
    pages = sheets(answer.content)
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [(595, 842)]
    said = pages[0].extract_text()
    for words in ("城关镇", "2025", "▲" if lang == "zh" else "To date"):
        assert words in said
    newest = county_store.audit.entries(action="export.")[0].deed
    assert (newest.subject, newest.role) == ("leader 2025-06.pdf", "committee")


def test_a_county_with_many_townships_and_areas_still_fits_on_one_sheet(bare: Store) -> None:
    townships = desk_county.villages().rename(columns={"township_code": "of"})
    bare.replace_places("townships", townships[["code", "name", "geometry"]])
    bare.import_incidents([desk_county.incidents()], same_id="update", source_file="some")
    areas = pd.concat([desk_county.areas().iloc[:4]] * 6, ignore_index=True)
    areas = areas.assign(rank=range(1, 25), area_id=[f"A{number}" for number in range(24)])
    bare.save_analysis("hotspots", {"categories": ()}, {"areas": areas})
    client = client_as(bare)
    page = client.get("/leader").text
    assert "其余 9 个" in page
    assert "另有 12 处" in page
    assert int(total_of(page, "按乡镇")[1]) == len(
        month_of(IncidentFrame(desk_county.incidents().query("in_scope")), "2025-12")
    )
    assert len(sheets(client.get("/leader.pdf").content)) == 1


def test_there_is_no_file_of_nothing(empty_client: TestClient) -> None:
    answer = empty_client.get("/leader.pdf")
    assert answer.json()["code"] == "leader.no_incidents"


def test_the_desk_leads_to_the_page(desk_client: TestClient) -> None:
    assert 'href="/leader?lang=zh"' in desk_client.get("/").text
