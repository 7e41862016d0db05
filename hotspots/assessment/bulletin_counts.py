"""
Counts of a bulletin that, laid beside those published before, give no hidden count away.

Periods are nested: months in quarters in years. The rule, from short to long:

1. A month, quarter or year that lies in a longer period already published is not published any more.
2. A longer period hides every count that any published one within it hides (any edition of it).
3. What is left of the longer period when the published ones are taken away is a table of its own that a
   reader can work out; it is protected as if it were published, by the same rule as the table itself.

Why it holds: by 2, whatever the longer table shows is shown in each part too. So all that a reader knows of
the longer table is the parts' own shown counts and the shown counts of what is left. These speak of
different incidents, so knowing one says nothing of another, and each by itself is safe. Rounding only blurs
further.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hotspots.disclosure import DisclosureRule, Mask, protect, shown_counts, with_totals


def bulletin_counts(
    counts: pd.DataFrame,
    rule: DisclosureRule,
    *,
    rest: pd.DataFrame | None = None,
    hidden_before: Sequence[Mask] = (),
) -> pd.DataFrame:
    """
    Give the table that may be published.

    Parameters
    ----------
    counts
        Exact counts of the period, townships by class; no totals.
    rule
        What may be shown.
    rest
        Exact counts of the part of the period that no published bulletin covers, of one shape; None where
        they cover none of it (it is then the table itself) or all of it.
    hidden_before
        What each published edition of the period and of parts of it hides, totals included.

    Returns
    -------
    DataFrame
        With a row and a column ``total``; null where hidden, else rounded.

    Raises
    ------
    ValueError
        When tables are not of one shape.
    """
    tables = [with_totals(counts), *([] if rest is None else [with_totals(rest)])]
    hidden = np.zeros(tables[0].shape, dtype=bool)
    if any(each.shape != hidden.shape for each in (*tables, *hidden_before)):
        raise ValueError("wanted tables of one shape")
    for mask in hidden_before:
        hidden |= mask
    while True:
        before = hidden.copy()
        for table in tables:
            hidden = protect(table, rule, hidden)
        if (hidden == before).all():
            return shown_counts(counts, hidden, rule)
