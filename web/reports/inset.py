"""Where numbers crowd on a printed map: a part of it that is drawn again, larger, in an empty corner."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from web.reports.map_sheet import Rectangle, Sheet

LEAST_PLACES = 3
REACH = 70.0
"""Numbers this near to one another, in units of the drawing, cannot all stand where they belong."""

LARGEST_SHARE = 0.4
"""A crowd takes no more of the side of its inset than this, or the inset would enlarge it little."""

_LARGEST_FRAME = 0.55
_MARGIN = 0.2
_SMALLEST = 60.0
_EDGE = 12.0
_ARROW, _BAR = 90.0, 60.0
"""Height that the north arrow and the scale bar take in their corners."""


class Part(NamedTuple):
    """A part of the map that is drawn larger: where it lies, and where its inset stands."""

    ground: Rectangle
    place: Rectangle

    def framing(self, ground: Rectangle) -> Part | None:
        """Frame what the inset shows; None where that is no longer small, or in the inset's way."""
        if ground.width > _LARGEST_FRAME * self.place.width or _meet(ground, self.place):
            return None
        return self._replace(ground=ground)


class Inset(NamedTuple):
    """The part with its drawing."""

    part: Part
    drawing: Markup

    def line(self) -> tuple[float, float, float, float]:
        """Give the line that leads from the part to its inset: between their nearest corners."""
        pairs = [(*one, *other) for one in _corners(self.part.ground) for other in _corners(self.part.place)]
        return min(pairs, key=lambda ends: (ends[0] - ends[2]) ** 2 + (ends[1] - ends[3]) ** 2)


def find_part(
    anchors: npt.NDArray[np.float64],
    beside: npt.NDArray[np.float64],
    shape: BaseGeometry,
    sheet: Sheet,
    reach: float = REACH,
) -> Part | None:
    """
    Find the part that deserves an inset, and the emptiest corner for it.

    Parameters
    ----------
    anchors
        Numbered places on the paper, shape ``(n, 2)``.
    beside
        What else the inset must not cover, shape ``(m, 2)``.
    shape
        What the map is of, on the paper: the inset covers as little of it as can be.
    sheet
        The paper.
    reach
        Numbers this near to one another crowd, in units of the drawing.

    Returns
    -------
    Part or None
        None where no numbers crowd, where an inset would enlarge them little, or where no corner is free.
    """
    side = 0.33 * min(sheet.width, sheet.height)
    ground = _crowd(anchors, side, reach)
    if ground is None:
        return None
    outside = np.array([xy for xy in anchors.tolist() if not ground.holds(*xy)]).reshape(-1, 2)
    kept = np.vstack([outside, beside, _corners(ground)])
    corners = [
        place
        for place in _places(side, sheet)
        if not any(_grown(place, 20).holds(*xy) for xy in kept.tolist()) and not _meet(place, ground)
    ]
    if not corners:
        return None
    return Part(ground, min(corners, key=lambda place: shape.intersection(_as_polygon(place)).area))


def _crowd(anchors: npt.NDArray[np.float64], side: float, reach: float) -> Rectangle | None:
    """Find the square around the most numbers that are near to one of them."""
    if len(anchors) < LEAST_PLACES:
        return None
    apart = np.abs(anchors[:, None, :] - anchors[None, :, :]).max(axis=2)
    near = apart <= reach
    crowd = anchors[near[near.sum(axis=1).argmax()]]
    if len(crowd) < LEAST_PLACES:
        return None
    low, high = crowd.min(axis=0), crowd.max(axis=0)
    wide = max(float((high - low).max()) * (1 + 2 * _MARGIN), _SMALLEST)
    if wide > LARGEST_SHARE * side:
        return None
    x, y = (low + high) / 2 - wide / 2
    return Rectangle(float(x), float(y), wide, wide)


def _places(side: float, sheet: Sheet) -> list[Rectangle]:
    """List the corners, clear of scale bar and north arrow."""
    right, bottom = sheet.width - side - _EDGE, sheet.height - side - _EDGE
    return [
        Rectangle(_EDGE, _EDGE, side, side),
        Rectangle(_EDGE, bottom, side, side),
        Rectangle(right, bottom - _BAR, side, side),
        Rectangle(right, _EDGE + _ARROW, side, side),
    ]


def _corners(box: Rectangle) -> list[tuple[float, float]]:
    return [(x, y) for x in (box.x, box.x + box.width) for y in (box.y, box.y + box.height)]


def _grown(box: Rectangle, by: float) -> Rectangle:
    return Rectangle(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return bool(_as_polygon(one).intersects(_as_polygon(other)))


def _as_polygon(box: Rectangle) -> shapely.Polygon:
    return shapely.box(box.x, box.y, box.x + box.width, box.y + box.height)
