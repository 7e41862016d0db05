from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.week_demand import read_week_demand
from gis.errors import TableError


def written(tmp_path: Path, table: pd.DataFrame, name: str = "demand.csv") -> Path:
    path = tmp_path / name
    table.to_csv(path, index=False)
    return path


def test_hours_of_the_week_of_two_stations_are_read_whatever_their_order(tmp_path: Path) -> None:
    hours = np.tile(np.arange(168), 2)
    table = pd.DataFrame({"station": np.repeat(["0101", "0102"], 168), "hour_of_week": hours})
    table["workload"] = np.r_[np.arange(168), np.full(168, 0.5)]
    week = read_week_demand(written(tmp_path, table.sample(frac=1, random_state=1)))
    assert sorted(week.index) == ["0101", "0102"]
    assert week.loc["0101"].tolist() == list(range(168))
    assert week.loc["0102"].tolist() == [0.5] * 168


def test_weekday_and_hour_or_the_hour_alone_will_do_with_chinese_headers(tmp_path: Path) -> None:
    day, hour = np.divmod(np.arange(168), 24)
    table = pd.DataFrame({"星期": day, "小时": hour, "工作量": day * 100 + hour})
    assert read_week_demand(written(tmp_path, table)).loc[""].tolist() == (day * 100 + hour).tolist()
    alike = pd.DataFrame({"hour": np.arange(24), "workload": np.arange(24)})
    assert read_week_demand(written(tmp_path, alike)).loc[""].tolist() == list(range(24)) * 7


def test_the_sheet_of_hours_is_found_among_others_and_rows_of_one_hour_add_up(tmp_path: Path) -> None:
    table = pd.DataFrame({"hour_of_week": np.tile(np.arange(168), 2), "workload": 0.25})
    with pd.ExcelWriter(tmp_path / "demand.xlsx") as book:
        pd.DataFrame({"code": ["A"]}).to_excel(book, sheet_name="units", index=False)
        table.to_excel(book, sheet_name="hours", index=False)
    assert read_week_demand(tmp_path / "demand.xlsx").loc[""].tolist() == [0.5] * 168


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"hour_of_week": [168], "workload": [1]}, "shifts.hour_bad"),
        ({"weekday": [7], "hour": [0], "workload": [1]}, "shifts.hour_bad"),
        ({"weekday": [0], "hour": [24], "workload": [1]}, "shifts.hour_bad"),
        ({"hour_of_week": [0.5], "workload": [1]}, "shifts.hour_bad"),
        ({"hour_of_week": [0], "workload": [-1]}, "rows.number_bad"),
        ({"hour_of_week": [0], "workload": [1]}, "shifts.hours_missing"),
        ({"hour_of_week": [0], "load": [1]}, "rows.column_missing"),
    ],
)
def test_tables_that_are_no_week_are_refused(tmp_path: Path, wrong: dict, code: str) -> None:
    with pytest.raises(TableError) as caught:
        read_week_demand(written(tmp_path, pd.DataFrame(wrong)))
    assert caught.value.code == code
