from __future__ import annotations

import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from scipy.spatial import distance_matrix
from shapely.geometry import MultiPolygon, Point, Polygon, box

from gis.errors import CrsError, GeometryError
from gis.weights import (
    distance_band,
    grid_contiguity,
    nearest_neighbours,
    polygon_adjacency,
    row_standardised,
)
from tests.strategies import METRIC_CRS, point_clouds, polygon_fabrics, square_fabric, voronoi_fabric

EAST, NORTH = 500_000.0, 3_300_000.0


def units(*polygons: Polygon | MultiPolygon | Point | None, crs: str | None = METRIC_CRS) -> gpd.GeoDataFrame:
    placed = [shapely.affinity.translate(shape, EAST, NORTH) if shape else None for shape in polygons]
    return gpd.GeoDataFrame(geometry=placed, crs=crs)


def test_four_squares_share_their_sides_and_not_their_corners_worked_by_hand() -> None:
    borders = polygon_adjacency(square_fabric(2, 2)).borders_m.toarray()
    assert borders.round(6).tolist() == [
        [0, 1000, 1000, 0],
        [1000, 0, 0, 1000],
        [1000, 0, 0, 1000],
        [0, 1000, 1000, 0],
    ]


def test_a_long_edge_beside_two_short_ones_is_shared_with_both() -> None:
    found = polygon_adjacency(
        units(box(0, 0, 1000, 300), box(0, 300, 400, 900), box(400, 300, 1000, 900))
    ).borders_m.toarray()
    assert found.round(6).tolist() == [[0, 400, 600], [400, 0, 600], [600, 600, 0]]


def test_a_vertex_a_little_beside_its_neighbours_slanting_edge_still_shares_it() -> None:
    below = Polygon([(0, 0), (900, 0), (900, 333)])
    left = Polygon([(0, 0), (300.03, 111.05), (0, 800)])  # 6 cm beside the line from (0, 0) to (900, 333)
    right = Polygon([(300.03, 111.05), (900, 333), (0, 800)])
    found = polygon_adjacency(units(below, left, right)).borders_m.toarray()
    assert found[0] == pytest.approx([0, np.hypot(300, 111), np.hypot(600, 222)], abs=0.5)


def test_a_gap_of_ten_centimetres_is_a_flaw_and_one_of_two_metres_is_a_gap() -> None:
    first, near, far = box(0, 0, 1000, 1000), box(1000.1, 0, 2000, 1000), box(2002, 0, 3000, 1000)
    found = polygon_adjacency(units(first, near, far))
    assert found.borders_m[0, 1] == pytest.approx(1000, abs=0.01)
    assert found.islands.tolist() == [2]
    assert found.components().tolist() == [0, 0, 1]


def test_an_overlap_of_ten_centimetres_is_a_shared_border_too() -> None:
    found = polygon_adjacency(units(box(0, 0, 1000, 1000), box(999.9, 100, 2000, 800)))
    assert found.borders_m[0, 1] == pytest.approx(700, abs=0.5)


def test_a_border_of_half_a_metre_between_villages_is_taken_for_a_flaw_unless_asked() -> None:
    flawed = units(box(0, 0, 1000, 1000), box(1000, 999.5, 2000, 2000))
    assert polygon_adjacency(flawed).islands.tolist() == [0, 1]
    assert polygon_adjacency(flawed, min_border_m=0.1).borders_m[0, 1] == pytest.approx(0.5)


def test_a_multipart_unit_counts_as_one_and_is_no_neighbour_of_itself() -> None:
    both_ends = MultiPolygon([box(0, 0, 100, 100), box(200, 0, 300, 100)])
    touching_parts = MultiPolygon([box(300, 0, 400, 100), box(400, 0, 500, 50)])
    found = polygon_adjacency(units(both_ends, box(100, 0, 200, 100), touching_parts)).borders_m.toarray()
    assert found.round(6).tolist() == [[0, 200, 100], [200, 0, 0], [100, 0, 0]]


