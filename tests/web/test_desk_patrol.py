"""Layers that patrols are planned by, as the desk asks for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from data.store import open_store
from tests.desk_county import fill
from web.services.blind_spots.ground import BlindSpotRequest
from web.services.blind_spots.kept import keep_blind_spots
from web.services.blind_spots.search import find_blind_spots
from web.services.desk.patrol import PATROL_LAYERS

API = "/api/v1/patrol"
KEPT = [name for name in PATROL_LAYERS if name not in {"rural-areas", "rural-groups", "closures", "exits"}]


def asked(client: TestClient, layer: str, lang: str = "zh") -> list[dict[str, Any]]:
    answer = client.get(f"{API}/{layer}", params={"lang": lang})
    assert answer.status_code == 200
    return [feature["properties"] for feature in answer.json()["features"]]


@pytest.mark.parametrize("layer", KEPT)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_feature_has_a_title_and_facts_and_no_key_of_a_text(
    desk_client: TestClient, layer: str, lang: str
) -> None:
    features = asked(desk_client, layer, lang)
    assert features
    for feature in features:
        said = [feature["title"], *(word for fact in feature["facts"] for word in fact)]
        assert all(said)
        assert not [word for word in said if "{" in word or word.startswith(("column.", "layer.", "map."))]


def test_a_joint_zone_names_both_stations_and_the_office(desk_client: TestClient) -> None:
    facts = dict(asked(desk_client, "joint-zones")[0]["facts"])
    assert facts["主责派出所"] == "城关派出所"
    assert facts["协防派出所"] == "石门派出所"
    assert "城关镇" in facts["协调单位"]


def test_a_key_section_says_when_it_wants_a_patrol(desk_client: TestClient) -> None:
    feature = asked(desk_client, "key-sections", "en")[0]
    facts = dict(feature["facts"])
    assert feature["title"] == "Key section 1"
    assert "20" in " ".join(facts.values())
    assert "40%" in facts.values()


def test_only_borders_that_neither_side_reaches_are_gaps(desk_client: TestClient) -> None:
    assert len(asked(desk_client, "border-gaps")) == 1


def test_stops_are_told_in_the_time_of_the_county(desk_client: TestClient) -> None:
    first = dict(asked(desk_client, "stops")[0]["facts"])
    assert (first["到达"], first["离开"], first["类别"]) == ("21:10", "21:25", "必到点")


def test_roads_left_out_say_why_in_words(desk_client: TestClient) -> None:
    facts = dict(asked(desk_client, "unvisited-roads", "en")[0]["facts"])
    assert facts["Visited"] == "more than a shift can drive"
    assert facts["Road class"] == "Secondary road"


def test_what_was_never_found_is_an_empty_layer(desk_client: TestClient, empty_client: TestClient) -> None:
    assert asked(desk_client, "closures") == []
    assert all(asked(empty_client, layer) == [] for layer in PATROL_LAYERS)


def test_an_unknown_layer_is_refused_with_those_that_are_known(desk_client: TestClient) -> None:
    answer = desk_client.get(f"{API}/moon")
    assert answer.status_code == 404
    assert "joint-zones" in answer.json()["detail"]


def test_blind_spots_that_were_found_are_kept_with_their_totals(tmp_path: Path) -> None:
    request = BlindSpotRequest(points=1)
    with open_store(tmp_path / "county.sqlite") as store:
        fill(store)
        found = find_blind_spots(store, request)
        keep_blind_spots(store, found, request)
        kept = store.latest_analysis("blind_spots")
    assert kept is not None
    assert kept.layers["places"]["cover"].tolist() == found.places["cover"].tolist()
    assert set(kept.layers["standing_points"]["status"]) == {"existing", "proposed"}
    assert kept.parameters["within_min"] == 15.0
    assert {row["stage"] for row in kept.parameters["totals"]} == {"now", "after"}
