"""Loops of the choice of sites: greedy opening, interchange of two sites, and Lagrangian bounds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gis.compiled import compiled

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@compiled
def greedy(first: Ints, place: Ints, saving: Floats, n_places: int, count: int) -> Ints:
    """
    Open sites one by one, each time the one that saves most beyond those that are open.

    Parameters
    ----------
    first, place, saving
        What each site saves, as the rows of a compressed sparse matrix; every saving above 0.
    n_places
        Number of places.
    count
        Sites to open.

    Returns
    -------
    ndarray
        The sites, in the order of opening.
    """
    n_sites = len(first) - 1
    best = np.zeros(n_places)
    is_open = np.zeros(n_sites, dtype=np.bool_)
    ceiling = np.full(n_sites, np.inf)  # what a site saves can only fall while others open
    opened = np.empty(count, dtype=np.int64)
    for step in range(count):
        most, choice = -1.0, -1
        for site in range(n_sites):
            if is_open[site] or ceiling[site] <= most:
                continue
            gain = 0.0
            for entry in range(first[site], first[site + 1]):
                gain += max(0.0, saving[entry] - best[place[entry]])
            ceiling[site] = gain
            if gain > most:
                most, choice = gain, site
        opened[step] = choice
        is_open[choice] = True
        for entry in range(first[choice], first[choice + 1]):
            best[place[entry]] = max(best[place[entry]], saving[entry])
    return opened


@compiled
def _two_best(
    first: Ints, place: Ints, saving: Floats, opened: Ints, n_places: int
) -> tuple[Ints, Floats, Floats]:
    """Find for every place which of the open sites serves it best (-1: none), and the two best savings."""
    server = np.full(n_places, -1, dtype=np.int64)
    best, second = np.zeros(n_places), np.zeros(n_places)
    for position in range(len(opened)):
        site = opened[position]
        for entry in range(first[site], first[site + 1]):
            here, value = place[entry], saving[entry]
            if value > best[here]:
                second[here], best[here], server[here] = best[here], value, position
            elif value > second[here]:
                second[here] = value
    return server, best, second


@compiled
def interchange(  # noqa: C901, PLR0917
    first: Ints, place: Ints, saving: Floats, n_places: int, sites: Ints, tolerance: float
) -> tuple[Ints, float]:
    """
    Exchange an open site for a closed one while that saves more, the best exchange first.

    The rule of Teitz and Bart (1968, doi:10.1287/opre.16.5.955), every closed site being weighed against all
    open ones in one walk through what it saves (Whitaker 1983, doi:10.1080/03155986.1983.11731889).

    Parameters
    ----------
    first, place, saving, n_places
        As for `greedy`.
    sites
        Sites that are open at the start.
    tolerance
        An exchange that saves no more than this is none.

    Returns
    -------
    tuple
        The sites, and what they save together.
    """
    opened = sites.copy()
    n_sites = len(first) - 1
    is_open = np.zeros(n_sites, dtype=np.bool_)
    is_open[opened] = True
    lost, avoided = np.zeros(len(opened)), np.zeros(len(opened))
    while True:
        server, best, second = _two_best(first, place, saving, opened, n_places)
        lost[:] = 0.0
        for here in range(n_places):
            if server[here] >= 0:
                lost[server[here]] += best[here] - second[here]
        most, entering, leaving = tolerance, -1, -1
        for site in range(n_sites):
            if is_open[site]:
                continue
            gain = 0.0
            avoided[:] = 0.0
            for entry in range(first[site], first[site + 1]):
                here, value = place[entry], saving[entry]
                if value > best[here]:
                    gain += value - best[here]
                    if server[here] >= 0:
                        avoided[server[here]] += best[here] - second[here]
                elif value > second[here]:
                    avoided[server[here]] += value - second[here]
            for position in range(len(opened)):
                change = gain - lost[position] + avoided[position]
                if change > most:
                    most, entering, leaving = change, site, position
        if entering < 0:
            return opened, best.sum()
        is_open[opened[leaving]] = False
        opened[leaving] = entering
        is_open[entering] = True


@compiled
def site_prices(first: Ints, place: Ints, saving: Floats, price: Floats) -> Floats:
    """
    Sum up what each site saves beyond the prices of the places that it serves.

    Parameters
    ----------
    first, place, saving
        As for `greedy`.
    price
        Lagrange multiplier of each place.

    Returns
    -------
    ndarray
        One sum for each site.
    """
    beyond = np.zeros(len(first) - 1)
    for site in range(len(first) - 1):
        total = 0.0
        for entry in range(first[site], first[site + 1]):
            total += max(0.0, saving[entry] - price[place[entry]])
        beyond[site] = total
    return beyond


@compiled
def servers(first: Ints, place: Ints, saving: Floats, price: Floats, sites: Ints) -> Ints:
    """
    Count for each place the sites, of those given, that save more than its price.

    Parameters
    ----------
    first, place, saving, price
        As for `site_prices`.
    sites
        The sites to count.

    Returns
    -------
    ndarray
        One number for each place.
    """
    number = np.zeros(len(price), dtype=np.int64)
    for site in sites:
        for entry in range(first[site], first[site + 1]):
            if saving[entry] > price[place[entry]]:
                number[place[entry]] += 1
    return number
