from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.categories import read_categories
from data.demo.casualties import TOLLS
from data.demo.county import County
from gis.frames import INCIDENT_COLUMNS


@pytest.fixture(scope="module")
def valid(county: County) -> pd.DataFrame:
    return pd.DataFrame(county.incidents[county.incidents["status"] == "valid"])


def hours(table: pd.DataFrame, word: str) -> pd.Series:
    return table.loc[table["category_word"] == word, "occurred_from"].dt.hour


def test_incidents_fill_three_years_of_local_time(county: County) -> None:
    incidents = county.incidents
    assert set(INCIDENT_COLUMNS) <= set(incidents.columns)
    assert str(incidents["occurred_from"].dt.tz) == "Asia/Shanghai"
    assert incidents["occurred_from"].min() >= pd.Timestamp("2023-01-01", tz="Asia/Shanghai")
    assert incidents["reported_at"].max() < pd.Timestamp("2026-01-01", tz="Asia/Shanghai")
    assert (incidents["occurred_from"] <= incidents["occurred_to"]).all()
    assert (incidents["occurred_to"] <= incidents["reported_at"]).all()
    assert incidents["occurred_from"].dt.date.nunique() == 1_096
    by_year = incidents["occurred_from"].dt.year.value_counts()
    assert by_year.min() > 18_500


def test_ids_are_given_once_in_the_order_of_reports(county: County) -> None:
    assert county.incidents["incident_id"].is_unique
    assert county.incidents["incident_id"].str.fullmatch(r"\d{20}").all()
    assert county.incidents["reported_at"].is_monotonic_increasing
    is_case = county.incidents["kind"] == "case"
    assert (is_case == (county.incidents["case_id"] != "")).all()
    assert 0.05 < is_case.mean() < 0.15


def test_most_calls_ask_for_help_and_a_sixth_is_in_scope(valid: pd.DataFrame) -> None:
    assert (valid["category"] == "help_request").mean() > 0.5
    assert 0.14 < valid["in_scope"].mean() < 0.2
    assert valid.loc[valid["in_scope"], "category"].isin(["criminal", "public_order"]).all()
    assert not valid.loc[valid["category_word"] == "电信网络诈骗", "in_scope"].any()


def test_every_word_is_in_the_shipped_table_of_categories(county: County) -> None:
    words = county.incidents["category_word"].unique()
    assert read_categories().table(words)["known"].all()


def test_each_kind_of_incident_has_its_hours(valid: pd.DataFrame) -> None:
    assert hours(valid, "殴打他人").isin([20, 21, 22, 23, 0, 1, 2]).mean() > 0.55
    assert hours(valid, "扒窃").between(7, 18).mean() > 0.75
    assert hours(valid, "交通事故").isin([7, 8, 17, 18]).mean() > 0.3
    assert hours(valid, "咨询").between(8, 18).mean() > 0.75


def test_each_kind_of_incident_has_its_days_and_seasons(valid: pd.DataFrame) -> None:
    def of(word: str) -> pd.Series:
        return valid.loc[valid["category_word"] == word, "occurred_from"]

    fights = of("殴打他人")
    assert fights.dt.day_of_week.isin([4, 5, 6]).mean() > 0.47
    assert fights.dt.month.isin([6, 7, 8]).mean() > 0.31
    burglaries = of("入室盗窃")
    assert burglaries.dt.month.isin([12, 1, 2]).mean() > 0.31
    years = burglaries.dt.year.value_counts()
    assert years[2023] > years[2025]
    assert of("咨询").dt.day_of_week.lt(5).mean() > 0.77


def test_burglaries_have_an_interval_and_fights_a_minute(valid: pd.DataFrame) -> None:
    length = valid["occurred_to"] - valid["occurred_from"]
    assert (length[valid["category_word"] == "入室盗窃"] > pd.Timedelta(0)).all()
    assert length[valid["category_word"] == "入室盗窃"].median() > pd.Timedelta(hours=4)
    assert (length[valid["category_word"] == "殴打他人"] == pd.Timedelta(0)).all()


