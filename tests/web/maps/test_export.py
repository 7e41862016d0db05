from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gis.errors import FileError, InputError, SizeError
from tests.web.opened_file import OpenedFile, opened_file
from tests.web.small_county import HOSTILE, SmallCounty, small_county
from web.maps import export, self_contained
from web.maps.content import MapContent
from web.maps.export import write_map
from web.maps.self_contained import outside_references

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def county() -> SmallCounty:
    return small_county()


@pytest.fixture(scope="module")
def content(county: SmallCounty) -> MapContent:
    return MapContent(
        title=f"治安乱点 {HOSTILE}",
        areas=county.areas,
        incidents=county.incidents,
        zones=county.zones,
        units=county.units,
        beats=county.beats,
        places=county.places,
        since=date(2025, 1, 1),
        until=date(2025, 12, 31),
        source=f"公安局 {HOSTILE}",
        made_on=date(2026, 1, 5),
    )


@pytest.fixture(scope="module")
def written(content: MapContent, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map") / "map.html"
    assert write_map(path, content) == ()
    return path


@pytest.fixture(scope="module")
def opened(browser: Browser, written: Path) -> Iterator[OpenedFile]:
    with opened_file(browser, written, 1200, 800) as opened:
        opened.page.wait_for_selector("html[data-ready]")
        yield opened


def test_the_file_asks_for_nothing_and_holds_no_incident(written: Path, county: SmallCounty) -> None:
    html = written.read_text(encoding="utf-8")
    assert outside_references(html) == []
    first = county.incidents.geometry.iloc[0]
    assert f"{first.x:.5f}" not in html
    assert not re.search(r'"type": "Point"', "".join(re.findall(r'density"\)\).*', html)))


def test_the_file_is_said_to_be_chinese_so_that_characters_get_their_chinese_shape(written: Path) -> None:
    html = written.read_text(encoding="utf-8")
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-Hans">')
    assert "Content-Security-Policy\" content=\"default-src 'none'" in html
    assert "jquery" not in html.lower()
    assert "bootstrap" not in html.lower()


def test_words_of_files_do_not_become_markup(written: Path) -> None:
    assert "<script>alert" not in written.read_text(encoding="utf-8")


@pytest.mark.browser
def test_the_map_opens_without_a_request_or_a_complaint(opened: OpenedFile) -> None:
    page, requests, complaints = opened.page, opened.requests, opened.complaints
    assert requests == []
    assert complaints == []
    assert page.locator(".folium-map path").count() > 10
    assert page.locator(".label-significant").all_inner_texts() == ["1", "2", "3"]
    assert page.locator(".leaflet-control-scale").is_visible()
    assert page.locator(".north").is_visible()


@pytest.mark.browser
def test_a_click_on_the_list_opens_the_area_with_its_evidence(
    opened: OpenedFile,
) -> None:
    page, requests, complaints = opened.page, opened.requests, opened.complaints
    page.click('[data-find="significant:1"]')
    popup = page.locator(".leaflet-popup-content")
    assert "为预期的 4.7 倍" in popup.inner_text()
    assert "2025年1月2日" in popup.inner_text()
    page.click('[data-find="significant:3"]')
    assert HOSTILE in popup.last.inner_text().replace("\n", "")
    assert requests == []
    assert complaints == []


@pytest.mark.browser
def test_a_badge_that_covers_others_says_how_many_until_the_map_is_near_enough(opened: OpenedFile) -> None:
    covering = ".label-significant[data-more]:not(.covered)"
    zoom = """(zoom) => Object.values(window).find((one) => one instanceof L.Map)
        .setZoom(zoom, { animate: false })"""
    opened.page.evaluate(f"zoom => {{ ({zoom})(zoom); }}", 9)
    opened.page.wait_for_selector(covering)
    shown = opened.page.locator(".label-significant:not(.covered), .label-watch:not(.covered)").count()
    more = sum(int(one.get_attribute("data-more") or 0) for one in opened.page.locator(covering).all())
    assert shown + more == 4
    opened.page.evaluate(f"zoom => {{ ({zoom})(zoom); }}", 15)
    assert opened.page.locator(covering).count() == 0


def test_the_legend_follows_the_layer_control(opened: OpenedFile) -> None:
    page = opened.page
    beats = page.locator('.legend [data-layer="巡区"]')
    assert not beats.is_visible()
    page.hover(".leaflet-control-layers")
    page.click("text=巡区 >> nth=-1")
    assert beats.is_visible()
    assert page.locator(".label-beats").count() == 6


def test_a_map_that_would_load_something_is_not_written(
    content: MapContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "panel", lambda *_: '<img src="https://tiles.example/1.png">')
    with pytest.raises(FileError) as refused:
        write_map(tmp_path / "map.html", content)
    assert refused.value.problems[0].details["reference"] == "https://tiles.example/1.png"
    assert list(tmp_path.iterdir()) == []


def test_folium_left_to_itself_is_refused(
    content: MapContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export.folium.Map, "__setattr__", _keep_defaults)
    with pytest.raises(FileError, match=r"export\.outside_reference"):
        write_map(tmp_path / "map.html", content)


def _keep_defaults(drawn: object, name: str, value: object) -> None:
    if name not in {"default_js", "default_css"}:
        object.__setattr__(drawn, name, value)


def test_tiles_are_drawn_only_when_set_and_then_from_their_host_alone(
    county: SmallCounty, tmp_path: Path
) -> None:
    plain = MapContent(title="x", places=county.places)
    write_map(tmp_path / "plain.html", plain)
    assert (
        "tileLayer("
        not in (tmp_path / "plain.html").read_text().split("safetown.ready")[0].split("</head>")[1]
    )
    tiled = MapContent(
        title="x",
        places=county.places,
        tile_url="https://t0.tianditu.example/{z}/{x}/{y}.png",
        tile_words="天地图",
    )
    write_map(tmp_path / "tiled.html", tiled)
    html = (tmp_path / "tiled.html").read_text()
    assert "https://t0.tianditu.example/{z}/{x}/{y}.png" in html
    assert "img-src data: https://t0.tianditu.example" in html
    assert outside_references(html) != []


def test_borders_are_simplified_until_the_file_is_small_enough(
    county: SmallCounty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = MapContent(title="x", areas=county.areas, places=county.places)
    write_map(tmp_path / "full.html", content)
    size = (tmp_path / "full.html").stat().st_size
    monkeypatch.setattr(export, "MAX_BYTES", size - 1)
    (note,) = write_map(tmp_path / "small.html", content)
    assert note.code == "export.simplified"
    assert (tmp_path / "small.html").stat().st_size < size
    monkeypatch.setattr(export, "MAX_BYTES", 1000)
    monkeypatch.setattr(self_contained, "MAX_BYTES", 1000)
    with pytest.raises(SizeError, match=r"export\.too_large"):
        write_map(tmp_path / "none.html", content)


def test_nothing_to_draw_is_said(tmp_path: Path, county: SmallCounty) -> None:
    with pytest.raises(InputError, match=r"export\.nothing_to_show"):
        write_map(tmp_path / "map.html", MapContent(title="x", zones=county.zones.iloc[:0]))


def test_no_area_in_no_incidents_is_an_answer(tmp_path: Path, county: SmallCounty) -> None:
    content = MapContent(title="x", areas=county.areas.iloc[:0])
    assert write_map(tmp_path / "map.html", content) == ()
    assert (tmp_path / "map.html").stat().st_size > 0


def test_a_map_in_english_says_no_chinese_of_its_own(county: SmallCounty, tmp_path: Path) -> None:
    bare = {"roads": county.places["roads"].drop(columns="name")}
    areas = county.areas.assign(top_categories="theft")
    content = MapContent(title="Areas", lang="en", areas=areas, incidents=county.incidents, places=bare)
    write_map(tmp_path / "map.html", content)
    html = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert not re.search(r"[\u4e00-\u9fff]", html)


def test_texts_and_content_do_not_bring_folium_along() -> None:
    code = (
        "import sys, json, web.texts, web.maps, web.maps.content; print(json.dumps('folium' in sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert json.loads(said.stdout) is False


def test_the_file_names_no_address_but_that_of_the_drawing_language(written: Path) -> None:
    addresses = set(re.findall(r"https?://[\w./-]+", written.read_text(encoding="utf-8")))
    in_the_names_of_the_county = {"http://elsewhere.example/"}
    assert addresses - in_the_names_of_the_county == {"http://www.w3.org/2000/svg"}
