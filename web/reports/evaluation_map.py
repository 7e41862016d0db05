"""The map of an evaluated area: its outline and the ring where displaced incidents are looked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import geopandas as gpd
from markupsafe import Markup

from gis.crs import metric_crs_of
from web.maps.base import base_layers
from web.maps.content import MapContent
from web.maps.evaluation import area_style, ring_layer
from web.maps.layers import MapLayer
from web.reports.map_figure import map_drawing
from web.reports.map_sheet import Bounds
from web.texts import text

SIZE = (560.0, 400.0)
AROUND = 2.5
"""The map reaches so many ring widths beyond the area."""
UNDER = ("water", "villages", "roads")

Places = Callable[[str, Bounds], gpd.GeoDataFrame]


def area_map(
    area: gpd.GeoDataFrame, verdict: str, buffer_m: float, places: Places, lang: str
) -> Markup | None:
    """
    Draw one area and its ring.

    Parameters
    ----------
    area
        Its row.
    verdict
        What was said of it.
    buffer_m
        Width of the ring.
    places
        Gives a layer of the county's places within bounds in degrees.
    lang
        ``zh`` or ``en``.
    """
    outline = area.geometry.to_crs(4326)
    around = area.geometry.to_crs(metric_crs_of(area)).buffer(AROUND * buffer_m).to_crs(4326)
    west, south, east, north = (float(edge) for edge in around.total_bounds)
    bounds = (west, south, east, north)
    title = text("evaluation.map", lang)
    base = base_layers(
        MapContent(title=title, lang=lang, places={name: places(name, bounds) for name in UNDER})
    )
    key = "units-around"
    named = [replace(each, key=key, label_class=key) if each.key == "villages" else each for each in base]
    own = MapLayer("own", title, "areas", outline, [area_style(verdict)])
    return map_drawing([*named, ring_layer(area, buffer_m, lang), own], title, lang, within=bounds, size=SIZE)
