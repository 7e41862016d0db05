"""The map on paper: one sheet of the size chosen, drawn in full, true to its scale."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytest
from pypdf import PdfReader
from pyproj import Geod

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Page

from data.store import Store
from tests.browser.conftest import LAPTOP, Visit, watched
from tests.signed_in import session_of
from web.routes.authentication import COOKIE

pytestmark = pytest.mark.browser

MM_PER_POINT = 25.4 / 72
MM_PER_PIXEL = 25.4 / 96
SIZES = {"a4": (297, 210), "a3": (420, 297)}
SHEETS = [(paper, turn) for paper in SIZES for turn in ("landscape", "portrait")]
READY = "body[data-ready=true] #print:enabled"


def printed(page: Page, folder: Path) -> PdfReader:
    """Print the page as the browser's own dialogue would, on the paper that the page asks for."""
    path = folder / "sheet.pdf"
    page.pdf(path=str(path), prefer_css_page_size=True)
    return PdfReader(path)


def size_mm(pdf: PdfReader) -> tuple[int, int]:
    box = pdf.pages[0].mediabox
    return round(float(box.width) * MM_PER_POINT), round(float(box.height) * MM_PER_POINT)


def words(pdf: PdfReader) -> str:
    """Read the page without its spaces; some glyphs come back as radicals, which are the same words."""
    return "".join(normalize("NFKC", pdf.pages[0].extract_text()).split())


@pytest.mark.parametrize(("paper", "turn"), SHEETS)
def test_a_sheet_is_one_page_of_the_paper_chosen(visit: Visit, tmp_path: Path, paper: str, turn: str) -> None:
    page = visit.open(f"/print?paper={paper}&turn={turn}")
    pdf = printed(page, tmp_path)
    assert len(pdf.pages) == 1
    assert size_mm(pdf) == (SIZES[paper] if turn == "landscape" else SIZES[paper][::-1])
    assert visit.clean()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sheet_says_what_when_how_to_read_it_and_where_it_comes_from(
    visit: Visit, tmp_path: Path, lang: str
) -> None:
    page = visit.open(f"/print?paper=a3&from=2025-01&to=2025-06&source=reported&lang={lang}")
    said = words(printed(page, tmp_path))
    expected = {
        "zh": (
            "安平县警情密度与治安乱点",
            "2025年1月至2025年6月",
            "可防性案件与治安类",
            "图例",
            "起/平方公里",
            "关注区域",
            "派出所",
            "图上乱点",
            "未经会议认定",
            "次导入(20",
            "WGS84",
            "由县公安局指挥中心打印",
            "公里",
            "北",
        ),
        "en": (
            "安平县:Incidentdensity·Disorderlyareas",
            "Jan2025toJun2025",
            "Legend",
            "incidentsperkm2",
            "Watchareas",
            "Areasonthemap",
            "notdesignatedareas",
            "layersof安平县;import",
            "WGS84",
            "by:Commandcentre",
            "km",
        ),
    }[lang]
    assert [words for words in expected if words not in said] == []
    assert "查控点" not in said
    assert "Checkpoints" not in said
    assert "command" not in said.replace("Command", "")
    assert visit.clean()


def test_the_legend_holds_the_layers_shown_alone(visit: Visit) -> None:
    page = visit.open("/print?shade=zones&show=checkpoints,villages")
    said = page.locator("#legend").inner_text()
    assert all(word in said for word in ("城乡分区", "城乡结合部", "查控点", "村（社区）界"))
    assert not any(word in said for word in ("警情密度", "显著乱点", "派出所"))
    assert page.locator(".ranked").count() == 0
    assert "显著乱点" not in page.locator("#foot").inner_text()
    assert visit.clean()


def test_the_list_ranks_the_areas_that_stand_on_the_map(visit: Visit) -> None:
    page = visit.open("/print?paper=a3")
    rows = page.locator(".ranked-row")
    assert rows.count() == 7
    assert rows.first.inner_text().split() == ["1", "城关镇", "·", "城关东村上升", "228"]
    assert page.locator(".ranked tbody").count() == 2
    page = visit.open("/print?paper=a3&show=areas&box=104.0,34.0,104.06,34.05")
    assert page.locator(".ranked-row td:first-child").all_inner_texts() == ["1"]
    assert visit.clean()


