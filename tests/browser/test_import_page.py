"""The import of the demo's messy file, from the drop to the desk, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Page

from data.store import Store, open_store
from tests.browser.conftest import LAPTOP, Visit, served, watched
from tests.signed_in import session_of
from web.routes.authentication import COOKIE
from web.services.intake.places import import_places
from web.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
MESSY = SAMPLES / "messy_2026_01.csv"
STEP_MS = 120_000


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        store_url=f"sqlite:///{tmp_path / 'county.sqlite'}", county_name="安平县", has_worker=True
    )


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store_url) as store:
        for layer in ("townships", "roads", "water", "villages", "stations"):
            import_places(store, SAMPLES / f"{layer}.geojson", layer)
        yield store


@pytest.fixture
def page_of(browser: Browser, settings: Settings, store: Store) -> Iterator[Visit]:
    with served(settings, store) as address:
        context = browser.new_context(viewport=LAPTOP, locale="zh-CN", timezone_id="Asia/Shanghai")
        context.add_cookies([{"name": COOKIE, "value": session_of(store, "command"), "url": address}])
        visit = watched(context, address)
        yield visit
        context.close()


def found(page: Page) -> str:
    page.wait_for_selector(".found", timeout=STEP_MS)
    return page.locator("#step").inner_text()


def test_the_messy_file_is_checked_shown_on_the_roads_and_stored(
    page_of: Visit, store: Store, settings: Settings
) -> None:
    page = page_of.open("/import")
    page.set_input_files("#file", MESSY)
    said = found(page)
    for words in ("1540", "1391", "109", "GCJ-02", "GB18030"):
        assert words in said.upper().replace(",", ""), words
    assert "报警人电话" in said  # named as dropped
    assert store.count_incidents() == 0
    page.wait_for_function(
        "() => window.readings?.length === 3 && window.readings.every((map) => map.loaded())"
    )
    assert page.locator("input[name=reading]:checked").get_attribute("value") == "gcj02"
    page.screenshot(path=Path("tests/artefacts/import.png"), full_page=True)
    with page.expect_download() as rejects:
        page.click("text=下载退回的行")
    lines = Path(rejects.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 110
    assert "电话" not in lines[0]
    page.click("text=入库 1391 行")
    page.wait_for_selector("text=到地图台查看", timeout=STEP_MS)
    assert "新增 1391" in page.locator("#step").inner_text()
    assert store.count_incidents() == 1391
    assert not list((settings.folder / "uploads").rglob("*.csv.gz")) + list(
        (settings.folder / "uploads").rglob("messy*")
    )
    page.click("text=到地图台查看")
    page.wait_for_selector("body[data-ready=true]")
    assert page_of.clean()


def test_what_is_thrown_away_leaves_nothing_behind(page_of: Visit, store: Store, settings: Settings) -> None:
    page = page_of.open("/import?lang=en")
    page.set_input_files("#file", MESSY)
    found(page)
    page.click("text=Throw away")
    page.wait_for_selector(".drop")
    assert store.count_incidents() == 0
    assert list((settings.folder / "uploads").iterdir()) == []
    assert [entry.deed.action for entry in store.audit.entries(action="import.")] == [
        "import.thrown_away",
        "import.handed_in",
    ]
    assert page_of.clean()


def test_a_file_that_cannot_be_read_is_told_in_one_sentence(page_of: Visit, tmp_path: Path) -> None:
    broken = tmp_path / "photo.jpg"
    broken.write_bytes(b"\xff\xd8\xff")
    page = page_of.open("/import")
    page.set_input_files("#file", broken)
    page.wait_for_selector("[role=alert]")
    assert ".csv" in page.locator("[role=alert]").inner_text()
    page.click("text=再导入一个文件")
    assert page.locator(".drop").is_visible()
