"""The demo county's roads: a highway, main, secondary and local roads, town streets, and bridges."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.ops import substring

from data.demo import names
from data.demo.fabric import Fabric
from data.demo.highway import make_highway, make_ramps
from data.demo.land import Land
from data.demo.plane import Floats, Shapes
from data.demo.road_graph import Net, feeder_uses, loop_links, make_net, trunk_paths
from data.demo.seat import STREET_CLASSES, Seat
from data.demo.settlements import Settlements
from data.demo.townships import Townships
from data.demo.water import Water

SPEED_KMH = {"highway": 100, "main": 60, "secondary": 40, "local": 30}
SHORTCUTS = 4
LOOPS = 70
SECONDARY_FROM = 4  # hamlets that reach the main roads over a link
TOWN_STREET_M = 165.0
HALF_BRIDGE_M = {"river": 75.0, "tributary": 35.0}
HIGHWAY_NAME = "青岚高速公路"
RAMP_NAME = "高速连接线"


@dataclass(frozen=True, slots=True)
class Roads:
    """Road pieces between junctions, with name, class and whether they are bridges."""

    lines: Shapes
    names: list[str]
    classes: list[str]
    bridge: list[bool]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Lines before they are cut at junctions."""

    lines: list[LineString]
    names: list[str]
    classes: list[str]

    def add(self, line: LineString, name: str, road_class: str) -> None:
        self.lines.append(line)
        self.names.append(name)
        self.classes.append(road_class)


def make_roads(rng: np.random.Generator, land: Land) -> Roads:
    """Choose and draw all roads; apart from the highway they are cut wherever they meet."""
    fabric, seat, water = land.fabric, land.seat, land.water
    net = make_net(rng, land)
    classes, road_names = _choose(net, land.townships, land.settlements)
    drawn = _Drawn([], [], [])
    for link in np.flatnonzero(classes != ""):
        drawn.add(net.lines[link], road_names[int(link)], str(classes[link]))
    _add_seat_streets(rng, drawn, seat)
    _add_town_streets(rng, drawn, fabric, water)
    highway = make_highway(rng, fabric, water, seat)
    used = net.nodes[np.unique(net.ends[np.isin(classes, ("main", "secondary"))])]
    ramps = make_ramps(highway, np.concatenate([seat.centre[None], net.nodes[net.towns]]), used, water)
    for ramp in ramps:
        drawn.add(ramp, RAMP_NAME, "secondary")
    pieces = _cut_at_junctions(drawn)
    stops = sorted({0.0, highway.length, *(highway.project(shapely.Point(ramp.coords[0])) for ramp in ramps)})
    for start, stop in pairwise(stops):
        pieces.add(_stretch(highway, start, stop), HIGHWAY_NAME, "highway")
    return _with_bridges(pieces, water)


