"""The map and the months of an entry's page, and the register on the leader's page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
import shapely

from data.store import Store, open_store
from tests import desk_county
from tests.signed_in import client_as
from tests.web.test_register_page import DESIGNATION, act, propose_all
from web.reports.register_entry import CHART, LEFT, months_chart
from web.services.exporting import today
from web.services.register.actors import COMMAND_LINE
from web.services.register.picture import EntryPicture, picture_of
from web.services.register.work import RegisterWork


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("register") / "county.sqlite") as store:
        desk_county.fill(store)
        propose_all(store)
        yield store


def picture(store: Store, entry_id: int = 1, *, sees_figures: bool = True) -> EntryPicture:
    listed = RegisterWork(store, COMMAND_LINE, today(), "Asia/Shanghai").listed()
    one = next(each for each in listed if each.entry.id == entry_id)
    found = picture_of(store, one, listed, sees_figures=sees_figures, time_zone="Asia/Shanghai")
    assert found is not None
    return found


def test_the_months_of_an_area_add_up_to_the_incidents_in_scope_within_its_outline(store: Store) -> None:
    used = desk_county.incidents()
    inside = shapely.intersects(desk_county.areas().geometry.iloc[0], used.geometry.to_numpy())
    local = used["occurred_from"].dt.tz_convert("Asia/Shanghai")
    whole = local < "2026-01-01"
    found = picture(store)
    assert (found.months[0].year, found.months[0].month) == (2024, 1)
    assert (found.months[-1].year, found.months[-1].month) == (2025, 12)
    assert sum(month.incidents for month in found.months) == (inside & used["in_scope"] & whole).sum() > 50
    march = (local.dt.year == 2025) & (local.dt.month == 3)
    assert found.months[14].incidents == (inside & used["in_scope"] & march).sum()


def test_the_time_under_rectification_begins_where_the_area_was_designated(store: Store) -> None:
    found = picture(store)
    shown = EntryPicture(
        found.shape, found.bounds, found.places, found.others, found.months, ((date(2025, 1, 1), None),)
    )
    chart = months_chart(shown, "zh")
    assert chart is not None
    band = re.search(r'<rect x="([\d.]+)" y="8.0" width="([\d.]+)"', chart)
    assert band is not None
    middle = LEFT + (CHART[0] - LEFT) / 2  # the records hold 24 months, of which 12 are before
    assert [float(each) for each in band.groups()] == pytest.approx([middle, CHART[0] - middle], abs=0.2)
    assert "2025-01 起整治" in chart


def test_the_page_shows_the_ground_and_other_areas_and_months_to_those_who_see_figures(store: Store) -> None:
    page = client_as(store, "committee").get("/register/1").text
    assert page.count("<svg viewBox") == 3
    assert "各月警情" in page
    assert "台账中的其他区域" in page
    assert client_as(store, "committee").get("/register/1?lang=en").text.count("Incidents by month") == 2


def test_a_department_sees_the_ground_of_its_entry_and_no_incidents_counted(store: Store) -> None:
    committee = client_as(store, "committee")
    assert act(committee, 1, "designate", **{**DESIGNATION, "supporting": "市场监管局"}) == 200
    page = client_as(store, "department", department="市场监管局").get("/register/1").text
    assert "在哪里" in page
    assert "各月警情" not in page
    assert picture(store, sees_figures=False).months == ()


def test_a_problem_is_drawn_by_its_townships(store: Store) -> None:
    said = {
        "kind": "problem",
        "title": "盗窃电动车",
        "reason": "三个乡镇多发",
        "townships": ["620523100", "620523101"],
        "categories": "盗窃",
    }
    made = client_as(store, "governance").post("/register/new", data=said)
    assert "涉及的乡镇" in made.text
    assert "本区域" not in made.text
    number = max(entry.id for entry in store.register.listed())
    thefts = sum(month.incidents for month in picture(store, number).months)
    used = desk_county.incidents()
    ground = shapely.union_all(desk_county.townships().geometry.iloc[:2])
    inside = shapely.intersects(ground, used.geometry.to_numpy())
    before = used["occurred_from"].dt.tz_convert("Asia/Shanghai") < "2026-01-01"
    assert thefts == (inside & (used["category_word"] == "盗窃") & before).sum()


def test_the_leader_reads_how_rectification_stands(store: Store) -> None:
    page = client_as(store, "committee").get("/leader").text
    assert "正在整治：重点地区 0 处，突出问题 0 个。另有 7 个待决定。" in re.sub("<[^>]+>|\n *", "", page)
    committee = client_as(store, "committee")
    for entry, deadline in ((1, "2099-10-31"), (2, "2099-09-30")):
        assert act(committee, entry, "designate", **{**DESIGNATION, "deadline": deadline}) == 200
    assert act(committee, 1, "list") == 200
    said = re.sub("<[^>]+>|\n *", "", committee.get("/leader").text)
    assert (
        "正在整治：重点地区 2 处，突出问题 0 个。其中：挂牌督办 1。包案：副县长 2 个。另有 5 个待决定。"
        in said
    )
    assert "最近的期限：2099年9月30日。" in said
