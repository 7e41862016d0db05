"""What stays as it is: units locked into their beat of today, and beats of today that are closed."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.errors import Problem, TableError
from patrol.graph import Bools, Ints

NO_WORDS = ("", "0", "0.0", "false", "no", "n", "否")


def locks_of(
    units: gpd.GeoDataFrame, words: tuple[str, ...], home: Ints, names: pd.Index
) -> tuple[Bools, Ints]:
    """
    Read what is locked.

    Parameters
    ----------
    units
        The units.
    words
        Columns, whose true values lock a unit, or names of today's beats.
    home
        Code of each unit's beat of today, -1 for none.
    names
        Name behind each code.

    Returns
    -------
    tuple of ndarray
        Whether each unit is locked, and the codes of the beats that are locked whole. A unit that is in no
        beat today cannot be locked.

    Raises
    ------
    TableError
        ``beats.lock_unknown`` for words that are neither; ``beats.lock_without_existing``.
    """
    if words and len(names) == 0:
        raise TableError("beats.lock_without_existing")
    said = [_plain(name) for name in names]
    unknown = [word for word in words if word not in units.columns and _plain(word) not in said]
    if unknown:
        known = ", ".join(dict.fromkeys(said))
        raise TableError.of(
            [Problem("beats.lock_unknown", {"lock": word, "beats": known}) for word in unknown]
        )
    locked = np.zeros(len(units), dtype=bool)
    closed = []
    for word in words:
        if word in units.columns:
            value = units[word]
            locked |= (value.notna() & ~value.astype(str).str.strip().str.lower().isin(NO_WORDS)).to_numpy()
        else:
            closed.append(said.index(_plain(word)))
    codes = np.array(closed, dtype=np.int64)
    return (locked | np.isin(home, codes)) & (home >= 0), codes


def _plain(name: object) -> str:
    """Write the name of a beat as one says it: a spreadsheet may have made 3.0 of 3."""
    return str(name).strip().removesuffix(".0")
