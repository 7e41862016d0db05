"""Incidents of places before and after, and in the period before that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """
    Incidents of places in the same periods.

    Parameters
    ----------
    before, after
        Incidents of each place, shape ``(places,)``.
    prior
        Those of a period as long as the one before, just before it; ``None`` where data do not reach so far.
    """

    before: Floats
    after: Floats
    prior: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse what is no table of counts."""
        columns = [self.before, self.after, *(() if self.prior is None else (self.prior,))]
        if any(column.shape != self.before.shape or column.ndim != 1 for column in columns):
            raise ValueError("wanted as many counts of every period as there are places")
        if any(not np.isfinite(column).all() or (column < 0).any() for column in columns):
            raise ValueError("counts must be finite and 0 or more")

    def __len__(self) -> int:
        """Give the number of places."""
        return len(self.before)

    def of(self, places: Ints | list[int]) -> PlaceCounts:
        """Keep some places, in the order given."""
        prior = None if self.prior is None else self.prior[places]
        return PlaceCounts(self.before[places], self.after[places], prior)

    def rows(self) -> Floats:
        """Give what is known of each place beforehand: 1, incidents before, prior ones if there are any."""
        known = [np.ones(len(self)), self.before, *(() if self.prior is None else (self.prior,))]
        return np.column_stack(known)

    def a_period_earlier(self) -> PlaceCounts | None:
        """Give the counts as they stood when the period before was over; ``None`` without prior ones."""
        return None if self.prior is None else PlaceCounts(self.prior, self.before)
