from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.geometry
from starlette.testclient import TestClient

from data.store import Store, open_store
from gis.errors import (
    CrsError,
    FileError,
    InfeasibleError,
    InputError,
    SafetownError,
    SizeError,
    StoreError,
    TableError,
)
from tests import desk_county
from tests.signed_in import client_as
from web.routes.problems import status_of
from web.services.desk.layers import PLACE_LAYERS

API = "/api/v1"


def test_health_names_the_version(desk_client: TestClient) -> None:
    found = desk_client.get(f"{API}/health").json()
    assert found["status"] == "ok"
    assert found["version"]


def test_summary_says_what_there_is(desk_client: TestClient) -> None:
    found = desk_client.get(f"{API}/summary").json()
    assert (found["incidents"], found["incidents_in_scope"]) == (3000, 2700)
    assert (found["first_month"], found["last_month"]) == ("2024-01", "2025-12")
    assert found["categories"]["help_request"] == 300
    assert set(found["analyses"]) == {"hotspots", "zones", "beats", "routes", "blind_spots"}
    assert found["places"]["villages"] == 24
    assert found["bounds"] == pytest.approx([104.0, 34.0, 104.24, 34.16])
    assert found["metric_crs"].startswith("EPSG:")


@pytest.mark.parametrize("layer", PLACE_LAYERS)
def test_every_layer_of_places_is_geojson(desk_client: TestClient, layer: str) -> None:
    answer = desk_client.get(f"{API}/places/{layer}")
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.json()["features"]
    assert all(feature["properties"]["name"] for feature in answer.json()["features"])


def test_polygons_carry_a_point_inside_for_their_label(desk_client: TestClient) -> None:
    for feature in desk_client.get(f"{API}/places/villages").json()["features"]:
        place = feature["properties"]
        point = shapely.Point(place["label_lon"], place["label_lat"])
        assert shapely.geometry.shape(feature["geometry"]).contains(point)


def test_areas_come_best_first_and_say_where_and_why(desk_client: TestClient) -> None:
    found = desk_client.get(f"{API}/areas", params={"lang": "en"}).json()
    rows = [feature["properties"] for feature in found["features"]]
    assert [row["rank"] for row in rows] == list(range(1, desk_county.AREAS + 1))
    assert [row["tier"] for row in rows].count("significant") == desk_county.SIGNIFICANT
    assert rows[0]["place"] == "城关镇 · 城关东村"
    assert "228" in rows[0]["reason"]
    assert rows[0]["reason"] != desk_client.get(f"{API}/areas").json()["features"][0]["properties"]["reason"]
    assert found["analysis"]["parameters"]["since"] == "2024-01-01"


def test_zones_beats_and_units_come_with_their_columns(desk_client: TestClient) -> None:
    zones = desk_client.get(f"{API}/zones").json()["features"]
    assert {feature["properties"]["zone"] for feature in zones} == {"urban", "fringe", "rural"}
    beats = desk_client.get(f"{API}/beats").json()["features"]
    assert [feature["properties"]["load_ratio"] for feature in beats] == [1.18, 1.01, 0.81]
    assert [feature["properties"]["station_name"] for feature in beats] == ["城关派出所", "城关派出所", None]
    assert len(desk_client.get(f"{API}/units").json()["features"]) == 24


