from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from hotspots.evaluation.candidates import shifted_outlines

OUTLINE = box(0, 0, 200, 100)
NOWHERE = Point(-1e6, -1e6).buffer(1)


def cluster(x: float, y: float, size: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal((x, y), 15, (size, 2))


def test_the_outline_is_laid_where_most_incidents_stand_and_then_where_next_most_do() -> None:
    points = np.vstack([cluster(3000, 2000, 30, 1), cluster(1000, 4000, 50, 2), cluster(5000, 500, 10, 3)])
    found = shifted_outlines(OUTLINE, points, NOWHERE)
    held = [int(shapely.contains_xy(one, *points.T).sum()) for one in found[:3]]
    assert held == pytest.approx([50, 30, 10], abs=2)


def test_ground_to_keep_out_of_holds_none() -> None:
    points = np.vstack([cluster(3000, 2000, 30, 1), cluster(1000, 4000, 50, 2)])
    keep_out = Point(1000, 4000).buffer(400)
    found = shifted_outlines(OUTLINE, points, keep_out)
    assert len(found) == 1
    assert not shapely.intersects(keep_out, found).any()


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 1000), n=st.integers(1, 300))
def test_outlines_keep_their_shape_do_not_overlap_and_each_hold_an_incident(seed: int, n: int) -> None:
    points = np.random.default_rng(seed).uniform(0, 3000, (n, 2))
    found = shifted_outlines(OUTLINE.buffer(30), points, NOWHERE)
    assert np.allclose(shapely.area(found), OUTLINE.buffer(30).area)
    first, second = shapely.STRtree(found).query(found, predicate="overlaps")
    assert shapely.area(shapely.intersection(found[first], found[second])).sum() < 1e-6
    # Cells are an eighth of the outline's side: an incident may lie so far out.
    near = shapely.STRtree(shapely.points(points)).query(found, predicate="dwithin", distance=30)
    assert set(near[0].tolist()) == set(range(len(found)))


def test_without_incidents_there_is_no_place() -> None:
    assert len(shifted_outlines(OUTLINE, np.empty((0, 2)), NOWHERE)) == 0
