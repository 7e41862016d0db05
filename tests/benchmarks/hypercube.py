"""
Time the hypercube queue and measure its two approximations against the exact solution, in one run.

Prints processor seconds, the largest relative error of any car's busy share, and that of the mean travel
time, on cars and uneven calls scattered at random.

Run: ``python -m tests.benchmarks.hypercube``
"""

from __future__ import annotations

import time

import numpy as np

from patrol.response.approximation import approximate_hypercube
from patrol.response.equilibrium import Equilibrium
from patrol.response.hypercube import solve_hypercube
from patrol.response.long_run import follow_hypercube
from patrol.response.system import DispatchLists, ResponseSystem, nearest_first
from tests.patrol.response.systems import random_system


def mean_travel(system: ResponseSystem, lists: DispatchLists, solved: Equilibrium) -> float:
    at_once = lists.of_atoms(solved.at_once, len(system.calls_per_hour))
    return float(system.calls_per_hour @ (at_once * system.car_minutes.T).sum(axis=1))


def main() -> None:
    warm = random_system(3, 5, 0.5, seed=1)
    solve_hypercube(warm, nearest_first(warm.car_minutes))
    follow_hypercube(warm, nearest_first(warm.car_minutes), np.random.default_rng(1), most_batches=2)
    for cars, load in ((5, 0.3), (10, 0.3), (15, 0.1), (15, 0.5), (15, 0.9)):
        system = random_system(cars, 500, load, seed=cars)
        lists = nearest_first(system.car_minutes)
        seconds, exact = timed(lambda s=system, o=lists: solve_hypercube(s, o))
        print(f"{cars} cars, {load:.0%} busy: exact {seconds:.2f} s", end="")
        for name, solve in (
            ("Larson's approximation", approximate_hypercube),
            ("long run", lambda s, o: follow_hypercube(s, o, np.random.default_rng(1))),
        ):
            seconds, near = timed(lambda s=system, o=lists, solve=solve: solve(s, o))
            busy = np.abs(near.utilisation / exact.utilisation - 1).max()
            travel = abs(mean_travel(system, lists, near) / mean_travel(system, lists, exact) - 1)
            print(f"; {name} {seconds:.2f} s, busy share off by {busy:.1%}, travel by {travel:.2%}", end="")
        print()


def timed(work):
    start = time.process_time()
    answer = work()
    return time.process_time() - start, answer


if __name__ == "__main__":
    main()
