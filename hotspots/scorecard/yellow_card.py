"""The rule of the yellow card: the lowest of the survey gets it; last in two years running, a veto flag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hotspots.scorecard.lowest import Lowest, find_lowest
from hotspots.scorecard.shares import Survey


@dataclass(frozen=True, slots=True)
class YellowCard:
    """
    What the rule says of a year; the committee decides.

    Attributes
    ----------
    found
        The lowest, and those that cannot be told from it.
    last_twice
        Those that were lowest in the year before too.
    """

    found: Lowest
    last_twice: tuple[str, ...]


def yellow_card(now: Mapping[str, Survey], before: Mapping[str, Survey]) -> YellowCard | None:
    """
    Apply the rule.

    Parameters
    ----------
    now, before
        The surveys of the year and of the one before, by township.

    Returns
    -------
    YellowCard or None
        None where fewer than two townships were surveyed: a township alone is not the lowest of anything.
    """
    if len(now) < 2:
        return None
    found = find_lowest(now)
    earlier = find_lowest(before).lowest if len(before) > 1 else ()
    return YellowCard(found, tuple(code for code in found.lowest if code in earlier))
