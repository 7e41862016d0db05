"""How calls were answered: speed of dispatch, arrival and handling, what was signed off and fed back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

QUANTILES = (0.5, 0.9)

SPEEDS = (
    ("dispatch", "reported_at", "dispatched_at"),
    ("arrival", "dispatched_at", "arrived_at"),
    ("handling", "arrived_at", "finished_at"),
    ("feedback", "reported_at", "finished_at"),
)
"""Each speed and the columns that it lies between; feedback is that of the calls which have one."""


@dataclass(frozen=True, slots=True)
class Speed:
    """
    A speed of calls.

    Attributes
    ----------
    code
        Which one: see ``SPEEDS``.
    known, calls
        Calls whose both moments are known and in order, out of how many.
    median_min, high_min
        Median and 90th percentile in minutes; None where none is known.
    missing
        Columns in which no call has anything.
    """

    code: str
    known: int
    calls: int
    median_min: float | None
    high_min: float | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """
    A share of calls.

    Attributes
    ----------
    code
        ``signed_off``: dispatched calls that have an arrival; ``fed_back``: calls that have both an end and a
        category of feedback.
    reached, calls
        How many, out of how many.
    missing
        Columns in which no call has anything: the share is then not known.
    """

    code: str
    reached: int
    calls: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The share, None where it is not known or there are no calls."""
        return None if self.missing or not self.calls else self.reached / self.calls


def speeds_of(calls: pd.DataFrame) -> tuple[Speed, ...]:
    """
    Measure every speed.

    Parameters
    ----------
    calls
        Answered calls: ``reported_at``, ``dispatched_at``, ``arrived_at``, ``finished_at`` and
        ``feedback_category``; a column may lack. A moment before the one that it follows is not counted.
    """
    return tuple(_speed(calls, code, first, second) for code, first, second in SPEEDS)


def shares_of(calls: pd.DataFrame) -> tuple[Share, Share]:
    """
    Measure what was signed off and what was fed back.

    Parameters
    ----------
    calls
        As `speeds_of` takes them.
    """
    dispatched, arrived, finished = (
        known(calls, f"{name}_at") for name in ("dispatched", "arrived", "finished")
    )
    fed_back = finished & known(calls, "feedback_category")
    return (
        Share(
            "signed_off",
            int((dispatched & arrived).sum()),
            int(dispatched.sum()),
            _missing(calls, "dispatched_at", "arrived_at"),
        ),
        Share(
            "fed_back", int(fed_back.sum()), len(calls), _missing(calls, "finished_at", "feedback_category")
        ),
    )


def known(calls: pd.DataFrame, column: str) -> np.ndarray:
    """Tell which calls have something in a column; none where it lacks."""
    if column not in calls:
        return np.zeros(len(calls), dtype=bool)
    values = calls[column]
    return (values.notna() & (values.astype(str).str.strip() != "")).to_numpy(dtype=bool)


def _missing(calls: pd.DataFrame, *columns: str) -> tuple[str, ...]:
    return tuple(column for column in columns if len(calls) and not known(calls, column).any())


def _speed(calls: pd.DataFrame, code: str, first: str, second: str) -> Speed:
    columns = (first, second, *(("feedback_category",) if code == "feedback" else ()))
    missing = _missing(calls, *columns)
    asked = calls[known(calls, "feedback_category")] if code == "feedback" else calls
    if missing or asked.empty:
        return Speed(code, 0, len(asked), None, None, missing)
    minutes = (asked[second] - asked[first]).dt.total_seconds().to_numpy() / 60
    minutes = minutes[minutes >= 0]  # drops what is not known, too
    if not len(minutes):
        return Speed(code, 0, len(asked), None, None, ())
    median, high = np.quantile(minutes, QUANTILES)
    return Speed(code, len(minutes), len(asked), float(median), float(high), ())
