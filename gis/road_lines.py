"""
Road lines cut where they meet.

Every vertex of every line stands in one table with its distance along the line. Vertices are added where the
end of one road lies on another, where roads cross (if asked), and where a stretch is long; vertices that are
the same place get one number. A road graph is then a matter of taking neighbours in the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Lines: TypeAlias = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Vertices:
    """
    Vertices of lines, in order along each.

    Attributes
    ----------
    line
        Position of the line.
    along_m
        Distance from the line's start.
    point
        x and y, shape ``(n, 2)``.
    joins
        Whether other lines' vertices within the tolerance are the same place. Ends join and bends do not,
        or two carriageways would become one.
    is_node
        Whether the graph needs a node here even if no other line comes by.
    """

    line: Ints
    along_m: Floats
    point: Floats
    joins: npt.NDArray[np.bool_]
    is_node: npt.NDArray[np.bool_]


def vertices_of(lines: Lines) -> Vertices:
    """
    List the vertices of lines.

    Parameters
    ----------
    lines
        Single lines, none of them null.

    Returns
    -------
    Vertices
        In order.
    """
    point, line = shapely.get_coordinates(lines, return_index=True)
    starts = np.r_[True, line[1:] != line[:-1]] if len(line) else np.empty(0, dtype=bool)
    step = np.where(starts, 0.0, np.hypot(*np.diff(point, axis=0, prepend=point[:1]).T))
    total = np.cumsum(step)
    along = total - total[starts][line]
    ends = starts | np.roll(starts, -1)
    return Vertices(line, along, point, ends, ends)


def with_added(vertices: Vertices, lines: Lines, line: Ints, along_m: Floats, *, joins: bool) -> Vertices:
    """
    Put further nodes on lines.

    Parameters
    ----------
    vertices
        The table so far.
    lines
        The lines themselves.
    line, along_m
        Where the new nodes stand.
    joins
        Whether they join other lines.

    Returns
    -------
    Vertices
        A new table, in order.
    """
    point = shapely.get_coordinates(shapely.line_interpolate_point(lines[line], along_m))
    every_line, every_along = np.r_[vertices.line, line], np.r_[vertices.along_m, along_m]
    order = np.lexsort((every_along, every_line))
    return Vertices(
        every_line[order],
        every_along[order],
        np.concatenate([vertices.point, point])[order],
        np.r_[vertices.joins, np.full(len(line), joins)][order],
        np.r_[vertices.is_node, np.ones(len(line), dtype=bool)][order],
    )


def ends_on_lines(vertices: Vertices, lines: Lines, snap_m: float) -> tuple[Ints, Floats]:
    """
    Find where the end of one line lies on another that has no vertex there.

    Parameters
    ----------
    vertices, lines
        The table and its lines.
    snap_m
        How near an end must be.

    Returns
    -------
    tuple of ndarray
        The lines that are met, and the distance along them.
    """
    ends = np.asarray(shapely.points(vertices.point[vertices.joins]), dtype=object)
    end, line = shapely.STRtree(lines).query(ends, predicate="dwithin", distance=snap_m)
    return line, np.asarray(shapely.line_locate_point(lines[line], ends[end]))


def crossings(lines: Lines) -> tuple[Ints, Floats]:
    """
    Find where lines cross, with or without a vertex.

    Parameters
    ----------
    lines
        Single lines.

    Returns
    -------
    tuple of ndarray
        The lines, each once for each crossing, and the distance along them.
    """
    left, right = shapely.STRtree(lines).query(lines, predicate="intersects")
    left, right = left[left < right], right[left < right]
    points, pair = shapely.get_coordinates(shapely.intersection(lines[left], lines[right]), return_index=True)
    line, place = np.r_[left[pair], right[pair]], shapely.points(np.concatenate([points, points]))
    return line, np.asarray(shapely.line_locate_point(lines[line], place))


def long_stretches(lines: Lines, spacing_m: float) -> tuple[Ints, Floats]:
    """
    Space places evenly along lines, none farther from the next than asked.

    Parameters
    ----------
    lines
        Single lines.
    spacing_m
        Greatest distance.

    Returns
    -------
    tuple of ndarray
        The lines, and the distances along them; ends are left out.
    """
    length = shapely.length(lines)
    n_pieces = np.maximum(np.ceil(length / spacing_m).astype(np.int64), 1)
    line = np.repeat(np.arange(len(lines)), n_pieces - 1)
    number = np.arange(len(line)) - np.repeat(np.cumsum(n_pieces - 1) - (n_pieces - 1), n_pieces - 1) + 1
    return line, length[line] * number / n_pieces[line]


def place_numbers(vertices: Vertices, snap_m: float) -> Ints:
    """
    Number the places that vertices stand at.

    Parameters
    ----------
    vertices
        The table.
    snap_m
        Vertices this near are one place if one of them joins; bends with equal coordinates are one place
        too; nodes that do not join are at one with their own line alone, since the road below a bridge may
        have one at the same spot.

    Returns
    -------
    ndarray
        Number of the place of each vertex, from 0.
    """
    alone = vertices.is_node & ~vertices.joins
    key = np.column_stack([vertices.point, np.where(alone, np.arange(len(alone)) + 1, 0)])
    unique, place = np.unique(key, axis=0, return_inverse=True)
    points = np.asarray(shapely.points(unique[:, :2]), dtype=object)
    points[unique[:, 2] > 0] = None
    joining = np.unique(place[vertices.joins])
    near, other = shapely.STRtree(points).query(points[joining], predicate="dwithin", distance=snap_m)
    beside = np.flatnonzero(
        (np.diff(vertices.line) == 0) & (np.diff(vertices.along_m) <= snap_m) & (alone[1:] | alone[:-1])
    )
    one, same = np.r_[joining[near], place[beside]], np.r_[other, place[beside + 1]]
    links = coo_array((np.ones(len(one)), (one, same)), shape=(len(unique),) * 2)
    return np.asarray(connected_components(links, directed=False)[1][place], dtype=np.int64)
