"""The net that the demo county's roads are chosen from: links that never cross, and ways through it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree
from scipy.spatial import Delaunay, cKDTree

from data.demo.fabric import Fabric
from data.demo.land import Land
from data.demo.plane import Bools, Floats, Ints, Shapes
from data.demo.seat import Seat
from data.demo.water import Water

EXITS = 5
LONGEST_LINK_M = 11_000.0
BRIDGE_COST_M = {"river": 5_000.0, "tributary": 1_800.0}
TOWN_BRIDGE_M = 1_000.0  # links this short cross the river from the seat, over bridges of the town
TOWN_BRIDGES = 2
BEYOND_RIVER_M = 260.0
NO_NODE = -9_999


@dataclass(frozen=True, slots=True)
class Net:
    """Nodes (hamlets, towns, exits, then the seat's corners) and possible links between them."""

    nodes: Floats
    hamlets: int
    towns: Ints
    exits: Ints
    corners: Ints
    ends: Ints  # (n_links, 2)
    lines: Shapes
    cost: Floats
    is_street: Bools

    def graph(self, factor: Floats | float = 1.0, only: Bools | None = None) -> csr_array:
        """Costs of the links, both ways."""
        cost = self.cost * factor
        pick = np.ones(len(cost), dtype=bool) if only is None else only
        first, second = self.ends[pick].T
        size = (len(self.nodes), len(self.nodes))
        ways = np.concatenate([first, second]), np.concatenate([second, first])
        return csr_array(coo_array((np.tile(cost[pick], 2), ways), shape=size))

    def links_of(self, path: list[int]) -> Ints:
        """Numbers of the links along a path of nodes."""
        low, high = np.sort(np.column_stack([path[:-1], path[1:]]), axis=1).T
        key = low * len(self.nodes) + high
        return np.asarray(np.searchsorted(self._keys(), key), dtype=np.int64)

    def _keys(self) -> Ints:
        return self.ends[:, 0] * len(self.nodes) + self.ends[:, 1]


def make_net(rng: np.random.Generator, land: Land) -> Net:
    """Link neighbouring settlements wherever a road could run: not through the lake, one bridge at most."""
    fabric, seat = land.fabric, land.seat
    towns = land.townships.centres[2 : 2 + len(fabric.of_kind("town"))]
    heads = _bridgeheads(seat, land.water)
    exits = np.concatenate([_exits(rng, fabric), heads])
    nodes = np.concatenate([land.settlements.hamlets, towns, exits, seat.crossings])
    counts = np.cumsum([0, len(land.settlements.hamlets), len(towns), len(exits), len(seat.crossings)])
    _, gates = cKDTree(seat.crossings).query(seat.gates)
    country = np.concatenate([np.arange(counts[3]), counts[3] + gates])
    ends, lines = _country_links(nodes, country, fabric)
    cost, possible = _costs(lines, land)
    ends, lines, cost = ends[possible], lines[possible], cost[possible]
    street_ends = _street_ends(seat) + counts[3]
    street_cost = 0.7 * shapely.length(seat.streets)
    ends = np.sort(np.concatenate([ends, street_ends]), axis=1)
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    lines = np.concatenate([lines, seat.streets])[order]
    is_street = np.arange(len(ends)) >= len(cost)
    return Net(
        nodes, counts[1], np.arange(counts[1], counts[2]), np.arange(counts[2], counts[3] - len(heads)),
        np.arange(counts[3], counts[4]), ends[order], lines,
        np.concatenate([cost, street_cost])[order], is_street[order],
    )  # fmt: skip


def _exits(rng: np.random.Generator, fabric: Fabric) -> Floats:
    """Points on the county's border where main roads leave it, all around."""
    border = shapely.get_coordinates(fabric.county.exterior)
    middle = border.mean(axis=0)
    angle = np.arctan2(*(border - middle).T[::-1])
    wanted = np.linspace(-np.pi, np.pi, EXITS, endpoint=False) + rng.uniform(0, 0.5, EXITS)
    picks = [int(np.argmin(np.abs(angle - turn))) for turn in wanted]
    return np.asarray(border[picks] + 0.004 * (middle - border[picks]), dtype=np.float64)


def _bridgeheads(seat: Seat, water: Water) -> Floats:
    """Points across the river from the gates nearest to it: the seat's bridges lead there."""
    gates = np.asarray(shapely.points(seat.gates), dtype=object)
    heads: list[Floats] = []
    for gate in np.argsort(shapely.distance(gates, water.river), kind="stable"):
        way = shapely.get_coordinates(shapely.shortest_line(gates[gate], water.river))
        head = way[1] + (way[1] - way[0]) / np.hypot(*(way[1] - way[0])) * BEYOND_RIVER_M
        if all(np.hypot(*(head - other)) > TOWN_BRIDGE_M for other in heads):
            heads.append(head)
    return np.array(heads[:TOWN_BRIDGES])


def _country_links(nodes: Floats, country: Ints, fabric: Fabric) -> tuple[Ints, Shapes]:
    """Delaunay links between country nodes, bent with the terrain; ends stay exactly at the nodes."""
    triangles = Delaunay(fabric.warp.inverse(nodes[country])).simplices
    pairs = np.sort(
        np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]]), axis=1
    )
    pairs = np.unique(pairs, axis=0)
    flat = fabric.warp.inverse(nodes[country])[pairs]
    bent = fabric.warp.bend(shapely.linestrings(flat), 120.0)
    ends = country[pairs]
    coords, line = shapely.get_coordinates(bent, return_index=True)
    starts = np.searchsorted(line, np.arange(len(bent)))
    stops = np.append(starts[1:], len(line)) - 1
    coords[starts], coords[stops] = nodes[ends[:, 0]], nodes[ends[:, 1]]
    return ends, np.asarray(shapely.linestrings(coords, indices=line), dtype=object)


