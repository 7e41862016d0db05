"""The scorecard of a year: every township's measures and score, the county's goals, plan and funding."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd

from hotspots.scorecard.funding import Funding
from hotspots.scorecard.groups import GROUPS
from hotspots.scorecard.intervals import Estimate
from hotspots.scorecard.measures import RATES, Measured, pooled_rate
from hotspots.scorecard.plan import targets_of
from hotspots.scorecard.ranks import RankRange, rank_ranges
from hotspots.scorecard.scores import Score, score
from hotspots.scorecard.yellow_card import YellowCard
from web.services.scorecard.counts import NOWHERE, Counts, Span
from web.services.scorecard.decisions import (
    UPHELD,
    Decision,
    cards_of,
    rule_of,
    vetoes_of,
)
from web.services.scorecard.entries import FUNDING, benchmark_of, progress_of
from web.services.scorecard.filed import entered
from web.services.scorecard.measuring import (
    Counted,
    comparable,
    measure_counts,
    measure_order,
    measure_surveys,
)
from web.services.scorecard.order import COUNTY
from web.services.scorecard.plan_lines import SAFE, UNKNOWN, PlanLine, plan_lines
from web.services.scorecard.rules import LEAST_COVERED, Rules

if TYPE_CHECKING:
    from data.store import Store

BELOW, VETOED = "below", "vetoed"


@dataclass(frozen=True)
class Row:
    """
    A township, or the county under the code ``*``.

    Attributes
    ----------
    code, name, people
        Which, and how many live there; None where that is not known.
    counts
        Incidents by kind and record.
    measured, before
        Measures of the year and of the same days of the year before.
    funding
        What is due, budgeted, spent.
    score, rank
        None of the county.
    standing
        Whether it reaches the mark: ``safe``, ``below``, ``vetoed`` or ``unknown``; empty of the county.
    card, vetoes
        Yellow card and veto flags.
    """

    code: str
    name: str
    people: float | None
    counts: Counts
    measured: Mapping[str, Measured]
    before: Mapping[str, Measured]
    funding: Funding
    score: Score | None = None
    rank: RankRange | None = None
    standing: str = ""
    card: Decision | None = None
    vetoes: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Scorecard:
    """
    A year.

    Attributes
    ----------
    year, span, basis
        Which, the days that there are records of, and what was counted for each group.
    rules
        Criteria, weights and settings.
    rows
        The townships that who asks may see, in the order of their codes.
    county
        The county as a whole.
    elsewhere
        Incidents in no township.
    benchmark
        The prefecture's averages.
    plan_year, plan
        Year of the plan, None where its beginning is not known, and its targets.
    rule
        What the rule of the yellow card says; None without surveys, or for who sees a part alone.
    words
        Words of the files that were taken for each kind.
    townships
        Polygons of the rows.
    whole
        Whether all townships are in it.
    """

    year: int
    span: Span | None
    basis: Mapping[str, str]
    rules: Rules
    rows: tuple[Row, ...]
    county: Row
    elsewhere: Counts
    benchmark: Mapping[str, float]
    plan_year: int | None
    plan: tuple[PlanLine, ...]
    rule: YellowCard | None
    words: Mapping[str, tuple[str, ...]]
    townships: gpd.GeoDataFrame
    whole: bool = True

    def row(self, code: str) -> Row | None:
        """Give the row of a township, None where there is none to see."""
        return next((one for one in self.rows if one.code == code), None)

    def outside(self, measure: str) -> float | None:
        """Give what of a measure's count lies in no township; None where it has no count."""
        if measure in GROUPS:
            return float(self.elsewhere.group(measure, self.basis.get(measure, "")))
        figure = self.elsewhere.figures.get((measure, self.basis.get("accidents", "")))
        return None if figure is None else figure.total

    def seen_by(self, codes: Collection[str] | None) -> Scorecard:
        """Leave out the townships that who asks may not see; the county's totals stay."""
        if codes is None:
            return self
        own = set(codes)
        return replace(
            self,
            rows=tuple(one for one in self.rows if one.code in own),
            townships=self.townships[self.townships["code"].isin(own)],
            rule=None,
            elsewhere=Counts({}, {}),
            whole=False,
        )


