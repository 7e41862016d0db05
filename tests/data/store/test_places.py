"""Layers of places are replaced whole and come back typed."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from geopandas.testing import assert_geodataframe_equal
from shapely.geometry import LineString, Point

from data.store import Store
from gis.errors import TableError
from tests.data.store.samples import some_stations, some_villages


def test_villages_come_back_as_they_went_in_without_columns_that_the_layer_lacks(store: Store) -> None:
    assert store.replace_places("villages", some_villages()) == 3
    expected = some_villages().drop(columns="leader").astype({"households": float})
    assert_geodataframe_equal(store.places("villages"), expected)
    assert store.check() == []


def test_missing_columns_are_empty_and_whole_numbers_stay_whole(store: Store) -> None:
    store.replace_places("stations", some_stations())
    came = store.places("stations")
    assert came["officers"].dtype == np.int64
    assert came["officers"].tolist() == [12, 5]
    assert came["vehicles"].isna().all()


def test_a_layer_is_replaced_whole(store: Store) -> None:
    store.replace_places("villages", some_villages())
    store.replace_places("villages", some_villages().iloc[[2]])
    assert store.places("villages")["name"].tolist() == ["山村"]
    assert store.check() == []


def test_other_reference_systems_are_turned_into_degrees(store: Store) -> None:
    store.replace_places("villages", some_villages().to_crs("EPSG:4544"))
    came = store.places("villages")
    assert came.crs.to_epsg() == 4326
    assert np.abs(came.bounds - some_villages().bounds).max().max() < 1e-8


def test_heights_are_left_out(store: Store) -> None:
    road = gpd.GeoDataFrame(
        {"name": ["G5"], "road_class": ["highway"], "speed_kmh": [100], "bridge": [True]},
        geometry=[LineString([(104, 30, 500), (105, 31, 480)])],
        crs="EPSG:4326",
    )
    store.replace_places("roads", road)
    came = store.places("roads").iloc[0]
    assert came.geometry.wkt == "LINESTRING (104 30, 105 31)"
    assert came["bridge"]
    assert came["speed_kmh"] == 100


@pytest.mark.parametrize(
    "layer",
    ["townships", "villages", "stations", "roads", "water", "population", "checkpoints", "key-places"],
)
def test_every_layer_takes_points_and_is_empty_at_first(store: Store, layer: str) -> None:
    assert len(store.places(layer)) == 0
    assert store.places(layer).crs.to_epsg() == 4326
    store.replace_places(layer, gpd.GeoDataFrame(geometry=[Point(104, 30)], crs="EPSG:4326"))
    assert store.places(layer).geometry.iloc[0] == Point(104, 30)


def test_a_box_finds_the_places_that_meet_it(store: Store) -> None:
    store.replace_places("villages", some_villages())
    assert store.places("villages", (104.05, 30.05, 104.15, 30.06))["name"].tolist() == ["东村", "西村"]
    assert store.places("villages", (104.95, 30.9, 105.05, 31.05))["name"].tolist() == ["山村"]
    for beside in (
        (106, 31, 107, 31.1),
        (103, 30, 103.9, 30.1),
        (105, 29, 105.1, 30),
        (104, 30.2, 104.1, 32),
    ):
        assert len(store.places("villages", beside)) == 0


def test_places_without_shape_or_crs_are_refused_together(store: Store) -> None:
    store.replace_places("stations", some_stations())
    wrong = gpd.GeoDataFrame({"name": ["x", "y"]}, geometry=[Point(1, 2), None])
    with pytest.raises(TableError) as caught:
        store.replace_places("stations", wrong)
    assert [problem.code for problem in caught.value.problems] == [
        "table.crs_missing",
        "table.geometry_missing",
    ]
    assert caught.value.problems[1].details == {"rows": "2"}
    assert len(store.places("stations")) == 2


def test_an_unknown_layer_is_a_mistake_of_the_caller(store: Store) -> None:
    with pytest.raises(ValueError, match="townships, villages"):
        store.places("shops")


def test_an_import_of_places_is_logged(store: Store) -> None:
    store.replace_places("villages", some_villages(), source_file="村.gpkg", report=lambda: {"rows_in": 3})
    row = store.imports().iloc[0]
    assert (row["kind"], row["file_name"], row["inserted"]) == ("villages", "村.gpkg", 3)
    assert row["report"] == {"rows_in": 3}
