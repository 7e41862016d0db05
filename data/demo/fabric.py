"""
The demo county's fabric: villages, communities and towns that tile it exactly.

Voronoi cells of uneven seeds are bent by a warp that never folds, towns are laid over them, everything is
noded once and cut into faces: neighbours share every vertex of their border.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.spatial import cKDTree
from shapely.geometry import MultiPoint, Polygon

from data.demo.plane import Bools, Floats, Ints, Shapes, Warp, make_warp
from data.demo.seat import Seat
from data.demo.water import Water

COUNTY_RADIUS_M = 23_500.0
RURAL_VILLAGES = 152
TOWNS = 7
TOWN_RADIUS_M = 560.0
SMALLEST_VILLAGE_KM2 = 1.0
BORDER_STEP_M = 90.0
BORDER_WAVELENGTHS_M = (11_000.0, 5_000.0, 2_300.0, 1_100.0, 520.0)


@dataclass(frozen=True, slots=True)
class Fabric:
    """Units of the county: first the seat's communities, then the towns', then the villages."""

    shapes: Shapes
    kinds: list[str]  # "seat", "town" or "village"
    borders: csr_array  # length of shared border, metres
    warp: Warp
    county: Polygon

    def of_kind(self, kind: str) -> Ints:
        """Numbers of the units of a kind."""
        return np.flatnonzero(np.array(self.kinds) == kind)


def make_fabric(rng: np.random.Generator, water: Water, seat: Seat) -> Fabric:
    """Draw the units of the county."""
    warp = make_warp(rng, BORDER_WAVELENGTHS_M, 1.5)
    outline = _CountyOutline(rng)
    seeds, inside = _seeds(rng, water, seat, outline)
    edges = shapely.voronoi_polygons(MultiPoint(seeds), only_edges=True)
    lines = warp.bend(np.array([edges]), BORDER_STEP_M)[0]
    towns = _towns(rng, seeds[inside], lines, water, seat)
    laid = np.concatenate([seat.communities, towns])
    faces = shapely.get_parts(
        shapely.polygonize(shapely.get_parts(shapely.union_all([lines, *shapely.boundary(laid)])))
    )
    owner = _owners(faces, laid, seeds, inside, warp)
    owned = _merge_scraps(faces[owner >= 0], owner[owner >= 0], len(laid))
    return _assemble(owned, len(seat.communities), len(towns), warp)


@dataclass(frozen=True, slots=True)
class _Owned:
    faces: Shapes
    owner: Ints


class _CountyOutline:
    """A rounded, uneven region: cells whose seed lies inside make the county."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.phases = rng.uniform(0, 2 * np.pi, 4)

    def contains(self, xy: Floats) -> Bools:
        angle = np.arctan2(xy[:, 1], xy[:, 0])
        waves = sum(
            size * np.cos(order * angle + phase)
            for size, order, phase in zip((0.15, 0.10, 0.06, 0.03), (2, 3, 5, 8), self.phases, strict=True)
        )
        return np.asarray(np.hypot(*xy.T) < COUNTY_RADIUS_M * (1 + waves), dtype=np.bool_)


def _seeds(
    rng: np.random.Generator, water: Water, seat: Seat, outline: _CountyOutline
) -> tuple[Floats, Bools]:
    """Seeds that keep a distance which grows from the seat and the valleys to the hills."""
    candidates = rng.uniform(-38_000, 38_000, (5_000, 2))
    points = shapely.points(candidates)
    valley = np.minimum(
        shapely.distance(points, water.river), shapely.distance(points, water.tributary) + 600
    )
    hills = np.clip(valley / 9_000, 0, 1)
    near_seat = np.clip((shapely.distance(points, seat.outline) - 700) / 5_000, 0, 1)
    gap = np.minimum(1_900 + 2_600 * hills, 1_500 + 3_000 * near_seat)
    scale = 1.0
    for _ in range(8):
        chosen = candidates[_keep_apart(candidates, gap * scale)]
        inside = outline.contains(chosen)
        count = int(inside.sum())
        if abs(count - RURAL_VILLAGES - 10) <= 3:
            break
        scale *= np.sqrt(count / (RURAL_VILLAGES + 10))
    return chosen, inside


def _keep_apart(points: Floats, gap: Floats) -> Ints:
    """Take points in order, each at least its own gap from those taken before."""
    free = np.ones(len(points), dtype=bool)
    taken = []
    tree = cKDTree(points)
    for number in range(len(points)):
        if free[number]:
            taken.append(number)
            free[tree.query_ball_point(points[number], gap[number])] = False
    return np.array(taken)


