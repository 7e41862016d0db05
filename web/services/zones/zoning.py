"""Zones of the store: urban, fringe and rural; joint zones, corridors, joint patrols of villages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from data.forces import read_forces
from data.zone_overrides import read_zone_overrides
from gis.errors import InputError, Problem, TableError
from gis.roads import RoadGraph, build_road_graph
from patrol.demand.station_way import minutes_from_station
from patrol.fringe.corridors import CORRIDOR_M, highway_corridors
from patrol.fringe.cover import cover_of
from patrol.fringe.joint_zones import joint_zones
from patrol.fringe.key_areas import with_key_areas
from patrol.fringe.rural_groups import ATTRIBUTES, RuralParams, rural_groups
from patrol.urban.community_patrols import CommunityParams
from patrol.zones import classify_zones
from web.services.demand.forces import forces_by_place
from web.services.stations import station_codes
from web.services.zones.urban_patrol import urban_patrol
from web.texts import text

if TYPE_CHECKING:
    from data.store import Store

EVERY_TOWN = "all"
IDS = ("joint_zone_id", "rural_area_id", "rural_group_id")
NAMED_BY_STATION = {"key_sections", "community_patrols", "rural_areas", "rural_groups"}
"""Layers that say the name of each row's station beside its code."""


@dataclass(frozen=True, slots=True)
class ZoneRequest:
    """
    What is asked for.

    Attributes
    ----------
    overrides
        Table of zones set by hand; it takes the place of those set before.
    urban_towns
        Codes or names of further townships that count as the county seat does; ``all`` for every one.
    corridor_m
        How far corridors reach to each side of a highway; 0 for none.
    forces
        Table of forces; its rows on villages give their teams and security-centre households.
    time_zone
        Zone whose clock is read.
    forget_overrides
        Set nothing by hand any more; else what was set before stays until there is another table.
    villages_per_area, households_per_patrol
        Size of officers' areas and of joint patrols in the country.
    rounds_a_week
        Rounds of a neighbourhood in town, on average.
    """

    overrides: Path | None = None
    urban_towns: tuple[str, ...] = ()
    corridor_m: float = CORRIDOR_M
    forces: Path | None = None
    time_zone: str = "Asia/Shanghai"
    forget_overrides: bool = False
    villages_per_area: float = RuralParams().villages_per_area
    households_per_patrol: float = RuralParams().households_per_group
    rounds_a_week: int = CommunityParams().rounds_a_week


@dataclass(frozen=True, slots=True)
class ZonePlan:
    """
    Zones and what follows from them.

    Attributes
    ----------
    zones
        The villages with ``zone``, ``zone_source``, ``joint_zone_id``, ``rural_area_id``, ``rural_group_id``
        (null in none), ``station_min``, ``street_km``, and what the table of forces says of them.
    key_sections, community_patrols
        As `web.services.zones.urban_patrol` gives them.
    joint_zones, corridors, rural_areas, rural_groups
        As `patrol.fringe` makes them.
    corridor_overlaps
        What corridors share with other zones.
    notes
        What a reader must know.
    """

    zones: gpd.GeoDataFrame
    key_sections: gpd.GeoDataFrame
    community_patrols: gpd.GeoDataFrame
    joint_zones: gpd.GeoDataFrame
    corridors: gpd.GeoDataFrame
    rural_areas: gpd.GeoDataFrame
    rural_groups: gpd.GeoDataFrame
    corridor_overlaps: pd.DataFrame
    notes: tuple[Problem, ...]

    def layers(self) -> dict[str, gpd.GeoDataFrame]:
        """Give the layers that hold anything, by name."""
        named = {
            "zones": self.zones,
            "key_sections": self.key_sections,
            "community_patrols": self.community_patrols,
            "joint_zones": self.joint_zones,
            "corridors": self.corridors,
            "rural_areas": self.rural_areas,
            "rural_groups": self.rural_groups,
        }
        return {name: frame for name, frame in named.items() if len(frame)}


def zones_of_store(store: Store, request: ZoneRequest = ZoneRequest()) -> ZonePlan:
    """
    Classify the villages, divide fringe and country among stations, and keep it all in the store.

    Raises
    ------
    InputError
        When the store holds no villages; ``zones.town_unknown``.
    TableError
        What is wrong with the table of zones or forces.
    """
    villages = store.places("villages")
    if len(villages) == 0:
        raise InputError("store.no_layer", layer="villages")
    cells, stations, roads = (store.places(name) for name in ("population", "stations", "roads"))
    villages, unknown = _with_forces(villages, request.forces, store)
    towns = _towns(request.urban_towns, store.places("townships"))
    result = classify_zones(
        villages.assign(station=station_codes(villages, stations)),
        cells if len(cells) else None,
        urban_towns=towns or (),
        every_town=towns is None,
        overrides=_by_hand(store, request),
    )
    graph = build_road_graph(roads) if len(roads) else None
    lines = roads if request.corridor_m > 0 else None
    urban = urban_patrol(
        store, result.zones, roads, request.time_zone, CommunityParams(request.rounds_a_week)
    )
    sizes = RuralParams(request.villages_per_area, request.households_per_patrol)
    plan = _divided(result.zones, stations, graph, lines, corridor_m=request.corridor_m, sizes=sizes)
    plan = replace(
        plan,
        zones=plan.zones.assign(street_km=urban.street_km),
        key_sections=urban.key_sections,
        community_patrols=urban.community_patrols,
        notes=(*unknown, *result.notes, *urban.notes, *plan.notes),
    )
    key = with_key_areas(plan.joint_zones, store.places("key-places"), _areas(store))
    plan = replace(plan, joint_zones=key)
    parameters: dict[str, object] = {
        "villages": len(villages),
        "urban_towns": list(request.urban_towns),
        "corridor_m": request.corridor_m,
    }
    store.save_analysis("zones", parameters, plan.layers())
    return plan


