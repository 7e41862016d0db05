"""
Where a beat may reach over from a unit to its neighbour: where a road leads.

Of two units that share a border, a road must touch that border: it crosses it, or runs along it and both
front it. Expressways and railways lead nowhere on the way, so they do not count. Where a river, a railway or
an expressway runs along the border, a road must cross that too. Units without any road keep their borders,
but for such barriers, and are named.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from gis.road_lines import Lines
from patrol.graph import Bools, Ints

NEAR_M, NEAR_SHARE = 15.0, 0.05  # a road this near to a border touches it; never more of a typical width
BARRED_SHARE = 0.5  # a barrier bars a border when it runs along so much of it
EXPRESSWAY_KMH = 80.0
Integers = npt.NDArray[np.integer]

RAILWAYS = ("rail", "railway", "铁路")
EXPRESSWAYS = ("expressway", "motorway", "高速公路")
NATIONAL_ROAD = r"国道|^G\d{3}(?:\D|$)"  # classed with expressways, but houses front them


@dataclass(frozen=True, slots=True)
class Passages:
    """
    Which units beats may reach over between.

    Attributes
    ----------
    links
        Pairs of units, symmetric, shape ``(n_units, n_units)``.
    unreached
        Units that no road comes near.
    ties
        Pairs of units that were linked because nothing else led there, shape ``(n, 2)``: the one that is cut
        off first.
    """

    links: csr_array
    unreached: Ints
    ties: npt.NDArray[np.int64]


def is_expressway(roads: gpd.GeoDataFrame) -> Bools:
    """
    Tell expressways and railways, which one cannot turn off or cross on the way.

    Parameters
    ----------
    roads
        Lines with ``road_class``, ``name`` and ``speed_kmh`` where known.

    Returns
    -------
    ndarray
        True for railways and expressways; of the class ``highway`` for those of 80 km/h or more that are no
        national road.
    """
    none = np.zeros(len(roads), dtype=bool)
    if "road_class" not in roads.columns:
        return none
    kind = roads["road_class"].astype(str)
    slow = none if "speed_kmh" not in roads else (roads["speed_kmh"] < EXPRESSWAY_KMH).to_numpy(dtype=bool)
    named = none if "name" not in roads else roads["name"].astype(str).str.contains(NATIONAL_ROAD).to_numpy()
    fast = (kind == "highway").to_numpy() & ~slow & ~named
    return np.asarray(kind.isin((*RAILWAYS, *EXPRESSWAYS)).to_numpy() | fast)


def passages(
    units: gpd.GeoDataFrame,
    borders: csr_array,
    roads: gpd.GeoDataFrame,
    barriers: gpd.GeoDataFrame | None = None,
) -> Passages:
    """
    Find the borders that a beat may reach over.

    Parameters
    ----------
    units
        Polygons in a metric CRS.
    borders
        Lengths of the borders that they share.
    roads
        Lines in any CRS; ``road_class``, ``name`` and ``speed_kmh`` are used where they are there.
    barriers
        Rivers, lakes, railways: lines or polygons in any CRS.

    Returns
    -------
    Passages
        Without ties.
    """
    polygons = np.asarray(units.geometry, dtype=object)
    near_m = min(NEAR_M, NEAR_SHARE * float(np.median(np.sqrt(shapely.area(polygons)))))
    lines = np.asarray(roads.to_crs(units.crs).geometry, dtype=object)
    fast = is_expressway(roads)
    ways = _single(lines[~fast])
    across = _single(lines[fast])
    if barriers is not None:
        across = np.concatenate([across, _single(np.asarray(barriers.to_crs(units.crs).geometry, object))])
    wide = shapely.buffer(polygons, near_m, quad_segs=2)
    left, right = borders.nonzero()
    left, right = left[left < right], right[left < right]
    strips = np.asarray(shapely.intersection(wide[left], wide[right]), dtype=object)
    strip, way = shapely.STRtree(ways).query(strips, predicate="intersects")
    led = np.zeros(len(strips), dtype=bool)
    led[strip] = True
    barred = _barred(strips, across, near_m)
    led[barred] = False
    at = np.flatnonzero(barred[strip])
    pieces = shapely.intersection(ways[way[at]], strips[strip[at]])
    led[strip[at[shapely.STRtree(across).query(pieces, predicate="intersects")[0]]]] = True
    reached = np.zeros(len(polygons), dtype=bool)
    reached[shapely.STRtree(ways).query(wide, predicate="intersects")[0]] = True
    on_foot = ~barred & ~(reached[left] & reached[right])
    kept = led | on_foot
    return Passages(
        links=_symmetric(left[kept], right[kept], len(polygons)),
        unreached=np.flatnonzero(~reached),
        ties=np.empty((0, 2), dtype=np.int64),
    )


def tied(found: Passages, units: gpd.GeoDataFrame, borders: csr_array, group: Ints) -> Passages:
    """
    Tie what no road leads to to the nearest unit, so that each group hangs together.

    Parameters
    ----------
    found
        What roads connect.
    units
        Polygons in a metric CRS.
    borders
        Lengths of the borders that they share: of the units that touch, the one with the longest is nearest.
    group
        Group of each unit (its station); ties stay within.

    Returns
    -------
    Passages
        With ties.
    """
    polygons = np.asarray(units.geometry, dtype=object)
    inside = found.links.tocoo()
    same = group[inside.row] == group[inside.col]
    links = _symmetric(inside.row[same], inside.col[same], len(polygons))
    ties: list[tuple[int, int]] = []
    for members in (np.flatnonzero(group == one) for one in np.unique(group)):
        while True:
            piece = connected_components(links[members][:, members], directed=False)[1]
            if piece.max() == 0:
                break
            smallest = int(np.bincount(piece).argmin())
            tie = _nearest_pair(polygons, borders, members[piece == smallest], members[piece != smallest])
            ties.append(tie)
            own, nearest = np.array([tie]).T
            links = csr_array(links + _symmetric(own, nearest, len(polygons)))
    return Passages(
        links=csr_array(found.links + links), unreached=found.unreached, ties=np.array(ties).reshape(-1, 2)
    )


def _single(shapes: Lines) -> Lines:
    return np.asarray(shapely.get_parts(shapes[~shapely.is_missing(shapes)]), dtype=object)


def _symmetric(row: Integers, column: Integers, size: int) -> csr_array:
    both = np.r_[row, column], np.r_[column, row]
    return csr_array((np.ones(len(both[0])), both), shape=(size, size))


def _barred(strips: Lines, across: Lines, near_m: float) -> Bools:
    """Tell the borders along which a barrier runs."""
    wide = shapely.buffer(across, near_m, quad_segs=2)
    strip, barrier = shapely.STRtree(wide).query(strips, predicate="intersects")
    covered = shapely.area(shapely.intersection(strips[strip], wide[barrier]))
    share = np.bincount(strip, covered, minlength=len(strips)) / np.maximum(shapely.area(strips), 1e-9)
    return np.asarray(share >= BARRED_SHARE)


def _nearest_pair(polygons: Lines, borders: csr_array, cut_off: Ints, others: Ints) -> tuple[int, int]:
    """Find the unit of a piece and the one outside it that share the longest border, or lie nearest."""
    shared = csr_array(borders[cut_off][:, others]).tocoo()
    if shared.nnz:
        longest = int(shared.data.argmax())
        return int(cut_off[shared.row[longest]]), int(others[shared.col[longest]])
    (own, other), distance = shapely.STRtree(polygons[others]).query_nearest(
        polygons[cut_off], return_distance=True, all_matches=False
    )
    nearest = int(distance.argmin())
    return int(cut_off[own[nearest]]), int(others[other[nearest]])
