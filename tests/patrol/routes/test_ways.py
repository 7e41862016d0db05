"""Ways along the roads."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.roads import build_road_graph
from patrol.routes.lines import joined, stretch_lines
from patrol.routes.ways import find_ways
from tests.patrol.routes import town


def node_at(graph, x, y):
    place = town.point(x, y)
    return int(np.hypot(*(graph.nodes - [place.x, place.y]).T).argmin())


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_minutes_of_a_way_are_those_of_its_stretches_whatever_is_disliked(seed):
    graph = town.graph()
    rng = np.random.default_rng(seed)
    sources = rng.choice(np.flatnonzero(graph.component == 0), 3, replace=False)
    ways = find_ways(graph, sources, np.arange(len(graph.nodes)), rng.uniform(0.3, 3, len(graph.stretches)))
    minutes = graph.stretches["minutes"].to_numpy()
    for row, source in enumerate(sources):
        for node in range(len(graph.nodes)):
            if graph.component[node] != graph.component[source]:
                assert np.isinf(ways.minutes[row, node])
                continue
            path = ways.path(row, node)
            assert (path[0], path[-1]) == (source, node)
            assert ways.minutes[row, node] == pytest.approx(minutes[ways.stretches_on(path)].sum())


def test_ways_without_dislike_are_the_fastest():
    graph = town.graph()
    sources = np.flatnonzero(graph.component == 0)[:5]
    ways = find_ways(graph, sources, np.arange(len(graph.nodes)), np.ones(len(graph.stretches)))
    assert ways.minutes == pytest.approx(graph.travel_minutes(sources))


def test_disliked_street_is_avoided_but_timed_by_the_clock():
    graph = town.graph()
    start, end = node_at(graph, 0, 0), node_at(graph, 4, 0)
    dislike = np.ones(len(graph.stretches))
    dislike[graph.stretches["road"].to_numpy() == 0] = 10.0  # the southernmost street
    ways = find_ways(graph, [start], [end], dislike)
    assert ways.minutes[0, end] == pytest.approx(6.0, rel=1e-3)  # up one block, four along, down one
    assert 0 not in graph.stretches["road"].to_numpy()[ways.stretches_on(ways.path(0, end))]


def test_stretches_keep_the_bends_of_their_road():
    roads = town.streets().iloc[:1].copy()
    roads.geometry = [town.line((0, 0), (1, 1), (2, 0), (3, 1), (4, 0))]
    graph = build_road_graph(roads, node_spacing_m=1_000.0)
    lines = stretch_lines(graph, roads)
    assert shapely.length(lines) == pytest.approx(graph.stretches["length_m"])
    ends = shapely.get_coordinates(shapely.get_point(lines, 0))
    assert ends == pytest.approx(graph.nodes[graph.stretches["from_node"]])
    whole = joined(lines, np.ones(len(lines), dtype=bool))
    assert (np.diff(shapely.get_coordinates(whole), axis=0) != 0).any(axis=1).all()
    assert whole.length == pytest.approx(roads.to_crs(graph.crs).length.iloc[0])
    back = joined(lines[::-1], np.zeros(len(lines), dtype=bool))
    assert back.equals(whole)
    assert back.coords[0] == pytest.approx(whole.coords[-1])
