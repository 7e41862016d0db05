"""The last year's incidents that make patrol work, and their share in each hour of the week."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from scipy.sparse import csr_array, vstack

from gis.frames import IncidentFrame
from hotspots.evidence.aoristic import aoristic_weeks, hour_of_week
from hotspots.evidence.incident_columns import local_moments

PERIOD_DAYS = 365
"""Incidents of so many days up to the last one make the work."""

SHORTEST_DAYS = 7.0

AT_ONCE = 20_000
"""Incidents whose hours are spread at one time."""


def last_year(incidents: IncidentFrame) -> tuple[IncidentFrame, float]:
    """Keep the incidents of the last year in the data, and count the weeks they come from, one at least."""
    if len(incidents) == 0:
        return incidents, SHORTEST_DAYS / 7
    begin = incidents["occurred_from"]
    recent = IncidentFrame(incidents[begin > begin.max() - timedelta(days=PERIOD_DAYS)])
    days = (begin.max() - recent["occurred_from"].min()).total_seconds() / 86_400
    return recent, max(days, SHORTEST_DAYS) / 7


def week_shares(incidents: IncidentFrame, time_zone: str) -> csr_array:
    """Give the share of each incident in each hour of the week, Monday 0 h first; shape ``(n, 168)``."""
    begin, end = incidents["occurred_from"], incidents["occurred_to"]
    start = hour_of_week(local_moments(begin, time_zone))
    length = np.clip((end - begin).dt.total_seconds().to_numpy() / 3600, 0, None)
    blocks = [csr_array((0, 168))]
    for first in range(0, len(incidents), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        count = len(start[some])
        blocks.append(csr_array(aoristic_weeks(start[some], length[some], np.arange(count), count)))
    return csr_array(vstack(blocks))
