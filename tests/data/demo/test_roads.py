from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from data.demo.county import County


@pytest.fixture(scope="module")
def roads(county: County) -> gpd.GeoDataFrame:
    return county.roads.to_crs("EPSG:4544")


def test_roads_have_four_classes_with_their_speeds(roads: gpd.GeoDataFrame) -> None:
    speeds = roads.groupby("road_class")["speed_kmh"].agg(["min", "max"])
    assert speeds["min"].to_dict() == {"highway": 100, "local": 30, "main": 60, "secondary": 40}
    assert (speeds["min"] == speeds["max"]).all()
    length_km = roads.length.groupby(roads["road_class"]).sum() / 1_000
    assert length_km["highway"] > 40
    assert length_km["local"] > length_km["secondary"] > 100
    assert length_km["main"] > 150


def test_roads_cross_streams_on_bridges_alone(county: County, roads: gpd.GeoDataFrame) -> None:
    streams = county.water[county.water["kind"] == "river"].union_all()
    crossing = county.roads.intersects(streams)
    assert 8 <= crossing.sum() <= 60
    assert county.roads.loc[crossing, "bridge"].all()
    assert crossing[county.roads["bridge"]].all()
    assert roads.loc[roads["bridge"]].length.max() < 800


def test_the_seat_has_two_bridges(county: County, roads: gpd.GeoDataFrame) -> None:
    seat = county.villages.to_crs("EPSG:4544").geometry.iloc[:15].union_all()
    bridges = roads[roads["bridge"] & (roads["road_class"] != "highway")]
    assert (bridges.distance(seat) < 600).sum() >= 2


def test_no_road_runs_through_the_reservoir(county: County) -> None:
    lake = county.water[county.water["kind"] == "lake"].union_all()
    assert not county.roads.intersects(lake).any()


def test_roads_apart_from_the_highway_meet_only_at_their_ends(roads: gpd.GeoDataFrame) -> None:
    lines = roads.geometry[roads["road_class"] != "highway"].to_numpy()
    first, second = shapely.STRtree(lines).query(lines, predicate="crosses")
    meeting = shapely.intersection(lines[first], lines[second])
    to_an_end = shapely.distance(meeting, shapely.boundary(lines[first]))
    assert len(first) == 0 or to_an_end.max() < 0.5


def test_one_net_joins_every_village_station_and_the_highway(county: County, roads: gpd.GeoDataFrame) -> None:
    lines = county.roads.geometry.to_numpy()
    ends = np.concatenate([shapely.get_coordinates(shapely.get_point(lines, end)) for end in (0, -1)])
    _, node = np.unique(ends.round(7), axis=0, return_inverse=True)
    start, stop = node[: len(lines)], node[len(lines) :]
    links = coo_array((np.ones(len(lines)), (start, stop)), shape=(node.max() + 1, node.max() + 1))
    _, label = connected_components(links, directed=False)
    main = np.bincount(label).argmax()
    joined = label[start] == main
    assert joined[(county.roads["road_class"] == "highway").to_numpy()].all()
    assert joined.mean() > 0.99
    net = roads.geometry[joined].union_all()
    villages = county.villages.to_crs("EPSG:4544").geometry
    assert villages.distance(net).max() < 1
    assert county.stations.to_crs("EPSG:4544").distance(net).max() < 400


def test_checkpoints_stand_on_roads_at_the_border_bridges_and_exits(
    county: County, roads: gpd.GeoDataFrame
) -> None:
    points = county.checkpoints.to_crs("EPSG:4544")
    assert set(points["kind"]) == {"county_border", "bridge", "highway_exit"}
    assert len(points) >= 8
    assert points.distance(roads.union_all()).max() < 0.5
