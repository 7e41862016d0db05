"""New and fading areas: what the newest search lists beside the one before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NEW, KEPT, FADING, GONE = "new", "kept", "fading", "gone"


@dataclass(frozen=True, slots=True)
class AreaChange:
    """
    What has become of an area.

    Attributes
    ----------
    area_id
        The area; searches hand their names on to those that moved a little.
    change
        ``new``, ``kept``, ``fading`` (listed still, its trend falling) or ``gone``.
    """

    area_id: str
    change: str


def area_changes(now: Mapping[str, str], before: Sequence[str]) -> tuple[AreaChange, ...]:
    """
    Compare the significant areas of two searches.

    Parameters
    ----------
    now
        Trend of each area of the newer search by its id, best first.
    before
        Ids of the search before it, best first.

    Examples
    --------
    >>> [(one.area_id, one.change) for one in area_changes({"A": "falling", "B": "rising"}, ["A", "C"])]
    [('B', 'new'), ('A', 'fading'), ('C', 'gone')]
    """
    known = set(before)
    found = [AreaChange(area, _change(area, trend, known)) for area, trend in now.items()]
    found += [AreaChange(area, GONE) for area in before if area not in now]
    order = (NEW, FADING, GONE, KEPT)
    return tuple(sorted(found, key=lambda one: order.index(one.change)))


def _change(area: str, trend: str, known: set[str]) -> str:
    if area not in known:
        return NEW
    return FADING if trend == "falling" else KEPT
