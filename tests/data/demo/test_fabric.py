from __future__ import annotations

import numpy as np
import pytest
import shapely

from data.demo.county import County
from data.demo.fabric import border_lengths
from data.demo.land import PARTS, make_land


def parts_of(shape: shapely.Geometry) -> int:
    return int(shapely.get_num_geometries(shape))


def test_villages_tile_the_county_without_gap_or_overlap(county: County) -> None:
    villages = county.villages.geometry.to_numpy()
    whole = shapely.union_all(villages)
    assert parts_of(whole) == 1
    assert len(whole.interiors) == 0
    assert shapely.area(villages).sum() == pytest.approx(whole.area, rel=1e-12)


def test_neighbours_share_every_vertex_of_their_border(county: County) -> None:
    assert shapely.coverage_is_valid(county.villages.geometry.to_numpy())


def test_townships_are_the_unions_of_their_villages(county: County) -> None:
    townships = county.townships.set_index("code").geometry
    for code, villages in county.villages.groupby("township_code"):
        assert townships[code].symmetric_difference(villages.union_all()).area < 1e-12
        assert parts_of(townships[code]) == 1, code
    assert set(county.villages["township_code"]) == set(townships.index)


def test_every_village_has_a_station_and_every_jurisdiction_is_in_one_piece(county: County) -> None:
    assert set(county.villages["station"]) == set(county.stations["code"])
    for code, villages in county.villages.groupby("station"):
        assert parts_of(villages.union_all()) == 1, code
        assert villages["township_code"].nunique() <= 3, code


def test_no_village_is_a_sliver(county: County) -> None:
    shapes = county.villages.to_crs("EPSG:4544").geometry
    compactness = 4 * np.pi * shapes.area / shapes.length**2
    assert shapes.area.min() > 0.12e6
    assert compactness.min() > 0.12
    assert (shapes.geom_type == "Polygon").all()


def test_seat_communities_are_small_compact_and_lie_together(county: County) -> None:
    seat = county.villages[
        county.villages["name"].str.endswith("社区") & ~county.villages["name"].str.endswith("街社区")
    ]
    core = county.villages.iloc[:15]
    assert set(seat.index) <= set(core.index)
    shapes = core.to_crs("EPSG:4544").geometry
    assert parts_of(shapes.union_all()) == 1
    assert 4e6 < shapes.area.sum() < 10e6


def test_fringe_villages_touch_the_built_up_area(county: County) -> None:
    borders = border_lengths(county.villages.to_crs("EPSG:4544").geometry.to_numpy())
    built = county.villages["class_code"].isin(["111", "121", "123"]).to_numpy()
    beside = np.asarray(borders[:, np.flatnonzero(built)].sum(axis=1)).ravel() > 0
    assert beside[county.villages["class_code"].isin(["112", "122"])].all()
    assert not beside[(county.villages["class_code"] == "220").to_numpy()].any()


@pytest.mark.parametrize("seed", [5, 6, 7, 8])
def test_the_fabric_holds_for_other_seeds(seed: int) -> None:
    streams = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(PARTS)]
    land = make_land(streams)
    shapes = land.fabric.shapes
    assert shapely.coverage_is_valid(shapes)
    assert (shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON).all()
    assert land.water.river.is_simple
    assert not land.water.reservoir.intersects(land.seat.outline)
    for grouping, count in ((land.townships.township, 14), (land.townships.station, 8)):
        for number in range(count):
            assert parts_of(shapely.union_all(shapes[grouping == number])) == 1
    assert np.bincount(land.townships.township).min() >= 2