def _towns(rng: np.random.Generator, seeds: Floats, lines: Shapes, water: Water, seat: Seat) -> Shapes:
    """Small towns where several villages meet, far apart, preferably in the valleys."""
    ends = shapely.get_coordinates(shapely.get_point(shapely.get_parts(lines), 0))
    places = np.asarray(shapely.points(ends), dtype=object)
    middle = np.median(seeds, axis=0)
    dry = np.minimum(shapely.distance(places, water.river), shapely.distance(places, water.tributary)) > 800
    good = (
        dry
        & (shapely.distance(places, water.reservoir) > 1_200)
        & (shapely.distance(places, seat.outline) > 4_500)
    )
    good &= np.hypot(*(ends - middle).T) < COUNTY_RADIUS_M * 0.82
    ends, places = ends[good], places[good]
    hills = shapely.distance(places, water.river)
    chosen: list[int] = []
    away = np.full(len(ends), 12_000.0)
    for _ in range(TOWNS):
        score = np.minimum(away, 12_000) - 0.35 * hills + rng.uniform(0, 1_500, len(ends))
        chosen.append(int(np.argmax(score)))
        away = np.minimum(away, np.hypot(*(ends - ends[chosen[-1]]).T))
    turns = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    shapes = []
    for number in chosen:
        sizes = 1 + 0.22 * np.cos(2 * turns + rng.uniform(0, 6)) + 0.1 * np.cos(3 * turns + rng.uniform(0, 6))
        sizes = sizes + 0.04 * np.cos(7 * turns + rng.uniform(0, 6))
        ring = ends[number] + (TOWN_RADIUS_M * rng.uniform(0.85, 1.25) * sizes)[:, None] * np.column_stack(
            [np.cos(turns), np.sin(turns)]
        )
        shapes.append(Polygon(ring))
    return np.array(shapes)


def _owners(faces: Shapes, laid: Shapes, seeds: Floats, inside: Bools, warp: Warp) -> Ints:
    """Give each face its unit: what is laid over it, else the nearest seed's village; -1 outside."""
    points = shapely.point_on_surface(faces)
    _, nearest = cKDTree(seeds).query(warp.inverse(shapely.get_coordinates(points)))
    owner = np.where(inside[nearest], len(laid) + nearest, -1)
    face, unit = shapely.STRtree(laid).query(points, predicate="within")
    owner[face] = unit
    return np.asarray(owner, dtype=np.int64)


def _merge_scraps(faces: Shapes, owner: Ints, fixed: int) -> _Owned:
    """Give what a town cut off, or left too small, to the settled neighbour with the longest border."""
    owner = owner.copy()
    area = shapely.area(faces)
    borders = border_lengths(faces).tolil()
    settled = np.zeros(len(faces), dtype=bool)
    settled[[max(np.flatnonzero(owner == unit), key=area.__getitem__) for unit in np.unique(owner)]] = True
    settled = (settled & (area >= SMALLEST_VILLAGE_KM2 * 1e6)) | (owner < fixed)
    waiting = sorted(np.flatnonzero(~settled), key=area.__getitem__)
    lowest = fixed  # a face that only towns surround goes to a town, in the end
    while waiting:
        before = len(waiting)
        for face in waiting:
            beside = zip(borders.data[face], borders.rows[face], strict=True)
            takers = [
                (length, other) for length, other in beside if settled[other] and owner[other] >= lowest
            ]
            if takers:
                owner[face] = owner[max(takers)[1]]
                settled[face] = True
        waiting = [face for face in waiting if not settled[face]]
        if len(waiting) == before:
            if lowest == 0:
                raise ValueError("faces of the county that touch no other")
            lowest = 0
    return _Owned(faces, owner)


def _assemble(owned: _Owned, communities: int, towns: int, warp: Warp) -> Fabric:
    units = np.unique(owned.owner)
    shapes = np.array([shapely.union_all(owned.faces[owned.owner == unit]) for unit in units])
    kinds = ["seat"] * communities + ["town"] * towns
    kinds += ["village"] * (len(units) - len(kinds))
    county = shapely.union_all(shapes)
    if not isinstance(county, Polygon):
        raise TypeError("the county's outline fell apart: seeds too sparse")
    return Fabric(shapes, kinds, border_lengths(shapes), warp, county)


def border_lengths(shapes: Shapes) -> csr_array:
    """Length of border that each pair of neighbouring shapes shares, metres."""
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pair = first < second
    first, second = first[pair], second[pair]
    length = shapely.length(shapely.intersection(shapes[first], shapes[second]))
    real = length > 1e-6
    first, second, length = first[real], second[real], length[real]
    size = (len(shapes), len(shapes))
    both = np.concatenate([first, second]), np.concatenate([second, first])
    return csr_array((np.concatenate([length, length]), both), shape=size)
