"""A map as SVG: the same layers as the map for browsers, drawn to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import shapely
from markupsafe import Markup

from web.maps.layers import MapLayer, Style
from web.maps.panel import swatch
from web.reports.inset import Inset
from web.reports.map_sheet import Bounds, Rectangle, Sheet, scale_bar, sheet_of
from web.reports.pages import render
from web.reports.placing import Box, place_badges, place_names
from web.texts import text

_BADGE = 13.0
_DOT = 4.5
_TEXT_HEIGHT = 9.0
_CHARACTER = 16.0

_BADGES = ("significant", "watch", "beats", "hot_area", "must_visit", "checkpoint")
"""Layers whose numbers are all written, moved aside where they would cover each other."""
_NAMES = ("townships", "stations", "neighbours", "units", "units-around")
"""Layers whose names are written as far as there is room, in this order."""


class Path(NamedTuple):
    """A shape of the drawing."""

    d: str
    style: Markup


class Label(NamedTuple):
    """Words of the drawing; a badge that had to move has a line to its anchor."""

    kind: str
    x: float
    y: float
    words: Markup
    anchor: tuple[float, float] | None = None


def map_figure(
    layers: Sequence[MapLayer],
    title: str,
    lang: str,
    *,
    within: Bounds | None = None,
    frame: Bounds | None = None,
) -> Markup | None:
    """
    Draw layers as a figure of a page, with the legend below.

    Parameters
    ----------
    layers, title, lang, within, frame
        As `map_drawing` takes them; with `within` it goes without a legend of its own.

    Returns
    -------
    Markup or None
        None when no layer has a shape.
    """
    drawing = map_drawing(layers, title, lang, within=within, frame=frame)
    if drawing is None:
        return None
    legend = [layer for layer in reversed(layers) if layer.shown and layer.legend and within is None]
    return render("map_figure.html", drawing=drawing, legend=legend, swatch=swatch)


def map_drawing(
    layers: Sequence[MapLayer],
    title: str,
    lang: str,
    *,
    within: Bounds | None = None,
    frame: Bounds | None = None,
    size: tuple[float, float] | None = None,
    badge: float = _BADGE,
    dot: float = _DOT,
    inset: Inset | None = None,
    is_inset: bool = False,
) -> Markup | None:
    """
    Draw layers as one SVG.

    Parameters
    ----------
    layers
        From the ground up; those not shown at the start are left out.
    title
        What the map shows, for readers who cannot see it.
    lang
        Language of scale and arrow.
    within
        Part of the ground to draw, in degrees.
    frame
        Part of the ground that has a map of its own: it is framed, and its badges are left to that map.
    size
        Width and height of the drawing, which the ground then fills.
    badge
        Radius of the numbered badges.
    dot
        Radius of the dots of stations and places.
    inset
        Part that is drawn again in a corner: it is framed, and its badges and names are left to the inset.
    is_inset
        Whether it is such a drawing itself, which goes without a north arrow.

    Returns
    -------
    Markup or None
        None when no layer has a shape.
    """
    drawn = [layer for layer in layers if layer.shown]
    sheet = sheet_of(drawn, within, size)
    if sheet is None:
        return None
    paths, dots = _shapes(drawn, sheet)
    framed = inset.part.ground if inset else None if frame is None else sheet.box_of(frame)
    return render(
        "map.svg",
        title=title,
        width=sheet.width,
        height=sheet.height,
        paths=paths,
        dots=dots,
        dot=dot,
        badge=badge,
        labels=_labels(drawn, sheet, _Room(framed, inset, badge, dot)),
        frame=framed,
        inset=inset,
        is_inset=is_inset,
        bar=scale_bar(sheet),
        say=partial(text, lang=lang),
    )


def _shapes(layers: Sequence[MapLayer], sheet: Sheet) -> tuple[list[Path], list[Label]]:
    paths, dots = [], []
    for layer in layers:
        for shape, style in zip(sheet.on_paper(layer.geometry), layer.styles, strict=True):
            if shape is None or shape.is_empty or style == Style():
                continue
            # Styles are our own colours and numbers, hence safe as they are.
            look = Markup(style.svg())  # noqa: S704
            if shape.geom_type == "Point":
                dots.append(Label(layer.key, shape.x, shape.y, look))
            else:
                paths.append(Path(path_data(shape), look))
    return paths, dots


def path_data(shape: shapely.Geometry) -> str:
    """Write lines and polygons as the data of an SVG path, to a tenth of a unit."""
    said = []
    for part in shapely.get_parts(shape):
        is_area = part.geom_type == "Polygon"
        rings = shapely.get_rings(part) if is_area else [part]
        for ring in rings:
            points = shapely.get_coordinates(ring).round(1).tolist()
            line = "L".join(f"{x:g} {y:g}" for x, y in (points[:-1] if is_area else points))
            said.append(f"M{line}{'Z' if is_area else ''}")
    return "".join(said)


class _Room(NamedTuple):
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


def _labels(layers: Sequence[MapLayer], sheet: Sheet, room: _Room) -> list[Label]:
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
    places = place_names([_boxes_of(label, room.dot) for label in names], [*boxes, *room.taken(sheet)], frame)
    written = [
        label._replace(x=place.x, y=place.y)
        for label, place in zip(names, places, strict=True)
        if place is not None
    ]
    return [*written, *reversed(labels)]


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
    words = label.words.striptags()
    wide = sum(1.0 if character > "\u2e7f" else 0.55 for character in words) * _CHARACTER / 2
    shift = wide + dot + _DOT
    shifts = (shift, -shift) if label.kind == "stations" else (0.0,)
    return [Box(label.x + aside, label.y, wide, _TEXT_HEIGHT) for aside in shifts]