@pytest.mark.parametrize(
    "asked", ["paper=a4", "paper=a3", "paper=a4&turn=portrait&box=104.0,34.0,104.05,34.04"]
)
def test_the_scale_bar_is_true_on_the_paper(visit: Visit, tmp_path: Path, asked: str) -> None:
    """The bar, measured on the paper, against as long a stretch of the map on the same paper."""
    page = visit.open(f"/print?{asked}")
    bar = page.locator(".scale-bar")
    metres = float(bar.get_attribute("data-metres"))
    page.emulate_media(media="print")
    boxes = page.locator(".scale-bar rect").evaluate_all("(all) => all.map((one) => one.getBBox().width)")
    drawn_mm = (
        page.evaluate(
            """() => { const rects = [...document.querySelectorAll('.scale-bar rect')]
            .map((one) => one.getBoundingClientRect());
        return rects.at(-1).right - rects[0].left; }"""
        )
        * MM_PER_PIXEL
    )
    assert sum(boxes) == pytest.approx(drawn_mm, rel=0.01)
    shown = page.evaluate(
        """() => { const { map } = window.desk; const { lat } = map.getCenter();
        const box = map.getBounds(); return [box.getWest(), box.getEast(), lat]; }"""
    )
    west, east, lat = shown
    frame_mm = page.locator("#picture").evaluate("(one) => one.getBoundingClientRect().width") * MM_PER_PIXEL
    ground = Geod(ellps="WGS84").inv(west, lat, east, lat)[2]
    assert drawn_mm / metres == pytest.approx(frame_mm / ground, rel=0.01)
    pdf = printed(page, tmp_path)
    assert f"{metres / 1000:g}公里" in words(pdf) or f"{metres:g}米" in words(pdf)


