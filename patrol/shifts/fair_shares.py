"""
Who does what, so that shifts, nights and weekends are shared fairly.

Posts of a group exchange stretches of days. Which post should work which stretch, all else held fixed, is an
assignment problem, and its answer never makes shares less even. Stretches of one day to one week, begun on
every day, are dealt out anew until none betters anything. Coverage stays: the same duties are done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from patrol.shifts.duty_states import OFF
from patrol.shifts.settings import DAY, HOUR, WEEK_DAYS, RestRules, Shift
from patrol.shifts.slots import Floats, Ints

STRETCHES = (7, 1, 2, 3, 4, 5)
"""Days of the stretches that are dealt out anew."""
SWEEPS = 20
FORBIDDEN = 1e6
"""Price of a breach of the rules of rest: beyond any unevenness."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """
    What is shared, and within what rules.

    Attributes
    ----------
    burdens
        What a shift is to those who work it, shape ``(n_burdens, n_days, n_shifts + 1)``; the last of them is
        ``OFF``.
    shifts, rules
        Shifts of a day, and what must hold.
    cyclic
        Whether the first day follows the last.
    """

    burdens: Floats
    shifts: Sequence[Shift]
    rules: RestRules
    cyclic: bool


def share_fairly(duty: Ints, sharing: Sharing) -> Ints:
    """
    Exchange duties until shares are even.

    Parameters
    ----------
    duty
        Shift of each post and day, ``OFF`` for none, shape ``(n_posts, n_days)``, from a Monday on.
    sharing
        What is shared, and within what rules. A breach that is there already is mended if it can be.

    Returns
    -------
    ndarray
        The same duties on the same days, dealt out with the smallest sum of squared burdens that was found.
    """
    plan = duty.copy()
    n_days = plan.shape[1]
    price = _price(plan, sharing)
    for _ in range(SWEEPS):
        for length in STRETCHES:
            for first in range(n_days if sharing.cyclic else n_days - length + 1):
                days = np.arange(first, first + length) % n_days
                plan[:, days] = _dealt_out(plan, first, days, sharing)
        before, price = price, _price(plan, sharing)
        if price >= before:
            break
    return plan


def breaches(duty: Ints, shifts: Sequence[Shift], rules: RestRules, *, cyclic: bool) -> Ints:
    """
    Count for each post the duties that break a rule of rest.

    Parameters
    ----------
    duty
        Shift of each post and day, ``OFF`` for none, shape ``(n_posts, n_days)``, from a Monday on.
    shifts, rules
        Shifts of a day, and what must hold.
    cyclic
        Whether the first day follows the last.

    Returns
    -------
    ndarray
        Shape ``(n_posts,)``.
    """
    days = np.arange(-WEEK_DAYS, duty.shape[1])
    return _breaches(_on(duty, days, cyclic=cyclic), 0, shifts, rules)


def _dealt_out(plan: Ints, first: int, days: Ints, sharing: Sharing) -> Ints:
    """Choose who works which stretch of some days, the first of them not yet taken round."""
    posts = len(plan)
    last = first + len(days)
    before = _on(plan, np.arange(first - WEEK_DAYS, first), cyclic=sharing.cyclic)
    after = _on(plan, np.arange(last, last + WEEK_DAYS), cyclic=sharing.cyclic)
    stretch = plan[:, days]
    worked = total_burdens(stretch, sharing.burdens[:, days])
    others = total_burdens(plan, sharing.burdens) - worked
    cost = ((others[:, :, None] + worked[:, None, :]) ** 2).sum(axis=0)
    own, other = np.divmod(np.arange(posts * posts), posts)
    joined = np.concatenate([before[own], stretch[other], after[own]], axis=1)
    broken = _breaches(joined, first % WEEK_DAYS, sharing.shifts, sharing.rules)
    cost += FORBIDDEN * broken.reshape(posts, posts)
    return np.asarray(stretch[linear_sum_assignment(cost)[1]], dtype=np.int64)


def _on(plan: Ints, days: Ints, *, cyclic: bool) -> Ints:
    """Give the duties of some days; beyond the roster's ends there are none, or it goes round."""
    n_days = plan.shape[1]
    duties = plan[:, days % n_days]
    return duties if cyclic else np.where((days >= 0) & (days < n_days), duties, OFF)


def total_burdens(duty: Ints, burdens: Floats) -> Floats:
    """
    Add up what each post bears.

    Parameters
    ----------
    duty, burdens
        As in `share_fairly` and `Sharing`.

    Returns
    -------
    ndarray
        Shape ``(n_burdens, n_posts)``.
    """
    return np.asarray(burdens[:, np.arange(duty.shape[1]), duty].sum(axis=2))


def _breaches(duty: Ints, weekday: int, shifts: Sequence[Shift], rules: RestRules) -> Ints:
    """
    Count breaches from the eighth day on, which is that weekday; states remember the seven days before it.

    The rules are those of `duty_states.state_after`, here for many posts at once.
    """
    begins = np.array([shift.start_min for shift in shifts] + [0])
    ends = np.array([shift.end_min for shift in shifts] + [0])
    night = np.array([shift.is_night for shift in shifts] + [False])
    enough = round(rules.min_rest_h * HOUR)
    rested = np.full(len(duty), enough)
    nights, days, worked, broken = (np.zeros(len(duty), dtype=np.int64) for _ in range(4))
    for day in range(duty.shape[1]):
        if (day + weekday) % WEEK_DAYS == 0:
            worked[:] = 0
        shift = duty[:, day]
        on = shift != OFF
        short = on & (rested + begins[shift] < enough)
        rested = np.where(on, np.minimum(DAY - ends[shift], enough), np.minimum(rested + DAY, enough))
        nights = np.where(night[shift], nights + 1, 0)
        days = np.where(on, days + 1, 0)
        worked += (ends - begins)[shift]
        if day >= WEEK_DAYS:
            broken += short
            broken += on & (nights > rules.max_consecutive_nights)
            broken += on & (days > rules.max_consecutive_days)
            broken += on & (worked > rules.max_weekly_h * HOUR)
    return broken


def _price(plan: Ints, sharing: Sharing) -> float:
    """Give the sum of squared burdens, and of what is forbidden."""
    broken = breaches(plan, sharing.shifts, sharing.rules, cyclic=sharing.cyclic).sum()
    return float((total_burdens(plan, sharing.burdens) ** 2).sum() + FORBIDDEN * broken)
