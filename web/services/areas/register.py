"""The register of areas: candidates of the latest search, and what was decided on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd

from data.store.audit import Deed
from web.maps.wording import name_places
from web.services.areas.runs import latest_run
from web.services.exporting import with_reasons
from web.services.views import View
from web.texts.formats import is_missing, local_date

if TYPE_CHECKING:
    from data.store import Store

CANDIDATE, WATCHED = "candidate", "watched"
"""States that a search gives; what the committee decides gives further ones."""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    An area in the register.

    Attributes
    ----------
    area_id, rank, place
        Which area it is, its rank in the latest search, township and village.
    state
        ``candidate``, ``watched``, or what was decided.
    incidents, relative_risk
        Incidents, and their number over what was expected; None where next to nothing was expected.
    trend
        ``rising``, ``steady``, ``falling`` or ``unknown``.
    reason
        Why it is listed, in words.
    responsible, deadline
        Who answers for it and until when; empty before a decision.
    """

    area_id: str
    rank: int
    place: str
    state: str
    incidents: int
    relative_risk: float | None
    trend: str
    reason: str
    responsible: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Entries, best first, and when the search was made that they come from; None without a search."""

    entries: tuple[Entry, ...]
    searched_on: date | None


def register_of(store: Store, view: View, lang: str, time_zone: str) -> Register:
    """List the candidates of the latest search over all categories that a view sees."""
    run = latest_run(store)
    if run is None or "areas" not in run.layers:
        return Register((), None)
    areas = _told(store, view.clip(run.layers["areas"]), lang, time_zone)
    rows = areas.drop(columns=areas.geometry.name).sort_values("rank").to_dict("records")
    entries = tuple(
        Entry(
            area_id=str(row["area_id"]),
            rank=int(row["rank"]),
            place=str(row.get("place") or ""),
            state=WATCHED if row["tier"] == "watch" else CANDIDATE,
            incidents=int(row["incidents"]),
            relative_risk=None if is_missing(row["relative_risk"]) else float(row["relative_risk"]),
            trend=str(row["trend"]),
            reason=str(row["reason"]),
        )
        for row in rows
    )
    return Register(entries, local_date(run.created_at, time_zone))


def read_deed(count: int) -> Deed:
    """Make the entry of the audit for a register that was taken along."""
    return Deed("export.register", "register", details={"areas": count})


def _told(store: Store, areas: gpd.GeoDataFrame, lang: str, time_zone: str) -> gpd.GeoDataFrame:
    places = {name: store.places(name) for name in ("townships", "villages")}
    return with_reasons(name_places(areas, places), lang, time_zone)
