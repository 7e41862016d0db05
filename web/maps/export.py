"""
Maps that leave the system: folium, one file each, that opens anywhere and asks for nothing.

>>> write_map(Path("out/map.html"), MapContent(title="…", areas=areas, places=places))  # doctest: +SKIP
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
from branca.element import Element, Figure, MacroElement
from folium.map import CustomPane
from folium.template import Template
from folium.utilities import JsCode

from gis.errors import InputError, Problem
from web.maps.assets import leaflet_script, leaflet_style, own_text
from web.maps.base import base_layers
from web.maps.content import MapContent
from web.maps.layers import MapLayer
from web.maps.overlays import overlays
from web.maps.panel import panel
from web.maps.self_contained import CONTENT_SECURITY_POLICY, MAX_BYTES, write_self_contained
from web.maps.shapes import feature_collection
from web.maps.wording import inert
from web.texts import label, text

TOLERANCES_M = (3.0, 12.0, 50.0)
"""How far borders may move: the first that brings the file below its limit is taken."""

Bounds = tuple[float, float, float, float]

ANYWHERE = (73.0, 18.0, 135.0, 54.0)
"""Sheet of a map that says: no areas found, in no incidents. It shows China."""

# From the ground up; fills lie below lines, findings above both.
PANES = ("fills", "water", "villages", "units", "roads", "townships", "places", "watch", "significant")


class _Raw(Element):
    """Text that stands in the page as it is (folium's own elements take theirs for templates)."""

    _template = Template("{{ this.content }}")

    def __init__(self, content: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.content = content


class _Ready(MacroElement):
    """Calls the page's own script once all layers are there."""

    _template = Template(
        "{% macro script(this, kwargs) %}safetown.ready({{ this._parent.get_name() }}, {{ this.settings }});"
        "{% endmacro %}"
    )

    def __init__(self, settings: dict[str, object]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Ready"
        self.settings = _script_json(settings)


_FIXED_ZOOM = re.compile(r",\s*maximum-scale=1\.0, user-scalable=no")
"""What folium forbids readers who need larger letters."""


def write_map(
    path: Path | str,
    content: MapContent,
    more: Sequence[MapLayer] = (),
    *,
    within: gpd.GeoDataFrame | None = None,
) -> tuple[Problem, ...]:
    """
    Write a map as one HTML file that needs nothing else.

    Parameters
    ----------
    path
        Where to write; replaced in one step, left as it was on any error.
    content
        What the map shows. Incidents are only drawn as counts of cells.
    more
        Further layers, drawn above the others.
    within
        Shapes that the map opens on; else all that it shows.

    Returns
    -------
    tuple of Problem
        What a reader of the map should be told, such as borders simplified to keep the file small.

    Raises
    ------
    InputError
        ``export.nothing_to_show`` when no layer has a shape, unless a search found no area.
    FileError
        ``assets.missing``, ``export.outside_reference`` or ``file.not_written``.
    SizeError
        ``export.too_large`` when even simplified borders do not bring the file below its limit.
    """
    layers = [*base_layers(content), *overlays(content), *more]
    bounds = _bounds(layers, ANYWHERE if content.areas is not None else None)
    if within is not None:
        bounds = tuple(within.to_crs(4326).total_bounds.tolist())
    for tolerance_m in TOLERANCES_M:
        html = _render(content, layers, bounds, tolerance_m)
        if len(html.encode("utf-8")) <= MAX_BYTES:
            break
    write_self_contained(Path(path), html, content.tile_hosts)
    if tolerance_m == TOLERANCES_M[0]:
        return ()
    return (Problem("export.simplified", {"path": str(path), "tolerance_m": tolerance_m}),)


def _render(content: MapContent, layers: Sequence[MapLayer], bounds: Bounds, tolerance_m: float) -> str:
    """Render the page with its libraries inside."""
    figure = Figure(title=escape(content.title))
    drawn = folium.Map(tiles=None, zoom_control=False, zoom_snap=0.1, min_zoom=6, max_zoom=19)
    # folium's own lists name files on other hosts: Leaflet is inlined here, and nothing else is needed.
    drawn.default_js, drawn.default_css = [], []
    figure.add_child(drawn)
    figure.header.add_child(_Raw('<link rel="icon" href="data:,">'))
    figure.header.add_child(_Raw(f"<style>{leaflet_style()}</style><style>{own_text('map.css')}</style>"))
    figure.header.add_child(_Raw(f"<script>{leaflet_script()}</script><script>{own_text('map.js')}</script>"))
    figure.html.add_child(_Raw(panel(content, list(layers))))
    for height, pane in enumerate(PANES):
        drawn.add_child(CustomPane(pane, z_index=401 + height, pointer_events=True))
    if content.tile_url:
        drawn.add_child(_tiles(content))
    # Panes say what lies above what; the layer control lists what was added, and the top comes first.
    for layer in reversed(layers):
        drawn.add_child(_folium_layer(layer, tolerance_m))
    drawn.add_child(folium.LayerControl(collapsed=True))
    drawn.add_child(_Ready(_settings(content, bounds)))
    return _dress(_FIXED_ZOOM.sub("", figure.render()), content)


def _folium_layer(layer: MapLayer, tolerance_m: float) -> folium.GeoJson:
    interactive = bool(layer.popups or layer.tips)
    dot = folium.CircleMarker(radius=5)
    dot.options["pane"] = layer.pane
    return folium.GeoJson(
        feature_collection(layer, tolerance_m),
        name=layer.name,
        show=layer.shown,
        marker=dot,
        on_each_feature=JsCode(f"safetown.feature({json.dumps(layer.key)})"),
        smooth_factor=0.5,
        pane=layer.pane,
        interactive=interactive,
    )


def _tiles(content: MapContent) -> folium.TileLayer:
    """Lay the county's own choice of tiles under the map."""
    return folium.TileLayer(
        content.tile_url,
        attr=inert(content.tile_words) or " ",
        name=label("layer", "tiles", content.lang),
        overlay=True,
        show=True,
    )


def _settings(content: MapContent, bounds: Bounds) -> dict[str, object]:
    west, south, east, north = bounds
    return {
        "bounds": [[south, west], [north, east]],
        "imprint": inert(content.imprint),
        "zoomIn": text("map.zoom_in", content.lang),
        "zoomOut": text("map.zoom_out", content.lang),
        "layers": text("map.layers", content.lang),
        "close": text("map.close", content.lang),
        "north": text("map.north", content.lang),
    }


def _dress(html: str, content: MapContent) -> str:
    """Say the page's language (Chinese characters are shaped by it) and that a browser may load nothing."""
    images = " ".join(["data:", *(f"https://{host} http://{host}" for host in content.tile_hosts)])
    policy = CONTENT_SECURITY_POLICY.format(images=images)
    language = "zh-Hans" if content.lang == "zh" else content.lang
    head = (
        f'<html lang="{language}">\n<head>\n<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    )
    return html.replace("<html>\n<head>", head, 1)


def _bounds(layers: Sequence[MapLayer], otherwise: Bounds | None) -> Bounds:
    """Give the box of everything that is drawn, or another where nothing is and that is an answer."""
    boxes = np.array([layer.geometry.total_bounds for layer in layers]).reshape(-1, 4)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if len(boxes) == 0 and otherwise is not None:
        return otherwise
    if len(boxes) == 0:
        raise InputError("export.nothing_to_show")
    west, south = boxes[:, :2].min(axis=0).tolist()
    east, north = boxes[:, 2:].max(axis=0).tolist()
    return west, south, east, north


def _script_json(value: Any) -> str:
    """Write a value for a script of the page; no tag can start in it."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
