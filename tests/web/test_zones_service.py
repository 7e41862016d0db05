"""Zones of a store: divided among stations, kept, written and drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.store import Store, open_store
from gis.errors import InputError, TableError
from tests.desk_county import fill, lines_and_points
from web.maps.zones import hatching
from web.services.exporting import base_map, write_zones
from web.services.zones.zoning import ZoneRequest, spoken_layers, zones_of_store
from web.settings import Settings


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A county of 24 villages and two stations, whose road is a highway."""
    with open_store(tmp_path / "county.sqlite") as store:
        fill(store)
        roads = lines_and_points()["roads"].assign(road_class=["highway", "secondary"])
        store.replace_places("roads", roads)
        yield store


def test_every_village_has_a_zone_a_group_or_a_joint_zone(store: Store) -> None:
    plan = zones_of_store(store)
    zones = plan.zones
    assert zones["zone"].value_counts().to_dict() == {"rural": 18, "fringe": 4, "urban": 2}
    assert (zones["joint_zone_id"].notna() == (zones["zone"] == "fringe")).all()
    assert (zones["rural_group_id"].notna() == (zones["zone"] == "rural")).all()
    assert (zones["street_km"].notna() == (zones["zone"] == "urban")).all()
    assert plan.corridors["name"].tolist() == ["国道310"]
    assert "corridors.overlap" in {note.code for note in plan.notes}
    kept = store.latest_analysis("zones")
    assert kept is not None
    fringe_and_country = {"joint_zones", "corridors", "rural_areas", "rural_groups"}
    assert set(kept.layers) == {"zones", "key_sections", "community_patrols", *fringe_and_country}


def test_towns_overrides_and_forces_of_villages_are_taken(store: Store, tmp_path: Path) -> None:
    (tmp_path / "zones.csv").write_text("村代码,分区\n50,城区\n99,城区\n", encoding="utf-8")
    (tmp_path / "forces.csv").write_text("名称,护村队,中心户\n青山东村,9,30\n某村,1,1\n", encoding="utf-8")
    request = ZoneRequest(tmp_path / "zones.csv", ("城关镇",), 0, tmp_path / "forces.csv")
    plan = zones_of_store(store, request)
    assert plan.zones.set_index("code").loc["50", ["zone", "zone_source"]].tolist() == ["urban", "override"]
    assert zones_of_store(store).zones.set_index("code").loc["50", "zone_source"] == "override"  # stays
    forgotten = zones_of_store(store, ZoneRequest(forget_overrides=True)).zones.set_index("code")
    assert forgotten.loc["50", ["zone", "zone_source"]].tolist() == ["rural", "official"]
    assert zones_of_store(store).zones["zone_source"].eq("official").all()
    assert len(plan.corridors) == 0
    assert {note.code for note in plan.notes} >= {
        "zones.overridden",
        "zones.override_unmatched",
        "forces.unknown",
    }
    assert plan.rural_areas["guards"].sum() == 9
    without = next(note for note in plan.notes if note.code == "rural.no_team")
    assert str(without.details["villages"]).endswith("… (16)")  # 18 rural but the one that is set urban
    with pytest.raises(TableError, match=r"zones\.town_unknown"):
        zones_of_store(store, ZoneRequest(urban_towns=("黑镇",)))


def test_stations_and_offices_of_joint_zones_are_named(store: Store) -> None:
    layers = spoken_layers(zones_of_store(store).layers(), base_map(store), "zh")
    joint = layers["joint_zones"].iloc[0]
    assert joint["primary_station_name"] == "城关派出所"
    assert joint["backup_station_name"] == "石门派出所"
    assert joint["coordinating_office"] in {"县综治办", "城关镇综治办", "柳林镇综治办"}
    assert "城关派出所" in layers["corridors"]["station_names"].iloc[0]


