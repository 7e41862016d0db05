"""The base map: the county's own layers, drawn quietly so that findings stand out."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from web.maps.colours import BORDER, ROADS, VILLAGE_BORDER, WATER, WATER_EDGE
from web.maps.content import MapContent
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.shapes import border_lines
from web.maps.wording import inert
from web.texts import label

ROAD_STYLES = {
    "local": Style(stroke=ROADS["local"], width=0.8),
    "secondary": Style(stroke=ROADS["secondary"], width=1.3),
    "main": Style(stroke=ROADS["main"], width=2.0),
    "highway": Style(stroke=ROADS["highway"], width=3.0),
}
_RIVER = Style(stroke=WATER_EDGE, width=2.0)
_LAKE = Style(stroke=WATER_EDGE, width=0.8, fill=WATER)
_VILLAGES = Style(stroke=VILLAGE_BORDER, width=0.6)
_TOWNSHIPS = Style(stroke=BORDER, width=1.6, dash="7 3 1.5 3")
_DOTS = {
    "stations": Style(stroke="#ffffff", width=1.5, fill="#1f3d7a"),
    "checkpoints": Style(stroke="#ffffff", width=1.2, fill="#555555"),
    "key-places": Style(stroke="#ffffff", width=1.2, fill="#2b8a6e"),
}


def base_layers(content: MapContent) -> list[MapLayer]:
    """
    Draw the county's own layers, from the ground up: water, villages, roads, townships, stations and places.

    Layers that were not handed in, or hold nothing, are left out.
    """
    places = {name: frame.to_crs(4326) for name, frame in content.places.items() if len(frame)}
    layers = []
    if "water" in places:
        layers.append(_water(places["water"], content.lang))
    if "villages" in places:
        layers.append(_borders("villages", places["villages"], _VILLAGES, content))
    if "roads" in places:
        layers.append(_roads(places["roads"], content.lang))
    if "townships" in places:
        layers.append(_borders("townships", places["townships"], _TOWNSHIPS, content))
    dots = (name for name in ("checkpoints", "key-places", "stations") if name in places)
    return [*layers, *(_dots(name, places[name], content) for name in dots)]


def _water(water: gpd.GeoDataFrame, lang: str) -> MapLayer:
    """Join water into one line shape and one area shape."""
    shapes = water.geometry.to_numpy()
    lines = shapely.get_dimensions(shapes) == 1
    parts = [(shapes[lines], _RIVER), (shapes[~lines], _LAKE)]
    drawn = [(shapely.union_all(part), style) for part, style in parts if len(part)]
    return MapLayer(
        key="water",
        name=label("layer", "water", lang),
        pane="water",
        geometry=gpd.GeoSeries([shape for shape, _ in drawn], crs=4326),
        styles=[style for _, style in drawn],
        legend=(LegendEntry(_LAKE, label("layer", "water", lang)),),
    )


def _roads(roads: gpd.GeoDataFrame, lang: str) -> MapLayer:
    """Join roads into one shape for each class, the widest on top."""
    classes = roads.get("road_class", pd.Series("local", index=roads.index)).where(
        lambda given: given.isin(ROAD_STYLES), "local"
    )
    shapes = roads.geometry.groupby(classes).agg(lambda part: shapely.union_all(part.to_numpy()))
    present = [name for name in ROAD_STYLES if name in shapes.index]
    return MapLayer(
        key="roads",
        name=label("layer", "roads", lang),
        pane="roads",
        geometry=gpd.GeoSeries([shapes[name] for name in present], crs=4326),
        styles=[ROAD_STYLES[name] for name in present],
        legend=tuple(
            LegendEntry(ROAD_STYLES[name], label("road", name, lang), "line") for name in reversed(present)
        ),
    )


def _borders(name: str, polygons: gpd.GeoDataFrame, style: Style, content: MapContent) -> MapLayer:
    """Draw every border once, however many polygons share it, and a name inside each polygon."""
    borders = border_lines(polygons.geometry.to_numpy())
    names = [inert(given) for given in polygons.get("name", pd.Series("", index=polygons.index))]
    return MapLayer(
        key=name,
        name=label("layer", name, content.lang),
        pane=name,
        geometry=gpd.GeoSeries([borders, *polygons.geometry.representative_point()], crs=4326),
        styles=[style, *[Style()] * len(polygons)],
        labels=["", *names],
        label_class=name,
        legend=(LegendEntry(style, label("layer", name, content.lang), "line"),),
    )


def _dots(name: str, points: gpd.GeoDataFrame, content: MapContent) -> MapLayer:
    """Draw places as dots; a polygon (a jurisdiction given as a shape) is drawn at a point inside."""
    names = [inert(given) for given in points.get("name", pd.Series("", index=points.index))]
    is_station = name == "stations"
    return MapLayer(
        key=name,
        name=label("layer", name, content.lang),
        pane="places",
        geometry=points.geometry.representative_point().reset_index(drop=True),
        styles=[_DOTS[name]] * len(points),
        tips=names,
        labels=names if is_station else (),
        label_class=name if is_station else "",
        legend=(LegendEntry(_DOTS[name], label("layer", name, content.lang), "dot"),),
        shown=is_station,
    )
