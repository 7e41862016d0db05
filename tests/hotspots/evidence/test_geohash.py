from __future__ import annotations

import geopandas as gpd
import numpy as np

from hotspots.evidence.geohash import geohash, point_ids


def test_geohash_of_the_example_that_its_inventor_gave() -> None:
    assert geohash(np.array([-5.6]), np.array([42.6]), 5) == ["ezs42"]
    assert geohash(np.array([10.40744]), np.array([57.64911]), 11) == ["u4pruydqqvj"]


def test_points_in_one_cell_and_names_that_are_taken_get_a_number() -> None:
    points = gpd.GeoSeries.from_xy([104.5, 104.5, 104.5], [31.2, 31.2, 31.2], crs="EPSG:4326")
    name = geohash(np.array([104.5]), np.array([31.2]))[0]
    assert point_ids(points) == [name, f"{name}-2", f"{name}-3"]
    assert point_ids(points.iloc[:1], taken=[name, f"{name}-2"]) == [f"{name}-3"]
