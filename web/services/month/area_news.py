"""New, fading and gone areas: the newest search up to a month beside the one before it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from hotspots.assessment.area_changes import KEPT, area_changes
from hotspots.assessment.months import month_after
from web.maps.wording import name_places
from web.services.areas.runs import runs_of_scope
from web.services.month.alarms import township_codes
from web.services.month.findings import Area, AreaNews
from web.texts.formats import local_date

if TYPE_CHECKING:
    from data.store import Store
    from data.store.analyses import Analysis
    from web.services.views import View


def area_news(store: Store, month: date, view: View, time_zone: str) -> AreaNews | None:
    """
    Compare the two newest searches of the default scope that looked no further than a month.

    Returns
    -------
    AreaNews or None
        None where there was no search up to the month.
    """
    end = month_after(month, 1) - timedelta(days=1)
    dated = [(last_day(run, time_zone), run) for run in runs_of_scope(store, ())]
    usable = sorted(
        ((day, run) for day, run in dated if day <= end), key=lambda one: (one[0], one[1].id), reverse=True
    )
    if not usable:
        return None
    until, newest = usable[0]
    before = next(((day, run) for day, run in usable if day < until), None)
    now = _significant(store, newest, view)
    if before is None:
        return AreaNews((), len(now), until, None)
    earlier = _significant(store, before[1], view)
    changes = area_changes(dict(zip(now["area_id"], now["trend"], strict=True)), list(earlier["area_id"]))
    known = pd.concat([now, earlier]).drop_duplicates("area_id")
    townships = store.places("townships")
    named = name_places(known, {"townships": townships, "villages": store.places("villages")})
    where = dict(zip(named["area_id"], named.get("place", named["area_id"]), strict=True))
    codes = dict(zip(named["area_id"], township_codes(named, townships), strict=True))
    told = [
        Area(one.area_id, one.change, str(where[one.area_id]), codes[one.area_id])
        for one in changes
        if one.change != KEPT
    ]
    return AreaNews(tuple(told), len(changes) - len(told), until, before[0])


def last_day(run: Analysis, time_zone: str) -> date:
    """Give the last day that a search looked at; the day it was made where it does not say."""
    said = run.parameters.get("until")
    if not said:
        return local_date(run.created_at, time_zone)
    at = datetime.fromisoformat(str(said))
    return local_date(at - timedelta(microseconds=1), time_zone) if at.tzinfo else at.date()


def _significant(store: Store, run: Analysis, view: View) -> gpd.GeoDataFrame:
    kept = store.analysis(run.id)
    columns = ["area_id", "trend", "geometry"]
    if kept is None or "areas" not in kept.layers:
        return gpd.GeoDataFrame({"area_id": [], "trend": []}, geometry=[], crs=4326)
    areas = view.clip(kept.layers["areas"].to_crs(4326)).sort_values("rank")
    return areas[areas["tier"] != "watch"][columns].reset_index(drop=True)
