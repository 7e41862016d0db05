"""Shapes cut to a tile and set on its units, in vectors of numpy: no shape is touched one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely

from gis.vector_tiles import EXTENT, LINE, POINT, POLYGON, Numbers, TileShapes

BUFFER = 64
"""Units beyond the rim of a tile up to which shapes go on, so that no seam is seen."""

WORLD_M = 20_037_508.342789244
"""Half the side of the world in EPSG:3857."""

Coordinates = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class FlatShapes:
    """
    Shapes of one kind as arrays, on the unit square of the Mercator world (x eastwards, y southwards).

    Attributes
    ----------
    kind
        `POINT`, `LINE` or `POLYGON`.
    points
        Shape ``(n_points, 2)``; rings without the point that closes them, outer ones turning from x to y.
    counts
        Points of each line or ring, in order.
    owners
        Row of the feature that each line or ring belongs to, rising.
    outer
        Lines that are not the rim of a hole.
    boxes
        Bounds of each feature, NaN where it has no shape.
    """

    kind: int
    points: Coordinates
    counts: Numbers
    owners: Rows
    outer: Mask
    boxes: Coordinates


def world_of(lon: Coordinates, lat: Coordinates) -> Coordinates:
    """Give points of EPSG:4326 on the unit square of the Mercator world."""
    bent = np.arcsinh(np.tan(np.radians(np.clip(lat, -85.05112878, 85.05112878))))
    return np.column_stack([lon / 360 + 0.5, 0.5 - bent / (2 * np.pi)])


def flattened(shapes: npt.NDArray[np.object_]) -> FlatShapes:
    """Lay shapes of EPSG:4326 out as arrays; of mixed shapes only those of the highest dimension."""
    shapes = np.asarray(shapely.transform(shapes, lambda points: world_of(*points.T)), dtype=object)
    pieces, owners = shapely.get_parts(shapes, return_index=True)
    pieces, index = shapely.get_parts(
        pieces, return_index=True
    )  # a collection may hold shapes of several parts
    owners = owners[index]
    dimensions = np.where(shapely.is_empty(pieces), -1, shapely.get_dimensions(pieces))
    kind = int(dimensions.max(initial=0)) + 1
    pieces, owners = pieces[dimensions == kind - 1], owners[dimensions == kind - 1]
    outer = np.ones(len(pieces), dtype=bool)
    if kind == POLYGON:
        pieces, piece_of = shapely.get_rings(shapely.orient_polygons(pieces), return_index=True)
        owners, outer = owners[piece_of], np.diff(piece_of, prepend=-1) > 0
    points, line_of = shapely.get_coordinates(pieces, return_index=True)
    if kind == POLYGON:
        last = np.diff(line_of, append=-1) != 0
        points, line_of = points[~last], line_of[~last]
    counts = np.bincount(line_of, minlength=len(pieces))
    return FlatShapes(kind, points, counts, owners, outer, shapely.bounds(shapes))


def thinned(flat: FlatShapes, zoom: int, step: int) -> FlatShapes:
    """Leave out corners that at a level fall on the raster point, ``step`` units wide, of the one before."""
    units = 2.0**zoom * EXTENT / step
    line_of = np.repeat(np.arange(len(flat.counts)), flat.counts)
    snapped = np.rint(flat.points * units)
    keep = _moved(snapped, line_of)
    counts = np.bincount(line_of[keep], minlength=len(flat.counts))
    return replace(flat, points=snapped[keep] / units, counts=counts)


def cut(flat: FlatShapes, tile: tuple[int, int, int], step: int = 1) -> tuple[Rows, TileShapes | None]:
    """
    Cut shapes to a tile.

    Parameters
    ----------
    flat
        The shapes.
    tile
        Level, column, row.
    step
        Units that corners are rounded to: neighbours stay neighbours whatever it is.

    Returns
    -------
    tuple
        Rows of the features that are seen in the tile, and their shapes; None when there are none.
    """
    zoom, column, row = tile
    side = 2.0**-zoom
    corner = np.array([column, row]) * side
    near, inside = _reaching(flat.boxes, corner, side)
    lines = np.flatnonzero(near[flat.owners])
    units = (flat.points[_ranges(flat.counts, lines)] - corner) * (EXTENT / side)
    line_of = np.repeat(np.arange(len(lines)), flat.counts[lines])
    if not inside[flat.owners[lines]].all():
        if flat.kind == POLYGON:
            units, line_of = _rings_inside(units, line_of)
        elif flat.kind == LINE:
            units, line_of, source = _lines_inside(units, line_of)
            lines = lines[source]
        else:
            seen = ((units >= -BUFFER) & (units <= EXTENT + BUFFER)).all(axis=1)
            units, line_of = units[seen], line_of[seen]
    places = np.rint(units / step).astype(np.int64) * step
    return _laid(flat.kind, places, line_of, flat.owners[lines], flat.outer[lines])


def corners(flat: FlatShapes, tile: tuple[int, int, int]) -> tuple[int, int]:
    """Count the corners of features that lie inside a tile, and of those that reach into it."""
    zoom, column, row = tile
    near, inside = _reaching(flat.boxes, np.array([column, row]) * 2.0**-zoom, 2.0**-zoom)
    counts = np.bincount(flat.owners, weights=flat.counts, minlength=len(flat.boxes))
    return int(counts[inside].sum()), int(counts[near].sum())


def _reaching(boxes: Coordinates, corner: Coordinates, side: float) -> tuple[Mask, Mask]:
    """Tell which features reach into a tile with its rim, and which lie inside."""
    rim = side * BUFFER / EXTENT
    west, north = corner - rim
    east, south = corner + side + rim
    low_x, low_y, high_x, high_y = boxes.T
    near = (low_x <= east) & (high_x >= west) & (low_y <= south) & (high_y >= north)
    return near, (low_x >= west) & (high_x <= east) & (low_y >= north) & (high_y <= south)


def _ranges(counts: Numbers, lines: Rows) -> Rows:
    """Give the positions of the points of some lines."""
    first, some = (np.cumsum(counts) - counts)[lines], counts[lines]
    return np.repeat(first - (np.cumsum(some) - some), some) + np.arange(int(some.sum()))


def _moved(points: npt.NDArray[np.generic], line_of: Numbers) -> Mask:
    """Tell which points differ from the one before them on their line."""
    moved = np.ones(len(points), dtype=bool)
    moved[1:] = (points[1:] != points[:-1]).any(axis=1) | (line_of[1:] != line_of[:-1])
    return moved


def _following(line_of: Numbers) -> Rows:
    """Give the position of the point that follows each on its ring."""
    following = np.arange(1, len(line_of) + 1)
    following[np.flatnonzero(np.diff(line_of, append=-1) != 0)] = np.flatnonzero(
        np.diff(line_of, prepend=-1) != 0
    )
    return following


def _rings_inside(points: Coordinates, ring_of: Numbers) -> tuple[Coordinates, Numbers]:
    """Cut rings to the tile with its rim, one side after the other (Sutherland and Hodgman)."""
    for axis, limit, sign in (
        (0, -BUFFER, -1),
        (0, EXTENT + BUFFER, 1),
        (1, -BUFFER, -1),
        (1, EXTENT + BUFFER, 1),
    ):
        inside = sign * points[:, axis] <= sign * limit
        if inside.all():
            continue
        following = _following(ring_of)
        crosses = inside != inside[following]
        ahead = points[following] - points
        with np.errstate(divide="ignore", invalid="ignore"):
            met = points + ahead * ((limit - points[:, axis]) / ahead[:, axis])[:, None]
        met[:, axis] = limit
        emitted = np.stack([inside, crosses], axis=1)
        points = np.stack([points, met], axis=1)[emitted]
        ring_of = np.repeat(ring_of, emitted.sum(axis=1))
    return points, ring_of


def _lines_inside(points: Coordinates, line_of: Numbers) -> tuple[Coordinates, Numbers, Rows]:
    """
    Cut lines to the tile with its rim, stretch by stretch (Liang and Barsky).

    Returns
    -------
    tuple
        Points, the number of their line counted anew, and which line each of those was part of.
    """
    begins = np.flatnonzero(line_of[1:] == line_of[:-1])
    start, ahead = points[begins], points[begins + 1] - points[begins]
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = ((limit - start) / ahead for limit in (-BUFFER, EXTENT + BUFFER))
    still = ahead == 0
    within = (start >= -BUFFER) & (start <= EXTENT + BUFFER)
    enter = np.where(still, np.where(within, 0, 2), np.minimum(low, high)).max(axis=1).clip(min=0)
    leave = np.where(still, np.where(within, 1, -1), np.maximum(low, high)).min(axis=1).clip(max=1)
    seen = np.flatnonzero(enter < leave)
    enter, leave, start, ahead = enter[seen], leave[seen], start[seen], ahead[seen]
    goes_on = np.zeros(len(seen), dtype=bool)
    goes_on[1:] = (np.diff(begins[seen]) == 1) & (enter[1:] == 0) & (leave[:-1] == 1)
    goes_on[1:] &= line_of[begins[seen][1:]] == line_of[begins[seen][:-1]]
    ends = np.stack([start + ahead * enter[:, None], start + ahead * leave[:, None]], axis=1)
    emitted = np.stack([~goes_on, np.ones_like(goes_on)], axis=1)
    part_of = np.cumsum(~goes_on) - 1
    return ends[emitted], np.repeat(part_of, emitted.sum(axis=1)), line_of[begins[seen]][~goes_on]


def _laid(
    kind: int, points: Numbers, line_of: Numbers, owners: Rows, outer: Mask
) -> tuple[Rows, TileShapes | None]:
    """Lay lines out for the tile; what shrinks to nothing is left out, with the feature it was all of."""
    keep = _moved(points, line_of)
    points, line_of = points[keep], line_of[keep]
    if kind == POLYGON and len(points):  # the last corner may have come to lie on the first
        last = np.diff(line_of, append=-1) != 0
        closing = last & (points == points[_following(line_of)]).all(axis=1)
        points, line_of = points[~closing], line_of[~closing]
    counts = np.bincount(line_of, minlength=len(owners))
    good = counts >= {POINT: 1, LINE: 2, POLYGON: 3}[kind]
    if kind == POLYGON:
        area = _areas(points, line_of, len(owners))
        good &= np.where(outer, area > 0, area < 0)
        good &= (
            good[np.flatnonzero(outer)][np.cumsum(outer) - 1] if len(good) else good
        )  # holes go with their ring
    rows, parts = np.unique(owners[good], return_counts=True)
    if not len(rows):
        return rows, None
    points, counts = points[good[line_of]], counts[good]
    if kind == POINT:
        return rows, TileShapes(POINT, points, parts, np.ones_like(parts))
    return rows, TileShapes(kind, points, counts, parts)


def _areas(points: Numbers, line_of: Numbers, lines: int) -> Coordinates:
    """Give twice the area of each ring; positive where it turns from x to y."""
    if not len(points):
        return np.zeros(lines)
    (x, y), (next_x, next_y) = points.T, points[_following(line_of)].T
    cross = (x * next_y - next_x * y).astype(float)
    return np.bincount(line_of, weights=cross, minlength=lines).astype(float)
