"""The map desk in a real browser that is cut off from every other host."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Page

from data.store import open_store
from tests.browser.conftest import LAPTOP, Visit, asked, served, watched
from tests.signed_in import session_of
from web.routes.authentication import COOKIE
from web.settings import Settings

pytestmark = pytest.mark.browser

COUNT = "(id) => new Set(window.desk.map.queryRenderedFeatures({ layers: [id] }).map((one) => one.id)).size"
ROWS = "#list-areas .row:not(.row-still)"


def on_screen(page: Page, source: str, key: str, value: str) -> dict[str, float]:
    """Where the label point of a feature stands on the screen."""
    return page.evaluate(
        """([source, key, value]) => {
          const { map } = window.desk;
          const found = map.querySourceFeatures(source).find((one) => String(one.properties[key]) === value);
          const { x, y } = map.project([found.properties.label_lon, found.properties.label_lat]);
          const frame = map.getCanvas().getBoundingClientRect();
          return { x: frame.left + x, y: frame.top + y };
        }""",
        [source, key, value],
    )


def settle(page: Page) -> None:
    """Wait until the map has drawn everything that it has."""
    page.wait_for_function("() => window.desk.map.loaded() && !window.desk.map.isMoving()")


def test_the_desk_asks_nothing_of_other_hosts(visit: Visit) -> None:
    page = visit.open(
        "/?shade=density&show=areas,watch,incidents,beats,stations,checkpoints,key-places,villages,labels"
    )
    settle(page)
    assert page.locator(ROWS).count() == 7
    assert visit.clean()


def test_labels_in_chinese_and_latin_are_drawn_without_glyph_files(visit: Visit) -> None:
    page = visit.open("/")
    settle(page)
    names = page.evaluate("""() => window.desk.map.queryRenderedFeatures({ layers: ['label-township'] })
        .map((feature) => feature.properties.name)""")
    assert "城关镇" in names
    # Latin letters and digits come from the same place: a beat's label is nothing else.
    page = visit.open("/?shade=beats")
    settle(page)
    assert (
        page.evaluate("() => window.desk.map.queryRenderedFeatures({ layers: ['beat-label'] }).length") == 3
    )
    assert visit.clean()


def shown(page: Page, layer: str) -> int:
    """Count the features of a map layer that are drawn; one that lies in two tiles counts once."""
    return page.evaluate(COUNT, layer)


def wait_for(page: Page, layer: str, count: int) -> None:
    """Wait until as many features of a map layer are drawn."""
    page.wait_for_function(f"([layer, count]) => ({COUNT})(layer) === count", arg=[layer, count])


def test_what_patrols_are_planned_by_is_drawn_when_it_is_asked_for(visit: Visit) -> None:
    page = visit.open("/?shade=none&show=labels")
    settle(page)
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    with page.expect_response(lambda answer: "/patrol/joint-zones" in answer.url):
        page.locator("#show-joint-zones").check()
    wait_for(page, "joint-zones", 1)
    assert page.locator("#title").inner_text() == "联合防区"
    page.locator("#shade-cover").check()
    page.locator("#show-standing-points").check()
    page.locator("#show-gaps").check()
    wait_for(page, "cover", 24)
    for layer, count in (("border-gaps", 1), ("unvisited-roads", 1), ("standing-points", 2)):
        wait_for(page, layer, count)
    assert "15 分钟" in page.locator("#layer-list").inner_text()
    assert not [url for url in asked_for if "/patrol/routes" in url]
    page.locator("#show-closures").check()
    page.wait_for_function(
        "() => document.querySelector('#show-closures').closest('.choice')"
        ".nextElementSibling?.textContent.includes('无数据')"
    )
    assert visit.clean()


def test_a_joint_zone_says_who_answers_for_it_under_the_pointer(visit: Visit) -> None:
    page = visit.open("/?shade=none&show=joint-zones")
    settle(page)
    wait_for(page, "joint-zones", 1)
    place = on_screen(page, "joint-zones", "title", "联合防区 1")
    page.mouse.move(place["x"], place["y"])
    page.wait_for_selector(".tip dl")
    said = page.locator(".tip").inner_text()
    assert "城关派出所" in said
    assert "石门派出所" in said
    assert visit.clean()


def test_routes_follow_the_day_and_the_beat_chosen(visit: Visit) -> None:
    page = visit.open("/?shade=none&show=routes,beats&tab=beats")
    settle(page)
    page.wait_for_selector("#layer-list select")
    days = page.locator("#layer-list select option").all_inner_texts()
    assert days == ["2026-01-05", "2026-01-06"]
    wait_for(page, "routes", 2)
    assert shown(page, "stops") == 0
    page.locator("#list-beats .row[data-key='1']").click()
    wait_for(page, "routes", 1)
    wait_for(page, "stops", 1)
    page.locator("#layer-list select").select_option("2")
    assert asked(page)["day"] == "2"
    settle(page)
    drawn = "() => window.desk.map.queryRenderedFeatures({ layers: ['routes'] })[0].properties.title"
    assert page.evaluate(drawn) == "巡区 1 · 第 2 天路线"
    assert visit.clean()


def test_hovering_a_row_marks_the_area_on_the_map_and_back(visit: Visit) -> None:
    page = visit.open("/")
    settle(page)
    page.locator(ROWS).nth(1).hover()
    state = "() => window.desk.map.getFeatureState({ source: 'areas', id: 2 }).hover"
    assert page.evaluate(state) is True
    page.locator("h1").hover()
    assert page.evaluate(state) is False
    place = on_screen(page, "area-points", "area_id", "A03")
    page.mouse.move(place["x"], place["y"])
    page.wait_for_selector(f"{ROWS}[data-key=A03].row-hover")
    assert visit.clean()


def test_clicking_a_row_selects_it_and_shows_the_evidence(visit: Visit) -> None:
    page = visit.open("/")
    page.locator(ROWS).nth(0).click()
    page.wait_for_selector(".sheet svg")
    assert asked(page)["area"] == "A01"
    assert "228" in page.locator(".sheet .reason").inner_text()
    assert page.evaluate("() => window.desk.map.getFeatureState({ source: 'areas', id: 1 }).chosen") is True
    page.locator(ROWS).nth(0).click()
    assert "area" not in asked(page)
    assert page.locator(".sheet").count() == 0
    assert visit.clean()


def test_clicking_the_map_selects_in_the_list(visit: Visit) -> None:
    page = visit.open("/")
    settle(page)
    place = on_screen(page, "area-points", "area_id", "A02")
    page.mouse.click(place["x"], place["y"])
    page.wait_for_selector(f"{ROWS}[data-key=A02][aria-expanded=true]")
    assert asked(page)["area"] == "A02"
    page = visit.open("/?shade=beats&show=labels")
    settle(page)
    place = on_screen(page, "beat-points", "beat_id", "3")
    page.mouse.click(place["x"], place["y"])
    page.wait_for_selector("#list-beats .row[data-key='3'][aria-expanded=true]")
    assert (asked(page)["beat"], asked(page)["tab"]) == ("3", "beats")
    assert visit.clean()


def test_the_list_works_by_keyboard_alone(visit: Visit) -> None:
    page = visit.open("/")
    page.locator("#tab-areas").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.dataset.key") == "A02"
    assert page.evaluate("() => window.desk.map.getFeatureState({ source: 'areas', id: 2 }).hover") is True
    page.keyboard.press("Enter")
    assert asked(page)["area"] == "A02"
    page.keyboard.press("Escape")
    assert "area" not in asked(page)
    page.locator("#tab-areas").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#list-beats").is_visible()
    assert visit.clean()


def test_significant_and_watch_areas_are_listed_apart(visit: Visit) -> None:
    page = visit.open("/")
    listed = "#list-areas .rows:not(.rows-watch):not(.rows-repeated) .row"
    assert page.locator(listed).count() == 4
    assert page.locator("#list-areas .rows-watch .row").count() == 3
    assert "不显著" in page.locator(".heading-note").first.inner_text()


def test_the_sheet_of_an_area_says_its_evidence(visit: Visit) -> None:
    page = visit.open("/")
    page.locator(ROWS).nth(0).click()
    page.wait_for_selector(".sheet svg")
    said = page.locator(".evidence").inner_text()
    for heading in ("撤出条件", "人口率", "月度趋势", "集日", "稳定性", "各时段", "排名得分"):
        assert heading in said
    assert "larceny from vehicle" in page.locator(".sheet .bars").inner_text()
    assert "危害×2" in page.locator("#list-areas").inner_text()
    assert not page.get_by_text("预期数按人口分布推算").is_visible()
    page.get_by_text("预期数从何而来").click()
    assert page.get_by_text("预期数按人口分布推算").is_visible()
    assert visit.clean()


def test_a_class_has_its_own_areas_months_and_density(visit: Visit) -> None:
    page = visit.open("/?area=A05")
    page.locator("#list-areas").evaluate("(list) => { list.scrollTop = 300; }")
    with page.expect_response(lambda answer: "/areas?" in answer.url and "category=traffic" in answer.url):
        page.locator("#scope").select_option("traffic")
    page.wait_for_function("() => document.querySelectorAll('#list-areas .row:not(.row-still)').length === 2")
    assert asked(page)["scope"] == "traffic"
    assert page.locator("#list-areas").evaluate("(list) => list.scrollTop") == 0
    assert "area" not in asked(page)
    assert page.locator("#title").inner_text().endswith("交通警情多发区域")
    page.wait_for_function("() => window.desk.map.loaded()")
    badges = "() => window.desk.map.querySourceFeatures('area-points').map((one) => one.properties.area_id)"
    assert set(page.evaluate(badges)) == {"A01", "A02"}
    page.locator("#scope").select_option("fire")
    page.wait_for_function(
        "() => document.querySelector('#list-areas').textContent.includes('--category fire')"
    )
    page.locator("#scope").select_option("in")
    page.wait_for_function("() => document.querySelectorAll('#list-areas .row:not(.row-still)').length === 7")
    assert visit.clean()


def test_places_with_repeated_incidents_are_listed_apart_and_drawn_when_asked(visit: Visit) -> None:
    page = visit.open("/?shade=none&show=repeated")
    settle(page)
    assert page.locator(".rows-repeated .row-still").count() == 2
    assert "31 起" in page.locator(".rows-repeated .row-still").first.inner_text()
    drawn = "() => window.desk.map.queryRenderedFeatures({ layers: ['repeated'] }).length"
    assert page.evaluate(drawn) == 2
    page.locator("#show-repeated").uncheck()
    settle(page)
    assert page.evaluate(drawn) == 0
    assert visit.clean()


def test_watch_areas_are_on_the_screen_from_the_start(visit: Visit) -> None:
    page = visit.open("/")
    settle(page)
    assert page.locator("#show-watch").is_checked()
    drawn = "() => window.desk.map.queryRenderedFeatures({ layers: ['watch-badge'] }).length"
    assert page.evaluate(drawn) == 3


def test_the_language_switch_keeps_the_view(visit: Visit) -> None:
    page = visit.open("/?area=A02&shade=zones&from=2024-06")
    assert page.locator("#title").inner_text().startswith("城乡分区")
    page.locator("[data-lang=en]").click()
    page.wait_for_selector("html[lang=en] body[data-ready=true]")
    assert page.locator("#title").inner_text().startswith("Urban")
    assert asked(page) == asked(page) | {"lang": "en", "area": "A02", "shade": "zones", "from": "2024-06"}
    assert page.locator(f"{ROWS}[data-key=A02]").get_attribute("aria-expanded") == "true"
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in page.locator("#layers").inner_text())
    assert visit.clean()


def test_a_link_reproduces_the_view(visit: Visit) -> None:
    page = visit.open(
        "/?map=12.5/34.05/104.1&shade=beats&show=beats,stations&tab=beats&from=2024-03&to=2024-09&scope=all"
    )
    centre = page.evaluate("() => [window.desk.map.getZoom(), window.desk.map.getCenter().lat]")
    assert centre == pytest.approx([12.5, 34.05], abs=0.01)
    assert page.locator("#shade-beats").is_checked()
    assert not page.locator("#show-areas").is_checked()
    assert page.locator("#list-beats").is_visible()
    assert page.locator("#scope").input_value() == "all"
    assert "2024年3月 至 2024年9月" in page.locator(".period-caption").inner_text()
    assert visit.clean()


def test_layers_months_and_viewport_go_into_the_address(visit: Visit) -> None:
    page = visit.open("/")
    page.locator("#shade-zones").check()
    page.locator("#show-incidents").check()
    page.locator(".period-quick button").nth(1).click()
    page.evaluate("() => window.desk.map.jumpTo({ center: [104.05, 34.05], zoom: 13 })")
    page.wait_for_function("() => location.search.includes('map=13.00')")
    state = asked(page)
    assert state["shade"] == "zones"
    assert "incidents" in state["show"].split(",")
    assert state["from"] == "2025-01"
    assert visit.clean()


def test_months_restrict_what_is_counted(visit: Visit) -> None:
    page = visit.open("/")
    everything = page.locator(".period-caption").inner_text()
    with page.expect_response(lambda answer: "since=2025-10-01" in answer.url and answer.ok) as asked_for:
        page.locator(".period-quick button").nth(2).click()
    assert asked_for.value.json()["total"] < 2700
    page.wait_for_function("() => document.querySelector('#subtitle').textContent.includes('2025年10月')")
    assert page.locator(".period-caption").inner_text() != everything
    page.locator(".period_from").focus()
    page.keyboard.press("ArrowRight")
    assert asked(page)["from"] == "2025-11"
    assert visit.clean()


def test_near_enough_incidents_become_points(visit: Visit) -> None:
    page = visit.open("/?show=incidents&shade=none&map=14/34.03/104.02&from=2025-06")
    settle(page)
    assert (
        page.evaluate("() => window.desk.map.queryRenderedFeatures({ layers: ['incident-point'] }).length")
        > 0
    )
    assert visit.clean()


def test_the_interface_is_described_without_other_hosts(visit: Visit) -> None:
    page = visit.open("/docs")
    page.wait_for_selector(".opblock-summary-path")
    assert page.locator(".opblock").count() >= 10
    page.locator(".opblock-summary-control").first.click()
    page.locator(".opblock .execute").click()
    page.wait_for_selector(".live-responses-table .microlight, .live-responses-table pre")
    assert visit.clean()


def test_the_simple_map_opens_without_other_hosts(visit: Visit) -> None:
    page = visit.open("/simple")
    page.wait_for_selector(".leaflet-container path, .leaflet-container canvas")
    assert visit.clean()


def test_without_webgl_the_page_says_so_and_links_the_simple_map(visit: Visit) -> None:
    visit.page.add_init_script(
        "const real = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
        " return kind.startsWith('webgl') ? null : real.call(this, kind, ...more); };"
    )
    page = visit.open("/")
    assert page.locator(".no-map a").get_attribute("href") == "/simple?lang=zh"
    page.locator(ROWS).nth(0).click()
    page.wait_for_selector(".sheet svg")
    assert visit.clean()


def test_a_layer_that_fails_is_named_and_can_be_tried_again(visit: Visit) -> None:
    visit.page.route("**/api/v1/places/roads*", lambda route: route.abort())
    page = visit.open("/")
    page.wait_for_selector(".notice-error")
    assert "道路" in page.locator(".notice-error").inner_text()
    visit.page.unroute("**/api/v1/places/roads*")
    page.locator(".notice-error button").click()
    page.wait_for_selector(".notice-error", state="detached")


def test_an_empty_store_says_what_is_missing_and_how_to_bring_it(browser: Browser, tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.sqlite") as store, served(Settings(), store) as address:
        context = browser.new_context(viewport=LAPTOP)
        context.add_cookies([{"name": COOKIE, "value": session_of(store, "command"), "url": address}])
        visit = watched(context, address)
        page = visit.open("/")
        text = page.locator("body").inner_text()
        assert "safetown import incidents" in text
        assert "safetown hotspots" in text
        assert visit.clean()
        context.close()
