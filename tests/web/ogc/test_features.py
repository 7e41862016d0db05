"""OGC API - Features: landing page, collections, pages, conditions, systems, and who sees what."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
import shapely.geometry
from starlette.testclient import TestClient

from data.store import Store
from tests.signed_in import HOME, client_as, session_of
from web.app import create_app
from web.services.ogc.crs import CRS84, EPSG
from web.settings import Settings

API = "/api/v1/ogc"
ITEMS = f"{API}/collections/villages/items"


def hyphened(asked: dict[str, Any]) -> dict[str, Any]:
    spelt = {"bbox_crs": "bbox-crs", "filter_lang": "filter-lang"}
    return {spelt.get(key, key): value for key, value in asked.items()}


def ask(client: TestClient, path: str, **asked: Any) -> dict[str, Any]:
    answer = client.get(path, params=hyphened(asked))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_every_link_of_the_landing_page_leads_somewhere(desk_client: TestClient) -> None:
    page = ask(desk_client, API)
    assert {one["rel"] for one in page["links"]} >= {"self", "service-desc", "conformance", "data"}
    for one in page["links"]:
        if not one["rel"].endswith("tiling-schemes"):
            assert desk_client.get(one["href"]).status_code == 200, one
    classes = ask(desk_client, f"{API}/conformance")["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in classes
    assert "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs" in classes


def test_every_collection_has_its_extent_its_properties_and_features(desk_client: TestClient) -> None:
    listed = ask(desk_client, f"{API}/collections", lang="en")["collections"]
    assert {one["id"] for one in listed} >= {
        "townships",
        "villages",
        "areas",
        "zones",
        "joint-zones",
        "corridors",
        "beats",
        "units",
        "standing-points",
        "routes",
        "incidents",
    }
    for one in listed:
        name = one["id"]
        assert one["title"] != name, "a title is a word for people"
        assert ask(desk_client, f"{API}/collections/{name}")["id"] == name
        west, south, east, north = one["extent"]["spatial"]["bbox"][0]
        assert 103.9 < west <= east < 104.4
        assert 33.9 < south <= north < 34.3
        known = ask(desk_client, f"{API}/collections/{name}/queryables")["properties"]
        page = ask(desk_client, f"{API}/collections/{name}/items", limit=2)
        assert set(page["features"][0]["properties"]) == set(known) - {"geometry"}
        again = ask(desk_client, f"{API}/collections/{name}/items/{page['features'][0]['id']}")
        assert again["properties"] == page["features"][0]["properties"]


def test_following_the_next_links_gives_every_feature_once(desk_client: TestClient) -> None:
    page = ask(desk_client, ITEMS, limit=7)
    seen = [one["id"] for one in page["features"]]
    assert (page["numberMatched"], page["numberReturned"]) == (24, 7)
    while onward := [one["href"] for one in page["links"] if one["rel"] == "next"]:
        page = desk_client.get(onward[0]).json()
        seen += [one["id"] for one in page["features"]]
    assert len(seen) == len(set(seen)) == 24
    assert page["numberReturned"] == 3


def test_an_unchanged_page_is_not_sent_again(desk_client: TestClient) -> None:
    first = desk_client.get(ITEMS)
    again = desk_client.get(ITEMS, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert desk_client.get(ITEMS, params={"limit": 3}).headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"bbox": "104.001,34.001,104.03,34.03"}, 1),
        ({"bbox": "34.001,104.001,34.03,104.03", "bbox_crs": f"{EPSG}4326"}, 1),
        ({"bbox": "104.001,34.001,0,104.03,34.03,9000"}, 1),
        ({"class_code": "112"}, 4),
        ({"class_code": "112", "population": "900"}, 4),
        ({"filter": "class_code = '112' AND population BETWEEN 1 AND 1000"}, 4),
        ({"filter": '{"op":"=","args":[{"property":"class_code"},"111"]}', "filter_lang": "cql2-json"}, 2),
        ({"filter": "S_INTERSECTS(geometry, BBOX(104.001,34.001,104.03,34.03))"}, 1),
        ({"datetime": "2024-01-01/.."}, 24),
        ({"offset": 20}, 4),
        ({"limit": 50_000}, 24),
    ],
)
def test_conditions_choose(desk_client: TestClient, asked: dict[str, Any], count: int) -> None:
    assert ask(desk_client, ITEMS, **asked)["numberReturned"] == count


def test_a_period_chooses_incidents(desk_client: TestClient) -> None:
    path = f"{API}/collections/incidents/items"
    parts = ("../2024-06-30", "2024-07-01/2025-01-31", "2025-02-01T00:00:00Z/..")
    counts = [ask(desk_client, path, datetime=part, limit=1)["numberMatched"] for part in parts]
    assert sum(counts) == 3000
    assert min(counts) > 500
    same = ask(desk_client, path, filter="occurred_from < DATE('2024-07-01')", limit=1)["numberMatched"]
    assert same == counts[0]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"nonsense": 1}, "ogc.parameter_unknown"),
        ({"filter": "nonsense = 1"}, "ogc.property_unknown"),
        ({"filter": "population >"}, "ogc.filter_text"),
        ({"filter": "{", "filter_lang": "cql2-json"}, "ogc.filter_json"),
        ({"filter_lang": "sql"}, "ogc.filter_language"),
        ({"bbox": "1,2,3"}, "ogc.bbox"),
        ({"bbox": "1,2,3,nan"}, "ogc.bbox"),
        ({"datetime": "soon"}, "ogc.filter_value"),
        ({"datetime": "2025-01-01/2024-01-01"}, "ogc.datetime"),
        ({"datetime": "/"}, "ogc.datetime"),
        ({"crs": f"{EPSG}2154"}, "ogc.crs_unknown"),
        ({"population": "many"}, "ogc.filter_type"),
        ({"limit": 0}, "request.invalid"),
        ({"limit": "x"}, "request.invalid"),
    ],
)
def test_what_cannot_be_asked_is_a_problem(desk_client: TestClient, asked: dict[str, Any], code: str) -> None:
    answer = desk_client.get(ITEMS, params=hyphened(asked))
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["collections/nothing", "collections/nothing/items", "collections/villages/items/x"]
)
def test_what_is_not_there_is_a_404(desk_client: TestClient, path: str) -> None:
    answer = desk_client.get(f"{API}/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_features_come_in_the_system_asked_for_with_its_axes(desk_client: TestClient) -> None:
    plain = desk_client.get(ITEMS, params={"limit": 1})
    assert plain.headers["content-crs"] == f"<{CRS84}>"
    west = min(x for x, _ in plain.json()["features"][0]["geometry"]["coordinates"][0])
    assert west == pytest.approx(104.0)
    for code, first in ((4326, 34.0), (4490, 34.0), (3857, 11577227.0)):
        answer = desk_client.get(ITEMS, params={"limit": 1, "crs": f"{EPSG}{code}"})
        assert answer.headers["content-crs"] == f"<{EPSG}{code}>"
        low = min(x for x, _ in answer.json()["features"][0]["geometry"]["coordinates"][0])
        assert low == pytest.approx(first, rel=1e-6)
    metric = ask(desk_client, f"{API}/collections/villages")["crs"][-1]
    found = ask(desk_client, ITEMS, limit=1, crs=metric)["features"][0]
    northing = found["geometry"]["coordinates"][0][0][0]
    assert 3.7e6 < northing < 3.9e6, "Gauss-Kruger zones have the northing first"


@pytest.mark.parametrize("role", ["governance", "committee", "township", "admin", "department"])
def test_rows_of_incidents_are_not_there_for_who_may_not_see_them(county_store: Store, role: str) -> None:
    ground = {"township_code": "620523100"} if role == "township" else {}
    client = client_as(county_store, role, **ground)
    listed = {one["id"] for one in ask(client, f"{API}/collections")["collections"]}
    assert "incidents" not in listed
    assert ("areas" in listed) == (role not in {"admin", "department"})
    for path in ("", "/items", "/queryables", "/items/J000001"):
        assert client.get(f"{API}/collections/incidents{path}").status_code == 404


def test_a_station_reads_what_lies_on_its_ground(county_store: Store) -> None:
    county, own = client_as(county_store), client_as(county_store, "station", station="S2")
    for name in ("incidents", "units", "beats", "zones", "cover"):
        path = f"{API}/collections/{name}/items"
        everything, some = (ask(client, path, limit=1)["numberMatched"] for client in (county, own))
        assert 0 < some <= everything
    assert ask(own, f"{API}/collections/units/items")["numberMatched"] < 24
    joint, ground = shapely.box(104.02, 34.02, 104.1, 34.1), shapely.box(104.0, 34.08, 104.24, 34.16)
    inside = shapely.union_all([joint, ground]).buffer(1e-5)
    rows = ask(own, f"{API}/collections/incidents/items", limit=9999)["features"]
    assert shapely.covers(inside, [shapely.geometry.shape(one["geometry"]) for one in rows]).all()
    hidden = ask(county, f"{API}/collections/incidents/items", bbox="104.0,34.0,104.01,34.01", limit=1)
    assert own.get(f"{API}/collections/incidents/items/{hidden['features'][0]['id']}").status_code == 404


def test_rows_wait_for_a_purpose_and_their_reading_is_audited(county_store: Store) -> None:
    secret = session_of(county_store, "command", purpose="", name="gis")
    app = create_app(Settings(), store=county_store)
    client = TestClient(app, HOME, headers={"Authorization": f"Bearer {secret}"})
    path = f"{API}/collections/incidents/items"
    for one in (path, f"{path}/J000001"):
        answer = client.get(one)
        assert (answer.status_code, answer.json()["code"]) == (403, "ogc.purpose_missing")
    assert client.put("/api/v1/session/purpose", json={"purpose": "patrol"}).status_code == 204
    found = client.get(path, params={"limit": 5, "filter": "kind = 'case'"})
    assert len(found.json()["features"]) == 5
    newest = county_store.audit.entries(action="incidents.", actor="gis")[0].deed
    assert (newest.subject, newest.purpose, newest.details["points"]) == ("ogc", "patrol", 5)
    assert newest.details["filter"] == "kind = 'case'"


def test_the_description_has_examples_and_every_path(desk_client: TestClient) -> None:
    described = desk_client.get("/api/v1/openapi.json").json()
    asked = described["paths"][f"{API}/collections/{{name}}/items"]["get"]["parameters"]
    named = {one["name"]: one for one in asked}
    assert {
        "limit",
        "offset",
        "bbox",
        "bbox-crs",
        "datetime",
        "crs",
        "filter",
        "filter-lang",
        "filter-crs",
    } <= set(named)
    assert named["filter"]["schema"]["examples"]
