from __future__ import annotations

import time

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from scipy.sparse.csgraph import floyd_warshall
from shapely.affinity import translate
from shapely.geometry import LineString, MultiLineString, Point

from gis.errors import CrsError, GeometryError
from gis.roads import RoadGraph, bare_crossings, build_road_graph
from tests.strategies import METRIC_CRS, polygon_fabrics, voronoi_fabric

EAST, NORTH = 500_000.0, 3_300_000.0
FAR = 1e9  # a spacing that adds no node


def roads(*lines: LineString | MultiLineString | Point | None, **columns: list[object]) -> gpd.GeoDataFrame:
    placed = [translate(line, EAST, NORTH) if line else None for line in lines]
    return gpd.GeoDataFrame(columns, geometry=placed, crs=METRIC_CRS)


def minutes_between(graph: RoadGraph, start: tuple[float, float], end: tuple[float, float]) -> float:
    places = gpd.GeoSeries([Point(EAST + x, NORTH + y) for x, y in (start, end)], crs=METRIC_CRS)
    nodes, distance = graph.snap(places)
    assert distance.max() < 1.5
    return float(graph.travel_minutes(nodes[0])[0, nodes[1]])


def test_minutes_on_a_cross_of_two_classes_worked_by_hand() -> None:
    east = LineString([(0, 0), (3000, 0), (9000, 0)])
    north = LineString([(3000, 0), (3000, 2000)])
    graph = build_road_graph(roads(east, north, road_class=["main", "local"]), {"main": 60, "local": 20})
    assert minutes_between(graph, (0, 0), (9000, 0)) == pytest.approx(9)
    assert minutes_between(graph, (0, 0), (3000, 2000)) == pytest.approx(3 + 6)
    assert minutes_between(graph, (3000, 2000), (9000, 0)) == pytest.approx(6 + 6)


def test_the_speed_of_a_road_goes_before_its_class_and_an_unknown_class_is_slow() -> None:
    one = LineString([(0, 0), (6000, 0)])
    for columns, minutes in (
        ({"road_class": ["highway"], "speed_kmh": [30]}, 12),
        ({"road_class": ["highway"], "speed_kmh": [None]}, 4.5),
        ({"road_class": ["highway"], "speed_kmh": [0]}, 4.5),
        ({"road_class": ["path"]}, 14.4),
        ({}, 14.4),
    ):
        assert minutes_between(build_road_graph(roads(one, **columns)), (0, 0), (6000, 0)) == pytest.approx(
            minutes
        )


def test_roads_that_cross_without_a_vertex_do_not_meet_unless_asked() -> None:
    crossing = roads(LineString([(0, 0), (2000, 0)]), LineString([(1000, -1000), (1000, 1000)]))
    apart = build_road_graph(crossing)
    assert minutes_between(apart, (0, 0), (1000, 1000)) == np.inf
    assert np.bincount(apart.component).tolist() == [9, 9]
    joined = build_road_graph(crossing, {"local": 60}, connect_crossings=True)
    assert minutes_between(joined, (0, 0), (1000, 1000)) == pytest.approx(2)


def test_a_bridge_does_not_meet_the_road_below_even_when_crossings_are_asked_for() -> None:
    below, above = LineString([(0, 0), (2000, 0)]), LineString([(1000, -1000), (1000, 1000)])
    graph = build_road_graph(roads(below, above, bridge=[False, True]), connect_crossings=True)
    assert minutes_between(graph, (0, 0), (1000, 1000)) == np.inf


def test_a_bridge_meets_neither_the_junction_nor_the_road_end_below_it() -> None:
    bridge = LineString([(1000.3, -1000), (1000.3, 1000)])
    crossing = [LineString([(0, 0), (2000, 0)]), LineString([(500, -500), (1500, 500)])]
    ending = [LineString([(0, 0), (1000, 0)]), LineString([(1000, 0), (2000, 0)])]
    for below in (crossing, ending):
        graph = build_road_graph(roads(bridge, *below, bridge=[True, False, False]), connect_crossings=True)
        assert minutes_between(graph, (0, 0), (2000, 0)) < np.inf
        assert minutes_between(graph, (0, 0), (1000.3, 1000)) == np.inf


