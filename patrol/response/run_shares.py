"""What a long run of the hypercube queue tells: busy shares with little noise, dispatches that fit them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from patrol.travel import Floats

ROUNDS = 100
FITS = 1e-10
TINY = np.finfo(float).tiny


@dataclass(frozen=True, slots=True)
class Tally:
    """
    What was seen in batches of a run, by the number of busy cars (0 to ``n_cars``).

    Attributes
    ----------
    time
        Time spent with each number, shape ``(n_batches, n_cars + 1)``, in service times.
    busy
        Time that each car was busy meanwhile, shape ``(n_batches, n_cars + 1, n_cars)``.
    gained
        Calls that each car could expect meanwhile, same shape.
    """

    time: Floats
    busy: Floats
    gained: Floats


def busy_shares(tally: Tally, level: Floats) -> tuple[Floats, Floats]:
    """
    Estimate the share of time that each car is busy and no call waits.

    How long how many cars are busy is known, so that the run need only tell which (post-stratification). And
    in the long run a car gets as many calls as it serves: how far the run strays from that tells how far its
    busy share strays (a control variate).

    Parameters
    ----------
    tally
        Two batches or more.
    level
        Probability of each number of busy cars, none waiting, shape ``(n_cars + 1,)``.

    Returns
    -------
    tuple of ndarray
        Shares and their standard errors, each of shape ``(n_cars,)``.

    References
    ----------
    .. [1] Asmussen and Glynn (2007), Stochastic Simulation, chapter V
    """
    busy, busy_strays = _stratified(tally.busy, tally.time, level)
    excess, excess_strays = _stratified(tally.gained - tally.busy, tally.time, level)
    spread = (excess_strays**2).sum(axis=0)
    factor = -(busy_strays * excess_strays).sum(axis=0) / np.maximum(spread, TINY)
    strays = busy_strays + factor * excess_strays
    return np.maximum(busy + factor * excess, 0), np.sqrt((strays**2).sum(axis=0))


def _stratified(amount: Floats, time: Floats, level: Floats) -> tuple[Floats, Floats]:
    """Weigh amounts per time by the known levels; also gives what each batch adds to the error."""
    whole = np.maximum(time.sum(axis=0), TINY)
    rate = amount.sum(axis=0) / whole[:, None]
    strays = amount - rate * time[:, :, None]
    each_adds = np.einsum("l,blc->bc", level / whole, strays)
    return np.asarray(level @ rate), np.asarray(each_adds)


def fit_margins(sent: Floats, offered: Floats, gained: Floats, answered: float) -> Floats:
    """
    Scale rows and columns until both sums are right (iterative proportional fitting).

    Parameters
    ----------
    sent
        How often each order sends each car, in any unit, shape ``(n_lists, n_cars)``; no row is empty.
    offered
        Calls of each order, shape ``(n_lists,)``.
    gained
        Calls that each car is sent to, shape ``(n_cars,)``.
    answered
        What every row sums to.

    Returns
    -------
    ndarray
        Rows sum to `answered`, and ``offered @`` it is `gained` as nearly as rows allow.
    """
    fitted: Floats = sent * answered / sent.sum(axis=1, keepdims=True)
    for _ in range(ROUNDS):
        columns = offered @ fitted
        factor = np.where(columns > 0, gained / np.maximum(columns, TINY), 1.0)
        if np.abs(factor[columns > 0] - 1).max(initial=0) < FITS:
            break
        fitted *= factor
        fitted *= answered / fitted.sum(axis=1, keepdims=True)
    return fitted
