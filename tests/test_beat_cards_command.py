"""Beat cards as users of the command line meet them."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pypdf
import pytest
from click.testing import CliRunner, Result

import web.reports.pdf
from data.places import read_shapes
from data.store import open_store
from safetown import safetown
from tests.patrol.routes import town

KINDS = {"zh": "必到点", "en": "Must-visit point"}
ENDLESS = '# $ * _ @ \\ [ ] " <b>大</b> #import'


def run(*words: object) -> Result:
    return CliRunner().invoke(safetown, [str(word) for word in words])


def text_of(path) -> list[str]:
    return [page.extract_text().replace("\n", " ") for page in pypdf.PdfReader(path).pages]


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """Routes of two beats, planned from files, one place with every sign of markup in its name."""
    folder = tmp_path_factory.mktemp("cards")
    middle = town.point(2.2, 0).x
    west, east = (
        town.beat().assign(
            geometry=lambda beat, box=box: beat.clip_by_rect(*box), beat_id=number, station="S1"
        )
        for number, box in ((1, (0, 0, middle, 1e9)), (2, (middle, 0, 1e9, 1e9)))
    )
    beats = pd.concat([west, east], ignore_index=True)
    names = ["school", ENDLESS, "farm"]
    corners = [town.point(4, 0), town.point(0, 4), town.point(9, 2)]
    places = gpd.GeoDataFrame({"name": names}, geometry=corners, crs=town.CRS)
    for name, frame in (("beats", beats), ("roads", town.streets()), ("key", places)):
        frame.to_crs(4326).to_file(folder / f"{name}.geojson")
    out = folder / "routes.gpkg"
    options = (
        "--key-places",
        folder / "key.geojson",
        "--days",
        2,
        "--iterations",
        20,
        "--first-day",
        "2026-01-05",
    )
    done = run(
        "routes", folder / "beats.geojson", "--roads", folder / "roads.geojson", *options, "--out", out
    )
    assert done.exit_code == 0, done.output
    return out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_html_holds_one_card_for_each_beat(planned, tmp_path, lang):
    out = tmp_path / "cards.html"
    done = run("report", "beat-cards", planned, "--lang", lang, "--out", out)
    assert done.exit_code == 0, done.output
    page = out.read_text(encoding="utf-8")
    assert page.count('<section class="card') == page.count('role="img"') == 2
    assert page.count("01-05</th>") == 2
    assert all(words in page for words in ("school", KINDS[lang]))
    assert "://" not in page  # asks for nothing from anywhere
    one = run("report", "beat-cards", planned, "--beat", 2, "--out", out)
    assert "1 beat card" in one.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pdf_holds_one_page_for_each_beat_and_the_same_bytes_each_time(planned, tmp_path, lang):
    out, again = tmp_path / "cards.pdf", tmp_path / "again.PDF"
    for path in (out, again):
        done = run("report", "beat-cards", planned, "--lang", lang, "--county", "青岚县", "--out", path)
        assert done.exit_code == 0, done.output
    pages = text_of(out)
    assert len(pages) == 2
    assert all("青岚县" in page and "01-05" in page and "20:00–04:00" in page for page in pages)
    assert KINDS[lang] in pages[1]
    assert "".join(ENDLESS.split()) in "".join("".join(pages).split())
    assert out.read_bytes() == again.read_bytes()


def test_a_store_gives_cards_of_its_beats_before_and_after_routes_are_planned(planned, tmp_path):
    url = f"sqlite:///{tmp_path}/county.sqlite"
    layers = {
        name: read_shapes(planned, name).to_crs(4326) for name in ("routes", "stops", "stretches", "beats")
    }
    beats = layers["beats"][["beat_id", "station", "geometry"]]
    units = beats.assign(name=["东坡村", "西河村"])
    out = tmp_path / "cards.pdf"
    with open_store(url) as store:
        store.save_analysis("beats", {}, {"units": units, "beats": beats})
    alone = run("--store", url, "report", "beat-cards", "--out", out)
    assert (alone.exit_code, "no times" in alone.stderr) == (0, True)
    assert ["东坡村" in page for page in text_of(out)] == [True, False]
    assert "手填" in text_of(out)[0]
    with open_store(url) as store:
        store.save_analysis("routes", {}, layers)
    timed = run("--store", url, "report", "beat-cards", "--out", out)
    assert (timed.exit_code, timed.stderr) == (0, "")
    assert "20:00–04:00" in text_of(out)[0]
    with open_store(url) as store:  # beats that the routes were not planned for
        other = beats.assign(geometry=beats.translate(0.01).to_numpy())
        store.save_analysis("beats", {}, {"units": units, "beats": other})
    newer = run("--store", url, "report", "beat-cards", "--out", out)
    assert (newer.exit_code, "no times" in newer.stderr) == (0, True)


def test_a_file_of_beats_gives_cards_without_times(planned, tmp_path):
    beats = read_shapes(planned, "beats")[["beat_id", "station", "geometry"]]
    path = tmp_path / "beats.gpkg"
    beats.assign(name="某村").to_file(path, layer="units")
    beats.to_file(path, layer="beats")
    done = run("report", "beat-cards", path, "--out", tmp_path / "cards.pdf")
    assert (done.exit_code, "no times" in done.stderr) == (0, True)
    assert all("某村" in page for page in text_of(tmp_path / "cards.pdf"))


def test_characters_that_no_font_has_are_named(planned, tmp_path):
    rare = tmp_path / "rare.gpkg"
    for layer in ("routes", "stops", "missed", "stretches", "beats"):
        frame = read_shapes(planned, layer)
        frame = frame.replace({"name": {"school": "ქუჩა"}}) if layer == "stops" else frame
        frame.to_file(rare, layer=layer)
    done = run("report", "beat-cards", rare, "--out", tmp_path / "cards.pdf")
    assert (done.exit_code, "ა უ ქ ჩ" in done.stderr) == (0, True)
    assert "boxes" not in run("report", "beat-cards", planned, "--out", tmp_path / "cards.pdf").stderr


def one_line(done: Result) -> str:
    assert len(done.stderr.strip().splitlines()) == 1
    return done.stderr


def test_wrong_calls_are_told_in_one_line(planned, tmp_path, monkeypatch):
    ending = run("report", "beat-cards", planned, "--out", tmp_path / "a.docx")
    assert (ending.exit_code, ".pdf .html" in one_line(ending)) == (2, True)
    folder = run("report", "beat-cards", planned, "--out", tmp_path / "none" / "a.pdf")
    assert (folder.exit_code, "none" in one_line(folder)) == (1, True)
    streets = planned.parent / "roads.geojson"
    no_plan = run("report", "beat-cards", streets, "--out", tmp_path / "a.pdf")
    assert (no_plan.exit_code, "safetown routes" in one_line(no_plan)) == (1, True)
    none = run("report", "beat-cards", planned, "--beat", 9, "--out", tmp_path / "a.pdf")
    assert (none.exit_code, "--beat" in one_line(none)) == (1, True)
    monkeypatch.setattr(web.reports.pdf, "FONTS", tmp_path / "nowhere")
    fonts = run("report", "beat-cards", planned, "--out", tmp_path / "a.pdf")
    assert (fonts.exit_code, "make run" in one_line(fonts)) == (1, True)
    assert not list(tmp_path.glob("*.pdf"))