def test_burglaries_repeat_nearby_within_days(county: County, valid: pd.DataFrame) -> None:
    burglary = valid[
        (valid["category_word"] == "入室盗窃")
        & (valid["precision"] == "point")
        & ~valid["incident_id"].isin(county.planted["incident_id"])
    ]
    points = county.incidents.loc[burglary.index].to_crs("EPSG:4544").geometry
    day = (burglary["occurred_from"].to_numpy(dtype="datetime64[s]").astype(np.int64)) / 86_400
    x, y = points.x.to_numpy(), points.y.to_numpy()

    def close_pairs(days: np.ndarray) -> int:
        near = np.hypot(x[:, None] - x, y[:, None] - y) < 200
        soon = np.abs(days[:, None] - days) < 7
        return int(np.triu(near & soon, 1).sum())

    shuffled = np.random.default_rng(0).permutation(day)
    assert close_pairs(day) > 1.5 * close_pairs(shuffled)


def test_calls_are_valid_repeated_or_invalid(county: County) -> None:
    share = county.incidents["status"].value_counts(normalize=True)
    assert share["repeated"] == pytest.approx(0.03, abs=0.001)
    assert share["invalid"] == pytest.approx(0.03, abs=0.001)
    assert (county.incidents.loc[county.incidents["status"] != "valid", "kind"] == "call").all()


def test_patrols_discover_some_near_the_stations_of_the_seat(county: County, valid: pd.DataFrame) -> None:
    found = valid[valid["source"] == "discovered"]
    assert 250 < len(found) < 900
    assert (found["reported_at"] == found["occurred_to"]).all()
    posts = county.stations.to_crs("EPSG:4544").geometry.iloc[:2].union_all()
    points = county.incidents.loc[found.index].to_crs("EPSG:4544").geometry.dropna()
    assert points.distance(posts).median() < 700


def test_some_places_are_known_by_village_or_as_a_filler_only(county: County) -> None:
    incidents = county.incidents
    share = incidents["precision"].value_counts(normalize=True)
    assert share["village"] == pytest.approx(0.015, abs=0.003)
    assert share["township"] == pytest.approx(0.005, abs=0.002)
    assert share["default"] == pytest.approx(0.007, abs=0.002)
    assert (incidents.geometry.isna() == incidents["precision"].isin(["village", "township"])).all()
    fillers = incidents.geometry[incidents["precision"] == "default"]
    assert set(fillers) == set(county.stations.geometry)


def test_points_lie_in_the_jurisdiction_of_their_station(county: County) -> None:
    known = county.incidents[county.incidents["precision"] == "point"].iloc[::20]
    villages = county.villages[["station", "township_code", "geometry"]].add_suffix("_there")
    villages = villages.set_geometry("geometry_there")
    joined = known.sjoin(villages, predicate="within")
    assert len(joined) > 0.999 * len(known)
    assert (joined["station"] == joined["station_there"]).mean() > 0.999
    assert (joined["township_code"] == joined["township_code_there"]).mean() > 0.999


def test_help_takes_longer_to_reach_the_country_than_the_seat(county: County, valid: pd.DataFrame) -> None:
    minutes = (valid["arrived_at"] - valid["dispatched_at"]).dt.total_seconds() / 60
    in_seat = valid["township_code"].isin(county.townships["code"].iloc[:2])
    assert minutes[in_seat].median() < 10 < minutes[~in_seat].quantile(0.75) < 60
    assert minutes[valid["source"] == "discovered"].isna().all()


def test_accidents_alone_say_what_they_cost_and_some_hit_several(valid: pd.DataFrame) -> None:
    is_accident = valid["category_word"].isin(TOLLS)
    for figure in ("deaths", "injured", "loss"):
        assert (valid[figure].notna() == is_accident).all()
    accidents = valid[is_accident]
    deaths = accidents["deaths"].sum() / 3
    assert 8 <= deaths <= 60  # a year, of 400,000 people
    assert accidents["injured"].max() >= 3
    assert accidents["loss"].median() < accidents["loss"].mean()
