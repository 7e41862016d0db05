"""How calls were answered, worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspots.reporting.call_times import shares_of, speeds_of

START = pd.Timestamp("2026-03-09T00:00", tz="UTC")


def moments(minutes: list[float | None]) -> pd.Series:
    return pd.Series([pd.NaT if each is None else START + pd.Timedelta(minutes=each) for each in minutes])


def calls() -> pd.DataFrame:
    """Eleven calls dispatched after 0 to 10 minutes; the last has never been answered further."""
    dispatched = [float(each) for each in range(11)]
    return pd.DataFrame(
        {
            "reported_at": moments([0.0] * 11),
            "dispatched_at": moments([*dispatched]),
            "arrived_at": moments([*(each + 5 for each in dispatched[:-1]), None]),
            "finished_at": moments([*(each + 25 for each in dispatched[:-1]), None]),
            "feedback_category": ["纠纷"] * 8 + [""] * 3,
        }
    )


def test_median_and_90th_percentile_worked_by_hand() -> None:
    dispatch, arrival, handling, feedback = speeds_of(calls())
    assert (dispatch.median_min, dispatch.high_min, dispatch.known) == (5.0, 9.0, 11)
    assert (arrival.median_min, arrival.high_min, arrival.known, arrival.calls) == (5.0, 5.0, 10, 11)
    assert handling.median_min == 20.0
    assert (feedback.median_min, feedback.known) == (pytest.approx(28.5), 8)


def test_signed_off_is_of_the_dispatched_and_fed_back_of_all() -> None:
    signed, fed_back = shares_of(calls())
    assert (signed.reached, signed.calls, signed.share) == (10, 11, 10 / 11)
    assert (fed_back.reached, fed_back.calls, fed_back.share) == (8, 11, 8 / 11)


def test_a_column_without_anything_is_named_and_nothing_is_made_up_for_it() -> None:
    bare = calls().assign(dispatched_at=pd.Series([pd.NaT] * 11, dtype="datetime64[us, UTC]"))
    bare = bare.drop(columns="feedback_category")
    speeds = {each.code: each for each in speeds_of(bare)}
    assert speeds["dispatch"].missing == ("dispatched_at",)
    assert speeds["dispatch"].median_min is None
    assert speeds["handling"].median_min == 20.0
    assert speeds["feedback"].missing == ("feedback_category",)
    assert [each.missing for each in shares_of(bare)] == [("dispatched_at",), ("feedback_category",)]
    assert shares_of(bare)[0].share is None


def test_a_moment_before_the_one_it_follows_is_not_counted() -> None:
    odd = calls()
    odd.loc[0, "dispatched_at"] = START - pd.Timedelta(minutes=30)
    assert speeds_of(odd)[0].known == 10


def test_without_calls_nothing_is_known_and_nothing_is_missing() -> None:
    none = calls().iloc[:0]
    assert all(each.median_min is None and not each.missing for each in speeds_of(none))
    assert [each.share for each in shares_of(none)] == [None, None]
    assert np.all([each.calls == 0 for each in shares_of(none)])
