"""Rounds of neighbourhoods: where and when the incidents are, and every neighbourhood some."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from gis.errors import TableError
from gis.frames import IncidentFrame, as_incidents
from patrol.urban.community_patrols import CommunityParams, community_patrols
from tests.patrol.demand.test_workload import calls
from tests.patrol.urban.test_key_sections import hours_of
from tests.strategies import incident_tables, polygon_fabrics, seeds, square_fabric


def town_of(columns: int, zone: str = "urban") -> gpd.GeoDataFrame:
    return square_fabric(columns, 1).assign(zone=zone, code=[f"C{n}" for n in range(columns)], station="A")


def incidents_in(counts: list[int]) -> IncidentFrame:
    places = [(1000.0 * unit + 500, 500.0) for unit, count in enumerate(counts) for _ in range(count)]
    return calls(["criminal"] * len(places), [""] * len(places), places)


def test_rounds_worked_by_hand_go_to_the_evening_of_working_days() -> None:
    """All on Monday at 21 h: 12 and 4 incidents. Each one first; then by what a further round would meet."""
    incidents = incidents_in([12, 4])
    found = community_patrols(
        town_of(2), incidents, hours_of(incidents, 21), weeks=4, params=CommunityParams(3)
    )
    assert len(found) == 24
    busy = found[found["rounds"] > 0]
    assert busy[["code", "days", "hours", "rounds"]].to_numpy().tolist() == [
        ["C0", "workdays", "20-24", 5],
        ["C1", "workdays", "20-24", 1],
    ]  # 12/2, 12/3, 12/4 are no less than 4/2; of equals the first; then no day of the first is left
    assert busy["incidents_a_week"].tolist() == pytest.approx([3, 1])


def test_only_urban_neighbourhoods_are_gone_round() -> None:
    incidents = incidents_in([2, 2])
    units = town_of(2).assign(zone=["urban", "rural"])
    assert set(community_patrols(units, incidents, hours_of(incidents, 0))["code"]) == {"C0"}
    nothing = community_patrols(town_of(2, "rural"), incidents, hours_of(incidents, 0))
    assert len(nothing) == 0
    assert {"code", "days", "hours", "incidents_a_week", "rounds"} <= set(nothing.columns)


def test_wrong_tables_are_refused() -> None:
    incidents = incidents_in([1])
    with pytest.raises(TableError, match="zone"):
        community_patrols(square_fabric(1, 1), incidents, hours_of(incidents, 0))
    with pytest.raises(ValueError, match="shape"):
        community_patrols(town_of(1), incidents, csr_array((3, 168)))
    with pytest.raises(ValueError, match="rounds_a_week"):
        CommunityParams(43)


@settings(max_examples=20, deadline=None)
@given(polygon_fabrics(max_units=20), incident_tables(max_rows=80), seeds(), st.integers(1, 10))
def test_every_station_has_its_rounds_and_no_slot_more_than_its_days(
    fabric: gpd.GeoDataFrame, table: gpd.GeoDataFrame, seed: int, each: int
) -> None:
    rng = np.random.default_rng(seed)
    units = fabric.assign(
        zone="urban", code=fabric["unit_id"].astype(str), station=rng.choice(["A", "B"], len(fabric))
    )
    incidents = as_incidents(table)
    shares = csr_array(rng.dirichlet(np.ones(168), len(incidents)))
    found = community_patrols(units, incidents, shares, weeks=3, params=CommunityParams(each))
    sizes = units["station"].value_counts()
    assert found.groupby("station")["rounds"].sum().to_dict() == {
        name: each * size for name, size in sizes.items()
    }
    assert (found.groupby("code")["rounds"].sum() >= 1).all()
    assert (found["rounds"] <= found["days"].map({"workdays": 5, "weekend": 2})).all()
    inside = incidents.to_crs(units.crs).intersects(units.union_all()).sum()
    assert found["incidents_a_week"].sum() == pytest.approx(inside / 3, rel=1e-6)
