"""
How often counties without any disorderly area are given one: ``python -m tests.benchmarks.null_counties``.
"""

from __future__ import annotations

import argparse

import numpy as np

from hotspots.areas import find_disorderly_areas
from tests.benchmarks.counties import null_county, repeated_county, smooth_county

COUNTIES = {"population": null_county, "smooth": smooth_county, "repeated": repeated_county}


def main() -> None:
    """Print, for each kind of county and volume, the share that has an area."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, nargs="*", default=[500, 5_000, 50_000])
    parser.add_argument("--kinds", nargs="*", default=list(COUNTIES), choices=list(COUNTIES))
    parser.add_argument("--counties", type=int, default=200)
    parser.add_argument("--first-seed", type=int, default=5_000)
    given = parser.parse_args()
    for kind in given.kinds:
        for n in given.incidents:
            alarms = 0
            for seed in range(given.first_seed, given.first_seed + given.counties):
                county = COUNTIES[kind](n, seed)
                population = None if kind == "smooth" else county.population
                found = find_disorderly_areas(
                    county.incidents, population=population, rng=np.random.default_rng(seed)
                )
                alarms += len(found.significant) > 0
            print(
                f"{kind:10} {n:>7,} incidents: an area in {alarms} of {given.counties} counties", flush=True
            )


if __name__ == "__main__":
    main()
