"""
Areas found in counties with planted discs, beside the rivals: ``python -m tests.benchmarks.planted``.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np

from hotspots.areas import find_disorderly_areas
from tests.benchmarks.counties import Score, planted_county, score
from tests.benchmarks.rivals import RIVALS

RIVALS_UP_TO = 20_000


def main() -> None:
    """Print one line for each volume and method, means over the seeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, nargs="*", default=[500, 2_000, 6_000, 20_000, 200_000])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first-seed", type=int, default=1_000)
    parser.add_argument("--town", type=float, default=1.0, help="swells the county town: a denser background")
    parser.add_argument("--no-rivals", action="store_true")
    given = parser.parse_args()
    for n in given.incidents:
        scores: dict[str, list[tuple[Score, float]]] = {}
        for seed in range(given.first_seed, given.first_seed + given.seeds):
            county = planted_county(n, seed, given.town)
            incidents, population = county.incidents, county.population
            begin = time.process_time()
            found = find_disorderly_areas(incidents, population=population, rng=np.random.default_rng(seed))
            spent = time.process_time() - begin
            scores.setdefault("ours", []).append((score(county, found.significant.geometry), spent))
            if n > RIVALS_UP_TO or given.no_rivals:
                continue
            for name, rival in RIVALS.items():
                begin = time.process_time()
                areas = rival(county)
                spent = time.process_time() - begin
                scores.setdefault(name, []).append((score(county, areas), spent))
        for name, each in scores.items():
            print(_line(n, name, each), flush=True)


def _line(n: int, name: str, each: list[tuple[Score, float]]) -> str:
    precision, recall, f1 = (
        np.mean([getattr(one, value) for one, _ in each]) for value in ("precision", "recall", "f1")
    )
    seconds = np.mean([spent for _, spent in each])
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{n:>9,} {name:8} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} "
        f"CPU {seconds:.2f} s, peak {peak_mb:.0f} MB"
    )


if __name__ == "__main__":
    main()
