"""What goes onto a map that leaves the system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

import geopandas as gpd

from gis.frames import IncidentFrame
from web.texts import LANGUAGES, text
from web.texts.formats import format_day, format_days

PLACE_LAYERS = (
    *("townships", "villages", "stations", "roads", "water", "checkpoints", "key-places"),
    "population",
)


class Link(NamedTuple):
    """Words that lead to another page of the same service."""

    words: str
    address: str


@dataclass(frozen=True)
class MapContent:
    """
    Everything that a map shows; what is left out is not drawn.

    Parameters
    ----------
    title
        What the map is about.
    lang
        ``"zh"`` or ``"en"``.
    areas
        Disorderly areas with the columns of their evidence; tiers are drawn apart.
    incidents
        Incidents; they are only ever drawn as counts of cells, never as points.
    density
        Cells with a column ``density`` (incidents per km2), in place of those counted from incidents.
    zones
        Villages with ``zone``.
    key_sections, community_patrols
        In town: sections of streets that matter, with their times, and rounds of neighbourhoods.
    joint_zones, corridors, rural_areas, rural_groups
        What follows from them: joint zones of stations (hatched), strips along highways, officers' areas and
        joint patrols of villages.
    units, beats
        The two layers of a beat plan.
    places
        The county's own layers by name (townships, villages, stations, roads, water, ...): the base map.
    since, until
        First and last day that the map speaks of.
    source
        Where the records come from.
    made_on
        Day that the map was made.
    time_zone
        IANA name of the county's zone.
    tile_url
        Tiles of the county's choice, with ``{z}``, ``{x}``, ``{y}``; empty for none, which is the default.
    tile_words
        Whose tiles they are.
    notes
        What else a reader must know.
    links
        Where else a reader may go, on a map that a service shows; none on one that leaves the system.
    """

    title: str
    lang: str = "zh"
    areas: gpd.GeoDataFrame | None = None
    incidents: IncidentFrame | None = None
    density: gpd.GeoDataFrame | None = None
    zones: gpd.GeoDataFrame | None = None
    key_sections: gpd.GeoDataFrame | None = None
    community_patrols: gpd.GeoDataFrame | None = None
    joint_zones: gpd.GeoDataFrame | None = None
    corridors: gpd.GeoDataFrame | None = None
    rural_areas: gpd.GeoDataFrame | None = None
    rural_groups: gpd.GeoDataFrame | None = None
    units: gpd.GeoDataFrame | None = None
    beats: gpd.GeoDataFrame | None = None
    places: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    source: str = ""
    made_on: date | None = None
    time_zone: str = "Asia/Shanghai"
    tile_url: str = ""
    tile_words: str = ""
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no map can be made of."""
        if self.lang not in LANGUAGES:
            raise ValueError(f"lang must be one of {', '.join(LANGUAGES)}, not {self.lang!r}")
        if unknown := set(self.places) - set(PLACE_LAYERS):
            raise ValueError(
                f"places must be among {', '.join(PLACE_LAYERS)}, not {', '.join(sorted(unknown))}"
            )
        for name, frame in self.frames().items():
            if frame.crs is None:
                raise ValueError(f"{name} has no coordinate reference system")

    def frames(self) -> dict[str, gpd.GeoDataFrame]:
        """Give every table that was handed in, by name."""
        own = {
            "areas": self.areas,
            "incidents": self.incidents,
            "density": self.density,
            "zones": self.zones,
            "key_sections": self.key_sections,
            "community_patrols": self.community_patrols,
            "joint_zones": self.joint_zones,
            "corridors": self.corridors,
            "rural_areas": self.rural_areas,
            "rural_groups": self.rural_groups,
            "units": self.units,
            "beats": self.beats,
        }
        return {name: frame for name, frame in {**own, **self.places}.items() if frame is not None}

    @property
    def tile_hosts(self) -> tuple[str, ...]:
        """Hosts that the tile setting allows; one with ``{s}`` in it stays refused."""
        host = urlsplit(self.tile_url).hostname if self.tile_url else None
        return (host,) if host else ()

    @property
    def period(self) -> str:
        """The days that the map speaks of, in words; empty when they are not known."""
        if self.since is None or self.until is None:
            return ""
        return format_days(self.since, self.until, self.lang)

    @property
    def imprint(self) -> str:
        """Source and date, in words."""
        said = []
        if self.source:
            said.append(text("map.source", self.lang, source=self.source))
        if self.made_on is not None:
            said.append(text("map.made_on", self.lang, day=format_day(self.made_on, self.lang)))
        return " · ".join(said)
