"""What a map tells: density, disorderly areas, zones, beats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd

from web.maps.colours import DENSITY, INK, SIGNIFICANT, WATCH, ZONES, neighbour_colours
from web.maps.content import MapContent
from web.maps.density import SMALLEST_CELL_M, SMALLEST_COUNT, count_cells, dissolve_classes
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.shapes import dissolve
from web.maps.town import town_layers
from web.maps.wording import area_number, area_popup, inert, name_places, name_stations, table_of
from web.maps.zones import zone_layers
from web.texts import label, text
from web.texts.formats import format_number, is_missing

MOST_UNITS = 3_000
"""Above this many, units are not drawn one by one."""

TIERS = {
    "significant": Style(stroke=SIGNIFICANT, width=2.6, fill=SIGNIFICANT, fill_opacity=0.22),
    "watch": Style(stroke=WATCH, width=2.0, dash="5 4", fill=WATCH, fill_opacity=0.08),
}
_UNIT_STYLE = Style(stroke="#8a8378", width=0.5, fill="#ffffff", fill_opacity=0.0)
_BEAT_COLUMNS = (
    *("station", "zone", "load", "load_ratio", "load_ratio_today", "units", "area_km2", "compactness"),
    *("calls_per_hour", "cars", "utilisation", "travel_min", "travel_min_p90", "inter_beat_share"),
    *("call_to_arrival_median_min", "call_to_arrival_p90_min"),
)
_UNIT_COLUMNS = ("name", "beat_id", "zone", "station", "population", "households")


def overlays(content: MapContent) -> list[MapLayer]:
    """
    Draw what was found: fills first, then units, then areas on top.

    Of density, beats and zones only the first at hand is on at the start, for one fill blurs another; what
    follows from zones goes with them.
    """
    fills = [*_zones(content), *_beats(content), *_density(content)]
    keys = {layer.key for layer in fills}
    first = next((key for key in ("density", "beats", "zones") if key in keys), "")
    zoned = first in ("zones", "")
    return [
        *(replace(layer, shown=layer.key == first) for layer in fills),
        *_units(content),
        *(replace(layer, shown=layer.shown and zoned) for layer in zone_layers(content)),
        *(replace(layer, shown=layer.shown and zoned) for layer in town_layers(content)),
        *_areas(content),
    ]


def _rows(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): value for name, value in row.items()}
        for row in frame.drop(columns=frame.geometry.name).to_dict("records")
    ]


def _density(content: MapContent) -> list[MapLayer]:
    cells = content.density
    if cells is None and content.incidents is not None:
        cells = count_cells(content.incidents)
    if cells is None or len(cells) == 0:
        return []
    shapes, breaks = dissolve_classes(cells)
    name = label("layer", "density", content.lang)
    colours = DENSITY[-len(shapes) :] if len(shapes) > 1 else DENSITY[2:3]
    styles = [Style(fill=colour, fill_opacity=0.62) for colour in colours]
    notes = [text("map.cells_only", content.lang)]
    if content.density is None:
        notes.append(text("map.sparse_left_out", content.lang, cell_m=SMALLEST_CELL_M, count=SMALLEST_COUNT))
    return [
        MapLayer(
            key="density",
            name=name,
            pane="fills",
            geometry=shapes,
            styles=styles,
            legend=_density_legend(styles, breaks, content.lang),
            legend_title=text("map.density_title", content.lang),
            legend_note=" ".join(notes),
        )
    ]


def _density_legend(styles: list[Style], breaks: list[float], lang: str) -> tuple[LegendEntry, ...]:
    return tuple(
        LegendEntry(
            style,
            _density_words(breaks, number, lang),
        )
        for number, style in enumerate(styles)
    )


def _density_words(breaks: list[float], number: int, lang: str) -> str:
    low, high = format_number(breaks[number]), format_number(breaks[number + 1])
    if number == 0:
        return text("map.density_under", lang, high=high)
    if number == len(breaks) - 2:
        return text("map.density_over", lang, low=low)
    return text("map.density_class", lang, low=low, high=high)


def _areas(content: MapContent) -> list[MapLayer]:
    if content.areas is None or len(content.areas) == 0:
        return []
    areas = name_places(content.areas, content.places).to_crs(4326)
    tier = areas["tier"].where(areas["tier"] == "watch", "significant")
    layers = []
    for name in ("watch", "significant"):
        part = areas[tier == name].sort_values("rank")
        if len(part) == 0:
            continue
        rows = _rows(part)
        layers.append(
            MapLayer(
                key=name,
                name=label("layer", name, content.lang),
                pane=name,
                geometry=part.geometry.reset_index(drop=True),
                styles=[TIERS[name]] * len(part),
                popups=[area_popup(row, content.lang, content.time_zone) for row in rows],
                labels=[area_number(row) for row in rows],
                label_class=name,
                legend=(LegendEntry(TIERS[name], label("layer", name, content.lang)),),
            )
        )
    return layers


def _zones(content: MapContent) -> list[MapLayer]:
    if content.zones is None or len(content.zones) == 0:
        return []
    zones = content.zones.to_crs(4326)
    present = [zone for zone in ZONES if (zones["zone"] == zone).any()]
    if not present:
        return []
    styles = {zone: Style(fill=ZONES[zone], fill_opacity=0.6) for zone in present}
    shapes = [dissolve(zones.geometry[zones["zone"] == zone].to_numpy()) for zone in present]
    return [
        MapLayer(
            key="zones",
            name=label("layer", "zones", content.lang),
            pane="fills",
            geometry=gpd.GeoSeries(shapes, crs=4326),
            styles=list(styles.values()),
            tips=[inert(label("zone", zone, content.lang)) for zone in present],
            legend=tuple(
                LegendEntry(style, label("zone", zone, content.lang)) for zone, style in styles.items()
            ),
            legend_title=label("layer", "zones", content.lang),
            covers=True,
        )
    ]


def beat_number(row: Mapping[str, Any]) -> str:
    """Give the number of a beat, or what a county's own table calls it by."""
    number = row["beat_id"]
    return number if isinstance(number, str) else format_number(number, 0)


