"""Points, zones and villages of the desk come as vector tiles, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Page, Request

from data.store import Store, open_store
from tests import desk_county
from tests.browser.conftest import LAPTOP, Visit, served, watched
from tests.browser.test_desk_page import settle
from tests.signed_in import session_of
from web.routes.authentication import COOKIE
from web.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Response

pytestmark = pytest.mark.browser

NEAR = "/?show=incidents&shade=none&scope=all&map=14/34.03/104.02"
DRAWN = (
    "(layer) => new Set(window.desk.map.queryRenderedFeatures({ layers: [layer] }).map((one) => one.id)).size"
)
BOX = "() => window.desk.map.getBounds().toArray().flat().map((degrees) => Number(degrees.toFixed(5)))"
CHOSEN = """(id) => ['zones', 'villages'].map((source) =>
    window.desk.map.getFeatureState({ source, sourceLayer: source, id }).chosen)"""


def tiles_asked(page: Page, name: str) -> list[Request]:
    """Collect the requests for tiles of a collection from now on."""
    found: list[Request] = []

    def listen(request: Request) -> None:
        if f"/collections/{name}/tiles/" in request.url:
            found.append(request)

    page.context.on("request", listen)
    return found


def wait_drawn(page: Page, layer: str) -> int:
    """Wait until a layer has something on the screen; gives how much."""
    page.wait_for_function(f"(layer) => ({DRAWN})(layer) > 0", arg=layer)
    settle(page)
    return int(page.evaluate(DRAWN, layer))


def parameters(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


def test_single_incidents_are_drawn_from_tiles_of_the_choice_and_counted_exactly(visit: Visit) -> None:
    asked = tiles_asked(visit.page, "incidents")
    page = visit.open(NEAR)
    drawn = wait_drawn(page, "incident-point")
    west, south, east, north = page.evaluate(BOX)
    inside = len(desk_county.incidents().cx[west:east, south:north])
    said = page.locator("#show-incidents >> xpath=ancestor::div[1]/following-sibling::div[1]").inner_text()
    assert f"{inside} 起" in said
    assert inside <= drawn + 2  # a point on the rim of the screen may stand a metre beyond it
    assert drawn < 1.2 * inside
    assert parameters(asked[-1]) | {"scope": "all", "single": "any"} == parameters(asked[-1])
    with page.expect_request(
        lambda request: "hours=18-24" in request.url and "/tiles/" in request.url
    ) as new:
        page.locator("[data-hours='18-24']").click()
    assert new.value.all_headers()["cookie"].startswith(COOKIE)
    page.wait_for_function(f"(before) => ({DRAWN})('incident-point') < before", arg=drawn)
    assert visit.clean()


def test_a_point_says_what_and_when_under_the_pointer(visit: Visit) -> None:
    page = visit.open(NEAR)
    wait_drawn(page, "incident-point")
    place = page.evaluate("""() => { const { map } = window.desk;
      const [one] = map.queryRenderedFeatures({ layers: ['incident-point'] });
      const { x, y } = map.project(one.geometry.coordinates);
      const frame = map.getCanvas().getBoundingClientRect();
      return { x: frame.left + x, y: frame.top + y }; }""")
    page.mouse.move(place["x"], place["y"])
    page.wait_for_selector(".tip")
    assert "发生于" in page.locator(".tip").inner_text()
    assert visit.clean()


def test_a_village_of_the_tiles_is_chosen_by_a_click_and_by_a_link(visit: Visit) -> None:
    page = visit.open("/?shade=zones&show=villages&map=12/34.04/104.04")
    wait_drawn(page, "zones")
    frame = page.locator("#map").bounding_box() or {}
    page.mouse.move(frame["x"] + 300, frame["y"] + 200)
    page.wait_for_selector(".tip")
    name = page.locator(".tip p").first.inner_text()
    page.mouse.click(frame["x"] + 300, frame["y"] + 200)
    page.wait_for_function("() => location.search.includes('village=')")
    chosen = parse_qs(urlsplit(page.url).query)["village"][0]
    assert page.evaluate(CHOSEN, chosen) == [True, True]
    wait_drawn(page, "zone-chosen")
    page.evaluate("() => window.desk.map.jumpTo({ center: [104.9, 34.6] })")
    settle(page)
    page.evaluate("() => window.desk.map.jumpTo({ center: [104.04, 34.04] })")
    wait_drawn(page, "zone-chosen")
    assert page.evaluate(CHOSEN, chosen) == [True, True], "kept though its tiles came and went"
    visit.open(f"/?shade=zones&show=villages&map=12/34.04/104.04&village={chosen}")
    wait_drawn(page, "zone-chosen")
    assert page.evaluate(CHOSEN, chosen) == [True, True]
    found = "() => window.desk.map.queryRenderedFeatures({ layers: ['zone-chosen'] })[0].properties.name"
    assert page.evaluate(found) == name
    page.mouse.click(frame["x"] + 300, frame["y"] + 200)
    page.wait_for_function("() => !location.search.includes('village=')")
    assert visit.clean()


def test_villages_are_named_once_each_from_near(visit: Visit) -> None:
    page = visit.open("/?shade=none&show=labels&map=12.4/34.04/104.04")
    wait_drawn(page, "label-village")
    names = page.evaluate("""() => window.desk.map.queryRenderedFeatures({ layers: ['label-village'] })
        .map((one) => one.properties.name)""")
    assert len(names) == len(set(names))
    assert visit.clean()


def test_layers_that_are_not_shown_are_not_asked_for(visit: Visit) -> None:
    asked = [tiles_asked(visit.page, name) for name in ("zones", "villages", "incidents")]
    settle(visit.open("/?shade=density&show=areas"))
    assert asked == [[], [], []]


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[Store]:
    """Hold a county of the test's own."""
    with open_store(tmp_path / "own.sqlite") as store:
        desk_county.fill(store)
        yield store


