"""Rankings by counts and by a kernel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from hotspots.validation.forecast import count_forecast, kde_forecast
from tests.hotspots.validation.pasts import past_of, random_past
from tests.strategies import seeds


def test_count_takes_the_last_horizon_alone_and_parts_equal_cells_by_their_neighbours():
    past = past_of([100, 300, 1900, 1900], [100, 100, 1900, 1900], [5, 365, 366, 4])
    scores = count_forecast(past)
    assert past.counts()[[0, 1, 99]].tolist() == [1, 1, 1]
    assert np.argsort(-scores)[2] == 99  # alone in its corner, behind the two side by side


@given(seeds())
def test_the_light_kernel_never_puts_a_cell_above_one_with_more_incidents(seed):
    past = random_past(seed)
    scores, counts = count_forecast(past), past.counts()
    order = np.argsort(-scores, kind="stable")
    assert (np.diff(counts[order]) <= 0).all()


def test_kde_is_the_gaussian_of_150_m_at_the_middle_of_the_cell_worked_by_hand():
    scores = kde_forecast(past_of([100], [100], [1]))
    assert scores[1] / scores[0] == pytest.approx(np.exp(-0.5 * (200 / 150) ** 2))
    assert kde_forecast(past_of([100, 100], [100, 100], [1, 366])) == pytest.approx(scores)


def test_weights_halve_with_each_horizon_worked_by_hand():
    past = past_of([100, 100, 300], [100, 100, 100], [365, 730, 1095])
    assert past.weights(0.5).tolist() == [0.5, 0.25, 0.125]
    assert past.weights(1.0).tolist() == [1, 1, 1]
    assert past.weights(0.0).tolist() == [1, 0, 0]


def test_a_past_that_reaches_into_the_forecast_is_refused():
    with pytest.raises(ValueError, match="before"):
        past_of([100], [100], [0])
    with pytest.raises(ValueError, match="horizon_days"):
        past_of([100], [100], [1], horizon_days=0)
