"""Compile the inner loops of the solvers, and keep what was compiled where that is allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """
    Compile a numeric function at its first call.

    Parameters
    ----------
    function
        Loops over numpy arrays.

    Returns
    -------
    Callable
        The same function, compiled; kept on disk between runs unless no folder for that can be written to.
    """
    try:
        fast: Callable[P, R] = njit(cache=True, nogil=True)(function)
    except RuntimeError:
        fast = njit(nogil=True)(function)
    return fast
