"""People of the demo county: hamlets of every unit, its population, and the grid of 200 m cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from data.demo.fabric import Fabric
from data.demo.plane import Floats, Ints, Shapes
from data.demo.seat import Seat
from data.demo.townships import Townships
from data.demo.water import Water

CELL_M = 200.0
HAMLET_GAP_M = 650.0
BANK_M = 160.0
PEOPLE = {"111": 8_200, "121": 6_400, "123": 3_600, "112": 3_300, "122": 2_600, "210": 1_900, "220": 1_250}
SPREAD = {"111": 0.2, "121": 0.2, "123": 0.1, "112": 0.2, "122": 0.25, "210": 0.2, "220": 0.35}


@dataclass(frozen=True, slots=True)
class Settlements:
    """Hamlets (place, unit, rank within it), people by unit, and populated cells."""

    hamlets: Floats
    hamlet_unit: Ints
    hamlet_rank: Ints
    population: Ints
    households: Ints
    cells: Floats  # middles
    cell_unit: Ints
    cell_population: Ints
    cell_households: Ints

    def cell_shapes(self) -> Shapes:
        """Squares of the cells."""
        x, y = self.cells.T
        squares: Shapes = shapely.box(x - CELL_M / 2, y - CELL_M / 2, x + CELL_M / 2, y + CELL_M / 2)
        return squares


def make_settlements(
    rng: np.random.Generator, fabric: Fabric, townships: Townships, water: Water, seat: Seat
) -> Settlements:
    """Settle people in hamlets and count them in cells; cells add up to units exactly."""
    hamlets, unit, rank = _hamlets(rng, fabric, water)
    codes = np.array(townships.class_code)
    mean = np.array([PEOPLE[code] for code in codes], dtype=float)
    spread = np.array([SPREAD[code] for code in codes])
    area = shapely.area(fabric.shapes)
    size = np.where(codes == "220", np.clip(np.sqrt(area / 9e6), 0.6, 1.5), 1.0)
    size = np.where(np.isin(codes, ("111", "121")), np.clip(area / 0.6e6, 0.55, 1.4), size)
    population = (mean * size * rng.lognormal(0, spread)).astype(np.int64)
    households = np.round(population / rng.uniform(2.9, 3.7, len(population))).astype(np.int64)
    cells, owner = _cells(fabric, water)
    built = np.isin(np.array(fabric.kinds)[owner], ("seat", "town"))
    weight = np.where(built, _built_up(rng, cells, seat), _country(rng, cells, hamlets, rank))
    empty = np.bincount(owner, weight, minlength=len(fabric.shapes)) == 0
    weight[empty[owner]] = 1.0
    people, homes = np.zeros(len(cells), dtype=np.int64), np.zeros(len(cells), dtype=np.int64)
    for number in range(len(fabric.shapes)):
        own = np.flatnonzero(owner == number)
        share = weight[own] / weight[own].sum()
        people[own] = rng.multinomial(population[number], share)
        homes[own] = rng.multinomial(households[number], share)
    homes = np.minimum(homes, people)
    lived = people > 0
    households = np.bincount(owner, homes, minlength=len(fabric.shapes)).astype(np.int64)
    return Settlements(
        hamlets, unit, rank, population, households, cells[lived], owner[lived], people[lived], homes[lived]
    )


def _hamlets(rng: np.random.Generator, fabric: Fabric, water: Water) -> tuple[Floats, Ints, Ints]:
    """Place one to six hamlets in every village, away from water, the first one nearest to its middle."""
    places: list[Floats] = []
    units: list[int] = []
    ranks: list[int] = []
    middles = shapely.get_coordinates(shapely.point_on_surface(fabric.shapes))
    wet = shapely.union_all([water.river, water.tributary, water.reservoir])
    for unit in fabric.of_kind("village"):
        shape = fabric.shapes[unit]
        inner = shape.buffer(-120)
        left, low, right, high = shape.bounds
        draw = rng.uniform((left, low), (right, high), (90, 2))
        points = shapely.points(draw)
        good = shapely.contains(inner, points) & (shapely.distance(points, wet) > BANK_M)
        draw = draw[good] if good.any() else middles[[unit]]
        draw = draw[
            np.argsort(np.hypot(*(draw[:20] - middles[unit]).T))[:1].tolist() + list(range(1, len(draw)))
        ]
        wanted = int(np.clip(round(shape.area / 2.6e6), 1, 6))
        chosen = [draw[0]]
        for place in draw[1:]:
            if len(chosen) < wanted and np.hypot(*(np.array(chosen) - place).T).min() > HAMLET_GAP_M:
                chosen.append(place)
        places += chosen
        units += [int(unit)] * len(chosen)
        ranks += range(len(chosen))
    return np.array(places), np.array(units), np.array(ranks)


def _cells(fabric: Fabric, water: Water) -> tuple[Floats, Ints]:
    """Middles of the dry cells of the county and the unit each lies in."""
    left, low, right, high = np.round(np.array(fabric.county.bounds) / CELL_M) * CELL_M
    x, y = np.arange(left, right, CELL_M), np.arange(low, high, CELL_M)
    middles = np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1).reshape(-1, 2) + CELL_M / 2
    shapely.prepare(fabric.shapes)
    point, unit = shapely.STRtree(fabric.shapes).query(shapely.points(middles), predicate="within")
    point, first = np.unique(point, return_index=True)
    middles, unit = middles[point], unit[first]
    dry = shapely.distance(shapely.points(middles), water.reservoir) > CELL_M
    return middles[dry], unit[dry]


def _country(rng: np.random.Generator, cells: Floats, hamlets: Floats, rank: Ints) -> Floats:
    """How much each cell draws people who live in hamlets."""
    reach = rng.uniform(110, 190, len(hamlets)) * np.where(rank == 0, 1.35, 1.0)
    mass = np.where(rank == 0, 2.2, 1.0) * rng.uniform(0.6, 1.4, len(hamlets))
    distance, near = cKDTree(hamlets).query(cells, k=4)
    weight = (mass[near] * np.exp(-0.5 * (distance / reach[near]) ** 2)).sum(axis=1)
    weight[weight < 0.02] = 0
    return np.asarray(weight * rng.gamma(5, 0.2, len(cells)), dtype=np.float64)


def _built_up(rng: np.random.Generator, cells: Floats, seat: Seat) -> Floats:
    """How much each cell draws people who live in towns: most in the middle of the seat."""
    middle = np.exp(-np.hypot(*(cells - seat.centre).T) / 3_000)
    return np.asarray((0.4 + middle) * rng.gamma(8, 1 / 8, len(cells)), dtype=np.float64)
