"""Systems of cars for the tests of this folder: the book's two, and random ones."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from patrol.response.system import DispatchLists, Line, ResponseSystem, nearest_first
from tests.strategies import seeds

BOOK_CALLS = np.array([0.25, 0.25, 0.10, 0.25, 0.15, 0.10, 0.10, 0.10, 0.10, 0.10])
BOOK_AREA = np.array([0, 0, 1, 0, 1, 1, 2, 2, 2, 2])
BOOK_ORDERS = [[0, 1, 2], [0, 1, 2], [1, 0, 2], [0, 2, 1], *[[1, 0, 2]] * 2, *[[2, 0, 1]] * 4]
"""Second choices are inferred: of all that the areas allow, only these give the book's utilisations."""


def three_servers() -> tuple[ResponseSystem, DispatchLists]:
    """Larson and Odoni, 5.4.3: 1.5 calls an hour, an hour each, ranks for travel times."""
    ranks = np.argsort(BOOK_ORDERS, axis=1).T.astype(float)
    return ResponseSystem(BOOK_CALLS, ranks, 60.0), nearest_first(ranks)


def two_unit_city(weight_126ths: int) -> tuple[ResponseSystem, DispatchLists]:
    """
    Larson and Odoni, 5.3.3, with zero line: the part of the middle that prefers unit 1 is given in 1/126.

    Half of the calls come from beyond unit 1, 3/14 from beyond unit 2, the others evenly from the unit way
    between; 1/7 is added to every trip (shares and lengths are inferred from the printed figures).
    """
    middle = (np.arange(126) + 0.5) / 126
    along = np.r_[0.0, middle, 1.0]
    share = np.r_[1 / 2, np.full(126, 2 / 7 / 126), 3 / 14]
    second = np.r_[False, middle > weight_126ths / 126, True].astype(np.int64)
    lists = DispatchLists(np.array([[0, 1], [1, 0]]), np.arange(128), second, np.ones(128))
    return ResponseSystem(1.25 * share, np.stack([along, 1 - along]) + 1 / 7, 60.0, "zero"), lists


def random_system(cars: int, atoms: int, load: float, seed: int, line: Line = "infinite") -> ResponseSystem:
    """Cars and calls anywhere in a square of ten minutes; calls very uneven, half an hour each."""
    rng = np.random.default_rng(seed)
    at, stand = rng.uniform(0, 10, (atoms, 2)), rng.uniform(0, 10, (cars, 2))
    calls = rng.pareto(2, atoms) + 0.01
    minutes = np.hypot(*(stand[:, None, axis] - at[:, axis] for axis in (0, 1)))
    return ResponseSystem(calls / calls.sum() * cars * load * 2, minutes, 30.0, line)


@st.composite
def systems(draw: st.DrawFn, most_cars: int = 7) -> ResponseSystem:
    """Random systems, some with cars at one point, with atoms that never call, and with either line."""
    cars = draw(st.integers(1, most_cars))
    system = random_system(
        cars,
        draw(st.integers(1, 12)),
        draw(st.floats(0.02, 0.95)),
        draw(seeds()),
        draw(st.sampled_from(["infinite", "zero"])),
    )
    minutes, calls = system.car_minutes.copy(), system.calls_per_hour.copy()
    minutes[cars // 2] = minutes[0]
    calls[1:2] = 0
    return ResponseSystem(calls, minutes, system.service_minutes, system.line)
