"""Single methods beside their rivals, in the same run: seconds of processor time, and memory."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import uniform_filter

from hotspots.finding.grid import disc_radii
from hotspots.local.exact import gi_star_exact_p_values_on_grid
from hotspots.local.getis_ord import gi_star_on_grid
from hotspots.scans.cylinders import ScanWindows
from hotspots.scans.space_time_scan import centres_on_grid, space_time_permutation_scan
from tests.benchmarks.counties import SIDE_M, SOUTH, WEST, planted_county
from tests.benchmarks.timing import timed

CELL_M = 50.0
DAYS = 365


def outbreaks(n: int) -> None:
    """Space-time permutation scan, 99 replicates."""
    print(f"Space-time permutation scan, {n:,} incidents, {DAYS} days")
    xy, day = planted_county(n, 1).xy, np.random.default_rng(0).integers(0, DAYS, n)
    for cell_m, radius_m, days in ((500, 2_000, 7), (500, 3_000, 14), (250, 2_000, 7)):
        windows = ScanWindows(radius_m, days, radii_m=disc_radii(cell_m / 2, radius_m))
        centres, rng = centres_on_grid(xy, cell_m), np.random.default_rng(1)
        timed(
            f"{len(centres):,} centres, to {radius_m:,} m, to {days} days",
            lambda windows=windows, centres=centres, rng=rng: space_time_permutation_scan(
                xy, day, windows, rng=rng, centres=centres, replicates=99
            ),
        )


def hot_cells(n: int) -> None:
    """Gi* on 640,000 cells, beside one bare box filter; ten times each."""
    print(f"Gi*, 640,000 cells, {n:,} incidents, ten times")
    county = planted_county(n, 1)
    size = int(SIDE_M / CELL_M)
    column, row = ((county.xy - [WEST, SOUTH]) // CELL_M).astype(int).clip(0, size - 1).T
    counts = np.bincount(row * size + column, minlength=size**2).reshape(size, size).astype(float)
    gi_star_on_grid(counts)
    ours = timed("gi_star_on_grid", lambda: [gi_star_on_grid(counts) for _ in range(10)])
    rival = timed("box filter", lambda: [uniform_filter(counts, 3, mode="constant") for _ in range(10)])
    print(f"  ratio {ours / rival:.2f}")
    row, column = np.indices(counts.shape) - size / 2
    inside = row**2 + column**2 < (0.48 * size) ** 2
    kept = np.where(inside, counts, 0.0)
    gi_star_on_grid(kept, inside=inside)
    ours = timed("within a study area", lambda: [gi_star_on_grid(kept, inside=inside) for _ in range(10)])
    print(f"  ratio {ours / rival:.2f}")
    timed("p-values by the normal approximation", lambda: gi_star_on_grid(counts).p_value)
    timed("exact p-values", lambda: gi_star_exact_p_values_on_grid(counts))


def main() -> None:
    """Run all."""
    hot_cells(1_000_000)
    outbreaks(20_000)


if __name__ == "__main__":
    main()
