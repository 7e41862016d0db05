from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.errors import SizeError
from gis.population import population_cells
from gis.settlements import (
    ZONE_OF_SETTLEMENT,
    Settlement,
    ZoneCodes,
    settlement_classes,
    zones_of_codes,
    zones_of_settlements,
)
from tests.strategies import METRIC_CRS, seeds

C, D, S, P, V, R, M = (int(settlement) for settlement in Settlement)


def classify(picture: np.ndarray | list[list[float]]) -> list[list[int]]:
    density = np.asarray(picture, dtype=float)
    row, column = np.indices(density.shape)
    return settlement_classes(column.ravel(), row.ravel(), density.ravel()).reshape(density.shape).tolist()


def test_density_and_size_alone_make_the_rural_classes_worked_by_hand() -> None:
    # 299 is no village however many; 300 + 199 is too small for one; 300 + 200 is one, diagonals count
    assert classify([[299, 299, 0, 49], [0, 0, 0, 50]]) == [[R, R, M, M], [M, M, M, R]]
    assert classify([[300, 0, 0, 0], [0, 0, 0, 499]]) == [[R, M, M, M], [M, M, M, R]]
    assert classify([[300, 0], [0, 300]]) == [[V, M], [M, V]]
    assert classify([[500]]) == [[V]]


def test_five_thousand_people_make_a_town_dense_from_1500_a_cell() -> None:
    assert classify([[1666, 1667, 1667]]) == [[D, D, D]]
    assert classify([[1666, 1667, 1666]]) == [[V, V, V]]  # one person short
    assert classify([[1499, 1499, 1499, 1499]]) == [[S, S, S, S]]
    assert classify([[2500, 0], [0, 2500]]) == [[S, M], [M, S]]  # dense cells need a common side


def test_fifty_thousand_people_make_a_city() -> None:
    assert classify([[25_000, 25_000]]) == [[C, C]]
    assert classify([[25_000, 24_999]]) == [[D, D]]
    assert classify([[25_000, 0], [0, 25_000]]) == [[D, M], [M, D]]


def test_what_lies_around_a_town_is_suburb_and_a_cluster_two_cells_off_is_a_town_of_its_own() -> None:
    around = [[400, 5_000, 400, 0, 0, 0, 2_500 / 2, 2_500 / 2, 2_500]]
    assert classify(around) == [[P, D, P, M, M, M, S, S, S]]
    near = [[5_000, 0, 1_400, 1_400, 1_400, 1_400]]
    assert classify(near) == [[D, M, P, P, P, P]]
    two_off = [[5_000, 0, 0, 1_400, 1_400, 1_400, 1_400]]
    assert classify(two_off) == [[D, M, M, S, S, S, S]]


def test_gaps_in_a_city_are_filled_below_fifteen_cells_and_its_edge_is_smoothed() -> None:
    city = np.full((8, 8), 3_000.0)
    city[2:6, 2:6] = 10
    city[2, 2] = city[5, 5] = 3_000  # a gap of 14 km2
    assert np.all(np.array(classify(city)) == C)
    city[2, 2] = 10  # of 15 km2
    assert classify(city)[3][3] == M
    notch = np.full((4, 5), 4_000.0)
    notch[0, 2] = 10  # five of eight sides are city
    assert classify(notch)[0][2] == C
    corner = np.full((4, 5), 4_000.0)
    corner[0, 0] = 10  # three of eight
    assert classify(corner)[0][0] == M


def test_a_city_of_one_cell_does_not_take_its_neighbour_for_a_gap() -> None:
    assert classify([[60_000, 10]]) == [[C, M]]


def test_a_lake_that_reaches_the_edge_of_the_map_is_no_gap() -> None:
    density = np.full((3, 12), 4_000.0)
    density[1:, 4:8] = 0
    assert np.array(classify(density))[2, 5] == M


@given(seeds(), st.integers(1, 14), st.integers(1, 14))
@settings(max_examples=40, deadline=None)
def test_classes_turn_with_the_map_and_do_not_depend_on_the_order_of_cells(
    seed: int, width: int, height: int
) -> None:
    rng = np.random.default_rng(seed)
    density = rng.lognormal(5.5, 1.8, (height, width))
    classes = np.array(classify(density))
    assert np.array_equal(np.array(classify(density.T)), classes.T)
    assert np.array_equal(np.array(classify(density[::-1])), classes[::-1])
    order = rng.permutation(density.size)
    row, column = (index.ravel()[order] for index in np.indices(density.shape))
    found = settlement_classes(column - 700, row + 3_000, density.ravel()[order])
    assert np.array_equal(found, classes.ravel()[order])


