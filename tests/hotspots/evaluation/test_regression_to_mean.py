from __future__ import annotations

import numpy as np
import pytest

from hotspots.evaluation.place_counts import PlaceCounts
from hotspots.evaluation.regression_to_mean import fit_after


def pool(rng: np.random.Generator, level: np.ndarray) -> PlaceCounts:
    prior, before, after = (rng.poisson(level).astype(float) for _ in range(3))
    return PlaceCounts(before, after, prior)


def test_places_that_are_all_alike_fall_back_to_their_mean() -> None:
    model = fit_after(pool(np.random.default_rng(1), np.full(4000, 15.0)))
    highest = PlaceCounts(np.array([28.0]), np.array([0.0]), np.array([15.0]))
    assert model.of(highest)[0] == pytest.approx(15, abs=1.5)


def test_places_that_differ_lastingly_keep_what_the_gamma_poisson_model_says() -> None:
    # Levels of a gamma distribution with shape 2 and mean 15; after counts of 40 and 30 the mean of the
    # posterior is (2 + 40 + 30) / (2 / 15 + 2).
    rng = np.random.default_rng(2)
    model = fit_after(pool(rng, rng.gamma(2, 7.5, 20_000)))
    place = PlaceCounts(np.array([40.0]), np.array([0.0]), np.array([30.0]))
    assert model.of(place)[0] == pytest.approx(72 / (2 / 15 + 2), rel=0.03)


def test_choosing_places_by_what_they_had_before_does_not_bend_the_line() -> None:
    rng = np.random.default_rng(3)
    every = pool(rng, rng.gamma(2, 7.5, 20_000))
    low = every.of(np.flatnonzero(every.before < 30))
    place = PlaceCounts(np.array([40.0]), np.array([0.0]), np.array([30.0]))
    assert fit_after(low).of(place)[0] == pytest.approx(fit_after(every).of(place)[0], rel=0.05)


def test_too_few_places_are_refused() -> None:
    with pytest.raises(ValueError, match="wanted more than 2 places"):
        fit_after(PlaceCounts(np.ones(2), np.ones(2)))
