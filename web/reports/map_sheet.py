"""The paper of a printed map: turns places on the ground into places of the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from gis.crs import metric_crs_of
from web.maps.layers import MapLayer, Style
from web.reports.placing import Box

Bounds = tuple[float, float, float, float]

WIDTH = 1000.0
TALLEST = 1250.0
SHORTEST_M = 1000.0
"""No map shows less ground than this across."""
_MARGIN = 24.0


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
class Sheet:
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

    def ground_of(self, box: Rectangle | None = None) -> Bounds:
        """Give the ground that a box of the drawing shows, or all of it, in degrees."""
        part = box or Rectangle(0.0, 0.0, self.width, self.height)
        west, north = self.west + part.x / self.scale, self.north - part.y / self.scale
        east, south = west + part.width / self.scale, north - part.height / self.scale
        ground = gpd.GeoSeries([shapely.box(west, south, east, north)], crs=self.crs).to_crs(4326)
        left, low, right, high = (float(edge) for edge in ground.total_bounds)
        return left, low, right, high


def sheet_of(
    layers: Sequence[MapLayer], within: Bounds | None = None, size: tuple[float, float] | None = None
) -> Sheet | None:
    """
    Lay the paper out.

    Parameters
    ----------
    layers
        What is drawn.
    within
        Part of the ground to show, in degrees; else all that is drawn.
    size
        Width and height of the drawing, which the ground then fills; else as high as the ground asks for.

    Returns
    -------
    Sheet or None
        None when no layer has a shape.
    """
    shapes = [layer.geometry for layer in layers if not layer.geometry.is_empty.all()]
    if not shapes:
        return None
    if within is not None:
        shapes = [gpd.GeoSeries([shapely.box(*within)], crs=4326)]
    # The first layer with an extent of its own sets the place; all others fall in with it.
    crs = metric_crs_of(max(shapes, key=_extent))
    boxes = np.array([part.to_crs(crs).total_bounds for part in shapes])
    (west, south), (east, north) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    wide, tall = max(east - west, SHORTEST_M), max(north - south, SHORTEST_M)
    widest, tallest = size or (WIDTH, TALLEST)
    scale = min((widest - 2 * _MARGIN) / wide, (tallest - 2 * _MARGIN) / tall)
    if size is None:
        width, height = wide * scale + 2 * _MARGIN, tall * scale + 2 * _MARGIN
        return Sheet(crs, west - _MARGIN / scale, north + _MARGIN / scale, scale, width, height)
    across, down = (east + west) / 2 - widest / scale / 2, (north + south) / 2 + tallest / scale / 2
    return Sheet(crs, across, down, scale, widest, tallest)


def paper_for(within: Bounds, size: tuple[float, float]) -> Sheet:
    """Lay paper of a size out for a part of the ground, in degrees."""
    part = gpd.GeoSeries([shapely.box(*within)], crs=4326)
    sheet = sheet_of([MapLayer("within", "", "fills", part, [Style()])], within, size)
    if sheet is None:  # a box is never empty
        raise ValueError(f"wanted a box, got {within}")
    return sheet


def _extent(geometry: gpd.GeoSeries) -> float:
    west, south, east, north = geometry.total_bounds
    return float((east - west) * (north - south))


class ScaleBar(NamedTuple):
    """A bar of a round length."""

    length: float
    words: str


def scale_bar(sheet: Sheet) -> ScaleBar:
    """Choose the longest round length within a fifth of the drawing."""
    longest_m = sheet.width / 5 / sheet.scale
    power = 10 ** int(np.floor(np.log10(longest_m)))
    metres = max(step * power for step in (1, 2, 5) if step * power <= longest_m)
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    return ScaleBar(metres * sheet.scale, words)
