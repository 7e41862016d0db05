"""What is measured of a township or the county, and the numbers that each measure is made of."""

from __future__ import annotations

from dataclasses import dataclass

from hotspots.scorecard.intervals import LEVEL, Estimate, poisson_interval
from hotspots.scorecard.shares import Survey, survey_interval

PER_PEOPLE = 10_000
YEAR_DAYS = 365

RATES = ("grave", "frequent", "accidents", "deaths", "injured")
SHARES = ("rectified", "returns", "grave_reports", "safety", "satisfaction")
MEASURES = (*RATES, *SHARES)
"""Rates are per 10,000 people and year, the fewer the better; of shares more is better."""


@dataclass(frozen=True, slots=True)
class Measured:
    """
    A measure of one place.

    Attributes
    ----------
    measure
        One of ``MEASURES``.
    estimate
        The value with its interval; None where there is none.
    numbers
        What the value is made of, by name, such as ``count``, ``population`` and ``days``.
    missing
        Why there is no value: ``no_records``, ``no_population``, ``none_due`` and the like.
    """

    measure: str
    estimate: Estimate | None
    numbers: tuple[tuple[str, float], ...] = ()
    missing: str = ""

    @property
    def value(self) -> float | None:
        """The value alone."""
        return None if self.estimate is None else self.estimate.value

    def number(self, name: str) -> float | None:
        """Give one of the numbers that it is made of."""
        return dict(self.numbers).get(name)

    def at(self, level: float) -> Estimate | None:
        """Give the value with its interval at another level."""
        if self.estimate is None:
            return None
        numbers = dict(self.numbers)
        if self.measure in RATES:
            factor = rate_factor(numbers["population"], numbers["days"])
            return poisson_interval(int(numbers["count"]), level).scaled(factor)
        if "asked" in numbers and "satisfied" in numbers:
            return survey_interval(_survey(numbers), level)
        return self.estimate


def missing(measure: str, why: str, **numbers: float) -> Measured:
    """Say that there is no value, and why; it is never taken for nought or for full."""
    return Measured(measure, None, tuple(numbers.items()), why)


def rate_factor(population: float, days: float) -> float:
    """Give what a count is multiplied by to become a rate per 10,000 people and year."""
    return PER_PEOPLE / population * YEAR_DAYS / days


def rate(measure: str, count: int, population: float, days: int) -> Measured:
    """
    Measure a rate per 10,000 people and year, with its exact interval.

    Parameters
    ----------
    measure
        One of ``RATES``.
    count
        Incidents, or people.
    population
        People who live there; 0 gives no value.
    days
        Days that were counted; a part of a year is carried over to a whole one.

    Examples
    --------
    >>> found = rate("frequent", 12, 20_000, 365)
    >>> found.value, round(found.estimate.low, 2), round(found.estimate.high, 2)
    (6.0, 3.1, 10.48)
    """
    if days <= 0:
        return missing(measure, "no_records")
    if population <= 0:
        return missing(measure, "no_population", count=count, days=days)
    estimate = poisson_interval(count).scaled(rate_factor(population, days))
    return Measured(measure, estimate, (("count", count), ("population", population), ("days", days)))


def complete_share(measure: str, done: int, due: int, **more: float) -> Measured:
    """
    Measure a share of what was due, all of which was counted: nothing is left to chance.

    ``none_due`` where nothing was due: that is no score, neither nought nor full.
    """
    numbers = {"done": float(done), "due": float(due), **more}
    if due == 0:
        return missing(measure, "none_due", **numbers)
    share = done / due
    return Measured(measure, Estimate(share, share, share), tuple(numbers.items()))


def surveyed(measure: str, survey: Survey | None) -> Measured:
    """Measure a share that a survey found."""
    if survey is None:
        return missing(measure, "no_survey")
    numbers = {"asked": survey.asked, "satisfied": survey.satisfied, "design_effect": survey.design_effect}
    if survey.population is not None:
        numbers["population"] = survey.population
    return Measured(measure, survey_interval(survey, LEVEL), tuple(numbers.items()))


def _survey(numbers: dict[str, float]) -> Survey:
    population = numbers.get("population")
    return Survey(
        int(numbers["asked"]),
        int(numbers["satisfied"]),
        None if population is None else int(population),
        numbers.get("design_effect", 1.0),
    )
