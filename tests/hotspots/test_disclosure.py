"""What the public sees gives no small count away."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from hotspots.disclosure import TOTAL, DisclosureRule, protect, public_counts


def table_of(values: list[list[int]]) -> pd.DataFrame:
    return pd.DataFrame(
        values, [f"T{n}" for n in range(len(values))], [f"c{n}" for n in range(len(values[0]))]
    )


def with_totals(values: np.ndarray) -> np.ndarray:
    return np.block([[values, values.sum(axis=1, keepdims=True)], [values.sum(axis=0), values.sum()]])


def test_a_table_of_large_counts_is_rounded_and_nothing_is_hidden_worked_by_hand() -> None:
    shown = public_counts(table_of([[12, 47], [33, 18]]))
    assert shown.to_numpy().tolist() == [[10, 45, 60], [35, 20, 50], [45, 65, 110]]


def test_a_single_small_count_takes_others_with_it() -> None:
    shown = public_counts(table_of([[40, 30, 25], [3, 20, 60], [50, 22, 31]]))
    assert pd.isna(shown.loc["T1", "c0"])
    hidden = shown.drop(index=TOTAL, columns=TOTAL).isna()
    assert hidden.loc["T1"].sum() >= 2
    assert hidden["c0"].sum() >= 2
    assert shown.loc[TOTAL].notna().all()


def test_a_total_that_is_small_is_hidden_too() -> None:
    shown = public_counts(table_of([[2, 1], [60, 70], [80, 90]]))
    assert pd.isna(shown.loc["T0", TOTAL])


def test_everything_small_leaves_nothing_to_see() -> None:
    assert public_counts(table_of([[1, 2], [0, 3]])).isna().all(axis=None)


def test_no_rows_are_a_table_of_nothing() -> None:
    assert public_counts(pd.DataFrame({"c0": pd.Series(dtype=int)})).isna().all(axis=None)


@settings(max_examples=60, deadline=None)
@given(arrays(np.int64, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.integers(0, 60)))
def test_nobody_can_pin_a_hidden_count_down_even_if_totals_were_exact(values: np.ndarray) -> None:
    rule = DisclosureRule()
    table = with_totals(values)
    hidden = protect(table, rule)
    assert hidden[table < rule.threshold].all()
    if hidden.all():
        return
    # an attacker's own sums, written apart from the module's
    rows, columns = table.shape
    cells = [(r, c) for r in range(rows) for c in range(columns) if hidden[r, c]]
    place = {cell: number for number, cell in enumerate(cells)}
    lines = [([(r, c) for c in range(columns - 1)], (r, columns - 1)) for r in range(rows)]
    lines += [([(r, c) for r in range(rows - 1)], (rows - 1, c)) for c in range(columns)]
    equations, right = [], []
    for parts, total in lines:
        equation, known = np.zeros(len(cells)), 0.0
        for cell, sign in [*((part, 1.0) for part in parts), (total, -1.0)]:
            if cell in place:
                equation[place[cell]] += sign
            else:
                known += sign * table[cell]
        if equation.any():
            equations.append(equation)
            right.append(-known)
    for number in range(len(cells)):
        aim = np.eye(len(cells))[number]
        low = linprog(aim, A_eq=np.array(equations), b_eq=right, method="highs")
        high = linprog(-aim, A_eq=np.array(equations), b_eq=right, method="highs")
        assert low.status == 0
        assert high.status == 3 or -high.fun - low.fun >= rule.width - 1e-6


@pytest.mark.parametrize("values", [[[-1]], [[1.5]], [[np.nan]]])
def test_what_is_no_count_is_refused(values: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="whole counts"):
        public_counts(pd.DataFrame(values))


def test_totals_handed_in_are_refused() -> None:
    with pytest.raises(ValueError, match="without totals"):
        public_counts(pd.DataFrame({TOTAL: [20]}))


def test_a_rule_that_hides_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="threshold"):
        DisclosureRule(threshold=0)