@given(seeds())
@settings(max_examples=40, deadline=None)
def test_every_class_keeps_its_thresholds(seed: int) -> None:
    density = np.random.default_rng(seed).lognormal(6, 2, (12, 12))
    classes = np.array(classify(density))
    assert (density[classes == D] >= 1_500).all()
    assert (density[np.isin(classes, [S, P, V])] >= 300).all()
    assert ((density[classes == R] >= 50) & (density[classes == R] < 500)).all()
    assert (density[classes == M] < 50).all()


def test_cells_given_twice_are_added_up_and_none_make_none() -> None:
    assert settlement_classes([0, 0], [0, 0], [250, 250]).tolist() == [V, V]
    assert settlement_classes([], [], []).tolist() == []


def test_impossible_populations_and_far_cells_are_refused() -> None:
    for people in (-1, np.nan):
        with pytest.raises(ValueError, match="zero or more"):
            settlement_classes([0], [0], [people])
    with pytest.raises(SizeError, match=r"grid\.too_many_cells"):
        settlement_classes([0, 100_000], [0, 100_000], [1, 1])


def test_official_codes_become_zones_worked_by_hand() -> None:
    codes = ["111", "112", "121", "121", "122", "122", "123", "210", "220", "", "999", None]
    seat = [False, False, True, False, True, False, False, True, True, True, True, True]
    assert zones_of_codes(codes, seat).tolist() == [
        "urban",
        "fringe",
        "urban",
        "rural",
        "fringe",
        "rural",
        "urban",
        "rural",
        "rural",
        "",
        "",
        "",
    ]


def test_a_county_may_want_its_larger_towns_patrolled_as_urban() -> None:
    rule = ZoneCodes(urban=("111", "123", "121"), urban_in_seat=())
    assert zones_of_codes(["121", "122"], [False, False], rule).tolist() == ["urban", "rural"]
    with pytest.raises(ValueError, match="999"):
        ZoneCodes(urban=("999",))
    with pytest.raises(ValueError, match="one group"):
        ZoneCodes(fringe=("111",))


def test_every_settlement_class_has_a_zone() -> None:
    assert set(ZONE_OF_SETTLEMENT) == set(Settlement)
    assert (
        zones_of_settlements([C, D, S, P, V, R, M]).tolist()
        == ["urban"] * 2 + ["rural", "fringe"] + ["rural"] * 3
    )


def population(shapes: list[shapely.Geometry], people: list[float]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"population": people}, geometry=shapes, crs=METRIC_CRS)


def test_points_count_in_their_cell_and_polygons_are_spread_by_area_worked_by_hand() -> None:
    cells = population_cells(
        population(
            [
                shapely.Point(500_100, 3_300_100),
                shapely.Point(500_900, 3_300_900),
                shapely.box(500_500, 3_300_000, 501_500, 3_300_500),
            ],
            [30, 20, 80],
        )
    )
    assert cells[["column", "row", "population"]].to_numpy().tolist() == [[500, 3300, 90], [501, 3300, 40]]
    assert cells.crs == METRIC_CRS
    assert cells.geometry.iloc[0].equals(shapely.box(500_000, 3_300_000, 501_000, 3_301_000))


@given(seeds())
@settings(max_examples=25, deadline=None)
def test_nobody_is_lost_on_the_grid(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(480_000, 490_000, 40), rng.uniform(3_300_000, 3_310_000, 40)
    size = rng.uniform(50, 3_000, 40)
    shapes = [*shapely.box(x[:30], y[:30], (x + size)[:30], (y + size)[:30]), *shapely.points(x[30:], y[30:])]
    people = rng.integers(0, 500, 40).astype(float)
    given_table = population(shapes, people.tolist())
    assert population_cells(given_table)["population"].sum() == pytest.approx(people.sum())
    assert population_cells(given_table.to_crs(4326))["population"].sum() == pytest.approx(people.sum())


def test_a_polygon_without_area_counts_where_it_is() -> None:
    flat = shapely.Polygon([(500_100, 3_300_100), (500_200, 3_300_100), (500_100, 3_300_100)])
    assert population_cells(population([flat], [7]))["population"].tolist() == [7]


def test_a_table_without_people_has_no_cells() -> None:
    assert len(population_cells(population([shapely.Point(500_000, 3_300_000)], [0]))) == 0
