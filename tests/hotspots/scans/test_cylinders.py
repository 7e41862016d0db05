from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.scans import cylinders as module
from hotspots.scans.circles import growing_circles
from hotspots.scans.cylinders import CylinderScan, ScanWindows
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio
from tests.strategies import point_clouds, seeds


@settings(deadline=None, max_examples=25)
@given(point_clouds(min_points=2, max_points=20), seeds(), st.booleans(), st.integers(10, 400))
def test_pruned_and_full_search_and_a_count_of_every_cylinder_agree(
    xy: np.ndarray, seed: int, prospective: bool, at_once: int
) -> None:
    day = np.random.default_rng(seed).integers(0, 9, len(xy))
    circles = growing_circles(np.unique(xy, axis=0), xy, max_radius_m=1_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CELLS_AT_ONCE", at_once)
        patch.setattr(module, "DENSE_COUNTS", 3)
        windows = ScanWindows(1_000, 4, prospective=prospective)
        scan = CylinderScan(circles, np.bincount(day, minlength=9), windows)
        full, pruned = scan.best_of_each(day), scan.maximum(day)
    best = 0.0
    for circle in range(len(circles)):
        inside = np.zeros(len(xy), dtype=bool)
        inside[circles.members(circle)] = True
        own = 0.0
        for begin in range(9):
            for end in range(begin, min(begin + 4, 9)):
                if prospective and end != 8:
                    continue
                when = (day >= begin) & (day <= end)
                mean = inside.sum() * when.sum() / len(xy)
                ratio = poisson_log_likelihood_ratio((inside & when).sum(), mean, len(xy))
                own = max(own, float(ratio))
        assert full.value[circle] == pytest.approx(own, abs=1e-8)
        best = max(best, own)
    assert pruned == pytest.approx(best, abs=1e-12)


@pytest.mark.parametrize("given_windows", [(0, 7), (np.inf, 7), (100, 0), (100, 7, []), (100, 7, [-1.0])])
def test_windows_that_mean_nothing_are_refused(given_windows: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="must"):
        ScanWindows(*given_windows)  # type: ignore[arg-type]
