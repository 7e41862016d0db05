"""Neighbours of units, with and without a common border."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings

from gis.weights import polygon_adjacency
from patrol.fringe.joint_zones import joint_zones
from patrol.fringe.neighbours import neighbour_borders
from tests.strategies import polygon_fabrics, square_fabric


def test_squares_with_a_gap_face_each_other_and_far_ones_do_not() -> None:
    squares = square_fabric(3, 1).iloc[[0, 1, 2]]
    apart = squares.set_geometry(squares.buffer(-50, join_style="mitre"))  # 900 m wide, 100 m apart
    facing = neighbour_borders(apart).toarray()
    # the side of 900 m, and what of the two sides beside it lies within 200 m of the other square
    assert facing[0, 1] == facing[1, 0] == pytest.approx(900 + 2 * 100, rel=0.01)
    assert facing[0, 2] == 0
    assert np.diag(facing).tolist() == [0, 0, 0]
    far = squares.set_geometry(squares.buffer(-150))
    assert neighbour_borders(far).nnz == 0


def test_stations_meet_across_a_gap() -> None:
    squares = square_fabric(4, 1).assign(zone=["urban", "fringe", "fringe", "rural"], station=list("AABB"))
    apart = squares.set_geometry(squares.buffer(-20))
    assert joint_zones(apart).zones["kind"].tolist() == ["joint"]


@settings(max_examples=15, deadline=None)
@given(polygon_fabrics(max_units=30))
def test_units_that_share_borders_have_those_alone(fabric: gpd.GeoDataFrame) -> None:
    borders = neighbour_borders(fabric)
    assert np.allclose(borders.toarray(), polygon_adjacency(fabric).borders_m.toarray())
