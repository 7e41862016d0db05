"""Filters, playing months and two periods side by side, in a real browser cut off from every other host."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Page

from tests.browser.conftest import Visit, asked
from tests.browser.test_desk_page import settle

pytestmark = pytest.mark.browser

CAPTION = ".period-caption"
SAME_VIEW = """() => { const [one, other] = [window.desk.map, window.desk.beside];
  const near = (a, b) => Math.abs(a - b) < 1e-6;
  return near(one.getZoom(), other.getZoom()) && near(one.getCenter().lng, other.getCenter().lng)
    && near(one.getCenter().lat, other.getCenter().lat); }"""
CELLS = """(map) => [...new Map(window.desk[map].querySourceFeatures('density').map((one) => [one.id, one]))
  .values()].reduce((sum, one) => sum + one.properties.incidents, 0)"""


def counted(page: Page) -> int:
    """Read how many incidents the months chosen hold."""
    return int(page.locator(CAPTION).inner_text().split("·")[1].split("起")[0].replace(",", ""))


def test_hours_source_and_word_narrow_what_is_counted_and_go_into_the_address(visit: Visit) -> None:
    page = visit.open("/?scope=all")
    settle(page)
    everything = counted(page)
    before = page.locator(CAPTION).inner_text()
    with page.expect_response(lambda answer: "/incidents?" in answer.url and "hours=18-24" in answer.url):
        page.locator("[data-hours='18-24']").click()
    page.wait_for_function(
        "(said) => document.querySelector('.period-caption').textContent !== said", arg=before
    )
    night = counted(page)
    assert 0 < night < everything
    page.locator("#word").fill("求助")
    page.locator("#word").press("Enter")
    page.wait_for_function("() => location.search.includes('word=')")
    page.locator("#source").select_option("reported")
    assert asked(page) == asked(page) | {"hours": "18-24", "word": "求助", "source": "reported"}
    page.wait_for_function("() => document.querySelector('#subtitle').textContent.includes('求助')")
    assert "夜间" in page.locator("#subtitle").inner_text()
    page.locator("#filters button", has_text="清除筛选").click()
    assert not {"hours", "word", "source"} & set(asked(page))
    page.wait_for_function(
        "(said) => document.querySelector('.period-caption').textContent === said", arg=before
    )
    assert visit.clean()


def test_a_link_brings_the_filters_back(visit: Visit) -> None:
    page = visit.open("/?hours=0-6,18-24&word=盗窃&source=reported")
    settle(page)
    pressed = page.locator(".parts button[aria-pressed=true]").all_inner_texts()
    assert pressed == ["凌晨", "夜间"]
    assert page.locator("#word").input_value() == "盗窃"
    assert page.locator("#source").input_value() == "reported"
    assert "凌晨、夜间" in page.locator("#subtitle").inner_text()
    assert visit.clean()


def test_a_word_that_nobody_uses_is_said_to_be_unknown_and_filters_nothing(visit: Visit) -> None:
    page = visit.open("/")
    assert page.locator("#words option").count() == 3
    page.locator("#word").fill("没有这个词")
    page.locator("#word").press("Enter")
    assert page.locator("#word").get_attribute("aria-invalid") == "true"
    assert "没有这个词" in (page.locator("#word").get_attribute("title") or "")
    assert "word" not in asked(page)


def test_filters_work_by_keyboard_alone(visit: Visit) -> None:
    page = visit.open("/")
    page.locator("#source").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert asked(page)["hours"] == "0-6"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert asked(page)["hours"] == "0-6,6-12"
    page.keyboard.press("Space")
    assert asked(page)["hours"] == "0-6"
    for part in ("6-12", "12-18", "18-24"):
        page.locator(f"[data-hours='{part}']").press("Enter")
    assert "hours" not in asked(page), "all four parts are the whole day"


def test_where_nothing_fits_the_desk_says_none_and_no_error(visit: Visit) -> None:
    page = visit.open("/?word=求助&show=incidents,areas")
    settle(page)
    assert counted(page) == 0
    assert page.locator(".notice-error").count() == 0
    assert visit.clean()


def test_months_play_by_themselves_to_the_end_and_stop(visit: Visit) -> None:
    visit.page.clock.install()
    page = visit.open("/?from=2025-09&to=2025-10")
    settle(page)
    play = page.locator(".play")
    play.focus()
    page.keyboard.press("Space")
    assert play.get_attribute("aria-pressed") == "true"
    assert (asked(page)["from"], asked(page)["to"]) == ("2025-10", "2025-11")
    page.clock.run_for(1300)
    assert (asked(page)["from"], asked(page)["to"]) == ("2025-11", "2025-12")
    page.clock.run_for(1300)
    assert play.get_attribute("aria-pressed") == "false"
    assert asked(page)["to"] == "2025-12"
    play.click()
    assert (asked(page)["from"], asked(page)["to"]) == ("2024-01", "2024-02")
    play.click()
    page.clock.run_for(5000)
    assert asked(page)["from"] == "2024-01", "paused"
    assert visit.clean()


def test_of_all_months_single_ones_are_played(visit: Visit) -> None:
    page = visit.open("/?from=2024-01&to=2025-12")
    page.locator(".play").click()
    assert (asked(page)["from"], asked(page)["to"]) == ("2024-01", "2024-01")


def test_two_periods_stand_side_by_side_on_the_same_ground_and_classes(visit: Visit) -> None:
    page = visit.open("/?from=2025-01&to=2025-06&scope=all&show=areas,incidents,labels")
    settle(page)
    with page.expect_response(lambda answer: "/incidents/change" in answer.url and answer.ok) as answer:
        page.locator("#against").select_option("year")
    change = answer.value.json()
    page.wait_for_function("() => window.desk.beside?.loaded() && window.desk.map.loaded()")
    page.wait_for_function("() => document.querySelectorAll('#compare div').length === 2")
    said = page.locator("#compare").inner_text()
    assert "2024年1月 至 2024年6月" in said
    assert "2025年1月 至 2025年6月" in said
    assert f"{change['now']} 起" in said
    assert f"{change['before']} 起" in said
    assert f"{abs(change['now'] - change['before'])} 起" in said
    assert page.evaluate(SAME_VIEW) is True
    paint = "(map) => JSON.stringify(window.desk[map].getPaintProperty('density', 'fill-color'))"
    assert page.evaluate(paint, "map") == page.evaluate(paint, "beside")
    assert page.evaluate(CELLS, "map") == pytest.approx(change["now"], rel=0.02)
    assert page.evaluate(CELLS, "beside") == pytest.approx(change["before"], rel=0.02)
    page.evaluate("() => window.desk.beside.jumpTo({ center: [104.1, 34.05], zoom: 12 })")
    assert page.evaluate(SAME_VIEW) is True
    page.evaluate("() => window.desk.map.panBy([40, 10], { duration: 0 })")
    assert page.evaluate(SAME_VIEW) is True
    page.locator("#against").select_option("")
    assert page.locator("#map-beside").is_hidden()
    assert "against" not in asked(page)
    assert visit.clean()


def test_a_link_brings_two_periods_back_and_both_maps_say_what_is_under_the_pointer(visit: Visit) -> None:
    page = visit.open("/?from=2025-07&to=2025-09&against=previous&shade=none&area=A02")
    page.wait_for_function("() => window.desk.beside?.loaded() && window.desk.map.loaded()")
    page.wait_for_function("() => document.querySelectorAll('#compare div').length === 2")
    assert "2025年4月 至 2025年6月" in page.locator("#compare").inner_text()
    assert "对比 2025年4月 至 2025年6月" in page.locator("#subtitle").inner_text()
    marked = "() => window.desk.beside.getFeatureState({ source: 'areas', id: 2 }).chosen"
    page.wait_for_function(marked)
    assert visit.clean()


def test_a_period_before_the_records_is_not_compared(visit: Visit) -> None:
    page = visit.open("/?from=2024-01&to=2024-03&against=year&lang=en")
    page.wait_for_function("() => document.querySelectorAll('#compare div').length === 2")
    assert "records begin Jan 2024" in page.locator("#compare").inner_text()
    assert "chance" not in page.locator("#compare").inner_text()


def test_on_a_tablet_both_periods_are_said_beside_each_other(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 820, "height": 1180})
    page = visit.open("/?against=previous&from=2025-10&to=2025-12")
    page.wait_for_function("() => document.querySelectorAll('#compare div').length === 2")
    page.wait_for_function("() => window.desk.beside?.loaded() && window.desk.map.loaded()")
    one, other, below = page.evaluate(
        """() => ["#compare div:nth-child(1)", "#compare div:nth-child(2)", "#map"]
            .map((part) => document.querySelector(part).getBoundingClientRect().toJSON())"""
    )
    assert one["y"] == other["y"]
    assert max(one["bottom"], other["bottom"]) <= below["y"] + 1
    assert visit.clean()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_filters_and_months_fit_a_laptop_in_one_line(visit: Visit, lang: str) -> None:
    page = visit.open(f"/?lang={lang}&hours=0-6&against=year")
    page.wait_for_function("() => document.querySelectorAll('#compare div').length === 2")
    assert page.locator("#filters").bounding_box()["height"] < 45  # type: ignore[index]
    assert page.locator("#period").bounding_box()["height"] < 105  # type: ignore[index]
    sideways = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(sideways) == 0
