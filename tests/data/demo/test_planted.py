from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.demo.county import County

YEARS = (2023, 2024, 2025)


@pytest.fixture(scope="module")
def planted(county: County) -> pd.DataFrame:
    incidents = pd.DataFrame(county.incidents).assign(geometry=county.incidents.geometry)
    return county.planted.merge(incidents, on="incident_id", validate="one_to_one")


def test_areas_recur_appear_fade_and_persist(county: County) -> None:
    truth = county.truth
    assert 12 <= len(truth) <= 16
    assert set(truth["pattern"]) == {"recurs", "appears", "fades", "persists"}
    for year in YEARS:
        assert truth["years"].str.contains(str(year)).sum() >= 5
    assert truth["radius_m"].between(120, 400).all()
    size = np.sqrt(truth.to_crs("EPSG:4544").area / np.pi)
    assert np.allclose(size, truth["radius_m"], rtol=0.08)


def test_areas_stand_at_real_named_places_apart_from_each_other(county: County) -> None:
    names = set(county.key_places["name"])
    assert {name.removesuffix("周边") for name in county.truth["name"]} <= names
    shapes = county.truth.geometry
    first, second = shapes.sindex.query(shapes, predicate="intersects")
    assert (first == second).all()


def test_areas_hold_the_stated_share_of_incidents_in_scope(county: County, planted: pd.DataFrame) -> None:
    incidents = county.incidents
    scoped = incidents[incidents["in_scope"] & (incidents["status"] == "valid")]
    assert planted["in_scope"].all()
    assert (planted["status"] == "valid").all()
    assert planted.groupby("area_id").size().to_list() == county.truth["incidents"].to_list()
    assert np.allclose(county.truth["share"], county.truth["incidents"] / len(scoped), atol=1e-5)
    assert 0.10 <= county.truth["share"].sum() <= 0.15


def test_planted_incidents_lie_in_their_area_in_its_years_and_categories(
    county: County, planted: pd.DataFrame
) -> None:
    truth = county.truth.set_index("area_id")
    for area_id, own in planted.groupby("area_id"):
        area = truth.loc[area_id]
        assert area.geometry.buffer(1e-6).contains(own["geometry"].tolist()).all()
        assert set(own["category_word"]) <= set(area["categories"].split(";"))
        years = {int(year) for year in area["years"].split(",")}
        assert set(own["reported_at"].dt.year) == years


def test_areas_are_busier_in_their_years_than_in_the_others(county: County) -> None:
    incidents = county.incidents
    scoped = incidents[incidents["in_scope"] & (incidents["status"] == "valid") & ~incidents.geometry.isna()]
    for area in county.truth.itertuples():
        inside = scoped[scoped.within(area.geometry)]
        counts = inside["reported_at"].dt.year.value_counts().reindex(YEARS, fill_value=0)
        on = counts[[year for year in YEARS if str(year) in area.years]]
        off = counts[[year for year in YEARS if str(year) not in area.years]]
        assert on.mean() > 20, area.name
        assert off.empty or on.min() > 1.4 * off.max(), area.name
