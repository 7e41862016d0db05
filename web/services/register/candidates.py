"""Candidates for the yearly screening: what the latest search found, beside what the register knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd

from gis.crs import metric_crs_of
from hotspots.rectification.recurrence import Link, link_areas
from hotspots.rectification.screening import HIGHWAYS, OTHER, guess_place_kinds
from hotspots.rectification.states import State
from web.maps.wording import name_places
from web.services.areas.runs import latest_run
from web.services.exporting import with_reasons
from web.services.register.evidence import evidence_of
from web.services.register.history import earlier_areas
from web.services.register.place_kinds import offered, place_kinds
from web.services.register.proposals import Proposal
from web.texts.formats import is_missing, local_date

if TYPE_CHECKING:
    from data.store import Analysis, Store
    from data.store.register import EntryRecord
    from web.services.register.work import RegisterWork
    from web.services.views import View


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    An area of the latest search.

    Attributes
    ----------
    area_id, rank, tier, place, place_kind
        Which area it is, its rank, ``significant`` or ``watch``, township and village, guessed kind of place.
    incidents, relative_risk, trend
        Incidents, their number over what was expected (None where that is next to nothing), and the trend.
    reason
        Why it is listed, in words.
    entry
        Entry of the register of the same place; None for none.
    recurrence
        That entry was taken off the list within twelve months.
    """

    area_id: str
    rank: int
    tier: str
    place: str
    place_kind: str
    incidents: int
    relative_risk: float | None
    trend: str
    reason: str
    entry: EntryRecord | None
    recurrence: bool


@dataclass(frozen=True, slots=True)
class Screening:
    """Candidates, best first, the day of the search that they come from, and the days that it was about."""

    candidates: tuple[Candidate, ...]
    searched_on: date | None
    since: str = ""
    until: str = ""


def screening_of(store: Store, view: View | None, lang: str, time_zone: str) -> Screening:
    """List the candidates of the latest search over all categories that a view sees."""
    run = latest_run(store)
    if run is None or "areas" not in run.layers or view is None:
        return Screening((), None)
    searched_on = local_date(run.created_at, time_zone)
    areas = view.clip(run.layers["areas"]).sort_values("rank")
    told = with_reasons(name_places(areas, _named_places(store)), lang, time_zone)
    rows = told.drop(columns=told.geometry.name).to_dict("records")
    links = _links(store, areas, searched_on)
    entries = {entry.id: entry for entry in store.register.listed("area")}
    candidates = tuple(
        Candidate(
            area_id=str(row["area_id"]),
            rank=int(row["rank"]),
            tier=str(row["tier"]),
            place=str(row.get("place") or ""),
            place_kind=kind,
            incidents=int(row["incidents"]),
            relative_risk=None if is_missing(row["relative_risk"]) else float(row["relative_risk"]),
            trend=str(row["trend"]),
            reason=str(row["reason"]),
            entry=None if link is None else entries[link.entry_id],
            recurrence=link is not None and link.recurrence,
        )
        for row, kind, link in zip(rows, guessed_kinds(store, areas), links, strict=True)
    )
    parameters = run.parameters
    since, until = (str(parameters.get(name) or "") for name in ("since", "until"))
    return Screening(candidates, searched_on, since, until)


def propose_candidates(
    store: Store, work: RegisterWork, area_ids: Sequence[str], on_day: date, *, lang: str, time_zone: str
) -> list[EntryRecord]:
    """
    Put areas of the latest search into the register, each with its figures and its history.

    An area whose place is in the register and not closed stays as it is; one that was taken off, declined or
    withdrawn gets a new entry that is linked to the earlier one.

    Raises
    ------
    NotAllowedError
        ``register.not_own_ground`` where one does not lie on the actor's ground: then none is proposed.
    """
    from web.services.views import EVERYTHING

    run = latest_run(store)
    if run is None:
        return []
    found = {one.area_id: one for one in screening_of(store, EVERYTHING, lang, time_zone).candidates}
    asked = [
        _proposal(store, run, found[area_id], on_day)
        for area_id in area_ids
        if area_id in found and may_enter(found[area_id])
    ]
    return [work.propose(each) for each in asked]


def may_enter(candidate: Candidate) -> bool:
    """Tell whether a candidate's place is not in the register, or its entry is closed."""
    closed = (State.DECLINED, State.WITHDRAWN, State.DELISTED)
    return candidate.entry is None or candidate.entry.state in closed


def guessed_kinds(store: Store, areas: gpd.GeoDataFrame) -> list[str]:
    """Guess the kind of place of each area from the layers of the store; none that the county has retired."""
    if areas.empty:
        return []
    crs = metric_crs_of(areas)
    zones = store.latest_analysis("zones")
    villages = store.places("villages") if zones is None else zones.layers["zones"]
    roads = store.places("roads")
    has_zone = "zone" in villages
    parts = {
        "key_places": store.places("key-places"),
        "fringe": villages[villages["zone"] == "fringe"] if has_zone else villages[:0],
        "highways": roads[roads["road_class"].isin(HIGHWAYS)],
        "villages": villages[villages["zone"] == "rural"] if has_zone else villages[:0],
    }
    guessed = guess_place_kinds(areas.to_crs(crs), *(frame.to_crs(crs) for frame in parts.values()))
    listed = {one.code for one in offered(place_kinds(store))}
    return [kind if kind in listed else OTHER for kind in guessed]


def _links(store: Store, areas: gpd.GeoDataFrame, on_day: date) -> list[Link | None]:
    return link_areas(list(areas.geometry.to_crs(4326)), earlier_areas(store), on_day)


def _proposal(store: Store, run: Analysis, candidate: Candidate, on_day: date) -> Proposal:
    areas = run.layers["areas"]
    outline = areas.geometry[areas["area_id"].astype(str) == candidate.area_id].to_crs(4326).iloc[0]
    searched = evidence_of(run, candidate.area_id)
    named = {
        layer: store.places(layer).sjoin(
            gpd.GeoDataFrame(geometry=[outline.representative_point()], crs=4326), predicate="contains"
        )
        for layer in ("townships", "villages")
    }
    township, village = (frame.iloc[0] if len(frame) else {} for frame in named.values())
    return Proposal(
        "area",
        candidate.place or candidate.area_id,
        candidate.reason,
        on_day,
        outline,
        candidate.place_kind,
        str(township.get("code", "")),
        str(village.get("station", "")),
        candidate.area_id,
        run.id,
        candidate.entry.id if candidate.entry is not None else None,
        {
            **{name: searched[name] for name in ("evidence", "since", "until")},
            "recurrence": candidate.recurrence,
        },
    )


def _named_places(store: Store) -> dict[str, gpd.GeoDataFrame]:
    return {name: store.places(name) for name in ("townships", "villages")}
