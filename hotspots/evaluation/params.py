"""Settings of an evaluation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class EvaluationParams:
    """
    Settings of `evaluate_areas`; the defaults compare the year before the start with the year after it.

    Parameters
    ----------
    before_months, after_months
        Months before and after the start of rectification. As many months before those
        before serve to compare trends.
    controls
        Most control areas for each area.
    buffer_m
        Width of the ring around each area in which displaced incidents are looked for. No control lies within
        two rings of an area under rectification.
    confidence
        Of all intervals; a verdict falls where the adjusted two-sided p-value is at most 1 less this.
    power
        Chance with which a fall of the size called detectable would be found.
    time_zone
        Zone in which days begin.
    """

    before_months: int = 12
    after_months: int = 12
    controls: int = 20
    buffer_m: float = 200.0
    confidence: float = 0.9
    power: float = 0.8
    time_zone: str = "Asia/Shanghai"

    def __post_init__(self) -> None:
        """Refuse settings that mean nothing."""
        if min(self.before_months, self.after_months) < 1:
            raise ValueError("before_months and after_months must be 1 or more")
        if self.controls < LEAST_CONTROLS:
            raise ValueError(f"controls must be {LEAST_CONTROLS} or more, not {self.controls}")
        if not (math.isfinite(self.buffer_m) and self.buffer_m > 0):
            raise ValueError(f"buffer_m must be above 0, not {self.buffer_m}")
        for name in ("confidence", "power"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} must lie between 0 and 1, not {getattr(self, name)}")
        ZoneInfo(self.time_zone)


LEAST_CONTROLS = 5
"""With fewer comparable places nothing can be told of how much places vary by themselves."""
