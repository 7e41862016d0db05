"""The map of the leader's page: where incidents lie dense, and the significant areas by their number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from web.maps.base import base_layers
from web.maps.content import MapContent
from web.maps.layers import MapLayer
from web.maps.overlays import overlays
from web.maps.panel import swatch
from web.reports.inset import Inset
from web.reports.leader_inset import with_inset
from web.reports.map_figure import map_drawing
from web.reports.map_sheet import Bounds, paper_for
from web.services.leader.picture import Picture
from web.services.views import View
from web.texts import text

SIZE = (640.0, 520.0)
"""Of the drawing: signs of 16 come to 9 pt at half the width of A4."""

BADGE = 12.0
ROADS = ("highway", "main")
"""Lesser roads would hide what the map is for."""


class LegendSign(NamedTuple):
    """A sign of the map and what it stands for."""

    drawing: Markup
    words: str


class LeaderMap(NamedTuple):
    """The drawing, and what its colours stand for."""

    drawing: Markup
    legend: tuple[LegendSign, ...]


def leader_map(picture: Picture, view: View, lang: str) -> LeaderMap | None:
    """Draw the map; None where there is nothing to draw."""
    places = {name: frame for name, frame in picture.layers.items() if len(frame)}
    if "roads" in places and "road_class" in places["roads"]:
        places["roads"] = places["roads"][places["roads"]["road_class"].isin(ROADS)]
    content = MapContent(
        title=text("leader.where", lang),
        lang=lang,
        areas=None if picture.areas is None else picture.areas.frame,
        density=picture.density,
        places=places,
    )
    found = overlays(content)
    fills = [layer for layer in found if layer.key == "density"]
    areas = [layer for layer in found if layer.key == "significant"]
    layers = [*fills, *base_layers(content), *areas]
    within = None if view.within is None or view.within.is_empty else view.within.bounds
    drawing = _drawing(layers, picture, within, lang)
    if drawing is None:
        return None
    signs = [LegendSign(swatch(entry), entry.words) for layer in (*fills, *areas) for entry in layer.legend]
    return LeaderMap(drawing, tuple(signs))


def _drawing(layers: Sequence[MapLayer], picture: Picture, within: Bounds | None, lang: str) -> Markup | None:
    """Draw the map; where numbers crowd, that part once more in a corner, larger."""
    draw = partial(map_drawing, layers, text("leader.where", lang), lang, badge=BADGE)
    townships = picture.layers.get("townships")
    if picture.areas is None or townships is None or townships.empty:
        return draw(within=within, size=SIZE)
    bounds = within or tuple(townships.to_crs(4326).total_bounds)
    shown, part = with_inset(bounds, picture.areas.frame.geometry, townships.geometry, SIZE, reach=3 * BADGE)
    if part is None:
        return draw(within=within, size=SIZE)
    ground = paper_for(shown, SIZE).ground_of(part.ground)
    close = draw(within=ground, size=(part.place.width, part.place.height), is_inset=True)
    return draw(within=shown, size=SIZE, inset=None if close is None else Inset(part, close))
