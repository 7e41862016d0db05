"""
Placebos: how many comparable places fell, or rose, as much though nothing was done there.

The plainest check of a verdict: Abadie, Diamond and Hainmueller 2010, doi:10.1198/jasa.2009.ap08746, judge
the effect of a measure by such placebos in space.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hotspots.evaluation.matching import matched_controls
from hotspots.evaluation.place_counts import Floats, PlaceCounts
from hotspots.evaluation.rate_ratio import ANSCOMBE

BEYOND_CHANCE = 1.163
"""Roots of two Poisson numbers of one mean differ by more in 10 of 100 cases: 1.645 over the root of 2."""


@dataclass(frozen=True, slots=True)
class Placebos:
    """
    Comparable places, and how many of them changed as much though nothing was done.

    Parameters
    ----------
    places
        All that lie within the bounds of the rule for controls.
    fell, rose
        Of these, those whose incidents fell, or rose, by as large a share as the area's or a larger one.
    forgiven
        So many of them may be chance.
    """

    places: int
    fell: int
    rose: int
    forgiven: int = 1

    def p_value(self, ratio: float) -> float:
        """
        Give the least p-value that these places leave to a difference.

        Where some places lose nearly all that they had and the others nothing, counts have longer tails than
        any model of their variance knows. Beyond those that are forgiven, twice their share is the least
        p-value, two-sided.

        Parameters
        ----------
        ratio
            Incidents of the area over those expected.

        Examples
        --------
        >>> Placebos(20, fell=3, rose=1).p_value(0.4), Placebos(20, fell=3, rose=1).p_value(1.8)
        (0.2, 0.0)
        """
        as_much = self.fell if ratio < 1 else self.rose
        return min(1.0, 2 * max(as_much - self.forgiven, 0) / self.places) if self.places else 0.0


def placebos_of(place: PlaceCounts, pool: PlaceCounts) -> Placebos:
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
    >>> place = PlaceCounts(np.array([40.0]), np.array([20.0]))
    >>> placebos_of(place, PlaceCounts(np.full(3, 40.0), np.array([10.0, 20.0, 44.0])))
    Placebos(places=3, fell=2, rose=2, forgiven=1)
    """
    alike = pool.of(matched_controls(place, pool, len(pool)))
    mine, theirs = _change(place), _change(alike)
    return Placebos(len(alike), int((theirs <= mine).sum()), int((theirs >= mine).sum()))


def placebos_among_lower(ratio: float, nearest: PlaceCounts) -> Placebos:
    """
    Count the places next in level that changed as much, where none is as high.

    Since they have fewer incidents, only changes that chance does not explain count; what they lost or won
    together is taken off.

    Parameters
    ----------
    ratio
        Incidents of the area over those expected.
    nearest
        Those places.

    Examples
    --------
    >>> nearest = PlaceCounts(np.full(4, 30.0), np.array([30.0, 30.0, 1.0, 29.0]))
    >>> placebos_among_lower(0.2, nearest)
    Placebos(places=4, fell=1, rose=0, forgiven=0)
    """
    together = float(
        _change(PlaceCounts(nearest.before.sum(keepdims=True), nearest.after.sum(keepdims=True)))[0]
    )
    theirs = _change(nearest) / together
    roots = np.sqrt(nearest.after + ANSCOMBE) - np.sqrt(together * nearest.before + ANSCOMBE)
    fell = (theirs <= ratio) & (roots <= -BEYOND_CHANCE)
    rose = (theirs >= ratio) & (roots >= BEYOND_CHANCE)
    return Placebos(len(nearest), int(fell.sum()), int(rose.sum()), forgiven=0)


def _change(counts: PlaceCounts) -> Floats:
    return (counts.after + 0.5) / (counts.before + 0.5)
