"""Places that could be control areas: the outline of an area laid where incidents were densest elsewhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.signal import fftconvolve
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from hotspots.evaluation.place_counts import Floats

Mask = npt.NDArray[np.bool_]

MOST_CANDIDATES = 300
CELLS_ACROSS = 8
"""Cells along the side of a square as large as the outline: how finely it is shifted."""
MOST_CELLS = 4_000_000
AT_ONCE = 5_000


def shifted_outlines(outline: BaseGeometry, points: Floats, keep_out: BaseGeometry) -> npt.NDArray[Any]:
    """
    Lay an outline over the county where it holds most incidents, then next most, without overlap.

    Areas under rectification were chosen, and drawn, where incidents stood close. Places that are to be
    compared with them are found in the same way, by incidents before the start alone, so that as much of what
    they hold is due to chance.

    Parameters
    ----------
    outline
        The area, in a metric system.
    points
        Incidents of the period before, shape ``(n, 2)``, same system.
    keep_out
        Ground that no place may meet: all areas under rectification and what lies beside them.

    Returns
    -------
    ndarray
        Outlines, the one with most incidents first, at most `MOST_CANDIDATES`, each with an incident or more.
    """
    if len(points) == 0:
        return np.empty(0, dtype=object)
    west, south = points.min(axis=0)
    spans = np.ptp(points, axis=0)
    cell = max(float(np.sqrt(outline.area)) / CELLS_ACROSS, float(np.sqrt(spans.prod() / MOST_CELLS)), 1.0)
    inside = _cells_of(outline, cell)
    rows, columns = inside.shape
    grid = np.zeros((int(spans[1] // cell) + 2 * rows, int(spans[0] // cell) + 2 * columns))
    column, row = ((points - (west, south)) // cell).astype(np.int64).T
    np.add.at(grid, (row + rows - 1, column + columns - 1), 1)
    held = np.rint(fftconvolve(grid, inside[::-1, ::-1].astype(float), mode="valid"))
    shift = np.array([west - (columns - 1) * cell, south - (rows - 1) * cell])
    chosen = _fullest_apart(held, shift, cell, inside.shape, keep_out)
    origin = shift - np.array(outline.bounds[:2])
    return np.array([translate(outline, *(origin + cell * place[::-1])) for place in chosen], dtype=object)


def _cells_of(outline: BaseGeometry, cell: float) -> Mask:
    """Tell which cells of the outline's box have their middle in it; all where none has."""
    west, south, east, north = outline.bounds
    rows, columns = (max(1, int(np.ceil(side / cell))) for side in (north - south, east - west))
    x, y = west + (np.arange(columns) + 0.5) * cell, south + (np.arange(rows) + 0.5) * cell
    inside = np.asarray(shapely.contains_xy(outline, *np.meshgrid(x, y)))
    return inside if inside.any() else np.ones_like(inside)


def _fullest_apart(
    held: Floats, shift: Floats, cell: float, shape: tuple[int, ...], keep_out: BaseGeometry
) -> npt.NDArray[np.int64]:
    """Take positions, fullest first, whose box meets neither forbidden ground nor the box of one taken."""
    rows, columns = shape
    places = np.argwhere(held >= 1)
    places = places[np.argsort(-held[places[:, 0], places[:, 1]], kind="stable")]
    taken = np.zeros(held.shape, dtype=bool)
    chosen: list[tuple[int, int]] = []
    shapely.prepare(keep_out)
    for first in range(0, len(places), AT_ONCE):
        some = places[first : first + AT_ONCE]
        some = some[~taken[some[:, 0], some[:, 1]]]
        corner = shift + cell * some[:, ::-1]
        boxes = shapely.box(*corner.T, *(corner + cell * np.array(shape[::-1])).T)
        for row, column in some[~shapely.intersects(keep_out, boxes)].tolist():
            if taken[row, column]:
                continue
            chosen.append((row, column))
            taken[max(0, row - rows + 1) : row + rows, max(0, column - columns + 1) : column + columns] = True
            if len(chosen) == MOST_CANDIDATES:
                return np.array(chosen, dtype=np.int64)
    return np.array(chosen, dtype=np.int64).reshape(-1, 2)
