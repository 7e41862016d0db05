"""Where incidents of the demo county happen: addresses, roads, places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from data.demo.fabric import Fabric
from data.demo.key_places import Places
from data.demo.land import Land
from data.demo.plane import Floats, Ints
from data.demo.roads import Roads, street_points
from data.demo.settlements import CELL_M

PEOPLE_PER_ADDRESS = 22
RISK = {"111": 1.25, "121": 1.2, "123": 1.1, "112": 1.15, "122": 1.05, "210": 0.95, "220": 0.85}
TOWN_PULL = {"111": 2.0, "121": 1.8, "123": 1.5, "112": 1.2, "122": 1.0, "210": 0.8, "220": 0.45}
COUNTRY_PULL = {"111": 0.0, "121": 0.05, "123": 0.1, "112": 0.4, "122": 0.7, "210": 0.8, "220": 1.2}
PLACE_PULL = {"hospital": 3.0, "bus_station": 6.0, "market": 3.0, "mall": 4.0, "square": 3.0, "school": 0.6}
STREET_OFFSET_M = 14.0


@dataclass(frozen=True, slots=True)
class Ground:
    """Addresses with the number of people behind each and their unit's class, roads and places."""

    addresses: Floats
    people: Floats
    class_code: np.ndarray
    roads: Roads
    places: Places

    def draw(self, rng: np.random.Generator, where: str, count: int) -> Floats:
        """Draw points of a kind: homes, town, country, roads, places or anywhere."""
        if where == "roads":
            main = street_points(self.roads, ("highway", "main", "secondary"), (count + 1) // 2, rng)
            town = self._homes(rng, TOWN_PULL, count // 2)
            return np.concatenate([main, town]) + rng.normal(0, 8, (count, 2))
        if where == "places":
            pull = np.array([PLACE_PULL.get(kind, 0.5) for kind in self.places.kinds])
            picked = rng.choice(len(pull), count, p=pull / pull.sum())
            return np.asarray(self.places.xy[picked] + rng.normal(0, 70, (count, 2)), dtype=np.float64)
        pulls = {"homes": RISK, "town": TOWN_PULL, "country": COUNTRY_PULL, "anywhere": RISK}
        spread = 150.0 if where == "anywhere" else 4.0
        return self._homes(rng, pulls[where], count) + rng.normal(0, spread, (count, 2))

    def _homes(self, rng: np.random.Generator, pull: dict[str, float], count: int) -> Floats:
        weight = self.people * np.array([pull[code] for code in self.class_code])
        picked = rng.choice(len(weight), count, p=weight / weight.sum())
        return np.asarray(self.addresses[picked], dtype=np.float64)


def make_ground(rng: np.random.Generator, land: Land, roads: Roads, places: Places) -> Ground:
    """Give every cell addresses: along streets in the towns, scattered in the country."""
    settlements = land.settlements
    count = np.maximum(1, settlements.cell_population // PEOPLE_PER_ADDRESS)
    cell = np.repeat(np.arange(len(count)), count)
    addresses = settlements.cells[cell] + rng.uniform(-CELL_M / 2, CELL_M / 2, (len(cell), 2))
    unit = settlements.cell_unit[cell]
    built = np.isin(np.array(land.fabric.kinds)[unit], ("seat", "town"))
    addresses[built] = _along_streets(rng, addresses[built], roads)
    people = (settlements.cell_population / count)[cell]
    return Ground(addresses, people, np.array(land.townships.class_code)[unit], roads, places)


def _along_streets(rng: np.random.Generator, points: Floats, roads: Roads) -> Floats:
    """Bring points to the side of the nearest street."""
    streets = roads.lines[np.array(roads.classes) != "highway"]
    spots = np.asarray(shapely.points(points), dtype=object)
    line = shapely.STRtree(streets).nearest(spots)
    foot = shapely.get_coordinates(
        shapely.line_interpolate_point(streets[line], shapely.line_locate_point(streets[line], spots))
    )
    away = points - foot
    length = np.maximum(np.hypot(*away.T), 1e-9)[:, None]
    near: Floats = foot + away / length * rng.uniform(0.6, 1.4, (len(points), 1)) * STREET_OFFSET_M
    return np.where(length < 140, near, points)


def nearest_unit(points: Floats, fabric: Fabric) -> Ints:
    """Unit in which each point lies; the nearest one for points outside the county."""
    spots = np.asarray(shapely.points(points), dtype=object)
    tree = shapely.STRtree(fabric.shapes)
    found = np.full(len(points), -1)
    shapely.prepare(fabric.shapes)
    point, unit = tree.query(spots, predicate="intersects")
    found[point[::-1]] = unit[::-1]
    outside = np.flatnonzero(found < 0)
    found[outside] = tree.nearest(spots[outside])
    return np.asarray(found, dtype=np.int64)


def pull_inside(points: Floats, fabric: Fabric) -> Floats:
    """Bring the few points that fell outside the county back over its border."""
    spots = np.asarray(shapely.points(points), dtype=object)
    shapely.prepare(fabric.county)
    outside = ~shapely.contains(fabric.county, spots)
    inner = fabric.county.buffer(-30)
    lines = np.asarray(shapely.shortest_line(inner, spots[outside]), dtype=object)
    moved = points.copy()
    moved[outside] = shapely.get_coordinates(shapely.get_point(lines, 0))
    return moved
