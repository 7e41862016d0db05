from __future__ import annotations

import numpy as np

from data.calls import find_default_points, find_repeated, point_keys
from data.texts import mix

HERE = np.array([1, 1, 1, 1], dtype=np.uint64)


def minutes(*values: int) -> np.ndarray:
    return np.datetime64("2026-01-03T00:00:00", "s") + np.array(values).astype("timedelta64[m]")


def test_a_call_from_the_same_place_within_30_minutes_of_the_one_before_is_repeated() -> None:
    assert find_repeated(minutes(0, 30, 60, 91), HERE, HERE).tolist() == [False, True, True, False]


def test_the_order_of_rows_does_not_matter_to_repeated_calls() -> None:
    assert find_repeated(minutes(60, 0, 91, 30), HERE, HERE).tolist() == [True, False, False, True]


def test_another_class_or_an_unknown_place_is_no_repeat() -> None:
    classes = np.array([1, 2, 3, 4], dtype=np.uint64)
    assert not find_repeated(minutes(0, 1, 2, 3), classes, HERE).any()
    assert not find_repeated(minutes(0, 1, 2, 3), HERE, np.zeros(4, dtype=np.uint64)).any()


def test_one_of_several_places_is_enough() -> None:
    address, point = (np.array(keys, dtype=np.uint64) for keys in ([5, 5, 0, 0], [0, 0, 7, 7]))
    assert find_repeated(minutes(0, 1, 0, 1), HERE, address, point).tolist() == [False, True, False, True]


def test_calls_at_the_same_moment_repeat_the_first_in_the_file() -> None:
    assert find_repeated(minutes(5, 5), HERE[:2], HERE[:2]).tolist() == [False, True]


def many(addresses: int, areas: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    number = np.arange(addresses, dtype=np.uint64)
    return (
        np.full(addresses, 105.2),
        np.full(addresses, 36.5),
        number + np.uint64(1),
        number % np.uint64(areas) + np.uint64(1),
    )


def test_a_point_with_ten_addresses_in_five_areas_is_a_default() -> None:
    found = find_default_points(*many(10, 5))
    assert found.rows.all()
    assert [(point.lon, point.lat, point.incidents, point.addresses) for point in found.points] == [
        (105.2, 36.5, 10, 10)
    ]


def test_a_mall_with_many_shops_in_one_road_is_no_default() -> None:
    assert not find_default_points(*many(200, 4)).rows.any()
    assert not find_default_points(*many(9, 9)).rows.any()


def test_points_without_addresses_cannot_be_told_to_be_defaults() -> None:
    lon, lat, address, area = many(50, 50)
    assert not find_default_points(lon, lat, address * np.uint64(0), area).rows.any()


def test_points_within_a_metre_are_one_and_missing_ones_are_none() -> None:
    keys = point_keys(np.array([105.2, 105.200002, 105.2001, np.nan]), np.array([36.5, 36.5, 36.5, 36.5]))
    assert keys[0] == keys[1]
    assert keys[0] != keys[2]
    assert keys[3] == 0


def test_the_hash_of_numbers_never_changes_since_stored_ids_rest_on_it() -> None:
    assert mix(np.array([1, 2], dtype=np.uint64), np.array([-1, 0])).tolist() == [
        179658408786081433,
        4570778069703261295,
    ]
