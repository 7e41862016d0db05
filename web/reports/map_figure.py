"""A map as SVG: the same layers as the map for browsers, drawn to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from markupsafe import Markup

from gis.crs import metric_crs_of
from web.maps.layers import MapLayer, Style
from web.maps.panel import swatch
from web.reports.pages import render
from web.reports.placing import Box, place_badges, place_names
from web.texts import text

Bounds = tuple[float, float, float, float]

WIDTH = 1000.0
TALLEST = 1250.0
_MARGIN = 24.0
_BADGE = 13.0
_DOT = 4.5
_TEXT_HEIGHT = 9.0
_CHARACTER = 16.0

_BADGES = ("significant", "watch", "beats")
"""Layers whose numbers are all written, moved aside where they would cover each other."""
_NAMES = ("townships", "stations")
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


class Rectangle(NamedTuple):
    """A box on the drawing: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a place of the drawing lies in it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def as_box(self) -> Box:
        """Give it as what labels keep clear of."""
        return Box(self.x + self.width / 2, self.y + self.height / 2, self.width / 2, self.height / 2)


@dataclass(frozen=True)
class _Sheet:
    """The paper: turns places on the ground into places of the drawing."""

    crs: pyproj.CRS
    west: float
    north: float
    scale: float
    width: float
    height: float

    def on_paper(self, geometry: gpd.GeoSeries) -> np.ndarray:
        """Bring shapes onto the paper; leave out what is finer than print or lies beyond its edge."""
        shapes = geometry.to_crs(self.crs).to_numpy()
        drawn = shapely.transform(
            shapes,
            lambda xy: np.column_stack(
                [(xy[:, 0] - self.west) * self.scale, (self.north - xy[:, 1]) * self.scale]
            ),
        )
        edge = (-_MARGIN, -_MARGIN, self.width + _MARGIN, self.height + _MARGIN)
        return np.asarray(shapely.simplify(shapely.clip_by_rect(drawn, *edge), 0.4))

    def box_of(self, bounds: Bounds) -> Rectangle:
        """Bring a box of degrees onto the paper."""
        west, north, east, south = self.on_paper(gpd.GeoSeries([shapely.box(*bounds)], crs=4326))[0].bounds
        return Rectangle(west, north, east - west, south - north)


def map_figure(
    layers: Sequence[MapLayer],
    title: str,
    lang: str,
    *,
    within: Bounds | None = None,
    frame: Bounds | None = None,
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
        Language of scale, arrow and legend.
    within
        Part of the ground to draw, in degrees; it goes without a legend of its own.
    frame
        Part of the ground that has a map of its own: it is framed, and its badges are left to that map.

    Returns
    -------
    Markup or None
        None when no layer has a shape.
    """
    drawn = [layer for layer in layers if layer.shown]
    sheet = _sheet(drawn, within)
    if sheet is None:
        return None
    paths, dots = _shapes(drawn, sheet)
    framed = None if frame is None else sheet.box_of(frame)
    return render(
        "map.svg",
        title=title,
        width=sheet.width,
        height=sheet.height,
        paths=paths,
        dots=dots,
        dot=_DOT,
        badge=_BADGE,
        labels=_labels(drawn, sheet, framed),
        frame=framed,
        bar=_scale_bar(sheet),
        legend=[layer for layer in reversed(drawn) if layer.legend and within is None],
        swatch=swatch,
        say=partial(text, lang=lang),
    )


def _sheet(layers: Sequence[MapLayer], within: Bounds | None) -> _Sheet | None:
    shapes = [layer.geometry for layer in layers if not layer.geometry.is_empty.all()]
    if not shapes:
        return None
    if within is not None:
        shapes = [gpd.GeoSeries([shapely.box(*within)], crs=4326)]
    # The first layer with an extent of its own sets the place; all others fall in with it.
    crs = metric_crs_of(max(shapes, key=_extent))
    boxes = np.array([part.to_crs(crs).total_bounds for part in shapes])
    (west, south), (east, north) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    wide, tall = max(east - west, 1000.0), max(north - south, 1000.0)
    scale = min((WIDTH - 2 * _MARGIN) / wide, (TALLEST - 2 * _MARGIN) / tall)
    width, height = wide * scale + 2 * _MARGIN, tall * scale + 2 * _MARGIN
    return _Sheet(crs, west - _MARGIN / scale, north + _MARGIN / scale, scale, width, height)


def _extent(geometry: gpd.GeoSeries) -> float:
    west, south, east, north = geometry.total_bounds
    return float((east - west) * (north - south))


def _shapes(layers: Sequence[MapLayer], sheet: _Sheet) -> tuple[list[Path], list[Label]]:
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


def _labels(layers: Sequence[MapLayer], sheet: _Sheet, framed: Rectangle | None) -> list[Label]:
    """Place badges first, those of a framed part left out, then names as far as there is room."""
    badges = [one for kind in _BADGES for one in _wanted(layers, kind, sheet)]
    if framed is not None:
        badges = [one for one in badges if not framed.holds(one.x, one.y)]
    frame = (sheet.width, sheet.height)
    anchors = np.array([(label.x, label.y) for label in badges]).reshape(-1, 2)
    boxes = place_badges(anchors, _BADGE, frame)
    labels = [
        label._replace(
            x=box.x, y=box.y, anchor=None if (box.x, box.y) == (label.x, label.y) else (label.x, label.y)
        )
        for label, box in zip(badges, boxes, strict=True)
    ]
    names = [one for kind in _NAMES for one in _wanted(layers, kind, sheet)]
    taken = boxes if framed is None else [*boxes, framed.as_box()]
    places = place_names([_box_of(label) for label in names], taken, frame)
    written = [
        label._replace(y=place.y) for label, place in zip(names, places, strict=True) if place is not None
    ]
    return [*written, *reversed(labels)]


def _wanted(layers: Sequence[MapLayer], kind: str, sheet: _Sheet) -> list[Label]:
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


def _box_of(label: Label) -> Box:
    words = label.words.striptags()
    wide = sum(1.0 if character > "\u2e7f" else 0.55 for character in words) * _CHARACTER / 2
    shift = wide + 2 * _DOT if label.kind == "stations" else 0.0
    return Box(label.x + shift, label.y, wide, _TEXT_HEIGHT)


class ScaleBar(NamedTuple):
    """A bar of a round length."""

    length: float
    words: str


def _scale_bar(sheet: _Sheet) -> ScaleBar:
    """Choose the longest round length within a fifth of the drawing."""
    longest_m = sheet.width / 5 / sheet.scale
    power = 10 ** int(np.floor(np.log10(longest_m)))
    metres = max(step * power for step in (1, 2, 5) if step * power <= longest_m)
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    return ScaleBar(metres * sheet.scale, words)
