"""Named places of the demo county: schools, markets, the hospital, police stations, checkpoints."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry import Point

from data.demo.fabric import Fabric
from data.demo.land import Land
from data.demo.plane import Floats
from data.demo.roads import Roads
from data.demo.seat import Seat
from data.demo.townships import Townships

SEAT_PLACES = (
    ("汽车客运站", "bus_station"), ("东门农贸市场", "market"),
    ("滨河路娱乐街", "entertainment"),
    ("第二中学", "school"), ("人民医院", "hospital"), ("锦绣安置小区", "residential"),
    ("职业技术学校", "school"),
    ("建材城工地", "construction"), ("西关夜市", "market"), ("北关出租屋片区", "rental_housing"),
    ("第一中学", "school"), ("文化广场", "square"), ("购物中心", "mall"),
    ("中医院", "hospital"), ("实验小学", "school"),
    ("迎宾大酒店", "hotel"), ("体育公园", "park"), ("城南小学", "school"),
)  # fmt: skip
SEAT_GAP_M = 580.0
FREIGHT_YARD = "高速出口停车区"


@dataclass(frozen=True, slots=True)
class Places:
    """Points with names and kinds."""

    xy: Floats
    names: list[str]
    kinds: list[str]

    def at(self, name: str) -> Floats:
        """Point of the place of this name."""
        where: Floats = self.xy[self.names.index(name)]
        return where


def make_key_places(
    rng: np.random.Generator, land: Land, roads: Roads, township_names: list[str], village_names: list[str]
) -> Places:
    """Put places at street corners of the seat, in the towns, at the highway and in larger villages."""
    seat, settlements = land.seat, land.settlements
    corners = _far_apart(rng, seat.crossings, len(SEAT_PLACES))
    xy = list(corners + rng.normal(0, 12, corners.shape))
    names = [name for name, _ in SEAT_PLACES]
    kinds = [kind for _, kind in SEAT_PLACES]
    for centre, township in zip(land.townships.centres[2:], township_names[2:], strict=True):
        for suffix, kind in (
            ("农贸市场", "market"),
            ("中学", "school"),
            ("卫生院", "hospital"),
            ("加油站", "gas_station"),
        ):
            xy.append(centre + rng.normal(0, 200, 2))
            names.append(township.removesuffix("镇").removesuffix("乡") + suffix)
            kinds.append(kind)
    ramps = [
        line for line, name in zip(roads.lines, roads.names, strict=True) if name.startswith("高速连接线")
    ]
    nearest = min(ramps, key=lambda line: line.distance(shapely.Point(seat.centre)))
    xy.append(np.array(nearest.interpolate(0.5, normalized=True).coords[0]))
    names.append(FREIGHT_YARD)
    kinds.append("freight_yard")
    largest = np.flatnonzero(settlements.hamlet_rank == 0)
    largest = largest[
        np.argsort(-settlements.population[settlements.hamlet_unit[largest]], kind="stable")[:45]
    ]
    for hamlet in largest:
        xy.append(settlements.hamlets[hamlet] + rng.normal(0, 60, 2))
        names.append(village_names[settlements.hamlet_unit[hamlet]] + "小学")
        kinds.append("school")
    return Places(np.array(xy), names, kinds)


def _far_apart(rng: np.random.Generator, corners: Floats, count: int) -> Floats:
    """Draw corners that keep a gap; the gap shrinks if the town is too small for all."""
    order = rng.permutation(len(corners))
    gap = SEAT_GAP_M
    while True:
        chosen: list[int] = []
        for corner in order:
            if all(np.hypot(*(corners[corner] - corners[other])) > gap for other in chosen):
                chosen.append(int(corner))
        if len(chosen) >= count:
            return np.asarray(corners[chosen[:count]], dtype=np.float64)
        gap *= 0.93


def station_places(rng: np.random.Generator, seat: Seat, townships: Townships, names: list[str]) -> Places:
    """Police stations: in the middle of the seat's halves and of their towns."""
    xy = townships.centres[townships.station_township] + rng.normal(0, 90, (len(names), 2))
    for station in (0, 1):
        _, corner = cKDTree(seat.crossings).query(xy[station])
        xy[station] = seat.crossings[corner] + (8.0, 6.0)
    return Places(xy, names, ["station"] * len(names))


def make_checkpoints(roads: Roads, fabric: Fabric) -> Places:
    """Checkpoints where main roads leave the county, at interchanges and at bridges."""
    xy: list[Floats] = []
    names: list[str] = []
    kinds: list[str] = []

    def add(point: Point, name: str, kind: str) -> None:
        where = shapely.get_coordinates(point)[0]
        if all(np.hypot(*(where - other)) > 900 for other in xy):
            xy.append(where)
            names.append(f"{name}{sum(known.startswith(name) for known in names) + 1}号卡点")
            kinds.append(kind)

    border = fabric.county.exterior
    for line, road_class, name, bridge in zip(
        roads.lines, roads.classes, roads.names, roads.bridge, strict=True
    ):
        if road_class in ("highway", "main"):
            for end in (0, -1):
                point = shapely.get_point(line, end)
                if point.distance(border) < 250:
                    add(point, f"{name}县界", "county_border")
        if name.startswith("高速连接线") and not bridge:
            add(shapely.get_point(line, 0), "高速出入口", "highway_exit")
        if bridge and road_class == "main":
            add(line.interpolate(0.5, normalized=True), "大桥", "bridge")
    return Places(np.array(xy), names, kinds)
