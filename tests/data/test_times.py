from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.times import read_times

SHANGHAI, CHICAGO = "Asia/Shanghai", "America/Chicago"


def read(text: str, zone: str = SHANGHAI) -> str:
    return str(read_times(pd.Series([text], dtype="str"), zone).moments[0])


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月3日 20时15分",
        "2026年01月03日20时15分00秒",
        "2026年1月3日 星期六 20:15",
        "2026年1月3日下午8点15分",
        "2026年1月3日 晚上8时15分",
        "2026-01-03 20:15",
        "2026-01-03T20:15:00",
        "2026-01-03 20:15:00.000",
        "2026-01-03T12:15:00Z",
        "2026-01-03T12:15:00+00:00",
        "2026-01-03T07:15:00-0500",
        "2026/1/3 20:15",
        "2026.01.03 20:15:00",
        "1/3/2026 8:15 PM",
        "01/03/2026 20:15",
        "1/3/26 20:15",
        "20260103201500",
        "202601032015",
        "46025.84375",
        "2026－01－03 ２０：１５",
    ],
)
def test_one_moment_in_every_spelling(text: str) -> None:
    assert read(text) == "2026-01-03T12:15:00"


@pytest.mark.parametrize("text", ["2026年1月3日", "2026-01-03", "1/3/2026", "20260103", "46025"])
def test_a_day_without_a_time_is_known_as_such(text: str) -> None:
    times = read_times(pd.Series([text], dtype="str"), SHANGHAI)
    assert str(times.moments[0]) == "2026-01-02T16:00:00"
    assert times.date_only.tolist() == [True]


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-13-01", "13/01/2026", "2026-01-03 24:00", "2026-01-03 12:60", "soon", "2026", "1.5"],
)
def test_what_is_no_time_is_unreadable_and_never_guessed(text: str) -> None:
    times = read_times(pd.Series([text], dtype="str"), SHANGHAI)
    assert times.unreadable.tolist() == [True]


def test_an_empty_cell_is_missing_not_unreadable() -> None:
    times = read_times(pd.Series([""], dtype="str"), SHANGHAI)
    assert (times.given.tolist(), times.unreadable.tolist()) == ([False], [False])


def test_where_clocks_go_back_the_first_hour_is_meant() -> None:
    assert read("2014-11-02 01:30", CHICAGO) == "2014-11-02T06:30:00"


def test_where_clocks_skip_an_hour_the_moment_after_is_meant() -> None:
    assert read("2014-03-09 02:30", CHICAGO) == "2014-03-09T08:00:00"


def test_a_leap_day_exists_in_leap_years_alone() -> None:
    assert read("2024-02-29 08:00") == "2024-02-29T00:00:00"
    assert read("2023-02-29 08:00") == "NaT"


def test_noon_and_midnight_on_a_12_hour_clock() -> None:
    assert read("1/3/2026 12:05 AM", "UTC") == "2026-01-03T00:05:00"
    assert read("1/3/2026 12:05 PM", "UTC") == "2026-01-03T12:05:00"


def test_spellings_may_change_from_row_to_row() -> None:
    texts = pd.Series(["1/3/2026 20:15", "", "2026年1月3日 20时15分", "x", "46025.84375"], dtype="str")
    found = read_times(texts, SHANGHAI).moments
    assert np.isnat(found).tolist() == [False, True, False, True, False]


@given(st.datetimes(dt.datetime.fromisoformat("1992-01-01"), dt.datetime.fromisoformat("2099-01-01")))
def test_chinese_iso_and_compact_spellings_agree(moment: dt.datetime) -> None:
    moment = moment.replace(microsecond=0)
    chinese = (
        f"{moment.year}年{moment.month}月{moment.day}日 {moment.hour}时{moment.minute}分{moment.second}秒"
    )
    utc = np.datetime64((moment - dt.timedelta(hours=8)).isoformat(), "s")
    texts = pd.Series([chinese, moment.isoformat(), moment.strftime("%Y%m%d%H%M%S")], dtype="str")
    assert (read_times(texts, SHANGHAI).moments == utc).all()
