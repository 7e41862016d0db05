"""The demo county as tables: places, incidents, the truth planted in them, and a messy file."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from data.demo import layers, names
from data.demo.incident_frame import Precincts, make_frame
from data.demo.incident_points import make_ground
from data.demo.incidents import Period, Stage, draw_incidents
from data.demo.key_places import make_checkpoints, make_key_places, station_places
from data.demo.land import PARTS, Land, make_land
from data.demo.messy import make_messy
from data.demo.plane import Floats, to_lonlat
from data.demo.planted import PlantedArea, make_planted
from data.demo.roads import make_roads
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
    seeds = iter(np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(STREAMS))
    land = make_land([next(seeds) for _ in range(PARTS)])
    roads = make_roads(next(seeds), land)
    townships, villages, stations, posts = _administration(next(seeds), land)
    places = make_key_places(next(seeds), land, roads, list(townships["name"]), list(villages["name"]))
    stage = Stage(
        make_ground(next(seeds), land, roads, places),
        make_planted(next(seeds), places, list(townships["name"][2:])),
        posts[:2],
    )
    precincts = Precincts(land.fabric, villages, posts, land.townships.station)
    rng = next(seeds)
    drawn = draw_incidents(rng, stage, YEARS, INCIDENTS)
    incidents = make_frame(rng, drawn, YEARS, precincts)
    rng = next(seeds)
    month = make_frame(rng, draw_incidents(rng, stage, MESSY_MONTH, MESSY_INCIDENTS), MESSY_MONTH, precincts)
    return County(
        name=names.COUNTY,
        seed=seed,
        townships=townships,
        villages=villages,
        stations=stations,
        roads=layers.road_frame(roads),
        water=layers.water_frame(land),
        population=layers.population_frame(land.settlements),
        checkpoints=layers.place_frame(make_checkpoints(roads, land.fabric)),
        key_places=layers.place_frame(places),
        incidents=incidents,
        truth=_truth_frame(stage.planted, incidents, drawn["area"]),
        planted=_planted_frame(incidents, drawn["area"]),
        messy=make_messy(rng, month, townships, stations),
    )


def _administration(
    rng: np.random.Generator, land: Land
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame, Floats]:
    """Townships, villages with their stations, stations, and the stations' points in the plane."""
    townships = layers.township_frame(rng, land)
    villages = layers.village_frame(rng, land, townships)
    posts = station_places(rng, land.seat, land.townships, layers.station_names(townships, land.townships))
    stations = layers.station_frame(rng, posts, land)
    villages = villages.assign(station=stations["code"].to_numpy()[land.townships.station])
    return townships, villages, stations, posts.xy


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
