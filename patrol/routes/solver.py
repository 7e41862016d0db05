"""
One route: the most worthwhile visits that fit into a shift (orienteering with time windows).

Solved by PyVRP's iterated local search (Wouda, Lan and Kool 2024, doi:10.1287/ijoc.2023.0055): visits are
optional clients whose prize is lost when they are left out. It stops after a number of iterations, never of
seconds, so that a seed gives the same route on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pyvrp import ProblemData

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SECONDS = 60
FAR_S = 10_000_000
"""Travel time in place of an endless one: longer than any shift."""


@dataclass(frozen=True, slots=True)
class Visits:
    """
    Visits that a route may make; all arrays have one element for each.

    Attributes
    ----------
    stay_min
        How long a visit takes.
    from_min, until_min
        Window in which it may begin, from the start of the shift.
    prize_min
        What it is worth, in minutes of driving.
    rank
        0 for those that come before all others, then 1, and so on: each rank is planned around those before
        it, so that the search never starts from a shift full of trifles.
    """

    stay_min: Floats
    from_min: Floats
    until_min: Floats
    prize_min: Floats
    rank: Ints


@dataclass(frozen=True, slots=True)
class Tour:
    """
    The visits of a route in order.

    Attributes
    ----------
    order
        Positions of the visits.
    arrive_min
        When each is reached; where that is before its window, the visit begins at ``begin_min``.
    begin_min, leave_min
        When each begins and ends.
    minutes
        When the route is back.
    drive_min
        Minutes at the wheel.
    """

    order: Ints
    arrive_min: Floats
    begin_min: Floats
    leave_min: Floats
    minutes: float
    drive_min: float


def best_tour(
    minutes: npt.ArrayLike, visits: Visits, shift_min: float, *, iterations: int = 300, seed: int = 1
) -> Tour:
    """
    Choose and order the visits of one shift.

    Parameters
    ----------
    minutes
        Travel times, shape ``(n + 1, n + 1)``, need not be symmetric; row and column 0 are the station where
        the route begins and ends. Infinite where no road leads.
    visits
        The ``n`` visits, each made at most once.
    shift_min
        When the route must be back.
    iterations
        Iterations of the search.
    seed
        The same seed and input give the same tour.

    Returns
    -------
    Tour
        Least driving plus prizes left behind, as far as the search finds; times are whole seconds.

    Raises
    ------
    ValueError
        When shapes disagree.
    """
    travel = np.asarray(minutes, dtype=float)
    n_visits = len(visits.stay_min)
    if travel.shape != (n_visits + 1, n_visits + 1):
        raise ValueError(f"wanted minutes of shape {(n_visits + 1,) * 2}, got {travel.shape}")
    seconds = np.ceil(np.minimum(travel * SECONDS, FAR_S)).astype(np.int64)
    np.fill_diagonal(seconds, 0)
    order = np.empty(0, dtype=np.int64)
    _, begin, end, _ = _in_seconds(visits)
    possible = (begin <= end) & (seconds[0, 1:] <= end)
    for rank in np.unique(visits.rank):
        offered = np.flatnonzero((visits.rank <= rank) & possible)
        order = _solve(_Case(seconds, visits, int(shift_min * SECONDS), offered), order, iterations, seed)
    return _timed(order, seconds, visits)


class _Case(NamedTuple):
    """What is to be solved: travel times, visits, the shift, and which visits are offered."""

    seconds: Ints
    visits: Visits
    shift_s: int
    offered: Ints


def _solve(case: _Case, before: Ints, iterations: int, seed: int) -> Ints:
    """Hand the case to PyVRP, with a tour to begin from; gives positions of visits in order."""
    import pyvrp  # noqa: PLC0415  # only routes need it
    from pyvrp.stop import MaxIterations  # noqa: PLC0415

    if len(case.offered) == 0:
        return before
    data, number = _problem(case), {int(visit): place for place, visit in enumerate(case.offered)}
    activities = [pyvrp.Activity(pyvrp.ActivityType.CLIENT, number[int(visit)]) for visit in before]
    start = pyvrp.Solution(data, [pyvrp.Route(data, activities, 0)] if activities else [])
    result = pyvrp.solve(data, MaxIterations(iterations), seed, collect_stats=False, initial_solution=start)
    best = result.best if result.best.is_feasible() else start
    found = [one.idx for route in best.routes() for one in route.schedule() if one.is_client()]
    return np.asarray(case.offered[found], dtype=np.int64)


def _problem(case: _Case) -> ProblemData:
    import pyvrp  # noqa: PLC0415

    stay, begin, end, prize = _in_seconds(case.visits)
    clients = [
        pyvrp.Client(
            location=place,
            service_duration=int(stay[visit]),
            tw_early=int(begin[visit]),
            tw_late=int(end[visit]),
            prize=int(prize[visit]),
            required=False,
        )
        for place, visit in enumerate(case.offered, start=1)
    ]
    places = np.r_[0, case.offered + 1]
    matrix: Any = np.ascontiguousarray(case.seconds[np.ix_(places, places)])
    shift_s = case.shift_s
    vehicle = pyvrp.VehicleType(1, [], 0, 0, tw_early=0, tw_late=shift_s, shift_duration=shift_s)
    locations = [pyvrp.Location(0, 0) for _ in places]
    return pyvrp.ProblemData(locations, clients, [pyvrp.Depot(0)], [vehicle], [matrix], [matrix])


def _in_seconds(visits: Visits) -> tuple[Ints, Ints, Ints, Ints]:
    """Round so that nothing gets longer windows or shorter stays than it has."""
    return (
        np.ceil(visits.stay_min * SECONDS).astype(np.int64),
        np.ceil(visits.from_min * SECONDS).astype(np.int64),
        np.floor(visits.until_min * SECONDS).astype(np.int64),
        np.rint(visits.prize_min * SECONDS).astype(np.int64),
    )


def _timed(order: Ints, seconds: Ints, visits: Visits) -> Tour:
    """Follow the order by the clock, from the start of the shift."""
    stay, begin, _, _ = _in_seconds(visits)
    arrivals, begins, leaves = (np.empty(len(order)) for _ in range(3))
    clock = drive = here = 0
    for step, visit in enumerate(order):
        drive += int(seconds[here, visit + 1])
        arrivals[step] = clock + int(seconds[here, visit + 1])
        begins[step] = max(arrivals[step], begin[visit])
        clock = int(begins[step] + stay[visit])
        leaves[step], here = clock, visit + 1
    home = int(seconds[here, 0])
    return Tour(
        order,
        arrivals / SECONDS,
        begins / SECONDS,
        leaves / SECONDS,
        (clock + home) / SECONDS,
        (drive + home) / SECONDS,
    )
