"""Who sees what: every role against every kind of figure, refused in the query and not in the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
import shapely.geometry
from starlette.testclient import TestClient

from data.store import Store, open_store
from tests.desk_county import fill
from tests.signed_in import HOME, PASSWORD, account, client_as, session_of
from web.app import create_app
from web.routes.authentication import COOKIE
from web.settings import Settings

API = "/api/v1"
TOWNSHIP = "620523100"
"""城关镇, the box in the south-west corner; station S1 holds the three townships of the southern row."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("access") / "county.sqlite") as store:
        fill(store)
        yield store


@pytest.fixture
def anyone(store: Store) -> TestClient:
    return TestClient(create_app(Settings(), store=store), HOME, follow_redirects=False)


def box_of(features: list[dict[str, Any]]) -> tuple[float, ...]:
    return shapely.union_all([shapely.geometry.shape(one["geometry"]) for one in features]).bounds


@pytest.mark.parametrize(
    "path",
    [
        "summary",
        "incidents",
        "incidents/rhythm",
        "areas",
        "areas/A01/rhythm",
        "zones",
        "beats",
        "units",
        "repeated-places",
        "patrol/joint-zones",
        "places/townships",
        "ogc",
        "ogc/collections/villages/items",
        "ogc/collections/villages/tiles/WebMercatorQuad/0/0/0",
        "openapi.json",
        "session",
    ],
)
def test_nothing_of_the_county_is_told_to_who_has_not_signed_in(anyone: TestClient, path: str) -> None:
    answer = anyone.get(f"{API}/{path}")
    assert answer.status_code == 401
    assert answer.json()["code"] == "auth.not_signed_in"
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "path", ["/", "/simple", "/docs", "/account", "/admin/accounts", "/exports/map.html"]
)
def test_pages_lead_to_the_sign_in_and_back(anyone: TestClient, path: str) -> None:
    answer = anyone.get(f"{path}?shade=zones")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=%2F")
    assert "shade" in answer.headers["location"]


def test_every_route_but_the_named_ones_is_closed(anyone: TestClient) -> None:
    """A route that somebody adds is closed unless it is opened by name."""
    open_paths = {"/api/v1/health", "/sign-in", "/favicon.ico"}
    for route in anyone.app.routes:  # type: ignore[attr-defined]
        path = getattr(route, "path", "")
        if path in {"/assets", ""} or path in open_paths:
            continue
        asked = path.replace("{", "").replace("}", "").replace(":path", "")
        assert anyone.get(asked).status_code in {303, 401}, path


@pytest.mark.parametrize("role", ["governance", "committee"])
def test_who_may_not_see_rows_gets_cells_however_small_the_box(store: Store, role: str) -> None:
    client = client_as(store, role)
    asked = {"bbox": "104.019,34.029,104.021,34.031", "limit": 20000, "cell_m": 50}
    answer = client.get(f"{API}/incidents", params=asked).json()
    assert answer["kind"] == "cells"
    assert answer["cell_m"] >= 500
    assert not any("incident_id" in feature["properties"] for feature in answer["features"])


def test_a_station_sees_the_rows_of_its_ground_and_joint_zones_alone(store: Store) -> None:
    client = client_as(store, "station", station="S2")
    answer = client.get(f"{API}/incidents", params={"limit": 20000, "scope": "all"}).json()
    assert answer["kind"] == "points"
    joint = shapely.box(104.02, 34.02, 104.1, 34.1)  # of S1 and S2
    own = shapely.box(104.0, 34.08, 104.24, 34.16)
    ground = shapely.union_all([joint, own]).buffer(1e-9)
    points = [shapely.geometry.shape(one["geometry"]) for one in answer["features"]]
    assert shapely.covers(ground, points).all()
    everything = client_as(store).get(f"{API}/incidents", params={"limit": 20000, "scope": "all"}).json()
    inside = shapely.covers(
        ground, [shapely.geometry.shape(one["geometry"]) for one in everything["features"]]
    )
    assert 0 < len(points) == inside.sum() < len(everything["features"])


@pytest.mark.parametrize(
    ("role", "ground"), [("station", {"station": "S2"}), ("township", {"township_code": TOWNSHIP})]
)
def test_counts_areas_and_beats_end_at_the_ground_of_who_asks(
    store: Store, role: str, ground: dict[str, str]
) -> None:
    county, own = client_as(store), client_as(store, role, **ground)
    for path in ("areas", "beats", "units", "zones", "patrol/cover"):
        all_of_them, some = (client.get(f"{API}/{path}").json()["features"] for client in (county, own))
        assert 0 < len(some) <= len(all_of_them)
    assert len(own.get(f"{API}/units").json()["features"]) < 24
    totals = [client.get(f"{API}/summary").json()["incidents"] for client in (county, own)]
    assert 0 < totals[1] < totals[0]
    rhythm = own.get(f"{API}/incidents/rhythm", params={"scope": "all"}).json()
    assert rhythm["incidents"] == totals[1]


def test_a_township_sees_cells_of_its_own_ground_alone(store: Store) -> None:
    answer = (
        client_as(store, "township", township_code=TOWNSHIP)
        .get(f"{API}/incidents", params={"limit": 9999})
        .json()
    )
    assert answer["kind"] == "cells"
    west, south, east, north = box_of(answer["features"])
    assert (west, south) > (103.98, 33.98)
    assert (east, north) < (104.1, 34.1)


