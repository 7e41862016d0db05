from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyproj
import pytest

from hotspots.scans.cylinders import ScanWindows
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio
from hotspots.scans.space_time_scan import (
    SpaceTimeCluster,
    centres_on_grid,
    space_time_permutation_scan,
    space_time_poisson_scan,
)


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
    return space_time_permutation_scan(xy, day, windows, rng=rng(), centres=centres)


@pytest.mark.shared
def test_prospective_permutation_scan_of_nyc_fever_gives_satscans_three_clusters(shared_data: Path) -> None:
    clusters = fever(shared_data, prospective=True)[:3]
    ratios = [one.log_likelihood_ratio for one in clusters]
    assert ratios == pytest.approx([3.845418, 3.164201, 2.137259], abs=1e-6)
    assert [one.p_value for one in clusters] == pytest.approx([0.229, 0.514, 0.959], abs=0.06)
    assert [one.p_value_gumbel for one in clusters] == pytest.approx([0.229, 0.514, 0.959], abs=0.06)
    assert {one.last_day for one in clusters} == {24}


@pytest.mark.shared
def test_retrospective_permutation_scan_of_nyc_fever_gives_satscans_four_clusters(shared_data: Path) -> None:
    clusters = fever(shared_data, prospective=False)[:4]
    ratios = [one.log_likelihood_ratio for one in clusters]
    assert ratios == pytest.approx([8.119521, 5.113791, 5.113791, 4.725675], abs=1e-6)
    assert clusters[0].p_value == pytest.approx(0.0087, abs=0.006)
    assert clusters[0].p_value_gumbel == pytest.approx(0.0087, abs=0.004)
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


def test_days_on_which_nothing_happened_anywhere_lengthen_no_cluster() -> None:
    xy = np.repeat([[0.0, 0.0], [1_000.0, 0.0]], 5, axis=0)
    day = [0, 0, 0, 0, 9, 0, 0, 9, 9, 9]
    first, second = space_time_permutation_scan(xy, day, ScanWindows(100, 5), rng=rng(), replicates=9)
    assert (first.first_day, first.last_day, first.cases) == (9, 9, 3)
    assert (second.first_day, second.last_day, second.cases) == (0, 0, 4)


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
    monthly = space_time_permutation_scan(
        xy[day <= 32], day[day <= 32], windows, rng=rng(), replicates=99, every_days=30
    )
    assert monthly[0].recurrence_days == pytest.approx(30 / monthly[0].p_value)
    over = space_time_permutation_scan(
        xy[day <= 32], day[day <= 32], windows, rng=rng(), replicates=9, period=(0, 50)
    )
    assert over == []


def test_a_planted_outbreak_against_a_population_is_found_with_its_place_and_time() -> None:
    draw = np.random.default_rng(6)
    xy, people = draw.uniform(0, 10_000, (100, 2)), draw.integers(50, 5_000, 100)
    place, day = draw.choice(100, 400, p=people / people.sum()), draw.integers(0, 90, 400)
    near = np.argsort(np.hypot(*(xy - xy[17]).T))[:3]
    place[:15], day[:15] = draw.choice(near, 15), draw.integers(40, 45, 15)
    best = space_time_poisson_scan(
        xy, people, place, day, ScanWindows(3_000, 14), rng=rng(), replicates=99, period=(0, 89)
    )[0]
    assert best.p_value == pytest.approx(0.01)
    assert len(set(best.members.tolist()) & set(range(15))) >= 13
    assert 38 <= best.first_day <= 41
    assert 43 <= best.last_day <= 46
    inside = np.hypot(*(xy - [best.x, best.y]).T) <= best.radius_m + 1e-6
    assert best.cases == (inside[place] & (day >= best.first_day) & (day <= best.last_day)).sum()
    mean = 400 * people[inside].sum() / people.sum() * (best.last_day - best.first_day + 1) / 90
    assert best.expected == pytest.approx(mean)
    assert best.log_likelihood_ratio == pytest.approx(
        float(poisson_log_likelihood_ratio(best.cases, mean, 400))
    )


def test_prospective_poisson_scan_looks_only_at_what_reaches_the_last_day() -> None:
    xy, people = np.array([[0.0, 0.0], [1_000.0, 0.0], [2_000.0, 0.0]]), [100, 100, 100]
    place, day = [0] * 8 + [1] * 3 + [2] * 3, [1] * 8 + [3, 8, 9, 4, 6, 2]
    windows = {flag: ScanWindows(100, 2, prospective=flag) for flag in (True, False)}
    past = space_time_poisson_scan(xy, people, place, day, windows[False], rng=rng(), period=(0, 9))
    now = space_time_poisson_scan(
        xy, people, place, day, windows[True], rng=rng(), period=(0, 9), every_days=7
    )
    assert (past[0].x, past[0].first_day, past[0].last_day, past[0].cases) == (0, 1, 1, 8)
    # 8 of 14 on one of ten days at one of three places
    assert past[0].expected == pytest.approx(14 / 30)
    assert past[0].log_likelihood_ratio == pytest.approx(
        8 * np.log(240 / 14) + 6 * np.log(6 / (14 - 14 / 30))
    )
    assert [(one.x, one.first_day, one.last_day, one.cases) for one in now] == [(1_000, 8, 9, 2)]
    assert now[0].recurrence_days == pytest.approx(7 / now[0].p_value)


