"""The work of units from a store."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from data.store import Store, open_store
from gis.errors import InputError, TableError
from hotspots.evidence.aoristic import aoristic_week
from tests.desk_county import fill, incidents
from web.services.beats import BeatRequest, beats_of_store
from web.services.demand import DemandRequest, demand_of_store, demand_settings, week_shares, write_demand
from web.services.zones import zones_of_store


def test_the_hours_of_the_villages_add_up_and_are_kept(county_store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "own.sqlite") as store:
        fill(store)
        demand = demand_of_store(store)
        kept = store.latest_analysis("demand")
    work = demand.units["workload"]
    parts = [f"{part}_hours" for part in ("incident", "travel", "road", "visit", "area")]
    assert (demand.units[parts].sum() > 0).all()
    assert work.to_numpy() == pytest.approx(demand.units[parts].sum(axis=1).to_numpy())
    assert demand.hours["workload"].sum() == pytest.approx(work.sum())
    assert demand.stations["workload"].sum() == pytest.approx(work.sum())
    assert demand.stations["code"].tolist() == ["S1", "S2"]
    assert demand.stations["crews"].tolist() == [8, 8]
    assert kept is not None
    assert kept.layers["units"]["workload"].to_numpy() == pytest.approx(work.to_numpy())


def test_units_of_a_file_keep_their_codes_and_forces_come_by_name(
    county_store: Store, tmp_path: Path
) -> None:
    grids = county_store.places("townships")[["code", "geometry"]].rename(columns={"code": "网格编码"})
    grids.to_file(tmp_path / "grids.gpkg", layer="grids")
    (tmp_path / "forces.csv").write_text("名称,民警,辅警\n城关派出所,3,9\n石门派出所,2,0\n", encoding="utf-8")
    request = DemandRequest(units=tmp_path / "grids.gpkg", forces=tmp_path / "forces.csv")
    demand = demand_of_store(county_store, request)
    assert demand.units["网格编码"].tolist() == grids["网格编码"].tolist()
    assert demand.stations["crews"].tolist() == [3, 1]
    assert county_store.latest_analysis("demand") is None
    write_demand(tmp_path / "demand.xlsx", demand)
    sheets = pd.read_excel(tmp_path / "demand.xlsx", sheet_name=None, engine="openpyxl")
    assert {name: len(sheet) for name, sheet in sheets.items()} == {"units": 6, "hours": 336, "stations": 2}
    write_demand(tmp_path / "demand.gpkg", demand)
    assert len(gpd.read_file(tmp_path / "demand.gpkg", layer="units")) == 6


def test_beats_of_the_store_take_patrol_hours_and_joint_zones(tmp_path: Path) -> None:
    with open_store(tmp_path / "own.sqlite") as store:
        fill(store)
        zones = zones_of_store(store).zones
        hours = demand_of_store(store).units["workload"]
        plan = beats_of_store(store, BeatRequest(count=4, load="patrol_hours"))
    assert plan.beats["load"].sum() == pytest.approx(hours.sum())
    assert plan.units["joint_zone_id"].tolist() == zones["joint_zone_id"].tolist()
    assert plan.units["zone"].tolist() == zones["zone"].tolist()


def test_settings_of_a_county_change_the_hours(county_store: Store, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("item,key,value\nservice_minutes,*,60\n", encoding="utf-8")
    boxes = county_store.places("townships")[["code", "geometry"]]
    boxes.to_file(tmp_path / "boxes.gpkg", layer="boxes")
    request = DemandRequest(units=tmp_path / "boxes.gpkg", settings=tmp_path / "own.csv")
    found = demand_of_store(county_store, request)
    year = incidents()
    recent = year["occurred_from"] > year["occurred_from"].max() - pd.Timedelta(days=365)
    weeks = (year["occurred_from"].max() - year["occurred_from"][recent].min()).total_seconds() / 604_800
    inside = year[recent].sjoin(boxes, predicate="intersects")["incident_id"].nunique()
    assert found.units["incident_hours"].sum() == pytest.approx(inside / weeks)
    with pytest.raises(TableError):
        demand_settings(tmp_path / "boxes.gpkg")


def test_shares_of_the_week_agree_with_the_aoristic_sum() -> None:
    rng = np.random.default_rng(2)
    begin = pd.Series(
        pd.Timestamp("2025-03-01", tz="UTC") + pd.to_timedelta(rng.integers(0, 10**6, 80), unit="s")
    )
    end = begin + pd.to_timedelta(rng.integers(0, 400_000, 80) * rng.integers(0, 2, 80), unit="s")
    frame = pd.DataFrame({"occurred_from": begin, "occurred_to": end})
    shares = week_shares(frame, "Asia/Shanghai").toarray()  # type: ignore[arg-type]
    assert shares.sum(axis=1) == pytest.approx(np.ones(80))
    assert shares.sum(axis=0) == pytest.approx(aoristic_week(begin, end, "Asia/Shanghai"))


def test_stores_without_villages_or_incidents_are_named(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.sqlite") as store, pytest.raises(InputError, match=r"store\.no_layer"):
        demand_of_store(store)
