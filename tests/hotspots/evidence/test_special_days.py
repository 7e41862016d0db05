from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from gis.errors import TableError
from hotspots.evidence.ground import Members
from hotspots.evidence.special_days import check_calendar, compare_days, special_day_rates

YEAR = np.arange("2024-01-01", "2025-01-01", dtype="datetime64[D]")
SPAN = (YEAR[0], YEAR[-1])


@pytest.mark.parametrize(("special", "total"), [(20, 40), (8, 40), (1, 40), (39, 40), (0, 60), (16, 16)])
def test_ratio_interval_and_p_value_are_those_of_the_exact_binomial_test(special: int, total: int) -> None:
    share, odds = 73 / 366, 293 / 73
    found = compare_days(special, total, 73, 366)
    limits = binomtest(special, total, share).proportion_ci(0.95, "exact")
    assert found.low[0] == pytest.approx(limits.low / (1 - limits.low) * odds)
    if special < total:
        assert found.ratio[0] == pytest.approx(special / (total - special) * odds)
        assert found.high[0] == pytest.approx(limits.high / (1 - limits.high) * odds)
    else:
        assert np.isinf([found.ratio[0], found.high[0]]).all()
    tails = [binomtest(special, total, share, alternative=side).pvalue for side in ("less", "greater")]
    assert found.p_value[0] == pytest.approx(min(1, 2 * min(tails)))


def test_directions_agree_with_intervals() -> None:
    special = np.arange(61)
    found = compare_days(special, 60, 73, 365)
    assert set(found.direction) == {"more", "same", "fewer"}
    assert ((found.direction == "more") == (found.low > 1)).all()
    assert ((found.direction == "fewer") == (found.high < 1)).all()


def test_too_few_incidents_or_days_are_unknown() -> None:
    found = compare_days([5, 8, 2, 0, 20], [11, 12, 30, 30, 30], [73, 73, 20, 0, 365], 365)
    assert found.direction.tolist() == ["unknown", "unknown", "unknown", "unknown", "unknown"]
    assert np.isnan(found.p_value).all()


def calendar(days: np.ndarray, township: str = "", kind: str = "market_day") -> pd.DataFrame:
    return pd.DataFrame({"kind": kind, "day": days.astype("datetime64[s]"), "township_code": township})


def test_market_days_count_for_the_areas_of_their_township_alone() -> None:
    markets = YEAR[2::5]
    day = np.concatenate([np.repeat(markets, 2), YEAR, YEAR, np.repeat(markets, 2)])
    each = 2 * len(markets) + len(YEAR)
    members = Members(np.repeat([0, 1], each), np.arange(2 * each), 2)
    table = pd.concat([calendar(markets, "510"), calendar(YEAR[3:9], "", "spring_festival")])
    rates = special_day_rates(members, day, ["510", "620"], table, span=SPAN)
    assert rates["market_day"].direction.tolist() == ["more", "unknown"]
    assert rates["market_day"].ratio[0] == pytest.approx(3, rel=0.01)
    assert rates["spring_festival"].direction.tolist() == ["same", "same"]
    assert rates["public_holiday"].direction.tolist() == ["unknown", "unknown"]
    everywhere = special_day_rates(members, day, ["510", "620"], calendar(markets), span=SPAN)
    assert everywhere["market_day"].direction.tolist() == ["more", "more"]


def test_incidents_without_a_day_and_days_beyond_the_data_are_left_out() -> None:
    day = np.append(np.repeat(YEAR, 2), [np.datetime64("NaT")] * 50)
    members = Members(np.zeros(len(day), dtype=np.int64), np.arange(len(day)), 1)
    beyond = np.arange("2026-01-01", "2026-02-01", dtype="datetime64[D]")
    rates = special_day_rates(members, day, [""], calendar(np.concatenate([YEAR[::7], beyond])), span=SPAN)
    assert rates["market_day"].ratio[0] == pytest.approx(1)


def test_a_calendar_without_its_columns_is_refused_and_none_is_empty() -> None:
    with pytest.raises(TableError, match="column=day"):
        check_calendar(pd.DataFrame({"kind": [], "township_code": []}))
    assert len(check_calendar(None)) == 0
