from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from hotspots.repeats import mantel as module
from hotspots.repeats.mantel import mantel
from tests.strategies import point_clouds, seeds


def draw(n: int, seed: int = 4) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.uniform(0, 100, (n, 2)), rng.uniform(0, 100, n)


def rng() -> np.random.Generator:
    return np.random.default_rng(8)


def test_mantel_of_three_incidents_on_a_line_worked_by_hand() -> None:
    # distances 1, 3, 2 against days 1, 4, 3: covariance and variances over three pairs
    test = mantel([[0, 0], [1, 0], [3, 0]], [0, 1, 4], rng=rng(), power=1)
    assert test.correlation == pytest.approx(np.corrcoef([1, 3, 2], [1, 4, 3])[0, 1])


@pytest.mark.parametrize("power", [-1.0, 1.0, 0.5])
def test_mantel_agrees_with_the_correlation_of_all_pairs_and_with_pointpats(power: float) -> None:
    xy, days = draw(150)
    i, j = np.triu_indices(len(xy), 1)
    near = (np.hypot(*(xy[i] - xy[j]).T) + 1) ** power
    soon = (np.abs(days[i] - days[j]) + 1) ** power
    ours = mantel(xy, days, rng=rng(), power=power, permutations=9).correlation
    assert ours == pytest.approx(np.corrcoef(near, soon)[0, 1], abs=1e-12)
    pointpats = pytest.importorskip("pointpats")
    theirs = pointpats.mantel(xy, days[:, None], 9, scon=1.0, spow=power, tcon=1.0, tpow=power)
    assert ours == pytest.approx(theirs["stat"], abs=1e-9)


@settings(deadline=None)  # compiles
@given(point_clouds(min_points=3, max_points=60), seeds())
def test_the_correlation_does_not_depend_on_the_order_or_on_where_time_and_place_begin(
    xy: np.ndarray, seed: int
) -> None:
    draw = np.random.default_rng(seed)
    days, order = draw.integers(0, 90, len(xy)), draw.permutation(len(xy))
    test = mantel(xy, days, rng=rng(), permutations=1)
    mixed = mantel(xy[order] - [300, 40], days[order] + 7, rng=rng(), permutations=1)
    assert test.correlation == pytest.approx(mixed.correlation, abs=1e-9, nan_ok=True)
    assert np.isnan(test.correlation) or -1 <= test.correlation <= 1 + 1e-12
    assert 0 < test.p_value <= 1


def test_the_p_value_is_one_sided_near_1_where_what_is_near_in_space_is_far_in_time() -> None:
    days = np.tile(np.arange(15) * 10.0, 2)
    test = mantel(np.repeat([[0.0, 0.0], [9_000.0, 0.0]], 15, axis=0), days, rng=rng(), power=1)
    assert test.correlation < 0
    assert test.p_value > 0.9


@pytest.mark.parametrize("n", [0, 1, 2])
def test_fewer_than_three_incidents_have_no_correlation(n: int) -> None:
    xy, days = draw(n)
    test = mantel(xy, days, rng=rng())
    assert np.isnan(test.correlation)
    assert test.p_value == 1


def test_mantel_sees_incidents_that_move_across_the_county_and_nothing_in_noise() -> None:
    _, days = draw(100)
    assert mantel(np.column_stack([days * 50, days]), days, rng=rng()).p_value == pytest.approx(0.01)
    p_values = [
        mantel(*draw(40, seed), rng=np.random.default_rng(seed), power=1).p_value for seed in range(60)
    ]
    assert np.mean(np.array(p_values) <= 0.2) == pytest.approx(0.2, abs=0.12)


def test_incidents_all_at_one_spot_or_moment_have_no_correlation() -> None:
    xy, days = draw(30)
    for test in (mantel(np.zeros((30, 2)), days, rng=rng()), mantel(xy, np.ones(30), rng=rng())):
        assert np.isnan(test.correlation)
        assert test.p_value == 1


def test_mantel_refuses_what_means_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    xy, days = draw(5)
    with pytest.raises(ValueError, match="length n"):
        mantel(xy, days[:3], rng=rng())
    with pytest.raises(ValueError, match="finite"):
        mantel(xy, np.full(5, np.nan), rng=rng())
    with pytest.raises(ValueError, match="offsets"):
        mantel(xy, days, rng=rng(), offset_m=0)
    monkeypatch.setattr(module, "MOST_INCIDENTS", 4)
    with pytest.raises(ValueError, match="use knox"):
        mantel(xy, days, rng=rng())
