"""Beat cards on paper: one A4 page for each beat, however much stands on it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.web.reports.crowded_cards import crowded
from web.reports.beat_cards import render_beat_cards

pytestmark = pytest.mark.browser
PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("visits", [1, 4, 12])
def test_every_card_prints_on_one_page(browser: Browser, lang: str, visits: int):
    page = browser.new_page()
    page.set_content(render_beat_cards(crowded(3, visits=visits, lang=lang)))
    assert len(PAGE.findall(page.pdf(prefer_css_page_size=True))) == 3
    page.emulate_media(media="print")
    hidden = page.eval_on_selector_all(
        ".card", "cards => cards.map(card => card.scrollHeight - card.clientHeight)"
    )
    assert hidden == [0, 0, 0]
    page.close()
