"""Where beats may reach over: roads lead, rivers and expressways cut, what is cut off is named or tied."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis.errors import InfeasibleError
from gis.frames import as_units
from gis.weights import polygon_adjacency
from patrol.beats import design_beats
from patrol.passages import is_expressway, passages, tied
from patrol.plan import BeatParams
from tests.strategies import METRIC_CRS, ORIGIN_M, square_fabric

KM = 1_000.0


def line(*points: tuple[float, float]) -> shapely.LineString:
    """Draw a line through points in kilometres from the fabric's corner."""
    return shapely.LineString([(ORIGIN_M[0] + x * KM, ORIGIN_M[1] + y * KM) for x, y in points])


def roads(*lines: shapely.LineString, road_class: object = "local", **more: object) -> gpd.GeoDataFrame:
    columns = {"road_class": road_class, **more}
    return gpd.GeoDataFrame(columns, index=range(len(lines)), geometry=list(lines), crs=METRIC_CRS)


def linked(units: gpd.GeoDataFrame, *around: gpd.GeoDataFrame) -> set[tuple[int, int]]:
    found = passages(units, polygon_adjacency(units).borders_m, *around)
    return {(int(a), int(b)) for a, b in zip(*found.links.nonzero(), strict=True) if a < b}


def test_a_road_links_the_units_that_it_crosses_and_those_that_it_runs_between() -> None:
    units = square_fabric(3, 2)
    everything = {(0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5)}
    assert linked(units, roads(line((0, 1), (2.9, 1)))) == everything  # all front the road, or meet at it
    across = roads(line((0.5, 0.5), (2.5, 0.5)), line((0.5, 1.5), (2.5, 1.5)))
    assert linked(units, across) == {(0, 1), (1, 2), (3, 4), (4, 5)}


def test_a_river_cuts_unless_a_road_crosses_it() -> None:
    units = square_fabric(2, 2)
    river = gpd.GeoDataFrame(geometry=[line((1, -1), (1, 3))], crs=METRIC_CRS)
    bank = line((1.005, 0.1), (1.005, 1.9))
    west = line((0.5, 0.1), (0.5, 1.9))
    bridge = line((0.5, 0.5), (1.5, 0.5))
    assert linked(units, roads(bank, west), river) == {(0, 2), (1, 3)}
    assert linked(units, roads(bank, west)) == {(0, 1), (2, 3), (0, 2), (1, 3)}
    assert linked(units, roads(bank, west, bridge), river) == {(0, 1), (0, 2), (1, 3)}


def test_an_expressway_leads_nowhere_on_the_way_and_cuts_along_its_side() -> None:
    units = square_fabric(3, 1)
    through = line((0.1, 0.5), (2.9, 0.5))
    assert linked(units, roads(through, road_class="expressway")) == {(0, 1), (1, 2)}  # nobody has a road
    local = roads(line((0.2, 0.2), (2.8, 0.2)))
    along = roads(line((1, 0), (1, 1)), road_class="expressway")
    both = gpd.pd.concat([local, along], ignore_index=True)
    assert linked(units, both) == {(0, 1), (1, 2)}
    fenced = gpd.pd.concat([roads(line((0.2, 0.2), (0.99, 0.2)), line((1.01, 0.2), (2.8, 0.2))), along])
    assert linked(units, fenced) == {(1, 2)}


def test_national_roads_and_slow_highways_are_no_expressways() -> None:
    table = roads(
        *[line((0, 0), (1, 1))] * 5,
        road_class=["highway", "highway", "highway", "railway", "main"],
        name=["京昆高速", "G108", "", "", "高速路口"],
        speed_kmh=[100.0, 80.0, 60.0, np.nan, 60.0],
    )
    assert is_expressway(table).tolist() == [True, False, False, True, False]


def test_no_beat_crosses_a_river_without_a_bridge() -> None:
    units = square_fabric(6, 4)
    river = gpd.GeoDataFrame(geometry=[line((2, -1), (2, 5))], crs=METRIC_CRS)
    net = roads(
        *(line((0.5, y), (1.9, y)) for y in (0.5, 1.5, 2.5, 3.5)),
        *(line((2.1, y), (5.5, y)) for y in (0.5, 1.5, 2.5, 3.5)),
        line((0.5, 0.5), (0.5, 3.5)),
        line((3.5, 0.5), (3.5, 3.5)),
    )
    plan = design_beats(as_units(units), "load", BeatParams(3, starts=2), roads=net, barriers=river)
    west = np.arange(24) % 6 < 2
    assert plan.beats["units"].tolist() == [8] * 3
    assert plan.units["beat_id"][west].nunique() == 1
    with pytest.raises(InfeasibleError, match=r"beats\.fewer_than_road_pieces"):
        design_beats(as_units(units), "load", BeatParams(1), roads=net, barriers=river)
    whole = design_beats(
        as_units(units), "load", BeatParams(1, tie_unreached=True), roads=net, barriers=river
    )
    assert [note.code for note in whole.notes] == ["beats.tied"]


def test_units_that_no_road_comes_near_are_named_and_never_dropped() -> None:
    units = square_fabric(4, 1)
    net = roads(line((0.2, 0.5), (2.5, 0.5)))
    plan = design_beats(as_units(units), "load", BeatParams(2, starts=1), roads=net)
    assert plan.units["beat_id"].tolist() == [1, 1, 2, 2]
    [note] = plan.notes
    assert (note.code, note.details) == ("beats.unreached", {"units": "4"})


def test_what_roads_do_not_reach_is_tied_to_the_nearest_unit_of_its_station() -> None:
    units = square_fabric(3, 3)
    net = roads(line((0.2, 0.5), (2.8, 0.5)), line((0.2, 1.5), (0.8, 1.5)), line((1.2, 1.5), (2.8, 1.5)))
    borders = polygon_adjacency(units).borders_m
    river = gpd.GeoDataFrame(geometry=[line((-1, 1), (4, 1)), line((-1, 2), (4, 2))], crs=METRIC_CRS)
    found = passages(units, borders, net, river)
    assert found.unreached.tolist() == [6, 7, 8]
    whole = tied(found, units, borders, np.zeros(9, dtype=int))
    assert len(whole.ties) == 3
    by_row = tied(found, units, borders, np.repeat([0, 1, 2], 3))
    assert {tuple(sorted(tie)) for tie in by_row.ties.tolist()} == {(3, 4)}


def test_parts_that_touch_nothing_are_tied_over_the_water() -> None:
    units = square_fabric(4, 1)
    apart = units.drop(index=1).reset_index(drop=True)
    net = roads(line((0.2, 0.5), (0.8, 0.5)), line((2.2, 0.5), (3.8, 0.5)))
    plan = design_beats(as_units(apart), "load", BeatParams(1, tie_unreached=True), roads=net)
    assert plan.units["beat_id"].tolist() == [1, 1, 1]
    assert plan.notes[0].details == {"units": "1 → 3"}
