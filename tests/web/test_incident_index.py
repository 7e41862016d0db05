from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis.frames import as_incidents
from tests.desk_county import incidents
from web.services.desk.incident_index import (
    MAX_CELLS,
    IncidentIndex,
    IncidentQuery,
    cell_size,
    class_breaks,
)

ZONE = "Asia/Shanghai"
ALL = IncidentQuery(in_scope_only=False)


@pytest.fixture(scope="module")
def index() -> IncidentIndex:
    return IncidentIndex(incidents(), ZONE)


def test_days_are_counted_where_the_county_is() -> None:
    times = pd.to_datetime(["2024-12-31T15:59Z", "2024-12-31T16:00Z"], utc=True)
    table = {"incident_id": ["a", "b"], "occurred_from": times, "occurred_to": times, "category": "criminal"}
    frame = as_incidents(gpd.GeoDataFrame(table, geometry=shapely.points([104, 104], [34, 34]), crs=4326))
    index = IncidentIndex(frame, ZONE)
    assert index.select(IncidentQuery(since=date(2025, 1, 1))).tolist() == [1]
    assert index.select(IncidentQuery(until=date(2025, 1, 1))).tolist() == [0]


def test_points_that_cannot_be_trusted_are_left_out() -> None:
    frame = incidents(20)
    frame.loc[0, "precision"] = "default"
    frame.loc[1, "status"] = "repeated"
    frame.loc[2, "geometry"] = None
    assert len(IncidentIndex(frame, ZONE)) == 17


def test_a_category_matches_the_words_of_the_file_and_the_mapped_class(index: IncidentIndex) -> None:
    by_word = index.select(IncidentQuery(categories=("盗窃",)))
    by_class = index.select(IncidentQuery(categories=("criminal",)))
    assert len(by_word) > 0
    assert by_word.tolist() == by_class.tolist()
    assert len(index.select(IncidentQuery(categories=("help_request",)))) == 0, "out of scope"
    assert len(index.select(IncidentQuery(categories=("help_request",), in_scope_only=False))) == 300


def test_cells_count_every_incident_once_and_lie_on_multiples_of_their_size(index: IncidentIndex) -> None:
    cells = index.cells(ALL, 500)
    assert cells.cell_m == 500
    assert cells.frame["incidents"].sum() == len(index)
    corners = cells.frame.geometry.bounds[["minx", "miny"]].to_numpy() / 500
    assert np.allclose(corners, np.round(corners))
    assert np.allclose(cells.frame["per_km2"], cells.frame["incidents"] * 4)


def test_a_cell_at_the_rim_of_the_box_is_counted_whole(index: IncidentIndex) -> None:
    whole = index.cells(ALL, 1000).frame.set_index("geometry")["incidents"]
    west, south, east, north = index.bounds or (0, 0, 0, 0)
    part = index.cells(
        IncidentQuery((west, south, (west + east) / 2, north), in_scope_only=False), 1000
    ).frame
    assert 0 < len(part) < len(whole)
    assert (part.set_index("geometry")["incidents"] == whole.loc[part.geometry].to_numpy()).all()


def test_class_limits_are_those_of_the_whole_county_wherever_the_box_is(index: IncidentIndex) -> None:
    small = IncidentQuery((104.0, 34.0, 104.02, 34.02), in_scope_only=False)
    assert index.cells(small, 500).breaks == index.cells(ALL, 500).breaks


def test_class_limits_rise_and_leave_no_class_empty_below() -> None:
    limits = class_breaks(np.array([4.0] * 60 + [8.0] * 30 + [40.0] * 10))
    assert list(limits) == sorted(set(limits))
    assert limits[0] > 4.0
    assert class_breaks(np.array([])) == ()
    assert class_breaks(np.array([4.0, 4.0])) == ()


def test_cells_never_exceed_their_number_however_small_they_are_asked_for() -> None:
    assert cell_size(60_000, 60_000, 50) ** 2 >= 60_000**2 / MAX_CELLS
    assert cell_size(60_000, 60_000, 1000) == 1000
    assert cell_size(3_000_000, 3_000_000) == 20_000
    assert cell_size(10, 10) == 200
    assert cell_size(160_000, 10) == 2000, "the longer side decides"


def test_an_index_of_nothing_answers() -> None:
    index = IncidentIndex(incidents(0), ZONE)
    assert index.bounds is None
    assert index.metric_crs_name is None
    assert len(index.select(ALL)) == 0
    assert len(index.cells(ALL).frame) == 0
