"""Filters of the desk's questions, by source, part of the day and word; and two periods compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
import pytest
from starlette.testclient import TestClient

from data.store import Store, open_store
from gis.frames import IncidentFrame
from tests import desk_county
from tests.signed_in import client_as
from web.services.desk.incident_index import IncidentIndex, IncidentQuery

API = "/api/v1/incidents"
RHYTHM = f"{API}/rhythm"


def county_incidents() -> IncidentFrame:
    """Every fifth incident discovered by patrols; of the first ten only the day is known."""
    frame = desk_county.incidents()
    frame["source"] = np.where(np.arange(len(frame)) % 5 == 0, "discovered", "reported")
    frame.loc[frame.index[:10], "occurred_to"] += pd.Timedelta(hours=24)
    return frame


def local_hours(frame: IncidentFrame) -> np.ndarray:
    return pd.DatetimeIndex(frame["occurred_from"]).tz_convert("Asia/Shanghai").hour.to_numpy()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("filters") / "county.sqlite") as store:
        desk_county.fill(store)
        store.import_incidents([county_incidents()], same_id="update", source_file="again")
        yield store


@pytest.fixture(scope="module")
def client(store: Store) -> TestClient:
    return client_as(store)


def count(client: TestClient, **asked: object) -> int:
    answer = client.get(RHYTHM, params={"scope": "all", **asked})  # type: ignore[dict-item]
    assert answer.status_code == 200, answer.text
    return int(answer.json()["incidents"])


def test_sources_part_the_incidents(client: TestClient) -> None:
    assert count(client, source="discovered") == 600
    assert count(client, source="reported") == 2400
    assert client.get(RHYTHM, params={"source": "rumour"}).status_code == 422


def test_parts_of_the_day_part_the_incidents_but_for_those_known_to_the_day_only(client: TestClient) -> None:
    parts = [count(client, hours=part) for part in ("0-6", "6-12", "12-18", "18-24")]
    assert sum(parts) == 3000 - 10
    assert count(client, hours="18-24,0-6") == count(client, hours="18-6") == parts[0] + parts[3]
    hours = local_hours(county_incidents())[10:]
    assert count(client, hours="22-5") == int(((hours >= 22) | (hours < 5)).sum())


@pytest.mark.parametrize("hours", ["6", "6-6", "24-6", "0-25", "a-b", "6-12;", "-1-4"])
def test_what_is_no_part_of_the_day_is_refused(client: TestClient, hours: str) -> None:
    answer = client.get(RHYTHM, params={"hours": hours})
    assert answer.status_code in {400, 422}
    assert answer.json()["code"] == "request.hours"


def test_a_word_narrows_what_the_scope_lets_through(client: TestClient) -> None:
    words = client.get("/api/v1/summary").json()["words"]
    assert set(words) == {"盗窃", "打架", "求助"}
    assert list(words.values()) == sorted(words.values(), reverse=True)
    assert count(client, word="盗窃") == words["盗窃"]
    assert count(client, word=["盗窃", "打架"]) == words["盗窃"] + words["打架"]
    assert count(client, word="求助", scope="in") == 0
    assert count(client, word="没有这个词") == 0


def test_an_incident_without_a_word_is_found_by_no_word() -> None:
    frame = county_incidents()
    frame.loc[frame.index[:50], "category_word"] = None
    index = IncidentIndex(frame, "Asia/Shanghai")
    assert len(index.select(IncidentQuery(words=("没有这个词",), in_scope_only=False))) == 0


def test_filters_hold_for_cells_and_areas_too(client: TestClient) -> None:
    asked = {"scope": "all", "limit": 0, "source": "discovered", "hours": "18-24", "word": "盗窃"}
    cells = client.get(API, params=asked).json()
    assert cells["total"] == count(client, source="discovered", hours="18-24", word="盗窃")
    assert sum(one["properties"]["incidents"] for one in cells["features"]) == cells["total"] > 0
    area = "/api/v1/areas/A01/rhythm"
    every, some = (client.get(area, params=params).json()["incidents"] for params in ({}, asked))
    assert 0 < some < every


def test_where_nothing_fits_cells_come_all_the_same(client: TestClient) -> None:
    asked = {"scope": "in", "limit": 0, "word": "求助"}
    found = client.get(API, params=asked).json()
    assert (found["kind"], found["total"], found["breaks"], found["features"]) == ("cells", 0, [], [])


def test_filters_end_at_the_ground_of_who_asks(store: Store) -> None:
    own = client_as(store, "township", township_code="620523100")
    parts = [count(own, source=source) for source in ("reported", "discovered")]
    assert sum(parts) == count(own) < 3000
    assert set(own.get("/api/v1/summary").json()["words"].values()) < set(range(1500))


def test_two_periods_are_compared_worked_by_hand(client: TestClient) -> None:
    now = {"since": "2025-06-01", "until": "2025-07-01", "scope": "all"}
    before = {"against_since": "2025-05-01", "against_until": "2025-06-01"}
    found = client.get(f"{API}/change", params=now | before).json()
    june = count(client, since="2025-06-01", until="2025-07-01")
    may = count(client, since="2025-05-01", until="2025-06-01")
    assert (found["now"], found["before"]) == (june, may)
    assert found["share"] == pytest.approx(june / may - 1)
    assert found["beyond_chance"] is False
    quiet = {"against_since": "2023-05-01", "against_until": "2023-06-01"}
    found = client.get(f"{API}/change", params=now | quiet).json()
    assert (found["before"], found["share"], found["beyond_chance"]) == (0, None, True)


def test_a_comparison_needs_two_periods(client: TestClient) -> None:
    other = {"against_since": "2025-05-01", "against_until": "2025-06-01"}
    answer = client.get(f"{API}/change", params=other)
    assert answer.json()["code"] == "request.no_period"
    now = {"since": "2025-06-01", "until": "2025-07-01"}
    answer = client.get(f"{API}/change", params=now | {k: date(2025, 5, 1).isoformat() for k in other})
    assert answer.json()["code"] == "request.period"


def test_a_comparison_ends_at_the_ground_of_who_asks(store: Store) -> None:
    own = client_as(store, "township", township_code="620523100")
    asked = {"since": "2025-01-01", "until": "2026-01-01", "scope": "all"}
    other = {"against_since": "2024-01-01", "against_until": "2025-01-01"}
    found = own.get(f"{API}/change", params=asked | other).json()
    assert found["now"] + found["before"] == count(own) < 3000
    assert client_as(store, "admin").get(f"{API}/change", params=asked | other).status_code == 403
