"""What is measured of a township or the county, and the numbers that each measure is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hotspots.scorecard.intervals import LEVEL, Estimate, poisson_interval
from hotspots.scorecard.shares import Survey, survey_interval

PER_PEOPLE = 10_000
YEAR_DAYS = 365

RATES = ("grave", "frequent", "accidents", "deaths", "injured", "loss")
SHARES = ("rectified", "returns", "grave_reports", "safety", "satisfaction")
MEASURES = (*RATES, *SHARES)
"""Rates are per 10,000 people and year, the fewer the better; of shares more is better."""
SUMS = ("deaths", "injured", "loss")
"""Rates of people or yuan, of which an accident may count for several."""


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
    months
        Incidents by month, where they are counted.
    """

    measure: str
    estimate: Estimate | None
    numbers: tuple[tuple[str, float], ...] = ()
    missing: str = ""
    months: tuple[int, ...] = ()

    @property
    def value(self) -> float | None:
        """The value alone."""
        return None if self.estimate is None else self.estimate.value

    def number(self, name: str) -> float | None:
        """Give one of the numbers that it is made of."""
        return dict(self.numbers).get(name)

    @property
    def count(self) -> float | None:
        """What was counted in all, in places too of which no people are known; None of a share."""
        return self.number("count") if self.number("all") is None else self.number("all")

    def at(self, level: float) -> Estimate | None:
        """Give the value with its interval at another level."""
        if self.estimate is None:
            return None
        numbers = dict(self.numbers)
        if self.measure in RATES:
            factor = rate_factor(numbers["population"], numbers["days"])
            return _interval(numbers, level).scaled(factor)
        if "asked" in numbers and "satisfied" in numbers:
            return survey_interval(_survey(numbers), level)
        return self.estimate


def missing(measure: str, why: str, **numbers: float) -> Measured:
    """Say that there is no value, and why; it is never taken for nought or for full."""
    return Measured(measure, None, tuple(numbers.items()), why)


def rate_factor(population: float, days: float) -> float:
    """Give what a count is multiplied by to become a rate per 10,000 people and year."""
    return PER_PEOPLE / population * YEAR_DAYS / days


def rate(
    measure: str,
    count: float,
    population: float,
    days: int,
    *,
    months: tuple[int, ...] = (),
    more: Mapping[str, float] = MappingProxyType({}),
) -> Measured:
    """
    Measure a rate per 10,000 people and year, with its interval.

    Parameters
    ----------
    measure
        One of ``RATES``.
    count
        Incidents, people or yuan.
    population
        People who live there; 0 gives no value.
    days
        Days that were counted; a part of a year is carried over to a whole one.
    months
        Incidents by month.
    more
        Of ``SUMS`` the ``squares`` and the ``largest`` as `poisson_interval` wants them; ``all``, where more
        was counted than in places of which the people are known.

    Examples
    --------
    >>> found = rate("frequent", 12, 20_000, 365)
    >>> found.value, round(found.estimate.low, 2), round(found.estimate.high, 2)
    (6.0, 3.1, 10.48)
    """
    if days <= 0:
        return missing(measure, "no_records")
    if population <= 0:
        return missing(measure, "no_population", count=count, days=days, **more)
    numbers = {"count": count, "population": population, "days": days, **more}
    estimate = _interval(numbers, LEVEL).scaled(rate_factor(population, days))
    return Measured(measure, estimate, tuple(numbers.items()), months=months)


def _interval(numbers: Mapping[str, float], level: float) -> Estimate:
    return poisson_interval(
        numbers["count"], level, squares=numbers.get("squares"), largest=numbers.get("largest", 1.0)
    )


def pooled_rate(measured: Iterable[Measured]) -> float | None:
    """
    Give the rate of several places together, of those that have one; None where none has.

    It is what townships are compared with: incidents of unknown place, or of places of which no people are
    known, would make every township look better than the county.
    """
    known = [dict(one.numbers) for one in measured if one.estimate is not None]
    people = sum(one["population"] for one in known)
    if not people:
        return None
    return sum(one["count"] for one in known) * rate_factor(people, known[0]["days"])


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
