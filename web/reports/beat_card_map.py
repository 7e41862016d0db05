"""The map of a beat card: the beat and its neighbours, streets, the first day's route, numbered places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from markupsafe import Markup

from web.maps.base import ROAD_STYLES, base_layers
from web.maps.content import MapContent
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.panel import swatch
from web.maps.shapes import border_lines
from web.maps.wording import inert
from web.reports.inset import Inset, Part, find_part
from web.reports.map_figure import map_drawing
from web.reports.map_sheet import WIDTH, Bounds, Sheet, paper_for
from web.reports.pages import render
from web.texts import label, text
from web.texts.formats import is_missing

BADGE, DOT = 15.0, 8.0
"""Radius of a number and of a station on the map: 2.8 mm and 1.5 mm on paper."""

STOP_KINDS = ("hot_area", "must_visit", "checkpoint")
"""In the order that a card lists them: what a full page leaves out are checkpoints first."""
_BASE = ("roads", "water", "stations")

_BEYOND = 0.06
"""Ground beyond the edges of the paper that is drawn, in widths of the map, so that no cut is seen."""

# Grey and dark, so that a copier in black and white keeps them apart: the beat is white, all else is paler.
_INSIDE = Style(fill="#ffffff")
_OUTSIDE = Style(fill="#ffffff", fill_opacity=0.5)
_BAND = Style(stroke="#c3cde0", width=13.0)
_EDGE = Style(stroke="#16294f", width=3.6, dash="11 4 3 4")
_NEIGHBOURS = Style(stroke="#555555", width=2.2, dash="9 4 2 4")
_UNITS = Style(stroke="#8c867c", width=1.0, dash="3 3")
_CASING = Style(stroke="#ffffff", width=8.0)
_ROUTE = Style(stroke="#c2410c", width=4.4)
_STATION = Style(stroke="#ffffff", width=1.5, fill="#16294f")
_PRINTED_ROADS = {
    ROAD_STYLES["local"]: Style(stroke="#a39c90", width=1.5),
    ROAD_STYLES["secondary"]: Style(stroke="#857d71", width=2.3),
    ROAD_STYLES["main"]: Style(stroke="#6b6459", width=3.4),
    ROAD_STYLES["highway"]: Style(stroke="#4d473f", width=4.6),
}


class Sign(NamedTuple):
    """A sign and what it stands for."""

    drawing: Markup
    words: str


class Ground:
    """What lies below all cards, made once."""

    def __init__(
        self,
        beats: gpd.GeoDataFrame,
        units: gpd.GeoDataFrame | None,
        places: Mapping[str, gpd.GeoDataFrame],
        lang: str,
    ) -> None:
        self._lang = lang
        shown = MapContent(
            title="", lang=lang, places={name: places[name] for name in _BASE if name in places}
        )
        self._layers = {layer.key: layer for layer in base_layers(shown)}
        if "roads" in self._layers:
            roads = self._layers["roads"]
            self._layers["roads"] = replace(roads, styles=[_PRINTED_ROADS[style] for style in roads.styles])
        self._road_names = _by_name(places.get("roads"), lang)
        self._beats = sound(beats)
        named = units is not None and len(units) > 0 and "name" in units
        self._units = sound(units) if units is not None and named else None

    def below(self, box: shapely.Polygon) -> list[MapLayer]:
        """Give water and roads near a box, from the ground up."""
        return [_near(self._layers[key], box) for key in ("water", "roads") if key in self._layers]

    def units(self, beat_id: object, box: shapely.Polygon) -> list[MapLayer]:
        """Give the units near a box, those of the beat apart."""
        if self._units is None:
            return []
        near = self._units[self._units.intersects(box)]
        own = near["beat_id"] == beat_id
        parts = (("units-around", near[~own]), ("units", near[own]))
        return [_lines(key, part, part["name"], _UNITS) for key, part in parts if len(part)]

    def road_names(self, inside: shapely.Geometry) -> MapLayer:
        """Give the roads of a beat by name, the longest first."""
        lines = shapely.intersection(self._road_names.to_numpy(), inside)
        lengths = shapely.length(lines)
        order = [place for place in np.argsort(-lengths, kind="stable") if lengths[place] > 0]
        names = [inert(self._road_names.index[place]) for place in order]
        shapes = gpd.GeoSeries(lines[order], crs=4326)
        return MapLayer("road-names", "", "roads", shapes, [Style()] * len(order), labels=names)

    def stations(self, box: shapely.Polygon) -> list[MapLayer]:
        """Give the stations."""
        return [_near(self._layers["stations"], box)] if "stations" in self._layers else []

    def neighbours(self, beat_id: object, box: shapely.Polygon) -> MapLayer:
        """Give the other beats near a box, with their numbers."""
        near = self._beats[(self._beats["beat_id"] != beat_id) & self._beats.intersects(box)]
        names = [text("card.heading", self._lang, beat=number) for number in near["beat_id"]]
        cut = near.assign(geometry=shapely.intersection(near.geometry.to_numpy(), box))
        return _lines("neighbours", cut, names, _NEIGHBOURS)


def card_map(
    beat: Mapping[str, Any],
    places: gpd.GeoDataFrame,
    route: gpd.GeoDataFrame,
    ground: Ground,
    *,
    lang: str,
    tallness: float,
) -> tuple[Markup | None, list[Sign]]:
    """
    Draw the map of a card.

    Parameters
    ----------
    beat
        Row of the beat, its geometry in EPSG:4326.
    places
        Numbered places of the beat in the order of their numbers, in EPSG:4326.
    route
        Route to draw, in EPSG:4326; may be empty.
    ground
        What lies below.
    lang
        Language of its words.
    tallness
        Height of the map over its width.

    Returns
    -------
    tuple
        The drawing, and its legend.
    """
    shape = gpd.GeoSeries([beat["geometry"]], crs=4326)
    around = _box(pd.concat([shape, places.geometry]))
    sheet = paper_for(around, (WIDTH, round(WIDTH * tallness, 1)))
    seen = shapely.box(*sheet.ground_of())
    box = shapely.box(*seen.buffer(_BEYOND * (seen.bounds[2] - seen.bounds[0])).bounds)
    neighbours, stations = ground.neighbours(beat["beat_id"], box), ground.stations(seen)
    outside = gpd.GeoSeries([box.difference(shape.iloc[0])], crs=4326)
    layers = [
        MapLayer("inside", "", "fills", shape, [_INSIDE]),
        MapLayer("band", "", "fills", shape.boundary, [_BAND]),
        *ground.below(box),
        *ground.units(beat["beat_id"], box),
        MapLayer("outside", "", "fills", outside, [_OUTSIDE]),
        neighbours,
        MapLayer("edge", "", "fills", shape.boundary, [_EDGE]),
        *(
            MapLayer("route", "", "routes", route.geometry, [style] * len(route))
            for style in (_CASING, _ROUTE)
        ),
        *stations,
        ground.road_names(shape.iloc[0]),
        *(_numbered(places, kind) for kind in STOP_KINDS),
    ]
    draw = partial(map_drawing, layers, text("card.heading", lang, beat=beat["beat_id"]), lang, dot=DOT)
    part = _part(sheet, shape, places, stations)
    inset = None
    if part is not None:
        close = draw(within=sheet.ground_of(part.ground), size=part.place[2:], is_inset=True)
        inset = None if close is None else Inset(part, close)
    drawing = draw(within=around, size=(sheet.width, sheet.height), badge=BADGE, inset=inset)
    return drawing, _legend(places, route, neighbours, stations, lang)


def _part(
    sheet: Sheet, shape: gpd.GeoSeries, places: gpd.GeoDataFrame, stations: Sequence[MapLayer]
) -> Part | None:
    """Find the part where numbers crowd; its frame is what the inset shows, no more and no less."""
    beside = [sheet.on_paper(layer.geometry) for layer in stations]
    part = find_part(
        shapely.get_coordinates(sheet.on_paper(places.geometry)),
        shapely.get_coordinates(np.concatenate(beside) if beside else []),
        shapely.make_valid(sheet.on_paper(shape)[0]),
        sheet,
    )
    if part is None:
        return None
    shown = paper_for(sheet.ground_of(part.ground), (part.place.width, part.place.height)).ground_of()
    return part.framing(sheet.box_of(shown))


def sound(polygons: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Bring polygons to EPSG:4326, repaired where the way there or their maker crossed their borders."""
    frame = polygons.to_crs(4326)
    return frame.set_geometry(frame.make_valid(method="structure", keep_collapsed=False))


