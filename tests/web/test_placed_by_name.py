"""Incidents without a point, placed in the unit that their address names."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from gis.frames import IncidentFrame, as_incidents
from tests.strategies import square_fabric
from web.services.demand.placed_by_name import placed_by_name


def units(names: list[str], townships: list[str]) -> gpd.GeoDataFrame:
    return square_fabric(len(names), 1).assign(name=names, township_code=townships)


def incidents(*rows: tuple[str, str, str]) -> IncidentFrame:
    """Rows of precision, address area and township; a point in the first square where it is trusted."""
    point = square_fabric(1, 1).centroid.to_crs(4326).iloc[0]
    moment = pd.Timestamp("2025-03-01", tz="UTC")
    table = pd.DataFrame(rows, columns=["precision", "address_area", "township_code"])
    table = table.assign(
        incident_id=[str(row) for row in range(len(rows))],
        category="criminal",
        occurred_from=moment,
        occurred_to=moment,
    )
    shapes = [point if row[0] in ("point", "default") else None for row in rows]
    return as_incidents(gpd.GeoDataFrame(table, geometry=shapes, crs=4326))


def test_an_address_that_names_a_unit_is_a_place_and_order_is_kept() -> None:
    given = incidents(
        ("village", "乙村", ""), ("point", "", ""), ("none", "丙村", ""), ("default", "甲村", "")
    )
    placed, by_name = placed_by_name(given, units(["甲村", "乙村"], ["T1", "T1"]))
    assert by_name == 2
    assert placed["incident_id"].tolist() == ["0", "1", "3"]
    assert (placed["precision"] == "point").all()
    squares = square_fabric(2, 1).to_crs(4326).geometry
    assert placed.geometry.iloc[0].within(squares[1])
    assert placed.geometry.iloc[2].within(squares[0])
    assert given.geometry.iloc[0] is None


def test_a_name_of_two_units_needs_the_township() -> None:
    two = units(["新村", "新村"], ["T1", "T2"])
    placed, by_name = placed_by_name(incidents(("village", "新村", "T2"), ("village", "新村", "")), two)
    assert by_name == 1
    assert placed.geometry.iloc[0].within(square_fabric(2, 1).to_crs(4326).geometry[1])


def test_units_without_names_place_nothing() -> None:
    placed, by_name = placed_by_name(incidents(("village", "", ""), ("point", "", "")), square_fabric(1, 1))
    assert (len(placed), by_name) == (1, 0)
