from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import floyd_warshall
from shapely.affinity import translate
from shapely.geometry import LineString, Point, box

import patrol.travel
from gis.roads import RoadGraph, build_road_graph
from patrol.travel import crow_minutes, travel_between
from tests.strategies import METRIC_CRS, ORIGIN_M, seeds


def graph_of(*lines: LineString) -> RoadGraph:
    placed = [translate(line, *ORIGIN_M) for line in lines]
    return build_road_graph(gpd.GeoDataFrame(geometry=placed, crs=METRIC_CRS), {"local": 60})


def points(*places: tuple[float, float]) -> gpd.GeoSeries:
    return gpd.GeoSeries([Point(ORIGIN_M[0] + x, ORIGIN_M[1] + y) for x, y in places], crs=METRIC_CRS)


def test_minutes_along_a_road_with_a_yard_at_one_end_worked_by_hand() -> None:
    travel = travel_between(
        graph_of(LineString([(0, 0), (3000, 0), (9000, 0)])), points((0, 0), (3000, 250), (9000, 0))
    )
    assert travel.snap_m == pytest.approx([0, 250, 0])
    assert travel.reached.all()
    # a kilometre a minute on the road, 250 m a minute off it
    assert travel.minutes([0, 1, 2], [0, 1, 2]) == pytest.approx(
        np.array([[0, 3 + 1, 9], [4, 0, 6 + 1], [9, 7, 0]])
    )
    assert travel.minutes([0, 2], [1]) == pytest.approx(np.array([[4], [7]]))


def test_places_far_from_the_road_or_on_a_loose_piece_of_it_are_told_and_kept() -> None:
    network = graph_of(LineString([(0, 0), (3000, 0)]), LineString([(0, 9000), (1000, 9000)]))
    travel = travel_between(network, points((0, 0), (0, 9000), (1000, -2500)))
    assert travel.reached.tolist() == [True, False, False]
    assert travel_between(network, points((1000, -2500)), max_snap_m=2600).reached.tolist() == [True]
    assert np.isinf(travel.minutes([0], [1, 2])).all()
    wider = travel_between(network, points((0, 0), (1000, -2500)), max_snap_m=2600)
    assert wider.minutes([0], [1])[0, 0] == pytest.approx(1 + 10)


def test_straight_lines_are_lengthened_and_driven_at_the_speed_given() -> None:
    square = gpd.GeoSeries([box(2000, 3000, 4000, 5000)], crs=METRIC_CRS)
    minutes = crow_minutes(gpd.GeoSeries([Point(0, 0)], crs=METRIC_CRS), square, speed_kmh=30, detour=1.2)
    assert minutes == pytest.approx(np.array([[12.0]]))  # 5 km x 1.2 at half a kilometre a minute
    with pytest.raises(ValueError, match="detour"):
        crow_minutes(square, square, detour=0.9)


@settings(deadline=None, max_examples=30)
@given(seed=seeds(), n=st.integers(2, 12))
def test_travel_agrees_with_floyd_warshall_whatever_the_network(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    lines = [LineString(ends) for ends in rng.uniform(0, 2000, (n, 2, 2))]
    network = build_road_graph(
        gpd.GeoDataFrame(geometry=[translate(line, *ORIGIN_M) for line in lines], crs=METRIC_CRS),
        connect_crossings=True,
    )
    places = points(*rng.uniform(0, 2000, (n, 2)))
    travel = travel_between(network, places)
    every = np.arange(n)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patrol.travel, "NODE_MINUTES_AT_ONCE", 1)
        minutes = travel.minutes(every, every)
    off_road = travel.snap_m / 250
    between = floyd_warshall(network.minutes, directed=False)[np.ix_(travel.nodes, travel.nodes)]
    expected = off_road[:, None] + between + off_road
    np.fill_diagonal(expected, 0)
    assert minutes == pytest.approx(expected)
    assert minutes == pytest.approx(minutes.T)
