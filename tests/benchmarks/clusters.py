"""
Density clusters and Knox beside rivals: seconds of processor time, and memory.

Each method runs in a process of its own that holds nothing but the points, so that its memory can be told:
what imports and points take, and the most that the process ever held.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

DAYS = 365
WARM = 3_000  # incidents of a first run that compiles


def dense(xy: np.ndarray, _: np.ndarray) -> np.ndarray:
    """Group by density, the radius chosen."""
    from hotspots.clusters.density_clusters import density_clusters

    return density_clusters(xy).label


def scikit_learn(xy: np.ndarray, _: np.ndarray) -> np.ndarray:
    """Group with scikit-learn's DBSCAN and the same radius."""
    from sklearn.cluster import DBSCAN

    from hotspots.clusters.density_clusters import density_radius

    return np.asarray(DBSCAN(eps=density_radius(xy), min_samples=10).fit_predict(xy))


def in_space_and_time(xy: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Group within 100 m and 14 days."""
    from hotspots.clusters.space_time_clusters import space_time_clusters

    return space_time_clusters(xy, day, radius_m=100, within_days=14).label


def by_hierarchy(xy: np.ndarray, _: np.ndarray) -> np.ndarray:
    """Group by hierarchy; scikit-learn does the work."""
    from hotspots.clusters.hierarchical_clusters import hierarchical_clusters

    return hierarchical_clusters(xy).label


def knox_test(xy: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Knox within 200 m and 14 days, 99 permutations."""
    from hotspots.repeats.near_repeat import knox

    found = knox(xy, day, within_m=200, within_days=14, rng=np.random.default_rng(1))
    return np.array([found.pairs])


def pair_list(xy: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Knox as one writes it: all close pairs in a list, times dealt out anew 99 times."""
    from scipy.spatial import KDTree

    rng = np.random.default_rng(1)
    left, right = KDTree(xy).query_pairs(200, output_type="ndarray").T
    dealt = [day, *(rng.permutation(day) for _ in range(99))]
    return np.array([(np.abs(times[left] - times[right]) <= 14).sum() for times in dealt])[:1]


METHODS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    method.__name__: method
    for method in (dense, scikit_learn, in_space_and_time, by_hierarchy, knox_test, pair_list)
}


def run_alone(name: str, folder: str) -> None:
    """Run one method on the points in a folder; write its answer, seconds and megabytes there."""
    xy, day = np.load(f"{folder}/xy.npy"), np.load(f"{folder}/day.npy")
    METHODS[name](xy[:WARM], day[:WARM])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    answer = METHODS[name](xy, day)
    seconds = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    np.savez(f"{folder}/{name}.npz", answer=answer, seconds=seconds, before=before, most=most)


def compare(n: int, names: tuple[str, ...]) -> None:
    """Run methods on one county, and hold the last ones against the first."""
    from tests.benchmarks.counties import planted_county

    print(f"{n:,} incidents")
    with tempfile.TemporaryDirectory() as folder:
        np.save(f"{folder}/xy.npy", planted_county(n, 1).xy)
        np.save(f"{folder}/day.npy", np.random.default_rng(0).integers(0, DAYS, n))
        first = None
        for name in names:
            subprocess.run([sys.executable, "-m", "tests.benchmarks.clusters", name, folder], check=True)
            done = np.load(Path(folder) / f"{name}.npz")
            line = (
                f"  {name:<20}{done['seconds']:8.2f} s  to {done['most']:.0f} MB, {done['before']:.0f} before"
            )
            if first is None:
                first = done
            else:
                same = np.array_equal(first["answer"], done["answer"])
                line += f"; ratio {first['seconds'] / done['seconds']:.2f}, "
                line += "the same answer" if same else "answers differ"
            print(line, flush=True)


def main() -> None:
    """Run all."""
    compare(1_000_000, ("dense", "scikit_learn"))
    compare(1_000_000, ("in_space_and_time",))
    compare(20_000, ("by_hierarchy",))
    compare(100_000, ("knox_test", "pair_list"))
    compare(1_000_000, ("knox_test",))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run_alone(*sys.argv[1:])
    else:
        main()
