"""Incidents at given moments, for tests of what is counted over periods."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gis.frames import IncidentFrame
from tests.web.small_county import SmallCounty


def days_apart(since: str, until: str) -> pd.DatetimeIndex:
    return pd.date_range(since, until, tz="Asia/Shanghai") + pd.Timedelta(hours=12)


def incidents_at(county: SmallCounty, moments: pd.DatetimeIndex) -> IncidentFrame:
    """Take as many incidents as there are moments, at those moments."""
    rows = county.incidents.iloc[np.arange(len(moments)) % len(county.incidents)].reset_index(drop=True)
    return IncidentFrame(rows.assign(occurred_from=moments, occurred_to=moments))
