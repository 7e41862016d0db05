"""Words and numbers of a printed map: each where it belongs, and none over another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely
from markupsafe import Markup

from web.maps.layers import MapLayer
from web.reports.inset import Inset
from web.reports.map_sheet import Rectangle, Sheet, scale_bar
from web.reports.placing import Box, place_badges, place_names
from web.reports.road_names import places_along

_GAP = 4.5
_TEXT_HEIGHT = 9.0
_CHARACTER = 16.0
_ROAD_CHARACTER = 14.0

_BADGES = ("significant", "watch", "beats", "hot_area", "must_visit", "checkpoint")
"""Layers whose numbers are all written, moved aside where they would cover each other."""
_NAMES = ("townships", "stations", "neighbours", "units", "units-around")
"""Layers whose names are written as far as there is room, in this order; names of roads come after them."""


class Label(NamedTuple):
    """Words of the drawing: a badge that had to move has a line to its anchor; ``turn`` is in degrees."""

    kind: str
    x: float
    y: float
    words: Markup
    anchor: tuple[float, float] | None = None
    turn: float = 0.0


class Room(NamedTuple):
    """What labels must know of: the framed part, the inset, and the size of signs."""

    framed: Rectangle | None
    inset: Inset | None
    badge: float
    dot: float

    def taken(self, sheet: Sheet) -> list[Box]:
        """Give what names keep clear of: scale bar, north arrow, framed part and inset."""
        half = scale_bar(sheet).length / 2 + 14
        corners = [
            Box(sheet.width - 12 - half, sheet.height - 36, half, 22),
            Box(sheet.width - 33, 46, 24, 40),
        ]
        parts = [self.framed, self.inset.part.place if self.inset else None]
        return [*corners, *(part.as_box() for part in parts if part is not None)]


def labels_of(layers: Sequence[MapLayer], sheet: Sheet, room: Room) -> list[Label]:
    """Place badges first, those of a framed part left out, then names as far as there is room."""
    badges = [one for kind in _BADGES for one in _wanted(layers, kind, sheet)]
    if room.framed is not None:
        badges = [one for one in badges if not room.framed.holds(one.x, one.y)]
    frame = (sheet.width, sheet.height)
    anchors = np.array([(label.x, label.y) for label in badges]).reshape(-1, 2)
    boxes = place_badges(anchors, room.badge, frame)
    labels = [
        label._replace(
            x=box.x, y=box.y, anchor=None if (box.x, box.y) == (label.x, label.y) else (label.x, label.y)
        )
        for label, box in zip(badges, boxes, strict=True)
    ]
    names = [one for kind in _NAMES for one in _wanted(layers, kind, sheet)]
    taken = [*boxes, *_dots(layers, sheet, room.dot), *room.taken(sheet)]
    places = place_names([_boxes_of(label, room.dot) for label in names], taken, frame)
    written = [
        label._replace(x=place.x, y=place.y)
        for label, place in zip(names, places, strict=True)
        if place is not None
    ]
    taken += [place for place in places if place is not None]
    return [*_road_names(layers, sheet, taken), *written, *reversed(labels)]


def _dots(layers: Sequence[MapLayer], sheet: Sheet, dot: float) -> list[Box]:
    """Give where the dots of stations are."""
    drawn = [sheet.on_paper(layer.geometry) for layer in layers if layer.key == "stations"]
    return [Box(x, y, dot, dot) for shapes in drawn for x, y in shapely.get_coordinates(shapes).tolist()]


def _road_names(layers: Sequence[MapLayer], sheet: Sheet, taken: list[Box]) -> list[Label]:
    """Write names along roads, once each, where a straight piece is long enough and free."""
    roads = [layer for layer in layers if layer.key == "road-names"]
    said, wanted = [], []
    for layer in roads:
        for line, words in zip(sheet.on_paper(layer.geometry), layer.labels, strict=True):
            name = Markup(words)  # noqa: S704  labels of layers are escaped already
            width = 2 * _half_width(name, _ROAD_CHARACTER)
            said.append(name)
            wanted.append({place.box(width): place for place in places_along(line, width)})
    placed = place_names(
        [list(places) for places in wanted], taken, (sheet.width, sheet.height), moves=(0.0,)
    )
    return [
        Label("road-names", *places[box][:2], name, turn=round(math.degrees(places[box].turn), 1))
        for name, places, box in zip(said, wanted, placed, strict=True)
        if box is not None
    ]


def _wanted(layers: Sequence[MapLayer], kind: str, sheet: Sheet) -> list[Label]:
    """List the labels of a layer at the middle of their shapes."""
    for layer in layers:
        if layer.key == kind and layer.labels:
            middles = shapely.point_on_surface(sheet.on_paper(layer.geometry))
            return [
                # Labels of layers are HTML that is escaped already (see MapLayer).
                Label(kind, middle.x, middle.y, Markup(said))  # noqa: S704
                for middle, said in zip(middles, layer.labels, strict=True)
                if said and middle is not None and not middle.is_empty
            ]
    return []


def _boxes_of(label: Label, dot: float) -> list[Box]:
    """Give the places where a name may stand: at its anchor, or beside the dot of a station."""
    wide = _half_width(label.words, _CHARACTER)
    shift = wide + dot + _GAP
    shifts = (shift, -shift) if label.kind == "stations" else (0.0,)
    return [Box(label.x + aside, label.y, wide, _TEXT_HEIGHT) for aside in shifts]


def _half_width(words: Markup, character: float) -> float:
    """Estimate half the width of words on the paper."""
    return sum(1.0 if sign > "\u2e7f" else 0.55 for sign in words.striptags()) * character / 2
