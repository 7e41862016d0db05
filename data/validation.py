"""
The one validation of incidents: every reason for which a row is turned away has a code here.

A row may have several reasons; all of them are named. They are kept as bits, one for each reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntFlag

import numpy as np
import numpy.typing as npt
import pandas as pd

Reasons = npt.NDArray[np.uint32]


class Reason(IntFlag):
    """Why a row cannot be used; `code` is what people are shown."""

    ROW_COLUMNS = 1
    """More or fewer cells than the header has: nobody knows which cell is which."""
    TIME_MISSING = 2
    TIME_UNREADABLE = 4
    TIME_TOO_EARLY = 8
    """Before the earliest date that is believed: 1900-01-01 and its like are fillers."""
    TIME_FUTURE = 16
    TIME_REVERSED = 32
    """The end of the interval lies before its start."""
    POINT_MISSING = 64
    POINT_UNREADABLE = 128
    POINT_ZERO = 256
    """At (0, 0): a filler."""
    POINT_SWAPPED = 512
    """Longitude and latitude stand in each other's column, in this row and not in most others."""
    POINT_FAR = 1024
    """Outside the study area, or so far from all others that it must be wrong (`data.points`)."""
    POINT_SHAPE = 2048
    """The shape is no point."""

    @property
    def code(self) -> str:
        """The reason as ``area.word``."""
        area, word = str(self.name).lower().split("_", 1)
        return f"{area}.{word}"


MENDED_BY_PLACE_NAME = Reason.POINT_MISSING | Reason.POINT_UNREADABLE | Reason.POINT_ZERO | Reason.POINT_SHAPE
"""What does not turn a row away that names its township or village: it counts in tables, never on maps."""


def flag(reasons: Reasons, rows: npt.NDArray[np.bool_], reason: Reason) -> None:
    """Give a reason to rows, in place: ``reasons`` belongs to the caller, who is filling it."""
    reasons[rows] |= np.uint32(reason)


def has(reasons: Reasons, wanted: Reason) -> npt.NDArray[np.bool_]:
    """Find the rows that have any of the wanted reasons."""
    return np.asarray((reasons & np.uint32(wanted)) != 0)


def count_reasons(reasons: Reasons) -> dict[str, int]:
    """Count the rows of each reason, by code; a row with two reasons counts in both."""
    counts = {reason.code: int(has(reasons, reason).sum()) for reason in Reason}
    return {code: count for code, count in counts.items() if count}


def reason_codes(reasons: Reasons) -> pd.Series[str]:
    """Write each row's reasons as codes with blanks between."""
    spelt: Mapping[int, str] = {
        int(bits): " ".join(reason.code for reason in Reason if int(bits) & reason)
        for bits in np.unique(reasons)
    }
    return pd.Series([spelt[int(bits)] for bits in reasons], dtype="str")
