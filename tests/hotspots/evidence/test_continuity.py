from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.evidence.continuity import carry_area_ids, overlap_shares
from tests.benchmarks.counties import CRS, SOUTH, WEST

MIDDLE = np.array([WEST + 20_000, SOUTH + 20_000])


def areas(**boxes: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
    """Areas by name: west, south, east, north in metres from the middle."""
    shapes = [shapely.box(*(np.array(box) + np.tile(MIDDLE, 2))) for box in boxes.values()]
    return gpd.GeoDataFrame({"area_id": list(boxes)}, geometry=shapes, crs=CRS).to_crs("EPSG:4326")


def carried(now: gpd.GeoDataFrame, *earlier: gpd.GeoDataFrame) -> list[tuple[str, str, str]]:
    found = carry_area_ids(now, *earlier)
    return list(zip(found["area_id"], found["continuity"], found["earlier_ids"], strict=True))


def test_an_area_that_moved_a_little_keeps_its_name_and_one_that_left_does_not() -> None:
    before = areas(a=(0, 0, 400, 400), b=(2000, 0, 2400, 400))
    now = areas(x=(2100, 50, 2500, 450), y=(250, 250, 650, 650))
    assert carried(now, before) == [("b", "continued", "b"), ("y", "new", "")]


def test_of_two_parts_the_larger_overlap_keeps_the_name_and_both_are_marked_as_split() -> None:
    before = areas(a=(0, 0, 1000, 400))
    now = areas(x=(0, 0, 300, 400), y=(380, 0, 1010, 400))
    assert carried(now, before) == [("a", "split", "a"), ("y", "split", "a")]
    shifted = areas(x=(-30, 0, 300, 400), y=(400, 0, 1000, 400))
    assert [row[0] for row in carried(shifted, before)] == ["x", "a"]


def test_an_area_that_swallowed_two_takes_one_name_and_records_both() -> None:
    before = areas(a=(0, 0, 300, 300), b=(320, 0, 800, 300), c=(5000, 0, 5300, 300))
    now = areas(x=(10, 0, 800, 300))
    assert carried(now, before) == [("b", "merged", "b; a")]


def test_names_are_matched_so_that_as_many_as_can_keep_theirs() -> None:
    before = areas(a=(0, 0, 400, 400), b=(300, 0, 700, 400))
    now = areas(x=(150, 0, 550, 400), y=(350, 0, 750, 400))
    assert [row[0] for row in carried(now, before)] == ["a", "b"]


def test_an_area_that_vanished_takes_its_name_up_when_it_comes_back() -> None:
    first = areas(a=(0, 0, 400, 400), b=(2000, 0, 2400, 400))
    second = areas(a=(0, 0, 400, 400))
    third = areas(x=(20, 0, 420, 400), y=(2010, 0, 2410, 400))
    assert carried(third, second, first) == [("a", "continued", "a"), ("b", "reappeared", "b")]
    assert carried(third, second)[1] == ("y", "new", "")


def test_a_name_carried_from_the_latest_run_is_not_given_twice_by_an_older_one() -> None:
    first = areas(a=(0, 0, 1000, 400))
    second = areas(a=(0, 0, 400, 400))
    third = areas(x=(0, 0, 400, 400), y=(600, 0, 1000, 400))
    assert carried(third, second, first) == [("a", "continued", "a"), ("y", "new", "")]


def test_a_name_that_stood_for_other_ground_is_never_given_anew() -> None:
    before = areas(a=(0, 0, 400, 400), b=(2000, 0, 2400, 400))
    now = areas(b=(0, 0, 400, 400), a=(9000, 0, 9400, 400))
    names = [row[0] for row in carried(now, before)]
    assert names[0] == "a"
    assert names[1] not in {"a", "b"}
    assert len(names[1]) == 8


def test_nothing_earlier_and_nothing_now_are_borne_and_nothing_is_changed() -> None:
    now = areas(x=(0, 0, 400, 400))
    assert carried(now) == [("x", "new", "")]
    assert carried(now, now.iloc[:0]) == [("x", "new", "")]
    empty = carry_area_ids(now.iloc[:0], now)
    assert list(empty.columns) == ["area_id", "geometry", "continuity", "earlier_ids"]
    assert list(now.columns) == ["area_id", "geometry"]


def test_overlap_is_the_share_of_the_smaller_whatever_the_system() -> None:
    large, small = areas(a=(0, 0, 1000, 1000)), areas(b=(900, 0, 1100, 100))
    assert overlap_shares(large, small.to_crs(CRS)) == pytest.approx(np.array([[0.5]]), abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_names_stay_unique_and_an_unchanged_map_keeps_them_all(seed: int) -> None:
    rng = np.random.default_rng(seed)

    def draw(prefix: str) -> gpd.GeoDataFrame:
        boxes = {}
        for i in range(6):
            x, y, side = *rng.uniform(0, 1500, 2), rng.uniform(100, 600)
            boxes[f"{prefix}{i}"] = (x, y, x + side, y + side)
        return areas(**boxes)

    before, now = draw("a"), draw("b")
    assert carry_area_ids(now, before)["area_id"].is_unique
    apart = before.iloc[:1]
    assert carried(apart, apart) == [("a0", "continued", "a0")]
