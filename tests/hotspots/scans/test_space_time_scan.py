from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyproj
import pytest

from hotspots.scans.cylinders import ScanWindows
from hotspots.scans.space_time_scan import SpaceTimeCluster, centres_on_grid, space_time_permutation_scan


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def fever(shared_data: Path, *, prospective: bool) -> list[SpaceTimeCluster]:
    folder = shared_data / "known_answers"
    cases = pd.read_csv(folder / "nycfever_cases.csv")
    places = pd.read_csv(folder / "nycfever_geo.csv").set_index("zip")
    transformer = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32618", always_xy=True)
    centres = np.column_stack(transformer.transform(places["long"].to_numpy(), places["lat"].to_numpy()))
    xy = centres[places.index.get_indexer(cases["zip"])]
    day = pd.to_datetime(cases["date"], format="%Y/%m/%d").dt.day.to_numpy()
    windows = ScanWindows(max_radius_m=3_000, max_days=7, prospective=prospective)
    return space_time_permutation_scan(xy, day, windows, rng=rng(), centres=centres, replicates=199)


@pytest.mark.shared
def test_prospective_scan_of_nyc_fever_gives_satscans_three_clusters(shared_data: Path) -> None:
    clusters = fever(shared_data, prospective=True)[:3]
    ratios = [one.log_likelihood_ratio for one in clusters]
    assert ratios == pytest.approx([3.845418, 3.164201, 2.137259], abs=1e-6)
    assert [one.p_value for one in clusters] == pytest.approx([0.229, 0.514, 0.959], abs=0.1)
    assert {one.last_day for one in clusters} == {24}
    for one in clusters:
        assert one.recurrence_days == pytest.approx(1 / one.p_value)


@pytest.mark.shared
def test_retrospective_scan_of_nyc_fever_gives_satscans_four_clusters(shared_data: Path) -> None:
    clusters = fever(shared_data, prospective=False)[:4]
    ratios = [one.log_likelihood_ratio for one in clusters]
    assert ratios == pytest.approx([8.119521, 5.113791, 5.113791, 4.725675], abs=1e-6)
    assert clusters[0].p_value == pytest.approx(0.0087, abs=0.015)
    assert clusters[0].recurrence_days is None


def outbreak() -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(5)
    xy, day = draw.uniform(0, 5_000, (300, 2)), draw.integers(0, 60, 300)
    xy[:12], day[:12] = draw.uniform(2_400, 2_600, (12, 2)), 30 + np.arange(12) % 3
    return xy, day


def test_a_planted_outbreak_is_found_with_its_place_and_time() -> None:
    xy, day = outbreak()
    best = space_time_permutation_scan(xy, day, ScanWindows(500, 7), rng=rng(), replicates=49)[0]
    assert set(range(12)) <= set(best.members.tolist())
    assert (best.first_day, best.last_day) == (30, 32)
    assert best.p_value == pytest.approx(0.02)
    assert np.hypot(best.x - 2_500, best.y - 2_500) < 500
    assert best.cases == len(best.members)


def test_expected_numbers_are_the_product_of_the_margins_worked_by_hand() -> None:
    # two places, two days, ten incidents: 3 of 5 at the second place on the second day, which has 4 of 10
    xy = np.repeat([[0.0, 0.0], [1_000.0, 0.0]], 5, axis=0)
    day = [0, 0, 0, 0, 1, 0, 0, 1, 1, 1]
    first, second = space_time_permutation_scan(xy, day, ScanWindows(100, 1), rng=rng(), replicates=9)
    assert (first.cases, first.expected, first.x, first.first_day) == (3, pytest.approx(2), 1_000, 1)
    assert first.log_likelihood_ratio == pytest.approx(3 * np.log(3 / 2) + 7 * np.log(7 / 8))
    assert (second.cases, second.expected, second.x, second.first_day) == (4, pytest.approx(3), 0, 0)
    assert second.log_likelihood_ratio == pytest.approx(4 * np.log(4 / 3) + 6 * np.log(6 / 7))


def test_fewer_centres_and_a_ladder_of_radii_find_the_same_outbreak() -> None:
    xy, day = outbreak()
    windows = ScanWindows(500, 7, radii_m=[125, 250, 500])
    centres = centres_on_grid(xy, 250)
    assert len(centres) < len(xy)
    best = space_time_permutation_scan(xy, day, windows, rng=rng(), centres=centres, replicates=99)[0]
    assert len(set(best.members.tolist()) & set(range(12))) >= 6
    assert best.p_value == pytest.approx(0.01)


def test_p_values_of_unrelated_days_are_even() -> None:
    draw = np.random.default_rng(2)
    p_values = [
        space_time_permutation_scan(
            draw.uniform(0, 1_000, (40, 2)),
            draw.integers(0, 20, 40),
            ScanWindows(300, 5),
            rng=draw,
            replicates=9,
        )[0].p_value
        for _ in range(40)
    ]
    assert np.mean(np.array(p_values) <= 0.2) == pytest.approx(0.2, abs=0.13)


def test_a_longer_period_changes_what_prospective_looks_at() -> None:
    xy, day = outbreak()
    windows = ScanWindows(500, 7, prospective=True)
    running = space_time_permutation_scan(xy[day <= 32], day[day <= 32], windows, rng=rng(), replicates=99)
    assert running[0].p_value == pytest.approx(0.01)
    assert running[0].recurrence_days == pytest.approx(100)
    over = space_time_permutation_scan(
        xy[day <= 32], day[day <= 32], windows, rng=rng(), replicates=9, period=(0, 50)
    )
    assert over == []


def test_none_and_one_incident_give_no_cluster() -> None:
    windows = ScanWindows(500, 7)
    assert space_time_permutation_scan(np.empty((0, 2)), [], windows, rng=rng()) == []
    assert space_time_permutation_scan(np.zeros((1, 2)), [3], windows, rng=rng(), replicates=9) == []


def test_space_time_scan_refuses_what_means_nothing() -> None:
    windows = ScanWindows(500, 7)
    with pytest.raises(ValueError, match="length n"):
        space_time_permutation_scan(np.zeros((2, 2)), [1], windows, rng=rng())
    with pytest.raises(ValueError, match="whole numbers"):
        space_time_permutation_scan(np.zeros((1, 2)), [1.5], windows, rng=rng())
    with pytest.raises(ValueError, match="between 0 and 3"):
        space_time_permutation_scan(np.zeros((1, 2)), [4], windows, rng=rng(), period=(0, 3))
    with pytest.raises(ValueError, match="cell_m"):
        centres_on_grid(np.zeros((1, 2)), 0)
