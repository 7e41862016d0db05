"""Areas ranked by what is forecast for the next year."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import hotspots.evidence.next_year
from gis.frames import IncidentFrame
from hotspots.areas import HotspotParams, HotspotResult, RankingWeights, find_disorderly_areas
from hotspots.validation.backtest_result import BacktestParams
from hotspots.validation.expected_next import expected_next
from tests.benchmarks.counties import CRS, SOUTH, WEST, incident_frame

ZONE = "Asia/Shanghai"
MIDDLE = np.array([WEST + 20_000, SOUTH + 20_000])
FADED, NEW = MIDDLE - 3000, MIDDLE + 3000


def county(days: int = 1096) -> IncidentFrame:
    """600 incidents anywhere at any time, 60 at one spot in the first third, 60 at another in the last."""
    rng = np.random.default_rng(11)
    xy = np.vstack(
        [
            MIDDLE + rng.uniform(-6000, 6000, (600, 2)),
            FADED + rng.uniform(-120, 120, (60, 2)),
            NEW + rng.uniform(-120, 120, (60, 2)),
        ]
    )
    first, last = np.arange(60) * days / 181, days - np.arange(1, 61) * days / 181
    at = np.concatenate([np.linspace(0, days - 0.01, 600), first, last])
    times = pd.Timestamp("2022-01-01", tz=ZONE) + pd.to_timedelta(np.floor(at * 86_400), unit="s")
    times = times.tz_convert("UTC")
    return IncidentFrame(incident_frame(xy).assign(occurred_from=times, occurred_to=times, harm=1.0))


def found(incidents: IncidentFrame, **weights: float) -> HotspotResult:
    chosen = RankingWeights(**{"harm": 0.0, **weights}) if weights else RankingWeights()
    params = HotspotParams(replicates=20, weights=chosen, rank_by="forecast")
    return find_disorderly_areas(incidents, params, rng=np.random.default_rng(0))


@pytest.fixture(scope="module")
def three_years() -> HotspotResult:
    return found(county())


def faded_and_new(result: HotspotResult) -> tuple[pd.Series, pd.Series]:
    middles = result.areas.to_crs(CRS).geometry.centroid
    faded, new = (
        result.areas[np.hypot(middles.x - x, middles.y - y).to_numpy() < 200] for x, y in (FADED, NEW)
    )
    assert len(faded) == len(new) == 1
    return faded.iloc[0], new.iloc[0]


def test_an_area_of_the_first_year_ranks_below_one_as_large_of_the_last(three_years: HotspotResult) -> None:
    faded, new = faded_and_new(three_years)
    assert three_years.ranked_by == "forecast"
    assert abs(faded["incidents"] - new["incidents"]) <= 5
    assert (new["rank"], faded["rank"]) == (1, 2)
    assert new["next_year"] > 2 * faded["next_year"]
    assert faded["score_harm"] < 0.5 * new["score_harm"] == 0.5
    assert faded["harm_excess"] == pytest.approx(faded["excess"])  # of the counts, as ever


def test_the_forecast_of_areas_is_that_of_the_backtest_inside_them(three_years: HotspotResult) -> None:
    ahead = expected_next(county().sort_values("occurred_from"), three_years.areas.geometry, BacktestParams())
    assert three_years.areas["next_year"].tolist() == pytest.approx(ahead.tolist(), rel=1e-4)


def test_excess_of_the_forecast_is_above_what_is_expected_in_one_year(three_years: HotspotResult) -> None:
    faded, new = faded_and_new(found(county(), excess=1))
    ahead = [area["next_year"] - area["expected"] * 365.25 / 1096 for area in (faded, new)]
    assert faded["score_excess"] == pytest.approx(max(ahead[0], 0) / ahead[1])
    assert new["score"] == 1


def test_with_less_than_two_years_areas_are_ranked_by_what_was_counted() -> None:
    result = found(county(days=729))
    areas = result.areas
    assert result.ranked_by == "count"
    assert areas["next_year"].isna().all()
    assert areas["score"].tolist() == pytest.approx((areas["excess"] / areas["excess"].max()).tolist())
    assert found(county(days=730)).ranked_by == "forecast"


def test_without_a_weight_that_needs_it_no_forecast_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a forecast nobody asked for")

    monkeypatch.setattr(hotspots.evidence.next_year, "expected_next", never)
    result = found(county(), persistence=1, trend=1)
    assert result.ranked_by == "count"
    assert result.areas["next_year"].isna().all()
    with pytest.raises(AssertionError, match="nobody"):
        found(county(), persistence=1, excess=0.1)


def test_the_forecast_is_the_same_whatever_the_order_of_rows(three_years: HotspotResult) -> None:
    turned = found(IncidentFrame(county().iloc[::-1]))
    assert turned.areas["area_id"].tolist() == three_years.areas["area_id"].tolist()
    assert turned.areas["next_year"].tolist() == pytest.approx(
        three_years.areas["next_year"].tolist(), rel=1e-9
    )


def test_incidents_without_a_time_tell_nothing_of_the_next_year(three_years: HotspotResult) -> None:
    incidents = county()
    unknown = incidents.iloc[:50].assign(occurred_from=pd.NaT, occurred_to=pd.NaT)
    for column in ("occurred_from", "occurred_to"):
        unknown[column] = pd.to_datetime(unknown[column], utc=True)
    result = found(IncidentFrame(pd.concat([incidents, unknown], ignore_index=True)))
    assert result.ranked_by == "forecast"
    assert faded_and_new(result)[1]["next_year"] == pytest.approx(
        faded_and_new(three_years)[1]["next_year"], rel=0.1
    )