def test_an_area_outside_the_ground_is_not_there(store: Store) -> None:
    township = client_as(store, "township", township_code="620523105")
    listed = {one["properties"]["area_id"] for one in township.get(f"{API}/areas").json()["features"]}
    everywhere = {
        one["properties"]["area_id"] for one in client_as(store).get(f"{API}/areas").json()["features"]
    }
    hidden = sorted(everywhere - listed)
    assert hidden
    assert township.get(f"{API}/areas/{hidden[0]}/rhythm").status_code == 404


def test_ground_that_was_brought_anew_ends_the_view_at_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "county.sqlite") as store:
        fill(store)
        client = client_as(store, "township", township_code=TOWNSHIP)

        def seen() -> list[int]:
            desk = len(client.get(f"{API}/units").json()["features"])
            other = client.get(f"{API}/ogc/collections/units/items").json()["numberMatched"]
            return [desk, other, client.get(f"{API}/summary").json()["incidents"]]

        before = seen()
        townships = store.places("townships")
        halved = townships.geometry.where(
            townships["code"] != TOWNSHIP, shapely.box(104.0, 34.0, 104.03, 34.03)
        )
        store.replace_places("townships", townships.set_geometry(halved))
        after = seen()
        assert after[:2] == [1, 1]
        assert all(now < then for now, then in zip(after, before, strict=True))


@pytest.mark.parametrize("role", ["admin", "department"])
def test_roles_without_figures_are_refused_them(store: Store, role: str) -> None:
    client = client_as(store, role)
    for path in ("summary", "incidents", "areas", "beats", "units", "patrol/stops", "incidents/rhythm"):
        answer = client.get(f"{API}/{path}")
        assert (answer.status_code, answer.json()["code"]) == (403, "auth.not_allowed")
    assert client.get("/simple").status_code == 403
    assert client.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("role", ["command", "station", "governance", "committee", "township", "department"])
def test_only_administrators_see_accounts_and_audit(store: Store, role: str) -> None:
    ground = {"station": {"station": "S1"}, "township": {"township_code": TOWNSHIP}}.get(role, {})
    client = client_as(store, role, **ground)
    for path in ("/admin/accounts", "/admin/audit"):
        assert client.get(path).status_code == 403
    answer = client.post("/admin/accounts", data={"name": "mole", "role": "admin"})
    assert answer.status_code == 403
    assert store.accounts.named("mole") is None


def test_rows_wait_for_a_purpose_and_every_reading_of_them_is_audited(store: Store) -> None:
    app = create_app(Settings(), store=store)
    secret = session_of(store, "command", purpose="", name="reader")
    client = TestClient(app, HOME, headers={"Authorization": f"Bearer {secret}"})
    asked = {"bbox": "104.0,34.0,104.05,34.05", "limit": 20000}
    waiting = client.get(f"{API}/incidents", params=asked).json()
    assert (waiting["kind"], waiting["purpose_missing"]) == ("cells", True)
    assert client.put(f"{API}/session/purpose", json={"purpose": "curiosity"}).status_code == 422
    assert client.put(f"{API}/session/purpose", json={"purpose": "investigation"}).status_code == 204
    found = client.get(f"{API}/incidents", params=asked).json()
    assert found["kind"] == "points"
    newest = store.audit.entries(action="incidents.", actor="reader")[0]
    assert newest.deed.purpose == "investigation"
    assert newest.deed.details["points"] == len(found["features"])
    assert client.get(f"{API}/session").json()["purpose"] == "investigation"


def test_exports_are_for_roles_that_see_the_whole_county_and_their_reading_is_audited(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "map.html").write_text("<p>figures</p>", encoding="utf-8")
    settings = Settings(exports=tmp_path)
    assert client_as(store, "committee", settings).get("/exports/map.html").status_code == 200
    assert store.audit.entries(action="export.")[0].deed.subject == "map.html"
    for role, ground in (
        ("station", {"station": "S1"}),
        ("township", {"township_code": TOWNSHIP}),
        ("admin", {}),
    ):
        assert client_as(store, role, settings, **ground).get("/exports/map.html").status_code == 403


def test_a_browser_that_another_site_makes_ask_is_refused(store: Store) -> None:
    app = create_app(Settings(), store=store)
    secret = session_of(store, "command", name="victim")
    client = TestClient(app, HOME, cookies={COOKIE: secret}, follow_redirects=False)
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
    ):
        answer = client.post("/sign-out", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "auth.cross_site")
    assert client.get(f"{API}/session").status_code == 200
    assert client.post("/sign-out", headers={"Origin": HOME}).status_code == 303
    assert client.get(f"{API}/session").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(store: Store, anyone: TestClient) -> None:
    name = account(store, "governance")
    answer = anyone.post(f"{API}/session", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_the_sign_in_leads_to_no_other_host(store: Store, anyone: TestClient) -> None:
    name = account(store, "governance")
    for onward in ("https://evil.example/", "//evil.example", "/\\evil.example", "evil"):
        answer = anyone.post("/sign-in", data={"name": name, "password": PASSWORD, "next": onward})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        anyone.cookies.clear()
