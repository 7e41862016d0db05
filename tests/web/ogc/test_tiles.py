"""OGC API - Tiles: what each role finds in a tile, from afar and from near."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from starlette.testclient import TestClient

from data.store import Store
from gis.frames import as_incidents
from tests import desk_county
from tests.signed_in import HOME, client_as, session_of
from tests.vector_tile_reader import read_tile
from web.app import create_app
from web.services.desk.incident_index import IncidentIndex, IncidentQuery
from web.services.ogc.collections import COLLECTIONS, Table
from web.services.ogc.incident_tiles import MOST_POINTS, TOLD_APART, IncidentTiles
from web.services.ogc.shape_tiles import MOST_BYTES, ShapeTiles
from web.settings import Settings

API = "/api/v1/ogc"
MIDDLE = (104.03, 34.03)


def place_of(zoom: int, lon: float = MIDDLE[0], lat: float = MIDDLE[1]) -> tuple[int, int, int]:
    y = 0.5 - math.asinh(math.tan(math.radians(lat))) / 2 / math.pi
    return zoom, int((lon / 360 + 0.5) * 2**zoom), int(y * 2**zoom)


WHOLE = place_of(6)
"""A tile that holds the whole county."""


def path_of(name: str, place: tuple[int, int, int]) -> str:
    zoom, column, row = place
    return f"{API}/collections/{name}/tiles/WebMercatorQuad/{zoom}/{row}/{column}"


def layers_of(
    client: TestClient, name: str, place: tuple[int, int, int], folder: Path, **asked: Any
) -> dict[str, gpd.GeoDataFrame]:
    answer = client.get(path_of(name, place), params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    return read_tile(answer.content, place, folder)


def test_the_tiles_are_described_with_the_address_that_they_follow(desk_client: TestClient) -> None:
    listed = desk_client.get(f"{API}/collections/units/tiles").json()["tilesets"]
    assert (
        listed == [desk_client.get(f"{API}/collections/units/tiles/WebMercatorQuad").json()]
        or listed[0]["links"]
    )
    template = next(one["href"] for one in listed[0]["links"] if one["rel"] == "item")
    zoom, column, row = place_of(10)
    address = (
        template.replace("{tileMatrix}", str(zoom))
        .replace("{tileRow}", str(row))
        .replace("{tileCol}", str(column))
    )
    assert desk_client.get(address).status_code == 200
    scheme = desk_client.get(f"{API}/tileMatrixSets/WebMercatorQuad").json()["tileMatrices"]
    assert scheme[0]["scaleDenominator"] == pytest.approx(559082264.0287178)
    assert scheme[5]["matrixWidth"] == 32
    assert desk_client.get(f"{API}/tileMatrixSets").json()["tileMatrixSets"][0]["id"] == "WebMercatorQuad"


@pytest.mark.parametrize(
    "name", ["townships", "roads", "stations", "areas", "zones", "beats", "units", "joint-zones", "stops"]
)
def test_a_tile_holds_the_features_of_its_ground(desk_client: TestClient, name: str, tmp_path: Path) -> None:
    found = layers_of(desk_client, name, WHOLE, tmp_path)[name]
    items = desk_client.get(f"{API}/collections/{name}/items").json()["features"]
    assert set(found["id"]) == {one["id"] for one in items}
    assert found.total_bounds.tolist() == pytest.approx(
        [*np.min([shapely.geometry.shape(one["geometry"]).bounds[:2] for one in items], axis=0),
         *np.max([shapely.geometry.shape(one["geometry"]).bounds[2:] for one in items], axis=0)], abs=0.003
    )  # fmt: skip


def test_an_unchanged_tile_is_not_sent_again_and_an_empty_one_has_no_body(desk_client: TestClient) -> None:
    path = path_of("units", place_of(11))
    first = desk_client.get(path)
    assert first.headers["content-encoding"] == "gzip"
    again = desk_client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = desk_client.get(path, headers={"Accept-Encoding": "identity"})
    assert plain.content == first.content
    assert "content-encoding" not in plain.headers
    assert desk_client.get(path_of("units", (11, 0, 0))).status_code == 204


@pytest.mark.parametrize("place", [(3, 8, 0), (3, 0, 8), (23, 0, 0), (-1, 0, 0), (0, -1, 0)])
def test_what_is_no_tile_is_a_404(desk_client: TestClient, place: tuple[int, int, int]) -> None:
    for name in ("units", "incidents"):
        answer = desk_client.get(path_of(name, place))
        assert (answer.status_code, answer.json()["code"]) == (404, "ogc.tile_unknown")
    assert desk_client.get(f"{API}/collections/units/tiles/Other/0/0/0").status_code == 404
    assert desk_client.get(f"{API}/collections/units/tiles/WebMercatorQuad/x/0/0").status_code == 400


def test_cells_from_afar_count_every_incident_once(desk_client: TestClient, tmp_path: Path) -> None:
    for zoom, scope, total in ((5, "all", 3000), (6, "in", 2700)):
        layers = layers_of(desk_client, "incidents", place_of(zoom), tmp_path, scope=scope)
        assert list(layers) == ["incident_cells"]
        assert layers["incident_cells"]["incidents"].sum() == total
    parts = [
        layers_of(desk_client, "incidents", WHOLE, tmp_path, scope="all", **period)["incident_cells"][
            "incidents"
        ].sum()
        for period in ({"until": "2024-07-01"}, {"since": "2024-07-01"})
    ]
    assert sum(parts) == 3000
    assert min(parts) > 0


def test_points_from_near_are_where_the_incidents_are(desk_client: TestClient, tmp_path: Path) -> None:
    place = place_of(13, 104.02, 34.03)
    found = layers_of(desk_client, "incidents", place, tmp_path, scope="all")["incidents"]
    west, south, east, north = found.total_bounds
    asked = {"bbox": f"{west},{south},{east},{north}", "limit": 9999}
    items = desk_client.get(f"{API}/collections/incidents/items", params=asked).json()["features"]
    there = {one["id"]: one["geometry"]["coordinates"] for one in items}
    shared = found[found["incident_id"].isin(there)]
    assert len(shared) >= len(found) - 4
    for incident_id, point in zip(shared["incident_id"], shared.geometry, strict=True):
        assert [point.x, point.y] == pytest.approx(there[incident_id], abs=2e-5)


@pytest.mark.parametrize("role", ["governance", "committee", "township"])
def test_who_may_not_see_rows_finds_cells_of_half_a_kilometre_at_any_level(
    county_store: Store, role: str, tmp_path: Path
) -> None:
    client = client_as(county_store, role, **({"township_code": "620523100"} if role == "township" else {}))
    for zoom in (9, 12, 14, 18):
        layers = layers_of(client, "incidents", place_of(zoom, 104.02, 34.03), tmp_path, scope="all")
        assert list(layers) == ["incident_cells"]
        cells = layers["incident_cells"]
        if zoom < 14:  # deeper tiles are smaller than a cell
            whole = cells.to_crs(32648).area
            assert whole.median() > 480**2


def test_the_ground_of_a_view_ends_its_tiles(county_store: Store, tmp_path: Path) -> None:
    county, own = client_as(county_store), client_as(county_store, "township", township_code="620523100")
    everything, some = (layers_of(one, "units", WHOLE, tmp_path)["units"] for one in (county, own))
    assert 0 < len(some) < len(everything) == 24
    counted = [
        layers_of(one, "incidents", WHOLE, tmp_path, scope="all")["incident_cells"] for one in (county, own)
    ]
    summary = own.get("/api/v1/summary").json()["incidents"]
    assert counted[1]["incidents"].sum() == summary < counted[0]["incidents"].sum()
    assert counted[1].total_bounds[2] < 104.17 < counted[0].total_bounds[2]


def test_a_tile_that_was_kept_for_one_is_not_given_to_another(county_store: Store, tmp_path: Path) -> None:
    client = TestClient(create_app(Settings(), store=county_store), HOME)
    counts: dict[str, list[int]] = {"units": [], "incidents": []}
    for role, ground in (
        ("command", {}),
        ("township", {"township_code": "620523100"}),
        ("station", {"station": "S2"}),
    ):
        client.headers["Authorization"] = f"Bearer {session_of(county_store, role, **ground)}"
        counts["units"].append(len(layers_of(client, "units", WHOLE, tmp_path)["units"]))
        cells = layers_of(client, "incidents", WHOLE, tmp_path, scope="all")["incident_cells"]
        counts["incidents"].append(int(cells["incidents"].sum()))
    for county, township, station in counts.values():
        assert 0 < township < station < county


def test_tiles_kept_for_one_choice_of_incidents_are_not_given_for_another(
    desk_client: TestClient, tmp_path: Path
) -> None:
    def count(**asked: object) -> int:
        cells = layers_of(desk_client, "incidents", WHOLE, tmp_path, scope="all", **asked)["incident_cells"]
        return int(cells["incidents"].sum())

    whole = count()
    for asked in ({"hours": "20-24"}, {"word": "打架"}, {"since": "2025-01-01"}, {"category": "criminal"}):
        assert 0 < count(**asked) < whole, asked
    assert count() == whole


@pytest.mark.parametrize("role", ["admin", "department"])
def test_roles_without_figures_find_places_alone(county_store: Store, role: str) -> None:
    client = client_as(county_store, role)
    assert client.get(path_of("townships", WHOLE)).status_code == 200
    assert client.get(path_of("units", WHOLE)).status_code == 404
    assert client.get(path_of("incidents", WHOLE)).status_code == 403
    assert client.get(f"{API}/collections/incidents/tiles").status_code == 404


def test_points_wait_for_a_purpose_and_every_tile_of_them_is_audited(
    county_store: Store, tmp_path: Path
) -> None:
    secret = session_of(county_store, "command", purpose="", name="tiler")
    app = create_app(Settings(), store=county_store)
    client = TestClient(app, HOME, headers={"Authorization": f"Bearer {secret}"})
    place = place_of(14, 104.02, 34.03)
    assert list(layers_of(client, "incidents", place, tmp_path)) == ["incident_cells"]
    assert not county_store.audit.entries(action="incidents.", actor="tiler")
    assert client.put("/api/v1/session/purpose", json={"purpose": "patrol"}).status_code == 204
    for reading in (1, 2):  # the second comes from memory, and is a reading all the same
        found = layers_of(client, "incidents", place, tmp_path)["incidents"]
        entries = county_store.audit.entries(action="incidents.", actor="tiler")
        assert len(entries) == reading
        assert (entries[0].deed.details["points"], entries[0].deed.purpose) == (len(found), "patrol")


def test_a_crowded_tile_stays_below_its_limit(tmp_path: Path) -> None:
    x, y = (part.ravel() for part in np.meshgrid(np.linspace(104.0, 104.3, 80), np.linspace(34.0, 34.2, 80)))
    shapes = shapely.segmentize(shapely.box(x, y, x + 0.0037, y + 0.0025), 0.00004)
    names = [f"第{number}号责任区" for number in range(len(x))]
    frame = gpd.GeoDataFrame({"code": names, "name": names}, geometry=shapes, crs=4326)
    tiles = ShapeTiles(Table(COLLECTIONS["units"], frame, 1))
    for zoom in (5, 8, 9, 10, 11, 13):
        place = place_of(zoom, 104.15, 34.1)
        body = tiles.tile(*place)
        assert 0 < len(body) <= MOST_BYTES
        assert len(read_tile(body, place, tmp_path)["units"]) > 5


def test_a_crowd_keeps_a_point_for_each_incident_and_fits_half_a_megabyte(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    west, south, east, north = 104.0, 34.0, 104.02, 34.015
    for count, layer in ((TOLD_APART, "incidents"), (MOST_POINTS, "incident_crowds")):
        frame = desk_county.incidents(count)
        places = shapely.points(rng.uniform(west, east, count), rng.uniform(south, north, count))
        cutter = IncidentTiles(IncidentIndex(as_incidents(frame.set_geometry(places, crs=4326)), "UTC"))
        place = place_of(11, 104.01, 34.01)
        asked = IncidentQuery(in_scope_only=False)
        tile = cutter.tile(*place, asked, points=True, afar=True)
        assert tile.points == count
        assert len(tile.body) <= MOST_BYTES
        found = read_tile(tile.body, place, tmp_path)[layer]
        assert shapely.get_num_geometries(found.geometry.to_numpy()).sum() == count
        assert ("incident_id" in found) == (layer == "incidents")


def test_single_incidents_from_afar_come_only_where_they_are_asked_for(
    desk_client: TestClient, tmp_path: Path
) -> None:
    far = layers_of(desk_client, "incidents", WHOLE, tmp_path, scope="all", hours="3-4", single="any")
    assert list(far) == ["incidents"]
    cells = layers_of(desk_client, "incidents", WHOLE, tmp_path, scope="all", hours="3-4")["incident_cells"]
    assert len(far["incidents"]) == cells["incidents"].sum()


def test_polygons_have_one_label_point_each_from_near(desk_client: TestClient, tmp_path: Path) -> None:
    assert list(layers_of(desk_client, "villages", place_of(10), tmp_path)) == ["villages"]
    near = layers_of(desk_client, "villages", place_of(11), tmp_path)
    labels = near["villages_labels"].set_index("id")
    shapes = near["villages"].set_index("id")
    assert labels.index.is_unique
    assert shapes.loc[labels.index].contains(labels.geometry).all()


def test_another_revision_in_the_address_gives_the_same_tile(desk_client: TestClient) -> None:
    for name in ("units", "incidents"):
        answers = [desk_client.get(path_of(name, WHOLE), params={"revision": word}) for word in ("1", "2")]
        assert answers[0].headers["etag"] == answers[1].headers["etag"]
    assert desk_client.get(path_of("units", WHOLE), params={"other": "1"}).status_code == 400
