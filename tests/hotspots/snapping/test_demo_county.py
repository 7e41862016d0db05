"""Planted areas of the demo county, snapped to its own streets and villages."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from data.demo.county import County, build_county
from hotspots.snapping.streets import snap_to_streets
from hotspots.snapping.villages import snap_to_villages

METRIC = "EPSG:4544"


@pytest.fixture(scope="module")
def county() -> County:
    return build_county(1)


@pytest.fixture(scope="module")
def areas(county: County) -> gpd.GeoDataFrame:
    """The planted areas, those apart that overlap none before them."""
    shapes = county.truth.geometry.to_crs(METRIC)
    apart = [n for n, shape in enumerate(shapes) if not shapes.iloc[:n].intersects(shape).any()]
    chosen = county.truth.iloc[apart]
    return chosen.assign(area_km2=chosen.geometry.to_crs(METRIC).area / 1e6)


def overlaps(frame: gpd.GeoDataFrame) -> float:
    shapes = frame.geometry.to_crs(METRIC)
    return float(shapes.area.sum() - shapely.union_all(shapes.to_numpy()).area)


def test_in_the_county_town_outlines_follow_named_streets_and_do_not_overlap(county, areas):
    snapped = snap_to_streets(areas, county.roads, county.incidents)
    assert overlaps(snapped) == pytest.approx(0.0, abs=1.0)
    assert (snapped["area_km2"] > 0.01).all()
    assert (snapped["area_km2"] < 5 * snapped["window_km2"] + 0.3).all()
    assert (snapped["snapped_names"] != "").mean() > 0.9
    inside = gpd.sjoin(county.incidents.iloc[:20_000], areas[["geometry"]], predicate="within")
    kept = gpd.sjoin(inside.drop(columns="index_right"), snapped[["geometry"]], predicate="within")
    assert len(kept) > 0.9 * len(inside)


def test_villages_are_whole_and_named_as_the_county_names_them(county, areas):
    snapped = snap_to_villages(areas, county.villages, county.incidents)
    assert overlaps(snapped) == pytest.approx(0.0, abs=1.0)
    known = set(county.villages["name"])
    named = [name for names in snapped["snapped_names"] for name in names.split("; ")]
    assert set(named) <= known
    lone = [names for names in snapped["snapped_names"] if names and named.count(names) == 1]
    first = snapped[snapped["snapped_names"] == lone[0]].geometry.iloc[0]
    village = county.villages.set_index("name").geometry[lone[0]]
    assert shapely.symmetric_difference(first, village).area < 1e-4 * village.area
