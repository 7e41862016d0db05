"""What follows from zones on a map: joint zones hatched, corridors, areas and joint patrols of villages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gis.crs import metric_crs_of
from web.maps.content import MapContent
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.wording import inert, name_stations, table_of
from web.texts import label, text

HATCHES = 28
"""Lines across a square of the size of all that is hatched."""

_JOINT = Style(stroke="#7a1f5c", width=2.2)
_HATCH = Style(stroke="#7a1f5c", width=0.9)
_CORRIDOR = Style(stroke="#b36b00", width=1.4, dash="8 4", fill="#f0a830", fill_opacity=0.28)
_AREA = Style(stroke="#3f6b35", width=1.8, fill="#3f6b35", fill_opacity=0.02)
_GROUP = Style(stroke="#3f6b35", width=0.9, dash="3 3", fill="#3f6b35", fill_opacity=0.04)
FACTS = {
    "joint_zone": (
        *("primary_station_name", "backup_station_name", "coordinating_office", "key_areas"),
        "disorderly_areas",
        *("units", "border_km", "area_km2"),
    ),
    "corridor": ("name", "station_names", "length_km", "area_km2", "overlap_km2"),
    "rural_area": (
        *("station", "villages", "names", "households", "guards", "security_households"),
        *("station_min", "link_min", "load_ratio", "area_km2"),
    ),
    "rural_group": (
        *("station", "villages", "names", "households", "guards", "security_households"),
        *("station_min", "link_min", "area_km2"),
    ),
}
"""Columns that say what a zone, a corridor, an area or a group is."""


def zone_layers(content: MapContent) -> list[MapLayer]:
    """Draw what follows from zones, from the ground up; layers that hold nothing are left out."""
    drawn = (
        ("rural_groups", "rural_group", content.rural_groups, _GROUP),
        ("rural_areas", "rural_area", content.rural_areas, _AREA),
        ("corridors", "corridor", content.corridors, _CORRIDOR),
    )
    layers = [
        _layer(content, key, kind, frame, style)
        for key, kind, frame, style in drawn
        if frame is not None and len(frame)
    ]
    if content.joint_zones is not None and len(content.joint_zones):
        layers.append(_hatched(content, content.joint_zones))
    return layers


def hatching(polygons: gpd.GeoSeries) -> npt.NDArray[np.object_]:
    """
    Fill polygons with slanting lines.

    Parameters
    ----------
    polygons
        In EPSG:4326.

    Returns
    -------
    ndarray
        Lines in EPSG:4326 for each, as far apart in all of them.
    """
    metric = metric_crs_of(polygons)
    shapes = np.asarray(polygons.to_crs(metric), dtype=object)
    spacing_m = np.sqrt(shapely.area(shapes).sum()) / HATCHES
    west, south, east, north = shapely.total_bounds(shapes)
    height = north - south
    starts = np.arange(west - height, east, spacing_m * np.sqrt(2))
    ends = np.stack(
        [
            np.column_stack([starts, np.full(len(starts), south)]),
            np.column_stack([starts + height, np.full(len(starts), north)]),
        ],
        axis=1,
    )
    lines = shapely.multilinestrings(np.asarray(shapely.linestrings(ends)))
    return np.asarray(gpd.GeoSeries(shapely.intersection(shapes, lines), crs=metric).to_crs(4326))


def _hatched(content: MapContent, joint: gpd.GeoDataFrame) -> MapLayer:
    zones = joint.to_crs(4326)
    popups = _popups(content, "joint_zone", zones)
    shapes = np.concatenate([np.asarray(zones.geometry, dtype=object), hatching(zones.geometry)])
    name = label("layer", "joint_zones", content.lang)
    clear = Style(stroke=_JOINT.stroke, width=_JOINT.width, fill=_JOINT.stroke, fill_opacity=0.06)
    return MapLayer(
        key="joint_zones",
        name=name,
        pane="units",
        geometry=gpd.GeoSeries(shapes, crs=4326),
        styles=[clear] * len(zones) + [_HATCH] * len(zones),
        popups=popups * 2,
        labels=[*(f"{number}" for number in zones["joint_zone_id"]), *[""] * len(zones)],
        label_class="joint_zones",
        legend=(LegendEntry(_JOINT, name, "hatch"),),
    )


def _layer(content: MapContent, key: str, kind: str, frame: gpd.GeoDataFrame, style: Style) -> MapLayer:
    shapes = frame.to_crs(4326)
    name = label("layer", key, content.lang)
    return MapLayer(
        key=key,
        name=name,
        pane="units",
        geometry=shapes.geometry.reset_index(drop=True),
        styles=[style] * len(shapes),
        popups=_popups(content, kind, shapes),
        labels=[f"{number}" for number in shapes["rural_area_id"]] if key == "rural_areas" else (),
        label_class=key,
        legend=(LegendEntry(style, name),),
        legend_note=text("map.corridor_note", content.lang) if key == "corridors" else "",
        shown=key != "rural_groups",
    )


def _popups(content: MapContent, kind: str, frame: gpd.GeoDataFrame) -> list[str]:
    named = name_stations(frame, content.places)
    rows: list[Mapping[str, Any]] = named.drop(columns=named.geometry.name).to_dict("records")
    return [
        f"<h4>{inert(text(f'map.{kind}', content.lang, number=row[f'{kind}_id']))}</h4>"
        + table_of(row, FACTS[kind], content.lang, content.time_zone)
        for row in rows
    ]
