"""WCAG 2.2 AA on every page, in both languages, on a laptop and on a tablet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Page

from data.store import Store, open_store
from tests.browser.conftest import LAPTOP, Visit, served
from tests.browser.roles import PAGES, TABLET, open_page, visit_as
from tests.desk_county import fill
from web.services.demo.accounts import add_demo_accounts
from web.settings import Settings

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN = """async (rules) => (await axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] }))
  .violations.flatMap(({ id, nodes }) => nodes.map((one) => `${id}: ${one.target.join(' ')} ${one.any.concat(one.all, one.none).map((c) => c.message).join('; ')}`))"""


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
