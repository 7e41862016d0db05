"""Where patrols may stop, and when."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from patrol.routes.stops import stops_in_beats
from patrol.routes.windows import peak_windows
from tests.patrol.routes import town


def two_beats():
    west = shapely.box(*town.point(0, 0).coords[0], *town.point(2, 4).coords[0])
    east = shapely.box(*town.point(2, 0).coords[0], *town.point(4, 4).coords[0])
    return gpd.GeoDataFrame({"beat_id": [7, 8]}, geometry=[west, east], crs=town.CRS)


def test_area_on_a_border_is_a_stop_of_both_beats_inside_its_own_part():
    area = gpd.GeoDataFrame(
        {"area_id": ["a"], "score": [0.4]}, geometry=[town.point(2, 2).buffer(300)], crs=town.CRS
    )
    stops, outside = stops_in_beats(two_beats(), areas=area.to_crs(4326))
    assert stops["beat_id"].tolist() == [7, 8]
    assert stops["stop_id"].tolist() == ["a", "a"]
    assert outside.empty
    shapes = two_beats().to_crs(stops.crs).geometry
    assert [shape.contains(stop) for shape, stop in zip(shapes, stops.geometry, strict=True)] == [True] * 2


def test_points_belong_to_the_beat_they_lie_in_or_near_and_others_are_given_apart():
    places = gpd.GeoDataFrame(
        {"name": ["inside", "border", "far"]},
        geometry=[town.point(1, 1), town.point(4.5, 2), town.point(8, 2)],
        crs=town.CRS,
    )
    stops, outside = stops_in_beats(two_beats(), checkpoints=places)
    assert dict(zip(stops["name"], stops["beat_id"], strict=True)) == {"inside": 7, "border": 8}
    assert outside["name"].tolist() == ["far"]
    assert (stops["kind"] == "checkpoint").all()


def test_weightiest_area_counts_one_and_one_without_score_a_half():
    areas = gpd.GeoDataFrame(
        {"area_id": ["a", "b"], "score": [8.0, 0.0]},
        geometry=[town.point(1, 1).buffer(50), town.point(1, 3).buffer(50)],
        crs=town.CRS,
    )
    assert stops_in_beats(two_beats(), areas=areas)[0]["weight"].tolist() == [1.0, 0.5]


def test_without_any_place_there_are_no_stops():
    stops, outside = stops_in_beats(two_beats())
    assert (len(stops), len(outside)) == (0, 0)


@pytest.mark.parametrize(
    ("hours", "starts", "window"),
    [
        ("20-24", 20 * 60, (0, 240)),
        ("22-1", 20 * 60, (120, 300)),
        ("18-22", 20 * 60, (0, 120)),  # began before the shift
        ("3-5", 20 * 60, (420, 480)),
        ("19-20", 20 * 60, (0, 480)),  # over before the shift: any time
        ("10-12", 20 * 60, (0, 480)),
        ("", 0, (0, 480)),
        ("23-2", 0, (0, 120)),
    ],
)
def test_peak_hours_in_an_eight_hour_shift_worked_by_hand(hours, starts, window):
    begin, end = peak_windows(pd.Series([hours]), starts, 480)
    assert np.r_[begin, end].tolist() == list(window)
