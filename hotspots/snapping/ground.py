"""Give each area the pieces of ground that it is about: whole blocks or villages, none given twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Shapes = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GroundParams:
    """
    When a piece of ground belongs to an area, and how much of it.

    Parameters
    ----------
    least_share
        Share of the area's incidents that a piece must hold to belong to it.
    least_cover
        Share of a piece that the area must cover to have it, whatever incidents lie there.
    largest_km2
        Pieces larger than this are cut at ``margin_m`` around the area, and so is ground that is no piece.
    margin_m
        See ``largest_km2``.
    gap_m
        Gaps between pieces up to this width (the strip between two carriageways) are closed.
    """

    least_share: float = 0.1
    least_cover: float = 0.5
    largest_km2: float = np.inf
    margin_m: float = 0.0
    gap_m: float = 0.0

    def __post_init__(self) -> None:
        """Refuse settings that mean nothing."""
        if not (0 < self.least_share <= 1 and 0 < self.least_cover <= 1):
            raise ValueError("least_share and least_cover lie above 0 and not above 1")
        if self.largest_km2 <= 0 or min(self.margin_m, self.gap_m) < 0:
            raise ValueError("largest_km2 must be positive, margin_m and gap_m 0 or more")


@dataclass(frozen=True, slots=True)
class Ground:
    """
    What each area got.

    Attributes
    ----------
    shapes
        One shape for each area; no two overlap.
    area, piece
        Positions of the areas and of the pieces that lie in their ground, whole or in part.
    """

    shapes: Shapes
    area: Ints
    piece: Ints


def ground_of(areas: Shapes, pieces: Shapes, incidents: Floats, params: GroundParams) -> Ground:
    """
    Snap areas to pieces of ground.

    A piece belongs to an area that covers enough of it or has enough of its incidents there. Where several
    areas want a piece, the one with most incidents there has it, and the others keep what their own outline
    covers of it.

    Parameters
    ----------
    areas
        Polygons in metres that do not overlap, the most important first: on a tie it comes first.
    pieces
        Polygons in metres that do not overlap: blocks, villages.
    incidents
        x and y in metres, shape ``(n, 2)``; those inside an area are its own.
    params
        See `GroundParams`.

    Returns
    -------
    Ground
        Every area has at least the part of its outline that lies on ground it wants.
    """
    wants = _wanted(areas, pieces, incidents, params)
    own = np.asarray(
        [shapely.intersection(area, want.everything) for area, want in zip(areas, wants, strict=True)],
        dtype=object,
    )
    owner = _owners(wants, len(pieces))
    large = shapely.area(pieces) > params.largest_km2 * 1e6
    taken: BaseGeometry = shapely.Polygon()
    shapes = np.empty(len(areas), dtype=object)
    for number, (area, want) in enumerate(zip(areas, wants, strict=True)):
        mine = pieces[want.piece[(owner[want.piece] == number) & ~large[want.piece]]]
        cut = shapely.intersection(
            pieces[want.piece[large[want.piece]]], shapely.buffer(area, params.margin_m)
        )
        ground = shapely.union_all([*mine, *cut, want.rest])
        ground = shapely.union(_closed(ground, params.gap_m), own[number])
        others = shapely.union_all([taken, *np.delete(own, number)])
        shapes[number] = _polygons_of(shapely.difference(ground, others))
        taken = shapely.union(taken, shapes[number])
    held = [np.full(len(want.piece), number) for number, want in enumerate(wants)]
    return Ground(shapes, _joined(held), _joined([want.piece for want in wants]))


@dataclass(frozen=True, slots=True)
class _Want:
    """Pieces that an area wants, its incidents in each, and its ground outside all pieces."""

    piece: Ints
    incidents: Ints
    rest: BaseGeometry
    everything: BaseGeometry


def _wanted(areas: Shapes, pieces: Shapes, incidents: Floats, params: GroundParams) -> list[_Want]:
    tree = shapely.STRtree(pieces)
    points = np.asarray(shapely.points(incidents))
    point_tree = shapely.STRtree(points)
    return [_want(area, tree, points[point_tree.query(area, "intersects")], params) for area in areas]


def _want(area: BaseGeometry, tree: shapely.STRtree, points: Shapes, params: GroundParams) -> _Want:
    near = np.sort(tree.query(shapely.buffer(area, params.margin_m), "intersects"))
    pieces = np.asarray(tree.geometries)[near]
    counts = _points_in(pieces, points)
    covered = shapely.area(shapely.intersection(pieces, area))
    enough = max(1.0, params.least_share * len(points))
    wanted = (counts >= enough) | (covered >= params.least_cover * shapely.area(pieces))
    outside = shapely.difference(area, shapely.union_all(pieces))
    with_rest = len(points) - counts.sum() >= enough or not len(pieces) or covered.max() < outside.area
    if not wanted.any() and not with_rest:
        wanted[np.argmax(covered)] = True
    rest: BaseGeometry = shapely.Polygon()
    if with_rest:
        rest = shapely.difference(shapely.buffer(area, params.margin_m), shapely.union_all(pieces))
    everything = shapely.union_all([*pieces[wanted], rest])
    return _Want(near[wanted], counts[wanted], rest, everything)


def _points_in(pieces: Shapes, points: Shapes) -> Ints:
    """Count the points in each piece; one on a border belongs to the first piece that it touches."""
    point, piece = shapely.STRtree(pieces).query(points, "intersects")
    _, first = np.unique(point, return_index=True)
    return np.bincount(piece[first], minlength=len(pieces))


def _owners(wants: list[_Want], n_pieces: int) -> Ints:
    """Give each piece to the area with most incidents there, the first of equals; -1 for no area."""
    most, owner = np.full(n_pieces, -1), np.full(n_pieces, -1)
    for number, want in enumerate(wants):
        better = want.piece[want.incidents > most[want.piece]]
        most[want.piece] = np.maximum(most[want.piece], want.incidents)
        owner[better] = number
    return owner


def _closed(ground: BaseGeometry, gap_m: float) -> BaseGeometry:
    wide = shapely.buffer(ground, gap_m / 2, join_style="mitre")
    return shapely.union(ground, shapely.buffer(wide, -gap_m / 2, join_style="mitre")) if gap_m else ground


def _polygons_of(shape: BaseGeometry) -> BaseGeometry:
    """Leave out lines and points that cutting leaves, and specks below a square metre."""
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) >= 1.0)])


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts]).astype(np.int64)
