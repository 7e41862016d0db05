"""Duty rosters that the store keeps: each station's newest is an analysis of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.errors import InputError, Problem
from patrol.shifts.roster import Roster
from patrol.shifts.settings import WEEK_DAYS, Group, RestRules, RosterParams, Shift
from patrol.shifts.shortages import Shortage
from web.services.shifts.station_roster import StationRoster

if TYPE_CHECKING:
    from data.store import Analysis, Store

KIND = "shifts"


def keep_rosters(store: Store, rosters: Sequence[StationRoster]) -> None:
    """Keep each roster as a run of its own, beside earlier ones."""
    for each in rosters:
        roster, params = each.roster, each.roster.params
        parameters: dict[str, object] = {
            "station": each.code,
            "name": each.name,
            "monday": each.monday.isoformat(),
            "weeks": params.weeks,
            "cyclic": params.cyclic,
            "patrol_heads": params.patrol_heads,
            "auxiliaries_per_officer": params.auxiliaries_per_officer,
            "repeats": roster.repeats,
            "rules": {name: getattr(params.rules, name) for name in RestRules.__slots__},
            "groups": [[each.kind, each.posts, each.officers, each.auxiliaries] for each in roster.groups],
            "notes": [[note.code, dict(note.details)] for note in roster.notes],
        }
        layers = {name: _shapeless(table) for name, table in _tables(each).items()}
        store.save_analysis(KIND, parameters, layers)


def rosters_in_store(store: Store, stations: Sequence[str] = ()) -> tuple[StationRoster, ...]:
    """
    Give the newest roster of each station.

    Parameters
    ----------
    store
        The store.
    stations
        Names or codes of the stations wanted; all by default.

    Raises
    ------
    InputError
        ``shifts.none_kept`` when there is none; ``shifts.station_unknown`` for a station that has none.
    """
    newest: dict[str, int] = {}
    said: dict[str, str] = {}
    for run in store.analyses(KIND):
        code = str(run.parameters["station"])
        if newest.setdefault(code, run.id) == run.id:
            said[code] = str(run.parameters["name"])
    if not newest:
        raise InputError("shifts.none_kept")
    for asked in stations:
        if asked not in {*said, *said.values()}:
            raise InputError("shifts.station_unknown", station=asked, known=list(said.values()))
    wanted = [code for code in sorted(said) if not stations or {code, said[code]} & set(stations)]
    runs = [store.analysis(newest[code]) for code in wanted]
    return tuple(_roster(run) for run in runs if run is not None)


def _tables(each: StationRoster) -> dict[str, pd.DataFrame]:
    roster = each.roster
    duties = [
        {"group": group.kind, "post": post + 1, "shifts": json.dumps(row)}
        for group, table in zip(roster.groups, roster.duty, strict=True)
        for post, row in enumerate(table.tolist())
    ]
    hours = {
        "hour_of_week": np.arange(len(roster.required)),
        "required": roster.required,
        "staffed": roster.staffed,
        "wanted": each.wanted,
    }
    shifts = {f"patrols_{day}": roster.patrols[day] for day in range(WEEK_DAYS)}
    begins = [(shift.start_min, shift.length_min) for shift in roster.params.shifts]
    return {
        "posts": pd.DataFrame(duties),
        "hours": pd.DataFrame(hours),
        "shifts": pd.DataFrame(begins, columns=["start_min", "length_min"]).assign(**shifts),
        "shortages": pd.DataFrame(
            [[getattr(short, name) for name in Shortage.__slots__] for short in roster.shortages],
            columns=list(Shortage.__slots__),
        ),
    }


def _shapeless(table: pd.DataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries([None] * len(table), crs=4326))


def _roster(run: Analysis) -> StationRoster:
    """Put a roster together again."""
    said: dict[str, Any] = run.parameters
    hours, shifts, posts = run.layers["hours"], run.layers["shifts"], run.layers["posts"]
    params = RosterParams(
        shifts=tuple(Shift(int(row.start_min), int(row.length_min)) for row in shifts.itertuples()),
        rules=RestRules(**said["rules"]),
        **{name: said[name] for name in ("weeks", "cyclic", "patrol_heads", "auxiliaries_per_officer")},
    )
    groups = tuple(Group(*group) for group in said["groups"])
    rows = run.layers["shortages"].drop(columns="geometry").itertuples(index=False)
    roster = Roster(
        params=params,
        groups=groups,
        duty=tuple(
            np.array([json.loads(row) for row in posts.loc[posts["group"] == group.kind, "shifts"]])
            for group in groups
        ),
        patrols=shifts[[f"patrols_{day}" for day in range(WEEK_DAYS)]].to_numpy().T,
        required=hours["required"].to_numpy(),
        staffed=hours["staffed"].to_numpy(),
        shortages=tuple(Shortage(*row) for row in rows),
        repeats=said["repeats"],
        notes=tuple(Problem(code, details) for code, details in said["notes"]),
    )
    monday = date.fromisoformat(said["monday"])
    return StationRoster(said["station"], said["name"], roster, monday, hours["wanted"].to_numpy())
