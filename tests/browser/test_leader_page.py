"""The leader's page in a real browser that is cut off from every other host, and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_the_page_asks_nothing_of_other_hosts_and_follows_the_month(visit: Visit) -> None:
    page = visit.open("/leader")
    assert page.locator("h1").inner_text() == "安平县 2025年12月治安形势"
    page.locator("#month").select_option("2025-06")
    page.wait_for_url("**/leader?*month=2025-06*")
    assert page.locator("h1").inner_text() == "安平县 2025年6月治安形势"
    page.locator(".languages a[hreflang=en]").click()
    page.wait_for_url("**lang=en*")
    assert "month=2025-06" in page.url
    assert page.locator("h1").inner_text() == "安平县 Public order in June 2025"
    assert visit.clean()


def test_the_numbers_on_the_map_can_be_read(visit: Visit) -> None:
    page = visit.open("/leader")
    fill, stroke = page.evaluate(
        """() => { const style = getComputedStyle(document.querySelector('.badge-significant text'));
        return [style.fill, style.stroke]; }"""
    )
    assert (fill, stroke) == ("rgb(255, 255, 255)", "none")
    sideways = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(sideways) == 0


def test_on_a_tablet_no_name_of_a_township_is_broken(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 820, "height": 1180})
    page = visit.open("/leader")
    heights = page.locator(".counted tbody th").evaluate_all(
        "(cells) => cells.map((one) => one.clientHeight)"
    )
    assert max(heights) < 1.5 * min(heights)
    assert visit.clean()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_prints_on_one_sheet(visit: Visit, tmp_path: Path, lang: str) -> None:
    page = visit.open(f"/leader?lang={lang}")
    printed = tmp_path / "leader.pdf"
    page.pdf(path=str(printed), prefer_css_page_size=True)
    held = printed.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", held)) == 1
    box = re.search(rb"/MediaBox\s*\[([^\]]+)\]", held)
    assert box is not None
    assert [round(float(part)) for part in box[1].split()] == [0, 0, 595, 842]