def spoken_layers(
    layers: Mapping[str, gpd.GeoDataFrame], places: Mapping[str, gpd.GeoDataFrame], lang: str
) -> dict[str, gpd.GeoDataFrame]:
    """Give the layers of a plan with the names of stations and of the offices that coordinate joint zones."""
    layers = dict(layers)
    station, township = (_names(places.get(name)) for name in ("stations", "townships"))
    if "joint_zones" in layers:
        joint = layers["joint_zones"]
        offices = [
            text("zones.county_office", lang)
            if pd.isna(code)
            else text("zones.township_office", lang, township=township.get(str(code), str(code)))
            for code in joint["township_code"]
        ]
        sides = {
            f"{side}_name": [
                None if pd.isna(code) else station.get(str(code), str(code)) for code in joint[side]
            ]
            for side in ("primary_station", "backup_station")
        }
        layers["joint_zones"] = joint.assign(**sides, coordinating_office=offices)
    if "corridors" in layers:
        codes = layers["corridors"]["stations"].str.split(", ")
        named = [", ".join(station.get(code, code) for code in own) for own in codes]
        layers["corridors"] = layers["corridors"].assign(station_names=named)
    for name in NAMED_BY_STATION & set(layers):
        codes = layers[name]["station"]
        said = [None if pd.isna(code) else station.get(str(code), str(code)) for code in codes]
        layers[name] = layers[name].assign(station_name=pd.Series(said, index=codes.index, dtype=object))
    return layers


def _divided(
    zones: gpd.GeoDataFrame,
    stations: gpd.GeoDataFrame,
    graph: RoadGraph | None,
    roads: gpd.GeoDataFrame | None,
    *,
    corridor_m: float,
    sizes: RuralParams,
) -> ZonePlan:
    """Divide the fringe and the country, and lay corridors."""
    load = "population" if "population" in zones and zones["population"].notna().all() else None
    joint = joint_zones(zones, load)
    fringe = zones.geometry[zones["zone"] == "fringe"]
    gaps = cover_of(joint.zones.geometry, fringe).notes if len(fringe) else ()
    way = None if graph is None else minutes_from_station(zones, zones["station"], stations, graph)
    rural = rural_groups(zones, graph, station_min=way, params=sizes)
    corridors = None if roads is None else highway_corridors(zones, roads, corridor_m=corridor_m)
    nothing = zones.iloc[:0]
    return ZonePlan(
        zones=_numbered(zones.assign(joint_zone_id=joint.zone_of_unit).join(rural.villages)),
        key_sections=nothing,
        community_patrols=nothing,
        joint_zones=joint.zones,
        corridors=nothing if corridors is None else corridors.corridors,
        rural_areas=rural.areas,
        rural_groups=rural.groups,
        corridor_overlaps=pd.DataFrame() if corridors is None else corridors.overlaps,
        notes=(*gaps, *(() if corridors is None else corridors.notes), *rural.notes),
    )


def _numbered(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Write null for "in none", so that no one takes those outside for one more group to be kept whole."""
    numbers = {name: zones[name].astype("Int64") for name in IDS}
    return zones.assign(**{name: number.mask(number == 0) for name, number in numbers.items()})


def _with_forces(
    villages: gpd.GeoDataFrame, path: Path | None, store: Store
) -> tuple[gpd.GeoDataFrame, tuple[Problem, ...]]:
    """Give villages the teams and security-centre households that the table of forces names for them."""
    if path is None:
        return villages, ()
    places = {name: store.places(name) for name in ("stations", "townships")}
    counts, notes = forces_by_place(read_forces(path), {**places, "villages": villages})
    return villages.assign(**{name: counts["villages"][name] for name in ATTRIBUTES}), notes


def _by_hand(store: Store, request: ZoneRequest) -> dict[str, str]:
    """Give the zones set by hand: by the table, else those that the last run kept."""
    if request.overrides is not None:
        return read_zone_overrides(request.overrides)
    found = None if request.forget_overrides else store.latest_analysis("zones")
    if found is None or not {"code", "zone", "zone_source"} <= set(found.layers["zones"].columns):
        return {}
    zones = found.layers["zones"]
    kept = zones[zones["zone_source"] == "override"]
    return dict(zip(kept["code"].astype(str), kept["zone"].astype(str), strict=True))


def _towns(asked: tuple[str, ...], townships: gpd.GeoDataFrame) -> tuple[str, ...] | None:
    """Give the codes of the townships asked for, None for all."""
    if EVERY_TOWN in asked:
        return None
    codes = {str(code): str(code) for code in townships["code"]}
    codes |= {str(name): str(code) for code, name in zip(townships["code"], townships["name"], strict=True)}
    if unknown := [word for word in asked if word not in codes]:
        raise TableError("zones.town_unknown", towns=", ".join(unknown))
    return tuple(codes[word] for word in asked)


def _areas(store: Store) -> gpd.GeoDataFrame | None:
    """Give the significant disorderly areas that were found last."""
    found = store.latest_analysis("hotspots")
    if found is None or "areas" not in found.layers:
        return None
    areas = found.layers["areas"]
    return areas[areas["tier"] == "significant"]


def _names(frame: gpd.GeoDataFrame | None) -> dict[str, str]:
    """Give names by code, where there are any."""
    if frame is None or not {"code", "name"} <= set(frame.columns):
        return {}
    named = frame[frame["name"].astype(str) != ""]
    return dict(zip(named["code"].astype(str), named["name"].astype(str), strict=True))
