"""Reference systems by their OGC address, in the order of axes that each of them has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from gis.crs import metric_crs_of
from gis.errors import CrsError

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
OFFERED = (4326, 4490, 3857)
"""Codes that every county offers beside its own metric zone."""

Coordinates = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class AxisOrderedCrs:
    """
    A reference system with its axes as its authority has them.

    Attributes
    ----------
    uri
        Address.
    code
        EPSG code.
    north_first
        Latitude or northing comes first.
    """

    uri: str
    code: int
    north_first: bool

    @property
    def decimals(self) -> int:
        """Decimals that are written: millimetres, or a tenth of a metre in degrees."""
        return 6 if pyproj.CRS(self.code).is_geographic else 3

    def from_degrees(self, shapes: Shapes) -> Shapes:
        """Give shapes of EPSG:4326 (lon, lat) in this system, coordinates rounded."""
        forward = _transformer(4326, self.code)

        def change(points: Coordinates) -> Coordinates:
            moved = points if forward is None else np.column_stack(forward.transform(*points.T))
            return np.round(moved[:, ::-1] if self.north_first else moved, self.decimals)

        return np.asarray(shapely.transform(shapes, change), dtype=object)

    def to_degrees(self, shapes: Shapes) -> Shapes:
        """Give shapes of this system in EPSG:4326 (lon, lat)."""
        back = _transformer(self.code, 4326)

        def change(points: Coordinates) -> Coordinates:
            turned = points[:, ::-1] if self.north_first else points
            return turned if back is None else np.column_stack(back.transform(*turned.T))

        return np.asarray(shapely.transform(shapes, change), dtype=object)


@cache
def _transformer(source: int, target: int) -> pyproj.Transformer | None:
    return None if source == target else pyproj.Transformer.from_crs(source, target, always_xy=True)


@cache
def _by_code(code: int) -> AxisOrderedCrs:
    directions = [axis.direction for axis in pyproj.CRS(code).axis_info]
    return AxisOrderedCrs(f"{EPSG}{code}", code, north_first=directions[0] == "north")


def offered(bounds: tuple[float, float, float, float] | None) -> list[str]:
    """List the addresses of the systems that features can be had in: the metric zone of a box is one."""
    codes = list(OFFERED)
    metric = None if bounds is None else metric_crs_of(bounds).to_epsg()
    if metric is not None:
        codes.append(metric)
    return [CRS84, *(f"{EPSG}{code}" for code in codes)]


def crs_named(uri: str | None, bounds: tuple[float, float, float, float] | None) -> AxisOrderedCrs:
    """
    Find a reference system; left out it is CRS84.

    Raises
    ------
    CrsError
        ``ogc.crs_unknown``.
    """
    if uri is None or uri == CRS84:
        return AxisOrderedCrs(CRS84, 4326, north_first=False)
    known = offered(bounds)
    safe = re.fullmatch(r"\[EPSG:(\d{4,6})\]", uri)
    wanted = f"{EPSG}{safe[1]}" if safe else uri
    if wanted not in known:
        raise CrsError("ogc.crs_unknown", crs=uri, known=", ".join(known))
    return _by_code(int(wanted.removeprefix(EPSG)))