def test_a_road_that_ends_on_itself_closes_a_loop() -> None:
    lollipop = LineString([(0, 0), (1000, 0), (1000, 500), (500, 500), (500, 0)])
    graph = build_road_graph(roads(lollipop), {"local": 60})
    assert minutes_between(graph, (0, 0), (500, 500)) == pytest.approx(1)


def test_a_vertex_that_two_roads_share_is_a_junction() -> None:
    bent = LineString([(0, 0), (1000, 0), (2000, 500)])
    crossing = LineString([(1000, -800), (1000, 0), (1000, 800)])
    graph = build_road_graph(roads(bent, crossing), {"local": 60})
    assert minutes_between(graph, (0, 0), (1000, 800)) == pytest.approx(1.8)


def test_an_end_that_stops_half_a_metre_short_of_another_road_belongs_to_it() -> None:
    graph = build_road_graph(
        roads(LineString([(0, 0), (2000, 0)]), LineString([(700, 0.5), (700, 600)])), {"local": 60}
    )
    assert minutes_between(graph, (0, 0), (700, 600)) == pytest.approx(1.3, abs=0.01)
    wide = build_road_graph(roads(LineString([(0, 0), (2000, 0)]), LineString([(700, 1.5), (700, 600)])))
    assert minutes_between(wide, (0, 0), (700, 600)) == np.inf


def test_two_carriageways_half_a_metre_apart_stay_two() -> None:
    eastward = LineString([(0, 0), (500, 0), (1000, 0)])
    westward = LineString([(0, 50), (500, 0.5), (1000, 50)])
    graph = build_road_graph(roads(eastward, westward), node_spacing_m=FAR)
    assert np.bincount(graph.component).tolist() == [2, 2]


def test_bends_are_no_nodes_but_count_in_length_and_long_stretches_get_nodes() -> None:
    bent = roads(LineString([(0, 0), (300, 0), (300, 400)]))
    graph = build_road_graph(bent, node_spacing_m=FAR)
    assert len(graph.nodes) == 2
    assert graph.stretches["length_m"].tolist() == pytest.approx([700])
    spaced = build_road_graph(bent, node_spacing_m=250)
    assert spaced.stretches["length_m"].tolist() == pytest.approx([700 / 3] * 3)


def test_of_two_roads_between_the_same_places_the_faster_counts() -> None:
    straight, detour = LineString([(0, 0), (1000, 0)]), LineString([(0, 0), (500, 500), (1000, 0)])
    graph = build_road_graph(roads(straight, detour, speed_kmh=[10, 60]), node_spacing_m=FAR)
    assert minutes_between(graph, (0, 0), (1000, 0)) == pytest.approx(2 * np.hypot(500, 500) / 1000)
    assert len(graph.stretches) == 2


def test_every_node_is_given_the_station_that_is_there_first() -> None:
    graph = build_road_graph(
        roads(LineString([(0, 0), (4000, 0)]), LineString([(0, 9000), (500, 9000)])), node_spacing_m=1000
    )
    order = np.argsort(graph.nodes[:, 0] + 100 * graph.nodes[:, 1])
    stations = order[[3, 0]]
    nearest, minutes = graph.nearest_source(stations)
    assert nearest[order].tolist() == [1, 1, 0, 0, 0, -1, -1]
    assert np.bincount(graph.component).tolist() == [5, 2]
    assert minutes[order][:5] == pytest.approx([0, 2.4, 2.4, 0, 2.4])
    assert np.isinf(minutes[order][5:]).all()


def test_places_snap_in_any_system_and_polygons_by_a_point_inside() -> None:
    graph = build_road_graph(roads(LineString([(0, 0), (1000, 0)])), node_spacing_m=FAR)
    square = gpd.GeoSeries([shapely.box(EAST + 990, NORTH + 90, EAST + 1010, NORTH + 110)], crs=METRIC_CRS)
    node, distance = graph.snap(square.to_crs(4326))
    assert graph.nodes[node[0]] == pytest.approx((EAST + 1000, NORTH))
    assert distance[0] == pytest.approx(100, abs=0.1)


