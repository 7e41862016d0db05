"""WCAG 2.2 AA on every page, in both languages, on a laptop and on a tablet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Page

from data.store import Store, open_store
from tests.browser.conftest import LAPTOP, Visit, asked, served
from tests.browser.roles import PAGES, TABLET, open_page, visit_as
from tests.desk_county import fill
from web.auth.roles import Role
from web.services.demo.accounts import add_demo_accounts
from web.settings import Settings

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN = """async (rules) => {
  const asked = { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] };
  const { violations } = await axe.run(document, asked);
  const why = (one) => [...one.any, ...one.all, ...one.none].map((check) => check.message).join('; ');
  return violations.flatMap(({ id, nodes }) => nodes.map((one) =>
    `${id}: ${one.target.join(' ')} ${why(one)}`));
}"""


@cache
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    """Serve the small county with an account for each role."""
    with open_store(tmp_path_factory.mktemp("access") / "county.sqlite") as store:
        fill(store)
        add_demo_accounts(store, "zh")
        with served(Settings(county_name="安平县"), store) as address:
            yield store, address


@pytest.fixture(params=[(name, lang) for name in PAGES for lang in ("zh", "en")], ids="-".join)
def seen(request: pytest.FixtureRequest, browser: Browser, county: tuple[Store, str]) -> Iterator[Visit]:
    """Open a page in a language, as the role whose it is."""
    name, lang = request.param
    visit = visit_as(browser, *county, PAGES[name][1])
    open_page(visit, name, lang)
    yield visit
    visit.page.context.close()


def test_no_rule_of_wcag_is_broken(seen: Visit) -> None:
    found: list[str] = []
    seen.page.evaluate(axe())
    for size in (LAPTOP, TABLET):
        seen.page.set_viewport_size(size)  # type: ignore[arg-type]
        found += [f"{size['width']} {one}" for one in seen.page.evaluate(RUN, list(RULES))]
    assert found == []


def test_nothing_scrolls_sideways(seen: Visit) -> None:
    for size in (LAPTOP, TABLET):
        seen.page.set_viewport_size(size)  # type: ignore[arg-type]
        wider = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert seen.page.evaluate(wider) == 0, size


def test_language_title_and_headings_are_in_order(seen: Visit, request: pytest.FixtureRequest) -> None:
    lang = request.node.callspec.params["seen"][1]
    page = seen.page
    assert (page.locator("html").get_attribute("lang") or "")[:2] == lang
    assert page.title()
    levels = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3, h4, h5')].filter((one) => one.checkVisibility())
        .map((one) => Number(one.ariaLevel ?? one.tagName[1]))"""
    )
    assert levels[:1] == [1]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


FOCUS = """() => { const one = document.activeElement; const style = getComputedStyle(one);
  const box = one.getBoundingClientRect(); const label = one.closest('label')?.querySelector('.button');
  const ring = label && box.width < 4 ? getComputedStyle(label) : style;
  const name = `${one.tagName} ${one.id || one.className} ${one.textContent.trim().slice(0, 20)}`;
  return [one === document.body ? '' : name,
    ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2 || ring.boxShadow !== 'none']; }"""


def test_the_keyboard_sees_where_it_is(seen: Visit) -> None:
    """Tab through the first eighty controls; each shows a ring of 2 px."""
    reached = []
    for _ in range(80):
        seen.page.keyboard.press("Tab")
        name, is_ringed = seen.page.evaluate(FOCUS)
        if not name:
            break
        assert is_ringed, name
        reached.append(name)
    assert len(reached) > 1


def focus_by_tab(page: Page, selector: str, most: int = 120) -> None:
    """Tab until the focus is on what is wanted: nothing is clicked."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_desk_is_walked_by_keyboard_alone(browser: Browser, county: tuple[Store, str]) -> None:
    visit = visit_as(browser, *county, Role.COMMAND)
    page = visit.open("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link leads past the bar
    focus_by_tab(page, "#tab-areas", 12)
    focus_by_tab(page, "#list-areas .row", 3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".sheet svg")
    assert asked(page)["area"] == "A02"
    focus_by_tab(page, ".maplibregl-canvas")
    page.wait_for_function("() => window.desk.map.loaded() && !window.desk.map.isMoving()")
    before = page.evaluate("() => window.desk.map.getCenter().lng")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(before) => window.desk.map.getCenter().lng > before", arg=before)
    focus_by_tab(page, "#show-incidents")
    page.keyboard.press("Space")
    assert "incidents" in asked(page)["show"].split(",")
    focus_by_tab(page, ".period_from")
    page.keyboard.press("ArrowRight")
    assert asked(page)["from"] == "2024-02"
    page.keyboard.press("Escape")
    page.wait_for_selector(".sheet", state="detached")
    assert "area" not in asked(page)
    assert visit.clean()
    page.context.close()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_map_glides_only_for_who_did_not_ask_for_less_motion(
    browser: Browser, county: tuple[Store, str], motion: Literal["reduce", "no-preference"]
) -> None:
    visit = visit_as(browser, *county, Role.COMMAND)
    visit.page.emulate_media(reduced_motion=motion)
    page = visit.open("/?map=14/34.15/104.2")
    page.wait_for_function("() => window.desk.map.loaded() && !window.desk.map.isMoving()")
    moving = page.evaluate(
        """() => { document.querySelector('#list-areas .row').click(); return window.desk.map.isMoving(); }"""
    )
    assert moving == (motion == "no-preference")
    page.context.close()


def test_in_forced_colours_what_is_chosen_still_differs(browser: Browser, county: tuple[Store, str]) -> None:
    visit = visit_as(browser, *county, Role.COMMAND)
    visit.page.emulate_media(forced_colors="active")
    page = visit.open("/?area=A01&hours=0-6")
    page.wait_for_selector(".sheet svg")
    ground = "(one) => getComputedStyle(one).backgroundColor"
    for chosen, other in (
        ("[data-hours='0-6']", "[data-hours='6-12']"),
        ("#tab-areas", "#tab-beats"),
        (".row-chosen", "#list-areas .row:not(.row-chosen)"),
        (".bar-pages a[aria-current]", ".bar-pages a:not([aria-current])"),
    ):
        assert page.locator(chosen).first.evaluate(ground) != page.locator(other).first.evaluate(ground), (
            chosen
        )
    assert page.locator(".legend-box").first.evaluate(ground) == "rgb(253, 240, 200)"
    page.context.close()
