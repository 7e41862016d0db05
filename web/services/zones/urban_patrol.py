"""Patrol in town, from what the store holds: streets of each unit, key sections, rounds of neighbourhoods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.errors import Problem, first_of
from gis.frames import IncidentFrame, point_incidents
from patrol.urban.community_patrols import CommunityParams, community_patrols
from patrol.urban.key_sections import key_sections
from patrol.urban.street_sections import street_km, street_sections
from web.services.demand.week_hours import last_year, week_shares

if TYPE_CHECKING:
    from data.store import Store


@dataclass(frozen=True, slots=True)
class UrbanPatrol:
    """
    What patrol in town goes by.

    Attributes
    ----------
    street_km
        Streets of each unit; null outside the town, and where no roads are known.
    key_sections, community_patrols
        As `patrol.urban` makes them, with ``neighbourhood`` (its name) and ``station`` of each section; empty
        without urban units or incidents.
    notes
        ``urban.no_street`` (units that no street fronts), ``urban.no_incidents``.
    """

    street_km: pd.Series
    key_sections: gpd.GeoDataFrame
    community_patrols: gpd.GeoDataFrame
    notes: tuple[Problem, ...]


def urban_patrol(
    store: Store,
    zones: gpd.GeoDataFrame,
    roads: gpd.GeoDataFrame,
    time_zone: str,
    params: CommunityParams,
) -> UrbanPatrol:
    """
    Find key sections and rounds of neighbourhoods in the town.

    Preventable crime and public order that was reported within the last year counts.

    Parameters
    ----------
    store
        Holds the incidents.
    zones
        Villages with ``zone``.
    roads
        The layer of roads, which may be empty.
    time_zone
        Zone whose clock is read.
    params
        How many rounds there are.
    """
    nothing = zones.iloc[:0]
    urban = (zones["zone"] == "urban").to_numpy()
    km = pd.Series(np.nan, index=zones.index)
    if not urban.any():
        return UrbanPatrol(km, nothing, nothing, ())
    town = zones[urban]
    notes = []
    if len(roads):
        km[urban] = street_km(town, roads)
        notes += _without_street(town, km[urban])
    incidents, weeks = _incidents(store)
    if len(incidents) == 0:
        return UrbanPatrol(km, nothing, nothing, (*notes, Problem("urban.no_incidents")))
    shares = week_shares(incidents, time_zone)
    rounds = community_patrols(zones, incidents, shares, weeks=weeks, params=params)
    sections = nothing
    if len(roads):
        streets = street_sections(roads, town.geometry)
        found = key_sections(streets, incidents, shares) if len(streets) else streets
        sections = _placed(found, town).to_crs(zones.crs)
    return UrbanPatrol(km, sections, rounds, tuple(notes))


def _incidents(store: Store) -> tuple[IncidentFrame, float]:
    from data.store import IncidentFilter

    found = point_incidents(store.incidents(IncidentFilter(points_only=True, in_scope_only=True)))
    return last_year(IncidentFrame(found[found["source"] != "discovered"]))


def _without_street(town: gpd.GeoDataFrame, km: pd.Series) -> list[Problem]:
    without = (km == 0).to_numpy()
    return [Problem("urban.no_street", {"units": first_of(town["name"][without])})] if without.any() else []


def _placed(sections: gpd.GeoDataFrame, town: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Say in which unit the middle of each section lies, and of which station that is."""
    middles = sections.geometry.interpolate(0.5, normalized=True)
    nearest = town.to_crs(sections.crs).sindex.nearest(middles, return_all=False)[1]
    units = town.iloc[nearest]
    return sections.assign(neighbourhood=units["name"].to_numpy(), station=units["station"].to_numpy())
