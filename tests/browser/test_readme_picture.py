"""The picture of the README: the demo county's desk, taken and kept small."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser

from data.store import open_store
from tests.browser.conftest import LAPTOP, served, watched
from web.auth.sign_in import sign_in
from web.routes.authentication import COOKIE
from web.services.demo.accounts import PASSWORD
from web.services.demo.county import STORE, existing_demo
from web.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "images" / "desk.png"
MOST_BYTES = 400_000


@pytest.fixture(scope="module")
def demo(demo_folder: Path) -> Iterator[tuple[str, SetCookieParam]]:
    """Serve the demo county, with the maps and reports that the demo writes, to its command centre."""
    built = existing_demo(demo_folder, seed=1, lang="zh")
    assert built is not None
    settings = Settings(county_name=built.county, exports=demo_folder)
    with open_store(demo_folder / STORE) as store, served(settings, store) as address:
        secret = sign_in(store, "command", PASSWORD, "127.0.0.1").secret
        yield address, {"name": COOKIE, "value": secret, "url": address}


def test_the_demo_county_makes_the_picture_of_the_readme(
    browser: Browser, demo: tuple[str, SetCookieParam]
) -> None:
    """Written to tests/artefacts; to docs/images as well where it is missing or SAFETOWN_PICTURES is set."""
    context = browser.new_context(
        viewport=LAPTOP, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    address, cookie = demo
    context.add_cookies([cookie])
    visit = watched(context, address)
    page = visit.open("/")
    page.locator("#list-areas .row").nth(2).click()
    page.wait_for_selector(".sheet svg")
    page.mouse.move(700, 20)
    page.wait_for_function("() => window.desk.map.loaded() && !window.desk.map.isMoving()")
    taken = ROOT / "tests" / "artefacts" / PICTURE.name
    taken.parent.mkdir(exist_ok=True)
    page.screenshot(path=taken)
    assert taken.stat().st_size <= MOST_BYTES
    assert page.locator("#list-areas .row").count() > 5
    if not PICTURE.exists() or os.environ.get("SAFETOWN_PICTURES"):
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(taken, PICTURE)
    assert visit.clean()
    context.close()


@pytest.mark.parametrize("name", ["map.html", "report.html"])
def test_exported_pages_open_without_other_hosts(
    browser: Browser, demo: tuple[str, SetCookieParam], name: str
) -> None:
    context = browser.new_context(viewport=LAPTOP)
    address, cookie = demo
    context.add_cookies([cookie])
    visit = watched(context, address)
    page = visit.open(f"/exports/{name}")
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").first.inner_text()
    assert visit.clean()
    context.close()
