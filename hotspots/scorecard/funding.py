"""Funding by head: what is due, budgeted and spent."""

from __future__ import annotations

from dataclasses import dataclass

STANDARD_YUAN = 0.15
"""Yuan a head and year, as the opinion has it."""


@dataclass(frozen=True, slots=True)
class Funding:
    """Funding of a place in yuan; None where it is not known."""

    population: float
    standard: float
    budgeted: float | None = None
    spent: float | None = None

    @property
    def due(self) -> float | None:
        """
        What the standard asks for.

        Examples
        --------
        >>> Funding(20_000, 0.15).due
        3000.0
        """
        return round(self.population * self.standard, 2) if self.population > 0 else None

    @property
    def per_head(self) -> float | None:
        """What was budgeted a head."""
        return None if self.budgeted is None or self.population <= 0 else self.budgeted / self.population