def sign(kind: str, number: int | None = None) -> Markup:
    """Draw the sign of a kind of place, with its number if it has one."""
    return render("badge.svg", kind=kind, words="" if number is None else str(number))


def _legend(
    places: gpd.GeoDataFrame,
    route: gpd.GeoDataFrame,
    neighbours: MapLayer,
    stations: Sequence[MapLayer],
    lang: str,
) -> list[Sign]:
    lines = [
        ("beat", _EDGE, True),
        ("route", _ROUTE, len(route) > 0),
        ("neighbour", _NEIGHBOURS, len(neighbours.geometry) > 1),
    ]
    said = [
        Sign(swatch(LegendEntry(style, "", "line")), text(f"card.legend_{name}", lang))
        for name, style, there in lines
        if there
    ]
    kinds = set(places["kind"])
    said += [Sign(sign(kind), label("stop_kind", kind, lang)) for kind in STOP_KINDS if kind in kinds]
    if any(not layer.geometry.is_empty.all() for layer in stations):
        said.append(Sign(swatch(LegendEntry(_STATION, "", "dot")), text("card.station", lang)))
    return said


def _numbered(places: gpd.GeoDataFrame, kind: str) -> MapLayer:
    own = np.flatnonzero(places["kind"] == kind)
    return MapLayer(
        kind,
        "",
        "stops",
        places.geometry.iloc[own].reset_index(drop=True),
        [Style()] * len(own),
        labels=[inert(number + 1) for number in own],
    )


