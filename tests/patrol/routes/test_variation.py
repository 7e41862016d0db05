"""How predictable patrols are."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from patrol.routes.variation import variation


def days(*visits: list[tuple[str, float]]) -> pd.DataFrame:
    rows = [(day, stop, at) for day, made in enumerate(visits, start=1) for stop, at in made]
    return pd.DataFrame(rows, columns=["day", "stop_id", "arrive_min"])


def test_days_that_are_all_alike_overlap_fully():
    same = [("a", 10.0), ("b", 100.0), ("c", 200.0)]
    found = variation(days(same, same, same), 480)
    assert (found.time_overlap, found.order_overlap, found.time_entropy) == (1, 1, 0)


def test_two_days_worked_by_hand():
    found = variation(
        days([("a", 10.0), ("b", 70.0), ("c", 130.0)], [("a", 20.0), ("b", 100.0), ("c", 190.0)]), 480
    )
    assert found.time_overlap == pytest.approx(1 / 5)  # a in the first half hour, of five
    assert found.order_overlap == 1
    assert found.time_entropy == pytest.approx(2 / 3)  # b and c as varied as two visits can be, a not


def test_reversed_order_shares_no_leg():
    found = variation(days([("a", 1.0), ("b", 2.0)], [("b", 1.0), ("a", 2.0)]), 480)
    assert (found.time_overlap, found.order_overlap) == (1, 0)


def test_more_visits_than_half_hours_can_still_be_as_varied_as_can_be():
    every = days(*([("a", 30.0 * (day % 2))] for day in range(5)))
    assert variation(every, 60).time_entropy == pytest.approx(1.0)


def test_one_day_says_nothing():
    found = variation(days([("a", 1.0)]), 480)
    assert all(math.isnan(value) for value in (found.time_overlap, found.order_overlap, found.time_entropy))