def test_a_limit_leaves_far_nodes_unreached() -> None:
    graph = build_road_graph(roads(LineString([(0, 0), (3000, 0)])), {"local": 60}, node_spacing_m=1000)
    assert np.sort(graph.travel_minutes([0], limit_min=1.5)[0]).tolist() == pytest.approx(
        [0, 1, np.inf, np.inf]
    )


@given(polygon_fabrics(max_units=15))
@settings(max_examples=20, deadline=None)
def test_travel_times_on_any_network_agree_with_floyd_and_are_a_metric(fabric: gpd.GeoDataFrame) -> None:
    edges = gpd.GeoDataFrame(geometry=fabric.boundary, crs=fabric.crs)
    before = edges.copy()
    graph = build_road_graph(edges, node_spacing_m=FAR)
    assert edges.equals(before)
    times = graph.travel_minutes(np.arange(len(graph.nodes)))
    assert times == pytest.approx(floyd_warshall(graph.minutes, directed=False))
    assert np.isfinite(times).all()
    crow_km = np.hypot(*(graph.nodes[:, None] - graph.nodes[None, :]).transpose(2, 0, 1)) / 1000
    assert (times * 25 / 60 >= crow_km - 1e-3).all()  # nobody is faster than straight ahead at 25 km/h


@given(polygon_fabrics(max_units=20))
@settings(max_examples=20, deadline=None)
def test_no_road_is_lost_or_counted_twice(fabric: gpd.GeoDataFrame) -> None:
    network = gpd.GeoDataFrame(geometry=fabric.boundary, crs=fabric.crs)
    for options in ({}, {"connect_crossings": True}):
        graph = build_road_graph(network, **options)
        length = graph.stretches.groupby("road")["length_m"].sum()
        assert length.to_numpy() == pytest.approx(network.length.to_numpy(), abs=30)


def test_parts_of_a_multi_line_belong_to_one_road_and_nulls_are_passed_over() -> None:
    graph = build_road_graph(
        roads(None, MultiLineString([[(0, 0), (100, 0)], [(100, 0), (100, 100)]]), bridge=[None, None]),
        connect_crossings=True,
    )
    assert graph.stretches["road"].tolist() == [1, 1]
    assert graph.component.max() == 0


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (roads(), "roads.empty"),
        (roads(None), "roads.empty"),
        (roads(LineString([(0, 0), (0, 0)])), "roads.empty"),
        (roads(LineString([(0, 0), (9, 0)]), Point(0, 0)), "roads.not_lines"),
    ],
)
def test_a_table_without_roads_is_refused(table: gpd.GeoDataFrame, code: str) -> None:
    with pytest.raises(GeometryError) as caught:
        build_road_graph(table)
    assert caught.value.code == code


def test_roads_without_crs_and_speeds_of_zero_are_refused() -> None:
    one = roads(LineString([(0, 0), (9, 0)]))
    with pytest.raises(CrsError, match=r"crs\.missing"):
        build_road_graph(one.set_crs(None, allow_override=True))
    with pytest.raises(ValueError, match="above zero"):
        build_road_graph(one, {"local": 0})


def test_two_thousand_kilometres_of_road_are_built_within_three_seconds() -> None:
    fabric = voronoi_fabric(1_500, seed=4, side_m=40_000)
    network = gpd.GeoDataFrame(geometry=shapely.segmentize(fabric.boundary.to_numpy(), 40), crs=fabric.crs)
    started = time.process_time()
    graph = build_road_graph(network)
    assert time.process_time() - started < 3
    assert graph.component.max() == 0


def test_crossings_without_a_junction_are_counted_and_those_with_one_or_of_bridges_are_not() -> None:
    east = LineString([(0, 0), (1000, 0), (2000, 0)])
    met = LineString([(1000, -500), (1000, 0), (1000, 500)])
    bare = LineString([(1500, -500), (1500, 500)])
    tee = LineString([(500, 0), (500, 500)])
    table = roads(east, met, bare, tee)
    for spacing in (FAR, 250.0):  # a node that lies at a crossing by chance joins nothing
        assert bare_crossings(build_road_graph(table, node_spacing_m=spacing), table) == 1
    bridge = table.assign(bridge=[False, False, True, False])
    assert bare_crossings(build_road_graph(bridge), bridge) == 0
    assert bare_crossings(build_road_graph(table.iloc[:1]), table.iloc[:1]) == 0
