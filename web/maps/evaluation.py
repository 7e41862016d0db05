"""Areas under rectification on a map, by verdict, and the control areas that they were compared with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd

from gis.crs import metric_crs_of
from hotspots.evaluation.verdicts import VERDICTS
from web.maps.layers import LegendEntry, MapLayer, Style
from web.maps.wording import inert, table_of
from web.texts import label, text

COLOURS = {"fell": "#1b7837", "rose": "#b2182b", "unclear": "#7d7d7d"}
"""Green and red differ in lightness too, and the border of what rose is dashed; all else is pale."""
PALE = "#c9c3b9"
_COLUMNS = (
    *("started_on", "before", "after", "expected", "p_value_adjusted"),
    *("controls", "ring_before", "ring_after"),
)
_CONTROL_COLUMNS = ("area_id", "prior", "before", "after")
_CONTROL = Style(stroke="#2166ac", width=1.5, dash="4 3")
_RING = Style(stroke="#6b4c9a", width=1.5, dash="2 3", fill="#6b4c9a", fill_opacity=0.1)


def evaluation_layers(
    areas: gpd.GeoDataFrame, controls: gpd.GeoDataFrame, lang: str, time_zone: str, buffer_m: float
) -> list[MapLayer]:
    """
    Draw areas by verdict, the rings around them, and controls as outlines.

    Parameters
    ----------
    areas, controls
        As `write_evaluation` has them, areas with ``reason``.
    lang
        ``zh`` or ``en``.
    time_zone
        Zone of the map.
    buffer_m
        Width of the rings.
    """
    verdicts = areas["verdict"].tolist()
    rows: list[Mapping[str, Any]] = areas.drop(columns=areas.geometry.name).to_dict("records")
    drawn = MapLayer(
        key="evaluation",
        name=label("layer", "evaluation", lang),
        pane="significant",
        geometry=areas.geometry.to_crs(4326).reset_index(drop=True),
        styles=[area_style(verdict) for verdict in verdicts],
        popups=[_popup(row, lang, time_zone) for row in rows],
        tips=[inert(f"{row['area_id']} · {label('verdict', row['verdict'], lang)}") for row in rows],
        legend=tuple(
            LegendEntry(area_style(verdict), label("verdict", verdict, lang))
            for verdict in VERDICTS
            if verdict in verdicts
        ),
        legend_title=text("map.evaluation_legend", lang),
    )
    rings = ring_layer(areas, buffer_m, lang)
    if controls.empty:
        return [rings, drawn]
    listed = controls.drop(columns=controls.geometry.name).to_dict("records")
    beside = MapLayer(
        key="controls",
        name=label("layer", "controls", lang),
        pane="watch",
        geometry=controls.geometry.to_crs(4326).reset_index(drop=True),
        styles=[_CONTROL] * len(controls),
        popups=[table_of(row, _CONTROL_COLUMNS, lang, time_zone) for row in listed],
        legend=(LegendEntry(_CONTROL, label("layer", "controls", lang), "line"),),
    )
    return [beside, rings, drawn]


def ring_layer(areas: gpd.GeoDataFrame, buffer_m: float, lang: str) -> MapLayer:
    """Draw the ground around areas where displaced incidents are looked for."""
    metric = areas.geometry.to_crs(metric_crs_of(areas))
    around = metric.buffer(buffer_m).difference(metric.union_all()).to_crs(4326).reset_index(drop=True)
    name = text("evaluation.ring", lang, metres=round(buffer_m))
    return MapLayer(
        key="rings",
        name=name,
        pane="watch",
        geometry=around,
        styles=[_RING] * len(around),
        legend=(LegendEntry(_RING, name),),
    )


def area_style(verdict: str) -> Style:
    """Give the look of an area by its verdict."""
    colour = COLOURS.get(verdict, PALE)
    dash = "6 3" if verdict == "rose" else ""
    return Style(stroke=colour, width=2.5, dash=dash, fill=colour, fill_opacity=0.35)


def _popup(row: Mapping[str, Any], lang: str, time_zone: str) -> str:
    heading = " · ".join(
        filter(None, (str(row["area_id"]), row.get("place"), label("verdict", row["verdict"], lang)))
    )
    table = table_of(row, _COLUMNS, lang, time_zone)
    return f"<h4>{inert(heading)}</h4><p>{inert(row['reason'])}</p>{table}"
