"""
Standing points of a large county: ``python -m tests.benchmarks.standing_points``.

5,000 places on a network of 20,000 nodes, ten points there and ten more to choose. Prints CPU seconds of
each step as multiples of the search for the travel times that all of them need, and how far each answer may
be from the best.
"""

from __future__ import annotations

import time

import geopandas as gpd
import numpy as np
import shapely

from gis.roads import RoadGraph, build_road_graph
from patrol.coverage.proposals import at_nodes, junctions
from patrol.coverage.set_covering import set_covering
from patrol.coverage.standing_points import maximal_covering, p_median, reach
from patrol.travel import Travel, travel_between

CRS, ORIGIN = 4544, np.array([500_000, 3_400_000])
SIDE, STEP_M = 142, 350
WITHIN_MIN = 15.0


def network(rng: np.random.Generator) -> RoadGraph:
    """A shaken grid of 50 km with three tenths of its roads missing."""
    corner = np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE), indexing="ij"), -1).reshape(-1, 2)
    xy = corner * STEP_M + rng.normal(0, 60, corner.shape) + ORIGIN
    at = np.arange(SIDE**2).reshape(SIDE, SIDE)
    pairs = np.r_[np.c_[at[:-1].ravel(), at[1:].ravel()], np.c_[at[:, :-1].ravel(), at[:, 1:].ravel()]]
    pairs = pairs[rng.random(len(pairs)) > 0.3]
    classes = rng.choice(["local", "secondary", "main"], len(pairs), p=[0.75, 0.2, 0.05])
    lines = shapely.linestrings(xy[pairs])
    return build_road_graph(
        gpd.GeoDataFrame({"road_class": classes}, geometry=lines, crs=CRS), node_spacing_m=1_000
    )


def main() -> None:
    """Print the table."""
    rng = np.random.default_rng(1)
    roads = network(rng)

    def scattered(count: int) -> Travel:
        return travel_between(
            roads,
            gpd.GeoSeries(shapely.points(rng.uniform(0, SIDE * STEP_M, (count, 2)) + ORIGIN), crs=CRS),
        )

    places, standing = scattered(5_000), scattered(10)
    weight = np.rint(rng.lognormal(3, 1.2, 5_000))
    table = standing.minutes_to(places)
    sites = at_nodes(roads, junctions(roads))
    maximal_covering(table, weight, 2, within_min=WITHIN_MIN)  # compiles

    start = time.process_time()
    near = sites.minutes_within(places, WITHIN_MIN)
    searched = time.process_time() - start
    print(f"{len(roads.nodes)} nodes, {len(sites.nodes)} sites, travel times {searched:.2f} s")

    def report(name: str, began: float, gap: float) -> None:
        took = time.process_time() - began
        print(f"{name}: {took:.2f} s, {took / searched:.1f} x the travel times, gap {gap:.2%}")

    start = time.process_time()
    covering = maximal_covering(near, weight, 10, within_min=WITHIN_MIN, standing_min=table.min(axis=0))
    report("MCLP", start, covering.gap)
    start = time.process_time()
    median = p_median(sites.minutes_to(places), weight, 10, standing_min=table.min(axis=0))
    report("p-median, all travel times", start, median.gap)
    start = time.process_time()
    cover = set_covering(reach(near, WITHIN_MIN), times_covered=(table <= WITHIN_MIN).sum(axis=0))
    report("LSCP", start, len(cover.sites) / cover.fewest - 1)


if __name__ == "__main__":
    main()
