"""The table of forces laid beside the places that it speaks of: stations, townships, villages."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd

from data.forces import COUNTS
from gis.errors import Problem, first_of


def forces_by_place(
    forces: pd.DataFrame, layers: Mapping[str, gpd.GeoDataFrame]
) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """
    Find the place that each row of a table of forces speaks of.

    Parameters
    ----------
    forces
        As `data.forces.read_forces` gives it.
    layers
        Places with ``code`` or ``name``, by the name of their layer; where a row fits several layers, the
        first is taken.

    Returns
    -------
    dict of str to DataFrame
        For each layer the counts of its rows, null where the table says nothing; index as the layer.
    tuple of Problem
        ``forces.unknown`` and ``forces.ambiguous`` with the names of rows that fit no place, or several.
    """
    given = [tuple(row) for row in forces[["code", "name"]].astype(str).to_numpy()]
    place = np.full((len(forces), 2), -1, dtype=np.int64)
    doubtful = np.zeros(len(forces), dtype=bool)
    for number, frame in enumerate(layers.values()):
        by_code, by_name, twice = _keys(frame)
        for row in np.flatnonzero(place[:, 0] < 0).tolist():
            code, name = given[row]
            found = by_code.get(code, by_name.get(name, by_name.get(code, -1)))
            doubtful[row] |= found < 0 and bool({code, name} & twice)
            if found >= 0:
                place[row] = number, found
    counts = {}
    for number, (layer, frame) in enumerate(layers.items()):
        own = place[:, 0] == number
        table = pd.DataFrame(np.nan, index=range(len(frame)), columns=list(COUNTS))
        summed = forces.loc[own, list(COUNTS)].astype(float).groupby(place[own, 1]).sum(min_count=1)
        table.loc[summed.index] = summed
        counts[layer] = table.set_axis(frame.index)
    lost = place[:, 0] < 0
    said = forces["name"].where(forces["name"] != "", forces["code"])
    notes = [
        Problem(code, {"names": first_of(said[mask])})
        for code, mask in (("forces.unknown", lost & ~doubtful), ("forces.ambiguous", lost & doubtful))
        if mask.any()
    ]
    return counts, tuple(notes)


def _keys(frame: gpd.GeoDataFrame) -> tuple[dict[str, int], dict[str, int], set[str]]:
    """Give positions by code and by name, and the names that several have."""
    code, name = (
        frame[column].astype(object).where(frame[column].notna(), "").astype(str).tolist()
        if column in frame.columns
        else []
        for column in ("code", "name")
    )
    twice = set(pd.Series(name, dtype=object)[pd.Series(name, dtype=object).duplicated()]) - {""}
    by_name = {word: at for at, word in enumerate(name) if word and word not in twice}
    return {word: at for at, word in enumerate(code) if word}, by_name, twice
