from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis.frames import IncidentFrame
from hotspots.areas import HotspotParams, HotspotResult, find_disorderly_areas
from hotspots.evidence.area_table import LEAST_P_VALUE
from hotspots.evidence.columns import AREA_COLUMNS, AREA_TYPES, empty_areas
from hotspots.params import LEAST_PEOPLE, RankingWeights
from tests.benchmarks.counties import CRS, SOUTH, WEST, incident_frame

ZONE = "Asia/Shanghai"
MIDDLE = np.array([WEST + 20_000, SOUTH + 20_000])
PEOPLE_PER_KM2 = 1000


def disc(n: int, middle: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    angle, away = rng.uniform(0, 2 * np.pi, n), np.sqrt(rng.uniform(0, 1, n)) * 150
    return middle + np.column_stack([np.cos(angle), np.sin(angle)]) * away[:, None]


def county() -> IncidentFrame:
    """600 incidents of two years anywhere; 40 on evenings, mostly of markets, and 45 of one autumn."""
    rng = np.random.default_rng(7)
    xy = np.vstack(
        [
            MIDDLE + rng.uniform(-6000, 6000, (600, 2)),
            disc(40, MIDDLE, rng),
            disc(45, MIDDLE + 3000, rng),
        ]
    )
    start = np.datetime64("2023-01-01", "s")
    anywhere = start + rng.integers(0, 731 * 86_400, 600)
    markets = np.arange("2023-01-02", "2025-01-01", 5, dtype="datetime64[D]")
    markets = rng.choice(markets, 40) + np.repeat([0, 1], [35, 5])
    evenings = markets.astype("datetime64[s]") + rng.integers(19 * 3600, 21 * 3600, 40)
    autumn = np.datetime64("2024-09-10", "s") + rng.integers(0, 40 * 86_400, 45)
    local = pd.DatetimeIndex(np.concatenate([anywhere, evenings, autumn]))
    moments = local.tz_localize(ZONE).tz_convert("UTC")
    rng.shuffle(words := np.array(["theft"] * 400 + ["affray"] * 200))
    return IncidentFrame(
        incident_frame(xy).assign(
            occurred_from=moments,
            occurred_to=moments,
            category_word=[*words, *["theft"] * 30, *["affray"] * 10, *["robbery"] * 45],
            harm=[1.0] * 640 + [60.0] * 45,
            injured=[np.nan] * 640 + [1.0] * 20 + [np.nan] * 25,
            township_code=["510"] * 300 + ["620"] * 300 + ["510"] * 85,
        )
    )


MARKETS = pd.DataFrame(
    {
        "kind": "market_day",
        "day": pd.date_range("2023-01-02", "2024-12-31", freq="5D"),
        "township_code": "510",
    }
)
POPULATION = gpd.GeoDataFrame(
    {"population": [PEOPLE_PER_KM2 * 12.0**2]},
    geometry=[shapely.box(*(MIDDLE - 6000), *(MIDDLE + 6000))],
    crs=CRS,
)


def found(params: HotspotParams) -> HotspotResult:
    return find_disorderly_areas(
        county(), params, population=POPULATION, calendar=MARKETS, rng=np.random.default_rng(0)
    )


@pytest.fixture(scope="module")
def result() -> HotspotResult:
    return found(HotspotParams(watch=2, replicates=30))


@pytest.fixture(scope="module")
def market(result: HotspotResult) -> pd.Series:
    return by_category(result, "theft")


@pytest.fixture(scope="module")
def autumn(result: HotspotResult) -> pd.Series:
    return by_category(result, "robbery")


def by_category(result: HotspotResult, word: str) -> pd.Series:
    rows = result.significant[result.significant["main_category"] == word]
    assert len(rows) == 1
    return rows.iloc[0]


def test_every_column_has_its_type_with_areas_and_without(result: HotspotResult) -> None:
    assert list(result.areas.columns) == [*AREA_COLUMNS, "geometry"]
    assert list(empty_areas().columns) == [*AREA_COLUMNS, "geometry"]
    for table in (result.areas, empty_areas()):
        assert {name: str(kind) for name, kind in table.dtypes.items() if name != "geometry"} == AREA_TYPES


def test_the_harmful_area_comes_first_and_its_score_adds_up(
    result: HotspotResult, market: pd.Series, autumn: pd.Series
) -> None:
    assert (autumn["rank"], market["rank"]) == (1, 2)
    assert autumn["score"] == autumn["score_harm"] == 1
    assert market["score"] == pytest.approx(market["harm_excess"] / autumn["harm_excess"])
    areas = result.areas
    assert areas["excess"].tolist() == pytest.approx((areas["incidents"] - areas["expected"]).tolist())
    harm_excess = areas["harm"] * (1 - areas["expected"] / areas["incidents"])
    assert areas["harm_excess"].tolist() == pytest.approx(harm_excess.tolist())
    robberies = int(autumn["category_counts"].split("; ")[0].split()[1])
    assert autumn["harm"] == 60 * robberies + autumn["incidents"] - robberies


def test_market_days_peak_hours_and_the_week_of_the_market(market: pd.Series, autumn: pd.Series) -> None:
    assert market["market_days"] == "more"
    assert 4 < market["market_days_low"] < market["market_days_ratio"]
    assert market["market_days_p_value"] < 1e-6
    assert autumn["market_days"] == "same"
    assert market["spring_festival"] == "unknown"
    assert market["peak_hours"] in {"19-21", "19-20", "20-21"}
    week = np.array(market["week_hours"].split(), dtype=float)
    assert week.shape == (168,)
    assert week.sum() == pytest.approx(market["incidents"])
    parts = np.array(market["day_parts"].split(), dtype=float)
    assert parts == pytest.approx(week.reshape(7, 4, 6).sum(axis=(0, 2)))
    assert market["weekend_share"] == pytest.approx(week[120:].sum() / week.sum())


def test_months_trend_and_periods_tell_the_steady_market_from_the_one_autumn(
    market: pd.Series, autumn: pd.Series
) -> None:
    months = np.array(autumn["month_counts"].split(), dtype=int)
    assert autumn["first_month"] == "2023-01"
    assert len(months) == 24
    assert months.sum() == autumn["incidents"]
    assert months[20:22].sum() >= 43
    assert (autumn["periods_high"], market["periods_high"]) == ("1/2", "2/2")
    assert autumn["score_persistence"] == 0.5
    first, second = market["period_risks"].split("; ")
    assert first.startswith("2023-01-02 ")
    day, risk, low, high = second.split()
    assert float(low) < float(risk) < float(high)
    assert day.startswith(("2023-12-3", "2024-01-0"))
    assert market["trend_per_year_low"] < market["trend_per_year"] < market["trend_per_year_high"]


def test_categories_harm_and_what_people_suffered(market: pd.Series, autumn: pd.Series) -> None:
    counts = dict(item.rsplit(" ", 1) for item in market["category_counts"].split("; "))
    assert sum(map(int, counts.values())) == market["incidents"]
    assert market["main_category_share"] == pytest.approx(int(counts["theft"]) / market["incidents"])
    assert market["township_code"] == "510"
    assert autumn["injured"] == 20
    assert np.isnan(market["injured"])
    assert np.isnan(autumn["deaths"])


def test_rates_are_of_the_people_inside_and_shrunk_towards_the_county(
    result: HotspotResult, market: pd.Series
) -> None:
    assert market["population"] == pytest.approx(PEOPLE_PER_KM2 * market["area_km2"], rel=1e-3)
    crude = 1000 * market["incidents"] / market["population"] / 2
    assert market["rate_per_1000_crude"] == pytest.approx(crude, rel=0.01)
    assert result.rate_county_per_1000 < market["rate_per_1000"] < crude
    assert market["rate_per_1000_low"] < market["rate_per_1000"] < market["rate_per_1000_high"]
    assert result.rate_county_per_1000 == pytest.approx(1000 * 685 / 2 / (PEOPLE_PER_KM2 * 12**2), rel=0.02)


def test_where_hardly_anybody_lives_there_is_no_rate() -> None:
    nobody = gpd.GeoDataFrame(
        {"population": [1e5, 0.5]},
        geometry=[
            shapely.box(*(MIDDLE - 6000), MIDDLE[0] - 500, MIDDLE[1] + 6000),
            shapely.box(*MIDDLE, *(MIDDLE + 5000)),
        ],
        crs=CRS,
    )
    params = HotspotParams(replicates=30)
    areas = find_disorderly_areas(county(), params, population=nobody, rng=np.random.default_rng(0)).areas
    few = areas[areas["population"] < LEAST_PEOPLE]
    assert len(few) >= 1
    assert few[["rate_per_1000", "rate_per_1000_low", "rate_per_1000_high"]].isna().all(axis=None)
    assert few["rate_per_1000_crude"].isna().all()


def test_no_p_value_is_smaller_than_random_counties_can_tell(result: HotspotResult) -> None:
    listed = result.areas
    assert (listed["p_value"] >= LEAST_P_VALUE).all()
    assert (listed["p_value"] <= listed["p_value_adjusted"]).all()
    assert listed["p_value_adjusted"].min() == LEAST_P_VALUE


def test_certain_areas_are_stable_and_keep_their_listing_with_fewer_incidents(
    result: HotspotResult, market: pd.Series
) -> None:
    assert market["stability"] > 0.99
    assert 5 <= market["incidents_to_delist"] < 30
    watch = result.areas[result.areas["tier"] == "watch"]
    assert (watch["incidents_to_delist"] > watch["incidents"]).all()
    assert (watch["stability"] < 0.7).all()


def test_an_area_is_listed_with_the_incidents_that_keep_it_and_not_with_many_fewer(
    result: HotspotResult, market: pd.Series
) -> None:
    frame = county()
    inside = np.flatnonzero(frame.geometry.intersects(market.geometry.buffer(1e-7)))
    order = np.random.default_rng(3).permutation(inside)
    least = int(market["incidents_to_delist"])

    def listed(left: int) -> bool:
        told = IncidentFrame(frame.drop(index=frame.index[order[left:]]).reset_index(drop=True))
        params = HotspotParams(replicates=30)
        again = find_disorderly_areas(
            told, params, population=POPULATION, rng=np.random.default_rng(0)
        ).significant
        return bool(again.geometry.intersects(market.geometry).any())

    assert len(inside) == market["incidents"]
    assert listed(least + 3)
    assert not listed(least - 3)


def test_one_coordinate_of_thousands_raises_what_is_expected_nowhere(market: pd.Series) -> None:
    frame = county()
    hub = frame.iloc[np.repeat(0, 2000)].assign(occurred_from=frame["occurred_from"].iloc[600])
    told = IncidentFrame(pd.concat([frame, hub], ignore_index=True))
    params = HotspotParams(replicates=30)
    areas = find_disorderly_areas(told, params, population=POPULATION, rng=np.random.default_rng(0))
    beside = by_category(areas, "theft")
    assert areas.repeated_places["incidents"].tolist() == [2001]
    assert beside["expected"] == pytest.approx(market["expected"], rel=0.05)


def test_expected_numbers_count_every_repeat_at_usual_places(market: pd.Series) -> None:
    frame = county()
    again = frame.iloc[np.repeat(np.arange(0, 600, 30), 8)]  # one place of thirty has nine incidents
    told = IncidentFrame(pd.concat([frame, again], ignore_index=True))
    params = HotspotParams(replicates=30)
    areas = find_disorderly_areas(told, params, population=POPULATION, rng=np.random.default_rng(0))
    beside = by_category(areas, "theft")
    assert beside["expected"] == pytest.approx(market["expected"] * 760 / 600, rel=0.05)


def test_weights_change_the_order_and_a_budget_marks_areas_without_hiding_any() -> None:
    weights = RankingWeights(excess=0, harm=0, persistence=1, trend=0)
    params = HotspotParams(watch=2, replicates=30, weights=weights, most_areas=1)
    again = found(params).areas
    assert again.loc[0, "main_category"] == "theft"
    assert again["in_budget"].tolist() == [True] + [False] * (len(again) - 1)
    share = HotspotParams(watch=2, replicates=30, most_share=0.0005)
    limited = found(share)
    used = limited.areas.loc[limited.areas["in_budget"], "area_km2"].sum()
    assert len(limited.areas) == len(again)
    assert 0 < used <= 0.0005 * limited.searched_km2


def test_incidents_without_any_time_have_no_time_profile() -> None:
    nothing = pd.Series(pd.NaT, index=range(685)).dt.tz_localize("UTC")
    frame = IncidentFrame(county().assign(occurred_from=nothing, occurred_to=nothing))
    params = HotspotParams(replicates=30)
    areas = find_disorderly_areas(
        frame, params, population=POPULATION, calendar=MARKETS, rng=np.random.default_rng(0)
    ).areas
    assert len(areas) >= 2
    assert areas["first_occurred_at"].isna().all()
    assert set(areas["trend"]) == set(areas["market_days"]) == {"unknown"}
    assert set(areas["periods_high"]) == set(areas["month_counts"]) == {""}
    assert areas["rate_per_1000"].isna().all()
