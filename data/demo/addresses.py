"""Addresses of the demo county's incidents, as a file has them: village and house number."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gis.frames import IncidentFrame

NUMBERS = 400
STEP_DEG = 1e-4  # about ten metres


def written_addresses(incidents: IncidentFrame) -> pd.Series:
    """Write an address for every incident; the same point has the same one, a filler point many."""
    known = (incidents["precision"] == "point").to_numpy()
    lon, lat = incidents.geometry.x.to_numpy(), incidents.geometry.y.to_numpy()
    steps = (
        np.floor(np.where(known, lon, 0) / STEP_DEG) * 31 + np.floor(np.where(known, lat, 0) / STEP_DEG) * 57
    )
    number = np.where(known, steps, np.arange(len(incidents))).astype(np.int64) % NUMBERS + 1
    numbered = incidents["address_area"] + pd.Series(number, index=incidents.index).astype(str) + "号"
    written: pd.Series = numbered.where(incidents["address_area"] != "", "")
    return written
