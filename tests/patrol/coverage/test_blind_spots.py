"""What standing points reach, checkpoints cut, and roads and borders leave over: on small networks."""

from __future__ import annotations

from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from gis.roads import build_road_graph
from patrol.coverage.blind_spots import cover_of_places, cover_totals
from patrol.coverage.border_gaps import border_gaps
from patrol.coverage.checkpoints import cut_off
from patrol.coverage.proposals import at_nodes, junctions, node_points, propose_points
from patrol.coverage.road_visits import driven_by_plan, road_visits
from patrol.travel import travel_between

METRIC = 4544  # what the place is computed in, so that metres are metres
EAST, NORTH = 500_000, 3_400_000


def here(x: float, y: float) -> tuple[float, float]:
    return EAST + x, NORTH + y


def roads_of(*lines: list[tuple[float, float]], **columns: list[object]) -> gpd.GeoDataFrame:
    shapes = [shapely.LineString([here(*point) for point in line]) for line in lines]
    return gpd.GeoDataFrame(columns or {"road_class": ["local"] * len(lines)}, geometry=shapes, crs=METRIC)


def points_of(*points: tuple[float, float]) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.Point(here(*point)) for point in points], crs=METRIC)


def box_of(west: float, south: float, east: float, north: float) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.box(*here(west, south), *here(east, north))], crs=METRIC)


def two_islands():
    """A road of 10 km at 60 km/h, a minute a kilometre, and another that it does not meet."""
    return build_road_graph(
        roads_of([(0, 0), (10_000, 0)], [(0, 9_000), (3_000, 9_000)], speed_kmh=[60.0, 60.0]),
        node_spacing_m=500,
    )


def test_cover_on_a_road_of_a_minute_a_kilometre_worked_by_hand():
    roads = two_islands()
    points = travel_between(roads, points_of((0, 0), (4_000, 0)))
    places = travel_between(
        roads, points_of((1_000, 0), (3_000, 0), (9_000, 0), (1_000, 9_000), (5_000, 4_000))
    )
    found = cover_of_places(points.minutes_to(places), 3.1)
    assert found["cover"].tolist() == ["backed_up", "backed_up", "blind", "unreached", "unreached"]
    assert found["minutes"][:3].tolist() == pytest.approx([1, 1, 5], rel=0.01)
    assert found["backup_minutes"][:3].tolist() == pytest.approx([3, 3, 9], rel=0.01)
    assert found["nearest_point"].tolist() == [0, 1, 1, -1, -1]
    assert cover_of_places(points.minutes_to(places), 2.1)["cover"].tolist()[:2] == ["once", "once"]


def test_without_any_point_every_place_is_unreached_and_none_is_lost():
    roads = two_islands()
    places = travel_between(roads, points_of((0, 0), (1_000, 9_000)))
    nowhere = places.at([])
    found = cover_of_places(nowhere.minutes_to(places), 5)
    assert found["cover"].tolist() == ["unreached", "unreached"]
    totals = cover_totals(found["cover"], {"people": [3.0, np.nan]})
    assert totals.loc["unreached"].tolist() == [2, 3]
    assert totals.index.tolist() == ["backed_up", "once", "blind", "unreached"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1_000), st.floats(1, 12))
def test_ways_within_a_limit_are_those_of_the_whole_table(seed, limit):
    roads = two_islands()
    rng = np.random.default_rng(seed)
    some = travel_between(roads, points_of(*rng.uniform(0, 9_500, (4, 2)).tolist()))
    others = travel_between(roads, points_of(*rng.uniform(0, 9_500, (6, 2)).tolist()))
    table = some.minutes_to(others)
    near = some.minutes_within(others, limit)
    assert (near.toarray() > 0).tolist() == (table <= limit).tolist()
    assert near.data == pytest.approx(table[table <= limit])


def test_proposals_reach_an_island_of_its_own_and_name_what_none_reaches():
    roads = two_islands()
    candidates = at_nodes(roads, junctions(roads))
    places = travel_between(roads, points_of((500, 0), (9_000, 0), (1_000, 9_000), (5_000, 4_500)))
    standing = travel_between(roads, points_of((0, 0))).minutes_to(places)
    found = propose_points(candidates, places, [1, 2, 3, 9], standing, count=2, within_min=2.1)
    assert (found.chosen.value, found.chosen.gap) == (6, 0)
    assert (found.minutes.min(axis=0)[:3] <= 2.1).tolist() == [False, True, True]
    assert len(found.all_covered.sites) == 2
    assert found.all_covered.unreachable.tolist() == [3]
    moved = propose_points(candidates, places, [1, 2, 3, 9], standing, count=1, within_min=2.1, aim="travel")
    at = node_points(roads, candidates.nodes[moved.chosen.sites])
    assert at.y.iloc[0] == pytest.approx(roads.nodes[:, 1].max(), abs=1)


