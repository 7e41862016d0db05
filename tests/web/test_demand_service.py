"""The work of units from a store."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from data.forces import COUNTS
from data.read_options import ReadOptions
from data.store import Store, open_store
from gis.errors import InputError, TableError
from hotspots.evidence.aoristic import aoristic_week
from tests.desk_county import fill, incidents
from tests.strategies import square_fabric
from web.services.beats.division import BeatRequest, beats_of_store
from web.services.demand.files import write_demand
from web.services.demand.forces import forces_by_place
from web.services.demand.input import DemandRequest
from web.services.demand.week_hours import week_shares
from web.services.demand.workload import demand_of, demand_settings
from web.services.exporting import base_map
from web.services.zones.zoning import zones_of_store
from web.settings import Settings


def test_the_hours_of_the_villages_add_up_and_are_kept(county_store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "own.sqlite") as store:
        fill(store)
        demand = demand_of(store, DemandRequest())
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
    demand = demand_of(county_store, request)
    assert demand.units["网格编码"].tolist() == grids["网格编码"].tolist()
    assert demand.stations["crews"].tolist() == [3, 1]
    assert county_store.latest_analysis("demand") is None
    speaking, places = Settings(lang="zh"), base_map(county_store)
    write_demand(tmp_path / "demand.xlsx", demand, speaking, places)
    sheets = pd.read_excel(tmp_path / "demand.xlsx", sheet_name=None, engine="openpyxl")
    rows = {"units": 6, "hours": 336, "stations": 2, "townships": 6, "service_times": 3}
    assert {name: len(sheet) for name, sheet in sheets.items()} == rows
    write_demand(tmp_path / "demand.gpkg", demand, speaking, places)
    assert len(gpd.read_file(tmp_path / "demand.gpkg", layer="units")) == 6
    write_demand(tmp_path / "demand.html", demand, speaking, places)
    page = (tmp_path / "demand.html").read_text(encoding="utf-8")
    for word in ("每周巡逻工时", "城关派出所：工作量"):
        assert word in page


def test_forces_go_to_stations_townships_and_villages_and_strange_ones_are_named(
    county_store: Store, tmp_path: Path
) -> None:
    rows = (
        ("城关派出所", 3, 9, "", ""),
        ("柳林镇", 1, 1, 5, ""),
        ("柳林东村", "", "", 4, 2),
        ("柳林南村", "", "", 3, 1),
        ("远方派出所", 2, 0, "", ""),
    )
    lines = ["名称,民警,辅警,护村队,治安中心户", *(",".join(map(str, row)) for row in rows)]
    (tmp_path / "forces.csv").write_text("\n".join(lines), encoding="utf-8")
    demand = demand_of(county_store, DemandRequest(forces=tmp_path / "forces.csv"))
    stations, townships = demand.stations.set_index("name"), demand.townships.set_index("name")
    assert stations.index.tolist() == ["城关派出所", "石门派出所"]
    assert stations["crews"].tolist() == [3, 0]
    assert stations.loc["城关派出所", "guards"] == 7  # of its villages
    assert townships.loc["柳林镇", ["officers", "crews", "guards", "security_households"]].tolist() == [
        *(1, 1, 12, 3)
    ]
    assert townships["workload"].sum() == pytest.approx(demand.units["workload"].sum())
    told = {note.code: note.details.get("names") for note in demand.notes}
    assert told["forces.unknown"] == "远方派出所"
    assert told["forces.missing"] == "石门派出所"
    assert "forces.missing" not in {note.code for note in demand_of(county_store, DemandRequest()).notes}


def test_units_of_another_place_are_refused(county_store: Store, tmp_path: Path) -> None:
    square_fabric(2, 2).to_file(tmp_path / "elsewhere.gpkg")
    with pytest.raises(InputError, match=r"demand\.all_outside"):
        demand_of(county_store, DemandRequest(units=tmp_path / "elsewhere.gpkg"))


def test_a_name_of_two_villages_is_no_name() -> None:
    villages = gpd.GeoDataFrame(
        {"code": ["1", "2"], "name": ["新村", "新村"]}, geometry=[None, None], crs=4326
    )
    counts = dict.fromkeys(COUNTS, 1)
    forces = pd.DataFrame(
        [{"code": "新村", "name": "新村", **counts}, {"code": "2", "name": "新村", **counts}]
    )
    found, notes = forces_by_place(forces, {"villages": villages})
    assert found["villages"]["guards"].fillna(0).tolist() == [0, 1]
    assert [note.code for note in notes] == ["forces.ambiguous"]


def test_files_alone_give_what_the_store_gives(county_store: Store, tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.geojson" for name in ("units", "roads", "stations", "key-places")}
    county_store.places("villages").to_crs("EPSG:4525").to_file(tmp_path / "villages.gpkg")
    for name in ("roads", "stations", "key-places"):
        county_store.places(name).to_file(files[name])
    found = county_store.latest_analysis("hotspots")
    assert found is not None
    found.layers["areas"].to_file(tmp_path / "areas.geojson")
    told = incidents().assign(lon=lambda frame: frame.geometry.x, lat=lambda frame: frame.geometry.y)
    told = told.rename(columns={"category": "class", "category_word": "category"})
    told[["incident_id", "occurred_from", "category", "lon", "lat"]].to_csv(
        tmp_path / "calls.csv", index=False
    )
    request = DemandRequest(
        units=tmp_path / "villages.gpkg",
        incidents=tmp_path / "calls.csv",
        reading=ReadOptions(crs="wgs84"),
        roads=files["roads"],
        stations=files["stations"],
        key_places=files["key-places"],
        areas=tmp_path / "areas.geojson",
    )
    assert request.on_files
    alone, stored = demand_of(None, request), demand_of(county_store, DemandRequest())
    for part in ("road_hours", "visit_hours", "travel_hours"):
        assert alone.units[part].to_numpy() == pytest.approx(stored.units[part].to_numpy(), abs=0.02), part
    assert alone.units["area_hours"].sum() == pytest.approx(stored.units["area_hours"].sum(), rel=1e-3)
    assert alone.units.crs == "EPSG:4525"
    assert alone.units["code"].tolist() == stored.units["code"].tolist()


def test_grids_say_their_station_under_a_chinese_header_and_lie_in_no_known_township(tmp_path: Path) -> None:
    grids = square_fabric(3, 1).drop(columns=["unit_id", "load"])
    grids = grids.assign(
        网格编码=[f"62052310000000000{n}" for n in range(3)], 所属派出所=["甲所", "甲所", "乙所"]
    )
    grids.to_file(tmp_path / "grids.gpkg")
    point = grids.centroid.to_crs(4326).iloc[0]
    (tmp_path / "calls.csv").write_text(
        f"报警时间,案件类别,经度,纬度\n2025-03-01 20:00,盗窃,{point.x},{point.y}\n", encoding="utf-8"
    )
    request = DemandRequest(
        units=tmp_path / "grids.gpkg", incidents=tmp_path / "calls.csv", reading=ReadOptions(crs="wgs84")
    )
    demand = demand_of(None, request)
    assert demand.stations["code"].tolist() == ["甲所"]  # the other has no work and no forces
    assert demand.stations["workload"].tolist() == pytest.approx([100 / 60])  # ninety minutes and ten
    assert demand.names == tuple(grids["网格编码"])
    assert demand.units.columns[:2].tolist() == ["网格编码", "所属派出所"]
    assert len(demand.townships) == 0
    assert "townships" not in demand.tables()


def test_recorded_times_take_the_place_of_the_table_on_request(tmp_path: Path) -> None:
    with open_store(tmp_path / "own.sqlite") as store:
        fill(store)
        timed = incidents()
        arrived = timed["occurred_from"] + pd.Timedelta(minutes=10)
        timed = timed.assign(arrived_at=arrived, finished_at=arrived + pd.Timedelta(minutes=6))
        store.import_incidents([timed], same_id="update", source_file="timed")
        by_table = demand_of(store, DemandRequest())
        by_records = demand_of(store, DemandRequest(service_times="recorded"))
    (note,) = [note for note in by_table.notes if note.code == "demand.records_differ"]
    assert note.details["recorded"] == 6
    assert by_records.service_times["taken_min"].tolist() == pytest.approx([6, 6, 6])
    assert by_records.notes == tuple(each for each in by_table.notes if each is not note)
    calls = by_records.units["incident_hours"].sum() / (6 / 60)
    assert by_records.units["travel_hours"].sum() < calls  # less than an hour each
    assert by_records.units["incident_hours"].sum() < by_table.units["incident_hours"].sum() / 5


def test_beats_of_the_store_take_patrol_hours_and_joint_zones(tmp_path: Path) -> None:
    with open_store(tmp_path / "own.sqlite") as store:
        fill(store)
        zones = zones_of_store(store).zones
        hours = demand_of(store, DemandRequest()).units["workload"]
        plan = beats_of_store(store, BeatRequest(count=4, load="patrol_hours"))
        joint = beats_of_store(store, BeatRequest(count=6, load="patrol_hours", joint="joint_zone_id"))
    assert plan.beats["load"].sum() == pytest.approx(hours.sum())
    assert joint.stations is not None
    assert "城关派出所 + 石门派出所" in set(joint.stations["name"])
    for number in ("joint_zone_id", "rural_area_id", "rural_group_id"):
        assert plan.units[number].fillna(0).tolist() == zones[number].fillna(0).tolist()
    assert plan.units["zone"].tolist() == zones["zone"].tolist()


def test_settings_of_a_county_change_the_hours(county_store: Store, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("item,key,value\nservice_minutes,*,60\n", encoding="utf-8")
    boxes = county_store.places("townships")[["code", "geometry"]]
    boxes.to_file(tmp_path / "boxes.gpkg", layer="boxes")
    request = DemandRequest(units=tmp_path / "boxes.gpkg", settings=tmp_path / "own.csv")
    found = demand_of(county_store, request)
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
        demand_of(store, DemandRequest())
