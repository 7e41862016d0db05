"""The way from a station to its units."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis.roads import build_road_graph
from patrol.demand.station_way import minutes_from_station
from tests.strategies import METRIC_CRS, ORIGIN_M, square_fabric


def test_the_way_is_along_the_road_and_unknown_where_none_leads() -> None:
    units = square_fabric(5, 1)
    line = shapely.LineString(np.array([(0, 500), (3000, 500)]) + ORIGIN_M)
    roads = build_road_graph(gpd.GeoDataFrame({"road_class": ["local"]}, geometry=[line], crs=METRIC_CRS))
    posts = gpd.points_from_xy(*(np.array([[500, 2500], [500, 500]]) + np.array(ORIGIN_M)[:, None]))
    stations = gpd.GeoDataFrame({"code": ["A", "B"]}, geometry=posts, crs=METRIC_CRS)
    way = minutes_from_station(units, pd.Series(["A", "A", "B", None, "A"]), stations, roads)
    assert way[:3] == pytest.approx([0, 2.4, 0], abs=0.1)  # a kilometre at 25 km/h
    assert np.isnan(way[3])
    assert way[4] > 9.6  # the road ends 1.5 km before it
    assert np.isnan(minutes_from_station(units, pd.Series(["C"] * 5), stations, roads)).all()
    assert np.isnan(minutes_from_station(units, pd.Series(["A"] * 5), stations.iloc[:0], roads)).all()
