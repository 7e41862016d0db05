from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import gamma

from hotspots.evidence.population_rates import RatePrior, people_of, rate_prior, shrunk_rates
from hotspots.finding.grid import scan_grid


def test_prior_of_four_blocks_worked_by_hand() -> None:
    # Mean .04; weighted variance (.03^2 + .01^2 + .02^2 + .06^2) / 4 = .00125, less .04 / 1000.
    prior = rate_prior([10, 30, 20, 100, 0], [1000, 1000, 1000, 1000, 0])
    assert prior.rate == pytest.approx(0.04)
    assert prior.shape == pytest.approx(0.04**2 / 0.00121)


def test_blocks_that_differ_by_chance_alone_shrink_to_one_rate() -> None:
    prior = rate_prior([20, 20, 20], [1000, 1000, 1000])
    rates = shrunk_rates([0, 50], [1000, 1000], prior)
    assert rates.rate == pytest.approx([0.02, 0.02], rel=1e-3)


def test_blocks_where_hardly_anybody_lives_say_nothing_of_how_rates_differ() -> None:
    people, counts = [1000.0, 1000.0, 1000.0, 0.001], [10, 30, 20, 5]
    settled = rate_prior(counts[:3], people[:3])
    assert rate_prior(counts, people, least=30).shape == pytest.approx(settled.shape, rel=0.5)
    assert rate_prior(counts, people).shape < 1e-3
    assert rate_prior([1, 2], [5.0, 5.0], least=30).rate == pytest.approx(0.3)


def test_limits_are_those_of_the_gamma_posterior() -> None:
    prior = RatePrior(2.0, 100.0)
    rates = shrunk_rates([7], [400.0], prior)
    posterior = gamma(9, scale=1 / 500)
    assert rates.rate[0] == pytest.approx(posterior.mean())
    assert [rates.low[0], rates.high[0]] == pytest.approx(posterior.ppf([0.025, 0.975]))


def test_few_people_are_drawn_to_the_county_and_many_keep_their_own_rate() -> None:
    prior = RatePrior(2.0, 100.0)
    few, many, none = shrunk_rates([1, 1000, 0], [1.0, 1000.0, 0.0], prior).rate
    assert few == pytest.approx(3 / 101)
    assert many == pytest.approx(1.0, rel=0.1)
    assert none == pytest.approx(prior.rate)


def test_intervals_hold_the_true_rates_of_random_counties_as_often_as_they_say() -> None:
    rng = np.random.default_rng(8)
    truth = rng.gamma(3.0, 0.01, 2000)
    people = rng.uniform(50, 3000, 2000)
    count = rng.poisson(truth * people)
    rates = shrunk_rates(count, people, rate_prior(count, people))
    assert 0.93 <= ((rates.low < truth) & (truth < rates.high)).mean() <= 0.97
    crude = count / people
    assert ((rates.rate - truth) ** 2).mean() < 0.85 * ((crude - truth) ** 2).mean()


def test_rates_need_people_incidents_among_them_and_a_time() -> None:
    with pytest.raises(ValueError, match="wanted blocks"):
        rate_prior([3, 0], [0, 50])
    grid = scan_grid((0, 0, 8000, 8000), 90, 800)
    people = np.zeros((grid.finest.rows, grid.finest.columns))
    people[:40, :40] = 2
    counts = np.zeros_like(people)
    counts[5, 5] = counts[30, 7] = 3
    found = people_of(grid, people, counts, years=2.0, side_m=240)
    assert found is not None
    assert found.prior.rate == pytest.approx(6 / (2 * people.sum()))
    assert people_of(grid, people, counts, years=float("nan"), side_m=240) is None
    assert people_of(grid, people, counts[::-1], years=2.0, side_m=240) is None