def test_few_incidents_come_as_points_of_the_box_and_the_days(desk_client: TestClient) -> None:
    asked = {"bbox": "104.0,34.0,104.1,34.1", "since": "2024-03-01", "until": "2024-04-01"}
    found = desk_client.get(f"{API}/incidents", params=asked).json()
    assert found["kind"] == "points"
    assert found["total"] == len(found["features"]) > 0
    for feature in found["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert 104.0 <= lon <= 104.1
        assert 34.0 <= lat <= 34.1
        assert "2024-02-29T16:00" <= feature["properties"]["occurred_from"] < "2024-03-31T16:00"


def test_many_incidents_come_as_cells_that_add_up(desk_client: TestClient) -> None:
    found = desk_client.get(f"{API}/incidents", params={"scope": "all"}).json()
    assert found["kind"] == "cells"
    assert found["total"] == 3000
    assert sum(feature["properties"]["incidents"] for feature in found["features"]) == 3000
    few = desk_client.get(f"{API}/incidents", params={"scope": "all", "limit": 3000}).json()
    assert few["kind"] == "points"


def test_the_rhythm_adds_up_by_month_by_hour_and_by_category(desk_client: TestClient) -> None:
    found = desk_client.get(f"{API}/incidents/rhythm", params={"scope": "all"}).json()
    assert found["incidents"] == 3000
    assert len(found["months"]) == 24
    assert sum(found["months"].values()) == 3000
    assert np.shape(found["weekday_hours"]) == (7, 24)
    assert np.sum(found["weekday_hours"]) == 3000
    assert sum(found["categories"].values()) == 3000


def test_the_rhythm_of_an_area_counts_what_lies_inside_it(desk_client: TestClient) -> None:
    shape = desk_county.areas().geometry.iloc[2]
    every = desk_county.incidents()
    inside = int((every.geometry.within(shape) & every["in_scope"]).sum())
    assert desk_client.get(f"{API}/areas/A03/rhythm").json()["incidents"] == inside > 50
    none = desk_client.get(f"{API}/areas/A03/rhythm", params={"since": "2030-01-01"}).json()
    assert none["incidents"] == sum(none["months"].values()) == 0


def test_a_layer_is_sent_again_only_when_it_has_changed(tmp_path: Path) -> None:
    with open_store(tmp_path / "county.sqlite") as store:
        desk_county.fill(store)
        client = client_as(store)
        first = client.get(f"{API}/places/townships")
        again = client.get(f"{API}/places/townships", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        store.replace_places("townships", desk_county.townships().iloc[:2])
        after = client.get(f"{API}/places/townships", headers={"If-None-Match": first.headers["etag"]})
        assert after.status_code == 200
        assert len(after.json()["features"]) == 2


def test_new_incidents_are_seen_at_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "county.sqlite") as store:
        client = client_as(store)
        assert client.get(f"{API}/summary").json()["incidents"] == 0
        desk_county.fill(store)
        assert client.get(f"{API}/summary").json()["incidents"] == 3000


def test_layers_are_compressed(desk_client: TestClient) -> None:
    assert desk_client.get(f"{API}/zones").headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("places/persons", 404, "desk.layer_unknown"),
        ("areas/none/rhythm", 404, "desk.area_unknown"),
        ("incidents?bbox=1,2,3", 400, "request.bbox"),
        ("incidents?bbox=105,34,104,35", 400, "request.bbox"),
        ("incidents?bbox=a,b,c,d", 400, "request.bbox"),
        ("incidents?bbox=nan,34,104,35", 400, "request.bbox"),
        ("incidents?since=2025-02-01&until=2025-02-01", 400, "request.period"),
        ("incidents?limit=-1", 422, "request.invalid"),
        ("incidents?since=soon", 422, "request.invalid"),
        ("nothing", 404, "http.404"),
    ],
)
def test_a_wrong_request_is_answered_by_a_problem_in_both_languages(
    desk_client: TestClient, path: str, status: int, code: str
) -> None:
    said = []
    for header in ("zh-CN,zh;q=0.9,en;q=0.8", "en-GB,en;q=0.9"):
        answer = desk_client.get(f"{API}/{path}", headers={"Accept-Language": header})
        assert answer.status_code == answer.json()["status"] == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == code
        said.append(answer.json()["detail"])
    chinese, english = said
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in english)


def test_the_query_chooses_the_language_before_the_header(desk_client: TestClient) -> None:
    answer = desk_client.get(f"{API}/nothing", params={"lang": "en"}, headers={"Accept-Language": "zh"})
    assert answer.json()["detail"].isascii()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SafetownError("x.y"), 500),
        (InputError("x.y"), 400),
        (TableError("x.y"), 400),
        (CrsError("x.y"), 400),
        (FileError("x.y"), 404),
        (SizeError("x.y"), 413),
        (InfeasibleError("x.y"), 422),
        (StoreError("x.y"), 503),
    ],
)
def test_every_class_of_error_has_its_status(error: SafetownError, status: int) -> None:
    assert status_of(error) == status


