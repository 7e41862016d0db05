"""The register as a layer: files of a day, the collection for other programs, and who sees what of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest

from data.store import Store, open_store
from tests.desk_county import fill
from tests.signed_in import client_as
from tests.web.test_register_page import DESIGNATION, act, propose_all

ITEMS = "/api/v1/ogc/collections/register/items"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Seven areas, the first designated, and a problem of the whole county."""
    with open_store(tmp_path_factory.mktemp("layer") / "county.sqlite") as store:
        fill(store)
        propose_all(store)
        act(client_as(store, "committee"), 1, "designate", **DESIGNATION)
        said = {"kind": "problem", "title": "盗窃摩托车", "reason": "多发", "categories": "盗窃"}
        client_as(store, "governance").post("/register/new", data=said)
        yield store


@pytest.mark.parametrize("ending", ["geojson", "gpkg"])
def test_the_list_of_a_day_is_a_layer_with_codes_and_days(store: Store, tmp_path: Path, ending: str) -> None:
    committee = client_as(store, "committee")
    path = tmp_path / f"register.{ending}"
    path.write_bytes(committee.get(f"/register.{ending}").content)
    layer = gpd.read_file(path)
    assert len(layer) == 8
    first = layer.iloc[0]
    assert (first["state"], first["lead"], first["leader"]) == ("designated", "城关镇", "副县长")
    assert str(first["deadline"])[:10] == "2099-10-31"
    assert not layer.geometry.isna().any(), "a problem of the whole county has its ground"
    path.write_bytes(committee.get(f"/register.{ending}", params={"day": "2020-01-01"}).content)
    assert gpd.read_file(path).empty


def test_other_programs_read_the_register_of_today_within_a_role_s_limits(store: Store) -> None:
    found = client_as(store, "committee").get(ITEMS, params={"state": "designated"}).json()
    (one,) = found["features"]
    assert (one["id"], one["properties"]["level"]) == (one["properties"]["number"], "county")
    assert client_as(store, "committee").get(ITEMS).json()["numberMatched"] == 8
    own = client_as(store, "township", township_code="620523105").get(ITEMS).json()
    assert 0 < own["numberMatched"] < 8
    for role in ("department", "admin"):
        assert client_as(store, role).get(ITEMS).status_code == 404


def test_a_step_is_seen_by_other_programs_at_once(store: Store) -> None:
    client = client_as(store, "committee")
    client.get(ITEMS)
    assert act(client, 2, "watch") == 200
    assert client.get(ITEMS, params={"state": "watched"}).json()["numberMatched"] == 1
