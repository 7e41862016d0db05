"""The value that most of a group has."""

from __future__ import annotations

import numpy as np
import pandas as pd

from patrol.graph import Floats, Ints


def majority(values: pd.Series, group: Ints, load: Floats, area: Floats) -> pd.Series:
    """
    Find for each group the value that most of its load has, then most of its area.

    Parameters
    ----------
    values
        One for each unit; null for unknown.
    group
        Group of each unit.
    load, area
        Weights of each unit.

    Returns
    -------
    Series
        One value for each group in rising order, None where none is known.
    """
    known = values.notna().to_numpy()
    table = pd.DataFrame(
        {
            "group": group[known],
            "value": values.to_numpy()[known],
            "load": load[known],
            "area": area[known],
        }
    )
    sums = table.groupby(["group", "value"], as_index=False)[["load", "area"]].sum()
    first = sums.sort_values(["load", "area"], ascending=False, kind="stable").drop_duplicates("group")
    found = first.set_index("group")["value"].astype(object).reindex(np.unique(group))
    return found.where(found.notna(), None).reset_index(drop=True)
