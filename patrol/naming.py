"""The names of units, as their users know them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from patrol.graph import Ints

NAME_COLUMNS = ("code", "unit_id", "grid_id", "id", "name")


def names_of_units(units: gpd.GeoDataFrame) -> pd.Series:
    """
    Name units as their users know them.

    Parameters
    ----------
    units
        The units.

    Returns
    -------
    Series
        Code or name of each unit, else its row, from 1; positions as index.
    """
    column = next((name for name in NAME_COLUMNS if name in units.columns), None)
    own = pd.Series(range(1, len(units) + 1)) if column is None else units[column].reset_index(drop=True)
    return own.astype(str)


def names_of_atoms(units: gpd.GeoDataFrame, atom: Ints, keep_whole: str | None) -> list[str]:
    """
    Name atoms as their users know them.

    Parameters
    ----------
    units
        The units.
    atom
        Atom of each unit.
    keep_whole
        Column that groups units.

    Returns
    -------
    list of str
        The shared value of a group; else the code or name of the unit; else its row, from 1.
    """
    said = names_of_units(units)
    if keep_whole is not None:
        several = (np.bincount(atom) > 1)[atom]
        said = said.where(~several, units[keep_whole].astype(str).reset_index(drop=True))
    return list(said.groupby(atom).first())
