"""Which of the models answers for how many cars."""

from __future__ import annotations

import numpy as np

from patrol.response.equilibrium import Equilibrium
from patrol.response.system import MOST_EXACT, DispatchLists, ResponseSystem


def solve_system(system: ResponseSystem, lists: DispatchLists, *, seed: int = 1) -> Equilibrium:
    """
    Compute how often each car is busy and which car is sent.

    Parameters
    ----------
    system
        Any number of cars: up to ``MOST_EXACT`` exactly, beyond within two per cent by a long run.
    lists
        Dispatch orders of its atoms.
    seed
        The same seed gives the same long run.

    Returns
    -------
    Equilibrium
        Of the hypercube queue.
    """
    if system.cars <= MOST_EXACT:
        from patrol.response.hypercube import solve_hypercube  # noqa: PLC0415  # numba

        return solve_hypercube(system, lists)
    from patrol.response.long_run import follow_hypercube  # noqa: PLC0415

    return follow_hypercube(system, lists, np.random.default_rng(seed))
