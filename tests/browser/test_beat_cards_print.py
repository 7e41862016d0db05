"""Beat cards on paper: one A4 page for each beat, however much stands on it."""

from __future__ import annotations

import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from playwright.sync_api import Browser

from web.reports.beat_cards import MOST_STOPS, CardContent, render_beat_cards

pytestmark = pytest.mark.browser
PAGE = re.compile(rb"/Type\s*/Page\b")


def crowded(beats: int) -> CardContent:
    """Give beats with more hot areas than a card lists, each visited four times on each of seven days."""
    numbers = range(1, beats + 1)
    shapes = [shapely.box(104 + 0.1 * number, 31, 104.02 + 0.1 * number, 31.09) for number in numbers]
    table = pd.DataFrame(
        [
            {"beat_id": beat, "day": day, "stop_id": f"{beat}-{stop}", "arrive_min": 60.0 * turn + stop}
            for beat in numbers
            for day in range(1, 8)
            for stop in range(MOST_STOPS + 9)
            for turn in range(4)
        ]
    )
    start = pd.Timestamp("2026-01-05T20:00+08:00") + pd.to_timedelta(table["day"] - 1, unit="D")
    stops = gpd.GeoDataFrame(
        table.assign(kind="hot_area", name="安宁街道 · 建设路社区东门外农贸市场"),
        geometry=[shapely.Point(104.01 + 0.1 * beat, 31.05) for beat in table["beat_id"]],
        crs=4326,
    ).assign(arrive_at=start + pd.to_timedelta(table["arrive_min"], unit="min"))
    routes = gpd.GeoDataFrame(
        {"beat_id": list(numbers), "day": 1}, geometry=[s.exterior for s in shapes], crs=4326
    )
    return CardContent(
        "巡区卡", gpd.GeoDataFrame({"beat_id": list(numbers)}, geometry=shapes, crs=4326), routes, stops
    )


def test_every_card_prints_on_one_page(browser: Browser):
    page = browser.new_page()
    page.set_content(render_beat_cards(crowded(3)))
    assert len(PAGE.findall(page.pdf(prefer_css_page_size=True))) == 3
    page.emulate_media(media="print")
    hidden = page.eval_on_selector_all(
        ".card", "cards => cards.map(card => card.scrollHeight - card.clientHeight)"
    )
    assert hidden == [0, 0, 0]
    page.close()
