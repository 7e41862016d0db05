"""Night beats: neighbouring day beats joined, where the night asks for fewer patrols than the day."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from gis.crs import metric_crs_of
from gis.errors import InputError
from gis.frames import as_units
from gis.weights import polygon_adjacency
from patrol.beats import design_beats
from patrol.plan import BeatParams, BeatPlan

NIGHT_IMBALANCE = 0.25
"""Day beats are few and heavy: unions of them balance only so far, and compactness counts within that."""


def join_for_night(
    beats: gpd.GeoDataFrame,
    night_load: npt.ArrayLike,
    count: int,
    *,
    station_column: str | None = None,
    seed: int = 0,
    on_progress: Callable[[float], None] | None = None,
) -> BeatPlan:
    """
    Join day beats into night beats: whole, contiguous, and even by what the night asks for.

    Parameters
    ----------
    beats
        Day beats: polygons with ``beat_id``.
    night_load
        What the night asks for in each of them, zero or more.
    count
        Night beats wanted. Where the day beats lie in more pieces than that, each piece has one; there
        are never more than day beats.
    station_column
        Column of the station of each beat; night beats then nest in stations, one for each at least.
    seed
        The same seed gives the same night beats.
    on_progress
        Told the share of the work that is done.

    Returns
    -------
    BeatPlan
        ``units`` are the day beats, with ``beat_id`` their night beat and ``beat_id_in`` their own number.

    Raises
    ------
    InputError
        ``shifts.beats_unnumbered`` when the beats have no ``beat_id``.
    """
    if "beat_id" not in beats.columns:
        raise InputError("shifts.beats_unnumbered")
    load = np.asarray(night_load, dtype=float)
    units = as_units(beats.assign(load=load if load.any() else np.ones(len(beats))), "load")
    fewest = _pieces(units, station_column)
    params = BeatParams(
        count=min(max(count, fewest), len(units)),
        max_imbalance=NIGHT_IMBALANCE,
        station_column=station_column,
    )
    return design_beats(units, "load", params, seed=seed, on_progress=on_progress)


def _pieces(units: gpd.GeoDataFrame, station_column: str | None) -> int:
    """Count the pieces of the ground, within stations where beats nest in them."""
    borders = polygon_adjacency(units.to_crs(metric_crs_of(units)))
    station = np.zeros(len(units)) if station_column is None else pd.factorize(units[station_column])[0]
    pairs = borders.borders_m.tocoo()
    inside = station[pairs.row] == station[pairs.col]
    joined = coo_array((pairs.data[inside], (pairs.row[inside], pairs.col[inside])), shape=pairs.shape)
    return int(connected_components(joined, directed=False)[0])
