"""How far the county is with each target of the plan's year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotspots.scorecard.plan import Target

SAFE, UNKNOWN = "safe", "unknown"
"""Standings of townships that the plan tells apart."""


@dataclass(frozen=True)
class PlanLine:
    """A target of the plan's year and how far the county is; None where that is not known."""

    target: Target
    share: float | None
    done: float | None = None
    total: float | None = None


def plan_lines(
    progress: Mapping[str, tuple[int, int]],
    targets: Sequence[Target],
    standings: Sequence[str],
    satisfaction: float | None,
) -> tuple[PlanLine, ...]:
    """
    Lay the county beside its targets.

    Parameters
    ----------
    progress
        Safe ones and all, by scope, as far as they were entered.
    targets
        Of the year.
    standings
        Of every township: those of which nothing is known are not taken for safe, nor left out of the whole.
    satisfaction
        Share of the county; None where it is not known.
    """
    lines = []
    for target in targets:
        if target.scope == "satisfaction":
            lines.append(PlanLine(target, satisfaction))
        elif target.scope == "townships":
            safe, total = standings.count(SAFE), len(standings)
            is_known = any(one != UNKNOWN for one in standings)
            lines.append(PlanLine(target, safe / total if is_known else None, safe, total))
        elif target.scope in progress:
            safe, total = progress[target.scope]
            lines.append(PlanLine(target, safe / total, safe, total))
        else:
            lines.append(PlanLine(target, None))
    return tuple(lines)