def test_the_map_is_drawn_for_print_and_in_full(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("/print?paper=a3")
    wide, picture = page.locator("#picture").evaluate("(one) => [one.clientWidth / 96, one.naturalWidth]")
    assert picture / wide >= 200
    image = printed(page, tmp_path).pages[0].images
    largest = max((each.image for each in image), key=lambda one: one.width)
    assert largest.width == picture
    colours = {tuple(rgb) for rgb in np.asarray(largest.convert("RGB"))[::7, ::7].reshape(-1, 3).tolist()}
    assert (0x12, 0x30, 0x5C) in colours
    assert len(colours) > 50
    assert visit.clean()


def test_every_township_has_its_name_on_the_sheet(visit: Visit) -> None:
    page = visit.open("/print?paper=a4&show=areas,watch,stations,labels,repeated")
    names = page.evaluate(
        """() => [...new Set(window.desk.map.queryRenderedFeatures({ layers: ['label-township'] })
        .map((one) => one.properties.name))]"""
    )
    assert set(names) == {"城关镇", "柳林镇", "河口镇", "石门乡", "青山乡", "白杨乡"}


def test_nothing_is_printed_before_the_map_is_drawn(visit: Visit) -> None:
    visit.page.add_init_script(
        "window.print = () => { window.printedWith = document.getElementById('picture').naturalWidth; };"
    )
    visit.page.route(
        "**/api/v1/places/roads*", lambda route: (visit.page.wait_for_timeout(700), route.continue_())
    )
    visit.page.goto(f"{visit.home}/print")
    assert visit.page.locator("#print").is_disabled()
    visit.page.wait_for_selector(READY)
    visit.page.locator("#print").click()
    assert visit.page.evaluate("() => window.printedWith") > 1000
    assert visit.clean()


def test_paper_and_orientation_are_chosen_by_keyboard_and_go_into_the_address(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit.open("/print")
    page.locator("input[name=paper][value=a4]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(READY)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('#status').textContent.includes('A3 纵向')")
    assert "paper=a3" in page.url
    assert "turn=portrait" in page.url
    assert size_mm(printed(page, tmp_path)) == (297, 420)
    assert visit.clean()


def test_the_desk_leads_to_the_sheet_of_what_it_shows_and_back(visit: Visit) -> None:
    page = visit.open("/?map=13/34.03/104.02&shade=beats&show=beats,labels")
    page.locator(".bar #print").press("Enter")
    page.wait_for_selector(READY)
    assert "box=" in page.url
    assert page.locator("#title").inner_text() == "安平县巡区负荷"
    seen = page.evaluate("() => window.desk.map.getBounds().toArray().flat()")
    box = [float(part) for part in page.url.split("box=")[1].split("&")[0].replace("%2C", ",").split(",")]
    assert seen[0] <= box[0] < box[2] <= seen[2]
    assert seen[1] <= box[1] < box[3] <= seen[3]
    page.locator("#back").click()
    page.wait_for_selector("#shade-beats:checked")
    assert "box=" not in page.url
    assert visit.clean()


def test_two_periods_lie_side_by_side_on_one_sheet(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("/print?against=year&from=2025-01&to=2025-06&show=incidents,labels")
    pdf = printed(page, tmp_path)
    assert len(pdf.pages) == 1
    assert "2024年1月 至 2024年6月" in page.locator("#caption-beside").inner_text()
    assert "2025年1月 至 2025年6月" in page.locator("#caption").inner_text()
    sizes = page.locator(".frame img").evaluate_all("(all) => all.map((one) => one.naturalWidth)")
    assert len(set(sizes)) == 1
    assert sizes[0] > 500
    assert visit.clean()


def test_single_incidents_are_printed_under_the_purpose_said_and_are_audited(
    visit: Visit, desk_store: Store
) -> None:
    before = len(desk_store.audit.entries(action="incidents.read"))
    page = visit.open("/print?show=incidents,labels&shade=none&box=104.0,34.0,104.05,34.04&from=2025-06")
    assert "每点一起" in page.locator("#legend").inner_text()
    assert "用途：研判分析" in page.locator("#foot").inner_text()
    entries = desk_store.audit.entries(action="incidents.read")
    assert len(entries) > before
    assert entries[0].deed.purpose == "analysis"
    sheet = desk_store.audit.entries(action="export.print")[0].deed
    assert sheet.details["box"] == "104.0,34.0,104.05,34.04"
    assert visit.clean()


@pytest.mark.parametrize("role", ["command", "committee"])
def test_without_a_purpose_or_the_right_no_single_incident_is_printed(
    browser: Browser, desk_store: Store, desk_address: str, role: str
) -> None:
    context = browser.new_context(viewport=LAPTOP, reduced_motion="reduce")
    secret = session_of(desk_store, role, purpose="", name=f"{role} without")
    context.add_cookies([{"name": COOKIE, "value": secret, "url": desk_address}])
    visit = watched(context, desk_address)
    page = visit.open("/print?show=incidents,labels&shade=none&box=104.0,34.0,104.05,34.04&from=2025-06")
    assert "圆面积" in page.locator("#legend").inner_text()
    assert "用途" not in page.locator("#foot").inner_text()
    if role == "command":
        page.locator("#purpose").select_option("report")
        page.wait_for_function("() => document.querySelector('#legend').textContent.includes('每点一起')")
        page.wait_for_selector(READY)
        assert "用途：" in page.locator("#foot").inner_text()
    assert visit.clean()
    context.close()


def test_a_sheet_that_lacks_a_layer_is_not_printed(visit: Visit) -> None:
    visit.page.route("**/api/v1/places/water*", lambda route: route.abort())
    page = visit.open("/print")
    page.wait_for_selector(".notice-error")
    assert page.locator("#print").is_disabled()


def test_a_browser_that_cannot_draw_is_led_to_the_simple_map(visit: Visit) -> None:
    visit.page.add_init_script(
        "const real = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
        " return kind.startsWith('webgl') ? null : real.call(this, kind, ...more); };"
    )
    visit.page.goto(f"{visit.home}/print")
    assert visit.page.locator(".no-map a").get_attribute("href") == "/simple?lang=zh"