def test_a_new_import_shows_when_the_map_is_moved(browser: Browser, own_store: Store) -> None:
    with served(Settings(), own_store) as address:
        context = browser.new_context(viewport=LAPTOP, reduced_motion="reduce")  # type: ignore[arg-type]
        context.add_cookies([{"name": COOKIE, "value": session_of(own_store, "command"), "url": address}])
        visit = watched(context, address)
        asked = tiles_asked(visit.page, "incidents")
        page = visit.open(NEAR)
        before, revision = wait_drawn(page, "incident-point"), parameters(asked[-1])["revision"]
        more = desk_county.incidents(2000)
        own_store.import_incidents([more.assign(incident_id="N" + more["incident_id"])])  # type: ignore[list-item]
        page.evaluate("() => window.desk.map.panBy([6, 0], { duration: 0 })")
        page.wait_for_function(f"(before) => ({DRAWN})('incident-point') > before * 1.3", arg=before)
        assert parameters(asked[-1])["revision"] != revision
        assert visit.clean()
        context.close()


@pytest.mark.parametrize("role", ["committee", "governance"])
def test_who_may_not_see_rows_is_never_sent_a_point(
    browser: Browser, desk_address: str, desk_store: Store, role: str
) -> None:
    context = browser.new_context(viewport=LAPTOP, reduced_motion="reduce")  # type: ignore[arg-type]
    context.add_cookies([{"name": COOKIE, "value": session_of(desk_store, role), "url": desk_address}])
    visit = watched(context, desk_address)
    asked = tiles_asked(visit.page, "incidents")
    answers: list[Response] = []
    visit.page.on("response", lambda one: answers.append(one) if "/api/v1/incidents?" in one.url else None)
    page = visit.open(NEAR)
    wait_drawn(page, "incident-circle")
    assert asked == []
    assert answers
    assert {one.json()["kind"] for one in answers} == {"cells"}
    assert page.evaluate(DRAWN, "incident-point") == 0
    assert visit.clean()
    context.close()
