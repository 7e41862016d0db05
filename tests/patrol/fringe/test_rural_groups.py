"""Villages kept whole: areas of one officer and joint patrols, joined along roads."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components

from gis.errors import TableError
from gis.roads import RoadGraph, build_road_graph
from patrol.fringe.rural_groups import RuralParams, rural_groups
from patrol.fringe.village_links import village_links
from tests.strategies import METRIC_CRS, ORIGIN_M, polygon_fabrics, seeds, square_fabric


def villages_of(columns: int, rows: int, households: list[float] | float = 300.0) -> gpd.GeoDataFrame:
    fabric = square_fabric(columns, rows).assign(zone="rural", households=households, station="A")
    return fabric.assign(name=[f"V{number}" for number in range(len(fabric))])


def roads_of(*lines_m: list[tuple[float, float]]) -> RoadGraph:
    shapes = [shapely.LineString(np.array(line) + ORIGIN_M) for line in lines_m]
    return build_road_graph(
        gpd.GeoDataFrame({"road_class": ["local"] * len(shapes)}, geometry=shapes, crs=METRIC_CRS)
    )


def test_villages_in_a_line_patrol_in_pairs_of_six_hundred_households() -> None:
    found = rural_groups(villages_of(6, 1), params=RuralParams(villages_per_area=6, households_per_group=600))
    assert found.villages["rural_group_id"].tolist() == [1, 1, 2, 2, 3, 3]
    assert found.groups["names"].tolist() == ["V0, V1", "V2, V3", "V4, V5"]
    assert found.groups["households"].tolist() == [600, 600, 600]
    assert found.areas["villages"].tolist() == [6]
    assert found.groups["rural_area_id"].isin(found.areas["rural_area_id"]).all()


def test_a_large_village_patrols_by_itself_and_splits_the_others_no_further() -> None:
    villages = villages_of(5, 1, [3000.0, 100, 100, 100, 100])
    groups = rural_groups(villages, params=RuralParams(villages_per_area=5, households_per_group=600))
    assert groups.villages["rural_group_id"].tolist() == [1, 2, 2, 2, 2]


def test_a_river_without_a_bridge_parts_neighbours() -> None:
    """Two rows of villages, a road along each; they meet at the east end alone."""
    villages = villages_of(4, 2)
    roads = roads_of([(0, 500), (4000, 500), (4000, 1500), (0, 1500)])
    links = village_links(villages, np.zeros(8), roads, farthest_min=5).minutes.toarray()
    assert links[0, 1] == pytest.approx(2.4, abs=0.1)  # a kilometre at 25 km/h
    assert links[0, 4] == 0
    assert links[3, 7] > 0
    pairs = rural_groups(villages, roads, params=RuralParams(4, 600, farthest_min=5)).groups["names"]
    assert sorted(pairs) == ["V0, V1", "V2, V3", "V4, V5", "V6, V7"]


def test_villages_that_no_road_leads_to_are_named_and_kept() -> None:
    found = rural_groups(villages_of(4, 1), roads_of([(0, 500), (900, 500)]))
    assert [(note.code, note.details["villages"]) for note in found.notes] == [("rural.no_road", "V3")]
    assert (found.villages["rural_group_id"] > 0).all()


def test_households_that_are_not_known_are_said() -> None:
    found = rural_groups(villages_of(3, 1, [100.0, np.nan, 300.0]))
    assert [(note.code, dict(note.details)) for note in found.notes] == [
        ("rural.households_unknown", {"villages": 1})
    ]
    assert found.areas["households"].sum() == 600


def test_the_way_from_the_station_makes_far_areas_smaller() -> None:
    villages = villages_of(12, 1)
    way = np.arange(12) * 10.0
    near, far = (
        rural_groups(villages, station_min=way, params=RuralParams(6, travel_share=share)).areas["villages"]
        for share in (0.0, 1.0)
    )
    assert near.tolist() == [6, 6]
    assert far.tolist() == [9, 3]  # 0 + ... + 8 = 36 and 9 + 10 + 11 = 30 of 66


def test_teams_and_security_households_are_added_up_as_counts() -> None:
    villages = villages_of(2, 1).assign(guards=[8, 5], security_households=[30, None])
    areas = rural_groups(villages).areas
    assert areas["guards"].tolist() == [13]
    assert areas["security_households"].tolist() == [30]


def test_only_rural_villages_are_joined_and_never_across_stations() -> None:
    villages = villages_of(4, 1).assign(
        zone=["urban", "rural", "rural", "fringe"], station=["A", "A", "B", "B"]
    )
    found = rural_groups(villages)
    assert found.villages["rural_area_id"].tolist() == [0, 1, 2, 0]
    assert found.areas["station"].tolist() == ["A", "B"]


def test_a_county_without_rural_villages_has_no_groups() -> None:
    found = rural_groups(villages_of(2, 1).assign(zone="urban"))
    assert len(found.areas) == len(found.groups) == 0
    with pytest.raises(TableError, match="zone"):
        rural_groups(square_fabric(2, 1))


@settings(max_examples=25, deadline=None)
@given(polygon_fabrics(max_units=40), seeds(), st.integers(1, 4))
def test_every_village_lies_whole_in_one_connected_group_of_one_area(
    fabric: gpd.GeoDataFrame, seed: int, stations: int
) -> None:
    rng = np.random.default_rng(seed)
    zones = rng.choice(["rural", "rural", "fringe"], len(fabric))
    villages = fabric.assign(
        zone=zones, station=rng.integers(0, stations, len(fabric)).astype(str), households=fabric["load"] * 10
    )
    found = rural_groups(villages)
    rural = zones == "rural"
    assert ((found.villages["rural_group_id"] > 0).to_numpy() == rural).all()
    assert found.groups["households"].sum() == pytest.approx(villages["households"][rural].sum())
    inside = found.villages[rural]
    assert (inside.groupby("rural_group_id")["rural_area_id"].nunique() == 1).all()
    links = village_links(villages[rural], villages["station"][rural]).minutes
    for rows in inside.reset_index(drop=True).groupby("rural_group_id").groups.values():
        assert connected_components(links[rows][:, rows], directed=False)[0] == 1
    again = rural_groups(villages)
    assert again.villages.equals(found.villages)