def test_junctions_represent_every_part_of_the_network():
    roads = two_islands()
    few = junctions(roads, 4)
    assert len(few) <= 4
    assert set(roads.component[few].tolist()) == {0, 1}


def square_town():
    """A zone that three local roads and a highway leave; two of the local ones join before the outside."""
    lines = [
        [(0, 0), (0, 8_000)],
        [(0, 0), (8_000, 0)],
        [(0, 0), (1_500, -1_500), (1_500, -8_000)],
        [(0, 0), (-1_500, -1_500), (1_500, -1_500)],
        [(0, 0), (-900, 0)],
    ]
    classes = ["local", "highway", "local", "local", "local"]
    return roads_of(*lines, road_class=classes)


def test_the_cheapest_cut_closes_two_roads_where_they_have_become_one():
    table = square_town()
    roads = build_road_graph(table)
    found = cut_off(roads, box_of(-1_000, -1_000, 1_000, 1_000), road_class=table["road_class"])
    assert found.cut["road"].tolist() == [0, 1, 2]
    assert found.weight == 1 + 4 + 1
    assert len(found.exits) == 4
    assert found.exits["leads_out"].all()
    assert (found.weight_open, found.share_closed) == (found.weight, 0)
    assert found.left["stretch"].tolist() == found.cut["stretch"].tolist()


def test_a_checkpoint_closes_the_exits_behind_it_and_one_in_a_field_is_named():
    table = square_town()
    roads = build_road_graph(table)
    given_points = points_of((1_500, -1_900), (0, 1_500), (-5_000, 5_000))
    found = cut_off(
        roads, box_of(-1_000, -1_000, 1_000, 1_000), road_class=table["road_class"], given=given_points
    )
    assert found.exits.loc[found.exits["closed"], "road"].tolist() == [0, 2, 3]
    assert found.share_closed == pytest.approx(3 / 7)
    assert found.weight_open == 4
    assert found.left["road"].tolist() == [1]
    assert found.off_road.tolist() == [2]


def test_a_zone_that_no_road_leaves_needs_no_checkpoint():
    table = roads_of([(0, 0), (900, 0)], [(9_000, 0), (19_000, 0)])
    found = cut_off(build_road_graph(table), box_of(-1_000, -1_000, 1_000, 1_000))
    assert (len(found.cut), found.weight, len(found.exits), found.share_closed) == (0, 0, 0, 1)


def test_a_road_that_ends_at_the_edge_of_the_map_leads_out():
    table = roads_of([(0, 0), (2_000, 0)], [(0, 0), (0, 500)], [(0, 0), (-1_900, 0)])
    roads = build_road_graph(table)
    zone, county = box_of(-1_000, -1_000, 1_000, 1_000), box_of(-5_000, -1_000, 2_000, 1_000)
    assert cut_off(roads, zone).weight == 0
    found = cut_off(roads, zone, mapped=county)
    assert found.cut["road"].tolist() == [0]
    whole = cut_off(roads, county, mapped=county)  # the last stretch of the road leaves the county
    assert whole.cut["road"].tolist() == whole.exits["road"].tolist() == [0]


def parts_are_apart(roads, removed, inside, outside) -> bool:
    ends = roads.stretches[["from_node", "to_node"]].to_numpy()
    ends = np.delete(ends, list(removed), axis=0)
    links = csr_array((np.ones(len(ends)), ends.T), shape=(len(inside),) * 2)
    part = connected_components(links, directed=False)[1]
    return not set(part[inside]) & set(part[outside])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_minimum_cut_is_as_cheap_as_brute_force_and_cuts_every_road(seed):
    rng = np.random.default_rng(seed)
    side = np.arange(3) * 1_000.0
    x, y = np.meshgrid(side, side)
    at = np.column_stack([x.ravel(), y.ravel()]).tolist()
    pairs = [(a, a + 1) for a in range(9) if a % 3 < 2] + [(a, a + 3) for a in range(6)]
    kept = [pair for pair in pairs if rng.random() < 0.7] or pairs[:1]
    classes = rng.choice(["local", "secondary", "main"], len(kept)).tolist()
    table = roads_of(*[[tuple(at[a]), tuple(at[b])] for a, b in kept], road_class=classes)
    roads = build_road_graph(table, node_spacing_m=2_000)
    found = cut_off(roads, box_of(-100, -100, 900, 900), road_class=table["road_class"], ring_m=600)
    distance = shapely.distance(box_of(-100, -100, 900, 900).iloc[0], shapely.points(roads.nodes))
    inside, outside = distance == 0, distance > 600
    assert parts_are_apart(roads, found.cut["stretch"], inside, outside)
    weight = table["road_class"].map({"local": 1, "secondary": 1.5, "main": 2}).to_numpy()
    weight = weight[roads.stretches["road"].to_numpy()]
    cheapest = min(
        weight[list(some)].sum()
        for count in range(5)
        for some in combinations(range(len(weight)), count)
        if parts_are_apart(roads, some, inside, outside)
    )
    assert found.weight == pytest.approx(cheapest)


