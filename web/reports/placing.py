"""Where labels go on a printed map, so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

_RINGS = 12
_STEPS_PER_RING = 16
_LINES = (0.0, 1.0, -1.0, 1.8, -1.8, 2.6, -2.6)


class Box(NamedTuple):
    """A label's place: its middle and its half width and half height, in units of the drawing."""

    x: float
    y: float
    half_width: float
    half_height: float

    def covers(self, other: Box) -> bool:
        """Tell whether two labels overlap."""
        return (
            abs(self.x - other.x) < self.half_width + other.half_width
            and abs(self.y - other.y) < self.half_height + other.half_height
        )


def place_badges(anchors: np.ndarray, radius: float, frame: tuple[float, float]) -> list[Box]:
    """
    Place round badges at their anchors, or as near as is free.

    Parameters
    ----------
    anchors
        x and y of what each badge belongs to, shape ``(n, 2)``, the most important first: it stays in place.
    radius
        Radius of a badge.
    frame
        Width and height of the drawing; badges stay inside.

    Returns
    -------
    list of Box
        One place for each anchor, in order. A badge that finds no free place stays at its anchor.
    """
    placed: list[Box] = []
    for x, y in anchors.tolist():
        places = (Box(px, py, radius, radius) for px, py in _around(x, y, radius * 1.25))
        free = (box for box in places if _is_inside(box, frame) and not _covers_any(box, placed))
        placed.append(next(free, Box(x, y, radius, radius)))
    return placed


def place_names(
    wanted: list[list[Box]],
    taken: list[Box],
    frame: tuple[float, float],
    moves: tuple[float, ...] = _LINES,
) -> list[Box | None]:
    """
    Write names where they are wanted or a line above or below, the first ones first.

    Parameters
    ----------
    wanted
        Where each name would stand, the best place first.
    moves
        By how many lines it may move, in the order to be tried.
    taken
        Where something stands already.
    frame
        Width and height of the drawing.

    Returns
    -------
    list of Box or None
        One place for each name; None where there is no room, so that the name is left out.
    """
    used = list(taken)
    kept: list[Box | None] = []
    for boxes in wanted:
        places = (box._replace(y=box.y + lines * 2 * box.half_height) for lines in moves for box in boxes)
        free = (place for place in places if _is_inside(place, frame) and not _covers_any(place, used))
        kept.append(found := next(free, None))
        if found is not None:
            used.append(found)
    return kept


def _around(x: float, y: float, step: float) -> Iterator[tuple[float, float]]:
    """Walk outwards in rings from a place, beginning with the place itself."""
    yield x, y
    for ring in range(1, _RINGS + 1):
        for turn in range(_STEPS_PER_RING):
            angle = 2 * math.pi * (turn / _STEPS_PER_RING) - math.pi / 4
            yield x + ring * step * math.cos(angle), y + ring * step * math.sin(angle)


def _covers_any(box: Box, others: list[Box]) -> bool:
    return any(box.covers(other) for other in others)


def _is_inside(box: Box, frame: tuple[float, float]) -> bool:
    return (
        box.half_width <= box.x <= frame[0] - box.half_width
        and box.half_height <= box.y <= frame[1] - box.half_height
    )
