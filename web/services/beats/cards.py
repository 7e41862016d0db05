"""Gather what beat cards show: routes that were planned, or beats alone where none were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from data.places import read_shapes
from gis.crs import metric_crs_of
from gis.errors import InputError
from patrol.routes.stops import stops_in_beats
from web.services.exporting import base_map
from web.services.routes.kept import LAYERS, KeptRoutes, routes_in_file, routes_in_store
from web.services.routes.planning import areas_of
from web.texts import text

if TYPE_CHECKING:
    from data.store import Store
    from web.reports.beat_card_content import CardContent

BEAT_LAYERS = ("units", "beats")
"""Layers of a file that ``safetown beats`` wrote."""

SAME_SHARE = 0.999
"""Beats are those that routes were planned for when so much of them is the same ground."""


@dataclass(frozen=True, slots=True)
class CardPlan:
    """
    What cards are made of.

    Attributes
    ----------
    kept
        The beats with their routes; without routes, places have no times.
    units
        Units with ``beat_id``, where these are known.
    neighbours
        Every beat of the plan.
    places
        The county's own layers.
    """

    kept: KeptRoutes
    units: gpd.GeoDataFrame | None
    neighbours: gpd.GeoDataFrame
    places: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)

    @property
    def is_timed(self) -> bool:
        """Whether routes were planned."""
        return len(self.kept.routes) > 0


def cards_of_file(path: Path, time_zone: str) -> CardPlan:
    """
    Read a GeoPackage of routes, or of beats.

    Raises
    ------
    InputError
        ``routes.not_a_plan`` when it is neither.
    """
    is_package = path.suffix.lower() == ".gpkg" and path.exists()
    names = set(pyogrio.list_layers(path)[:, 0]) if is_package else set()
    if set(BEAT_LAYERS) <= names and not set(LAYERS) <= names:
        beats, units = read_shapes(path, "beats"), read_shapes(path, "units")
        return CardPlan(_without_routes(beats, stops_in_beats(beats)[0]), units, beats)
    kept = routes_in_file(path, time_zone)
    roads = kept.stretches[kept.stretches["in_beat"]].assign(road_class="local")
    return CardPlan(kept, None, kept.beats, {"roads": roads})


def cards_of_store(store: Store, time_zone: str) -> CardPlan:
    """
    Give the routes planned last; where there are none for the beats of now, the beats and their places.

    Raises
    ------
    InputError
        ``routes.none_kept`` when the store holds neither routes nor beats.
    """
    now = store.latest_analysis("beats")
    places = base_map(store)
    routes = store.latest_analysis("routes")
    if now is None:
        kept = routes_in_store(store, time_zone)
        return CardPlan(kept, None, kept.beats, places)
    beats, units = now.layers["beats"], now.layers.get("units")
    if routes is not None and "beats" in routes.layers and _is_part_of(routes.layers["beats"], beats):
        return CardPlan(routes_in_store(store, time_zone), units, beats, places)
    return cards_of_beats(store, beats, units)


def cards_of_beats(store: Store, beats: gpd.GeoDataFrame, units: gpd.GeoDataFrame | None) -> CardPlan:
    """Give the places of beats that no routes were planned for, such as those of a draft."""
    stops, _ = stops_in_beats(
        beats,
        areas=areas_of(store),
        must_visit=store.places("key-places"),
        checkpoints=store.places("checkpoints"),
    )
    return CardPlan(_without_routes(beats, stops), units, beats, base_map(store))


def card_content(plan: CardPlan, beats: gpd.GeoDataFrame, county: str, lang: str) -> CardContent:
    """Gather what the cards of some beats of a plan print."""
    from web.reports.beat_card_content import CardContent

    return CardContent(
        title=f"{county} {text('card.title', lang)}".strip(),
        beats=beats,
        routes=plan.kept.routes,
        stops=plan.kept.stops,
        stretches=plan.kept.stretches,
        missed=plan.kept.missed,
        units=plan.units,
        neighbours=plan.neighbours,
        places=plan.places,
        lang=lang,
    )


def chosen_beats(kept: KeptRoutes, chosen: tuple[str, ...]) -> gpd.GeoDataFrame:
    """
    Take the beats that were asked for, all unless some were.

    Raises
    ------
    InputError
        ``routes.no_beats`` when none is left.
    """
    beats = kept.beats
    if chosen:
        beats = beats[beats["beat_id"].astype(str).isin(chosen)]
    if len(beats) == 0:
        raise InputError("routes.no_beats")
    return beats


def _without_routes(beats: gpd.GeoDataFrame, stops: gpd.GeoDataFrame) -> KeptRoutes:
    metric = metric_crs_of(beats)
    untimed = stops.to_crs(metric).assign(day=np.nan, arrive_min=np.nan, arrive_at=pd.NaT)
    routes = gpd.GeoDataFrame({"beat_id": [], "day": []}, geometry=[], crs=metric)
    roads = {"beat_id": [], "in_beat": pd.Series(dtype=bool), "passes": [], "length_m": []}
    return KeptRoutes(routes, untimed, gpd.GeoDataFrame(roads, geometry=[], crs=metric), beats.to_crs(metric))


def _is_part_of(routed: gpd.GeoDataFrame, beats: gpd.GeoDataFrame) -> bool:
    """Tell whether the beats that routes were planned for are beats of now, number by number."""
    metric = metric_crs_of(beats)
    now = beats.to_crs(metric).set_index("beat_id").geometry
    then = routed.to_crs(metric).set_index("beat_id").geometry
    if not then.index.isin(now.index).all():
        return False
    same = then.intersection(now.loc[then.index], align=False).area
    return bool((same >= SAME_SHARE * np.maximum(then.area, now.loc[then.index].area)).all())
