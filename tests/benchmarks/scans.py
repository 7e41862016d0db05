"""
Scan statistics at their hardest, beside the same windows counted plainly: seconds of processor time.

Space-time: 20,000 incidents of 365 days, even and by season, in a county, all over it, in one town and
snapped to a lattice. Flexible: shapes among 281 and 5,000 places, beside circles.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import Delaunay

from hotspots.finding.grid import disc_radii
from hotspots.scans.circles import Circles, growing_circles
from hotspots.scans.cylinders import ScanWindows
from hotspots.scans.flexible_scan import FlexibleParams, flexible_poisson_scan
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio, poisson_scan
from hotspots.scans.space_time_scan import (
    centres_on_grid,
    space_time_permutation_scan,
    space_time_poisson_scan,
)
from tests.benchmarks.counties import SIDE_M, planted_county

INCIDENTS = 20_000
DAYS = 365
REPLICATES = 99


def seconds(work: Callable[..., object], *what: object, **how: object) -> float:
    """Run once and give the processor time."""
    start = time.process_time()
    work(*what, **how)
    return time.process_time() - start


def places_of_incidents() -> dict[str, np.ndarray]:
    """Give incidents at the densities that make a scan slow."""
    rng = np.random.default_rng(0)
    return {
        "county": planted_county(INCIDENTS, 1).xy,
        "all over": rng.uniform(0, SIDE_M, (INCIDENTS, 2)),
        "one town": rng.normal(SIDE_M / 2, 1_500, (INCIDENTS, 2)),
        "lattice": rng.integers(0, SIDE_M / 500, (INCIDENTS, 2)) * 500.0,
    }


def plain_replicate(circles: Circles, day: np.ndarray, max_days: int) -> float:
    """Find the best of all cylinders of one replicate as one writes it with arrays, by blocks of circles."""
    held, by_day = circles.totals(np.ones(len(day))), np.bincount(day, minlength=DAYS)
    until, best, width = np.concatenate([[0], np.cumsum(by_day)]), 0.0, DAYS + 1
    starts = np.append(np.flatnonzero(circles.first == np.arange(len(circles))), len(circles))
    ends = np.searchsorted(circles.circle, starts)
    for begin, end, low, high in zip(starts[:-1], starts[1:], ends[:-1], ends[1:], strict=True):
        cell = (circles.circle[low:high] - begin) * width + day[circles.member[low:high]] + 1
        rings = np.bincount(cell, minlength=(end - begin) * width).reshape(-1, width)
        counts = rings.cumsum(axis=0).cumsum(axis=1)
        for length in range(1, max_days + 1):
            mean = np.outer(held[begin:end], until[length:] - until[:-length]) / len(day)
            found = counts[:, length:] - counts[:, :-length]
            best = max(best, float(poisson_log_likelihood_ratio(found, mean, len(day)).max()))
    return best


def space_time() -> None:
    """Scan by permutation, and once against a population."""
    rng = np.random.default_rng(0)
    even = rng.integers(0, DAYS, INCIDENTS)
    season = np.minimum((rng.beta(2, 5, INCIDENTS) * DAYS).astype(int), DAYS - 1)
    print(f"Space-time scan, {INCIDENTS:,} incidents, {DAYS} days, {REPLICATES} replicates")
    for name, xy in places_of_incidents().items():
        for cell_m, radius_m, days, day, when in (
            (500, 2_000, 7, even, "even"),
            (250, 2_000, 7, even, "even"),
            (500, 3_000, 14, even, "even"),
            (500, 3_000, 14, season, "by season"),
            (500, 3_000, 60, even, "even"),
        ):
            windows = ScanWindows(radius_m, days, radii_m=disc_radii(cell_m / 2, radius_m))
            centres = centres_on_grid(xy, cell_m)
            arguments = {"rng": rng, "centres": centres, "replicates": REPLICATES}
            ours = seconds(space_time_permutation_scan, xy, day, windows, **arguments)
            said = f"  {name:<9}{len(centres):6,} centres to {radius_m:,} m and {days:2} days, {when:<10}"
            if days == 7 and cell_m == 500:
                circles = growing_circles(centres, xy, max_radius_m=radius_m, radii_m=windows.radii_m)
                ratio = ours / (seconds(plain_replicate, circles, day, days) * REPLICATES)
                said += f" ratio {ratio:.3f} to counting plainly;"
            print(f"{said} {ours:6.1f} s", flush=True)
    county = planted_county(INCIDENTS, 1)
    places, place = np.unique(county.xy // 500, axis=0, return_inverse=True)
    people = np.bincount(place) + 10.0
    windows = ScanWindows(3_000, 14)
    arguments = {"rng": rng, "replicates": REPLICATES}
    took = seconds(space_time_poisson_scan, places * 500, people, place, even, windows, **arguments)
    print(f"  Poisson, {len(places):,} places, exact circles to 3,000 m and 14 days {took:.1f} s", flush=True)


def flexible() -> None:
    """Scan places for any shape, beside circles over the same places."""
    print("Flexible scan, 99 replicates")
    rng = np.random.default_rng(1)
    for n in (281, 5_000):
        xy = rng.uniform(0, SIDE_M, (n, 2))
        corners = Delaunay(xy).simplices
        pairs = corners.ravel(), np.roll(corners, 1, axis=1).ravel()
        adjacency = csr_array((np.ones(corners.size), pairs), shape=(n, n))
        people = rng.integers(50, 5_000, n)
        cases = rng.multinomial(2 * n, people / people.sum())
        reach_m = SIDE_M / n**0.5 * 3
        arguments = {"rng": rng, "max_radius_m": reach_m, "replicates": REPLICATES}
        circles = seconds(poisson_scan, xy, cases, people, **arguments)
        for most, restriction in ((15, 0.2), (30, 0.2), (15, 1.0)):
            params = FlexibleParams(most, restriction, REPLICATES)
            took = seconds(flexible_poisson_scan, xy, cases, people, adjacency, rng=rng, params=params)
            said = f"  {n:5,} places, up to {most} of them, restriction {restriction}"
            print(f"{said}: {took:6.2f} s, ratio {took / circles:.2f} to circles", flush=True)


def main() -> None:
    """Compile first, then run all."""
    xy = np.random.default_rng(0).uniform(0, 1_000, (50, 2))
    space_time_permutation_scan(
        xy, np.arange(50), ScanWindows(300, 3), rng=np.random.default_rng(0), replicates=1
    )
    flexible_poisson_scan(
        xy,
        np.ones(50),
        np.ones(50),
        csr_array((50, 50)),
        rng=np.random.default_rng(0),
        params=FlexibleParams(replicates=1),
    )
    space_time()
    flexible()


if __name__ == "__main__":
    main()
