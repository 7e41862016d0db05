"""What an entry's page draws: its ground with what is around it, and its incidents month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gis.crs import metric_crs_of
from hotspots.rectification.rolling import rectified_spans
from hotspots.rectification.states import CLOSED
from web.services.register.records import incident_times
from web.services.register.units import county_ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.store import Store
    from web.services.register.work import Listed

BASE = ("townships", "villages", "roads", "water")
AROUND_M = 700.0
MOST_MONTHS = 48


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the records, and how many incidents the entry had in it."""

    year: int
    month: int
    incidents: int


@dataclass(frozen=True, slots=True)
class EntryPicture:
    """
    What an entry's page draws.

    Attributes
    ----------
    shape
        Its outline, EPSG:4326.
    bounds
        The ground to show, in degrees: the outline and what is around it.
    places
        Layers of places on that ground; ``county`` holds all townships.
    others
        Other areas in the register that are not over, with ``number``.
    months
        Whole months of the records, oldest first; none where the reader sees no figures.
    spans
        When it was being put right: first day, and day of acceptance if there is one.
    """

    shape: gpd.GeoSeries
    bounds: tuple[float, float, float, float]
    places: dict[str, gpd.GeoDataFrame]
    others: gpd.GeoDataFrame
    months: tuple[Month, ...]
    spans: tuple[tuple[date, date | None], ...]


def picture_of(
    store: Store, one: Listed, listed: Sequence[Listed], *, sees_figures: bool, time_zone: str
) -> EntryPicture | None:
    """
    Gather what is drawn of an entry.

    Parameters
    ----------
    store
        Where it is.
    one
        The entry.
    listed
        Entries that the reader sees; those whose outline lies near are drawn.
    sees_figures
        Whether the reader may see incidents counted.
    time_zone
        Where months are counted.

    Returns
    -------
    EntryPicture or None
        None for an area without an outline; a problem without one is of the whole county.
    """
    outline = one.entry.geometry or (county_ground(store) if one.entry.kind == "problem" else None)
    if outline is None:
        return None
    shape = gpd.GeoSeries([outline], crs=4326)
    around = shape.to_crs(metric_crs_of(shape)).buffer(AROUND_M).to_crs(4326)
    west, south, east, north = (float(edge) for edge in around.total_bounds)
    near = {name: store.places(name, (west, south, east, north)) for name in BASE}
    others = [
        other.entry
        for other in listed
        if other.entry.id != one.entry.id
        and other.entry.kind == "area"
        and other.standing.state not in CLOSED
        and other.entry.geometry is not None
    ]
    return EntryPicture(
        shape,
        (west, south, east, north),
        {**near, "county": store.places("townships")},
        gpd.GeoDataFrame(
            {"number": [other.number for other in others]},
            geometry=[other.geometry for other in others],
            crs=4326,
        ),
        _months(store, one, time_zone) if sees_figures else (),
        tuple(rectified_spans(one.steps)),
    )


def _months(store: Store, one: Listed, time_zone: str) -> tuple[Month, ...]:
    """Count the incidents of an entry in each month, from the first of the records to the last whole one."""
    span = store.occurrence_span()
    if span is None:
        return ()
    first, last = (pd.Timestamp(moment).tz_convert(time_zone).tz_localize(None) for moment in span)
    months = pd.period_range(first, last + timedelta(days=1), freq="M")[:-1][-MOST_MONTHS:]
    counts = incident_times(store, one.entry, time_zone).dt.to_period("M").value_counts()
    return tuple(Month(each.year, each.month, int(counts.get(each, 0))) for each in months)
