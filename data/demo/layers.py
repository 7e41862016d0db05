"""The demo county's place layers as tables in EPSG:4326, with the columns that the import expects."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.demo import names
from data.demo.key_places import Places
from data.demo.land import Land
from data.demo.plane import to_lonlat
from data.demo.roads import SPEED_KMH, Roads
from data.demo.settlements import Settlements
from data.demo.townships import Townships


def township_frame(rng: np.random.Generator, land: Land) -> gpd.GeoDataFrame:
    """Townships with codes and names; each is the union of its units."""
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


def village_frame(rng: np.random.Generator, land: Land, townships: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Villages and communities, without their stations yet."""
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


def station_names(townships: gpd.GeoDataFrame, grouping: Townships) -> list[str]:
    """Name every station after the township it stands in."""
    stem = townships["name"].iloc[grouping.station_township].str.removesuffix("镇").str.removesuffix("街道")
    return [name + names.STATION_ENDING for name in stem]


def station_frame(rng: np.random.Generator, places: Places, land: Land) -> gpd.GeoDataFrame:
    """Stations with a strength that follows the people they serve."""
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


def road_frame(roads: Roads) -> gpd.GeoDataFrame:
    """Pieces of road between junctions."""
    speeds = [SPEED_KMH[road_class] for road_class in roads.classes]
    table = {"name": roads.names, "road_class": roads.classes, "speed_kmh": speeds, "bridge": roads.bridge}
    return gpd.GeoDataFrame(table, geometry=to_lonlat(roads.lines).to_numpy(), crs="EPSG:4326")


def water_frame(land: Land) -> gpd.GeoDataFrame:
    """River, tributary and reservoir inside the county."""
    area = land.fabric.county
    shapes = [
        land.water.river.intersection(area),
        land.water.tributary.intersection(area),
        land.water.reservoir,
    ]
    table = {"name": ["岚江", "石峡河", "石峡水库"], "kind": ["river", "river", "lake"]}
    return gpd.GeoDataFrame(table, geometry=to_lonlat(shapes).to_numpy(), crs="EPSG:4326")


def population_frame(settlements: Settlements) -> gpd.GeoDataFrame:
    """Populated cells of 200 m."""
    table = {"population": settlements.cell_population, "households": settlements.cell_households}
    return gpd.GeoDataFrame(table, geometry=to_lonlat(settlements.cell_shapes()).to_numpy(), crs="EPSG:4326")


def place_frame(places: Places) -> gpd.GeoDataFrame:
    """Points with names and kinds."""
    table = {"name": places.names, "kind": places.kinds}
    return gpd.GeoDataFrame(table, geometry=to_lonlat(shapely.points(places.xy)).to_numpy(), crs="EPSG:4326")