def test_zones_are_written_as_layers_and_as_a_map_with_hatching(store: Store, tmp_path: Path) -> None:
    plan, speaking = zones_of_store(store), Settings(lang="zh")
    write_zones(tmp_path / "zones.gpkg", plan, speaking, places=base_map(store))
    assert set(gpd.list_layers(tmp_path / "zones.gpkg")["name"]) == {*plan.layers(), "corridor_overlaps"}
    write_zones(tmp_path / "zones.xlsx", plan, speaking, places=base_map(store))
    sheets = pd.read_excel(tmp_path / "zones.xlsx", sheet_name=None, engine="openpyxl")
    assert sheets["corridor_overlaps"]["area_km2"].sum() == pytest.approx(plan.corridors["overlap_km2"].sum())
    write_zones(tmp_path / "zones.geojson", plan, speaking, places=base_map(store))
    assert len(gpd.read_file(tmp_path / "zones.geojson")) == 24
    write_zones(tmp_path / "zones.html", plan, speaking, places=base_map(store))
    page = (tmp_path / "zones.html").read_text(encoding="utf-8")
    for word in ("城乡结合部联合防区", "公路走廊", "农村民警责任区"):
        assert word in page
    for word in ("公路走廊 1", "协防派出所", "重点路段 1", "每周巡防"):
        assert json.dumps(word).strip('"') in page


def test_a_map_of_zones_says_where_they_come_from(store: Store, tmp_path: Path) -> None:
    (tmp_path / "zones.csv").write_text("code,zone\n50,urban\n", encoding="utf-8")
    plan = zones_of_store(store, ZoneRequest(tmp_path / "zones.csv"))
    write_zones(tmp_path / "zones.html", plan, Settings(lang="zh"), places=base_map(store))
    page = (tmp_path / "zones.html").read_text(encoding="utf-8")
    assert "有 1 个村（社区）的分区由人工指定。" in page
    assert "协调单位：" in page


def test_hatching_lies_inside_and_is_about_as_dense_everywhere() -> None:
    squares = gpd.GeoSeries(
        [shapely.box(104, 30, 104.02, 30.02), shapely.box(104.1, 30, 104.11, 30.01)], crs=4326
    )
    lines = gpd.GeoSeries(hatching(squares), crs=4326)
    assert lines.within(gpd.GeoSeries(shapely.buffer(squares.to_numpy(), 1e-6), crs=4326)).all()
    metric = "EPSG:4544"
    dense = lines.to_crs(metric).length / squares.to_crs(metric).area
    assert dense.iloc[0] == pytest.approx(dense.iloc[1], rel=0.1)


def test_an_empty_store_is_named(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.sqlite") as empty, pytest.raises(InputError, match=r"store\.no_layer"):
        zones_of_store(empty)


def test_a_county_without_roads_and_stations_still_has_zones(store: Store) -> None:
    villages = store.places("villages")
    bare = villages.assign(station="")
    with open_store(Path(str(store.shown_url).removeprefix("sqlite:///")).with_name("bare.sqlite")) as other:
        other.replace_places("villages", bare)
        plan = zones_of_store(other)
    assert plan.joint_zones["primary_station"].isna().all()
    assert plan.rural_groups["villages"].sum() == 18
    assert {note.code for note in plan.notes} >= {"corridors.no_road", "urban.no_incidents"}
    assert len(plan.key_sections) == len(plan.community_patrols) == 0
    assert plan.zones["street_km"].isna().all()


def test_key_sections_and_rounds_are_of_the_town_and_name_its_units_and_stations(store: Store) -> None:
    plan = zones_of_store(store)
    town = plan.zones[plan.zones["zone"] == "urban"]
    assert set(plan.community_patrols["code"]) == set(town["code"])
    assert plan.community_patrols["rounds"].sum() == 7 * len(town)
    assert set(plan.key_sections["neighbourhood"]) <= set(town["name"])
    assert set(plan.key_sections["street"]) == {"建设路"}  # the other is a highway
    layers = spoken_layers(plan.layers(), base_map(store), "zh")
    assert set(layers["key_sections"]["station_name"]) == {"城关派出所"}


def test_a_town_without_streets_is_named(store: Store) -> None:
    store.replace_places("roads", lines_and_points()["roads"].assign(road_class="highway"))
    plan = zones_of_store(store)
    named = next(note for note in plan.notes if note.code == "urban.no_street")
    assert named.details["units"] == "城关东村, 城关西村"
    assert len(plan.key_sections) == 0
    assert len(plan.community_patrols) == 24
