"""The seasonal model: by hand, against scikit-learn, and what it must not do."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import PoissonRegressor

from hotspots.assessment.months import Months, months_from
from hotspots.assessment.seasonal import PRIOR_SD, fit_seasonal
from tests.hotspots.assessment.counties import months_of


def test_one_incident_a_day_is_fitted_as_one_a_day_worked_by_hand() -> None:
    months = months_from(date(2024, 1, 1), 12)
    fit = fit_seasonal(months.days, months)
    np.testing.assert_allclose(fit.fitted, months.days, atol=1e-8)
    expected, squared_error = fit.ahead(months_from(date(2025, 1, 1), 2))
    np.testing.assert_allclose(expected, [31, 28], atol=1e-8)
    assert (squared_error > 0).all()
    assert fit.dispersion == 1.0


def test_the_terms_are_those_of_scikit_learns_penalised_poisson_regression() -> None:
    months = months_of(36)
    angle = 2 * np.pi * (months.month_of_year + 0.5) / 12
    year = (np.arange(36) - 35) / 12
    waves = [np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle)]
    design = np.column_stack([year, *waves, months.festival]) * PRIOR_SD
    counts = np.round(months.days * np.exp(1.0 + 0.2 * np.sin(angle) + 0.1 * year + 0.5 * months.festival))
    model = PoissonRegressor(alpha=1 / months.days.sum(), tol=1e-10, max_iter=10_000)
    model.fit(design, counts / months.days, sample_weight=months.days)
    fit = fit_seasonal(counts, months)
    assert fit.dispersion == 1.0
    np.testing.assert_allclose(fit.coefficients[1:], model.coef_ * PRIOR_SD, atol=1e-5)
    np.testing.assert_allclose(fit.coefficients[0], model.intercept_, atol=1e-5)


def test_a_festival_that_moves_from_january_to_february_is_expected_where_it_falls() -> None:
    months = months_of(38)  # until February 2026, whose festival lies in February as that of 2024 did
    rate = 100 * months.days / 30 * np.exp(1.2 * months.festival)
    knowing = fit_seasonal(rate[:36], months[:36]).ahead(months[36:])[0]
    blind = Months(months.first, months.days, np.zeros(38))
    unknowing = fit_seasonal(rate[:36], blind[:36]).ahead(blind[36:])[0]
    assert np.abs(knowing - rate[36:]).max() < 0.05 * rate[36:].max()
    assert np.abs(unknowing - rate[36:]).max() > 0.2 * rate[36:].max()


def test_an_outbreak_of_last_year_does_not_hide_this_years() -> None:
    months = months_from(date(2023, 1, 1), 25)
    counts = np.full(24, 30.0)
    counts[12] = 90.0  # January of the second year
    assert fit_seasonal(counts, months[:24]).ahead(months[24:])[0][0] < 37


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=6, max_size=40))
def test_any_counts_give_a_finite_model(counts: list[int]) -> None:
    months = months_of(len(counts) + 3)
    fit = fit_seasonal(counts, months[: len(counts)])
    expected, squared_error = fit.ahead(months[len(counts) :])
    assert np.isfinite(expected).all()
    assert (expected >= 0).all()
    assert (squared_error >= 0).all()
    assert fit.dispersion >= 1


@pytest.mark.parametrize("counts", [[1, 2, 3], [1, 2, 3, 4, 5, -1], [1, 2, 3, 4, 5, np.nan]])
def test_too_few_months_and_counts_that_are_none_are_refused(counts: list[float]) -> None:
    with pytest.raises(ValueError, match="wanted 6"):
        fit_seasonal(counts, months_from(date(2024, 1, 1), max(len(counts), 3)))


def test_months_refuse_shares_beyond_one() -> None:
    with pytest.raises(ValueError, match="shares"):
        months_from(date(2024, 1, 1), 2, [0.0, 1.2])
