"""Columns of incidents as arrays: their words, days and moments."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.frames import IncidentFrame
from hotspots.evidence.ground import Members
from hotspots.finding.grid import Ints

UNKNOWN = np.iinfo(np.int64).min
DAY_S = 86_400


def category_words(incidents: IncidentFrame) -> pd.Series:
    """Give the category word of each incident as the file has it, the class where it has none."""
    words = incidents["category_word"]
    return pd.Series(words.where(words.notna() & (words != ""), incidents["category"]))


def utc_seconds(moments: pd.Series) -> Ints:
    """Give moments as seconds since 1970, the lowest integer where there is none."""
    return np.asarray(moments.dt.tz_convert(None).to_numpy().astype("datetime64[s]").astype(np.int64))


def local_moments(moments: pd.Series, time_zone: str) -> npt.NDArray[np.datetime64]:
    """Give moments on the clock of a zone, in seconds."""
    return np.asarray(
        moments.dt.tz_convert(time_zone).dt.tz_localize(None).to_numpy().astype("datetime64[s]")
    )


def days_of(
    local_from: npt.NDArray[np.datetime64], local_to: npt.NDArray[np.datetime64]
) -> npt.NDArray[np.datetime64]:
    """Give the day of the middle of each interval, none where the interval is a day or longer."""
    length = (local_to - local_from).astype(np.int64)
    known = ~(np.isnat(local_from) | np.isnat(local_to)) & (length < DAY_S)
    middle = local_from + np.where(known, np.maximum(length, 0) // 2, 0).astype("timedelta64[s]")
    return np.asarray(np.where(known, middle, np.datetime64("NaT")).astype("datetime64[D]"))


def first_and_last(inside: IncidentFrame, members: Members) -> dict[str, npt.NDArray[np.datetime64]]:
    """Give the first and last moment of the incidents of each group, in UTC; none where no time is known."""
    first = np.full(members.areas, np.iinfo(np.int64).max)
    last = np.full(members.areas, UNKNOWN)
    begin, end = (_microseconds(inside[name]) for name in ("occurred_from", "occurred_to"))
    known = begin != UNKNOWN
    np.minimum.at(first, members.area[known], begin[known])
    np.maximum.at(last, members.area, end)
    first[first == np.iinfo(np.int64).max] = UNKNOWN
    return {
        "first_occurred_at": first.astype("datetime64[us]"),
        "last_occurred_at": last.astype("datetime64[us]"),
    }


def _microseconds(moments: pd.Series) -> Ints:
    return np.asarray(moments.dt.tz_convert(None).to_numpy().astype("datetime64[us]").astype(np.int64))
