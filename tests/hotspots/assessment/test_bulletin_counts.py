"""Bulletins laid side by side give no hidden count away: what a reader can work out is worked out here."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from hotspots.assessment.bulletin_counts import bulletin_counts
from hotspots.disclosure import DisclosureRule, public_counts, with_totals

RULE = DisclosureRule(threshold=10, base=1, width=10)
"""Without rounding, so that subtraction is exact: the worst case."""

ROWS, COLUMNS, MONTHS = 5, 4, 3


def months_of(seed: int) -> list[pd.DataFrame]:
    rng = np.random.default_rng(seed)
    level = 22 * rng.gamma(2, 0.5, (ROWS, COLUMNS))
    return [pd.DataFrame(rng.poisson(level)) for _ in range(MONTHS)]


def narrowest(months: list[pd.DataFrame], published: list[tuple[list[int], pd.DataFrame]]) -> float:
    """
    Work out, from all published tables at once, how narrow a hidden count of any of them becomes.

    Unknown are the counts of each month, township and class; known is every shown number, totals included.
    """
    size = MONTHS * ROWS * COLUMNS

    def line(over: list[int], row: int, column: int) -> np.ndarray:
        mine = np.zeros((MONTHS, ROWS, COLUMNS))
        rows = slice(None) if row == ROWS else row
        columns = slice(None) if column == COLUMNS else column
        for month in over:
            mine[month, rows, columns] = 1
        return mine.reshape(size)

    shown, right, hidden = [], [], []
    for over, table in published:
        for row in range(ROWS + 1):
            for column in range(COLUMNS + 1):
                value = table.iloc[row, column]
                if pd.isna(value):
                    hidden.append(line(over, row, column))
                else:
                    shown.append(line(over, row, column))
                    right.append(int(value))
    widths = [np.inf]
    for aim in hidden:
        low, high = (
            linprog(sign * aim, A_eq=np.array(shown), b_eq=right, bounds=(0, None), method="highs")
            for sign in (1, -1)
        )
        if high.status != 3:
            widths.append(-high.fun - low.fun)
    return min(widths)


@pytest.mark.parametrize("seed", range(3))
def test_months_and_their_quarter_give_no_hidden_count_away_by_subtraction(seed: int) -> None:
    months = months_of(seed)
    out = [public_counts(month, RULE) for month in months]
    quarter = bulletin_counts(sum(months), RULE, hidden_before=[one.isna().to_numpy() for one in out])  # type: ignore[arg-type]
    published = [([number], table) for number, table in enumerate(out)] + [([0, 1, 2], quarter)]
    assert any(one.isna().to_numpy().any() for one in out)
    assert narrowest(months, published) >= RULE.width - 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_a_quarter_after_two_of_its_months_does_not_give_the_third_away(seed: int) -> None:
    months = months_of(seed)
    out = [public_counts(month, RULE) for month in months[:2]]
    masks = [one.isna().to_numpy() for one in out]
    quarter = bulletin_counts(sum(months), RULE, rest=months[2], hidden_before=masks)  # type: ignore[arg-type]
    published = [([0], out[0]), ([1], out[1]), ([0, 1, 2], quarter)]
    rest = with_totals(months[2])
    known = quarter.notna().to_numpy()
    assert (rest[known] >= RULE.threshold).all()
    assert narrowest(months, published) >= RULE.width - 1e-6


def test_without_the_rule_a_quarter_does_give_a_months_count_away() -> None:
    def narrow(seed: int) -> float:
        months = months_of(seed)
        out = [public_counts(month, RULE) for month in months]
        alone = public_counts(sum(months), RULE)  # type: ignore[arg-type]
        return narrowest(months, [([0], out[0]), ([1], out[1]), ([2], out[2]), ([0, 1, 2], alone)])

    assert min(narrow(seed) for seed in range(3)) < RULE.width - 1


def test_a_correction_hides_what_its_first_edition_hid() -> None:
    months = months_of(4)
    first = public_counts(months[0], RULE)
    more = months[0] + 20
    again = bulletin_counts(more, RULE, hidden_before=[first.isna().to_numpy()])
    assert public_counts(more, RULE).notna().all().all()
    assert (again.isna() | first.notna()).to_numpy().all()


def test_tables_of_other_shapes_are_refused() -> None:
    months = months_of(5)
    with pytest.raises(ValueError, match="one shape"):
        bulletin_counts(months[0], RULE, rest=months[1].iloc[:3])
