"""The scorecard's figures as JSON: the numbers of page, map and files, for other programs."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from hotspots.scorecard.intervals import Estimate
from hotspots.scorecard.measures import MEASURES, Measured
from web.routes.authentication import Signed, TheStore, TheView
from web.routes.scorecard import asked_card
from web.services.scorecard.card import Row, Scorecard
from web.services.scorecard.counts import Counts

router = APIRouter(tags=["scorecard"])


class Value(BaseModel):
    """A number with its 95 % interval; nothing where it is not known."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


class Figure(Value):
    """A measure: what was counted, the value, the numbers that it is made of, or why there is none."""

    count: float | None = None
    numbers: dict[str, float]
    missing: str = ""


class Money(BaseModel):
    """Funding in yuan."""

    due: float | None
    budgeted: float | None
    spent: float | None


class Place(BaseModel):
    """A township, or the county, which has neither score nor standing."""

    code: str
    name: str
    people: float | None
    measures: dict[str, Figure]
    kinds: dict[str, dict[str, int]]
    funding: Money
    score: Value
    places: tuple[int, int] | None
    standing: str
    yellow_card: str
    vetoes: dict[str, str]


class ScorecardFigures(BaseModel):
    """A year: townships, what lies in none of them, the county, and the prefecture's averages."""

    year: int
    since: date | None
    until: date | None
    basis: dict[str, str]
    townships: list[Place]
    elsewhere: dict[str, float]
    county: Place
    benchmark: dict[str, float]


@router.get("/scorecard")
def scorecard_figures(
    request: Request,
    store: TheStore,
    principal: Signed,
    view: TheView,
    year: Annotated[
        int | None, Query(description="Calendar year; left out, that of the last incident.", examples=[2025])
    ] = None,
) -> ScorecardFigures:
    """Give the figures of the scorecard of a year, for the townships that who asks may see."""
    card, _ = asked_card(request, store, principal, view, year)
    return _figures(card)


def _figures(card: Scorecard) -> ScorecardFigures:
    outside = {one: card.outside(one) for one in MEASURES} if card.whole else {}
    return ScorecardFigures(
        year=card.year,
        since=None if card.span is None else card.span.since,
        until=None if card.span is None else card.span.until,
        basis=dict(card.basis),
        townships=[_place(row) for row in card.rows],
        elsewhere={name: count for name, count in outside.items() if count is not None},
        county=_place(card.county),
        benchmark=dict(card.benchmark),
    )


def _place(row: Row) -> Place:
    money, rank = row.funding, row.rank
    return Place(
        code=row.code.removesuffix("*"),
        name=row.name,
        people=row.people,
        measures={name: _figure(one) for name, one in row.measured.items()},
        kinds=_kinds(row.counts),
        funding=Money(due=money.due, budgeted=money.budgeted, spent=money.spent),
        score=_value(None if row.score is None else row.score.share),
        places=None if rank is None else (rank.best, rank.worst),
        standing=row.standing,
        yellow_card="" if row.card is None else row.card.state,
        vetoes={one.ground: one.state for one in row.vetoes},
    )


def _figure(one: Measured) -> Figure:
    value = _value(one.estimate)
    return Figure(**value.model_dump(), count=one.count, numbers=dict(one.numbers), missing=one.missing)


def _value(estimate: Estimate | None) -> Value:
    if estimate is None:
        return Value()
    return Value(value=estimate.value, low=estimate.low, high=estimate.high)


def _kinds(counts: Counts) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (kind, record), count in sorted(counts.kinds.items()):
        found.setdefault(kind, {})[record] = count
    return found
