"""The county seat: a bent street grid, its blocks, and the urban communities made of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import Polygon

from data.demo.plane import Bools, Floats, Ints, Shapes, make_warp
from data.demo.water import Water

COLUMNS, ROWS = 17, 10
BLOCK_M = (262.0, 215.0)
STRIPS = (0, 4, 7, 10, 13, 17)  # community borders along the seat
MAIN_COLUMN, MAIN_ROW = 7, 3
THROUGH_ROWS = (0, 3, 6)
RIVERSIDE_M = 110.0
STREET_CLASSES = ("main", "secondary", "local")


@dataclass(frozen=True, slots=True)
class Seat:
    """Blocks (with the community each belongs to, 0-14), streets and the outline of the county seat."""

    blocks: Shapes
    block_community: Ints
    communities: Shapes
    outline: Polygon
    streets: Shapes
    street_class: list[str]
    street_line: Ints  # columns count from 0, rows from 100: which street a piece belongs to
    crossings: Floats  # street corners that touch a block
    gates: Floats  # corners where a through street leaves town
    angle: float
    centre: Floats


def make_seat(rng: np.random.Generator, water: Water) -> Seat:
    """Lay the street grid along the river's straight reach and keep the blocks inside the town."""
    corners = _corners(rng, water)
    ring = np.stack([corners[:-1, :-1], corners[1:, :-1], corners[1:, 1:], corners[:-1, 1:]], axis=2)
    blocks = np.asarray(shapely.polygons(ring.reshape(-1, 4, 2)), dtype=object).reshape(COLUMNS, ROWS)
    keep = _inside_town(rng) & (shapely.distance(blocks, water.river) > RIVERSIDE_M)
    community = _communities(rng, keep)
    kept = blocks[keep]
    owner = community[keep]
    shapes = np.array([shapely.union_all(kept[owner == number]) for number in range(owner.max() + 1)])
    outline = shapely.union_all(kept)
    if not isinstance(outline, Polygon):
        raise TypeError("the blocks of the seat are not in one piece")
    streets, classes, lines = _streets(corners, keep)
    used = np.unique(shapely.get_coordinates(kept).round(6), axis=0)
    return Seat(
        kept, owner, shapes, outline, streets, classes, lines, used,
        _gates(corners, keep), water.seat_angle, corners[MAIN_COLUMN, MAIN_ROW + 2],
    )  # fmt: skip


def _corners(rng: np.random.Generator, water: Water) -> Floats:
    """Street corners, ``(COLUMNS + 1, ROWS + 1, 2)``: uneven, turned along the river, gently bent."""
    x = np.concatenate([[0], np.cumsum(BLOCK_M[0] * rng.uniform(0.75, 1.3, COLUMNS))])
    y = np.concatenate([[0], np.cumsum(BLOCK_M[1] * rng.uniform(0.75, 1.3, ROWS))])
    flat = np.stack(np.meshgrid(x - x.mean(), y + 80.0, indexing="ij"), axis=-1).reshape(-1, 2)
    bent = make_warp(rng, (3_600, 1_500), 0.55).forward(flat)
    cos, sin = np.cos(water.seat_angle), np.sin(water.seat_angle)
    turned = bent @ np.array([[cos, sin], [-sin, cos]]) + water.seat_site
    return np.asarray(turned, dtype=np.float64).reshape(COLUMNS + 1, ROWS + 1, 2)


def _inside_town(rng: np.random.Generator) -> Bools:
    """Blocks inside a rounded, slightly uneven outline; every row and column stays in one piece."""
    u = (np.arange(COLUMNS) + 0.5) / COLUMNS * 2 - 1
    lean = rng.uniform(-0.12, 0.12)
    low = 0.42 * np.abs(u) ** 3
    high = 1 - 0.5 * np.abs(u + lean) ** 2.4 - 0.06 * rng.random(COLUMNS)
    v = (np.arange(ROWS) + 0.5) / ROWS
    inside: Bools = (v[None, :] >= low[:, None]) & (v[None, :] <= np.maximum(high, 0.72)[:, None])
    return inside


def _communities(rng: np.random.Generator, keep: Bools) -> Ints:
    """Give every block of the grid its community: strips along the town, each cut into three across."""
    number = np.zeros((COLUMNS, ROWS), dtype=np.int64)
    row = np.arange(ROWS)
    for strip, (left, right) in enumerate(pairwise(STRIPS)):
        kept = np.flatnonzero(keep[left:right].any(axis=0))
        lower = kept[len(kept) // 3] + int(rng.integers(0, 2)) * (len(kept) > 7)
        upper = kept[2 * len(kept) // 3]
        number[left:right] = strip * 3 + (row >= lower).astype(int) + (row >= upper)
    return number


def _streets(corners: Floats, keep: Bools) -> tuple[Shapes, list[str], Ints]:
    """Street pieces along every kept block, with class and street number."""
    padded = np.pad(keep, 1)
    pieces, classes, lines = [], [], []
    for column in range(COLUMNS + 1):
        for row in range(ROWS + 1):
            if row < ROWS and (padded[column, row + 1] or padded[column + 1, row + 1]):
                pieces.append(corners[column, row : row + 2])
                classes.append(_street_class(column, MAIN_COLUMN, STRIPS))
                lines.append(column)
            if column < COLUMNS and (padded[column + 1, row] or padded[column + 1, row + 1]):
                pieces.append(corners[column : column + 2, row])
                classes.append(_street_class(row, MAIN_ROW, THROUGH_ROWS))
                lines.append(100 + row)
    return np.asarray(shapely.linestrings(np.array(pieces)), dtype=object), classes, np.array(lines)


def _street_class(line: int, main: int, secondary: tuple[int, ...]) -> str:
    return "main" if line == main else "secondary" if line in secondary else "local"


def _gates(corners: Floats, keep: Bools) -> Floats:
    """Outermost corners of the through streets: where country roads meet the town."""
    gates = []
    for column in STRIPS[1:-1]:
        rows = np.flatnonzero(keep[column - 1] | keep[column])
        gates += [corners[column, rows[0]], corners[column, rows[-1] + 1]]
    for row in (MAIN_ROW, 6):
        columns = np.flatnonzero(keep[:, row - 1] | keep[:, row])
        gates += [corners[columns[0], row], corners[columns[-1] + 1, row]]
    return np.unique(np.array(gates), axis=0)
