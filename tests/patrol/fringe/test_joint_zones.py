"""Joint zones on the fringe: every unit once, a primary and a backup, no blind spot left."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.errors import TableError
from patrol.fringe.cover import cover_of
from patrol.fringe.joint_zones import joint_zones
from patrol.fringe.key_areas import with_key_areas
from tests.strategies import METRIC_CRS, ORIGIN_M, polygon_fabrics, seeds, square_fabric


def fringe_of(stations: str, zones: str, columns: int | None = None) -> gpd.GeoDataFrame:
    """Squares side by side; a letter for each one's station, and f, u or r for its zone."""
    width = columns or len(stations)
    words = {"f": "fringe", "u": "urban", "r": "rural"}
    return square_fabric(width, len(stations) // width).assign(
        station=[None if code == "-" else code for code in stations], zone=[words[zone] for zone in zones]
    )


def test_units_on_both_sides_of_a_border_and_behind_it_make_one_zone() -> None:
    found = joint_zones(fringe_of("AAABBB", "uffffr").assign(township_code="T1"))
    assert found.zone_of_unit.tolist() == [0, 1, 1, 1, 1, 0]
    zone = found.zones.iloc[0]
    assert (zone["kind"], zone["primary_station"], zone["backup_station"]) == ("joint", "A", "B")
    assert zone["township_code"] == "T1"
    assert zone["border_km"] == pytest.approx(1.0, rel=1e-3)
    assert zone["area_km2"] == pytest.approx(4.0, rel=1e-2)


def test_the_border_of_the_two_counts_at_the_edge_of_a_zone_too() -> None:
    assert joint_zones(fringe_of("AABB", "rfrr")).zones["border_km"].tolist() == pytest.approx(
        [1.0], rel=1e-3
    )
    assert joint_zones(fringe_of("AAAC", "rfrr")).zones["border_km"].tolist() == [0.0]


def test_the_station_with_more_work_is_primary() -> None:
    units = fringe_of("AABB", "ffff").assign(work=[1, 1, 1, 5], township_code=["T1", "T1", "T2", "T2"])
    zone = joint_zones(units, "work").zones.iloc[0]
    assert (zone["primary_station"], zone["backup_station"], zone["load"]) == ("B", "A", 8)
    assert zone["township_code"] is None  # two townships: the county coordinates


def test_three_stations_make_two_zones_and_a_border_with_the_country_counts() -> None:
    found = joint_zones(fringe_of("AABBCC", "rffffr"))
    assert found.zone_of_unit.tolist() == [0, 1, 1, 2, 2, 0]
    found = joint_zones(fringe_of("AAB", "uff"))
    assert found.zone_of_unit.tolist() == [0, 1, 1]
    assert joint_zones(fringe_of("AAB", "ufr")).zones["backup_station"].tolist() == ["B"]


def test_fringe_that_no_other_station_touches_stays_with_its_own_and_has_a_backup() -> None:
    found = joint_zones(fringe_of("AAABB", "fuuuu"))
    assert found.zones[["kind", "primary_station", "backup_station"]].to_numpy().tolist() == [
        ["single", "A", "B"]
    ]


def test_one_station_only_has_no_backup() -> None:
    zones = joint_zones(fringe_of("AAA", "fuf")).zones
    assert zones["kind"].tolist() == ["single", "single"]
    assert zones["backup_station"].tolist() == [None, None]


def test_units_without_a_station_and_counties_without_a_fringe() -> None:
    found = joint_zones(fringe_of("A-", "ff"))
    assert (found.zone_of_unit > 0).all()
    assert len(joint_zones(fringe_of("AB", "ur")).zones) == 0
    with pytest.raises(TableError, match="station"):
        joint_zones(square_fabric(1, 1).assign(zone="fringe"))


def test_key_places_and_areas_are_named_in_their_zones() -> None:
    zones = joint_zones(fringe_of("AB", "ff")).zones
    points = gpd.points_from_xy(
        *(np.array([[500, 9e6], [500, 500]]) + np.array(ORIGIN_M)[:, None]), crs=METRIC_CRS
    )
    places = gpd.GeoDataFrame({"name": ["东市场", "远处"]}, geometry=points)
    areas = gpd.GeoDataFrame({"area_id": [7]}, geometry=points[:1].buffer(10))
    named = with_key_areas(zones, places, areas)
    assert named[["key_places", "disorderly_areas", "key_areas"]].to_numpy().tolist() == [[1, 1, "东市场"]]
    assert named["disorderly_area_ids"].tolist() == ["7"]
    assert with_key_areas(zones, None)["key_areas"].tolist() == [""]


def test_a_gap_and_an_overlap_between_zones_are_found() -> None:
    ground = square_fabric(3, 1).geometry
    zones = gpd.GeoSeries(
        [ground[0], shapely.buffer(ground[1], 100, cap_style="square", join_style="mitre")], crs=METRIC_CRS
    )
    found = cover_of(zones, ground)
    assert not found.exact
    assert found.gaps["area_km2"].tolist() == pytest.approx([0.9], rel=1e-3)
    assert found.overlaps["area_km2"].tolist() == pytest.approx([0.1], rel=1e-2)
    assert [note.code for note in found.notes] == ["zones.gaps", "zones.overlaps"]


@settings(max_examples=30, deadline=None)
@given(polygon_fabrics(max_units=50), seeds(), st.integers(1, 4))
def test_no_blind_spot_and_no_overlap_is_left_between_joint_zones(
    fabric: gpd.GeoDataFrame, seed: int, stations: int
) -> None:
    rng = np.random.default_rng(seed)
    west = fabric.geometry.centroid.x.rank().to_numpy()
    units = fabric.assign(
        station=np.array(list("ABCD"))[(west * stations / (len(fabric) + 1)).astype(int)],
        zone=rng.choice(["urban", "fringe", "fringe", "rural"], len(fabric)),
    )
    found = joint_zones(units, "load")
    fringe = units["zone"] == "fringe"
    assert ((found.zone_of_unit > 0) == fringe).all()
    assert found.zones["units"].sum() == fringe.sum()
    assert found.zones["load"].sum() == pytest.approx(units["load"][fringe].sum())
    if fringe.any():
        assert cover_of(found.zones.geometry, units.geometry[fringe]).exact
    for number, rows in units[fringe].groupby(found.zone_of_unit[fringe]):
        pair = found.zones.loc[found.zones["joint_zone_id"] == number, ["primary_station", "backup_station"]]
        assert set(rows["station"]) <= set(pair.iloc[0].dropna())
    assert found.zones["backup_station"].isna().any() == (stations == 1 and len(found.zones) > 0) or (
        units["station"].nunique() == 1
    )
