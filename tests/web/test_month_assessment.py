"""The assessment of a month: what it counts, judges, forecasts, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from data.store import Store, open_store
from gis.frames import as_incidents
from tests.desk_county import SOUTH, WEST, areas, fill
from web.reports.month_page import month_page
from web.services.desk.layers import Desk
from web.services.leader.picture import Leader
from web.services.month.assessment import WHOLE_COUNTY, Month
from web.services.month.levels import levels_of
from web.services.month.series import whole_months, with_festival
from web.services.views import EVERYTHING, View

ZONE = "Asia/Shanghai"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("month") / "county.sqlite") as store:
        fill(store)
        yield store


@pytest.fixture(scope="module")
def month(store: Store) -> Month:
    return Month(store, Desk(store, ZONE), ZONE)


def test_counts_are_those_of_the_leaders_page(store: Store, month: Month) -> None:
    picture = Leader(store, Desk(store, ZONE), ZONE).picture("2025-09", EVERYTHING)
    found = month.assessment("2025-09", WHOLE_COUNTY)
    assert picture.in_scope is not None
    whole = found.kinds[0]
    assert whole.now == picture.in_scope.now
    assert whole.on_previous is not None
    assert whole.on_year is not None
    assert (whole.on_previous.before, whole.on_year.before) == (
        picture.in_scope.before,
        picture.in_scope.year_ago,
    )
    assert sum(line.now for line in found.places) + found.elsewhere == whole.now
    assert {line.name: line.now for line in found.places} == {name: one.now for name, one in picture.places}


def test_the_newest_whole_month_is_assessed_and_the_forecast_follows_it(month: Month) -> None:
    found = month.assessment("1999-01", WHOLE_COUNTY)
    assert found.month == date(2025, 12, 1)
    assert found.months[-1] == "2024-01"
    assert [one.month for one in found.chart if one.count is None] == [
        date(2026, 1, 1),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]
    scores = found.forecasts[0][1].scores
    assert {score.method for score in scores} == {"seasonal_model", "seasonal_naive"}
    assert scores[0].mean_error <= scores[1].mean_error


def test_an_early_month_is_judged_by_what_was_known_then(month: Month) -> None:
    assert month.assessment("2024-03", WHOLE_COUNTY).kinds[0].band is None
    early = month.assessment("2024-10", WHOLE_COUNTY)
    assert early.history == 9
    assert early.kinds[0].band is not None


def test_a_township_is_told_of_its_villages_and_of_no_other_incident(store: Store, month: Month) -> None:
    townships = store.places("townships")
    own = townships[townships["code"] == "620523100"]
    view = View(rows=False, within=own.geometry.iloc[0], key="township 620523100")
    found, county = month.assessment("", view), month.assessment("", WHOLE_COUNTY)
    assert found.places_are_villages
    assert {line.name for line in found.places} == {f"城关{side}村" for side in "东西南北"}
    line = next(line for line in county.places if line.code == "620523100")
    assert found.kinds[0].now == line.now
    assert [level.code for level in levels_of(store, month, "", view)] == ["620523100"]


def test_a_month_that_the_records_do_not_reach_the_end_of_is_left_out() -> None:
    days = np.arange("2025-01-01", "2025-03-10", dtype="datetime64[D]").repeat(4)
    assert whole_months(days) == (date(2025, 1, 1), 2)
    later = days[days >= np.datetime64("2025-01-20")]
    assert whole_months(later) == (date(2025, 2, 1), 1)


def test_the_spring_festival_lies_where_the_lunar_calendar_has_it() -> None:
    share = with_festival(date(2024, 1, 1), 14).festival
    # 23rd of the last to 15th of the first lunar month: 2-24 February 2024, 22 January-12 February 2025
    assert (share[[0, 1]] * [31, 29]).round().tolist() == [0, 23]
    assert (share[[12, 13]] * [31, 28]).round().tolist() == [10, 12]


def burst(township: int, count: int) -> gpd.GeoDataFrame:
    """Make incidents of the last ten days of 2025 at one corner of a township."""
    rng = np.random.default_rng(9)
    start = pd.Timestamp("2025-12-21T08:00", tz=ZONE)
    at = (start + pd.to_timedelta(np.sort(rng.integers(0, 10 * 24, count)), unit="h")).tz_convert("UTC")
    x = WEST + (township % 3) * 0.08 + 0.06 + rng.normal(0, 0.001, count)
    y = SOUTH + (township // 3) * 0.08 + 0.065 + rng.normal(0, 0.001, count)
    table = {
        "incident_id": [f"B{number:04d}" for number in range(count)],
        "occurred_from": at,
        "occurred_to": at,
        "category": "criminal",
        "category_word": "盗窃",
        "in_scope": True,
    }
    return as_incidents(gpd.GeoDataFrame(table, geometry=shapely.points(x, y), crs=4326))


@pytest.fixture(scope="module")
def struck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Hold the county with an outbreak in one township, and a search before and after it."""
    with open_store(tmp_path_factory.mktemp("struck") / "county.sqlite") as store:
        fill(store)
        store.import_incidents([burst(1, 60)], same_id="update", source_file="burst")
        before = areas().iloc[1:3]
        store.save_analysis("hotspots", {"until": "2025-11-30", "categories": ()}, {"areas": before})
        yield store