def _costs(lines: Shapes, land: Land) -> tuple[Floats, Bools]:
    """Cost of each link in metres of road, and whether it is possible at all."""
    length = shapely.length(lines)
    cost, possible = length.copy(), length < LONGEST_LINK_M
    for name, stream in (("river", land.water.river), ("tributary", land.water.tributary)):
        times = shapely.get_num_geometries(shapely.intersection(lines, stream))
        wet = shapely.intersects(lines, stream)
        cost += np.where(wet & (length > TOWN_BRIDGE_M), BRIDGE_COST_M[name], 0.0)
        possible &= ~wet | (times == 1)
    possible &= ~shapely.intersects(lines, land.water.reservoir.buffer(60))
    possible &= ~shapely.intersects(lines, land.seat.outline.buffer(-5))
    possible &= shapely.covered_by(lines, land.fabric.county.buffer(20))
    return cost, possible


def _street_ends(seat: Seat) -> Ints:
    tree = cKDTree(seat.crossings)
    _, start = tree.query(shapely.get_coordinates(shapely.get_point(seat.streets, 0)))
    _, end = tree.query(shapely.get_coordinates(shapely.get_point(seat.streets, -1)))
    return np.column_stack([start, end])


def trunk_paths(net: Net, hubs: Ints, shortcuts: int) -> list[list[int]]:
    """Paths that join the hubs: a minimum spanning tree, then the links between hubs that save most."""
    reach, before = dijkstra(net.graph(), indices=hubs, return_predecessors=True)
    between = reach[:, hubs]
    tree = minimum_spanning_tree(between).toarray()
    joined = tree + tree.T
    pairs = [(int(a), int(b)) for a, b in np.argwhere(tree)]
    for _ in range(shortcuts):
        detour = dijkstra(joined) / np.where(between > 0, between, np.inf)
        detour[between > np.quantile(between, 0.35)] = 0
        a, b = (int(number) for number in np.unravel_index(np.argmax(detour), detour.shape))
        joined[a, b] = joined[b, a] = between[a, b]
        pairs.append((a, b))
    return [walk_back(before[a], int(hubs[b])) for a, b in pairs]


def walk_back(before: Ints, node: int) -> list[int]:
    """Follow predecessors from a node to where its path began."""
    path = [node]
    while before[node] != NO_NODE:
        node = int(before[node])
        path.append(node)
    return path


def feeder_uses(net: Net, cost_factor: Floats, built: Bools, served: Ints) -> Ints:
    """Count, for every link, how many of the served nodes reach the built roads over it."""
    sources = np.unique(net.ends[built])
    _, before, _ = dijkstra(net.graph(cost_factor), indices=sources, return_predecessors=True, min_only=True)
    uses = np.zeros(len(net.ends), dtype=np.int64)
    for node in served:
        path = walk_back(before.astype(np.int64), int(node))
        if len(path) > 1:
            uses[net.links_of(path)] += 1
    return uses


def loop_links(net: Net, built: Bools, most: int) -> Ints:
    """Links not built that would save the longest detours between neighbours, at most one at a node."""
    reach = dijkstra(net.graph(only=built))
    first, second = net.ends.T
    saving = np.where(built | net.is_street | (net.cost > 4_500), 0.0, reach[first, second] / net.cost)
    saving[~np.isfinite(saving)] = 0.0
    touched: set[int] = set()
    chosen: list[int] = []
    for link in np.argsort(-saving, kind="stable"):
        if len(chosen) == most or saving[link] < 2.5:
            break
        pair = {int(first[link]), int(second[link])}
        if not pair & touched:
            touched |= pair
            chosen.append(int(link))
    return np.array(chosen, dtype=np.int64)
