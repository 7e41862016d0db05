"""Service times: the table beside the records."""

from __future__ import annotations

import pandas as pd
import pytest

from gis.frames import IncidentFrame
from patrol.demand.service_times import FEWEST_RECORDS, recorded_minutes, service_times, with_records
from tests.patrol.demand.test_workload import calls


def recorded(minutes: list[float | None], word: str = "盗窃") -> IncidentFrame:
    incidents = calls(["criminal"] * len(minutes), [word] * len(minutes), [(1, 1)] * len(minutes))
    arrived = pd.Timestamp("2025-01-06 10:00", tz="UTC")
    finished = [pd.NaT if each is None else arrived + pd.Timedelta(minutes=each) for each in minutes]
    return IncidentFrame(
        incidents.assign(arrived_at=arrived, finished_at=pd.Series(finished, dtype="datetime64[ns, UTC]"))
    )


def test_times_that_cannot_be_true_are_none() -> None:
    assert recorded_minutes(recorded([30, None, -5, 0, 3 * 24 * 60])).tolist() == pytest.approx(
        [30, *[float("nan")] * 4], nan_ok=True
    )
    assert recorded_minutes(calls(["criminal"], [""], [(1, 1)])).isna().all()


def test_the_mean_of_records_worked_by_hand_stands_beside_the_table() -> None:
    times = service_times(recorded([20, 40] * 15 + [None]), {"*": 30, "criminal": 90})
    assert times.to_dict("records") == [
        {"category": "盗窃", "incidents": 31, "table_min": 90, "records": 30, "recorded_min": 30}
    ]
    assert with_records({"*": 30, "criminal": 90}, times) == {"*": 30, "criminal": 90, "盗窃": 30}


def test_few_records_leave_the_table_as_it_is() -> None:
    times = service_times(recorded([20.0] * (FEWEST_RECORDS - 1)), {"*": 30})
    assert times["recorded_min"].isna().all()
    assert with_records({"*": 30}, times) == {"*": 30}