def _lines(key: str, polygons: gpd.GeoDataFrame, names: Any, style: Style) -> MapLayer:
    """Draw every border once, and a name inside each polygon."""
    shapes = polygons.geometry.to_numpy()
    said = [""] * len(shapes) if names is None else [inert(name) for name in names]
    inside = gpd.GeoSeries(shapely.point_on_surface(shapes), crs=4326)
    borders = gpd.GeoSeries([border_lines(shapely.get_parts(shapes))], crs=4326)
    return MapLayer(
        key,
        "",
        "fills",
        gpd.GeoSeries(pd.concat([borders, inside], ignore_index=True), crs=4326),
        [style, *[Style()] * len(shapes)],
        labels=["", *said],
    )


def _by_name(roads: gpd.GeoDataFrame | None, lang: str) -> gpd.GeoSeries:
    """Join roads of one name; what is only called by its class has none."""
    if roads is None or len(roads) == 0 or "name" not in roads:
        return gpd.GeoSeries([], crs=4326)
    classes = {label("road", name, lang) for name in ROAD_STYLES}
    named = roads[[not is_missing(name) and str(name) not in classes for name in roads["name"]]].to_crs(4326)
    return named.geometry.groupby(named["name"].astype(str)).agg(
        lambda part: shapely.union_all(part.to_numpy())
    )


def _near(layer: MapLayer, box: shapely.Polygon) -> MapLayer:
    """Cut a layer at a box, so that only what may be seen is brought onto the paper."""
    cut = shapely.clip_by_rect(layer.geometry.to_numpy(), *box.bounds)
    return replace(layer, geometry=gpd.GeoSeries(cut, crs=layer.geometry.crs))


def _box(shapes: gpd.GeoSeries) -> Bounds:
    west, south, east, north = (float(number) for number in shapes.total_bounds)
    return west, south, east, north
