"""Incidents go in once, supersede each other, and come out as asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from shapely.geometry import Point

from data.store import IncidentFilter, Store, StoreCounts
from gis.frames import IncidentFrame, as_incidents, point_incidents
from tests.data.store.samples import some_incidents


def ids(frame: IncidentFrame) -> list[str]:
    return frame["incident_id"].tolist()


def test_incidents_come_back_as_they_went_in(store: Store) -> None:
    went = some_incidents(
        3, hours=2.5, harm=[1.0, 2.25, 0.1], township_code="510", in_scope=[True, False, True]
    )
    store.import_incidents([went])
    came = store.incidents()
    assert came.crs.to_epsg() == 4326
    assert_geodataframe_equal(
        pd.DataFrame.pipe(came[went.columns], gpd.GeoDataFrame).assign(
            occurred_from=came["occurred_from"].dt.tz_convert("Asia/Shanghai"),
            occurred_to=came["occurred_to"].dt.tz_convert("Asia/Shanghai"),
        ),
        went,
        check_dtype=False,
    )
    assert str(came["occurred_from"].dtype) == "datetime64[us, UTC]"
    assert came["in_scope"].dtype == bool


def test_numbers_and_microseconds_survive_exactly(store: Store) -> None:
    moment = pd.Series(pd.to_datetime(["2026-01-01 00:00:00.123456+00:00"], utc=True)).dt.as_unit("us")
    went = as_incidents(
        gpd.GeoDataFrame(
            {
                "incident_id": ["x"],
                "occurred_from": moment,
                "occurred_to": moment,
                "reported_at": moment,
                "category": ["盗窃"],
                "loss": [0.1 + 0.2],
                "deaths": [2],
                "injured": [np.nan],
            },
            geometry=[Point(104.1234567890123, 30.98765432109876)],
            crs="EPSG:4326",
        )
    )
    store.import_incidents([went])
    came = store.incidents().iloc[0]
    assert came["occurred_from"] == came["reported_at"] == moment[0]
    assert came["loss"] == 0.1 + 0.2
    assert came["deaths"] == 2
    assert np.isnan(came["injured"])
    assert pd.isna(came["arrived_at"])
    assert (came.geometry.x, came.geometry.y) == (104.1234567890123, 30.98765432109876)


def test_an_empty_store_gives_an_empty_incident_frame_of_the_right_types(store: Store) -> None:
    came = store.incidents()
    assert len(came) == 0
    assert str(came["occurred_to"].dtype) == "datetime64[us, UTC]"
    assert came.crs.to_epsg() == 4326


def test_incidents_without_a_point_are_kept_and_never_in_a_box(store: Store) -> None:
    went = some_incidents(3)
    went = as_incidents(went.assign(geometry=gpd.GeoSeries([None, Point(), Point(104.03, 30.5)], crs=4326)))
    store.import_incidents([went])
    assert store.incidents().geometry.isna().tolist() == [True, True, False]
    assert ids(store.incidents(IncidentFilter(bounds=(0, 0, 180, 90)))) == ["A003"]
    assert store.check() == []


def test_the_same_incidents_again_change_nothing(store: Store) -> None:
    chunks = [some_incidents(3, loss=[1.5, np.nan, 0.3]), some_incidents(2, first=4)]
    assert store.import_incidents(chunks) == StoreCounts(5, 0, 0)
    before = store.incidents()
    assert store.import_incidents(reversed(chunks)) == StoreCounts(0, 0, 5)
    assert_geodataframe_equal(store.incidents(), before)
    assert store.check() == []


def test_a_later_export_supersedes_and_the_earlier_version_is_history(store: Store) -> None:
    store.import_incidents([some_incidents(3, category_word=["盗窃", "抢劫", "打架"])])
    later = some_incidents(3, first=2, category_word=["抢夺", "打架", "诈骗"])
    later.geometry = later.geometry.translate(0, 1).where(later["incident_id"] == "A002", later.geometry)
    assert store.import_incidents([later]) == StoreCounts(1, 1, 1)
    came = store.incidents().set_index("incident_id")
    assert came["category_word"].to_dict() == {"A001": "盗窃", "A002": "抢夺", "A003": "打架", "A004": "诈骗"}
    assert came.geometry["A002"].y == 31.5
    history = store.incident_history("A002")
    assert history["category_word"].tolist() == ["抢劫"]
    assert history["lat"].tolist() == [30.5]
    assert history["superseded_at"][0] <= datetime.now(UTC)
    assert store.incident_history("A003").empty
    assert ids(store.incidents(IncidentFilter(bounds=(104, 31, 105, 32)))) == ["A002"]
    assert ids(store.incidents(IncidentFilter(bounds=(104, 30, 105, 31)))) == ["A001", "A003", "A004"]
    assert store.check() == []


def test_an_incident_that_loses_its_point_leaves_the_index(store: Store) -> None:
    store.import_incidents([some_incidents(2)])
    later = some_incidents(2)
    store.import_incidents([as_incidents(later.assign(geometry=gpd.GeoSeries([None, None], crs=4326)))])
    assert len(store.incidents(IncidentFilter(bounds=(0, 0, 180, 90)))) == 0
    assert store.check() == []


def test_of_rows_with_one_id_in_an_import_the_last_holds_and_a_second_run_changes_nothing(
    store: Store,
) -> None:
    chunks = [some_incidents(2, category_word="盗窃"), some_incidents(1, category_word="抢劫")]
    assert store.import_incidents(chunks) == StoreCounts(2, 0, 0, repeated=1)
    assert store.import_incidents(chunks) == StoreCounts(0, 0, 2, repeated=1)
    assert len(store.incidents()) == 2
    assert store.incidents(IncidentFilter(categories=["抢劫"]))["incident_id"].tolist() == ["A001"]


def test_an_import_that_fails_half_way_leaves_nothing(store: Store) -> None:
    def chunks():
        yield some_incidents(3)
        raise RuntimeError("the file ends in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        store.import_incidents(chunks())
    assert store.count_incidents() == 0
    assert store.imports().empty
    assert store.import_incidents([some_incidents(3)]) == StoreCounts(3, 0, 0)


def test_an_import_that_fails_while_it_is_written_leaves_nothing(store: Store) -> None:
    store.import_incidents([some_incidents(1, category_word="抢劫")])
    with pytest.raises(ZeroDivisionError):
        store.import_incidents([some_incidents(3)], report=lambda: {"share": 1 / 0})
    assert store.count_incidents() == 1
    assert store.incident_history("A001").empty
    assert store.check() == []


def test_every_import_is_logged_with_file_digest_counts_and_report(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "警情.csv"
    file.write_text("abc", encoding="utf-8")
    report = {"rows_in": np.int64(5), "reasons": {"日期无效": 2}}
    store.import_incidents([some_incidents(3)], same_id="keep", source_file=file, report=lambda: report)
    row = store.imports().iloc[0]
    assert (row["kind"], row["file_name"], row["same_id"]) == ("incidents", "警情.csv", "keep")
    assert row["sha256"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (row["inserted"], row["updated"], row["unchanged"], row["repeated"]) == (3, 0, 0, 0)
    assert row["report"] == {"rows_in": 5, "reasons": {"日期无效": 2}}
    assert row["at"].utcoffset().total_seconds() == 0


def test_same_id_is_update_or_keep(store: Store) -> None:
    with pytest.raises(ValueError, match="same_id"):
        store.import_incidents([], same_id="drop")


def test_since_is_inclusive_and_until_exclusive(store: Store) -> None:
    store.import_incidents([some_incidents(4)])
    second, third = (datetime(2026, 1, day, 0, tzinfo=UTC) for day in (2, 3))
    assert ids(store.incidents(IncidentFilter(since=second))) == ["A002", "A003", "A004"]
    assert ids(store.incidents(IncidentFilter(until=third))) == ["A001", "A002"]
    assert ids(store.incidents(IncidentFilter(since=second, until=third))) == ["A002"]


def test_an_interval_counts_where_it_overlaps(store: Store) -> None:
    store.import_incidents([some_incidents(2, hours=36)])
    inside = datetime(2026, 1, 2, 12, tzinfo=UTC)
    assert ids(store.incidents(IncidentFilter(since=inside, until=inside.replace(minute=1)))) == [
        "A001",
        "A002",
    ]
    assert ids(store.incidents(IncidentFilter(since=inside.replace(minute=1)))) == ["A002"]


def test_a_box_includes_its_border_exactly(store: Store) -> None:
    store.import_incidents([some_incidents(4)])
    assert ids(store.incidents(IncidentFilter(bounds=(104.02, 30.5, 104.03, 30.5)))) == ["A002", "A003"]
    nudged = np.nextafter(104.02, 105)
    assert ids(store.incidents(IncidentFilter(bounds=(nudged, 30, 104.03, 31)))) == ["A003"]


def test_a_category_matches_the_word_the_subcategory_or_the_class(store: Store) -> None:
    store.import_incidents(
        [
            some_incidents(
                3,
                category=["criminal", "traffic", "盗窃"],
                category_word=["盗窃", "交通事故", "x"],
                subcategory=["", "盗窃", ""],
            )
        ]
    )
    assert ids(store.incidents(IncidentFilter(categories=["盗窃"]))) == ["A001", "A002", "A003"]
    assert ids(store.incidents(IncidentFilter(categories=("traffic", "x")))) == ["A002", "A003"]


def test_scope_points_township_and_station_restrict(store: Store) -> None:
    store.import_incidents(
        [
            some_incidents(
                4,
                in_scope=[True, False, True, True],
                precision=["point", "point", "default", "point"],
                status=["valid", "valid", "valid", "repeated"],
                township_code=["1", "1", "2", "2"],
                station=["S1", "S2", "S1", "S2"],
            )
        ]
    )
    assert ids(store.incidents(IncidentFilter(in_scope_only=True))) == ["A001", "A003", "A004"]
    points = store.incidents(IncidentFilter(points_only=True))
    assert ids(points) == ids(point_incidents(store.incidents())) == ["A001", "A002"]
    assert ids(store.incidents(IncidentFilter(without_point=True))) == ["A003"], "A004 was called in twice"
    assert ids(store.incidents(IncidentFilter(township="2"))) == ["A003", "A004"]
    assert ids(store.incidents(IncidentFilter(station="S1", township="2"))) == ["A003"]


def test_a_limit_takes_those_that_occurred_last(store: Store) -> None:
    store.import_incidents([some_incidents(2, first=3), some_incidents(2)])
    assert ids(store.incidents(IncidentFilter(limit=3))) == ["A003", "A004", "A002"]
    assert store.count_incidents(IncidentFilter(limit=3)) == 3
    assert store.count_incidents() == 4


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="since wants a time with a zone"):
        IncidentFilter(since=datetime(2026, 1, 1))  # noqa: DTZ001


def test_calls_are_found_by_when_they_were_reported_and_by_their_stations(store: Store) -> None:
    reported = pd.Series(pd.to_datetime(["2026-01-02T23:59:59", None, "2026-01-09T00:00:00"], utc=True))
    store.import_incidents(
        [
            some_incidents(
                3, kind=["call", "call", "case"], reported_at=reported, station=["S1", "城关所", "S1"]
            )
        ]
    )

    def found(**asked: object) -> list[str]:
        return ids(store.incidents(IncidentFilter(**asked)))  # type: ignore[arg-type]

    second, third = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 3, tzinfo=UTC)
    assert found(reported_since=second, reported_until=third) == ["A001", "A002"]  # the second by occurrence
    assert found(reported_since=third) == ["A003"]
    assert found(kind="call", reported_since=third) == []
    assert found(stations=["S1", "城关所"], kind="call") == ["A001", "A002"]
    assert found(stations=["S1"]) == ["A001", "A003"]
    assert found(stations=[]) == []
