"""CQL2: what is understood, what it lets through, and what is refused with the place named."""

from __future__ import annotations

import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis.errors import InputError
from web.services.ogc.collections import INCIDENTS, Collection, Table
from web.services.ogc.cql2_filter import matching
from web.services.ogc.cql2_text import parse_cql2_text
from web.services.ogc.crs import EPSG, crs_named


def table() -> Table:
    frame = gpd.GeoDataFrame(
        {
            "name": ["城关镇", "柳林镇", None, "O'Brien 100%"],
            "count": [1, 2, 3, 4],
            "share": [0.5, np.nan, 1.5, 2.5],
            "open": [True, False, True, False],
            "from": pd.to_datetime(
                ["2024-01-01", "2024-02-01", None, "2024-03-01T12:00"], utc=True, format="ISO8601"
            ),
            "to": pd.to_datetime(["2024-01-10", "2024-02-01", None, "2024-03-02"], utc=True),
        },
        geometry=shapely.points([104, 104.1, 104.2, 104.3], [34, 34.1, 34.2, 34.3]),
        crs=4326,
    )
    return Table(Collection("t", INCIDENTS, "t"), frame, 1)


def chosen(text: str, crs: str | None = None) -> list[int]:
    tree = parse_cql2_text(text)
    one = table()
    return (np.flatnonzero(matching(one, tree, crs_named(crs, one.bounds))) + 1).tolist()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("count = 2", [2]),
        ("count<>2", [1, 3, 4]),
        ("2 < count", [3, 4]),
        ("count >= 2 AND count <= 3", [2, 3]),
        ("count = 1 OR count = 2 AND open = TRUE", [1]),
        ("(count = 1 OR count = 2) and not open = true", [2]),
        ("name = '城关镇'", [1]),
        ("name <> '城关镇'", [2, 4]),
        ("NOT name = '城关镇'", [2, 4]),
        ("name LIKE '%镇'", [1, 2]),
        ("name NOT LIKE '城_镇'", [2, 4]),
        (r"name LIKE '%100\%'", [4]),
        ("name = 'O''Brien 100%'", [4]),
        ("CASEI(name) LIKE CASEI('o''BRIEN%')", [4]),
        ("casei(name) = casei('O''BRIEN 100%')", [4]),
        ("share BETWEEN 0.5 AND 1.5", [1, 3]),
        ("share NOT BETWEEN 0.5 AND 1.5", [4]),
        ("share IS NULL", [2]),
        ("share IS NOT NULL AND name IS NULL", [3]),
        ("count IN (1, 3, 9)", [1, 3]),
        ("name NOT IN ('柳林镇')", [1, 4]),
        ("share < count", [1, 3, 4]),
        ('"count" = -1 OR "open"=false', [2, 4]),
        ("\"from\" >= TIMESTAMP('2024-02-01T00:00:00Z')", [2, 4]),
        ("\"from\" < DATE('2024-02-01')", [1]),
        ("\"from\" >= '2024-03-01'", [4]),
        ("T_AFTER(\"from\", DATE('2024-01-31'))", [2, 4]),
        ("T_BEFORE(to, TIMESTAMP('2024-02-01T00:00:00+08:00'))", [1]),
        ("T_INTERSECTS(INTERVAL(\"from\", to), INTERVAL('2024-01-05', '2024-02-01'))", [1, 2]),
        ("T_DURING(INTERVAL(\"from\",to), INTERVAL('2024-02-15','..'))", [4]),
        ("S_INTERSECTS(geometry, BBOX(104.05, 34.05, 104.25, 34.25))", [2, 3]),
        ("S_INTERSECTS(geometry, POLYGON((103 33, 104.05 33, 104.05 35, 103 35, 103 33)))", [1]),
        ("S_WITHIN(geometry, POLYGON((103 33, 104.1 33, 104.1 35, 103 35, 103 33)))", [1]),
        ("S_DISJOINT(geometry, BBOX(104.05, 34.05, 104.25, 34.25))", [1, 4]),
        ("S_CONTAINS(BBOX(104.05, 34.05, 104.25, 34.25), geometry) AND count = 2", [2]),
        ("NOT (NOT (NOT (count = 1)))", [2, 3, 4]),
        ("TRUE", [1, 2, 3, 4]),
    ],
)
def test_a_filter_lets_through_what_it_says(text: str, rows: list[int]) -> None:
    assert chosen(text) == rows


def test_shapes_of_a_filter_follow_the_axes_of_their_system() -> None:
    assert chosen("S_INTERSECTS(geometry, BBOX(34.05, 104.05, 34.25, 104.25))", f"{EPSG}4326") == [2, 3]


@pytest.mark.parametrize(
    ("text", "position"),
    [("", 1), ("count =", 8), ("count = 1 2", 11), ("(count = 1", 11), ("count ==1", 8), ("nope(1) = 2", 5),
     ("count = 'x", 9), ("count", 6), ("S_INTERSECTS(geometry, POLYGON((0 0))", 24)],
)  # fmt: skip
def test_what_cannot_be_understood_is_named_with_its_place(text: str, position: int) -> None:
    with pytest.raises(InputError) as caught:
        parse_cql2_text(text)
    assert caught.value.code == "ogc.filter_text"
    assert caught.value.problems[0].details["position"] == position


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nothing = 1", "ogc.property_unknown"),
        ("nothing IS NULL", "ogc.property_unknown"),
        ("count = 'x'", "ogc.filter_type"),
        ("name > 3", "ogc.filter_type"),
        ("count LIKE '1%'", "ogc.filter_type"),
        ("open = 1", "ogc.filter_type"),
        ("\"from\" > 'yesterday'", "ogc.filter_value"),
        ("S_INTERSECTS(geometry, BBOX(1, 2))", "ogc.filter_value"),
        ("S_INTERSECTS(name, BBOX(1, 2, 3, 4))", "ogc.property_unknown"),
        ("T_AFTER(count, DATE('2024-01-01'))", "ogc.filter_type"),
    ],
)
def test_what_the_table_cannot_answer_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        chosen(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "tree",
    [
        1,
        [],
        {},
        {"op": "=", "args": []},
        {"op": "drop", "args": [1, 2]},
        {"op": "and", "args": []},
        {"op": "casei", "args": []},
        {"op": "like", "args": [{"op": "casei", "args": []}, "x"]},
        {"op": "like", "args": [{"property": "name"}, {"op": "casei", "args": []}]},
        {"op": "t_after", "args": [{"interval": [1]}, 2]},
        {"op": "s_within", "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": 1}]},
    ],
)
def test_trees_that_are_no_filter_are_refused(tree: object) -> None:
    one = table()
    with pytest.raises(InputError) as caught:
        matching(one, tree, crs_named(None, one.bounds))
    assert caught.value.code in {"ogc.filter_operator", "ogc.filter_value", "ogc.filter_type"}


def test_brackets_without_end_are_refused_at_once() -> None:
    start = time.process_time()
    for text in ("(" * 19_000, "NOT " * 4000 + "count = 1", "(" * 59 + "count = 1" + ")" * 59, "x" * 30_000):
        try:
            parse_cql2_text(text)
        except InputError as error:
            assert error.code in {"ogc.filter_text", "ogc.filter_long"}  # noqa: PT017
    assert time.process_time() - start < 1
