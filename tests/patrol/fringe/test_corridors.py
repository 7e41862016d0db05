"""Corridors along highways, and the overlap that they declare."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from patrol.fringe.corridors import highway_corridors
from tests.strategies import METRIC_CRS, ORIGIN_M, square_fabric


def county() -> gpd.GeoDataFrame:
    return square_fabric(4, 2).assign(
        zone=["urban", "fringe", "rural", "rural"] * 2, station=list("AABB") * 2
    )


def roads(*lines: tuple[str, str, list[tuple[float, float]]]) -> gpd.GeoDataFrame:
    shapes = [shapely.LineString(np.array(line) + ORIGIN_M) for _, _, line in lines]
    table = {"name": [name for name, _, _ in lines], "road_class": [kind for _, kind, _ in lines]}
    return gpd.GeoDataFrame(table, geometry=shapes, crs=METRIC_CRS)


def test_a_corridor_ends_at_the_county_and_declares_what_it_overlaps() -> None:
    network = roads(
        ("G5", "highway", [(-5000, 1000), (4500, 1000)]), ("path", "local", [(0, 500), (4000, 500)])
    )
    found = highway_corridors(county(), network, corridor_m=200)
    row = found.corridors.iloc[0]
    assert (row["name"], row["stations"]) == ("G5", "A, B")
    assert row["length_km"] == pytest.approx(4.0, rel=1e-3)
    assert row["area_km2"] == row["overlap_km2"] == pytest.approx(1.6, rel=1e-2)
    by_zone = found.overlaps.groupby("zone")[["units", "area_km2"]].sum()
    assert by_zone.loc["rural", "units"] == 4
    assert by_zone["area_km2"].to_dict() == pytest.approx(
        {"fringe": 0.4, "rural": 0.8, "urban": 0.4}, rel=1e-2
    )
    assert [(note.code, note.details["area_km2"]) for note in found.notes] == [("corridors.overlap", 1.6)]


def test_highways_apart_are_two_corridors_the_longest_first() -> None:
    network = roads(("S1", "highway", [(100, 200), (900, 200)]), ("G5", "highway", [(0, 1800), (4000, 1800)]))
    found = highway_corridors(county(), network, corridor_m=100).corridors
    assert found["name"].tolist() == ["G5", "S1"]
    assert found["corridor_id"].tolist() == [1, 2]


def test_without_a_highway_there_is_none_and_a_note_says_so() -> None:
    for network in (roads(("x", "local", [(0, 0), (1, 1)])), roads().drop(columns="road_class")):
        found = highway_corridors(county(), network)
        assert len(found.corridors) == len(found.overlaps) == 0
        assert [note.code for note in found.notes] == ["corridors.no_road"]
        assert found.corridors.crs == METRIC_CRS
    with pytest.raises(ValueError, match="corridor_m"):
        highway_corridors(county(), roads(), corridor_m=0)


def test_a_highway_that_only_brushes_the_county_gets_no_corridor() -> None:
    passing = roads(("G5", "highway", [(4100, -5000), (4100, 1950)]))
    assert len(highway_corridors(county(), passing, corridor_m=102).corridors) == 0
    assert len(highway_corridors(county(), passing, corridor_m=200).corridors) == 1
