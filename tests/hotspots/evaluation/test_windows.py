from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from hotspots.evaluation.params import EvaluationParams
from hotspots.evaluation.windows import windows_of


def test_periods_begin_at_local_midnight_and_meet_without_overlap() -> None:
    windows = windows_of(date(2025, 3, 1), EvaluationParams(before_months=6, after_months=3))
    assert windows.prior[1] == windows.before[0]
    assert windows.before[1] == windows.after[0]
    edges = [windows.prior[0], windows.before[0], *windows.after]
    assert [str(edge) for edge in edges] == [
        f"{day} 00:00:00+08:00" for day in ("2024-03-01", "2024-09-01", "2025-03-01", "2025-06-01")
    ]
    times = pd.Series(
        pd.to_datetime(["2025-02-28T15:59:59Z", "2025-02-28T16:00:00Z", "2025-05-31T16:00:00Z"])
    )
    assert [mask.tolist() for mask in windows.masks(times)] == [
        [False, False, False],
        [True, False, False],
        [False, True, False],
    ]


def test_data_reach_an_end_within_two_weeks_of_it() -> None:
    windows = windows_of(date(2025, 1, 1), EvaluationParams())
    times = pd.Series(pd.to_datetime(["2024-01-10", "2025-12-10"]).tz_localize("Asia/Shanghai"))
    assert windows.reach(times) == (False, True, False)


@pytest.mark.parametrize(
    "wrong", [{"before_months": 0}, {"controls": 4}, {"buffer_m": 0.0}, {"confidence": 1.0}, {"power": 0.0}]
)
def test_settings_that_mean_nothing_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        EvaluationParams(**wrong)  # type: ignore[arg-type]
