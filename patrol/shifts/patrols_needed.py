"""How many patrols the calls of each hour need."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from patrol.shifts.settings import HOUR
from patrol.shifts.slots import Ints


def patrols_needed(
    calls_per_hour: npt.ArrayLike, *, minimum: int = 1, service_min: float = 40.0, busy_share: float = 0.5
) -> Ints:
    """
    Count the patrols that keep calls within a share of their time.

    Parameters
    ----------
    calls_per_hour
        Calls that come in, on average, in each hour; any shape.
    minimum
        Patrols that there must be in any case.
    service_min
        Minutes that a patrol is bound by one call.
    busy_share
        Most of a patrol's time that calls may take, above 0, up to 1; the rest is for patrolling.

    Returns
    -------
    ndarray
        Whole patrols, same shape: the work offered (calls times hours of service, in erlangs) over the share,
        rounded up.
    """
    if not 0 < busy_share <= 1 or service_min < 0 or minimum < 0:
        raise ValueError(f"wanted a share of (0, 1], got {minimum=}, {service_min=}, {busy_share=}")
    offered = np.asarray(calls_per_hour, dtype=float) * service_min / HOUR
    return np.maximum(np.ceil(np.round(offered / busy_share, 9)), minimum).astype(np.int64)
