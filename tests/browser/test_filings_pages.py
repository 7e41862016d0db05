"""Returns, the calendar, grave incidents and the call report in a real browser, as those who use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

pytest.importorskip("playwright")

from data.store import Store
from hotspots.reporting.periods import months_until
from tests.browser.conftest import LAPTOP, Visit, served, watched
from tests.signed_in import session_of
from tests.web.small_filings import ZONE, A, small_store
from tests.web.test_filings_calls import DAY, calls
from web.routes.authentication import COOKIE
from web.services.filings.contents import COUNTS
from web.services.filings.units import MONTHLY
from web.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

LAST = months_until(datetime.now(UTC).date(), 2)[1].code
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_store(tmp_path_factory.mktemp("filings")) as store:
        store.import_incidents([calls("2026-03-04", 12, 200), calls(DAY, 20, 300)])
        yield store


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    with served(Settings(county_name="安平县"), store) as address:
        yield address


@pytest.fixture
def visit_as(browser: Browser, address: str, store: Store) -> Iterator[Callable[..., Visit]]:
    """Open pages as an account of a role."""
    with ExitStack() as opened:

        def visit(role: str, **ground: str) -> Visit:
            context = browser.new_context(viewport=LAPTOP, locale="zh-CN", timezone_id=ZONE)
            opened.callback(context.close)
            secret = session_of(store, role, **ground)
            context.add_cookies([{"name": COOKIE, "value": secret, "url": address}])
            return watched(context, address)

        yield visit


def test_a_township_files_and_the_office_sends_it_back_by_keyboard_alone(
    visit_as: Callable[..., Visit], store: Store
) -> None:
    own = visit_as("township", township_code=A)
    page = own.open(f"/returns?period={LAST}")
    page.locator("input[name=disputes_found]").focus()
    for number in range(len(COUNTS[MONTHLY])):
        page.keyboard.type(str(number))
        page.keyboard.press("Tab")
    page.keyboard.type("节前排查")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**said=return.filed*")
    assert page.get_by_role("status").inner_text() == "已报送。"
    assert own.clean()
    (kept,) = store.filings.listed(MONTHLY)
    assert [kept.content[name] for name in COUNTS[MONTHLY]] == list(range(8))
    office = visit_as("governance")
    page = office.open(f"/returns?period={LAST}")
    page.get_by_role("link", name="城关镇").click()
    page.locator("form[action*='/return?'] input[name=reason]").fill("请核对")
    page.get_by_role("button", name="退回更正").click()
    page.wait_for_url("**said=return.done*")
    assert page.locator(".state-returned").first.inner_text() == "已退回"
    assert page.evaluate(SIDEWAYS) == 0
    assert office.clean()


def test_the_clock_of_a_grave_incident_runs_and_runs_out_on_the_page(
    visit_as: Callable[..., Visit], store: Store, tmp_path: Path
) -> None:
    command = visit_as("command")
    command.page.clock.install()
    page = command.open("/grave")
    page.locator("select[name=category]").select_option("arson")
    page.locator("select[name=township_code]").select_option(A)
    page.locator("input[name=place]").fill("建材市场")
    started = datetime.now(ZoneInfo(ZONE)) - timedelta(hours=3)
    page.locator("input[name=occurred_at]").fill(f"{started:%Y-%m-%dT%H:%M}")
    page.locator("form.fields button").click()
    page.wait_for_url("**/grave/*")
    clock = page.locator(".rung .clock").first
    assert clock.inner_text().startswith(("剩余 0小时59分", "剩余 1小时0分"))
    page.clock.fast_forward("01:02:00")
    assert clock.inner_text().startswith("已超 0小时")
    assert page.locator(".rung .standing").first.inner_text() == "! 逾期未报".removeprefix("! ")
    assert page.locator(".rung-overdue").count() == 3
    page.screenshot(path=str(tmp_path / "grave.png"), full_page=True)
    assert page.evaluate(SIDEWAYS) == 0
    assert command.clean()


@pytest.mark.parametrize("width", [1366, 420])
def test_pages_fit_their_width_in_both_languages_and_ask_no_other_host(
    visit_as: Callable[..., Visit], width: int
) -> None:
    office = visit_as("governance")
    office.page.set_viewport_size({"width": width, "height": 768})
    for lang in ("zh", "en"):
        for path in ("/calls", "/returns", "/returns?kind=half_year", "/calendar", "/grave", "/filing-rules"):
            page = office.open(f"{path}{'&' if '?' in path else '?'}lang={lang}")
            assert page.evaluate(SIDEWAYS) == 0, (path, lang)
            assert page.locator("h1").count() == 1
    assert office.clean()
