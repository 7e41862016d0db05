"""Sign-in, accounts and audit in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser

from data.store import Store, open_store
from tests.browser.conftest import LAPTOP, Visit, served, watched
from tests.desk_county import fill
from web.services.demo.accounts import PASSWORD, add_demo_accounts
from web.services.office.accounts import first_account
from web.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "county.sqlite") as store:
        fill(store)
        yield store


@pytest.fixture
def guest(browser: Browser, county: Store) -> Iterator[Visit]:
    """A browser in which nobody has signed in."""
    with served(Settings(county_name="安平县"), county) as address:
        context = browser.new_context(viewport=LAPTOP, locale="zh-CN", timezone_id="Asia/Shanghai")
        yield watched(context, address)
        context.close()


def test_from_the_first_start_to_a_station_at_its_desk(guest: Visit, county: Store) -> None:
    once = first_account(county)
    assert once is not None
    page = guest.open("/?shade=zones")
    assert page.locator("h1").inner_text() == "登录"
    page.fill("#name", "admin")
    page.fill("#password", once)
    page.click(".button-main")
    assert "一次性密码" in page.locator(".said").first.inner_text()
    page.fill("#present", once)
    page.fill("#new", "管理员自己的一句话密码")
    page.fill("#again", "管理员自己的一句话密码")
    page.click(".button-main")
    page.wait_for_url("**/admin/accounts?*")
    page.fill("#name", "s1")
    page.fill("#title", "城关派出所值班室")
    page.select_option("#role", "station")
    page.select_option("#station", "S1")
    page.click("text=添加账号 >> nth=-1")
    own = page.locator(".once code").inner_text()
    page.goto(guest.home + "/admin/audit")
    assert "添加账号" in page.locator(".list-table").inner_text()
    page.click("text=退出")
    page.fill("#name", "s1")
    page.fill("#password", own)
    page.click(".button-main")
    page.fill("#present", own)
    page.fill("#new", "值班室自己的一句话密码")
    page.fill("#again", "值班室自己的一句话密码")
    page.click(".button-main")
    page.wait_for_selector("body[data-ready=true]")
    assert "城关派出所值班室" in page.locator(".bar-own").inner_text()
    assert guest.clean()


def test_a_wrong_password_is_told_and_the_name_stays(guest: Visit, county: Store) -> None:
    first_account(county)
    page = guest.open("/sign-in")
    page.fill("#name", "admin")
    page.fill("#password", "wrong")
    page.click(".button-main")
    assert "账号名或密码不对" in page.locator("[role=alert]").inner_text()
    assert page.input_value("#name") == "admin"
    assert guest.outside == []


def test_the_demo_offers_its_roles_and_a_purpose_opens_the_rows(guest: Visit, county: Store) -> None:
    add_demo_accounts(county, "zh")
    page = guest.open("/?show=incidents&shade=none&map=14/34.03/104.02&from=2025-06")
    assert page.locator(".demo-roles li").count() == 7
    page.click("text=县公安局指挥中心")
    page.wait_for_selector("body[data-ready=true]")
    drawn = "(id) => window.desk.map.queryRenderedFeatures({ layers: [id] }).length > 0"
    page.wait_for_function(drawn, arg="incident-circle")
    assert "须先说明用途" in page.locator("#layer-list").inner_text()
    page.select_option("#purpose", "analysis")
    page.wait_for_function(drawn, arg="incident-point")
    assert county.audit.entries(action="incidents.")[0].deed.purpose == "analysis"
    page.click("text=退出")
    assert page.locator(".demo-roles").is_visible()
    assert PASSWORD not in page.locator("body").inner_text()
    assert guest.clean()


def test_a_committee_is_offered_no_purpose_and_sees_circles_alone(guest: Visit, county: Store) -> None:
    add_demo_accounts(county, "zh")
    page = guest.open("/?show=incidents&shade=none&map=14/34.03/104.02&from=2025-06&lang=en")
    page.locator(".demo-roles li").nth(3).locator("button").click()
    page.wait_for_selector("body[data-ready=true]")
    page.wait_for_function(
        "() => window.desk.map.queryRenderedFeatures({ layers: ['incident-circle'] }).length > 0"
    )
    assert not page.locator("#purpose-place").is_visible()
    assert (
        page.evaluate("() => window.desk.map.queryRenderedFeatures({ layers: ['incident-point'] }).length")
        == 0
    )
    assert guest.clean()
