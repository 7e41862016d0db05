"""The assessment of a month: counts against what was expected, what comes next, what is new."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from data.store import IncidentFilter
from hotspots.assessment.expected_band import Band, Bands, month_bands
from hotspots.assessment.forecast import HORIZON, forecast
from hotspots.assessment.months import YEAR_MONTHS, month_after
from hotspots.assessment.seasonal import LEAST_MONTHS
from web.services.kept import Kept
from web.services.leader.counts import Change
from web.services.leader.ledger import Ledger, counted_polygons, ledger_of
from web.services.month.alarms import outbreaks_of
from web.services.month.area_news import area_news
from web.services.month.findings import Assessment, ChartMonth, Expected, Line
from web.services.month.series import IN_SCOPE, Series, kinds_of, of_kind, series_of, with_festival
from web.services.revisions import analysed, imported
from web.services.views import View

if TYPE_CHECKING:
    from data.store import Store
    from hotspots.assessment.forecast import Forecast
    from web.services.desk.layers import Desk

CHART_MONTHS = 18
WHOLE_COUNTY = View(rows=False)


class Month:
    """
    Assesses months.

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
        self.time_zone = time_zone
        self._kept = Kept()

    def assessment(self, asked: str, view: View) -> Assessment:
        """
        Assess a month of what a view holds.

        Parameters
        ----------
        asked
            Such as ``2025-12``; the newest whole month where there is no such one.
        view
            What who asks sees.
        """
        series, places = self.series(view)
        if series is None or not series.total.any():
            return Assessment(None)
        months = month_names(series)
        chosen = asked if asked in months else months[0]
        revision = imported(self._store), analysed(self._store, "hotspots")
        key = ("assessment", chosen, view.key)
        return self._kept.get(key, revision, lambda: self._assess(series, places, months, chosen, view))

    def month_names(self) -> tuple[str, ...]:
        """Name the whole months that the records cover, newest first."""
        series, _ = self.series(WHOLE_COUNTY)
        return () if series is None else month_names(series)

    def series(self, view: View) -> tuple[Series | None, gpd.GeoDataFrame]:
        """Count what a view holds by kind, place and month; the places beside it."""

        def count() -> tuple[Series | None, gpd.GeoDataFrame]:
            ledger, index = self.ledger(), self._desk.index()
            townships, villages = self._store.places("townships"), self._store.places("villages")
            places = counted_polygons(townships, villages, view)
            if not len(ledger):
                return None, places
            rows = ledger.places(index, places)
            return series_of(ledger, kinds_of(ledger), ledger.seen(index, view), rows, len(places)), places

        return self._kept.get(("series", view.key), imported(self._store), count)

    def ledger(self) -> Ledger:
        """Give every valid incident with its day, class and township."""

        def read() -> Ledger:
            rest = self._store.incidents(IncidentFilter(without_point=True))
            return ledger_of(self._desk.index(), rest, self.time_zone)

        return self._kept.get("ledger", imported(self._store), read)

    def _assess(
        self, series: Series, places: gpd.GeoDataFrame, months: tuple[str, ...], asked: str, view: View
    ) -> Assessment:
        month = date.fromisoformat(f"{asked}-01")
        known = series.until(month)
        forecasts = _forecasts(known)
        bands = _bands_or_none(known)
        lines = _place_lines(known, places, bands)
        ledger, index = self.ledger(), self._desk.index()
        chosen = ledger.seen(index, view) & of_kind(ledger, IN_SCOPE)
        return Assessment(
            month=month,
            months=months,
            history=len(known.months) - 1,
            kinds=_kind_lines(known, bands),
            places=lines,
            places_are_villages="township_code" in places,
            elsewhere=int(known.total[0, -1] - known.cube[0, :, -1].sum()) if len(places) else 0,
            chart=_chart(known, forecasts),
            forecasts=forecasts,
            areas=area_news(self._store, month, view, self.time_zone),
            outbreaks=outbreaks_of(self._store, index, ledger, chosen, month),
            compared=bands.compared if bands is not None else 0,
        )


