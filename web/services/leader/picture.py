"""One picture of the county for its leaders: a month, what it compares with, where, what is being done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from data.categories import CLASSES
from data.store import IncidentFilter
from web.maps.wording import name_places
from web.services.areas.runs import latest_run
from web.services.desk.incident_index import IncidentIndex, IncidentQuery
from web.services.exporting import today
from web.services.kept import Kept
from web.services.leader.counts import Compared, Tally, compared, last_recorded_day, tally
from web.services.leader.ledger import NOWHERE, Ledger, counted_polygons, ledger_of
from web.services.leader.work import Work, work_of
from web.services.revisions import imported

if TYPE_CHECKING:
    from data.store import Store
    from data.store.analyses import Analysis
    from web.services.desk.layers import Desk
    from web.services.views import View

CELL_M = 1000
FEWEST_IN_CELL = 3
"""Cells with fewer incidents than this in a year say nothing, and would point at a house."""


@dataclass(frozen=True)
class AreaLine:
    """A significant area: its place, its trend, and its incidents in the periods compared."""

    rank: int
    place: str
    trend: str
    tally: Tally


@dataclass(frozen=True)
class Areas:
    """The areas of the newest search over the default scope, and the days that it looked at."""

    lines: tuple[AreaLine, ...]
    frame: gpd.GeoDataFrame
    watched: int
    since: str
    until: str


@dataclass(frozen=True)
class Picture:
    """
    What the page shows, in numbers.

    Attributes
    ----------
    month
        First day of the month; None where there are no incidents at all.
    months
        All months that there are records of, such as ``2025-12``, newest first.
    in_scope, everything
        Preventable crime and public order; all valid incidents.
    classes
        Every class of incidents by its code, those in scope first.
    places
        Townships (of one township: its villages) with their incidents in scope, most first.
    elsewhere
        In scope and in none of the places.
    discovered, without_point
        Of the month's incidents in scope: found by patrols; without a point.
    areas
        None where no search was made.
    density
        Incidents in scope of the twelve months up to the month, in cells.
    """

    month: date | None
    months: tuple[str, ...] = ()
    periods: Compared | None = None
    in_scope: Tally | None = None
    everything: Tally | None = None
    classes: tuple[tuple[str, Tally], ...] = ()
    places: tuple[tuple[str, Tally], ...] = ()
    places_are_villages: bool = False
    elsewhere: Tally | None = None
    discovered: int = 0
    without_point: int = 0
    areas: Areas | None = None
    density: gpd.GeoDataFrame | None = None
    layers: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    work: Work | None = None


class Leader:
    """
    Makes the picture of a month.

    Parameters
    ----------
    store
        Where the records are.
    desk
        Holds the incidents' points in memory.
    time_zone
        Zone in which days and months are counted.
    """

    def __init__(self, store: Store, desk: Desk, time_zone: str) -> None:
        self._store = store
        self._desk = desk
        self._time_zone = time_zone
        self._kept = Kept()

    def picture(self, asked: str, view: View) -> Picture:
        """
        Picture a month of what a view holds.

        Parameters
        ----------
        asked
            Such as ``2025-12``; the newest month where there is no such month.
        view
            What who asks sees.
        """
        index, ledger = self._desk.index(), self._ledger()
        seen = ledger.seen(index, view)
        layers = {name: view.clip(self._store.places(name)) for name in ("townships", "roads", "water")}
        work = work_of(self._store, view, today(), self._time_zone)
        if not seen.any():
            return Picture(None, layers=layers, work=work)
        months = _months(ledger.days)
        month = date.fromisoformat(f"{asked if asked in months else months[0]}-01")
        periods = compared(month, last_recorded_day(ledger.days, month))
        count = _Count(ledger, periods, seen)
        scope = seen & ledger.in_scope
        polygons, rows = self._places(index, ledger, view)
        now = scope & count.within_month
        return Picture(
            month,
            months,
            periods,
            in_scope=count(scope),
            everything=count(seen),
            classes=_classes(count, ledger, seen),
            places=_by_place(count, polygons, rows, scope),
            places_are_villages="township_code" in polygons,
            elsewhere=count(scope & (rows == NOWHERE)) if len(polygons) else None,
            discovered=int((now & ledger.discovered).sum()),
            without_point=int((now & ~ledger.has_point).sum()),
            areas=self._areas(count, index, scope, view),
            density=_density(index, periods, view),
            layers=layers,
            work=work,
        )

    def _ledger(self) -> Ledger:
        def read() -> Ledger:
            rest = self._store.incidents(IncidentFilter(without_point=True))
            return ledger_of(self._desk.index(), rest, self._time_zone)

        return self._kept.get("ledger", imported(self._store), read)

    def _places(
        self, index: IncidentIndex, ledger: Ledger, view: View
    ) -> tuple[gpd.GeoDataFrame, npt.NDArray[np.intp]]:
        def place() -> tuple[gpd.GeoDataFrame, npt.NDArray[np.intp]]:
            polygons = counted_polygons(self._store.places("townships"), self._store.places("villages"), view)
            return polygons, ledger.places(index, polygons)

        return self._kept.get(("places", view.key), imported(self._store), place)

    def _areas(
        self, count: _Count, index: IncidentIndex, scope: npt.NDArray[np.bool_], view: View
    ) -> Areas | None:
        run = latest_run(self._store)
        if run is None or "areas" not in run.layers:
            return None
        found = name_places(
            view.clip(run.layers["areas"]),
            {name: self._store.places(name) for name in ("townships", "villages")},
        )
        significant = found[found["tier"] != "watch"].sort_values("rank")
        lines = [
            AreaLine(
                int(row["rank"]),
                str(row.get("place") or ""),
                str(row.get("trend") or "unknown"),
                count(scope & count.inside(index, shape)),
            )
            for row, shape in zip(
                significant.drop(columns="geometry").to_dict("records"),
                significant.geometry.to_crs(4326),
                strict=True,
            )
        ]
        since, until = _searched(run)
        return Areas(tuple(lines), significant, len(found) - len(significant), since, until)


class _Count:
    """Counts chosen incidents in the periods that are compared."""

    def __init__(self, ledger: Ledger, periods: Compared, seen: npt.NDArray[np.bool_]) -> None:
        self._ledger = ledger
        self._periods = periods
        self._first: date = ledger.days.min().item()
        since, until = (np.datetime64(day) for day in (periods.now.since, periods.now.until))
        self.within_month = (ledger.days >= since) & (ledger.days <= until)
        self.seen = seen

    def __call__(self, chosen: npt.NDArray[np.bool_]) -> Tally:
        return tally(self._ledger.days, chosen, self._periods, self._first)

    def inside(self, index: IncidentIndex, shape: BaseGeometry) -> npt.NDArray[np.bool_]:
        """Tell which incidents lie in a shape."""
        west, south, east, north = shape.bounds
        near = np.flatnonzero(
            (index.lon >= west) & (index.lon <= east) & (index.lat >= south) & (index.lat <= north)
        )
        found = np.zeros(len(self._ledger), dtype=bool)
        shapely.prepare(shape)
        found[near[shapely.intersects_xy(shape, index.lon[near], index.lat[near])]] = True
        return found


def _months(days: npt.NDArray[np.datetime64]) -> tuple[str, ...]:
    every = pd.period_range(pd.Timestamp(days.min()), pd.Timestamp(days.max()), freq="M")
    return tuple(str(month) for month in every[::-1])


def _classes(count: _Count, ledger: Ledger, seen: npt.NDArray[np.bool_]) -> tuple[tuple[str, Tally], ...]:
    codes, which = np.unique(ledger.category.astype(str), return_inverse=True)
    found = [(str(code), count(seen & (which == row))) for row, code in enumerate(codes)]
    known = [(code, tallied) for code, tallied in found if any(tallied.counts)]
    order = {code: place for place, code in enumerate(CLASSES)}
    return tuple(sorted(known, key=lambda one: (order.get(one[0], len(order)), -one[1].now, one[0])))


def _by_place(
    count: _Count, polygons: gpd.GeoDataFrame, rows: npt.NDArray[np.intp], scope: npt.NDArray[np.bool_]
) -> tuple[tuple[str, Tally], ...]:
    names = polygons["name"].astype(str) if "name" in polygons else polygons.index.astype(str)
    found = [(name, count(scope & (rows == row))) for row, name in enumerate(names)]
    return tuple(sorted(found, key=lambda one: (-one[1].now, -(one[1].this_year or 0), one[0])))


def _density(index: IncidentIndex, periods: Compared, view: View) -> gpd.GeoDataFrame | None:
    until = periods.now.until + timedelta(days=1)
    since = (pd.Timestamp(periods.now.since) - pd.DateOffset(months=11)).date()
    cells = index.cells(IncidentQuery(since=since, until=until, view=view), CELL_M)
    enough = cells.frame[cells.frame["incidents"] >= FEWEST_IN_CELL]
    return None if enough.empty else enough.rename(columns={"per_km2": "density"})


def _searched(run: Analysis) -> tuple[str, str]:
    said: dict[str, Any] = run.parameters
    return str(said.get("since") or "")[:10], str(said.get("until") or "")[:10]