def test_what_nobody_expected_is_a_problem_without_details_of_the_inside(
    county_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_as(county_store)
    monkeypatch.setattr(client.app.state.desk, "summary", lambda _view: 1 // 0)  # type: ignore[attr-defined]
    answer = client.get(f"{API}/summary")
    assert (answer.status_code, answer.json()["code"]) == (500, "http.500")
    assert "division" not in answer.text


@pytest.mark.parametrize("path", ["places/townships", "areas", "zones", "beats", "units"])
def test_an_empty_store_gives_empty_layers(empty_client: TestClient, path: str) -> None:
    found = empty_client.get(f"{API}/{path}").json()
    assert found["features"] == []


def test_an_empty_store_has_a_summary_and_no_incidents(empty_client: TestClient) -> None:
    found = empty_client.get(f"{API}/summary").json()
    assert (found["incidents"], found["bounds"], found["first_month"]) == (0, None, None)
    assert empty_client.get(f"{API}/incidents").json()["features"] == []
    assert empty_client.get(f"{API}/incidents", params={"limit": 0}).json()["features"] == []
    assert empty_client.get(f"{API}/incidents/rhythm").json()["months"] == {}


def test_every_operation_is_described(desk_client: TestClient) -> None:
    described = desk_client.get(f"{API}/openapi.json").json()
    assert len(described["paths"]) >= 10
    for path, operations in described["paths"].items():
        for operation in operations.values():
            assert path.startswith(API)
            assert len(operation["description"]) > 20


def test_each_class_has_areas_of_its_own_and_the_summary_lists_them(desk_client: TestClient) -> None:
    assert desk_client.get(f"{API}/summary").json()["scopes"] == [[], ["traffic"]]
    every = desk_client.get(f"{API}/areas").json()
    traffic = desk_client.get(f"{API}/areas", params={"category": "交通"}).json()
    assert (len(every["features"]), len(traffic["features"])) == (7, 2)
    fire = desk_client.get(f"{API}/areas", params={"category": "fire"}).json()
    assert (fire["features"], fire["analysis"]) == ([], None)


def test_an_area_carries_its_evidence_in_words_and_the_ranking_is_stated(desk_client: TestClient) -> None:
    areas = desk_client.get(f"{API}/areas", params={"lang": "en"}).json()
    facts = dict(areas["features"][0]["properties"]["facts"])
    assert facts["Stability"] == "still listed in 96% of resamples of its places"
    assert "Market days" in facts
    assert areas["features"][0]["properties"]["reason"].endswith("would take it off.")
    assert areas["analysis"]["ranking"].startswith("Ranking score: harm × 2, persistence × 1")
    assert areas["analysis"]["expected"].startswith("The expected number follows the population")


def test_repeated_places_are_a_layer_with_the_names_of_their_villages(desk_client: TestClient) -> None:
    places = desk_client.get(f"{API}/repeated-places").json()["features"]
    assert [place["properties"]["incidents"] for place in places] == [31, 12]
    assert "城关镇" in places[0]["properties"]["place"]


def test_the_latest_search_of_a_class_does_not_replace_the_default_one(tmp_path: Path) -> None:
    with open_store(tmp_path / "county.sqlite") as store:
        desk_county.fill(store)
        found = desk_county.areas().iloc[:1]
        store.save_analysis("hotspots", {"categories": ["fire"]}, {"areas": found})
        client = client_as(store)
        assert len(client.get(f"{API}/areas").json()["features"]) == 7
        assert len(client.get(f"{API}/areas", params={"category": "fire"}).json()["features"]) == 1
        assert client.get(f"{API}/areas/A02/rhythm").status_code == 200
