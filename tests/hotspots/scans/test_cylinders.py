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


@settings(deadline=None, max_examples=40)
@given(point_clouds(min_points=2, max_points=20), seeds(), st.booleans(), st.booleans())
def test_the_search_agrees_with_a_count_of_every_cylinder(
    xy: np.ndarray, seed: int, prospective: bool, by_season: bool
) -> None:
    rng, n_days = np.random.default_rng(seed), 70
    places, place = np.unique(xy, axis=0, return_inverse=True)
    day = (
        np.sort(rng.integers(0, n_days, len(xy)) // 5 * 5) if by_season else rng.integers(0, n_days, len(xy))
    )
    order = np.argsort(place, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(place, minlength=len(places)))])
    until = np.linspace(0, 1, n_days + 1)
    if by_season:
        until = np.concatenate([[0], np.cumsum(np.bincount(day, minlength=n_days))]) / len(xy)
    circles = growing_circles(places, places, max_radius_m=1_000)
    held = circles.totals(np.diff(first))
    scan = CylinderScan(circles, held, until, ScanWindows(1_000, 4, prospective=prospective))
    found = scan.best_of_each_centre(first, day[order])
    best = np.zeros(len(places))
    for circle in range(len(circles)):
        inside = np.isin(place, circles.members(circle))
        for begin in range(n_days):
            for end in range(begin + 1, min(begin + 4, n_days) + 1):
                if prospective and end != n_days:
                    continue
                count = (inside & (day >= begin) & (day < end)).sum()
                mean = held[circle] * (until[end] - until[begin])
                ratio = float(poisson_log_likelihood_ratio(count, mean, len(xy)))
                best[circles.centre[circle]] = max(best[circles.centre[circle]], ratio)
    assert found.value == pytest.approx(best, abs=1e-8)
    assert scan.maximum(first, day[order]) == pytest.approx(best.max(), abs=1e-8)


@pytest.mark.parametrize("prospective", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_outbreaks_across_the_edges_of_blocks_are_found_among_many_incidents(
    seed: int, prospective: bool
) -> None:
    rng, n_days, longest = np.random.default_rng(seed), 130, 20
    xy = rng.uniform(0, 3_000, (25, 2))
    place, day = rng.integers(0, 25, 1_500), rng.integers(0, n_days, 1_500)
    for at in range(5):
        outbreak = slice(at * 25, at * 25 + 25)
        place[outbreak], day[outbreak] = 5 * at, rng.integers(32 * at - 9, 32 * at + 9, 25) % n_days
    order = np.argsort(place, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(place, minlength=25))])
    until = np.concatenate([[0], np.cumsum(np.bincount(day, minlength=n_days))]) / len(day)
    circles = growing_circles(xy, xy, max_radius_m=1_500)
    held = circles.totals(np.diff(first))
    windows = ScanWindows(1_500, longest, prospective=prospective)
    scan = CylinderScan(circles, held, until, windows)
    table = np.zeros((25, n_days))
    np.add.at(table, (place, day), 1)
    best = np.zeros(25)
    for circle in range(len(circles)):
        before = np.concatenate([[0], np.cumsum(table[circles.members(circle)].sum(axis=0))])
        for length in range(1, longest + 1):
            begin = n_days - length if prospective else 0
            count = before[length:][begin:] - before[:-length][begin:]
            mean = held[circle] * (until[length:] - until[:-length])[begin:]
            ratio = poisson_log_likelihood_ratio(count, mean, len(day)).max()
            best[circles.centre[circle]] = max(best[circles.centre[circle]], float(ratio))
    assert scan.best_of_each_centre(first, day[order]).value == pytest.approx(best, abs=1e-8)
    assert scan.maximum(first, day[order]) == pytest.approx(best.max(), abs=1e-8)


@settings(deadline=None)
@given(st.integers(1, 200), st.integers(0, 5_000), st.floats(0, 60))
def test_the_largest_mean_at_which_a_count_beats_a_bar_is_where_its_ratio_is_the_bar(
    count: int, more: int, bar: float
) -> None:
    total = count + more
    mean = module._largest_mean(count, bar, total)
    beyond = float(poisson_log_likelihood_ratio(count, mean, total))
    assert beyond <= bar
    if bar >= module.STEP:
        assert beyond == pytest.approx(bar, abs=1e-3)


@pytest.mark.parametrize("given_windows", [(0, 7), (np.inf, 7), (100, 0), (100, 7, []), (100, 7, [-1.0])])
def test_windows_that_mean_nothing_are_refused(given_windows: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="must"):
        ScanWindows(*given_windows)  # type: ignore[arg-type]
