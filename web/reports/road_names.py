"""Where names are written along the roads of a printed map."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from web.reports.placing import Box

MOST_PIECES = 4
_BEND = 3.0
"""Bends of so many units are taken for straight."""

_ASIDE = 12.0
"""Words stand so many units beside the middle of the road."""

_HEIGHT = 15.0
_SPARE = 12.0


class Along(NamedTuple):
    """A place beside a road: the middle of the words, and how they are turned, in radians."""

    x: float
    y: float
    turn: float

    def box(self, width: float) -> Box:
        """Give the upright box around the words."""
        sine, cosine = abs(math.sin(self.turn)), abs(math.cos(self.turn))
        return Box(
            self.x,
            self.y,
            (width * cosine + _HEIGHT * sine) / 2,
            (width * sine + _HEIGHT * cosine) / 2,
        )


def places_along(road: BaseGeometry, width: float) -> list[Along]:
    """
    Find where words fit along a road: beside its longest straight pieces, never upside down.

    Parameters
    ----------
    road
        Lines on the paper, y downwards.
    width
        Width of the words.
    """
    whole = shapely.line_merge(road) if road.geom_type == "MultiLineString" else road
    found = []
    for line in shapely.get_parts(shapely.simplify(whole, _BEND)):
        if line.geom_type != "LineString" or line.is_empty:
            continue
        ends = shapely.get_coordinates(line)
        for (x0, y0), (x1, y1) in pairwise(ends.tolist()):
            long = math.hypot(x1 - x0, y1 - y0)
            if long >= width + _SPARE:
                found.append((long, _beside(np.array([x0, y0, x1, y1]))))
    found.sort(key=lambda piece: (-piece[0], piece[1]))
    return [place for _, place in found[:MOST_PIECES]]


def _beside(piece: np.ndarray) -> Along:
    """Stand above the middle of a piece."""
    x0, y0, x1, y1 = piece.tolist()
    turn = math.atan2(y1 - y0, x1 - x0)
    if not -math.pi / 2 < turn <= math.pi / 2:
        turn -= math.copysign(math.pi, turn)
    return Along((x0 + x1) / 2 + _ASIDE * math.sin(turn), (y0 + y1) / 2 - _ASIDE * math.cos(turn), turn)
