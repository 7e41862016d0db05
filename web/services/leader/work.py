"""What is being done about order: beats, patrols, forces, rectification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from data.store.beat_plans import SUBMITTED
from hotspots.rectification.states import RECTIFIED, UNDECIDED, State
from web.services.register.actors import reader_of
from web.services.register.work import Listed, RegisterWork, recurs
from web.services.shifts.kept import KIND as ROSTERS

if TYPE_CHECKING:
    from data.store import Analysis, Store
    from web.services.views import View

FORCES = ("officers", "auxiliaries", "vehicles")


@dataclass(frozen=True)
class BeatsInForce:
    """
    The beats of the newest plan.

    Attributes
    ----------
    beats, stations
        How many, and of how many stations.
    planned_at
        When they were designed, or put in force.
    approved
        Whether the command centre put them in force.
    submitted
        Plans that wait for approval.
    largest_ratio
        The heaviest load over the mean.
    """

    beats: int
    stations: int
    planned_at: datetime
    approved: bool
    submitted: int
    largest_ratio: float | None


@dataclass(frozen=True)
class Patrols:
    """Routes of the newest week plan."""

    routes: int
    beats: int
    days: int
    first_day: date | None
    stops: int
    road_km: float


@dataclass(frozen=True)
class Reach:
    """How many places a standing point or station reaches in time."""

    in_time: int
    places: int
    within_min: float | None


@dataclass(frozen=True)
class Rectification:
    """
    The register today.

    Attributes
    ----------
    areas, problems
        How many the committee has designated and not taken off the list.
    listed, awaiting
        Of these: listed for supervision; waiting for acceptance.
    overdue, due_soon
        Of these: past their deadline; due within a month.
    recurring
        Areas among them that came back within a year of delisting.
    undecided
        Entries that wait for the committee.
    next_due
        The next deadline, None without any.
    in_charge
        Posts of the leaders in charge of those that are open, each with how many, and how many of these are
        overdue; most first.
    """

    areas: int
    problems: int
    listed: int
    awaiting: int
    overdue: int
    due_soon: int
    recurring: int
    undecided: int
    next_due: date | None
    in_charge: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class Work:
    """What is being done, None for what was never planned; ``rostered``: stations with a duty roster."""

    beats: BeatsInForce | None
    patrols: Patrols | None
    reach: Reach | None
    rostered: int
    forces: dict[str, int]
    rectification: Rectification | None


def work_of(store: Store, view: View, today: date, time_zone: str) -> Work:
    """Gather what is being done on the ground of a view."""
    stations = view.clip(store.places("stations"))
    return Work(
        beats=_beats(store, view),
        patrols=_patrols(store.latest_analysis("routes"), store.latest_analysis("beats"), view),
        reach=_reach(store.latest_analysis("blind_spots"), view),
        rostered=_rostered(store, stations, view),
        forces=_forces(stations),
        rectification=_rectification(store, view, today, time_zone),
    )


def _layer(analysis: Analysis | None, name: str, view: View) -> gpd.GeoDataFrame | None:
    found = None if analysis is None else analysis.layers.get(name)
    return None if found is None else view.clip(found)


def _beats(store: Store, view: View) -> BeatsInForce | None:
    analysis = store.latest_analysis("beats")
    beats = _layer(analysis, "beats", view)
    if analysis is None or beats is None or beats.empty:
        return None
    ratio = pd.to_numeric(beats.get("load_ratio", pd.Series(dtype=float)), errors="coerce").max()
    stations = beats.get("station", pd.Series(dtype=object)).dropna().nunique()
    plans = store.beat_plans.listed()
    return BeatsInForce(
        beats=len(beats),
        stations=int(stations),
        planned_at=analysis.created_at,
        approved=any(plan.analysis_id == analysis.id for plan in plans),
        submitted=sum(plan.state == SUBMITTED for plan in plans) if view.within is None else 0,
        largest_ratio=None if pd.isna(ratio) else float(ratio),
    )


def _patrols(analysis: Analysis | None, plan: Analysis | None, view: View) -> Patrols | None:
    """Count the routes of the beats that the view holds."""
    if analysis is None or "routes" not in analysis.layers:
        return None
    routes, stops = analysis.layers["routes"], analysis.layers.get("stops")
    beats = _layer(plan, "beats", view)
    if view.within is not None and beats is not None:
        own = set(beats["beat_id"].astype(str))
        routes = routes[routes["beat_id"].astype(str).isin(own)]
        stops = None if stops is None else stops[stops["beat_id"].astype(str).isin(own)]
    if routes.empty:
        return None
    first = analysis.parameters.get("first_day")
    return Patrols(
        routes=len(routes),
        beats=int(routes["beat_id"].nunique()),
        days=int(routes["day"].nunique()),
        first_day=None if not first else date.fromisoformat(str(first)),
        stops=0 if stops is None else int(stops["day"].notna().sum()),
        road_km=float(pd.to_numeric(routes.get("road_km", pd.Series(dtype=float))).sum()),
    )


def _reach(analysis: Analysis | None, view: View) -> Reach | None:
    places = _layer(analysis, "places", view)
    if analysis is None or places is None or places.empty or "cover" not in places:
        return None
    in_time = int(places["cover"].isin(("once", "backed_up")).sum())
    minutes = analysis.parameters.get("within_min")
    return Reach(in_time, len(places), None if minutes is None else float(minutes))


def _rostered(store: Store, stations: gpd.GeoDataFrame, view: View) -> int:
    """Count the stations that a duty roster is kept for."""
    named = {str(run.parameters.get("station", "")) for run in store.analyses(ROSTERS)} - {""}
    return len(named if view.within is None else named & set(stations.get("code", ())))


def _forces(stations: gpd.GeoDataFrame) -> dict[str, int]:
    """Add up what the stations have, as far as the county says so."""
    counts = {
        name: pd.to_numeric(stations.get(name, pd.Series(dtype=float)), errors="coerce") for name in FORCES
    }
    return {name: int(count.sum()) for name, count in counts.items() if count.notna().any()}


def _rectification(store: Store, view: View, today: date, time_zone: str) -> Rectification | None:
    """Count the register's entries that a view holds; None where it has none."""
    every = RegisterWork(store, reader_of(view), today, time_zone).listed()
    if not every:
        return None
    opened = [one for one in every if one.standing.is_open]
    due = [one.standing.deadline for one in opened if one.standing.state in RECTIFIED]
    return Rectification(
        areas=sum(one.entry.kind == "area" for one in opened),
        problems=sum(one.entry.kind == "problem" for one in opened),
        listed=sum(one.standing.state is State.LISTED for one in opened),
        awaiting=sum(one.standing.state is State.AWAITING for one in opened),
        overdue=sum(one.standing.overdue(today) for one in opened),
        due_soon=sum(one.standing.due_soon(today) for one in opened),
        recurring=sum(recurs(one.entry) for one in opened),
        undecided=sum(one.standing.state in UNDECIDED for one in every),
        next_due=min((day for day in due if day is not None and day >= today), default=None),
        in_charge=_in_charge(opened, today),
    )


def _in_charge(opened: Sequence[Listed], today: date) -> tuple[tuple[str, int, int], ...]:
    posts: dict[str, list[int]] = {}
    for one in opened:
        if leader := str(one.entry.facts.get("leader", "")):
            tally = posts.setdefault(leader, [0, 0])
            tally[0] += 1
            tally[1] += one.standing.overdue(today)
    found = [(post, count, late) for post, (count, late) in posts.items()]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))
