"""Every measure of every township and of the county, out of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hotspots.scorecard.intervals import Estimate, sum_interval
from hotspots.scorecard.measures import SUMS, Measured, missing, rate, surveyed
from hotspots.scorecard.shares import Survey, survey_interval
from web.services.scorecard.counts import (
    NOTHING,
    NOWHERE,
    Counts,
    Figure,
    Ledger,
    Span,
    YearCounter,
    covers,
    empty_like,
)
from web.services.scorecard.entries import SURVEYED, surveys_of
from web.services.scorecard.order import COUNTY, rectified
from web.services.scorecard.reporting import grave_reports, returns

if TYPE_CHECKING:
    from data.store import Store
    from web.services.scorecard.rules import Rules

Measures = Mapping[str, Measured]
GROUPED = ("grave", "frequent", "accidents")
NEVER_NONE = ("frequent", "accidents")
"""Groups of which no county has none in a year: where it seems so, they are not in the store."""


@dataclass(frozen=True)
class Counted:
    """
    Incidents of a span by township.

    Attributes
    ----------
    span
        Days counted; None where there are no records.
    counts
        By township; ``*`` for the county, an empty code for what lies in no township.
    basis
        By group: whether cases or calls were counted; empty for neither.
    """

    span: Span | None
    counts: Mapping[str, Counts]
    basis: Mapping[str, str]

    def of(self, code: str) -> Counts:
        """Give the counts of a township, of the county, or of nowhere."""
        return self.counts.get(code, empty_like(self.counts.get(COUNTY, NOTHING)))


def counted(ledger: Ledger, counter: YearCounter, span: Span | None, rules: Rules) -> Counted:
    """
    Count a span.

    Where the store has none at all of the records that the rules name, the others are counted, and the
    basis says so: the page tells cases from calls.
    """
    if span is None or not covers(ledger, span):
        return Counted(None, {}, dict.fromkeys(rules.basis, ""))
    present = counter.records(span)
    basis = {
        group: wanted if wanted in present else next(iter(sorted(present)), "")
        for group, wanted in rules.basis.items()
    }
    return Counted(span, counter.count(span), basis)


def measure_counts(found: Counted, code: str, people: Mapping[str, float]) -> dict[str, Measured]:
    """
    Measure the rates of a township or of the county.

    What lies in townships of which no people are known counts in the county's sum and not in its rate.
    """
    if found.span is None:
        return {name: missing(name, "no_records") for name in (*GROUPED, *SUMS)}
    counts, days = found.of(code), found.span.days
    head, apart = people.get(code, 0.0), []
    if code == COUNTY and head:
        apart = [found.of(one) for one in found.counts if one not in (*people, COUNTY, NOWHERE)]
    measured = {}
    for group in GROUPED:
        record = found.basis.get(group, "")
        if group in NEVER_NONE and not found.of(COUNTY).group(group, record):
            measured[group] = missing(group, "none_recorded")
            continue
        total, left = counts.group(group, record), sum(one.group(group, record) for one in apart)
        more = {"all": total} if left else {}
        months = counts.months.get((group, record), (0,) * 12)
        measured[group] = rate(group, total - left, head, days, months=months, more=more)
    for name in SUMS:
        figures = [one.figures.get((name, found.basis.get("accidents", ""))) for one in (counts, *apart)]
        measured[name] = _sum(name, figures, head, days)
    return measured


def _sum(name: str, figures: list[Figure | None], people: float, days: int) -> Measured:
    whole, *apart = figures
    if whole is None:
        return missing(name, "no_figures")
    left = [one for one in apart if one is not None]
    total, squares = sum(one.total for one in left), sum(one.squares for one in left)
    more = {"all": whole.total} if total else {}
    more |= {"squares": whole.squares - squares, "largest": whole.largest}
    return rate(name, whole.total - total, people, days, more=more)


def measure_surveys(
    store: Store, year: int, people: Mapping[str, float], codes: list[str]
) -> dict[str, Measures]:
    """Measure sense of safety and satisfaction of every township and of the county."""
    found: dict[str, dict[str, Measured]] = {code: {} for code in (*codes, COUNTY)}
    for measure in SURVEYED:
        surveys = {code: one for code, one in surveys_of(store, measure, year).items() if code in set(codes)}
        for code in codes:
            found[code][measure] = surveyed(measure, surveys.get(code))
        found[COUNTY][measure] = _whole_county(measure, surveys, people)
    return {code: dict(one) for code, one in found.items()}


def comparable(
    now: Mapping[str, Measures], before: Mapping[str, Measures], codes: list[str]
) -> dict[str, Measures]:
    """
    Give the year before with the county's surveys left out that were made in other townships.

    The county's share would rise or fall by who was asked alone.
    """
    changed = dict(before[COUNTY])
    for measure in SURVEYED:
        asked = [{code for code in codes if year[code][measure].value is not None} for year in (now, before)]
        if asked[0] and asked[1] and asked[0] != asked[1]:
            changed[measure] = missing(measure, "other_townships")
    return {**before, COUNTY: changed}


def _whole_county(measure: str, surveys: Mapping[str, Survey], people: Mapping[str, float]) -> Measured:
    """Weigh the townships surveyed by their people; alike where the people of one are not known."""
    if not surveys:
        return missing(measure, "no_survey")
    weights = [people.get(code, 0.0) for code in surveys]
    if not all(weights):
        weights = [float(one.asked) for one in surveys.values()]
    total = sum(weights)
    estimate = sum_interval(
        [survey_interval(one) for one in surveys.values()], [weight / total for weight in weights]
    )
    numbers = (
        ("asked_all", float(sum(one.asked for one in surveys.values()))),
        ("satisfied_all", float(sum(one.satisfied for one in surveys.values()))),
        ("townships", float(len(surveys))),
    )
    within = Estimate(estimate.value, max(estimate.low, 0.0), min(estimate.high, 1.0))
    return Measured(measure, within, numbers)


def measure_order(
    store: Store, year: int, codes: list[str], today: date, time_zone: str
) -> dict[str, dict[str, Measured]]:
    """Measure rectification and reporting of every township and of the county."""
    parts = (
        rectified(store, codes, year, today),
        returns(store, codes, year, today, time_zone),
        grave_reports(store, codes, year, today, time_zone),
    )
    return {code: {part[code].measure: part[code] for part in parts} for code in (*codes, COUNTY)}
