from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from data.demo.county import County, build_county
from data.demo.files import write_county

LAYER_COLUMNS = {
    "townships": ["code", "name", "kind", "geometry"],
    "villages": [
        "code", "name", "township_code", "class_code", "population", "households", "geometry", "station",
    ],
    "stations": ["code", "name", "officers", "auxiliaries", "vehicles", "geometry"],
    "roads": ["name", "road_class", "speed_kmh", "bridge", "geometry"],
    "water": ["name", "kind", "geometry"],
    "population": ["population", "households", "geometry"],
    "checkpoints": ["name", "kind", "geometry"],
    "key-places": ["name", "kind", "geometry"],
}  # fmt: skip


def test_the_same_seed_writes_the_same_bytes(county_files: Path, tmp_path: Path) -> None:
    again = write_county(build_county(1), tmp_path)
    assert len(again) == len(list(county_files.iterdir())) == 12
    for path in again:
        assert path.read_bytes() == (county_files / path.name).read_bytes(), path.name


@pytest.fixture(scope="module")
def other() -> County:
    return build_county(2)


def test_another_seed_gives_another_county(county: County, other: County) -> None:
    for name, layer in county.place_layers().items():
        assert layer.geometry.to_wkt().to_list() != other.place_layers()[name].geometry.to_wkt().to_list(), (
            name
        )
    assert set(county.villages["name"]) != set(other.villages["name"])
    assert county.incidents["occurred_from"].ne(other.incidents["occurred_from"]).mean() > 0.9


@pytest.mark.parametrize("seed", ["county", "other"])
def test_the_county_has_the_size_of_a_real_one(seed: str, request: pytest.FixtureRequest) -> None:
    county: County = request.getfixturevalue(seed)
    assert len(county.townships) == 14
    assert county.townships["kind"].value_counts().to_dict() == {"town": 8, "township": 5, "street": 1}
    assert 165 <= len(county.villages) <= 195
    assert county.villages["class_code"].value_counts()["111"] == 9
    assert set(county.villages["class_code"]) == {"111", "112", "121", "122", "123", "210", "220"}
    assert len(county.stations) == 8
    assert 300_000 < county.villages["population"].sum() < 550_000
    assert 1_400 < county.villages.to_crs("EPSG:4544").area.sum() / 1e6 < 2_300
    assert len(county.incidents) == 60_000


def test_layers_have_the_columns_of_the_import_in_wgs84(county: County) -> None:
    for name, layer in county.place_layers().items():
        assert sorted(layer.columns) == sorted(LAYER_COLUMNS[name]), name
        assert layer.crs.to_epsg() == 4326
        assert layer.geometry.is_valid.all(), name
        left, low, right, high = layer.total_bounds
        assert 104 < left < right < 105, name
        assert 33 < low < high < 34.5, name


def test_names_and_codes_are_given_once(county: County) -> None:
    for layer in (county.townships, county.villages, county.stations):
        assert layer["code"].is_unique
        assert layer["name"].is_unique
    assert county.checkpoints["name"].is_unique
    assert county.key_places["name"].is_unique
    assert county.villages["code"].str.fullmatch(r"629901\d{6}").all()
    assert (county.villages["code"].str[:9] == county.villages["township_code"]).all()


def test_cells_hold_exactly_the_people_of_the_villages(county: County) -> None:
    cells, villages = county.population, county.villages
    assert cells["population"].sum() == villages["population"].sum()
    assert cells["households"].sum() == villages["households"].sum()
    assert (cells["population"] > 0).all()
    assert (cells["households"] <= cells["population"]).all()
    sizes = cells.to_crs("EPSG:4544").area
    assert np.allclose(sizes, 40_000, rtol=1e-4)
    middles = cells.to_crs("EPSG:4544").centroid.to_crs("EPSG:4326")
    owner = villages.sindex.query(middles, predicate="within")
    counted = np.bincount(owner[1], cells["population"].to_numpy()[owner[0]], minlength=len(villages))
    assert np.abs(counted - villages["population"].to_numpy()).sum() < 0.001 * counted.sum()


def test_people_live_densest_in_the_seat(county: County) -> None:
    area = county.villages.to_crs("EPSG:4544").area / 1e6
    density = (county.villages["population"] / area).groupby(county.villages["class_code"]).median()
    assert density["111"] > 5_000
    assert density["111"] > density["112"] > density["220"]
    assert density["220"] < 300


def test_no_one_lives_in_the_reservoir(county: County) -> None:
    lake = county.water[county.water["kind"] == "lake"].union_all()
    assert not county.population.intersects(lake).any()


def test_every_station_has_officers_and_stands_in_its_jurisdiction(county: County) -> None:
    stations = county.stations
    assert (stations["officers"] >= 5).all()
    assert (stations["auxiliaries"] > stations["officers"]).all()
    assert (stations["vehicles"] >= 2).all()
    for station in stations.itertuples():
        served = county.villages[county.villages["station"] == station.code].union_all()
        assert served.contains(station.geometry), station.name
