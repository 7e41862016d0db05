"""Rosters cover the week, keep the rules, share fairly, and explain what is short."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis.errors import InfeasibleError
from patrol.shifts.roster import make_roster
from patrol.shifts.settings import (
    FOUR_SHIFTS,
    THREE_SHIFTS,
    WHOLE_DAY,
    Forces,
    RestRules,
    RosterParams,
    Shift,
)
from tests.patrol.shifts.oracle import broken_rules

HOUR_OF_DAY = np.arange(168) % 24
OVERLAPPING = (Shift(0, 480), Shift(480, 480), Shift(960, 480), Shift(1080, 480))
HALF_HOURS = (Shift(30, 480), Shift(510, 480), Shift(990, 480))


@st.composite
def cases(draw: st.DrawFn):
    shifts = draw(st.sampled_from([THREE_SHIFTS, FOUR_SHIFTS, OVERLAPPING, HALF_HOURS]))
    levels = np.array(draw(st.lists(st.integers(0, 3), min_size=8, max_size=8)))
    required = levels[HOUR_OF_DAY // 6 + 4 * (np.arange(168) >= 120)]
    teams = draw(st.sampled_from([None, None, 3, 4]))
    forces = Forces(
        draw(st.integers(4, 14)),
        draw(st.integers(0, 8)),
        draw(st.sampled_from([None, 2, 5])),
        teams,
    )
    rules = RestRules(
        draw(st.sampled_from([8.0, 11.0, 16.0])), draw(st.integers(1, 4)), draw(st.integers(3, 6))
    )
    weeks, cyclic = draw(st.integers(1, 3)), draw(st.booleans())
    return required, forces, RosterParams(shifts, rules, weeks, cyclic)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_whatever_the_demand_rules_hold_and_coverage_is_what_the_roster_says(case):
    required, forces, params = case
    roster = make_roster(required, forces, params)
    for table in roster.duty:
        for row in table:
            assert broken_rules(row, params.shifts, params.rules) == []
            if roster.repeats:
                assert broken_rules(np.tile(row, 2), params.shifts, params.rules) == []
    short = np.zeros(168 * 4)
    for shortage in roster.shortages:
        first = shortage.begins_min // 15
        short[first : first + shortage.length_min // 15] = shortage.missing
    patrols = patrols_by_quarter(roster)
    assert (patrols.reshape(168, 4).min(axis=1) == roster.staffed).all()
    assert (np.maximum(np.repeat(required, 4) - patrols, 0) == short).all()
    if forces.vehicles is not None:
        assert patrols.max() <= forces.vehicles
    assert_patrols_can_be_made_up(roster)
    hours = roster.shares().groupby("group")["hours"].sum()
    posts = {group.kind: group.posts for group in roster.groups}
    assert all(hours[kind] <= 42 * params.weeks * number for kind, number in posts.items())


def patrols_by_quarter(roster) -> np.ndarray:
    """Count the patrols of each quarter of an hour of a week that repeats."""
    week = np.zeros(7 * 96, dtype=int)
    for day, shift in itertools.product(range(7), range(len(roster.params.shifts))):
        duty = roster.params.shifts[shift]
        quarters = np.arange(duty.length_min // 15) + day * 96 + duty.start_min // 15
        np.add.at(week, quarters % len(week), roster.patrols[day, shift])
    return week


def assert_patrols_can_be_made_up(roster) -> None:
    """Each shift of each day has the officers and heads for its patrols, and no auxiliary is alone."""
    for day in range(7 * roster.params.weeks):
        for shift in range(len(roster.params.shifts)):
            heads = np.zeros(2, dtype=int)
            for group, table in zip(roster.groups, roster.duty, strict=True):
                heads += (table[:, day] == shift).sum() * np.array([group.officers, group.auxiliaries])
            officers, auxiliaries = heads
            patrols = roster.patrols[day % 7, shift]
            assert patrols <= officers
            assert patrols * roster.params.patrol_heads <= officers + auxiliaries
            assert auxiliaries <= roster.params.auxiliaries_per_officer * officers


def brute_force_one_post(required, shifts, rules) -> float:
    """Try every week of one post that can follow itself; give the smallest shortage in hours."""
    best = np.inf
    for line in itertools.product(range(-1, len(shifts)), repeat=7):
        hours = sum(shifts[shift].length_min for shift in line if shift >= 0) / 60
        if hours > rules.mean_weekly_h or broken_rules(line * 2, shifts, rules):
            continue
        best = min(best, shortage_of([line], required, shifts))
    return best


def shortage_of(lines, required, shifts) -> float:
    staffed = np.zeros(168, dtype=int)
    for line in lines:
        for day, shift in enumerate(line):
            if shift >= 0:
                first = day * 24 + shifts[shift].start_min // 60
                staffed[np.arange(first, first + shifts[shift].length_min // 60) % 168] += 1
    return float(np.maximum(required - staffed, 0).sum())


@pytest.mark.parametrize("seed", range(4))
def test_smallest_shortage_of_one_post_is_that_of_trying_every_week(seed):
    rng = np.random.default_rng(seed)
    shifts = (Shift(480, 720), Shift(1200, 720))
    rules = RestRules(12, 2, 4, 60, 60)
    required = np.repeat(rng.integers(0, 2, 28), 6)
    roster = make_roster(required, Forces(1), RosterParams(shifts, rules, weeks=1, patrol_heads=1))
    found = np.maximum(roster.required - roster.staffed, 0).sum()
    assert found == brute_force_one_post(required, shifts, rules)


@pytest.mark.parametrize("seed", range(3))
def test_smallest_shortage_of_two_posts_is_that_of_trying_every_pair_of_weeks_in_any_order(seed):
    rng = np.random.default_rng(seed)
    shifts, rules = (Shift(480, 1440),), RestRules(24, 7, 1, 96, 84)
    required = np.repeat(rng.integers(0, 3, 28), 6)
    lines = [line for line in itertools.product((-1, 0), repeat=7) if not broken_rules(line, shifts, rules)]
    follows = {(a, b): not broken_rules(a + b, shifts, rules) for a in lines for b in lines}
    best = min(
        shortage_of([a, b], required, shifts)
        for a in lines
        for b in lines
        if ((follows[a, a] and follows[b, b]) or (follows[a, b] and follows[b, a]))
        and 24 * (sum(shift >= 0 for shift in (*a, *b))) <= 2 * 84
    )
    roster = make_roster(required, Forces(2), RosterParams(shifts, rules, weeks=2, patrol_heads=1))
    assert np.maximum(roster.required - roster.staffed, 0).sum() == best


def test_three_teams_of_one_day_on_and_two_off_cover_the_clock_and_repeat_after_three_weeks():
    rules = RestRules(min_rest_h=48, max_weekly_h=72, mean_weekly_h=56)
    roster = make_roster(
        np.full(168, 2), Forces(12, 6, teams=3), RosterParams(WHOLE_DAY, rules, weeks=3, cyclic=True)
    )
    assert roster.shortages == ()
    assert roster.repeats
    assert (np.sort(roster.duty[0], axis=0) == [[-1], [-1], [0]]).all()  # each day one team, by turns
    assert (roster.shares()["shifts"] == 7).all()


def test_four_teams_on_three_shifts_work_42_hours_a_week_each_with_equal_nights_and_weekends():
    roster = make_roster(np.full(168, 5), Forces(40, 20, 8, teams=4), RosterParams(cyclic=True))
    assert roster.shortages == ()
    assert roster.repeats
    shares = roster.shares().drop(columns=["group", "post"])
    assert (shares == [21, 7, 6, 168]).all(axis=None)


def test_forty_officers_over_four_weeks_have_shares_that_differ_by_one_at_most():
    required = np.where((HOUR_OF_DAY >= 18) | (HOUR_OF_DAY < 2), 5, 3)
    roster = make_roster(required, Forces(40, 20, 8), demand=1 + HOUR_OF_DAY / 24)
    spread = roster.shares().groupby("group")[["shifts", "nights", "weekend_shifts"]].agg(np.ptp)
    assert roster.shortages == ()
    assert (spread <= 1).all(axis=None)


def test_who_is_left_over_goes_where_demand_is():
    evening = (HOUR_OF_DAY >= 16).astype(float)
    roster = make_roster(np.ones(168), Forces(20, 20), demand=evening + 0.01)
    assert (roster.patrols[:, 2] > roster.patrols[:, :2].max(axis=1)).all()


def test_the_minimum_comes_before_demand():
    nights = (HOUR_OF_DAY < 8).astype(int)
    morning = np.where((HOUR_OF_DAY >= 8) & (HOUR_OF_DAY < 16), 100.0, 0.01)
    roster = make_roster(nights, Forces(2), RosterParams(weeks=1, patrol_heads=1), demand=morning)
    assert roster.shortages == ()
    assert roster.patrols[:, 0].tolist() == [1] * 7
    assert roster.patrols[:, 1].sum() == 3  # 84 h are ten shifts, seven of them nights


def test_same_input_gives_the_same_roster():
    first, second = (make_roster(np.full(168, 2), Forces(14, 9, 4), RosterParams(weeks=2)) for _ in range(2))
    assert all((a == b).all() for a, b in zip(first.duty, second.duty, strict=True))


def test_two_officers_alone_are_short_by_hand_and_the_missing_posts_are_counted():
    # One patrol of one officer around the clock is 168 h a week; at 42 h each that takes four.
    roster = make_roster(np.ones(168), Forces(2), RosterParams(weeks=1, patrol_heads=1))
    notes = {note.code: note.details for note in roster.notes}
    assert notes["shifts.short"]["hours"] == 168 - 80  # 84 h allowed, in shifts of 8 h
    assert notes["shifts.officers_missing"]["posts"] == 2
    assert sum(s.missing * s.length_min for s in roster.shortages) == 60 * 88
    assert {s.cause for s in roster.shortages} == {"posts"}
    mended = make_roster(np.ones(168), Forces(4), RosterParams(weeks=1, patrol_heads=1))
    assert mended.shortages == ()


def test_vehicles_and_hours_without_a_shift_are_named_as_causes():
    required = np.full(168, 3)
    day_only = RosterParams((Shift(480, 720),), patrol_heads=1)
    roster = make_roster(required, Forces(30, vehicles=2), day_only)
    assert {s.cause for s in roster.shortages} == {"shifts", "vehicles"}
    codes = {note.code: note.details for note in roster.notes}
    assert codes["shifts.hours_without_shift"]["hours"] == 84
    assert codes["shifts.vehicles_short"] == {"vehicles": 2, "required": 3}
    assert "shifts.officers_missing" not in codes  # no number of officers would help
    assert codes["shifts.short"]["hours"] == 3 * 84 + 84


def test_an_hour_that_a_shift_covers_by_half_counts_as_not_covered_and_half_an_hour_is_short():
    required = np.zeros(168)
    required[8] = 1
    shift = Shift(8 * 60 + 30, 480)
    roster = make_roster(required, Forces(9), RosterParams((shift,), weeks=1, patrol_heads=1))
    (shortage,) = roster.shortages
    assert (shortage.begins_min, shortage.length_min, shortage.cause) == (480, 30, "shifts")
    assert roster.staffed[8] == 0
    assert roster.staffed[9] > 0


def test_auxiliaries_without_officers_make_no_roster():
    with pytest.raises(InfeasibleError, match=r"shifts\.no_officers"):
        make_roster(np.ones(168), Forces(0, 10))


def test_a_roster_that_cannot_repeat_says_so():
    rules = RestRules(min_rest_h=48, max_weekly_h=72, mean_weekly_h=56)
    required = np.full(168, 1)
    params = RosterParams(WHOLE_DAY, rules, weeks=2, cyclic=True, patrol_heads=1)
    roster = make_roster(required, Forces(3), params)
    assert roster.shortages == ()
    assert not roster.repeats
    assert [note.code for note in roster.notes] == ["shifts.not_cyclic"]


def test_heads_beyond_equal_teams_are_named():
    roster = make_roster(np.ones(168), Forces(14, 9, teams=4), RosterParams(weeks=1))
    assert roster.notes[-1].code == "shifts.left_over"
    assert roster.notes[-1].details == {"officers": 2, "auxiliaries": 1}


@pytest.mark.parametrize("bad", [np.ones(24), np.full(168, -1), np.full(168, np.nan), np.full(168, 0.5)])
def test_a_week_that_is_no_week_is_refused(bad):
    with pytest.raises(ValueError, match=r"168|whole"):
        make_roster(bad, Forces(4))
