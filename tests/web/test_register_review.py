"""The monthly review: what came back is found, what cannot be known is said, and the review is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import shapely

from data.store import Store, open_store
from data.store.audit import Deed
from data.store.register import NewStep
from tests.desk_county import areas, fill, incidents
from tests.signed_in import client_as
from web.services.register.actors import COMMAND_LINE
from web.services.register.candidates import propose_candidates
from web.services.register.review import Reviewed, months_reviewed, review_of, write_down
from web.services.register.work import RegisterWork

ZONE = "Asia/Shanghai"
TODAY = date(2026, 6, 1)
WAY = (
    ("designate", "designated", date(2025, 1, 20)),
    ("ask_acceptance", "awaiting_acceptance", date(2025, 6, 1)),
    ("accept", "accepted", date(2025, 6, 20)),
    ("delist", "delisted", date(2025, 9, 25)),
)


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two areas that were put right in 2025: the first was taken off in September, the second accepted."""
    with open_store(tmp_path_factory.mktemp("review") / "county.sqlite") as store:
        fill(store)
        propose_candidates(
            store, work_of(store), ["A01", "A02"], date(2025, 1, 10), lang="zh", time_zone=ZONE
        )
        for entry_id, ways in ((1, WAY), (2, WAY[:-1])):
            for action, after, day in ways:
                entry = store.register.get(entry_id)
                assert entry is not None
                step = NewStep(action, entry.state, after, day)
                store.register.change(entry_id, entry.revision, {}, step, Deed(f"register.{action}"))
        yield store


def work_of(store: Store) -> RegisterWork:
    return RegisterWork(store, COMMAND_LINE, TODAY, ZONE)


def review(store: Store, month: date) -> dict[int, Reviewed]:
    return {one.found.entry.id: one for one in review_of(store, work_of(store), month)}


def test_entries_are_reviewed_from_acceptance_until_twelve_months_after_delisting(store: Store) -> None:
    assert review(store, date(2025, 5, 1)) == {}
    assert set(review(store, date(2025, 6, 1))) == {1, 2}
    assert review(store, date(2025, 8, 1))[1].found.standing.state == "accepted"
    found = review(store, date(2025, 10, 1))[1]
    assert (found.over_on, found.until) == (date(2025, 9, 25), date(2026, 9, 25))
    assert set(review(store, date(2026, 9, 1))) == {1}
    assert review(store, date(2026, 10, 1)) == {}


def test_a_month_is_compared_with_the_same_month_before_the_designation(store: Store) -> None:
    used = incidents()
    inside = shapely.intersects(areas().geometry.iloc[0], used.geometry.to_numpy()) & used["in_scope"]
    local = used["occurred_from"].dt.tz_convert(ZONE)
    found = review(store, date(2025, 10, 1))[1]
    counts = [int((inside & (local.dt.year == year) & (local.dt.month == 10)).sum()) for year in (2025, 2024)]
    assert [found.incidents, found.incidents_before] == counts
    assert counts[0] != counts[1]
    assert review(store, date(2026, 6, 1))[1].incidents is None, "the records end before"


def test_a_search_after_delisting_that_names_the_place_is_a_finding(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from data.store import clock

    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 10, 20, tzinfo=UTC))
    store.save_analysis("hotspots", {}, {"areas": areas().iloc[:1]})
    found = review(store, date(2025, 10, 1))
    assert (found[1].finding, found[2].finding) == ("named", "quiet")
    assert review(store, date(2025, 8, 1))[2].finding == "unknown", "that search was made much later"
    propose_candidates(store, work_of(store), ["A01"], date(2025, 10, 25), lang="zh", time_zone=ZONE)
    again = review(store, date(2025, 10, 1))[1]
    assert again.finding == "recurred"
    assert again.again is not None
    assert again.again.previous_id == 1


def test_the_review_is_written_into_the_histories_once(store: Store) -> None:
    office = client_as(store, "governance")
    asked = {"month": "2025-10", "reason": "现场平稳"}
    page = office.get("/register/review", params={"month": "2025-10"}).text
    assert page.count("未登记") == 2
    assert "已登记 2 件" in office.post("/register/review", data=asked).text
    assert "已登记 0 件" in office.post("/register/review", data=asked).text
    last = store.register.steps(1)[-1]
    assert (last.action, last.details["month"], last.details["finding"], last.after) == (
        "review",
        "2025-10",
        "unknown",
        "delisted",
    )
    page = office.get("/register/review", params={"month": "2025-10"}).text
    assert page.count("现场平稳") == 2
    assert "复查月份: 2025-10" in office.get("/register/1").text
    township = client_as(store, "township", township_code="620523100")
    assert township.get("/register/review", params={"month": "2025-10"}).status_code == 200
    assert township.post("/register/review", data={**asked, "month": "2025-09"}).status_code == 403


@pytest.mark.parametrize("month", ["2999-01", "spring", "2025-13"])
def test_a_month_that_is_not_over_or_none_at_all_is_a_sentence(store: Store, month: str) -> None:
    answer = client_as(store, "committee").get("/register/review", params={"month": month, "lang": "en"})
    assert (answer.status_code, "must be a month that is over" in answer.text) == (400, True)


def test_months_with_observed_entries_are_due_for_review_until_it_is_written_down(store: Store) -> None:
    months = [date(2025, 5, 1), date(2025, 10, 1), date(2026, 12, 1)]
    assert months_reviewed(store, months) == {date(2025, 10, 1): None}
    write_down(store, work_of(store), date(2025, 10, 1), "平稳", TODAY)
    assert months_reviewed(store, months) == {date(2025, 10, 1): TODAY}