def test_an_outbreak_is_found_named_and_raises_its_township_above_all_others(struck: Store) -> None:
    month = Month(struck, Desk(struck, ZONE), ZONE)
    found = month.assessment("2025-12", WHOLE_COUNTY)
    outbreak = found.outbreaks[0]
    assert (outbreak.township, outbreak.last_day) == ("620523101", date(2025, 12, 31))
    assert outbreak.incidents >= 40
    assert outbreak.place.startswith("柳林镇")
    raised = [line.name for line in found.places if line.raised]
    assert raised[0] == "柳林镇"
    levels = {level.name: level for level in levels_of(struck, month, "2025-12", WHOLE_COUNTY)}
    assert levels["柳林镇"].level == "red"
    assert {"excess"} <= set(levels["柳林镇"].computed.reasons)
    others = [level.level for name, level in levels.items() if name not in {"", "柳林镇"}]
    assert "red" not in others


def test_new_areas_raise_the_month_that_was_searched_and_no_later_one(tmp_path: Path) -> None:
    with open_store(tmp_path / "county.sqlite") as store:
        fill(store)
        for until, found in (("2025-09-30", areas().iloc[1:3]), ("2025-10-31", areas().iloc[:4])):
            store.save_analysis("hotspots", {"until": until, "categories": ()}, {"areas": found})
        month = Month(store, Desk(store, ZONE), ZONE)
        reasons = {
            asked: {
                name
                for level in levels_of(store, month, asked, WHOLE_COUNTY)
                for name in level.computed.reasons
            }
            for asked in ("2025-10", "2025-11")
        }
    assert "new_areas" in reasons["2025-10"]
    assert "new_areas" not in reasons["2025-11"]


def test_new_fading_and_gone_areas_are_those_between_two_searches(struck: Store) -> None:
    month = Month(struck, Desk(struck, ZONE), ZONE)
    news = month.assessment("2025-12", WHOLE_COUNTY).areas
    assert news is not None
    assert (news.until, news.until_before) == (date(2025, 12, 31), date(2025, 11, 30))
    assert [(one.area_id, one.change) for one in news.areas] == [
        ("A01", "new"),
        ("A04", "new"),
        ("A03", "fading"),
    ]
    assert news.kept == 1
    earlier = month.assessment("2025-11", WHOLE_COUNTY).areas
    assert earlier is not None
    assert earlier.until_before is None
    assert month.assessment("2025-10", WHOLE_COUNTY).areas is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_says_what_was_found_and_which_forecast_was_better(struck: Store, lang: str) -> None:
    month = Month(struck, Desk(struck, ZONE), ZONE)
    found = month.assessment("2025-12", WHOLE_COUNTY)
    levels = levels_of(struck, month, "2025-12", WHOLE_COUNTY)
    page = month_page(found, levels, [], WHOLE_COUNTY, lang=lang, time_zone=ZONE)
    assert page is not None
    errors = [score.mean_error for score in found.forecasts[0][1].scores]
    assert all(f"{error:.1f}" in page.forecast_note for error in errors)
    assert "{" not in "".join([*page.lead, *page.areas, *page.outbreaks, *page.method, page.forecast_note])
    assert page.chart is not None
    assert ("高于正常区间" if lang == "zh" else "above the band") in page.lead[0]