def test_a_village_inside_a_hole_of_another_shares_the_whole_ring() -> None:
    around = box(0, 0, 900, 900).difference(box(300, 300, 600, 600))
    assert polygon_adjacency(units(around, box(300, 300, 600, 600))).borders_m[0, 1] == pytest.approx(1200)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32648", "EPSG:3857"])
def test_any_reference_system_gives_the_same_lengths_in_metres(crs: str) -> None:
    fabric = voronoi_fabric(80, seed=5)
    expected, found = polygon_adjacency(fabric), polygon_adjacency(fabric.to_crs(crs))
    assert found.borders_m.nnz == expected.borders_m.nnz
    assert abs(found.borders_m - expected.borders_m).max() < 0.5


def test_small_toy_units_are_neighbours_too() -> None:
    assert polygon_adjacency(square_fabric(2, 1, side_m=0.5)).borders_m[0, 1] == pytest.approx(0.5)


def test_toy_units_a_fifth_of_their_width_apart_are_no_neighbours() -> None:
    assert polygon_adjacency(units(box(0, 0, 0.5, 0.5), box(0.6, 0, 1.1, 0.5))).islands.tolist() == [0, 1]


def test_edges_in_line_end_to_end_share_nothing() -> None:
    corner_to_corner = units(box(0, 0, 1000, 1000), box(1000.1, 1000, 2000, 2000))
    assert polygon_adjacency(corner_to_corner, min_border_m=0.01).islands.tolist() == [0, 1]


def test_a_gap_is_measured_in_metres_in_degrees_far_north_and_in_feet_alike() -> None:
    gap = 0.15 / (111_320 * np.cos(np.radians(60.005)))
    north = gpd.GeoSeries([box(10, 60, 10.01, 60.01), box(10.01 + gap, 60, 10.02, 60.01)], crs=4326)
    feet = gpd.GeoSeries([box(2.45e6, 7e6, 2.46e6, 7.01e6), box(2.46e6 + 0.5, 7e6, 2.47e6, 7.01e6)], crs=2276)
    for two in (north, feet):
        assert len(polygon_adjacency(two).islands) == 0


@given(polygon_fabrics())
@settings(max_examples=40, deadline=None)
def test_adjacency_of_any_fabric_agrees_with_the_overlay_of_its_boundaries(fabric: gpd.GeoDataFrame) -> None:
    rings = shapely.boundary(fabric.geometry.to_numpy())
    expected = shapely.length(shapely.intersection(rings[:, None], rings[None, :]))
    np.fill_diagonal(expected, 0)
    found = polygon_adjacency(fabric).borders_m.toarray()
    assert np.array_equal(found, found.T)
    sure = (expected > 3) | (expected == 0)
    assert np.abs(found - expected)[sure].max() < 1.5
    assert np.array_equal(found[sure] > 0, expected[sure] > 0)


