"""Circles that grow around centres, ring by ring, and what they hold: the windows of the scan statistics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from hotspots.finding.grid import Floats, Ints

SAME_M = 1e-6  # distances closer than this are one
MOST_MEMBERS = 50_000_000


@dataclass(frozen=True, slots=True)
class Circles:
    """
    Circles around centres; each holds the one before it around the same centre, and one ring more.

    Parameters
    ----------
    member, circle
        A point and the smallest circle around some centre that holds it, sorted by circle.
    centre, radius_m
        Of each circle: the centre's index and the distance to its farthest point.
    first
        Of each circle: the innermost circle around the same centre.
    """

    member: Ints
    circle: Ints
    centre: Ints
    radius_m: Floats
    first: Ints

    def __len__(self) -> int:
        """Count the circles."""
        return len(self.centre)

    def totals(self, values: npt.NDArray[np.float64] | npt.NDArray[np.int64]) -> Floats:
        """Sum a value of the points over each circle."""
        rings = np.bincount(self.circle, weights=values[self.member], minlength=len(self))
        running = np.concatenate([[0.0], np.cumsum(rings)])
        return np.asarray(running[1:] - running[self.first])

    def up_to(self, sizes: Floats, most: float) -> Circles:
        """Leave out the circles that are larger than allowed; sizes must not fall from ring to ring."""
        keep = sizes <= most
        number = np.cumsum(keep) - 1
        inside = keep[self.circle]
        return Circles(
            self.member[inside],
            number[self.circle[inside]],
            self.centre[keep],
            self.radius_m[keep],
            number[self.first[keep]],
        )

    def best_of_each_centre(self, values: Floats) -> Ints:
        """Pick the best circle of each centre, the smaller of equals; best first, none of 0 and below."""
        order = np.lexsort((self.radius_m, -values, self.centre))
        own = self.centre[order]
        best = order[np.r_[True, own[1:] != own[:-1]][: len(own)]]
        best = best[values[best] > 0]
        return np.asarray(best[np.lexsort((best, self.radius_m[best], -values[best]))])

    def members(self, circle: int) -> Ints:
        """Give the points inside one circle, the inner rings first."""
        begin, end = np.searchsorted(self.circle, [self.first[circle], circle + 1])
        return self.member[begin:end]


def growing_circles(
    centres: Floats, points: Floats, *, max_radius_m: float, radii_m: Sequence[float] | None = None
) -> Circles:
    """
    Grow circles around each centre up to a radius.

    Parameters
    ----------
    centres, points
        Metres, shapes ``(n_centres, 2)`` and ``(n_points, 2)``.
    max_radius_m
        Largest radius; may be infinite.
    radii_m
        The radii; left out, every distance at which a point is met. Points equally far enter together.

    Returns
    -------
    Circles
        Circles that hold no more points than the one before them are left out.

    Raises
    ------
    ValueError
        When the circles would hold more than 50 million points in all.
    """
    tree = KDTree(points)
    span = np.ptp(np.concatenate([centres, points]), axis=0) if len(points) else np.zeros(2)
    reach = min(max_radius_m, float(np.hypot(*span)) + 1.0) * (1 + 1e-12)
    held = int(KDTree(centres).count_neighbors(tree, reach)) if len(points) and len(centres) else 0
    if held > MOST_MEMBERS:
        raise ValueError(f"circles would hold {held} points: take fewer centres or a smaller max_radius_m")
    near = KDTree(centres).sparse_distance_matrix(tree, reach, output_type="ndarray") if held else None
    if near is None:
        none = np.empty(0, dtype=np.int64)
        return Circles(none, none, none, np.empty(0), none)
    ladder = np.sort(np.asarray([] if radii_m is None else radii_m, dtype=float))
    step = near["v"] if radii_m is None else np.searchsorted(ladder, near["v"] - SAME_M).astype(float)
    near, step = (near, step) if radii_m is None else (near[step < len(ladder)], step[step < len(ladder)])
    order = np.lexsort((near["j"], step, near["i"]))
    centre, member, step = near["i"][order], near["j"][order], step[order]
    starts = np.r_[True, (centre[1:] != centre[:-1]) | (step[1:] - step[:-1] > SAME_M)][: len(order)]
    circle = np.cumsum(starts) - 1
    owner = centre[starts].astype(np.int64)
    far = np.maximum.reduceat(near["v"][order], np.flatnonzero(starts)) if len(order) else np.empty(0)
    first = np.searchsorted(owner, owner, side="left")
    return Circles(member.astype(np.int64), circle.astype(np.int64), owner, far, first)


def disjoint(best: Ints, members: Callable[[int], Ints], n_points: int) -> list[int]:
    """
    Leave out the windows that share a point with a better one.

    Parameters
    ----------
    best
        Windows, best first.
    members
        Gives the points of each.
    n_points
        How many points there are.
    """
    taken = np.zeros(n_points, dtype=bool)
    picked = []
    for one in best.tolist():
        inside = members(one)
        if not taken[inside].any():
            taken[inside] = True
            picked.append(one)
    return picked
