"""What was designated in a year, for the document that the committee sends out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd

from hotspots.rectification.rolling import days_of
from hotspots.rectification.states import Action
from web.services.register.units import unit_names

if TYPE_CHECKING:
    from data.store import Store
    from web.services.register.work import Listed, RegisterWork

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
        Entries that were designated in it, in the order of their numbers, as they stand.
    names
        Names of townships and stations by their codes.
    places
        Layers that the map is drawn on.
    """

    year: int
    areas: tuple[Listed, ...]
    problems: tuple[Listed, ...]
    names: dict[str, str]
    places: dict[str, gpd.GeoDataFrame]

    @property
    def every(self) -> tuple[Listed, ...]:
        """All of them, areas first."""
        return (*self.areas, *self.problems)


def designations_of(store: Store, work: RegisterWork, year: int) -> Designations:
    """Gather what was designated, or listed again, in a year, as far as it is the actor's to see."""
    found = [one for one in work.listed() if year in designated_years(one)]
    return Designations(
        year,
        tuple(one for one in found if one.entry.kind == "area"),
        tuple(one for one in found if one.entry.kind == "problem"),
        unit_names(store),
        {name: store.places(name) for name in BASE},
    )


def designated_years(found: Listed) -> set[int]:
    """Give the years in which an entry was designated or listed again."""
    days = [day for action in (Action.DESIGNATE, Action.RELIST) for day in days_of(found.steps, action)]
    return {day.year for day in days}


def decided_on(found: Listed, year: int) -> date:
    """Give the day on which an entry was designated in a year."""
    days = [day for action in (Action.DESIGNATE, Action.RELIST) for day in days_of(found.steps, action)]
    return max(day for day in days if day.year == year)
