"""The register of areas: what it lists, to whom, and as a table."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pytest
from starlette.testclient import TestClient

from data.store import Store, open_store
from tests.desk_county import fill
from tests.signed_in import client_as


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("register") / "county.sqlite") as store:
        fill(store)
        yield store


def test_candidates_and_watch_areas_are_listed_by_rank_with_their_place(store: Store) -> None:
    page = client_as(store, "committee").get("/register").text
    assert page.count('<span class="badge">') == 4
    assert page.count("badge-watch") == 3
    assert page.index("城关镇 · 城关东村") < page.index("石门乡 · 石门西村")
    assert "尚未登记认定" in page


def test_a_state_can_be_chosen_and_none_is_a_sentence(store: Store) -> None:
    client = client_as(store, "governance")
    watched = client.get("/register", params={"state": "watched", "lang": "en"}).text
    assert watched.count("badge-watch") == 3
    assert '<span class="badge">' not in watched
    assert "No such area." in client.get("/register", params={"state": "delisted", "lang": "en"}).text


def test_the_table_holds_what_the_page_shows_and_taking_it_is_audited(store: Store) -> None:
    answer = client_as(store, "committee").get("/register.xlsx", params={"lang": "en"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0][:4] == ("Rank", "Place", "State", "Incidents")
    assert [row[0] for row in rows[1:]] == [1, 2, 3, 4, 5, 6, 7]
    assert [row[2] for row in rows[1:]] == ["candidate"] * 4 + ["watch"] * 3
    newest = store.audit.entries(action="export.register")[0].deed
    assert (newest.role, newest.details) == ("committee", {"areas": 7})


def test_a_township_finds_its_own_areas_alone_and_others_none(store: Store) -> None:
    own = client_as(store, "township", township_code="620523100").get("/register").text
    assert 0 < own.count('class="badge') < 7
    assert "仅列本辖区" in own
    for role in ("admin", "department"):
        assert client_as(store, role).get("/register").status_code == 403


def test_without_a_search_the_page_says_so(empty_client: TestClient) -> None:
    assert "尚未分析治安乱点" in empty_client.get("/register", params={"lang": "zh"}).text
