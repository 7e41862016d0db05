"""Outbreaks that reach the end of a month: a prospective space-time scan of the last ninety days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from hotspots.assessment.months import month_after
from hotspots.scans.cylinders import ScanWindows
from hotspots.scans.space_time_scan import SpaceTimeCluster, space_time_permutation_scan
from web.maps.wording import name_places
from web.services.month.findings import Outbreak

if TYPE_CHECKING:
    from data.store import Store
    from web.services.desk.incident_index import IncidentIndex
    from web.services.leader.ledger import Ledger

DAYS = 90
LONGEST_DAYS = 30
RADII_M = (500.0, 1000.0, 2000.0, 3000.0)
REPLICATES = 199
BETWEEN_RUNS_DAYS = 30.0
ALPHA = 0.05
FEWEST = 5
"""An outbreak of fewer says nothing, and would point at a house."""

FEWEST_IN_ALL = 20


def outbreaks_of(
    store: Store, index: IncidentIndex, ledger: Ledger, chosen: npt.NDArray[np.bool_], month: date
) -> tuple[Outbreak, ...]:
    """
    Search the ninety days up to the end of a month.

    Parameters
    ----------
    store
        Where townships and villages are.
    index, ledger
        The incidents, those with a point first.
    chosen
        Which of them count.
    month
        First day of the month.
    """
    end = month_after(month, 1) - timedelta(days=1)
    since = end - timedelta(days=DAYS - 1)
    days = ledger.days[: ledger.placed]
    mine = chosen[: ledger.placed] & (days >= np.datetime64(since)) & (days <= np.datetime64(end))
    if mine.sum() < FEWEST_IN_ALL:
        return ()
    to_metric = pyproj.Transformer.from_crs(4326, index.metric_crs, always_xy=True)
    xy = np.column_stack(to_metric.transform(index.lon[mine], index.lat[mine]))
    found = space_time_permutation_scan(
        xy,
        (days[mine] - np.datetime64(since)).astype(np.int64),
        ScanWindows(RADII_M[-1], LONGEST_DAYS, RADII_M, prospective=True),
        rng=np.random.default_rng(end.toordinal()),
        period=(0, DAYS - 1),
        replicates=REPLICATES,
        every_days=BETWEEN_RUNS_DAYS,
    )
    proved = [one for one in found if one.p_value <= ALPHA and one.cases >= FEWEST]
    return _told(store, proved, index, since) if proved else ()


def _told(
    store: Store, found: list[SpaceTimeCluster], index: IncidentIndex, since: date
) -> tuple[Outbreak, ...]:
    townships, villages = store.places("townships"), store.places("villages")
    centres = gpd.GeoDataFrame(
        geometry=shapely.points([(one.x, one.y) for one in found]), crs=index.metric_crs
    ).to_crs(4326)
    named = name_places(centres, {"townships": townships, "villages": villages})
    places = named["place"] if "place" in named else [""] * len(found)
    return tuple(
        Outbreak(
            place=str(place),
            township=code,
            first_day=since + timedelta(days=int(one.first_day)),
            last_day=since + timedelta(days=int(one.last_day)),
            radius_m=one.radius_m,
            incidents=one.cases,
            expected=one.expected,
            p_value=one.p_value,
            recurrence_days=one.recurrence_days or 0.0,
        )
        for one, place, code in zip(found, places, township_codes(centres, townships), strict=True)
    )


def township_codes(shapes: gpd.GeoDataFrame, townships: gpd.GeoDataFrame) -> list[str]:
    """Give the code of the township that the middle of each shape lies in; empty for none."""
    found = [""] * len(shapes)
    if townships.empty or "code" not in townships:
        return found
    middles = shapes.geometry.to_crs(4326).representative_point()
    at, which = townships.to_crs(4326).sindex.query(middles, predicate="within")
    for shape, township in zip(at.tolist(), which.tolist(), strict=True):
        found[shape] = str(townships["code"].iloc[township])
    return found