@dataclass(frozen=True)
class Year:
    """What a scorecard is made of, beside the store."""

    year: int
    now: Counted
    before: Counted
    rules: Rules
    words: Mapping[str, tuple[str, ...]]
    people: Mapping[str, float]
    today: date
    time_zone: str


def make_scorecard(store: Store, of: Year) -> Scorecard:
    """Put a year together."""
    townships = store.places("townships").assign(code=lambda frame: frame["code"].astype(str))
    townships = townships.sort_values("code", kind="stable").reset_index(drop=True)
    names = dict(zip(townships["code"], townships["name"].astype(str), strict=True))
    measured = _measured(store, of, list(names), of.year)
    before = comparable(measured, _measured(store, of, list(names), of.year - 1), list(names))
    benchmark = benchmark_of(store, of.year)
    references: dict[str, Mapping[str, float | None]] = {
        "county": {
            name: pooled_rate(measured[code][name] for code in names) if name in RATES else one.value
            for name, one in measured[COUNTY].items()
        },
        "benchmark": {**benchmark},
    }

    def scores(level: float) -> dict[str, Score]:
        return {code: score(of.rules.criteria, measured[code], references, level) for code in names}

    found, ranks = scores(0.95), rank_ranges(lambda level: _shares(scores(level)))
    rule = rule_of(store, of.year)
    cards = {one.unit: one for one in cards_of(store, of.year, rule)}
    vetoes = vetoes_of(store, of.year, rule)
    money = _funding(store, of, list(names))
    rows = tuple(
        _with_standing(
            Row(
                *(code, name, of.people.get(code), of.now.of(code), measured[code], before[code]),
                money[code],
                found[code],
                ranks.get(code),
                card=cards.get(code),
                vetoes=tuple(one for one in vetoes if one.unit == code),
            ),
            of.rules,
        )
        for code, name in names.items()
    )
    county = Row(
        *(COUNTY, "", sum(of.people.values()) or None, of.now.of(COUNTY), measured[COUNTY], before[COUNTY]),
        money[COUNTY],
    )
    plan_year = None if of.rules.first_year is None else of.year - of.rules.first_year + 1
    return Scorecard(
        *(of.year, of.now.span, of.now.basis, of.rules, rows, county),
        of.now.of(NOWHERE),
        benchmark,
        plan_year,
        plan_lines(
            progress_of(store, of.year),
            targets_of(plan_year or 0, of.rules.targets),
            [row.standing for row in rows],
            measured[COUNTY]["satisfaction"].value,
        ),
        rule,
        of.words,
        townships,
    )


def _measured(store: Store, of: Year, codes: list[str], year: int) -> dict[str, dict[str, Measured]]:
    surveys = measure_surveys(store, year, of.people, codes)
    order = measure_order(store, year, codes, of.today, of.time_zone)
    counted = of.now if year == of.year else of.before
    people = {code: of.people[code] for code in codes if code in of.people}
    people[COUNTY] = sum(people.values())
    return {
        code: {**measure_counts(counted, code, people), **order[code], **surveys[code]}
        for code in (*codes, COUNTY)
    }


def _shares(scores: Mapping[str, Score]) -> dict[str, Estimate]:
    return {code: share for code, one in scores.items() if (share := one.share) is not None}


def _with_standing(row: Row, rules: Rules) -> Row:
    share = None if row.score is None else row.score.share
    if any(one.state == UPHELD for one in row.vetoes):
        standing = VETOED
    elif share is None or row.score is None or row.score.covered < LEAST_COVERED:
        standing = UNKNOWN
    else:
        standing = SAFE if share.value >= rules.pass_mark else BELOW
    return replace(row, standing=standing)


def _funding(store: Store, of: Year, codes: list[str]) -> dict[str, Funding]:
    kept = {code: one.content for code, one in entered(store, FUNDING, of.year).items()}
    found = {
        code: Funding(
            of.people.get(code, 0.0),
            of.rules.standard_yuan,
            kept.get(code, {}).get("budgeted"),
            kept.get(code, {}).get("spent"),
        )
        for code in codes
    }
    budgeted = [one.budgeted for one in found.values() if one.budgeted is not None]
    spent = [one.spent for one in found.values() if one.spent is not None]
    total = Funding(
        sum(of.people.values()),
        of.rules.standard_yuan,
        sum(budgeted) if budgeted else None,
        sum(spent) if spent else None,
    )
    return {**found, COUNTY: total}
