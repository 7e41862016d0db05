"""
How long the border is that two polygons share, whatever the vertices along it.

Most borders are drawn twice with the same vertices: those segments are matched exactly. What is left (one
unit's long edge beside the short edges of several others, borders drawn twice by hand with slivers and gaps)
is matched with a tolerance: two segments share the stretch where they run side by side.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array, csr_array, diags_array

Segments: TypeAlias = npt.NDArray[np.float64]
"""Start and end points, shape ``(n, 2, 2)``."""

MAX_SINE = 0.2  # segments that diverge by more than 11.5 degrees cross or meet, they do not run side by side


def border_segments(polygons: npt.NDArray[np.object_]) -> tuple[Segments, npt.NDArray[np.int64]]:
    """
    Take polygons apart into the segments of their rings.

    Parameters
    ----------
    polygons
        Polygons or multipolygons, none of them null.

    Returns
    -------
    tuple of ndarray
        The segments, and the position of the polygon that each belongs to.
    """
    parts, owner_of_part = shapely.get_parts(polygons, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    segments = np.stack([points[:-1], points[1:]], axis=1)
    real = (ring_of_point[:-1] == ring_of_point[1:]) & (segments[:, 0] != segments[:, 1]).any(axis=1)
    return segments[real], owner_of_part[part_of_ring[ring_of_point[:-1][real]]]


def shared_exactly(
    segments: Segments, owner: npt.NDArray[np.int64], length: npt.NDArray[np.float64], n_units: int
) -> tuple[csr_array, npt.NDArray[np.bool_]]:
    """
    Add up the segments that two units have in common to the last bit.

    Parameters
    ----------
    segments, owner
        As `border_segments` gives them.
    length
        What each segment counts.
    n_units
        Number of units.

    Returns
    -------
    csr_array
        Shared length of each pair of units; the diagonal means nothing.
    ndarray
        True for each segment that has such a partner.
    """
    first, second = segments[:, 0], segments[:, 1]
    backwards = (first[:, 0] > second[:, 0]) | ((first[:, 0] == second[:, 0]) & (first[:, 1] > second[:, 1]))
    ends = np.where(backwards[:, None, None], segments[:, ::-1], segments).reshape(-1, 4)
    _, example, edge = np.unique(
        np.ascontiguousarray(ends + 0.0).view("V32").ravel(), return_index=True, return_inverse=True
    )  # adding 0.0 turns -0.0 into 0.0
    owned = coo_array((np.ones(len(owner)), (edge, owner)), shape=(len(example), n_units)).tocsr()
    owned.data[:] = 1.0
    shared = owned.T @ diags_array(length[example]) @ owned
    owners = np.diff(owned.indptr)
    return csr_array(shared), np.asarray(owners[edge] > 1)


def side_by_side(
    segments: Segments, owner: npt.NDArray[np.int64], tolerance: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Segments]:
    """
    Find the stretches where segments of two units run side by side.

    Parameters
    ----------
    segments, owner
        As `border_segments` gives them.
    tolerance
        Greatest distance between two borders that count as one, in the unit of the coordinates.

    Returns
    -------
    tuple of ndarray
        One unit, the other unit, and the stretch (start and end) that they share; each pair of segments once.
    """
    lines = np.asarray(shapely.linestrings(segments), dtype=object)
    left, right = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=tolerance)
    once = (left < right) & (owner[left] != owner[right])
    left, right = left[once], right[once]
    size = np.hypot(*(segments[:, 1] - segments[:, 0]).T)
    swap = size[left] < size[right]
    longer, shorter = np.where(swap, right, left), np.where(swap, left, right)

    direction = (segments[longer, 1] - segments[longer, 0]) / size[longer, None]
    offset = segments[shorter] - segments[longer, 0][:, None]
    along = np.einsum("nij,nj->ni", offset, direction)
    across = offset[..., 1] * direction[:, :1] - offset[..., 0] * direction[:, 1:]
    from_along, to_along = _range_within(along, np.zeros(len(longer)), size[longer])
    limit = np.full(len(longer), tolerance)
    from_across, to_across = _range_within(across, -limit, limit)
    start, end = np.maximum(from_along, from_across), np.minimum(to_along, to_across)
    parallel = np.abs(across[:, 1] - across[:, 0]) <= MAX_SINE * size[shorter]
    found = parallel & (end > start)

    origin, step = segments[shorter, 0], segments[shorter, 1] - segments[shorter, 0]
    pieces = np.stack([origin + start[:, None] * step, origin + end[:, None] * step], axis=1)
    return owner[longer][found], owner[shorter][found], pieces[found]


def _range_within(
    values: npt.NDArray[np.float64], low: npt.NDArray[np.float64], high: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Find the part of 0..1 where a value that goes evenly from the first to the second stays in bounds."""
    first, slope = values[:, 0], values[:, 1] - values[:, 0]
    level = slope == 0
    safe_slope = np.where(level, 1.0, slope)
    bounds = np.sort(np.stack([(low - first) / safe_slope, (high - first) / safe_slope]), axis=0)
    inside = (first >= low) & (first <= high)
    start = np.where(level, np.where(inside, 0.0, 1.0), np.clip(bounds[0], 0.0, 1.0))
    end = np.where(level, np.where(inside, 1.0, 0.0), np.clip(bounds[1], 0.0, 1.0))
    return start, end
