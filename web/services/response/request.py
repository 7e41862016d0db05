"""What is asked of the response of beats."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from patrol.response.system import Line


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One more car (``add``) or another standing point for one (``move``): in a beat, at a point, or both."""

    kind: Literal["add", "move"]
    beat: str | None = None
    point: tuple[float, float] | None = None

    def __str__(self) -> str:
        """Write it as users do."""
        at = "" if self.point is None else f"{self.point[0]},{self.point[1]}"
        return "=".join(filter(None, (self.kind, ":".join(filter(None, (self.beat, at))))))


@dataclass(frozen=True, slots=True)
class ResponseRequest:
    """
    What is asked for.

    Attributes
    ----------
    beats, layer, beat_column
        File of units with their beat in a column, or ``None`` for the latest plan of the store.
    load, load_is, days
        Column of the units with calls, or hours of work on calls, of so many days; ``None`` counts records.
    roads
        File of roads; ``None`` takes the store's, or straight lines where there is none.
    cars, cars_per_beat
        Cars in all, or of each beat; without either each beat has one.
    service_minutes
        Dispatch to end; ``None`` takes the mean of the records.
    target_minutes
        Time within which an arrival is wanted.
    line
        Whether calls wait while all cars are busy.
    what_if
        Changes, each beside the cars as they are.
    time_zone, seed
        Zone of the hours; seed of the long run that answers for many cars.
    """

    beats: Path | None = None
    layer: str | None = None
    beat_column: str = "beat_id"
    load: str | None = None
    load_is: Literal["calls", "hours"] = "calls"
    days: float = 365.0
    roads: Path | None = None
    cars: int | None = None
    cars_per_beat: int | None = None
    service_minutes: float | None = None
    target_minutes: float = 10.0
    line: Line = "infinite"
    what_if: tuple[WhatIf, ...] = ()
    time_zone: str = "Asia/Shanghai"
    seed: int = 1
