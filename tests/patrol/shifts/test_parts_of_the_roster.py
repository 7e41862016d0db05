"""The parts that rosters are made of, each by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gis.errors import InputError
from patrol.shifts import week_plan
from patrol.shifts.duty_states import OFF, DutyState, duty_network, rested, state_after
from patrol.shifts.fair_shares import Sharing, breaches, share_fairly, total_burdens
from patrol.shifts.integer_programme import IntegerProgramme, NoAnswer
from patrol.shifts.night_beats import join_for_night
from patrol.shifts.patrols_needed import patrols_needed
from patrol.shifts.roster import make_roster
from patrol.shifts.settings import FOUR_SHIFTS, THREE_SHIFTS, Forces, RestRules, RosterParams, Shift
from patrol.shifts.slots import week_slots
from patrol.shifts.weekly_lines import weekly_lines
from tests.strategies import square_fabric

NIGHT, DAY_SHIFT, EVENING = range(3)


def test_a_night_shift_works_three_hours_between_22_and_6():
    assert [shift.is_night for shift in THREE_SHIFTS] == [True, False, False]
    assert [shift.is_night for shift in FOUR_SHIFTS] == [True, False, False, False]
    assert Shift(17 * 60, 8 * 60).is_night  # to 1 h: three hours
    assert not Shift(16 * 60 + 59, 8 * 60).is_night
    assert Shift(3 * 60, 8 * 60).is_night
    assert not Shift(3 * 60 + 1, 8 * 60).is_night


def test_a_morning_may_not_follow_an_evening_with_eleven_hours_of_rest():
    rules = RestRules()
    evening = state_after(rested(rules), EVENING, THREE_SHIFTS, rules, week_ends=False)
    assert evening == DutyState(0, 0, 1, 480)
    assert state_after(evening, NIGHT, THREE_SHIFTS, rules, week_ends=False) is None
    assert state_after(evening, DAY_SHIFT, THREE_SHIFTS, rules, week_ends=False) is None  # 8 h of rest
    assert state_after(evening, EVENING, THREE_SHIFTS, rules, week_ends=False) is not None  # 16 h
    eight = RestRules(min_rest_h=8)
    assert state_after(evening, DAY_SHIFT, THREE_SHIFTS, eight, week_ends=False) is not None


def test_nights_days_and_hours_end_where_the_rules_say():
    rules = RestRules(max_consecutive_nights=2, max_consecutive_days=3, max_weekly_h=24)
    fresh = rested(rules)
    two_nights = fresh._replace(nights=2, days=2)
    assert state_after(two_nights, NIGHT, THREE_SHIFTS, rules, week_ends=False) is None
    assert state_after(two_nights, EVENING, THREE_SHIFTS, rules, week_ends=False) is not None
    assert state_after(fresh._replace(days=3), EVENING, THREE_SHIFTS, rules, week_ends=False) is None
    assert state_after(fresh._replace(worked_min=961), EVENING, THREE_SHIFTS, rules, week_ends=False) is None
    sunday = state_after(fresh._replace(worked_min=960), EVENING, THREE_SHIFTS, rules, week_ends=True)
    assert sunday.worked_min == 0
    assert state_after(two_nights, OFF, THREE_SHIFTS, rules, week_ends=False) == fresh


def test_every_arc_of_a_network_joins_states_that_are_there():
    network = duty_network(THREE_SHIFTS, RestRules())
    for arc in network.arcs:
        before = network.states[arc.day][arc.before]
        after = state_after(before, arc.shift, THREE_SHIFTS, RestRules(), week_ends=arc.day == 6)
        assert network.states[(arc.day + 1) % 7][arc.after] == after
    assert len(set(network.arcs)) == len(network.arcs)


def test_slots_end_at_hours_and_at_shifts_and_sunday_night_runs_into_monday():
    slots = week_slots((Shift(22 * 60 + 30, 8 * 60),))
    assert len(slots.hour) == 168 + 14  # two halves of the hours from 22 and from 6, each day
    assert slots.hours.sum() == 168
    first = slots.on_duty[slots.begins_min == 0][0]
    assert np.flatnonzero(first).tolist() == [6]  # Monday 0 h: Sunday's shift
    assert slots.on_duty.sum(axis=0).tolist() == [9] * 7  # two halves and seven whole hours


def test_an_integer_programme_by_hand():
    programme = IntegerProgramme()
    x = programme.columns(2, cost=[-5.0, -4.0])
    programme.rows((np.array([[6, 4], [1, 2]]), x), upper=[24, 6])
    assert programme.solve().tolist() == [4, 0]  # the relaxed best is (3, 1.5)


def test_an_integer_programme_without_answer_says_so():
    programme = IntegerProgramme()
    programme.rows((np.ones((1, 1)), programme.columns(1, upper=1)), lower=2)
    with pytest.raises(NoAnswer):
        programme.solve()


def test_without_time_for_the_lightest_load_the_shortest_plan_stands(monkeypatch):
    solve = IntegerProgramme.solve

    def _none_within(self, *, gap=0.0, nodes=None):
        if nodes is not None:
            raise NoAnswer("limit")
        return solve(self, gap=gap)

    monkeypatch.setattr(week_plan.IntegerProgramme, "solve", _none_within)
    roster = make_roster(np.ones(168), Forces(14), RosterParams(weeks=1))
    assert roster.shortages == ()
    assert (roster.staffed >= 1).all()


def test_lines_of_a_flow_follow_one_another_where_its_states_meet():
    shifts, rules = (Shift(480, 1440),), RestRules(48, 7, 6, 72)
    network = duty_network(shifts, rules)
    # Days 0, 3, 6 in one week, 2, 5 in the next, 1, 4 in the third: found by walking the network once round.
    flow, at = np.zeros(len(network.arcs), dtype=int), 0
    walk = [OFF] * 21 + ([0, OFF, OFF] * 7) * 2  # a few weeks to come into the cycle
    for day, shift in enumerate(walk):
        number = next(
            n
            for n, arc in enumerate(network.arcs)
            if (arc.day, arc.before, arc.shift) == (day % 7, at, shift)
        )
        at = network.arcs[number].after
        flow[number] += day >= 42
    lines = weekly_lines(network, flow)
    weeks = [tuple(np.flatnonzero(line == 0)) for line in lines.shifts]
    assert sorted(weeks) == [(0, 3, 6), (1, 4), (2, 5)]
    follower = {weeks[line]: weeks[after] for line, after in enumerate(lines.next_line)}
    assert follower == {(0, 3, 6): (2, 5), (2, 5): (1, 4), (1, 4): (0, 3, 6)}


def test_shares_of_two_posts_are_evened_out_and_coverage_stays():
    rules = RestRules()
    duty = np.full((2, 14), OFF)
    duty[0, [0, 1, 7, 8]] = NIGHT
    duty[1, [3, 4, 10, 11]] = DAY_SHIFT
    burdens = np.zeros((1, 14, 4))
    burdens[0, :, NIGHT] = 1
    shared = share_fairly(duty, Sharing(burdens, THREE_SHIFTS, rules, cyclic=False))
    assert total_burdens(shared, burdens).tolist() == [[2, 2]]
    assert (np.sort(shared, axis=0) == np.sort(duty, axis=0)).all()
    assert breaches(shared, THREE_SHIFTS, rules, cyclic=False).tolist() == [0, 0]


def test_breaches_are_counted_by_hand_and_round_the_end_where_the_roster_repeats():
    duty = np.full((1, 7), OFF)
    duty[0, [0, 6]] = [NIGHT, EVENING]
    assert breaches(duty, THREE_SHIFTS, RestRules(), cyclic=False).tolist() == [0]
    assert breaches(duty, THREE_SHIFTS, RestRules(), cyclic=True).tolist() == [1]
    two_weeks = np.tile([DAY_SHIFT] * 5 + [OFF] * 2, (1, 2))  # 40 hours each: a week's hours end with it
    assert breaches(two_weeks, THREE_SHIFTS, RestRules(), cyclic=False).tolist() == [0]
    full = np.full((1, 7), DAY_SHIFT)
    assert breaches(full, THREE_SHIFTS, RestRules(), cyclic=False).tolist() == [2]  # seventh day, 56 hours


def test_patrols_needed_are_the_offered_work_over_the_share_rounded_up():
    # 3 calls an hour of 40 minutes are 2 erlangs; at half of the time that takes 4 patrols.
    assert patrols_needed([0.0, 3.0, 3.01], minimum=1).tolist() == [1, 4, 5]
    assert patrols_needed(3.0, minimum=6) == 6
    with pytest.raises(ValueError, match="share"):
        patrols_needed(1.0, busy_share=0.0)


def test_night_beats_are_unions_of_neighbours_and_busy_ones_stay_alone():
    beats = square_fabric(4, 1).rename(columns={"unit_id": "beat_id"})
    plan = join_for_night(beats, [9.0, 9.0, 4.0, 5.0], 3, seed=1)
    night = plan.units.set_index("beat_id_in")["beat_id"]
    assert len(plan.beats) == 3
    assert night[3] == night[4]
    assert night.nunique() == 3


def test_night_beats_are_as_many_as_the_pieces_at_least_and_the_day_beats_at_most():
    beats = square_fabric(4, 1).rename(columns={"unit_id": "beat_id"})
    apart = beats.drop(index=[1]).reset_index(drop=True)
    assert len(join_for_night(apart, np.zeros(3), 1).beats) == 2
    assert len(join_for_night(beats, np.ones(4), 9).beats) == 4
    with pytest.raises(InputError, match=r"shifts\.beats_unnumbered"):
        join_for_night(beats.drop(columns="beat_id"), np.ones(4), 2)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Shift(1440, 60),
        lambda: Shift(0, 0),
        lambda: RestRules(max_consecutive_days=7),
        lambda: RestRules(min_rest_h=-1),
        lambda: RestRules(max_weekly_h=0),
        lambda: Forces(3, teams=4),
        lambda: Forces(-1),
        lambda: RosterParams(shifts=()),
        lambda: RosterParams(shifts=(Shift(0, 60),) * 2),
        lambda: RosterParams(weeks=0),
    ],
)
def test_settings_that_no_roster_can_have_are_refused(wrong):
    with pytest.raises(ValueError, match="wanted"):
        wrong()
