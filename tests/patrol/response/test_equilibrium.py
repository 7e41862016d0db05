from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.response.equilibrium import busy_cars, correction_factors


def test_larson_correction_factors_of_three_cars_half_busy_as_printed() -> None:
    factors = correction_factors(busy_cars(3, 1.5, "infinite"))
    assert factors == pytest.approx([1, 0.73684, 0.63158], abs=5e-6)


def test_erlang_probabilities_worked_by_hand() -> None:
    loss = busy_cars(2, 1.25, "zero")
    assert loss.probability == pytest.approx(np.array([1, 1.25, 0.78125]) / 3.03125)
    assert loss.mean_utilisation == pytest.approx(0.625 * (1 - loss.all_busy))
    delay = busy_cars(3, 1.5, "infinite")
    assert delay.all_busy == pytest.approx(0.2368421, abs=5e-8)
    assert delay.mean_utilisation == pytest.approx(0.5)


@given(st.integers(1, 300), st.floats(0, 0.99), st.sampled_from(["infinite", "zero"]))
def test_busy_cars_sum_to_one_and_carry_what_is_offered(cars: int, load: float, line: str) -> None:
    busy = busy_cars(cars, cars * load, line)
    assert busy.probability.sum() + busy.waiting == pytest.approx(1)
    carried = load if line == "infinite" else load * (1 - busy.all_busy)
    assert busy.mean_utilisation == pytest.approx(carried, abs=1e-9)


@given(st.integers(2, 40), st.floats(0.05, 0.95))
def test_correction_factors_count_what_a_random_order_meets(cars: int, load: float) -> None:
    # The first, second, ... car of a random order is sent, or none is free.
    busy = busy_cars(cars, cars * load, "infinite")
    mean = busy.mean_utilisation
    sent = correction_factors(busy) * mean ** np.arange(cars) * (1 - mean)
    assert sent.sum() + busy.all_busy == pytest.approx(1)
