"""Vector tiles: bytes worked by hand, read back by GDAL, and cut so that neighbours stay neighbours."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.tile_shapes import cut, flattened, thinned
from gis.vector_tiles import LINE, POINT, POLYGON, TileShapes, encode_layer, interleave, varints
from tests.vector_tile_reader import read_tile


def place_of(lon: float, lat: float, zoom: int) -> tuple[int, int, int]:
    x = (lon / 360 + 0.5) * 2**zoom
    y = (0.5 - math.asinh(math.tan(math.radians(lat))) / 2 / math.pi) * 2**zoom
    return zoom, int(x), int(y)


def unit_deg(zoom: int) -> float:
    return 360 / 2**zoom / 4096


def test_the_polygon_of_the_specification_has_its_bytes() -> None:
    """Section 4.3.5.6: a polygon and one with a hole, in one feature."""
    rings = [
        [(0, 0), (10, 0), (10, 10), (0, 10)],
        [(11, 11), (20, 11), (20, 20), (11, 20)],
        [(13, 13), (13, 17), (17, 17), (17, 13)],
    ]
    shapes = TileShapes(POLYGON, np.concatenate(rings), np.array([4, 4, 4]), np.array([3]))
    body = encode_layer("a", shapes, np.array([1]), pd.DataFrame(index=[0]))
    said = [
        9,
        0,
        0,
        26,
        20,
        0,
        0,
        20,
        19,
        0,
        15,
        9,
        22,
        2,
        26,
        18,
        0,
        0,
        18,
        17,
        0,
        15,
        9,
        4,
        13,
        26,
        0,
        8,
        8,
        0,
        0,
        7,
        15,
    ]
    assert bytes([0x22, len(said), *said]) in body


def test_the_lines_of_the_specification_have_their_bytes() -> None:
    """Section 4.3.5.4: two lines in one feature."""
    points = np.array([(2, 2), (2, 10), (10, 10), (1, 1), (3, 5)])
    body = encode_layer(
        "a", TileShapes(LINE, points, np.array([3, 2]), np.array([2])), np.array([1]), pd.DataFrame(index=[0])
    )
    said = [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8]
    assert bytes([0x22, len(said), *said]) in body


def test_the_points_of_the_specification_have_their_bytes() -> None:
    """Section 4.3.5.2: two points in one feature."""
    shapes = TileShapes(POINT, np.array([(5, 7), (3, 2)]), np.array([2]), np.array([1]))
    body = encode_layer("a", shapes, np.array([1]), pd.DataFrame(index=[0]))
    assert bytes([0x22, 5, 17, 10, 14, 3, 9]) in body


@given(st.lists(st.integers(0, 2**62), max_size=50))
def test_varints_of_any_numbers_read_back(numbers: list[int]) -> None:
    body, found, shift, value = varints(np.array(numbers, dtype=np.int64)), [], 0, 0
    for byte in body:
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            found.append(value)
            shift = value = 0
    assert found == numbers


def test_pieces_without_numbers_are_passed_over() -> None:
    joined, counts = interleave(
        [(np.array([1, 2]), np.array([0, 2, 0])), (np.array([7]), np.array([0, 0, 1]))]
    )
    assert (joined.tolist(), counts.tolist()) == ([1, 2, 7], [0, 2, 1])


def test_gdal_reads_properties_of_every_kind(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {
            "name": ["城关镇", None, "城关镇"],
            "count": [0, -3, 2**40],
            "share": [0.5, np.nan, -1e300],
            "open": [True, False, True],
            "at": pd.to_datetime(["2024-01-01", None, "2024-02-01"], utc=True),
        }
    )
    flat = flattened(shapely.points([104.0, 104.01, 104.02], [34.0, 34.01, 34.02]))
    place = place_of(104.01, 34.01, 8)
    rows, shapes = cut(flat, place)
    assert shapes is not None
    found = read_tile(encode_layer("places", shapes, rows + 1, table), place, tmp_path)["places"]
    assert found["mvt_id"].tolist() == [1, 2, 3]
    assert found["name"].isna().tolist() == [False, True, False]
    assert found["name"].iloc[2] == "城关镇"
    assert found["count"].astype(float).tolist() == [0, -3, 2**40]
    assert found["share"].iloc[[0, 2]].tolist() == [0.5, -1e300]
    assert np.isnan(found["share"].iloc[1])
    assert found["open"].astype(bool).tolist() == [True, False, True]
    assert found["at"].iloc[0].startswith("2024-01-01T00:00:00")
    assert found.geometry.x.tolist() == pytest.approx([104.0, 104.01, 104.02], abs=unit_deg(8))


ANY_POLYGONS = st.lists(
    st.tuples(st.floats(103.9, 104.3), st.floats(33.9, 34.3), st.floats(0.002, 0.1), st.integers(3, 9)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(ANY_POLYGONS, st.integers(6, 13))
def test_any_polygons_cut_to_a_tile_are_what_shapely_cuts(
    circles: list[tuple[float, float, float, int]], zoom: int
) -> None:
    """Compared by area with the intersection, holes included, within two units of their rims."""
    shapes = np.array(
        [
            shapely.difference(
                shapely.Point(x, y).buffer(r, quad_segs=n), shapely.Point(x, y).buffer(r / 2, quad_segs=n)
            )
            for x, y, r, n in circles
        ],
        dtype=object,
    )
    place = place_of(104.1, 34.1, zoom)
    flat = flattened(shapes)
    rows, laid = cut(flat, place)
    world = shapely.transform(
        shapes,
        lambda points: (
            (
                np.column_stack(
                    [points[:, 0] / 360 + 0.5, 0.5 - np.arcsinh(np.tan(np.radians(points[:, 1]))) / 2 / np.pi]
                )
                * 2**zoom
                - place[1:]
            )
            * 4096
        ),
    )
    wanted = shapely.intersection(world, shapely.box(-64, -64, 4160, 4160))
    areas, slack = shapely.area(wanted), 2 * shapely.length(wanted) + 8
    found = np.zeros(len(shapes))
    if laid is not None:
        ends = np.cumsum(laid.parts)
        rings = np.split(laid.points, ends[:-1])
        owners = np.repeat(rows, laid.features)
        for owner, ring in zip(owners, rings, strict=True):
            x, y = ring[:, 0].astype(float), ring[:, 1].astype(float)
            found[owner] += (x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2
            assert ring.min() >= -64
            assert ring.max() <= 4160
    assert (np.abs(found - areas) <= slack).all()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.floats(103.5, 104.7), st.floats(33.5, 34.7)), min_size=2, max_size=30, unique=True),
    st.integers(7, 12),
)
def test_any_line_cut_to_a_tile_is_as_long_as_what_shapely_cuts(
    corners: list[tuple[float, float]], zoom: int
) -> None:
    place = place_of(104.1, 34.1, zoom)
    line = np.array([shapely.LineString(corners)], dtype=object)
    _, laid = cut(flattened(line), place)
    world = shapely.transform(
        line,
        lambda points: (
            (
                np.column_stack(
                    [points[:, 0] / 360 + 0.5, 0.5 - np.arcsinh(np.tan(np.radians(points[:, 1]))) / 2 / np.pi]
                )
                * 2**zoom
                - place[1:]
            )
            * 4096
        ),
    )
    wanted = shapely.length(shapely.intersection(world, shapely.box(-64, -64, 4160, 4160)))[0]
    found = 0.0
    if laid is not None:
        for part in np.split(laid.points, np.cumsum(laid.parts)[:-1]):
            found += float(np.hypot(*np.diff(part, axis=0).T).sum())
    assert found == pytest.approx(wanted, abs=2.0 * len(corners) + 2)


def test_neighbours_share_their_corners_on_a_coarse_raster() -> None:
    rng = np.random.default_rng(3)
    rim = np.column_stack([104.05 + rng.normal(0, 0.0002, 400), np.linspace(34, 34.1, 400)])
    west = shapely.Polygon([(104.0, 34.0), *rim, (104.0, 34.1)])
    east = shapely.Polygon([(104.1, 34.0), *rim, (104.1, 34.1)])
    place = place_of(104.05, 34.05, 9)
    for flat in (flattened(np.array([west, east])), thinned(flattened(np.array([west, east])), 9, 8)):
        _, laid = cut(flat, place, 8)
        assert laid is not None
        one, other = np.split(laid.points, np.cumsum(laid.parts)[:-1])
        shared = {tuple(point) for point in one.tolist()} & {tuple(point) for point in other.tolist()}
        assert len(shared) >= len(one) - 4
        assert len(one) < 200


def test_features_that_shrink_to_nothing_are_left_out_and_missing_shapes_too() -> None:
    shapes = np.array(
        [shapely.Point(104, 34).buffer(1e-7), None, shapely.Point(104, 34).buffer(0.2), shapely.Polygon()],
        dtype=object,
    )
    rows, laid = cut(flattened(shapes), place_of(104, 34, 7))
    assert rows.tolist() == [2]
    assert laid is not None
    assert cut(flattened(shapes), place_of(10, 10, 7))[1] is None
    assert cut(flattened(np.array([], dtype=object)), (0, 0, 0))[1] is None


def test_a_polygon_that_shrinks_to_a_line_is_left_out() -> None:
    thin = shapely.Polygon([(104.0, 34.0), (104.0, 34.1), (104.0 + 1e-7, 34.05)])
    rows, laid = cut(
        flattened(np.array([thin, shapely.box(104.0, 34.0, 104.1, 34.1)])), place_of(104.0, 34.05, 8)
    )
    assert rows.tolist() == [1]
    assert laid is not None
    assert laid.features.tolist() == [1]


def test_a_tile_inside_a_polygon_is_full() -> None:
    _, laid = cut(flattened(np.array([shapely.box(100, 30, 110, 40)])), place_of(104, 34, 12))
    assert laid is not None
    assert sorted(laid.points.tolist()) == [[-64, -64], [-64, 4160], [4160, -64], [4160, 4160]]
