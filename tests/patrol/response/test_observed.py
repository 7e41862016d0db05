from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.response.observed import COLUMNS, SPANS, observed_times, span_minutes
from tests.strategies import seeds


def responses(*rows: tuple[str, float | None, float | None, float | None]) -> pd.DataFrame:
    """Calls: the moment in Shanghai, and minutes to dispatch, arrival and end."""
    reported = pd.to_datetime([row[0] for row in rows]).tz_localize("Asia/Shanghai").tz_convert("UTC")
    later = {
        name: reported + pd.to_timedelta([row[place] for row in rows], unit="min")
        for place, name in ((1, "dispatched_at"), (2, "arrived_at"), (3, "finished_at"))
    }
    return pd.DataFrame({"reported_at": reported, **later})


CALLS = responses(
    ("2025-03-01 23:30", 1, 5, 40),
    ("2025-03-02 23:59", 2, 9, 20),
    ("2025-03-03 00:10", 3, 12, None),
    ("2025-03-03 00:20", None, 7, 30),
    ("2025-03-03 00:30", 6, 4, 30),  # there before it was sent
)
BEAT = pd.Series([1.0, 1.0, 2.0, 2.0, np.nan])


def rows(table: pd.DataFrame, beat: float | None, hour: int | None, span: str) -> dict[str, object]:
    at = table["span"] == span
    at &= table["beat_id"].isna() if beat is None else table["beat_id"] == beat
    at &= table["hour"].isna() if hour is None else (table["hour"] == hour).fillna(value=False)
    (row,) = table[at].to_dict("records")
    return row


def test_spans_by_beat_and_hour_with_missing_and_impossible_ones_counted_worked_by_hand() -> None:
    table = observed_times(CALLS, BEAT, time_zone="Asia/Shanghai", target_min=9.0)
    assert tuple(table.columns) == COLUMNS
    whole = rows(table, None, None, "dispatch_to_arrival")
    assert (whole["calls"], whole["missing"], whole["impossible"], whole["known"]) == (5, 1, 1, 3)
    assert whole["median_min"] == 7.0  # 4, 7, 9
    assert whole["p90_min"] == pytest.approx(8.6)
    assert whole["mean_min"] == pytest.approx(20 / 3)
    assert whole["within_target"] == 1.0
    arrival = rows(table, None, None, "call_to_arrival")
    assert arrival["within_target"] == pytest.approx(4 / 5)  # 5, 9, 7, 4 of 5; 12 is late
    late = rows(table, 1.0, 23, "call_to_arrival")
    assert (late["calls"], late["median_min"]) == (2, 7.0)
    assert rows(table, 2.0, None, "arrival_to_finish")["missing"] == 1
    assert rows(table, None, 0, "call_to_dispatch")["calls"] == 3
    assert np.isnan(rows(table, None, None, "arrival_to_finish")["within_target"])


def test_a_table_without_times_of_response_counts_them_as_missing() -> None:
    table = observed_times(CALLS[["reported_at"]], BEAT, time_zone="UTC")
    whole = rows(table, None, None, "call_to_arrival")
    assert (whole["calls"], whole["missing"], whole["known"]) == (5, 5, 0)
    assert np.isnan(whole["median_min"])
    assert np.isnan(whole["within_target"])


@settings(deadline=None, max_examples=30)
@given(seeds(), st.integers(1, 60))
def test_hours_and_beats_add_up_to_the_whole(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    times = [(f"2025-03-0{1 + i % 9} {rng.integers(24):02}:00", *rng.normal(5, 6, 3)) for i in range(n)]
    incidents = responses(*times)
    beat = pd.Series(rng.integers(1, 4, n).astype(float)).where(pd.Series(rng.random(n) > 0.2))
    table = observed_times(incidents, beat, time_zone="Asia/Shanghai")
    counts = ["calls", "missing", "impossible", "known"]
    assert (table["calls"] == table[["missing", "impossible", "known"]].sum(axis=1)).all()
    for span in SPANS:
        of_span = table[table["span"] == span]
        whole = of_span[of_span["beat_id"].isna() & of_span["hour"].isna()][counts].sum()
        hours = of_span[of_span["beat_id"].isna() & of_span["hour"].notna()][counts].sum()
        assert (hours == whole).all()
        beats = of_span[of_span["beat_id"].notna() & of_span["hour"].isna()][counts].sum()
        both = of_span[of_span["beat_id"].notna() & of_span["hour"].notna()][counts].sum()
        assert (beats == both).all()
        assert beats["calls"] == beat.notna().sum()
    assert len(span_minutes(incidents)) == n
