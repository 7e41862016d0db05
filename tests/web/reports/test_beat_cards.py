"""Beat cards: one page each, what has no room counted, numbers of map and table the same."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pypdf
import pytest
import shapely

from tests.web.reports.crowded_cards import crowded
from web.reports.beat_card_content import CardContent
from web.reports.beat_card_page import TEXT_MM, CardPage
from web.reports.beat_cards import beat_cards, write_beat_cards
from web.reports.map_sheet import WIDTH


def pages_of(content: CardContent, tmp_path) -> list[pypdf.PageObject]:
    path = tmp_path / "cards.pdf"
    write_beat_cards(path, content)
    return list(pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages)


def sizes_of(page: pypdf.PageObject) -> dict[str, float]:
    found: dict[str, float] = {}

    def note(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            found[text.strip()] = abs(size * tm[0] * cm[0])

    page.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("visits", [1, 4, 12])
@pytest.mark.parametrize(
    "names", [("x",), ("安宁街道 · 建设路社区东门外农贸市场",), ("Wm" * 45, "县" * 70)], ids=len
)
def test_each_beat_has_one_page_at_full_size_however_much_there_is(tmp_path, lang, visits, names):
    content = crowded(2, places=40, visits=visits, names=names, lang=lang)
    pages = pages_of(content, tmp_path)
    assert len(pages) == 2
    for page, card in zip(pages, beat_cards(content), strict=True):
        heading = card.heading.split()[0]
        size = max(size for words, size in sizes_of(page).items() if words.startswith(heading))
        assert size == pytest.approx(21, abs=0.05)  # a page that overflowed would be drawn smaller
        assert 0 < len(card.rows) < 40
        assert str(40 - len(card.rows)) in card.notes[0]
        assert card.notes[0] in page.extract_text().replace("\n", "")


def test_numbers_on_the_map_are_those_of_the_table():
    [card] = beat_cards(crowded(1, places=12, visits=4))
    badges = re.findall(r'<g class="badge-hot_area">.*?</g>', str(card.figure), re.DOTALL)
    numbers = sorted(int(re.search(r">(\d+)</text>", badge)[1]) for badge in badges)
    assert numbers == list(range(1, len(card.rows) + 1))
    radius = float(re.search(r'<circle [^>]*r="([\d.]+)"', badges[0])[1])
    assert radius * TEXT_MM / WIDTH > 2.5  # millimetres on paper


def test_days_that_have_no_column_are_counted():
    [card] = beat_cards(crowded(1, places=3, days=10, lang="en"))
    assert len(card.head) == 2 + 7
    assert "3 more days" in card.notes[0]


def test_a_card_without_routes_leaves_times_to_be_filled_in():
    content = crowded(1, places=3)
    untimed = content.stops.assign(day=float("nan"), arrive_at=pd.NaT)
    [card] = beat_cards(CardContent(content.title, content.beats, content.routes.head(0), untimed, lang="en"))
    assert card.head == ["Kind", "Place", "Times"]
    assert [row.times for row in card.rows] == [[""]] * 3
    assert card.period == ""
    assert "filled in by hand" in card.notes[0]


def test_a_station_s_name_stands_for_its_code_and_its_zone_is_said():
    [card] = beat_cards(crowded(1, places=1))
    assert card.where == "城关派出所 · 城区"


class Listed:
    def __init__(self, name: str, times: list[str]) -> None:
        self.name, self.times = name, times


def test_rows_take_height_from_the_map_until_it_is_smallest():
    page = CardPage(facts=7, sentences=("注",), days=7)
    row = Listed("小学", ["20:00"] * 7)
    heights = [page.map_height_mm([row] * count) for count in (10, 11, 12)]
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2])
    assert heights[0] > heights[1]
    assert page.rows_that_fit([row] * 100) < 100
    assert page.map_height_mm([row] * page.rows_that_fit([row] * 100)) >= 92


def test_numbers_that_crowd_are_drawn_larger_in_an_inset_once_each():
    content = crowded(1, places=6, visits=1)
    near = [content.stops.geometry.iloc[0]] * len(content.stops)
    [card] = beat_cards(replace(content, stops=content.stops.set_geometry(near, crs=4326)))
    figure = str(card.figure)
    assert figure.count("<svg") == 4  # map and inset, each with a window that clips it
    numbers = re.findall(r'<g class="badge-hot_area">.*?>(\d+)</text>', figure, re.DOTALL)
    assert sorted(map(int, numbers)) == [1, 2, 3, 4, 5, 6]
    assert figure.count('class="frame"') == 3


def test_roads_are_named_along_their_lines_once_and_not_by_their_class():
    content = crowded(1, places=2, visits=1)
    west, south, east, north = content.beats.total_bounds
    lines = [
        shapely.LineString([(west, y), (east, y)]) for y in (south + 0.02, south + 0.03, (south + north) / 2)
    ]
    named = gpd.GeoDataFrame({"name": ["人民路", "人民路", "乡村道路"]}, geometry=lines, crs=4326)
    [card] = beat_cards(replace(content, places={"roads": named}))
    assert re.findall(r'<text class="name-road"[^>]*>([^<]*)<', str(card.figure)) == ["人民路"]


def test_places_that_no_route_visits_are_named_with_the_reason():
    content = crowded(2, places=1)
    rows = [
        {"beat_id": 1, "stop_id": "a", "name": "岛村", "reason": "unreachable", "days_missed": 7, "days": 7},
        {"beat_id": 1, "stop_id": "b", "name": None, "reason": "no_time", "days_missed": 2, "days": 7},
    ]
    missed = gpd.GeoDataFrame(rows, geometry=[shapely.Point(104, 31)] * 2, crs=4326)
    first, second = beat_cards(replace(content, missed=missed, lang="en"))
    assert first.notes[0] == "Not visited: 岛村 (no road leads there), b (no time left, 2 of 7 days)."
    assert len(second.notes) == 1
    many = missed.loc[[0] * 7].reset_index(drop=True)
    said = beat_cards(replace(content, missed=many))[0].notes[0]
    assert said.startswith("没有排到 7 处")
    assert said.count("岛村") == 5


SQUARE = shapely.box(104.1, 31, 104.12, 31.09)
HOLE = shapely.box(104.1, 31, 104.2, 31.1).difference(shapely.box(104.14, 31.04, 104.16, 31.06))
PARTS = shapely.MultiPolygon([SQUARE, shapely.box(104.3, 31.2, 104.31, 31.21)])
CROSSED = shapely.Polygon([(104, 31), (104.1, 31.1), (104.1, 31), (104, 31.1)])
SPECK = shapely.box(104.1, 31, 104.1001, 31.0001)
STRIP = shapely.box(104, 31, 106, 31.02)


@pytest.mark.parametrize(
    "shape", [HOLE, PARTS, CROSSED, SPECK, STRIP], ids=["hole", "parts", "crossed", "speck", "strip"]
)
def test_a_beat_of_any_shape_has_its_page_and_map(tmp_path, shape):
    content = crowded(2, places=5, visits=1)
    shaped = replace(content, beats=content.beats.set_geometry([shape, SQUARE], crs=4326))
    assert len(pages_of(shaped, tmp_path)) == 2
    assert all(card.figure for card in beat_cards(shaped))


def test_beats_of_any_number_without_places_roads_load_or_station_have_cards(tmp_path):
    content = crowded(2, places=1)
    bare = content.beats[["geometry"]].assign(beat_id=["甲 #1", "b*"])
    pages = pages_of(
        CardContent("x", bare, content.routes.head(0), content.stops.head(0), lang="en"), tmp_path
    )
    assert ["甲 #1" in page.extract_text() for page in pages] == [True, False]
    assert "Beat b*" in pages[1].extract_text()
