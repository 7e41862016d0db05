from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

from gis.roads import RoadGraph, build_road_graph
from patrol.response.ground import MOST_ORIGINS, lay_ground
from tests.strategies import METRIC_CRS, ORIGIN_M, square_fabric


def road(*ends: tuple[float, float]) -> RoadGraph:
    line = LineString([(ORIGIN_M[0] + x, ORIGIN_M[1] + y) for x, y in ends])
    return build_road_graph(gpd.GeoDataFrame(geometry=[line], crs=METRIC_CRS), {"local": 60})


def test_minutes_follow_the_road_and_no_trip_is_shorter_than_one_within_the_atom() -> None:
    units = square_fabric(3, 1)
    ground = lay_ground(units, road((0, 500), (3000, 500)))
    within = 0.5214 * 1000 * 1.3 / 500  # mean way in a square of a kilometre, at half a kilometre a minute
    assert ground.minutes(np.array([0, 2])) == pytest.approx(
        np.array([[within, within, 2], [2, within, within]])
    )
    assert list(ground.notes(pd.Series(["a", "b", "c"]))) == []


def test_without_roads_straight_lines_serve_and_are_told() -> None:
    ground = lay_ground(
        square_fabric(4, 1), points=gpd.GeoSeries([Point(ORIGIN_M)], crs=METRIC_CRS).to_crs(4326)
    )
    apart = np.hypot([500, 1500, 2500, 3500], 500) * 1.3 / 500
    assert ground.minutes(np.array([4]))[0] == pytest.approx(np.maximum(apart, ground.within_min))
    assert [note.code for note in ground.notes(pd.Series(["a"] * 4))] == ["response.no_roads"]
    assert np.isnan(ground.snap_m).all()


def test_units_that_roads_do_not_reach_are_named_and_reached_straight() -> None:
    units = square_fabric(9, 1)
    ground = lay_ground(units, road((0, 500), (1000, 500)))
    (note,) = ground.notes(pd.Series(list("abcdefghi")))
    assert note.code == "response.unreached"
    assert note.details["units"] == "d, e, f, g, h … (6)"
    apart = lay_ground(square_fabric(2, 1), two_pieces())
    assert not apart.reached.all()
    assert np.isfinite(apart.minutes(np.array([0]))).all()


def two_pieces() -> RoadGraph:
    lines = [
        LineString([(ORIGIN_M[0] + x, ORIGIN_M[1] + 500), (ORIGIN_M[0] + x + 100, ORIGIN_M[1] + 500)])
        for x in (450, 1450)
    ]
    return build_road_graph(gpd.GeoDataFrame(geometry=lines, crs=METRIC_CRS))


def test_origins_are_the_places_of_calls_by_their_number() -> None:
    ground = lay_ground(square_fabric(5, 1))
    few = ground.origins(np.array([3.0, 0, 1, 0, 0]))
    assert few.share.tolist() == [0.75, 0.25]
    assert few.minutes == pytest.approx(ground.minutes(np.array([0, 2])))
    assert ground.origins(np.zeros(5)).share.sum() == pytest.approx(1)
    many = lay_ground(square_fabric(25, 20))
    calls = np.r_[np.full(250, 3.0), np.full(250, 1.0)]
    drawn = many.origins(calls)
    assert drawn.share.sum() == pytest.approx(1)
    assert len(drawn.share) <= MOST_ORIGINS
    exact = calls / calls.sum() @ many.minutes(np.arange(500)) @ calls / calls.sum()
    assert drawn.share @ drawn.minutes @ calls / calls.sum() == pytest.approx(exact, rel=0.03)