@given(polygon_fabrics(min_units=8))
@settings(max_examples=20, deadline=None)
def test_merging_units_leaves_t_junctions_that_lose_no_border(fabric: gpd.GeoDataFrame) -> None:
    merged = fabric.dissolve(np.arange(len(fabric)) // 4)
    merged = merged.set_geometry(merged.simplify(0))  # drops the vertices that stand on a straight line
    single = polygon_adjacency(fabric).borders_m.toarray()
    groups = np.arange(len(fabric)) // 4 == np.arange(len(merged))[:, None]
    expected = groups @ single @ groups.T
    np.fill_diagonal(expected, 0)
    found = polygon_adjacency(merged).borders_m.toarray()
    assert found == pytest.approx(expected, abs=5)


@pytest.mark.shared
def test_carrollton_grids_are_one_piece_with_753_borders(shared_data: Path) -> None:
    grids = gpd.read_file(shared_data / "places" / "carrollton_grids.gpkg")
    adjacency = polygon_adjacency(grids)
    assert adjacency.borders_m.nnz == 2 * 753
    assert len(adjacency.islands) == 0
    assert adjacency.components().max() == 0
    rounded = grids.to_crs(4326)
    rounded = rounded.set_geometry(
        shapely.transform(rounded.geometry.to_numpy(), lambda points: points.round(6))
    )
    assert polygon_adjacency(rounded).borders_m.nnz == 2 * 753  # as GeoJSON writes them


def test_five_thousand_polygons_take_less_than_a_second() -> None:
    fabric = voronoi_fabric(5_000, seed=1, side_m=100_000)
    started = time.process_time()
    polygon_adjacency(fabric)
    assert time.process_time() - started < 1


def test_units_without_crs_or_without_area_are_refused() -> None:
    with pytest.raises(CrsError, match=r"crs\.missing"):
        polygon_adjacency(units(box(0, 0, 1, 1), crs=None))
    with pytest.raises(GeometryError, match=r"geometry.not_polygons \(row=2, rows=2\)"):
        polygon_adjacency(units(box(0, 0, 1, 1), Point(0, 0), None))


def test_no_units_have_no_neighbours() -> None:
    assert polygon_adjacency(units()).borders_m.shape == (0, 0)


def test_queen_and_rook_neighbours_in_a_row_of_three_by_two_with_a_hole_worked_by_hand() -> None:
    column, row = [0, 1, 2, 0, 2], [0, 0, 0, 1, 1]  # (1, 1) is missing
    assert grid_contiguity(column, row, diagonal=False).toarray().tolist() == [
        [0, 1, 0, 1, 0],
        [1, 0, 1, 0, 0],
        [0, 1, 0, 0, 1],
        [1, 0, 0, 0, 0],
        [0, 0, 1, 0, 0],
    ]
    assert grid_contiguity(column, row).toarray()[1].tolist() == [1, 0, 1, 1, 1]


@given(point_clouds(min_points=1, max_points=60, side_m=12))
@settings(max_examples=40, deadline=None)
def test_grid_neighbours_are_the_cells_one_step_away(points: np.ndarray) -> None:
    cells = np.unique(np.floor(points).astype(int), axis=0)
    steps = np.abs(cells[:, None] - cells[None, :])
    queen, rook = steps.max(axis=2) == 1, steps.sum(axis=2) == 1
    assert np.array_equal(grid_contiguity(*cells.T).toarray(), queen)
    assert np.array_equal(grid_contiguity(*cells.T, diagonal=False).toarray(), rook)


def test_a_cell_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="once"):
        grid_contiguity([0, 0], [1, 1])


@given(point_clouds(min_points=2, max_points=80))
@settings(max_examples=40, deadline=None)
def test_nearest_neighbours_and_bands_agree_with_the_matrix_of_distances(points: np.ndarray) -> None:
    apart = distance_matrix(points, points)
    np.fill_diagonal(apart, np.inf)
    k = min(4, len(points) - 1)
    nearest = nearest_neighbours(*points.T, k=4).toarray()
    assert (nearest.sum(axis=1) == k).all()
    assert (np.diag(nearest) == 0).all()
    farthest = np.where(nearest > 0, apart, 0).max(axis=1)
    assert farthest == pytest.approx(np.sort(apart, axis=1)[:, k - 1])
    band = distance_band(*points.T, band_m=1_500).toarray()
    assert np.array_equal(band > 0, apart <= 1_500)


def test_row_standardised_rows_sum_to_one_or_zero_and_the_given_weights_stay() -> None:
    weights = distance_band([0, 1, 2, 9], [0, 0, 0, 0], 1)
    scaled = row_standardised(weights)
    assert scaled.toarray().tolist() == [[0, 1, 0, 0], [0.5, 0, 0.5, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    assert weights.toarray().max() == 1


def test_no_neighbour_at_all_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="at least one"):
        nearest_neighbours([0, 1], [0, 1], k=0)
    assert nearest_neighbours([0], [0], k=3).nnz == 0
