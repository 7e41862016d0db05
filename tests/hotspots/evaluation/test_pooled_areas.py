"""No incident counts twice when all areas are told together."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from gis.frames import IncidentFrame
from hotspots.evaluation.evaluate import Evaluation, evaluate_areas
from tests.hotspots.evaluation.test_evaluate import SPOTS, areas, incidents
from tests.hotspots.validation.counties import incidents_of

FIVE = (3, 10, 17, 21, 28)


def twice(first: date, second: date, used: IncidentFrame | None = None) -> Evaluation:
    both = gpd.GeoDataFrame(pd.concat([areas(3, started_on=first), areas(3, started_on=second)]))
    both["area_id"] = ["A3", "A3/2"]
    return evaluate_areas(both.reset_index(drop=True), incidents() if used is None else used)


def test_ground_put_right_twice_in_one_period_counts_once_and_says_so() -> None:
    found = twice(date(2025, 1, 1), date(2025, 3, 1))
    assert found.pooled is not None
    assert found.pooled.areas == 1
    assert found.pooled.after == found.areas["after"].iloc[0]
    assert [note.details for note in found.notes if note.code == "evaluate.counted_once"] == [{"areas": 1}]


def test_ground_put_right_again_after_the_first_period_counts_again() -> None:
    early = incidents()
    early = IncidentFrame(
        early.assign(
            **{name: early[name] - pd.DateOffset(years=1) for name in ("occurred_from", "occurred_to")}
        )
    )
    used = IncidentFrame(pd.concat([early, incidents(seed=2)]))
    found = twice(date(2024, 1, 1), date(2025, 1, 1), used)
    assert found.pooled is not None
    assert found.pooled.areas == 2
    assert not [note for note in found.notes if note.code == "evaluate.counted_once"]


def test_half_of_the_drop_that_moved_around_five_areas_is_seen_together() -> None:
    rng = np.random.default_rng(8)
    middles = np.repeat(SPOTS[list(FIVE)], 24, axis=0)
    angle, days = rng.uniform(0, 2 * np.pi, len(middles)), rng.integers(0, 365, len(middles))
    x, y = (middles + 240 * np.column_stack([np.cos(angle), np.sin(angle)])).T
    moved = incidents_of(x, y, pd.Timestamp("2025-01-01") + pd.to_timedelta(days, unit="D"))
    fallen = incidents(120, effect=dict.fromkeys(FIVE, 0.6))
    with_moved = IncidentFrame(pd.concat([fallen, moved], ignore_index=True))
    for used, said in ((fallen, "not_seen"), (with_moved, "moved")):
        pooled = evaluate_areas(areas(*FIVE), used).pooled
        assert pooled is not None
        assert pooled.around is not None
        assert (pooled.verdict, pooled.around.displacement) == ("fell", said)
    assert pooled.around.difference == pytest.approx(120, abs=20)
    assert pooled.around.low < pooled.around.difference < pooled.around.high
