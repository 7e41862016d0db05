from __future__ import annotations

import dataclasses
import re
from datetime import date

import pandas as pd
import pytest

from gis.frames import IncidentFrame
from tests.web.small_county import SmallCounty, small_county
from tests.web.small_periods import days_apart, incidents_at
from web.reports import ReportContent
from web.reports.charts import monthly_chart, round_step, week_chart


@pytest.fixture(scope="module")
def county() -> SmallCounty:
    return small_county()


def test_the_monthly_chart_draws_a_column_for_each_month_and_marks_the_year_before(
    county: SmallCounty,
) -> None:
    incidents = incidents_at(county, days_apart("2024-01-01", "2025-12-31"))
    content = ReportContent(title="x", incidents=incidents, since=date(2025, 1, 1), until=date(2025, 12, 31))
    chart = str(monthly_chart(content))
    assert re.findall(r"<title>(\d+)</title>", chart)[:3] == ["31", "28", "31"]
    assert chart.count('stroke="#2166ac" stroke-width="2.4"') == 12 + 1
    bare = dataclasses.replace(content, since=date(2024, 1, 1), until=date(2024, 12, 31))
    assert '"#2166ac"' not in str(monthly_chart(bare))
    assert monthly_chart(dataclasses.replace(content, since=date(2025, 12, 1))) is None


def test_columns_stand_on_the_axis_and_are_as_high_as_their_count(county: SmallCounty) -> None:
    incidents = incidents_at(county, days_apart("2025-01-01", "2025-02-14"))
    content = ReportContent(title="x", incidents=incidents, since=date(2025, 1, 1), until=date(2025, 2, 28))
    bars = re.findall(
        r'<rect x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', str(monthly_chart(content))
    )
    (top, height), (other_top, other_height) = [(float(y), float(h)) for y, h in bars[:2]]
    assert top + height == pytest.approx(other_top + other_height)
    assert height / other_height == pytest.approx(31 / 14)


@pytest.mark.parametrize(
    ("highest", "step"), [(1, 1), (4, 1), (9, 5), (31, 10), (180, 50), (330, 100), (4000, 1000)]
)
def test_axes_step_by_round_numbers(highest: int, step: int) -> None:
    assert round_step(highest) == step


def test_the_week_reads_the_countys_clock_and_leaves_out_whole_days(county: SmallCounty) -> None:
    monday_nine = pd.DatetimeIndex(["2025-03-03T09:30:00+08:00"] * 8)
    incidents = incidents_at(county, monday_nine)
    content = ReportContent(title="x", incidents=incidents, since=date(2025, 3, 1), until=date(2025, 3, 31))
    hours = re.findall(r"<title>(\d+)</title>", str(week_chart(content)))
    assert len(hours) == 168
    assert [number for number, hour in enumerate(hours) if hour == "8"] == [9]
    whole_day = IncidentFrame(incidents.assign(occurred_to=incidents["occurred_from"] + pd.Timedelta(days=1)))
    assert week_chart(dataclasses.replace(content, incidents=whole_day)) is None
