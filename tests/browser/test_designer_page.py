"""The beat designer in a real browser: from the parameters to the plan in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Page, expect

from data.store import Store, open_store
from tests.browser.conftest import LAPTOP, Visit, served, watched
from tests.desk_county import fill
from tests.signed_in import session_of
from web.routes.authentication import COOKIE
from web.settings import Settings

pytestmark = pytest.mark.browser

FAR = "52"
"""A village of the station S2 in the north-east; those of S1 are the two southern rows."""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    """Serve a county with a worker for its jobs."""
    folder = tmp_path_factory.mktemp("designer")
    url = f"sqlite:///{folder / 'county.sqlite'}"
    with open_store(url) as store:
        fill(store)
        settings = Settings(store_url=url, county_name="安平县", has_worker=True, work_folder=folder / "work")
        with served(settings, store) as address:
            yield store, address


def visit_as(browser: Browser, county: tuple[Store, str], role: str, **ground: str) -> Visit:
    store, address = county
    context = browser.new_context(viewport=LAPTOP, locale="zh-CN", reduced_motion="reduce")
    context.add_cookies([{"name": COOKIE, "value": session_of(store, role, **ground), "url": address}])
    visit = watched(context, address)
    visit.page.on("dialog", lambda dialog: dialog.accept())
    return visit


def settle(page: Page) -> None:
    page.wait_for_function("() => window.desk.map.loaded() && !window.desk.map.isMoving()")


def place_of(page: Page, code: str) -> tuple[float, float]:
    """Where a unit stands on the screen."""
    found = page.evaluate(
        """(code) => {
          const { map } = window.desk;
          const units = map.querySourceFeatures('units');
          const { properties: p } = units.find((one) => one.properties.code === code);
          const { x, y } = map.project([p.label_lon, p.label_lat]);
          const frame = map.getCanvas().getBoundingClientRect();
          return [frame.left + x, frame.top + y];
        }""",
        code,
    )
    return found[0], found[1]


def loads(page: Page) -> list[str]:
    return page.locator("#list-beats .ratio .row-note").all_inner_texts()


def test_a_station_designs_its_beats_and_the_command_centre_puts_them_in_force(
    browser: Browser, county: tuple[Store, str]
) -> None:
    visit = visit_as(browser, county, "station", station="S1")
    page = visit.open("/designer")
    settle(page)
    expect(page.locator("#scope-place")).to_have_text("城关派出所")
    expect(page.locator("#list-beats .beat")).to_have_count(2)

    page.locator("#tab-parameters").click()
    page.locator("#asked-start").select_option("none")
    page.locator("#asked-count").fill("3")
    page.locator("#solve").click()
    expect(page.locator("#progress progress")).to_be_visible()
    expect(page.locator(".compared tbody tr")).to_have_count(3, timeout=90_000)
    page.locator(".compared input").nth(1).check()
    page.locator("#tab-beats").click()
    expect(page.locator("#list-beats .beat")).to_have_count(3)
    before = loads(page)

    # The whole beat of a corner is chosen, and a unit at the other end of the station's ground is clicked.
    settle(page)
    page.mouse.click(*place_of(page, "00"))
    expect(page.locator(".beat-chosen")).to_have_count(1)
    page.mouse.click(*place_of(page, "23"))
    expect(page.locator(".warnings")).to_contain_text("不连片")
    moved = loads(page)
    assert moved != before
    assert total(moved) == total(before)
    page.keyboard.press("Control+z")
    expect(page.locator(".warnings")).not_to_contain_text("不连片")
    assert loads(page) == before
    page.keyboard.press("Control+y")
    assert loads(page) == moved
    page.keyboard.press("Control+z")

    # A beat with its lock on takes nothing.
    page.locator(".beat-chosen > .beat-line > .lock").click()
    page.mouse.click(*place_of(page, "23"))
    expect(page.locator("#said")).to_contain_text("锁定")
    assert loads(page) == before
    page.locator(".beat-chosen > .beat-line > .lock").click()

    figures = page.locator(".plan-facts dd").all_inner_texts()
    shapes = shapes_of(page)
    page.locator("#plan-name").fill("城关所春季方案")
    page.locator("#save").click()
    expect(page.locator("#subtitle")).to_have_text("城关所春季方案 · 草案")
    page.locator("#submit").click()
    expect(page.locator("#subtitle")).to_have_text("城关所春季方案 · 待批")
    expect(page.locator("#approve")).to_have_count(0)
    assert visit.clean()
    visit.page.context.close()
    kept = [plan for plan in county[0].beat_plans.listed() if plan.name == "城关所春季方案"]
    assert county[0].latest_analysis("beats").parameters.get("plan") is None  # type: ignore[union-attr]
    assert figures[1] == "{min_ratio:.2f}–{max_ratio:.2f}".format(**kept[0].facts)

    command = visit_as(browser, county, "command")
    page = command.open(f"/designer?plan={kept[0].id}")
    settle(page)
    expect(page.locator("#subtitle")).to_have_text("城关所春季方案 · 待批")
    page.locator("#approve").click()
    expect(page.locator("#said")).to_contain_text("已批准")
    expect(page.locator("#subtitle")).to_have_text("城关所春季方案 · 现行")
    page = command.open("/?tab=beats&shade=beats")
    settle(page)
    expect(page.locator("#list-beats .row")).to_have_count(5)
    assert command.clean()
    command.page.context.close()
    now = county[0].latest_analysis("beats")
    assert now is not None
    described = now.layers["beats"].set_index("beat_id")["compactness"]
    assert shapes
    for beat, shape in shapes.items():  # as the page reckoned it from borders, and as it is from outlines
        assert shape == pytest.approx(described[beat], abs=0.0101)


def shapes_of(page: Page) -> dict[int, float]:
    """Read the number and the shape of each beat from the list."""
    said = page.locator("#list-beats .beat-line .row").all_inner_texts()
    found = [re.search(r"^(\d+).*紧凑 (0\.\d+)", one, re.DOTALL) for one in said]
    return {int(one[1]): float(one[2]) for one in found if one}


def total(said: list[str]) -> int:
    return sum(int(re.sub(r"\D", "", one)) for one in said)


def test_units_are_brushed_and_moved_by_the_keys(browser: Browser, county: tuple[Store, str]) -> None:
    visit = visit_as(browser, county, "command")
    page = visit.open("/designer?station=S2")
    settle(page)
    first = page.locator("#list-beats .row").first
    first.focus()
    first.press("Enter")
    beside = page.locator(".beat-units button.unit")
    count, name = beside.count(), beside.first.locator(".row-title").inner_text()
    beside.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".beat-units li.unit", has_text=name)).to_have_count(1)
    assert count
    page.locator("#tool-undo").click()

    target = page.locator(".beat-chosen .badge").inner_text()
    page.keyboard.press("b")
    expect(page.locator("#tool-brush")).to_have_attribute("aria-pressed", "true")
    start, end = place_of(page, "30"), place_of(page, FAR)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=25)
    page.mouse.up()
    moved = int(page.locator(".plan-facts dd").nth(2).inner_text())
    assert moved >= 2, target
    page.keyboard.press("Control+z")  # the whole stroke at once
    expect(page.locator(".plan-facts dd").nth(2)).to_have_text("0")
    assert visit.clean()
    visit.page.context.close()


def test_a_design_that_is_cancelled_leaves_the_beats_as_they_are(
    browser: Browser, county: tuple[Store, str]
) -> None:
    visit = visit_as(browser, county, "command")
    page = visit.open("/designer?station=S2")
    settle(page)
    before = loads(page)
    page.locator("#tab-parameters").click()
    page.locator("#asked-plans").fill("9")
    page.locator("#solve").click()
    page.locator("#progress .button").click()
    expect(page.locator("#said")).to_contain_text("已取消", timeout=60_000)
    expect(page.locator("#progress")).to_be_hidden()
    page.locator("#tab-beats").click()
    assert loads(page) == before
    assert visit.clean()
    visit.page.context.close()


def test_the_designer_speaks_english_and_is_closed_to_who_plans_nothing(
    browser: Browser, county: tuple[Store, str], tmp_path: Path
) -> None:
    visit = visit_as(browser, county, "command")
    page = visit.open("/designer?lang=en")
    settle(page)
    assert not re.search(r"designer\.\w+", page.locator("main").inner_text())
    page.locator("#tab-drafts").click()
    expect(page.locator("#list-drafts")).to_contain_text("Beats in force")
    page.screenshot(path=tmp_path / "designer.png")
    assert visit.clean()
    visit.page.context.close()
    other = visit_as(browser, county, "committee")
    assert other.page.goto(f"{county[1]}/designer").status == 403  # type: ignore[union-attr]
    other.page.context.close()
