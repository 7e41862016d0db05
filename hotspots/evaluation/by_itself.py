"""How many comparable places fell, or rose, as much by themselves: the plainest check of a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from hotspots.evaluation.matching import matched_controls
from hotspots.evaluation.place_counts import Floats, PlaceCounts


@dataclass(frozen=True, slots=True)
class ByItself:
    """
    Comparable places, and how many of them changed as much though nothing was done.

    Parameters
    ----------
    places
        All that lie within the bounds of the rule for controls.
    fell, rose
        Of these, those whose incidents fell, or rose, by as large a share as the area's or a larger one.
    """

    places: int
    fell: int
    rose: int

    def p_value(self, ratio: float) -> float:
        """
        Give the least p-value that these places leave to a difference.

        Where some places lose nearly all that they had and the others nothing, counts have longer tails than
        any model of their variance knows. One such place may be chance; twice the share of the others is the
        least p-value, two-sided.

        Parameters
        ----------
        ratio
            Incidents of the area over those expected.

        Examples
        --------
        >>> ByItself(20, fell=3, rose=1).p_value(0.4), ByItself(20, fell=3, rose=1).p_value(1.8)
        (0.2, 0.0)
        """
        as_much = self.fell if ratio < 1 else self.rose
        return min(1.0, 2 * max(as_much - 1, 0) / self.places) if self.places else 0.0


def changed_by_itself(place: PlaceCounts, pool: PlaceCounts) -> ByItself:
    """
    Count the places of a pool that had as many incidents before and changed as much.

    Parameters
    ----------
    place
        The one area.
    pool
        Places of its class that nothing was done to.

    Examples
    --------
    >>> import numpy as np
    >>> place = PlaceCounts(np.array([40.0]), np.array([20.0]))
    >>> changed_by_itself(place, PlaceCounts(np.full(3, 40.0), np.array([10.0, 20.0, 44.0])))
    ByItself(places=3, fell=2, rose=2)
    """
    alike = pool.of(matched_controls(place, pool, len(pool)))
    mine, theirs = _change(place), _change(alike)
    return ByItself(len(alike), int((theirs <= mine).sum()), int((theirs >= mine).sum()))


def _change(counts: PlaceCounts) -> Floats:
    return (counts.after + 0.5) / (counts.before + 0.5)
