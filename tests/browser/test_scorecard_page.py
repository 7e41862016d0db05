"""The scorecard in a real browser: entered by the office, decided by the committee with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser

from data.store import Store, open_store
from tests.browser.conftest import LAPTOP, Visit, served, watched
from tests.signed_in import session_of
from tests.web.scorecard.county import fill
from web.routes.authentication import COOKIE
from web.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    with open_store(tmp_path_factory.mktemp("scorecard") / "county.sqlite") as store:
        fill(store)
        with served(Settings(county_name="安平县"), store) as address:
            yield address, store


def visit_as(browser: Browser, county: tuple[str, Store], role: str, width: int = 1366) -> Visit:
    address, store = county
    context = browser.new_context(viewport={**LAPTOP, "width": width}, reduced_motion="reduce")
    context.add_cookies([{"name": COOKIE, "value": session_of(store, role), "url": address}])
    return watched(context, address)


def test_the_office_imports_a_survey_and_the_committee_decides_on_it(
    browser: Browser, county: tuple[str, Store], tmp_path: Path
) -> None:
    office = visit_as(browser, county, "governance")
    page = office.open("/scorecard/edit?year=2024")
    table = tmp_path / "survey.csv"
    names = ("城关镇", "柳林镇", "河口镇", "石门乡", "青山乡", "白杨乡")
    lines = [
        f"{name},100,{satisfied}" for name, satisfied in zip(names, (60, 90, 90, 90, 90, 90), strict=True)
    ]
    table.write_text("\n".join(["乡镇,调查人数,满意人数", *lines]), encoding="utf-8")
    page.set_input_files("#safety input[type=file]", str(table))
    page.locator("#safety").get_by_role("button", name="导入", exact=True).click()
    page.wait_for_selector("[role=status]")
    assert "已导入 6 项" in page.locator("[role=status]").inner_text()
    assert office.clean()

    committee = visit_as(browser, county, "committee")
    page = committee.open("/scorecard?year=2025")
    assert page.locator(".score-goals h2").all_inner_texts() == ["发案少", "事故少", "秩序好", "群众满意"]
    veto = page.locator(".score-flags li", has_text="连续两年最低")
    veto.locator("input[name=reason]").focus()
    page.keyboard.type("经核实,情况属实")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scorecard?lang=zh&year=2025")
    assert "予以否决" in page.locator(".score-flags li", has_text="连续两年最低").inner_text()
    assert page.locator("td.standing-vetoed").inner_text() == "一票否决"
    page.screenshot(path=str(tmp_path / "scorecard.png"), full_page=True)
    assert committee.clean()


def test_the_map_follows_what_is_chosen_and_leads_to_a_township(
    browser: Browser, county: tuple[str, Store]
) -> None:
    visit = visit_as(browser, county, "committee")
    page = visit.open("/scorecard?year=2025")
    page.locator("#map-of").select_option("frequent")
    page.locator(".score-map-form button").click()
    page.wait_for_url("**map=frequent")
    assert page.locator(".score-map .name-townships").count() == 6
    fills = page.locator(".score-map svg svg path").evaluate_all(
        "(paths) => paths.map((one) => getComputedStyle(one).fill)"
    )
    assert len(set(fills)) >= 4
    page.locator(".scores a", has_text="柳林镇").click()
    page.wait_for_url("**/scorecard/620523101*")
    assert "柳林镇" in page.locator("h1").inner_text()
    assert visit.clean()


@pytest.mark.parametrize(
    "address", ["/scorecard?year=2025", "/scorecard/620523101?year=2025", "/scorecard/edit"]
)
def test_nothing_runs_out_of_a_tablets_side(
    browser: Browser, county: tuple[str, Store], address: str
) -> None:
    visit = visit_as(browser, county, "governance", width=820)
    page = visit.open(address)
    sideways = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(sideways) == 0
    assert visit.clean()
