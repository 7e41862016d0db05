"""The clock of grave incidents."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.reporting.clock import Basis, Standing, clock_of, reading_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 3, 9, 12, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)
EARLY, LATE = datetime(2000, 1, 1), datetime(2050, 1, 1)  # noqa: DTZ001


def test_four_hours_from_occurrence_across_midnight_and_the_end_of_a_year() -> None:
    clock = clock_of(datetime(2025, 12, 31, 22, 30, tzinfo=SHANGHAI), None)
    assert clock.basis is Basis.OCCURRENCE
    assert clock.due_at is not None
    assert clock.due_at.astimezone(SHANGHAI).isoformat() == "2026-01-01T02:30:00+08:00"


def test_what_was_found_later_runs_from_discovery_and_what_was_found_at_once_from_occurrence() -> None:
    later = clock_of(NOON, NOON + 9 * HOUR)
    assert (later.basis, later.due_at) == (Basis.DISCOVERY, NOON + 13 * HOUR)
    assert clock_of(NOON, NOON).basis is Basis.OCCURRENCE
    assert clock_of(None, NOON).basis is Basis.DISCOVERY


def test_the_hours_are_hours_where_clocks_are_changed() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spring = clock_of(datetime(2026, 3, 29, 0, 30, tzinfo=berlin), None)
    assert spring.due_at is not None
    assert spring.due_at.astimezone(berlin).isoformat() == "2026-03-29T05:30:00+02:00"


def test_moments_of_different_zones_are_compared_as_instants() -> None:
    clock = clock_of(NOON, datetime(2026, 3, 9, 4, 0, tzinfo=UTC))  # the same instant
    assert (clock.basis, clock.started_at) == (Basis.OCCURRENCE, NOON)


def test_without_a_time_there_is_no_clock_and_nothing_is_in_time() -> None:
    clock = clock_of(None, None)
    assert (clock.basis, clock.due_at) == (Basis.UNKNOWN, None)
    assert reading_of(clock, NOON, NOON).standing is Standing.UNTIMED
    assert reading_of(clock, None, NOON).left is None


@pytest.mark.parametrize(
    ("reported", "now", "standing"),
    [
        (None, 3.0, Standing.RUNNING),
        (None, 4.0, Standing.RUNNING),
        (None, 4.001, Standing.OVERDUE),
        (4.0, 9.0, Standing.ON_TIME),
        (4.001, 9.0, Standing.LATE),
    ],
)
def test_the_last_second_is_in_time_and_the_next_is_not(
    reported: float | None, now: float, standing: Standing
) -> None:
    at = None if reported is None else NOON + reported * HOUR
    assert reading_of(clock_of(NOON, None), at, NOON + now * HOUR).standing is standing


@given(
    st.datetimes(timezones=st.just(SHANGHAI), min_value=EARLY, max_value=LATE),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)
def test_the_time_left_of_a_report_never_changes_afterwards(at: datetime, later: timedelta) -> None:
    clock = clock_of(at, None)
    made = at.astimezone(UTC) + HOUR
    assert reading_of(clock, made, made + later) == reading_of(clock, made, made)
    assert reading_of(clock, made, made).left == 3 * HOUR


def test_impossible_clocks_are_refused() -> None:
    with pytest.raises(ValueError, match="before it occurred"):
        clock_of(NOON, NOON - HOUR)
    with pytest.raises(ValueError, match="needs a zone"):
        clock_of(datetime(2026, 3, 9, 12), None)  # noqa: DTZ001
    with pytest.raises(ValueError, match="above 0"):
        clock_of(NOON, None, 0)
