"""Walks through the desk, with pictures to look at in tests/artefacts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from data.store import Store, open_store
from tests.browser.conftest import served
from tests.browser.roles import PAGES, TABLET, open_page, visit_as
from tests.desk_county import fill
from web.auth.roles import Role
from web.services.demo.accounts import add_demo_accounts
from web.settings import Settings

pytestmark = pytest.mark.browser

ARTEFACTS = Path(__file__).resolve().parents[1] / "artefacts"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    """Serve the small county with an account for each role."""
    ARTEFACTS.mkdir(exist_ok=True)
    with open_store(tmp_path_factory.mktemp("walks") / "county.sqlite") as store:
        fill(store)
        add_demo_accounts(store, "zh")
        with served(Settings(county_name="安平县"), store) as address:
            yield store, address


@pytest.mark.parametrize("name", [name for name in PAGES if name != "refused"])
def test_every_page_changes_its_language_and_asks_nothing_of_other_hosts(
    browser: Browser, county: tuple[Store, str], name: str
) -> None:
    visit = visit_as(browser, *county, PAGES[name][1])
    page = visit.page
    for lang, size in (("zh", page.viewport_size), ("en", TABLET)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        open_page(visit, name, lang)
        page.screenshot(path=ARTEFACTS / f"{name}-{lang}.png")
    if name != "simple":
        page.locator(".languages a[hreflang=zh]").click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert visit.clean()
    page.context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_worst_area_is_found_and_its_sheet_printed_on_one_page(
    browser: Browser, county: tuple[Store, str], lang: str
) -> None:
    visit = visit_as(browser, *county, Role.COMMITTEE)
    page = visit.open(f"/?lang={lang}")
    page.locator("#list-areas .row").first.click()
    page.wait_for_selector(".sheet svg")
    held = page.pdf(path=ARTEFACTS / f"sheet-{lang}.pdf", format="A4")
    printed = PdfReader(io.BytesIO(held)).pages
    assert len(printed) == 1
    said = printed[0].extract_text()
    assert "228" in said
    assert "石门乡" not in said.split("228")[0]
    assert visit.clean()
    page.context.close()


def test_a_role_that_plans_nothing_is_told_so_on_a_page_with_its_own_links(
    browser: Browser, county: tuple[Store, str]
) -> None:
    visit = visit_as(browser, *county, Role.COMMITTEE)
    page = visit.page
    answer = page.goto(f"{visit.home}/designer")
    assert answer is not None
    assert answer.status == 403
    assert page.locator(".bar-pages a[href^='/designer']").count() == 0
    page.locator(".why + p a").click()
    page.wait_for_selector("body[data-ready=true]")
    page.context.close()
