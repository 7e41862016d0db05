from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from data.store import open_store
from gis.errors import InputError
from patrol.shifts.roster import Roster, make_roster
from patrol.shifts.settings import FOUR_SHIFTS, Forces, RestRules, RosterParams
from web.services.shifts.kept import keep_rosters, rosters_in_store
from web.services.shifts.rosters import StationRoster

DEMAND = np.linspace(0, 1, 168)


def of_station(code: str, roster: Roster, monday: date = date(2026, 3, 2)) -> StationRoster:
    return StationRoster(code, f"{code}派出所", roster, monday, DEMAND)


def same(one: Roster, other: Roster) -> bool:
    for field in fields(Roster):
        mine, others = getattr(one, field.name), getattr(other, field.name)
        if field.name == "duty":
            if len(mine) != len(others) or any((a != b).any() for a, b in zip(mine, others, strict=True)):
                return False
        elif not (np.array_equal(mine, others) if isinstance(mine, np.ndarray) else mine == others):
            return False
    return True


def test_a_roster_with_shortages_and_notes_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    rules = RestRules(min_rest_h=12, max_consecutive_nights=2)
    short = make_roster(
        np.full(168, 3), Forces(7, 6, 2), RosterParams(FOUR_SHIFTS, rules, weeks=2, cyclic=True)
    )
    teams = make_roster(np.full(168, 1), Forces(9, 4, teams=4), RosterParams(weeks=1))
    assert short.shortages
    assert short.notes
    with open_store(tmp_path / "store.sqlite") as store:
        keep_rosters(store, [of_station("0102", short), of_station("0101", teams)])
        first, second = rosters_in_store(store)
    assert (first.code, second.code, second.name) == ("0101", "0102", "0102派出所")
    assert second.monday == date(2026, 3, 2)
    assert second.wanted.tolist() == DEMAND.tolist()
    assert same(second.roster, short)
    assert same(first.roster, teams)
    assert not same(first.roster, short)


def test_the_newest_of_each_station_is_given_and_unknown_ones_are_named(tmp_path: Path) -> None:
    roster = make_roster(np.ones(168), Forces(9, 4), RosterParams(weeks=1))
    with open_store(tmp_path / "store.sqlite") as store:
        with pytest.raises(InputError) as nothing:
            rosters_in_store(store)
        keep_rosters(store, [of_station("A", roster), of_station("B", roster)])
        keep_rosters(store, [of_station("A", roster, date(2026, 4, 6))])
        newest = rosters_in_store(store)
        named = rosters_in_store(store, ["B派出所"])
        with pytest.raises(InputError) as unknown:
            rosters_in_store(store, ["C"])
    assert nothing.value.code == "shifts.none_kept"
    assert [(each.code, each.monday) for each in newest] == [("A", date(2026, 4, 6)), ("B", date(2026, 3, 2))]
    assert [each.code for each in named] == ["B"]
    assert unknown.value.code == "shifts.station_unknown"
