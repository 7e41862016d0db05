"""What accidents of the demo county cost: people killed and hurt, yuan lost; several may be hit at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Toll:
    """
    What an accident of a kind costs.

    Parameters
    ----------
    deadly, hurting
        Share of accidents in which somebody is killed, or hurt.
    loss_yuan, spread
        Median of the loss, and the standard deviation of its logarithm.
    """

    deadly: float
    hurting: float
    loss_yuan: float
    spread: float = 1.1


TOLLS = {
    "交通事故": Toll(0.009, 0.16, 900),
    "火灾": Toll(0.006, 0.04, 6000, 1.4),
    "安全生产事故": Toll(0.06, 0.45, 15_000),
}
MORE = 0.75
"""A victim is the last of an accident with this probability."""


def casualties(rng: np.random.Generator, words: pd.Series) -> pd.DataFrame:
    """Draw ``deaths``, ``injured`` and ``loss`` of accidents; nothing is said of other incidents."""
    found = pd.DataFrame(np.nan, words.index, ["deaths", "injured", "loss"])
    for word, toll in TOLLS.items():
        rows = np.flatnonzero((words == word).to_numpy())
        count = len(rows)
        killed = np.where(rng.random(count) < toll.deadly, rng.geometric(MORE, count), 0)
        hurt = np.where(rng.random(count) < toll.hurting, rng.geometric(MORE, count), 0)
        loss = np.round(rng.lognormal(np.log(toll.loss_yuan), toll.spread, count), -2)
        found.iloc[rows] = np.column_stack([killed, hurt, loss])
    return found
