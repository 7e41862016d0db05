"""What beat cards are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd


@dataclass(frozen=True)
class CardContent:
    """
    What beat cards are made of.

    Parameters
    ----------
    title
        What stands above each card.
    beats
        Beats with what their routes come to; one card for each.
    routes, stops
        Their routes and visits, these with ``arrive_at`` in the county's zone; a place that no visit is
        planned to has no ``day``.
    stretches
        Their roads, with ``passes`` a shift.
    missed
        What the routes do not visit on some day, with ``reason``, ``days_missed`` and ``days``.
    units
        Villages or other units with ``beat_id``, where these are known.
    neighbours
        Every beat of the plan, where cards are made of some.
    places
        The county's own layers.
    lang
        ``"zh"`` or ``"en"``.
    """

    title: str
    beats: gpd.GeoDataFrame
    routes: gpd.GeoDataFrame
    stops: gpd.GeoDataFrame
    stretches: gpd.GeoDataFrame | None = None
    missed: gpd.GeoDataFrame | None = None
    units: gpd.GeoDataFrame | None = None
    neighbours: gpd.GeoDataFrame | None = None
    places: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    lang: str = "zh"