def _choose(net: Net, townships: Townships, settlements: Settlements) -> tuple[np.ndarray, dict[int, str]]:
    """Choose the class of each country link ("" for none) and name the roads."""
    classes = np.full(len(net.ends), "", dtype=object)
    road_names: dict[int, str] = {}
    seat_corner = net.corners[len(net.corners) // 2]
    for number, path in enumerate(
        trunk_paths(net, np.array([seat_corner, *net.exits, *net.towns]), SHORTCUTS)
    ):
        for link in net.links_of(path):
            classes[link] = "main"
            road_names.setdefault(int(link), f"省道S9{number + 11}线")
    factor = np.where(classes == "main", 0.6, 1.0)
    first = np.flatnonzero(settlements.hamlet_rank == 0)
    rural = first[np.isin(settlements.hamlet_unit[first], townships.centre_unit)]
    for number, node in enumerate(rural):
        uses = feeder_uses(net, factor, classes == "main", np.array([node]))
        for link in np.flatnonzero(uses):
            classes[link] = "secondary"
            road_names.setdefault(int(link), f"县道X9{number + 1:02d}线")
    uses = feeder_uses(net, factor, classes != "", np.arange(net.hamlets))
    for link in np.flatnonzero(uses):
        far = uses[link] < SECONDARY_FROM
        classes[link] = "local" if far else "secondary"
        town = townships.township[settlements.hamlet_unit[min(net.ends[link].min(), net.hamlets - 1)]]
        road_names[int(link)] = f"乡村道路Y9{town + 1:02d}线" if far else f"县道X9{town + 21}线"
    for link in loop_links(net, (classes != "") | net.is_street, LOOPS):
        classes[link] = "local"
        road_names[int(link)] = "乡村道路"
    classes[net.is_street] = ""
    return classes, road_names


def _add_seat_streets(rng: np.random.Generator, drawn: _Drawn, seat: Seat) -> None:
    avenues = names.draw_names(rng, names.AVENUES, len(names.AVENUES))
    streets = names.draw_names(rng, names.STREETS, len(names.STREETS))
    for line, road_class, number in zip(seat.streets, seat.street_class, seat.street_line, strict=True):
        name = avenues[number - 100] if number >= 100 else streets[number]
        drawn.add(line, name, road_class if road_class in STREET_CLASSES else "local")


def _add_town_streets(rng: np.random.Generator, drawn: _Drawn, fabric: Fabric, water: Water) -> None:
    """Give every small town a few streets that cross at its middle."""
    wet = shapely.union_all([water.river, water.tributary]).buffer(30)
    for unit in fabric.of_kind("town"):
        town = fabric.shapes[unit]
        middle = shapely.get_coordinates(shapely.point_on_surface(town))[0]
        angle = rng.uniform(0, np.pi)
        along = np.array([np.cos(angle), np.sin(angle)])
        across = np.array([-along[1], along[0]])
        inner = town.buffer(-25).difference(wet)
        for side, other in ((along, across), (across, along)):
            for step in range(-3, 4):
                foot = middle + step * TOWN_STREET_M * other
                street = shapely.intersection(LineString([foot - 900 * side, foot + 900 * side]), inner)
                pieces = [part for part in shapely.get_parts(street) if part.length > 2.2 * TOWN_STREET_M]
                for piece in pieces:
                    drawn.add(piece, "正街" if step == 0 else "镇街", "secondary" if step == 0 else "local")


def _cut_at_junctions(drawn: _Drawn) -> _Drawn:
    """Node all lines; each piece keeps the name and class of the best line it is part of."""
    lines = np.array(drawn.lines, dtype=object)
    pieces = shapely.get_parts(shapely.node(shapely.multilinestrings(lines)))
    middles = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    piece, line = shapely.STRtree(lines).query(middles, predicate="dwithin", distance=0.01)
    rank = np.array([list(SPEED_KMH).index(road_class) for road_class in drawn.classes])
    order = np.lexsort((line, rank[line], piece))
    piece, first = np.unique(piece[order], return_index=True)
    parent = line[order][first]
    return _Drawn(
        list(pieces[piece]), [drawn.names[at] for at in parent], [drawn.classes[at] for at in parent]
    )


def _with_bridges(drawn: _Drawn, water: Water) -> Roads:
    """Cut a bridge out of every piece where it crosses a stream."""
    lines: list[LineString] = []
    origin: list[int] = []
    bridge: list[bool] = []
    for number, line in enumerate(drawn.lines):
        cuts = _crossings(line, water)
        at = 0.0
        for start, stop in cuts:
            for from_, to, over in ((at, start, False), (start, stop, True)):
                if to - from_ > 0.01:
                    lines.append(_stretch(line, from_, to))
                    origin.append(number)
                    bridge.append(over)
            at = stop
        if line.length - at > 0.01:
            lines.append(_stretch(line, at, line.length) if cuts else line)
            origin.append(number)
            bridge.append(False)
    road_names = [
        drawn.names[number] + ("大桥" if over else "") for number, over in zip(origin, bridge, strict=True)
    ]
    return Roads(
        np.array(lines, dtype=object), road_names, [drawn.classes[number] for number in origin], bridge
    )


def _stretch(line: LineString, start: float, stop: float) -> LineString:
    """Cut a stretch out of a line."""
    cut = substring(line, start, stop)
    if not isinstance(cut, LineString):
        raise TypeError(f"no length between {start} and {stop}")
    return cut


def _crossings(line: LineString, water: Water) -> list[tuple[float, float]]:
    """Stretches of a line, in metres along it, that lead over a stream; overlapping ones joined."""
    spans = []
    for name, stream in (("river", water.river), ("tributary", water.tributary)):
        if line.intersects(stream):
            half = HALF_BRIDGE_M[name]
            for point in shapely.get_parts(line.intersection(stream)):
                along = line.project(shapely.Point(point.coords[0]))
                spans.append((max(0.0, along - half), min(line.length, along + half)))
    joined: list[tuple[float, float]] = []
    for start, stop in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined


def street_points(
    roads: Roads, road_classes: tuple[str, ...], count: int, rng: np.random.Generator
) -> Floats:
    """Draw points along roads of some classes, evenly by length."""
    pick = np.flatnonzero(np.isin(np.array(roads.classes), road_classes))
    length = shapely.length(roads.lines[pick])
    line = rng.choice(pick, count, p=length / length.sum())
    points = shapely.line_interpolate_point(roads.lines[line], rng.random(count), normalized=True)
    return np.asarray(shapely.get_coordinates(points), dtype=np.float64)
