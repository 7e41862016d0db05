"""The yearly plan of the opinion: what share of townships, communities, villages and units is safe when."""

from __future__ import annotations

from dataclasses import dataclass

SCOPES = ("satisfaction", "townships", "communities", "villages", "units")
COUNTED = ("communities", "villages", "units")
"""What the county counts itself: safe ones, and all."""
RELATIONS = ("reach", "above")
PLAN_YEARS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Target:
    """
    A target of a year of the plan.

    Parameters
    ----------
    year
        Year of the plan, from 1.
    scope
        One of ``SCOPES``.
    share
        What is to be reached.
    relation
        ``reach``, or ``above`` where more is printed.
    """

    year: int
    scope: str
    share: float
    relation: str = "reach"

    def __post_init__(self) -> None:
        """Refuse what no plan can say."""
        if self.year < 1 or self.scope not in SCOPES or self.relation not in RELATIONS:
            raise ValueError(f"a target wants a year, a scope and a relation that are known, got {self}")
        if not 0 <= self.share <= 1:
            raise ValueError(f"share wants 0 to 1, got {self.share}")

    def is_met(self, share: float) -> bool:
        """
        Tell whether a share meets it.

        Examples
        --------
        >>> Target(3, "satisfaction", 0.85, "above").is_met(0.85)
        False
        >>> Target(2, "satisfaction", 0.85).is_met(0.85)
        True
        """
        share = round(share, 9)  # a weighted mean of shares of 0.85 may come out a hair below it
        return share > self.share if self.relation == "above" else share >= self.share


TARGETS: tuple[Target, ...] = (
    Target(1, "satisfaction", 0.35),  # as printed
    Target(2, "townships", 0.40),
    *(Target(2, scope, 0.50) for scope in COUNTED),
    Target(2, "satisfaction", 0.85),
    *(Target(3, scope, 0.70) for scope in ("townships", "communities", "villages")),
    Target(3, "units", 0.80),
    Target(3, "satisfaction", 0.85, "above"),
    *(Target(4, scope, 0.90) for scope in ("townships", *COUNTED)),
)
"""As the opinion prints them."""


def targets_of(year: int, targets: tuple[Target, ...] = TARGETS) -> tuple[Target, ...]:
    """Give the targets of a year of the plan."""
    return tuple(target for target in targets if target.year == year)
