"""The demo county as tables: every layer of places, its incidents, the truth planted in them, a messy file."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.demo import names
from data.demo.fabric import Fabric, make_fabric
from data.demo.incident_frame import make_frame
from data.demo.incident_points import make_ground
from data.demo.incidents import Period, draw_incidents
from data.demo.key_places import Places, make_checkpoints, make_key_places, station_places
from data.demo.messy import make_messy
from data.demo.plane import to_lonlat
from data.demo.planted import PlantedArea, make_planted
from data.demo.roads import SPEED_KMH, Roads, make_roads
from data.demo.seat import Seat, make_seat
from data.demo.settlements import Settlements, make_settlements
from data.demo.townships import Townships, make_townships
from data.demo.water import Water, make_water
from gis.frames import IncidentFrame

YEARS = Period(np.datetime64("2023-01-01"), np.datetime64("2026-01-01"))
MESSY_MONTH = Period(np.datetime64("2026-01-01"), np.datetime64("2026-02-01"))
INCIDENTS = 60_000
MESSY_INCIDENTS = 1_500
STREAMS = 12


@dataclass(frozen=True)
class County:
    """
    A fictional county in western China.

    Every place layer has the columns that the import expects and is in EPSG:4326. ``truth`` holds the planted
    areas, ``planted`` which incident belongs to which of them, ``messy`` a month after the three years as a
    station would send it (texts, GCJ-02).
    """

    name: str
    seed: int
    townships: gpd.GeoDataFrame
    villages: gpd.GeoDataFrame
    stations: gpd.GeoDataFrame
    roads: gpd.GeoDataFrame
    water: gpd.GeoDataFrame
    population: gpd.GeoDataFrame
    checkpoints: gpd.GeoDataFrame
    key_places: gpd.GeoDataFrame
    incidents: IncidentFrame
    truth: gpd.GeoDataFrame
    planted: pd.DataFrame
    messy: pd.DataFrame

    def place_layers(self) -> dict[str, gpd.GeoDataFrame]:
        """Place layers by the names that the import knows."""
        return {
            "townships": self.townships,
            "villages": self.villages,
            "stations": self.stations,
            "roads": self.roads,
            "water": self.water,
            "population": self.population,
            "checkpoints": self.checkpoints,
            "key-places": self.key_places,
        }


@dataclass(frozen=True, slots=True)
class _Land:
    """What lies on the ground, in the plane."""

    water: Water
    seat: Seat
    fabric: Fabric
    townships: Townships
    settlements: Settlements
    roads: Roads


def build_county(seed: int = 1) -> County:
    """
    Build the demo county.

    Parameters
    ----------
    seed
        The same seed gives the same county, another seed another one.

    Returns
    -------
    County
        All layers, 60,000 incidents from 2023-01-01 to 2025-12-31 (Asia/Shanghai), truth and messy file.
    """
    streams = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(STREAMS)]
    land = _make_land(streams)
    rng = streams[6]
    townships = _township_frame(rng, land)
    villages = _village_frame(rng, land, townships)
    station_points = station_places(rng, land.seat, land.townships, _station_names(townships, land.townships))
    stations = _station_frame(rng, station_points, land)
    villages["station"] = stations["code"].to_numpy()[land.townships.station]
    places = make_key_places(
        streams[7],
        land.seat,
        land.townships,
        list(townships["name"]),
        land.settlements,
        list(villages["name"]),
        land.roads,
    )
    ground = make_ground(streams[8], land.fabric, land.townships, land.settlements, land.roads, places)
    areas = make_planted(streams[9], places, list(townships["name"][2:]))

    def incidents_of(
        stream: np.random.Generator, period: Period, count: int
    ) -> tuple[IncidentFrame, pd.Series]:
        drawn = draw_incidents(stream, ground, areas, station_points.xy[:2], period, count)
        frame = make_frame(
            stream, drawn, period, land.fabric, villages, townships, station_points.xy, land.townships.station
        )
        return frame, drawn["area"]

    incidents, area = incidents_of(streams[10], YEARS, INCIDENTS)
    month, _ = incidents_of(streams[11], MESSY_MONTH, MESSY_INCIDENTS)
    return County(
        name=names.COUNTY, seed=seed, townships=townships, villages=villages, stations=stations,
        roads=_road_frame(land.roads), water=_water_frame(land), population=_population_frame(land.settlements),
        checkpoints=_place_frame(make_checkpoints(land.roads, land.fabric)), key_places=_place_frame(places),
        incidents=incidents, truth=_truth_frame(areas, incidents, area),
        planted=_planted_frame(incidents, area), messy=make_messy(streams[11], month, stations),
    )  # fmt: skip


def _make_land(streams: list[np.random.Generator]) -> _Land:
    water = make_water(streams[0])
    seat = make_seat(streams[1], water)
    fabric = make_fabric(streams[2], water, seat)
    townships = make_townships(streams[3], fabric, seat)
    settlements = make_settlements(streams[4], fabric, townships, water, seat)
    roads = make_roads(streams[5], fabric, townships, settlements, water, seat)
    return _Land(water, seat, fabric, townships, settlements, roads)


def _township_frame(rng: np.random.Generator, land: _Land) -> gpd.GeoDataFrame:
    kinds = land.townships.kinds
    towns = names.draw_names(rng, names.TOWNS, kinds.count("town") - 1)
    rural = names.draw_names(rng, names.TOWNSHIPS, kinds.count("township"))
    named = [*names.SEAT_TOWNSHIPS, *(name + "镇" for name in towns), *(name + "乡" for name in rural)]
    first = {"street": 1, "town": 100, "township": 200}
    codes = [
        f"{names.COUNTY_CODE}{first[kind] + kinds[:number].count(kind):03d}"
        for number, kind in enumerate(kinds)
    ]
    units = to_lonlat(land.fabric.shapes).to_numpy()
    shapes = [shapely.union_all(units[land.townships.township == number]) for number in range(len(kinds))]
    return gpd.GeoDataFrame({"code": codes, "name": named, "kind": kinds}, geometry=shapes, crs="EPSG:4326")


def _village_frame(rng: np.random.Generator, land: _Land, townships: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    kinds, township = land.fabric.kinds, land.townships.township
    town_names = townships["name"].to_numpy()[township]
    communities = iter(names.draw_names(rng, names.COMMUNITIES, kinds.count("seat")))
    rural = iter(names.village_names(rng, kinds.count("village")))
    named = []
    for kind, town in zip(kinds, town_names, strict=True):
        if kind == "seat":
            named.append(next(communities) + "社区")
        else:
            named.append(f"{town[:-1]}街社区" if kind == "town" else next(rural) + "村")
    community = np.array(kinds) != "village"
    serial = pd.Series(1, index=range(len(kinds))).groupby([township, community]).cumsum().to_numpy()
    serial = serial + np.where(community, 0, 200)
    codes = [
        f"{code}{number:03d}"
        for code, number in zip(townships["code"].to_numpy()[township], serial, strict=True)
    ]
    return gpd.GeoDataFrame(
        {
            "code": codes,
            "name": named,
            "township_code": townships["code"].to_numpy()[township],
            "class_code": land.townships.class_code,
            "population": land.settlements.population,
            "households": land.settlements.households,
        },
        geometry=to_lonlat(land.fabric.shapes).to_numpy(),
        crs="EPSG:4326",
    )


def _station_names(townships: gpd.GeoDataFrame, grouping: Townships) -> list[str]:
    stem = townships["name"].iloc[grouping.station_township].str.removesuffix("镇").str.removesuffix("街道")
    return [name + names.STATION_ENDING for name in stem]


def _station_frame(rng: np.random.Generator, places: Places, land: _Land) -> gpd.GeoDataFrame:
    people = np.bincount(land.townships.station, land.settlements.population)
    officers = np.round(people / 4_200 + rng.uniform(0, 2, len(people))).astype(int) + 3
    officers[:2] += 6
    auxiliaries = np.round(officers * rng.uniform(1.6, 2.3, len(people))).astype(int)
    table = {
        "code": [f"{names.COUNTY_CODE}{510 + 10 * number}000" for number in range(len(people))],
        "name": places.names,
        "officers": officers,
        "auxiliaries": auxiliaries,
        "vehicles": np.maximum(2, officers // 4),
    }
    return gpd.GeoDataFrame(table, geometry=to_lonlat(shapely.points(places.xy)).to_numpy(), crs="EPSG:4326")


def _road_frame(roads: Roads) -> gpd.GeoDataFrame:
    speeds = [SPEED_KMH[road_class] for road_class in roads.classes]
    table = {"name": roads.names, "road_class": roads.classes, "speed_kmh": speeds, "bridge": roads.bridge}
    return gpd.GeoDataFrame(table, geometry=to_lonlat(roads.lines).to_numpy(), crs="EPSG:4326")


def _water_frame(land: _Land) -> gpd.GeoDataFrame:
    area = land.fabric.county
    shapes = [
        land.water.river.intersection(area),
        land.water.tributary.intersection(area),
        land.water.reservoir,
    ]
    table = {"name": ["岚江", "石峡河", "石峡水库"], "kind": ["river", "river", "lake"]}
    return gpd.GeoDataFrame(table, geometry=to_lonlat(shapes).to_numpy(), crs="EPSG:4326")


def _population_frame(settlements: Settlements) -> gpd.GeoDataFrame:
    table = {"population": settlements.cell_population, "households": settlements.cell_households}
    return gpd.GeoDataFrame(table, geometry=to_lonlat(settlements.cell_shapes()).to_numpy(), crs="EPSG:4326")


def _place_frame(places: Places) -> gpd.GeoDataFrame:
    table = {"name": places.names, "kind": places.kinds}
    return gpd.GeoDataFrame(table, geometry=to_lonlat(shapely.points(places.xy)).to_numpy(), crs="EPSG:4326")


def _planted_frame(incidents: IncidentFrame, area: pd.Series) -> pd.DataFrame:
    own = (area >= 0).to_numpy()
    return pd.DataFrame(
        {"incident_id": incidents.loc[own, "incident_id"].to_numpy(), "area_id": area[own].to_numpy() + 1}
    )


def _truth_frame(areas: list[PlantedArea], incidents: IncidentFrame, area: pd.Series) -> gpd.GeoDataFrame:
    """Planted areas with their years, incidents and share of all valid incidents in scope."""
    scoped = int((incidents["in_scope"] & (incidents["status"] == "valid")).sum())
    counts = np.array([int((area == number).sum()) for number in range(len(areas))])
    table = {
        "area_id": np.arange(1, len(areas) + 1),
        "name": [planted.name for planted in areas],
        "pattern": [planted.pattern for planted in areas],
        "years": [",".join(map(str, planted.plan.years)) for planted in areas],
        "radius_m": [planted.plan.radius_m for planted in areas],
        "categories": [";".join(dict.fromkeys(planted.plan.words)) for planted in areas],
        "incidents": counts,
        "share": np.round(counts / scoped, 5),
    }
    shapes = to_lonlat([planted.shape for planted in areas]).to_numpy()
    return gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326")
