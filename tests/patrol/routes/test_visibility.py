"""Who sees the patrols."""

from __future__ import annotations

import dataclasses
import math

import geopandas as gpd
import pandas as pd
import pytest

from patrol.routes.plan import RoutePlan
from patrol.routes.visibility import visibility
from tests.patrol.routes import town


def two_days() -> RoutePlan:
    """Drive one block east on the first day, one block north on the second."""
    routes = gpd.GeoDataFrame(
        {"beat_id": 1, "day": [1, 2]},
        geometry=[town.line((0, 0), (1, 0)), town.line((0, 0), (0, 1))],
        crs=town.CRS,
    )
    empty = routes.iloc[:0]
    return RoutePlan(routes, empty, empty, empty, pd.DataFrame())


def test_shares_of_people_and_areas_worked_by_hand():
    people = gpd.GeoDataFrame(
        {"population": [10.0, 20.0, 30.0, 40.0]},
        geometry=[town.point(0.5, 0.1), town.point(0.1, 0.5), town.point(0, 0), town.point(3, 3)],
        crs=town.CRS,
    )
    areas = gpd.GeoDataFrame(
        geometry=[town.point(1, 0.5).buffer(200), town.point(4, 4).buffer(9)], crs=town.CRS
    )
    seen = visibility(two_days(), population=people.to_crs(4326), areas=areas)
    assert seen.people_a_shift == pytest.approx((0.4 + 0.5) / 2)
    assert seen.people_in_all == pytest.approx(0.6)
    assert (seen.areas_a_shift, seen.areas_in_all) == (0.25, 0.5)  # 50 m beside the street, on one day


def test_nothing_to_see_a_patrol_gives_no_share():
    assert all(math.isnan(share) for share in dataclasses.astuple(visibility(two_days())))


def test_an_area_off_the_road_is_passed_when_a_patrol_stops_there():
    areas = gpd.GeoDataFrame(geometry=[town.point(4, 4).buffer(9)], crs=town.CRS)
    stop = gpd.GeoDataFrame({"beat_id": 1, "day": [2]}, geometry=[town.point(4, 4)], crs=town.CRS)
    seen = visibility(dataclasses.replace(two_days(), stops=stop), areas=areas)
    assert (seen.areas_a_shift, seen.areas_in_all) == (0.5, 1.0)
