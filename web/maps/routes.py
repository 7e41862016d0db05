"""Map layers of patrol routes: who passes where, the route of each day, stays, and what was missed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.wording import inert, table_of
from web.texts import label, text
from web.texts.formats import format_number

PASSES = (0.0, 0.5, 1.0, 2.0)
"""Lower limits of the classes of passes a shift; below all of them lies a street that nobody drives."""

# ColorBrewer PuRd, darker and wider with every class, so that a copier keeps them apart.
_PASS_STYLES = (
    Style(stroke="#8a8378", width=1.2, dash="2 4"),
    Style(stroke="#d4b9da", width=2.0),
    Style(stroke="#c994c7", width=3.0),
    Style(stroke="#df65b0", width=4.0),
    Style(stroke="#980043", width=5.5),
)
_ROUTE = Style(stroke="#b35806", width=2.6)
_STOPS = {
    "hot_area": Style(stroke="#ffffff", width=1.2, fill="#b2182b"),
    "must_visit": Style(stroke="#ffffff", width=1.2, fill="#1b7837"),
    "checkpoint": Style(stroke="#ffffff", width=1.2, fill="#222222"),
}
_MISSED = Style(stroke="#222222", width=2.0, dash="2 2", fill="#ffffff")
_ROUTE_FACTS = ("stops", "route_min", "drive_min", "stay_min", "road_km")


def route_layers(layers: Mapping[str, gpd.GeoDataFrame], lang: str, time_zone: str) -> list[MapLayer]:
    """
    Draw routes.

    Parameters
    ----------
    layers
        ``routes``, ``stops``, ``stretches`` and ``missed`` of a plan, as `patrol.routes.plan.RoutePlan` has
        them; of ``stops`` with ``arrive_at`` and ``leave_at``.
    lang
        ``zh`` or ``en``.
    time_zone
        Zone of the map.

    Returns
    -------
    list of MapLayer
        From the ground up; the first day is shown, the others can be switched on.
    """
    drawn = _passes(layers["stretches"], lang)
    for day, routes in layers["routes"].groupby("day"):
        stops = layers["stops"][layers["stops"]["day"] == day]
        drawn += _day(int(day), routes, stops, lang, time_zone)
    missed = layers["missed"]
    if len(missed):
        name = label("layer", "missed_stops", lang)
        rows = missed.to_dict("records")
        drawn.append(
            MapLayer(
                key="missed_stops",
                name=name,
                pane="significant",
                geometry=_flat(missed),
                styles=[_MISSED] * len(missed),
                tips=[
                    inert(f"{row['name'] or row['stop_id']} · {label('missed', row['reason'], lang)}")
                    for row in rows
                ],
                legend=(LegendEntry(_MISSED, name, "dot"),),
            )
        )
    return drawn


def _passes(stretches: gpd.GeoDataFrame, lang: str) -> list[MapLayer]:
    """Draw the streets of the beats by how often a patrol passes in a shift."""
    if stretches.empty:
        return []
    number = np.searchsorted(PASSES, stretches["passes"].to_numpy(), side="left")
    shapes = stretches.geometry.to_crs(4326)
    classes = [place for place in range(len(_PASS_STYLES)) if (number == place).any()]
    united = [shapes[number == place].union_all() for place in classes]
    return [
        MapLayer(
            key="passes",
            name=label("layer", "passes", lang),
            pane="roads",
            geometry=gpd.GeoSeries(united, crs=4326),
            styles=[_PASS_STYLES[place] for place in classes],
            tips=[inert(_class_words(place, lang)) for place in classes],
            legend=tuple(
                LegendEntry(_PASS_STYLES[place], _class_words(place, lang), "line") for place in classes
            ),
            legend_title=label("layer", "passes", lang),
        )
    ]


def _class_words(place: int, lang: str) -> str:
    """Say what a class of passes holds."""
    if place == 0:
        return text("map.passes_none", lang)
    low = format_number(PASSES[place - 1])
    if place == len(PASSES):
        return text("map.passes_over", lang, low=low)
    return text("map.passes_class", lang, low=low, high=format_number(PASSES[place]))


def _day(
    day: int, routes: gpd.GeoDataFrame, stops: gpd.GeoDataFrame, lang: str, time_zone: str
) -> list[MapLayer]:
    """Draw the routes and stays of one day, switched on and off as one name each."""
    date = stops["arrive_at"].min()
    when = text("map.route_day", lang, day=day, date="" if pd.isna(date) else f"{date:%m-%d}")
    popups = [
        f"<h4>{inert(text('routes.name', lang, beat=row['beat_id'], day=day))}</h4>"
        + table_of(_named({**row, "route_min": row["minutes"]}), _ROUTE_FACTS, lang, time_zone)
        for row in routes.drop(columns=routes.geometry.name).to_dict("records")
    ]
    ways = MapLayer(
        key=f"routes_{day}",
        name=when,
        pane="places",
        geometry=_flat(routes),
        styles=[_ROUTE] * len(routes),
        popups=popups,
        legend=(LegendEntry(_ROUTE, label("layer", "routes", lang), "line"),) if day == 1 else (),
        shown=day == 1,
    )
    kinds = [kind for kind in _STOPS if day == 1 and (stops["kind"] == kind).any()]
    stays = MapLayer(
        key=f"stops_{day}",
        name=text("map.stops_of", lang, day=when),
        pane="significant",
        geometry=_flat(stops),
        styles=[_STOPS[str(kind)] for kind in stops["kind"]],
        tips=[inert(_stay(row, lang)) for row in stops.to_dict("records")],
        legend=tuple(LegendEntry(_STOPS[kind], label("stop_kind", kind, lang), "dot") for kind in kinds),
        shown=day == 1,
    )
    return [ways, stays] if len(stops) else [ways]


def _stay(row: Mapping[Any, Any], lang: str) -> str:
    place = row["name"] or row["stop_id"]
    return text(
        "map.stay",
        lang,
        beat=row["beat_id"],
        number=row["order"],
        name=place,
        arrives=f"{row['arrive_at']:%H:%M}",
        leaves=f"{row['leave_at']:%H:%M}",
    )


def _named(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _flat(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    return frame.geometry.to_crs(4326).reset_index(drop=True)