def test_a_prospective_cylinder_reaches_the_last_day_even_where_nothing_happened_on_it() -> None:
    xy, place, day = np.array([[0.0, 0.0], [1_000.0, 0.0]]), [0, 0, 0, 1, 1, 1], [8, 8, 8, 0, 2, 4]
    windows = ScanWindows(100, 2, prospective=True)
    best = space_time_poisson_scan(xy, [1, 1], place, day, windows, rng=rng(), period=(0, 9), replicates=9)[0]
    assert (best.x, best.first_day, best.last_day, best.cases) == (0, 8, 9, 3)
    assert best.expected == pytest.approx(6 / 2 * 2 / 10)


def test_p_values_of_incidents_that_follow_the_people_are_even() -> None:
    draw = np.random.default_rng(4)
    xy, people = draw.uniform(0, 1_000, (20, 2)), draw.integers(10, 100, 20)
    p_values = [
        space_time_poisson_scan(
            xy,
            people,
            draw.choice(20, 60, p=people / people.sum()),
            draw.integers(0, 20, 60),
            ScanWindows(400, 5),
            rng=draw,
            replicates=9,
            period=(0, 19),
        )[0].p_value
        for _ in range(60)
    ]
    assert np.mean(np.array(p_values) <= 0.2) == pytest.approx(0.2, abs=0.15)


def test_circles_hold_no_more_people_than_allowed() -> None:
    xy, place, day = np.array([[0.0, 0.0], [10.0, 0.0], [20.0, 0.0]]), [0, 0, 0, 1, 1, 1], [1, 1, 1, 1, 1, 1]
    period = (0, 9)
    whole = space_time_poisson_scan(
        xy, [1, 1, 2], place, day, ScanWindows(15, 1), rng=rng(), period=period, replicates=9
    )
    halved = space_time_poisson_scan(
        xy,
        [1, 1, 2],
        place,
        day,
        ScanWindows(15, 1),
        rng=rng(),
        period=period,
        replicates=9,
        max_population_share=0.3,
    )
    none = space_time_poisson_scan(
        xy, [1, 1, 2], place, day, ScanWindows(15, 1), rng=rng(), replicates=9, max_population_share=0.2
    )
    assert none == []
    assert [one.cases for one in whole] == [6]
    assert [one.cases for one in halved] == [3, 3]


def test_thousands_at_one_point_are_one_place_that_can_still_have_an_outbreak() -> None:
    draw = np.random.default_rng(8)
    xy, day = np.zeros((3_000, 2)), draw.integers(0, 100, 3_000)
    windows = ScanWindows(500, 7)
    assert space_time_permutation_scan(xy, day, windows, rng=rng(), replicates=9) == []
    xy[2_000:] = [5_000, 0]
    day[2_000:2_200] = 50
    best = space_time_permutation_scan(xy, day, windows, rng=rng(), replicates=99)[0]
    assert (best.x, best.first_day, best.last_day, best.p_value) == (5_000, 50, 50, 0.01)


def test_none_and_one_incident_give_no_cluster() -> None:
    windows = ScanWindows(500, 7)
    assert space_time_permutation_scan(np.empty((0, 2)), [], windows, rng=rng()) == []
    assert space_time_permutation_scan(np.zeros((1, 2)), [3], windows, rng=rng(), replicates=9) == []


def test_space_time_scan_refuses_what_means_nothing() -> None:
    windows = ScanWindows(500, 7)
    two, one = np.array([[0.0, 0.0], [9.0, 0.0]]), [1]
    assert space_time_poisson_scan(two, [1, 1], [], [], windows, rng=rng()) == []
    with pytest.raises(ValueError, match="place must lie"):
        space_time_poisson_scan(two, [1, 1], [2], one, windows, rng=rng())
    with pytest.raises(ValueError, match="where nobody lives"):
        space_time_poisson_scan(two, [1, 0], [1], one, windows, rng=rng())
    with pytest.raises(ValueError, match="cases and population"):
        space_time_poisson_scan(two, [1], [1], one, windows, rng=rng())
    with pytest.raises(ValueError, match="length n"):
        space_time_permutation_scan(np.zeros((2, 2)), [1], windows, rng=rng())
    with pytest.raises(ValueError, match="whole numbers"):
        space_time_permutation_scan(np.zeros((1, 2)), [1.5], windows, rng=rng())
    with pytest.raises(ValueError, match="between 0 and 3"):
        space_time_permutation_scan(np.zeros((1, 2)), [4], windows, rng=rng(), period=(0, 3))
    with pytest.raises(ValueError, match="cell_m"):
        centres_on_grid(np.zeros((1, 2)), 0)
