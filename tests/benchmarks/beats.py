"""
Beats beside rivals: ``python -m tests.benchmarks.beats [--runs N]``.

Prints for each fabric and method the seconds (on the clock and of processor time), the heaviest beat over the
mean, the mean Polsby-Popper compactness and the beats that are in pieces, each the worst of the runs. Rivals
that are not installed are named and left out: pymetis, gerrychain (with networkx), spopt.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from gis.crs import metric_crs_of
from gis.frames import as_units
from gis.weights import polygon_adjacency
from patrol.beats import design_beats
from patrol.graph import AtomGraph, atom_graph, atoms_of
from patrol.job import raggedness
from patrol.plan import BeatParams
from tests.strategies import voronoi_fabric

CARROLLTON = Path(__file__).resolve().parents[3] / "shared" / "data" / "places" / "carrollton_grids.gpkg"
Labels = npt.NDArray[np.int64]
Method = Callable[[gpd.GeoDataFrame, AtomGraph, int, int], Labels]


def heavy_tenth(n_units: int, seed: int) -> gpd.GeoDataFrame:
    """Irregular units, a tenth of which holds half the load."""
    rng = np.random.default_rng(seed)
    load = rng.gamma(2.0, 1.0, n_units)
    heavy = rng.permutation(n_units) < n_units // 10
    load[heavy] *= load[~heavy].sum() / load[heavy].sum()
    return voronoi_fabric(n_units, seed, side_m=40_000.0).assign(load=load)


def carrollton(_seed: int) -> gpd.GeoDataFrame:
    """Read the reporting grids of Carrollton with their calls as load."""
    grids = gpd.read_file(CARROLLTON)
    return grids.to_crs(metric_crs_of(grids)).assign(load=grids["calls"])


def ours(units: gpd.GeoDataFrame, graph: AtomGraph, count: int, seed: int) -> Labels:
    """Design beats with the defaults."""
    plan = design_beats(as_units(units, "load"), "load", BeatParams(count), seed=seed)
    return plan.units["beat_id"].to_numpy() - 1


def metis(units: gpd.GeoDataFrame, graph: AtomGraph, count: int, seed: int) -> Labels:
    """Cut the graph with METIS k-way, its contiguity option on."""
    import pymetis

    options = pymetis.Options(seed=seed, contig=1, ufactor=30)
    weight = np.maximum(1, np.round(1e6 * graph.load / graph.load.sum())).astype(int)
    border = np.maximum(1, np.round(graph.border_m)).astype(int)
    return np.asarray(
        pymetis.part_graph(
            count,
            pymetis.CSRAdjacency(graph.first, graph.neighbour),
            vweights=weight,
            eweights=border,
            options=options,
        )[1]
    )


def recursive_tree(units: gpd.GeoDataFrame, graph: AtomGraph, count: int, seed: int) -> Labels:
    """Draw spanning trees with GerryChain and cut them within 5 % of the mean."""
    import random

    import networkx as nx
    from gerrychain import Graph
    from gerrychain.partition import recursive_tree_part

    random.seed(seed)
    adjacent = nx.Graph(zip(graph.source().tolist(), graph.neighbour.tolist(), strict=True))
    nx.set_node_attributes(adjacent, dict(enumerate(graph.load.tolist())), "load")
    part = recursive_tree_part(
        Graph.from_networkx(adjacent), range(count), graph.load.sum() / count, "load", 0.05
    )
    return np.array([part[unit] for unit in range(graph.size)])


def skater(units: gpd.GeoDataFrame, graph: AtomGraph, count: int, seed: int) -> Labels:
    """Prune a spanning tree with spopt's SKATER; loads are no part of what it looks at but likeness."""
    from libpysal.weights import Queen
    from spopt.region import Skater

    near = Queen.from_dataframe(units, use_index=False)
    model = Skater(units, near, attrs_name=["load"], n_clusters=count, floor=1, islands="increase")
    model.solve()
    return np.asarray(model.labels_)


METHODS: dict[str, tuple[str, Method]] = {
    "ours": ("patrol", ours),
    "METIS, contiguous": ("pymetis", metis),
    "GerryChain tree, 5 %": ("gerrychain", recursive_tree),
    "spopt SKATER": ("spopt", skater),
}
MOST_UNITS = {"spopt SKATER": 500}
"""Larger fabrics take a method minutes."""
FABRICS: dict[str, tuple[Callable[[int], gpd.GeoDataFrame], int]] = {
    "500 units, 12 beats": (lambda seed: heavy_tenth(500, seed), 12),
    "2,000 units, 40 beats": (lambda seed: heavy_tenth(2_000, seed), 40),
    "5,000 units, 40 beats": (lambda seed: heavy_tenth(5_000, seed), 40),
    "Carrollton, 12 beats": (carrollton, 12),
}


def measure(make: Callable[[int], gpd.GeoDataFrame], count: int, method: Method, seed: int) -> list[float]:
    """Give seconds, processor seconds, heaviest over mean, mean compactness, beats in pieces of one run."""
    units = make(seed)
    graph = atom_graph(
        units, polygon_adjacency(units).borders_m, units["load"].to_numpy(float), atoms_of(units, None)
    )
    began, worked = time.perf_counter(), time.process_time()
    beat = method(units, graph, count, seed)
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    load = np.bincount(beat, graph.load, minlength=count)
    part = graph.parts_of(beat)
    parts = np.bincount(beat[np.unique(part, return_index=True)[1]], minlength=count)
    return [
        seconds,
        processor,
        load.max() / load.mean(),
        (1 / raggedness(graph, beat)).mean(),
        float((parts > 1).sum()),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    there = {name: bool(importlib.util.find_spec(module)) for name, (module, _) in METHODS.items()}
    for name in (name for name, found in there.items() if not found):
        print(f"left out, not installed: {name} ({METHODS[name][0]})")
    design_beats(as_units(heavy_tenth(50, 0)), "load", BeatParams(3))  # compiles
    print(f"{'fabric':24}{'method':24}{'seconds':>9}{'cpu':>8}{'max/mean':>10}{'compact':>9}{'broken':>8}")
    for fabric, (make, count) in FABRICS.items():
        if make is carrollton and not CARROLLTON.exists():
            print(f"left out, no file: {fabric}")
            continue
        for name in (name for name, found in there.items() if found):
            if len(make(1)) > MOST_UNITS.get(name, len(make(1))):
                print(f"{fabric:24}{name:24}left out: takes minutes")
                continue
            found = np.array([measure(make, count, METHODS[name][1], seed) for seed in range(1, runs + 1)])
            seconds, processor, ratio, _, broken = found.max(axis=0)
            compact = found[:, 3].min()
            print(
                f"{fabric:24}{name:24}{seconds:9.2f}{processor:8.2f}{ratio:10.4f}{compact:9.3f}{broken:8.0f}"
            )


if __name__ == "__main__":
    main()
