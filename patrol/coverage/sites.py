"""
Choose the sites that save most: the one problem behind maximal covering and the p-median.

Every place is served by the open site that saves it most; the sum over places is wanted as large as it can
be. A Lagrangian relaxation bounds what any choice can save (Cornuejols, Fisher and Nemhauser 1977,
doi:10.1287/mnsc.23.8.789), an interchange of sites finds what comes near it, and what the bound leaves open
is settled by an integer programme over the sites that can still matter. Iterations end the work, never
seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from patrol.coverage.interchange import Floats, Ints, greedy, interchange, servers, site_prices
from patrol.coverage.levels import solve_levels

ITERATIONS = 1_000
"""Steps of the subgradient; on the cases that were tried the bound hardly moves after these."""

PATIENCE = 30
"""Steps without a better bound after which the step length is halved."""

POLISH_EVERY = 40
"""Every so many steps the sites of the relaxation are taken as another start of the interchange."""

RELATIVE = 1e-9
"""Savings this near to each other, in shares of the whole, are equal."""


@dataclass(frozen=True, slots=True)
class SiteChoice:
    """
    Sites and how good they are.

    Attributes
    ----------
    sites
        Positions of the sites, ascending.
    value
        What they save.
    bound
        No choice of as many sites saves more than this.
    """

    sites: Ints
    value: float
    bound: float

    @property
    def optimal(self) -> bool:
        """Whether no choice can be better."""
        return self.bound - self.value <= 10 * RELATIVE * max(1.0, abs(self.bound))


@dataclass(slots=True)
class _Relaxation:
    """The best prices so far, and what they say of each site."""

    bound: float
    price: Floats
    beyond: Floats
    sites: Ints
    value: float


def choose_sites(savings: csr_array, count: int, *, exact: bool = True) -> SiteChoice:
    """
    Choose `count` sites that save most.

    Parameters
    ----------
    savings
        What each site saves each place, shape ``(n_sites, n_places)``, none below zero.
    count
        Number of sites.
    exact
        Whether to settle by an integer programme what the bound leaves open, if that is small enough.

    Returns
    -------
    SiteChoice
        Sites, what they save and the bound.

    Raises
    ------
    ValueError
        When there are fewer sites than asked for, none is asked for, or a saving is below zero.
    """
    if not 1 <= count <= savings.shape[0]:
        raise ValueError(f"wanted 1 to {savings.shape[0]} sites, got {count}")
    kept = savings.astype(float)
    kept.eliminate_zeros()
    if (kept.data < 0).any() or not np.isfinite(kept.data).all():
        raise ValueError("wanted savings of 0 or more, none of them infinite")
    rows = (kept.indptr.astype(np.int64), kept.indices.astype(np.int64), kept.data)
    relaxed = _relax(rows, savings.shape[1], count)
    if (kept.data == np.rint(kept.data)).all():
        relaxed.bound = float(np.floor(relaxed.bound * (1 + RELATIVE)))
    if exact and relaxed.bound > relaxed.value:
        settled = _settle(kept, count, relaxed)
        if settled is not None:
            return settled
    return SiteChoice(np.sort(relaxed.sites), relaxed.value, max(relaxed.bound, relaxed.value))


def _relax(rows: tuple[Ints, Ints, Floats], n_places: int, count: int) -> _Relaxation:
    """Lower the bound by a subgradient, and look for better sites on the way."""
    first, place, saving = rows
    tolerance = RELATIVE * max(1.0, float(saving.sum()) / max(1, len(first) - 1))
    sites, value = interchange(
        first, place, saving, n_places, greedy(first, place, saving, n_places, count), tolerance
    )
    price = _first_prices(rows, n_places, sites)
    best = _Relaxation(np.inf, price, np.zeros(len(first) - 1), sites, value)
    step, waited = 1.0, 0
    for iteration in range(ITERATIONS):
        beyond = site_prices(first, place, saving, price)
        chosen = np.argsort(-beyond, kind="stable")[:count]
        bound = float(price.sum() + beyond[chosen].sum())
        waited += 1
        if bound < best.bound:
            waited = 0 if bound < best.bound - tolerance else waited
            best.bound, best.price, best.beyond = bound, price, beyond
        if iteration % POLISH_EVERY == POLISH_EVERY - 1:
            tried, worth = interchange(first, place, saving, n_places, np.sort(chosen), tolerance)
            if worth > best.value + tolerance:
                best.sites, best.value = tried, worth
        if waited >= PATIENCE:
            step, waited = step / 2, 0
        slope = 1.0 - servers(first, place, saving, price, chosen)
        slope[(slope > 0) & (price == 0)] = 0.0
        steepness = float(slope @ slope)
        if best.bound - best.value <= tolerance or steepness == 0:
            break
        price = np.maximum(0.0, price - step * (bound - best.value) / steepness * slope)
    return best


def _first_prices(rows: tuple[Ints, Ints, Floats], n_places: int, sites: Ints) -> Floats:
    """Start half-way between the best and the second-best saving that the open sites offer."""
    first, place, saving = rows
    best, second = np.zeros(n_places), np.zeros(n_places)
    for site in sites:
        entries = slice(first[site], first[site + 1])
        here, value = place[entries], saving[entries]
        second[here] = np.maximum(second[here], np.minimum(best[here], value))
        best[here] = np.maximum(best[here], value)
    return (best + second) / 2


def _settle(savings: csr_array, count: int, relaxed: _Relaxation) -> SiteChoice | None:
    """Solve what is left over the sites that a better choice could hold; nothing where that is too much."""
    beyond = relaxed.beyond
    order = np.argsort(-beyond, kind="stable")
    room = relaxed.bound - relaxed.value
    slack = 10 * RELATIVE * max(1.0, abs(relaxed.bound))
    last_in = beyond[order[count - 1]]
    first_out = beyond[order[count]] if count < len(order) else -np.inf
    can_be = beyond >= last_in - room - slack
    must_be = np.zeros(len(beyond), dtype=bool)
    must_be[order[:count]] = beyond[order[:count]] > first_out + room + slack
    # In a better choice no place is served so far below its price that the loss alone would eat up the room.
    near = savings.data >= relaxed.price[savings.indices] - room - slack
    solved = solve_levels(savings, near, count, np.flatnonzero(can_be), np.flatnonzero(must_be))
    if solved is None:
        return None
    sites, value, bound = solved
    if value < relaxed.value:
        sites, value = relaxed.sites, relaxed.value
    return SiteChoice(np.sort(sites), value, max(value, min(bound, relaxed.bound)))
