from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from gis.frames import IncidentFrame
from tests.web.small_county import SmallCounty, small_county
from tests.web.small_periods import days_apart, incidents_at
from web.reports import ReportContent
from web.reports.key_figures import key_figures


@pytest.fixture(scope="module")
def county() -> SmallCounty:
    return small_county()


def test_a_year_is_compared_with_the_year_before_once(county: SmallCounty) -> None:
    moments = days_apart("2024-01-01", "2025-12-31")
    twice = moments.append(days_apart("2025-01-01", "2025-12-31"))
    content = ReportContent(
        title="x", incidents=incidents_at(county, twice), since=date(2025, 1, 1), until=date(2025, 12, 31)
    )
    total, in_scope, _ = key_figures(content)
    assert total.value == "730"
    assert in_scope.notes == ("同比 +99.5%",)  # 730 in 2025 against 366 in 2024


def test_a_month_is_compared_with_the_month_before_and_the_year_before(county: SmallCounty) -> None:
    incidents = incidents_at(county, days_apart("2024-03-01", "2025-03-31"))
    content = ReportContent(title="x", incidents=incidents, since=date(2025, 3, 1), until=date(2025, 3, 31))
    assert key_figures(content)[1].notes == ("同比 +0.0%", "环比 +10.7%")  # 31, 31 and 28 days


def test_what_the_records_do_not_reach_back_to_is_not_compared(county: SmallCounty) -> None:
    incidents = incidents_at(county, days_apart("2025-02-01", "2025-03-31"))
    content = ReportContent(title="x", incidents=incidents, since=date(2025, 3, 1), until=date(2025, 3, 31))
    assert key_figures(content)[1].notes == ("环比 +10.7%",)


def test_repeated_and_invalid_calls_count_nowhere(county: SmallCounty) -> None:
    incidents = incidents_at(county, days_apart("2025-03-01", "2025-03-31"))
    status = np.array(["valid"] * 20 + ["repeated"] * 6 + ["invalid"] * 5)
    content = ReportContent(
        title="x", incidents=IncidentFrame(incidents.assign(status=status)),
        since=date(2025, 3, 1), until=date(2025, 3, 31),
    )  # fmt: skip
    assert [figure.value for figure in key_figures(content)] == ["20", "20", "20"]
