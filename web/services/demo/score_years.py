"""The demo's scorecard: rules, two years of surveys, funding, the prefecture, what the plan counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from hotspots.scorecard.shares import Survey
from web.auth.roles import Role
from web.services.scorecard.decisions import GIVEN, Ruling, decide_card
from web.services.scorecard.entries import (
    SURVEYED,
    enter_benchmark,
    enter_funding,
    enter_progress,
    enter_survey,
)
from web.services.scorecard.people import people_of
from web.services.scorecard.rules import Rules, keep_rules
from web.texts.catalogue import text

if TYPE_CHECKING:
    from data.store import Store
    from web.services.demo.offices import Offices

FIRST_YEAR = 2024
"""Calendar year in which the demo's plan begins."""

LOWEST, NEXT = 0.735, 0.755
"""Shares of the township that is lowest in both years, and of one that cannot be told from it."""

OTHERS = (0.83, 0.95)
CLUSTERED = 1.2
"""Households were asked, not single people: the design effect."""

BENCHMARK = {
    "grave": "0.52",
    "frequent": "31",
    "accidents": "60",
    "deaths": "0.8",
    "injured": "11",
    "loss": "150000",
    "rectified": "80",
    "returns": "92",
    "grave_reports": "95",
    "safety": "88.5",
    "satisfaction": "86",
}
"""The prefecture's averages, near the county's own figures."""

SAFE_SHARES = {"communities": 0.58, "villages": 0.53, "units": 0.61}
UNITS = 240


def keep_scores(store: Store, offices: Offices, rng: np.random.Generator) -> None:
    """Enter what the scorecards of the plan's first two years need; the second card is not decided yet."""
    office = offices.of(Role.GOVERNANCE)
    with offices.on(date(FIRST_YEAR, 3, 1)):
        keep_rules(store, office.signed, FIRST_YEAR, replace(Rules(), first_year=FIRST_YEAR))
    people = people_of(store)
    codes = rng.permutation(sorted(people)).tolist()
    for year in (FIRST_YEAR, FIRST_YEAR + 1):
        with offices.on(date(year + 1, 2, 10)):
            for measure in SURVEYED:
                for code, survey in _surveys(rng, codes, people).items():
                    enter_survey(store, office.signed, measure, year, code=code, survey=survey)
        with offices.on(date(year + 1, 2, 12)):
            for code in codes:
                due = people[code] * Rules().standard_yuan
                budgeted = due * rng.uniform(0.92, 1.15)
                said = {"budgeted": f"{budgeted:.0f}", "spent": f"{budgeted * rng.uniform(0.85, 1):.0f}"}
                enter_funding(store, office.signed, year, code, said)
    with offices.on(date(FIRST_YEAR + 1, 3, 5)):
        reason = text("demo_year.yellow_card", offices.lang)
        decide_card(store, offices.of(Role.COMMITTEE), Ruling(FIRST_YEAR, codes[0], reason, GIVEN))
    with offices.on(date(FIRST_YEAR + 2, 2, 16)):
        enter_benchmark(store, office.signed, FIRST_YEAR + 1, BENCHMARK)
        enter_progress(store, office.signed, FIRST_YEAR + 1, _progress(store))


def _surveys(rng: np.random.Generator, codes: list[str], people: dict[str, float]) -> dict[str, Survey]:
    """Draw the surveys of a year: the first township is lowest, the second close to it."""
    shares = [LOWEST, NEXT, *rng.uniform(*OTHERS, len(codes) - 2)][: len(codes)]
    asked = rng.integers(280, 420, len(codes))
    return {
        code: Survey(int(count), round(int(count) * share), max(int(people[code]), int(count)), CLUSTERED)
        for code, count, share in zip(codes, asked, shares, strict=True)
    }


def _progress(store: Store) -> dict[str, str]:
    """Count safe communities, villages and units as the office does."""
    classes = store.places("villages")["class_code"].astype(str)
    communities = int(classes.str.startswith("1").sum())
    totals = {"communities": communities, "villages": len(classes) - communities, "units": UNITS}
    said = {f"total.{scope}": str(total) for scope, total in totals.items()}
    return said | {f"safe.{scope}": str(round(total * SAFE_SHARES[scope])) for scope, total in totals.items()}