def month_names(series: Series) -> tuple[str, ...]:
    """Name the months of a series, newest first."""
    count = len(series.months)
    return tuple(f"{month_after(series.months.first, ahead):%Y-%m}" for ahead in range(count))[::-1]


def _bands_or_none(known: Series) -> Bands | None:
    """Judge the last month of a series; None where too few come before it."""
    if len(known.months) <= LEAST_MONTHS:
        return None
    return month_bands(known.total, known.cube, known.months)


def _kind_lines(known: Series, bands: Bands | None) -> tuple[Line, ...]:
    """Say of each kind what the county had and was to expect."""
    return tuple(
        _line(kind, "", counts, known, None if bands is None else _expected(bands.county, row))
        for row, (kind, counts) in enumerate(zip(known.kinds, known.total, strict=True))
    )


def _place_lines(known: Series, places: gpd.GeoDataFrame, bands: Bands | None) -> tuple[Line, ...]:
    names = places["name"].astype(str) if "name" in places else places.index.astype(str)
    codes = places["code"].astype(str) if "code" in places else places.index.astype(str)
    lines = []
    for row, (code, name) in enumerate(zip(codes, names, strict=True)):
        own = () if bands is None else _raised(known, bands.places, row)
        band = None if bands is None else _expected(bands.places, 0, row)
        lines.append(_line(code, name, known.cube[0, row], known, band, raised=own))
    return tuple(sorted(lines, key=lambda line: (-line.now, line.name)))


def _raised(known: Series, bands: Band, place: int) -> tuple[tuple[str, int, float], ...]:
    """Name the classes of which a place has more than expected."""
    return tuple(
        (kind, int(bands.observed[row, place]), float(bands.expected[row, place]))
        for row, kind in enumerate(known.kinds)
        if row > 0 and bands.is_alarm[row, place]
    )


def _expected(band: Band, *at: int) -> Expected | None:
    if np.isnan(band.expected[at]):
        return None
    return Expected(float(band.expected[at]), int(band.low[at]), int(band.high[at]), bool(band.is_alarm[at]))


def _line(
    code: str,
    name: str,
    counts: npt.NDArray[np.int64],
    known: Series,
    band: Expected | None,
    *,
    raised: tuple[tuple[str, int, float], ...] = (),
) -> Line:
    days = known.months.days.astype(int)

    def against(back: int) -> Change | None:
        if len(counts) <= back:
            return None
        return Change(int(counts[-1]), int(counts[-1 - back]), int(days[-1]), int(days[-1 - back]))

    return Line(code, name, int(counts[-1]), against(1), against(12), band, raised)


def _forecasts(known: Series) -> tuple[tuple[str, Forecast], ...]:
    if len(known.months) < LEAST_MONTHS:
        return ()
    months = with_festival(known.months.first, len(known.months) + HORIZON)
    return tuple(
        (kind, forecast(counts, months))
        for kind, counts in zip(known.kinds, known.total, strict=True)
        if counts.any()
    )


def _chart(known: Series, forecasts: tuple[tuple[str, Forecast], ...]) -> tuple[ChartMonth, ...]:
    """Lay out the last months, each with the band that those before it let expect, and the next ones."""
    last = len(known.months)
    shown = [_chart_month(known, number) for number in range(max(last - CHART_MONTHS, 0), last)]
    for kind, said in forecasts:
        if kind == IN_SCOPE:
            rows = zip(said.expected, said.low, said.high, strict=True)
            shown += [
                ChartMonth(month_after(known.months.first, last + ahead), None, *map(float, row))
                for ahead, row in enumerate(rows)
            ]
    return tuple(shown)


def _chart_month(known: Series, number: int) -> ChartMonth:
    month, count = month_after(known.months.first, number), int(known.total[0, number])
    bands = _bands_or_none(known.until(month)) if number >= YEAR_MONTHS else None
    if bands is None or np.isnan(bands.county.expected[0]):
        return ChartMonth(month, count)
    whole = bands.county
    return ChartMonth(month, count, *(float(one[0]) for one in (whole.expected, whole.low, whole.high)))