def test_checkpoints_refuse_weights_of_nothing():
    with pytest.raises(ValueError, match="above zero"):
        cut_off(two_islands(), box_of(0, 0, 1, 1), class_weights={"local": 0.0})


def test_roads_left_over_by_a_shift_worked_by_hand():
    roads = build_road_graph(roads_of([(0, 0), (6_000, 0)], speed_kmh=[60.0]), node_spacing_m=1_000)
    beats = gpd.GeoDataFrame(geometry=box_of(-100, -100, 4_000, 100))
    start = roads.snap(points_of((0, 0)))[0]
    found = road_visits(roads, beats, starts=start, patrol_minutes=3.1)
    by_place = found.assign(x=found.centroid.x - EAST).sort_values("x")["visit"].tolist()
    # first km: 1 minute; second: there and back 2, and 1 to drive it; third: 4 + 1 > 3.1
    assert by_place == [
        "visited",
        "visited",
        "beyond_reach",
        "beyond_reach",
        "outside_beats",
        "outside_beats",
    ]
    longer = road_visits(roads, beats, starts=start, patrol_minutes=7.1)
    assert (longer["visit"] == "visited").sum() == 4
    last = roads.stretches.index.to_numpy() * 0.0
    last[found["visit"] == "visited"] = 1
    ranked = road_visits(roads, beats, starts=start, patrol_minutes=7.1, first=last)
    assert (ranked["visit"] == "visited").sum() == 4


def test_what_a_shift_cannot_drive_is_left_over_the_least_important_first():
    star = [[(0, 0), (2_000, 0)], [(0, 0), (0, 2_000)], [(0, 0), (-2_000, 0)]]
    roads = build_road_graph(roads_of(*star, speed_kmh=[60.0] * 3), node_spacing_m=3_000)
    beats = gpd.GeoDataFrame(geometry=box_of(-3_000, -3_000, 3_000, 3_000))
    rank = np.array([2, 0, 1])[roads.stretches["road"].to_numpy()]
    start = roads.snap(points_of((0, 0)))[0]
    found = road_visits(roads, beats, starts=start, patrol_minutes=4.1, first=rank)
    assert found.set_index("road")["visit"].sort_index().tolist() == ["beyond_shift", "visited", "visited"]
    assert found["length_km"].sum() == pytest.approx(6, rel=0.01)


def test_roads_of_a_plan_count_once_and_by_the_beat_that_drives_them_most():
    lines = [shapely.LineString([here(x, 0), here(x + 500, 0)]) for x in (0, 500, 1_000)]
    columns = {
        "name": ["a", "b", "b", "c"],
        "length_m": 500.0,
        "in_beat": [True, False, True, False],
        "days_driven": [2, 3, 0, 4],
    }
    table = gpd.GeoDataFrame(columns, geometry=[lines[0], lines[1].reverse(), lines[1], lines[2]], crs=METRIC)
    found = driven_by_plan(table, 4)
    assert found["name"].tolist() == ["a", "b"]  # the third lies in no beat
    assert found["share_driven"].tolist() == [0.5, 0.75]
    assert found["length_km"].tolist() == [0.5, 0.5]


def test_gaps_along_a_border_of_stations_worked_by_hand():
    shapes = [
        shapely.box(*here(x, y), *here(x + 1_000, y + 1_000)) for x in (0, 1_000) for y in (0, 1_000, 2_000)
    ]
    units = gpd.GeoDataFrame(geometry=shapes, crs=METRIC)
    station = pd.Series(["A", "A", "A", "B", "B", None])
    found = border_gaps(units, station, [5, 30, 5, 5, np.inf, 5], 10)
    assert list(zip(found["unit"], found["other_unit"], found["reached"], strict=True)) == [
        (0, 3, "both"),
        (1, 4, "none"),
    ]
    assert found["length_km"].tolist() == pytest.approx([1, 1], abs=0.01)
    assert found.crs.is_projected
