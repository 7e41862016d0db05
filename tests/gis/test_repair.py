from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from gis.repair import repair
from tests.strategies import METRIC_CRS

BOW_TIE = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
SPIKE = Polygon([(0, 0), (4, 0), (4, 4), (4, 9), (4, 4), (0, 4)])
FLAT = Polygon([(0, 0), (5, 5), (0, 0), (0, 0)])


def series(*shapes: object) -> gpd.GeoSeries:
    return gpd.GeoSeries(
        list(shapes), index=[f"v{n}" for n in range(len(shapes))], crs=METRIC_CRS, name="shape"
    )


def test_each_flaw_is_mended_or_named_worked_by_hand() -> None:
    mended, report = repair(series(box(0, 0, 1, 1), BOW_TIE, None, Polygon(), SPIKE, FLAT))
    assert mended.area.fillna(0).tolist() == pytest.approx([1, 2, 0, 0, 16, 0])
    assert mended.geom_type.tolist()[1] == "MultiPolygon"
    assert report.missing.tolist() == [2, 3]
    assert report.repaired.tolist() == [1, 4]
    assert report.lost.tolist() == [5]
    assert sum(report.reasons.values()) == 3
    assert report.reasons["Self-intersection"] >= 1
    assert not report.is_clean


def test_index_name_and_system_stay_and_the_given_series_is_not_changed() -> None:
    given_series = series(BOW_TIE, box(0, 0, 1, 1))
    mended, _ = repair(given_series)
    assert (mended.index.tolist(), mended.name, mended.crs) == (["v0", "v1"], "shape", METRIC_CRS)
    assert given_series.iloc[0].equals_exact(BOW_TIE)


def test_sound_geometries_come_back_as_they_are_and_flat() -> None:
    sound = series(
        box(0, 0, 1, 1), LineString([(0, 0, 7), (1, 1, 8)]), Point(1, 2, 3), MultiPolygon([box(0, 0, 1, 1)])
    )
    mended, report = repair(sound)
    assert report.is_clean
    assert not mended.has_z.any()
    assert mended.geom_equals(sound).all()


def test_lines_stay_lines_and_a_line_without_length_is_lost() -> None:
    mended, report = repair(
        series(LineString([(0, 0), (0, 0)]), LineString([(0, 0), (2, 2), (0, 2), (2, 0)]))
    )
    assert report.lost.tolist() == [0]
    assert mended.geom_type.tolist()[1] == "LineString"


def test_of_a_collection_the_parts_of_the_highest_dimension_stay() -> None:
    mixed = GeometryCollection([BOW_TIE, LineString([(0, 0), (9, 9)]), Point(5, 5)])
    mended, _ = repair(series(mixed))
    assert mended.geom_type.tolist() == ["MultiPolygon"]
    assert mended.area.iloc[0] == pytest.approx(2)


def test_ground_that_two_parts_cover_counts_once() -> None:
    overlapping = MultiPolygon([box(0, 0, 4, 4), box(2, 0, 6, 4)])
    assert repair(series(overlapping))[0].area.tolist() == pytest.approx([24])


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=9), max_size=8)
)
@settings(max_examples=100, deadline=None)
def test_whatever_ring_is_drawn_the_result_is_a_valid_area_or_null(
    rings: list[list[tuple[int, int]]],
) -> None:
    mended, report = repair(gpd.GeoSeries([Polygon(ring) for ring in rings], crs=METRIC_CRS))
    shapes = np.asarray(mended, dtype=object)
    kept = ~shapely.is_missing(shapes)
    assert np.flatnonzero(~kept).tolist() == report.lost.tolist()
    assert shapely.is_valid(shapes[kept]).all()
    assert (shapely.area(shapes[kept]) > 0).all()
    again, second = repair(mended)
    assert len(second.repaired) == 0
    assert again[kept].geom_equals(mended[kept]).all()