def beat_name(row: Mapping[str, Any], lang: str) -> str:
    """Name a beat by its number."""
    return text("map.beat", lang, beat=beat_number(row))


def _beats(content: MapContent) -> list[MapLayer]:
    if content.beats is None or len(content.beats) == 0:
        return []
    beats = name_stations(content.beats, content.places).to_crs(4326).sort_values("beat_id")
    rows = _rows(beats)
    colours = neighbour_colours(beats.geometry)
    return [
        MapLayer(
            key="beats",
            name=label("layer", "beats", content.lang),
            pane="fills",
            geometry=beats.geometry.reset_index(drop=True),
            styles=[Style(stroke=INK, width=1.6, fill=colour, fill_opacity=0.55) for colour in colours],
            popups=[
                f"<h4>{inert(beat_name(row, content.lang))}</h4>"
                f"{table_of(row, _BEAT_COLUMNS, content.lang, content.time_zone)}"
                for row in rows
            ],
            labels=[beat_label(row) for row in rows],
            label_class="beats",
            legend=(LegendEntry(Style(stroke=INK, width=1.6), label("layer", "beats", content.lang)),),
            legend_note=text("map.load_ratio_note", content.lang),
            covers=True,
        )
    ]


def beat_label(row: Mapping[str, Any]) -> str:
    """Label a beat on the map: its number and its load ratio."""
    number = inert(beat_number(row))
    ratio = row.get("load_ratio")
    return f"<b>{number}</b>" if is_missing(ratio) else f"<b>{number}</b><i>{format_number(ratio, 2)}</i>"


def _units(content: MapContent) -> list[MapLayer]:
    """Draw the borders of units, switched off at the start; thousands of them are left to the beats."""
    if content.units is None or not 0 < len(content.units) <= MOST_UNITS:
        return []
    units = name_stations(content.units, content.places).to_crs(4326)
    return [
        MapLayer(
            key="units",
            name=label("layer", "units", content.lang),
            pane="units",
            geometry=units.geometry.reset_index(drop=True),
            styles=[_UNIT_STYLE] * len(units),
            popups=[table_of(row, _UNIT_COLUMNS, content.lang, content.time_zone) for row in _rows(units)],
            legend=(LegendEntry(_UNIT_STYLE, label("layer", "units", content.lang), "line"),),
            shown=False,
            covers=True,
        )
    ]
