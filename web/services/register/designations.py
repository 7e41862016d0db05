"""What was designated in a year, for the document that the committee sends out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd

from hotspots.rectification.rolling import days_of, standing_on
from hotspots.rectification.states import Action
from web.services.register.as_of import entry_as_of
from web.services.register.evidence import grounds_of
from web.services.register.naming import Names, names_of
from web.services.register.work import Listed
from web.texts import LANGUAGES

if TYPE_CHECKING:
    from data.store import Store
    from data.store.register import StepRecord
    from web.services.register.work import RegisterWork

BASE = ("townships", "roads", "water")


@dataclass(frozen=True, slots=True)
class Designations:
    """
    The designations of a year.

    Attributes
    ----------
    year
        The year.
    areas, problems
        Entries that were designated in it, in the order of their numbers, as they were decided on.
    names
        Words for the register's codes.
    places
        Layers that the map is drawn on.
    grounds
        Why searches named the areas, by language and entry.
    """

    year: int
    areas: tuple[Listed, ...]
    problems: tuple[Listed, ...]
    names: Names
    places: dict[str, gpd.GeoDataFrame]
    grounds: Mapping[str, Mapping[int, str]]

    @property
    def every(self) -> tuple[Listed, ...]:
        """All of them, areas first."""
        return (*self.areas, *self.problems)


def designations_of(store: Store, work: RegisterWork, year: int) -> Designations:
    """Gather what was designated, or listed again, in a year, as far as it is the actor's to see."""
    found = [as_decided(one, decided_on(one, year)) for one in work.listed() if year in designated_years(one)]
    return Designations(
        year,
        tuple(one for one in found if one.entry.kind == "area"),
        tuple(one for one in found if one.entry.kind == "problem"),
        names_of(store),
        {name: store.places(name) for name in BASE},
        {lang: grounds_of(store, [one.entry for one in found], lang, work.time_zone) for lang in LANGUAGES},
    )


def as_decided(found: Listed, day: date) -> Listed:
    """Give an entry with the duties and the deadline that it was given on a day."""
    standing = standing_on(found.steps, day)
    return (
        found
        if standing is None
        else Listed(entry_as_of(found.entry, found.steps, day), found.steps, standing)
    )


def designated_years(found: Listed) -> set[int]:
    """Give the years in which an entry was designated or listed again."""
    days = [day for action in (Action.DESIGNATE, Action.RELIST) for day in days_of(found.steps, action)]
    return {day.year for day in days}


def decision_of(found: Listed, year: int) -> StepRecord:
    """Give the step by which an entry was designated, or listed again, in a year: the last of them."""
    decisions = (Action.DESIGNATE, Action.RELIST)
    return [step for step in found.steps if step.action in decisions and step.on_day.year == year][-1]


def decided_on(found: Listed, year: int) -> date:
    """Give the day on which an entry was designated in a year."""
    return decision_of(found, year).on_day
