"""An area that comes back within a year of delisting is a recurrence and linked to its history."""

from __future__ import annotations

from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hotspots.rectification.recurrence import Earlier, link_areas, months_later, recurs, whole_months
from tests.hotspots.rectification.steps import day

SQUARE = shapely.box(0, 0, 10, 10)


@pytest.mark.parametrize(
    ("delisted_on", "on_day", "expected"),
    [
        ("2025-06-15", "2026-06-15", True),
        ("2025-06-15", "2026-06-16", False),
        ("2025-06-15", "2025-06-15", True),
        ("2025-06-15", "2025-06-14", False),
        ("2024-02-29", "2025-02-28", True),
        ("2024-02-29", "2025-03-01", False),
    ],
)
def test_recurrence_is_a_return_within_twelve_months(
    delisted_on: str, on_day: str, *, expected: bool
) -> None:
    assert recurs(day(delisted_on), day(on_day)) is expected


def test_an_area_never_taken_off_does_not_recur() -> None:
    assert not recurs(None, day("2026-01-01"))


def test_areas_are_linked_to_the_entry_of_the_same_place_and_others_to_none() -> None:
    earlier = [
        Earlier(1, shapely.box(8, 0, 30, 10), day("2025-06-15")),
        Earlier(2, SQUARE, day("2025-09-01")),
        Earlier(3, shapely.box(100, 0, 110, 10)),
    ]
    moved, other, beside = shapely.box(1, 1, 11, 9), shapely.box(100, 0, 104, 4), shapely.box(50, 50, 60, 60)
    same, inside, none = link_areas([moved, other, beside], earlier, day("2026-03-01"))
    assert same is not None
    assert inside is not None
    assert (same.entry_id, same.recurrence) == (2, True)
    assert same.share == pytest.approx(0.9)
    assert (inside.entry_id, inside.share, inside.recurrence) == (3, 1.0, False)
    assert none is None


def test_outlines_that_share_less_than_a_quarter_are_other_places() -> None:
    for shift, linked in ((7.4, True), (7.6, False)):
        (found,) = link_areas(
            [shapely.box(shift, 0, 10 + shift, 10)], [Earlier(1, SQUARE)], day("2026-01-01")
        )
        assert (found is not None) is linked


def test_of_equal_matches_the_later_entry_counts() -> None:
    (found,) = link_areas([SQUARE], [Earlier(1, SQUARE), Earlier(2, SQUARE)], day("2026-01-01"))
    assert found is not None
    assert found.entry_id == 2


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 240))
def test_whole_months_undo_months_later(start: date, months: int) -> None:
    assert whole_months(start, months_later(start, months)) == months
