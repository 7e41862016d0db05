"""The month and the bulletin in a real browser: from a note to the public page, by role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright")

from data.store import Store, open_store
from tests.browser.conftest import LAPTOP, Visit, served, watched
from tests.desk_county import fill
from tests.signed_in import session_of
from web.routes.authentication import COOKIE
from web.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "county.sqlite") as store:
        fill(store)
        yield store


@pytest.fixture
def home(store: Store) -> Iterator[str]:
    with served(Settings(county_name="安平县"), store) as address:
        yield address


def visit_as(browser: Browser, home: str, store: Store, role: str, **ground: str) -> Visit:
    context = browser.new_context(viewport=LAPTOP, locale="zh-CN", reduced_motion="reduce")
    if role:
        context.add_cookies([{"name": COOKIE, "value": session_of(store, role, **ground), "url": home}])
    return watched(context, home)


def test_a_note_a_level_and_a_bulletin_go_their_way_to_the_public_page(
    browser: Browser, home: str, store: Store, tmp_path: Path
) -> None:
    anyone = visit_as(browser, home, store, "")
    assert "还没有发布公告" in anyone.open("/public").inner_text("main")

    township = visit_as(browser, home, store, "township", township_code="620523100")
    page = township.open("/month")
    page.fill("#note-words", "夜市周边电动车被盗增多。")
    page.click(".note-form button")
    assert "夜市周边" in page.locator(".unit-note").inner_text()

    committee = visit_as(browser, home, store, "committee")
    page = committee.open("/month")
    assert page.locator("h1").inner_text() == "安平县 2025年12月治安形势研判"
    row = page.locator(".levels tbody tr").nth(1)
    row.locator("summary").press("Enter")
    row.locator("select").select_option("orange")
    row.locator("input[name=reason]").fill("庙会期间人流密集")
    row.locator("button").click()
    page.wait_for_selector(".level-orange >> visible=true")
    sideways = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(sideways) == 0

    office = visit_as(browser, home, store, "governance")
    page = office.open("/bulletins")
    page.select_option("select[name=period]", "2025-Q4")
    page.click("main form button")
    page.check("input[value=theft]")
    page.click(".fields button")
    address = page.url.removeprefix(home).partition("?")[0]
    committee.open(address).click("form[action*=approve] button")
    office.open(address).click("form[action*=publish] button")

    page = anyone.open("/public")
    page.click(".public-list a")
    assert page.locator("h1").inner_text() == "安平县 2025年第4季度治安状况公告"
    assert "出门锁好门窗" in page.locator(".advice").inner_text()
    assert page.locator(".bulletin-map svg").first.bounding_box()["width"] > 500  # type: ignore[index]
    page.pdf(path=str(tmp_path / "printed.pdf"), prefer_css_page_size=True)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    page.locator(".languages a[hreflang=en]").click()
    assert page.locator("h1").inner_text() == "安平县 Public safety, quarter 4 of 2025"
    for visit in (anyone, township, committee, office):
        assert visit.clean()


@pytest.mark.parametrize("width", [390, 820, 1366])
def test_month_and_public_page_fit_narrow_screens(
    browser: Browser, home: str, store: Store, width: int
) -> None:
    visit = visit_as(browser, home, store, "committee")
    visit.page.set_viewport_size({"width": width, "height": 900})
    for address in ("/month", "/public", "/bulletins"):
        page = visit.open(address)
        main = page.locator("main").bounding_box()
        assert main is not None
        assert main["x"] >= 0
        assert main["x"] + main["width"] <= width + 1
