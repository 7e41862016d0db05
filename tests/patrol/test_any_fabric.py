"""Whatever the fabric: exact cover, whole beats, the tolerance or a named one, the same plan for a seed."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.weights import polygon_adjacency
from tests.patrol.test_beats import design, islands, parts
from tests.strategies import METRIC_CRS, polygon_fabrics


@st.composite
def hard_fabrics(draw: st.DrawFn) -> gpd.GeoDataFrame:
    """Islands, a hole, a unit in two parts, units without load, one giant unit: any of them together."""
    blocks = [draw(polygon_fabrics(min_units=3, max_units=15)) for _ in range(draw(st.integers(1, 3)))]
    units = islands(*blocks)
    if draw(st.booleans()):
        ring = units.geometry[0]
        inner = ring.representative_point().buffer(0.2 * np.sqrt(ring.area) / 10)
        units.loc[0, "geometry"] = ring.difference(inner)
        units = gpd.pd.concat(
            [units, gpd.GeoDataFrame({"load": [1.0]}, geometry=[inner], crs=METRIC_CRS)], ignore_index=True
        )
    if draw(st.booleans()):
        apart = shapely.transform(units.geometry[1].centroid.buffer(50), lambda points: points + 90_000)
        units.loc[1, "geometry"] = shapely.union_all([units.geometry[1], apart])
    if draw(st.booleans()):
        units.loc[units.index % 2 == 0, "load"] = 0.0
    if draw(st.booleans()):
        units.loc[2, "load"] = 20 * units["load"].sum() + 1.0
    return units.assign(unit_id=[f"u{row}" for row in range(1, len(units) + 1)])


@settings(max_examples=30, deadline=None)
@given(hard_fabrics(), st.data())
def test_any_fabric_is_covered_once_in_whole_beats_within_the_tolerance_or_a_named_one(
    units: gpd.GeoDataFrame, data: st.DataObject
) -> None:
    pieces = polygon_adjacency(units).components().max() + 1
    count = data.draw(st.sampled_from(sorted({pieces, min(pieces + 2, len(units)), len(units)})))
    plan, again = (design(units, int(count), seed=4, starts=1) for _ in range(2))
    assert plan.units["beat_id"].tolist() == again.units["beat_id"].tolist()
    assert sorted(plan.units["beat_id"].unique()) == list(range(1, count + 1))
    assert parts(plan) == [1] * count
    assert len(plan.units) == len(units)
    if plan.max_ratio > 1.03 + 1e-9:
        [note] = plan.notes
        assert note.code.startswith("beats.tolerance_")
        assert note.details["met_percent"] == pytest.approx(100 * (plan.max_ratio - 1), abs=0.01)
        assert note.details["units"]
