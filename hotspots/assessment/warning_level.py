"""
Warning levels, blue to red, by rules that anyone can check by hand.

Each measure has a number from which it means yellow, orange and red; the highest that any measure reaches is
the level, and blue is what reaches none. What counts is proved, not seen: the excess over the expected counts
only where the false-discovery rate of all places holds, so that a level is seldom raised by chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LEVELS = ("blue", "yellow", "orange", "red")
BLUE, YELLOW, ORANGE, RED = LEVELS

MEASURES = ("excess", "classes", "new_areas", "outbreaks", "townships")
"""
``excess``
    Incidents in scope over the expected, where proved; 0 where not.
``classes``
    Classes with more than expected, proved.
``new_areas``
    Disorderly areas that the search before did not list.
``outbreaks``
    Outbreaks in space and time that reach the end of the month.
``townships``
    Share of townships at orange or red; of the county alone.
"""

Steps = tuple[float, float, float]

USUAL: Mapping[str, Steps] = {
    "excess": (1.0, 1.5, 2.0),
    "classes": (1, 2, 3),
    "new_areas": (1, 2, 4),
    "outbreaks": (1, 2, 3),
    "townships": (0.1, 0.25, 0.5),
}


@dataclass(frozen=True, slots=True)
class WarningRules:
    """
    From which number on each measure means yellow, orange and red.

    Parameters
    ----------
    steps
        By measure; one that is left out counts for nothing.
    """

    steps: Mapping[str, Steps] = field(default_factory=lambda: dict(USUAL))

    def __post_init__(self) -> None:
        """Refuse rules that no measure can follow."""
        if unknown := set(self.steps) - set(MEASURES):
            raise ValueError(f"wanted measures among {', '.join(MEASURES)}, got {', '.join(sorted(unknown))}")
        for measure, steps in self.steps.items():
            if not 0 < steps[0] <= steps[1] <= steps[2]:
                raise ValueError(f"wanted three rising numbers above 0 for {measure}, got {steps}")


@dataclass(frozen=True, slots=True)
class WarningLevel:
    """
    A level and what raised it.

    Attributes
    ----------
    level
        ``blue``, ``yellow``, ``orange`` or ``red``.
    reasons
        Measures that reach this level, with their numbers; empty for blue.
    """

    level: str
    reasons: Mapping[str, float]

    @property
    def rank(self) -> int:
        """Give 0 for blue to 3 for red."""
        return LEVELS.index(self.level)


def warning_level(measured: Mapping[str, float], rules: WarningRules | None = None) -> WarningLevel:
    """
    Give the level of a place.

    Parameters
    ----------
    measured
        Numbers by measure; one that is left out was not measured, and raises nothing.
    rules
        Left out, the usual ones.

    Examples
    --------
    >>> warning_level({"excess": 1.6, "classes": 1})
    WarningLevel(level='orange', reasons={'excess': 1.6})
    >>> warning_level({"excess": 0.0}).level
    'blue'
    """
    rules = rules or WarningRules()
    reached = {
        measure: sum(measured[measure] >= step for step in steps)
        for measure, steps in rules.steps.items()
        if measure in measured
    }
    highest = max(reached.values(), default=0)
    reasons = {name: measured[name] for name, rank in reached.items() if rank == highest and rank > 0}
    return WarningLevel(LEVELS[highest], reasons)


def raised_share(levels: list[WarningLevel]) -> float:
    """Give the share of places at orange or red."""
    return sum(one.rank >= LEVELS.index(ORANGE) for one in levels) / len(levels) if levels else 0.0
