"""The list of kinds of place is the county's own: renamed, retired, added to, and every change audited."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from data.store import Store, open_store
from gis.errors import InputError, TableError
from tests.desk_county import fill
from tests.signed_in import client_as
from tests.web.test_register_page import DESIGNATION, propose_all
from web.services.register.place_kinds import PlaceKind, change_place_kinds, offered, place_kinds

PATH = "/register/place-kinds"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("kinds") / "county.sqlite") as store:
        fill(store)
        propose_all(store)
        yield store


def saved(client: TestClient, **said: str) -> int:
    return client.post(PATH, data=said).status_code


def test_a_kind_is_renamed_retired_and_added_and_entries_keep_theirs(store: Store) -> None:
    committee = client_as(store, "committee")
    entry = store.register.get(2)
    assert entry is not None
    assert "城乡结合部" in committee.get("/register/2").text
    said = {f"zh_{code}": one.zh for code, one in place_kinds(store).items()}
    asked = {**said, "zh_fringe": "城郊结合部", "en_fringe": "Edge of town", "zh_new": "物流园周边"}
    assert saved(committee, **asked) == 200
    assert "城郊结合部" in committee.get("/register/2").text
    assert "Edge of town" in committee.get("/register/2", params={"lang": "en"}).text
    assert saved(client_as(store, "governance"), zh_fringe="城郊结合部", retired_fringe="1") == 200
    kinds = place_kinds(store)
    assert (kinds["own-1"].zh, kinds["own-1"].say("en"), kinds["fringe"].retired) == (
        "物流园周边",
        "物流园周边",
        True,
    )
    assert "fringe" not in [one.code for one in offered(kinds)]
    assert "fringe" in [one.code for one in offered(kinds, "fringe")]
    kept = store.register.get(2)
    assert kept is not None
    assert kept.place_kind == entry.place_kind == "fringe"
    assert "城郊结合部" in committee.get("/register/2").text
    newest = store.audit.entries(action="setting.changed")[0].deed
    assert (newest.role, newest.subject, set(newest.details["after"])) == (
        "governance",
        "place_kinds",
        {"fringe"},
    )
    new = {**DESIGNATION, "place_kind": "own-1"}
    assert committee.post("/register/2/designate", data=new).status_code == 200
    assert "物流园周边" in committee.get("/register").text
    refused = committee.post("/register/3/designate", data={**DESIGNATION, "place_kind": "moon"})
    assert (refused.status_code, "没有“moon”" in refused.text) == (400, True)


@pytest.mark.parametrize("role", ["township", "station", "department", "command"])
def test_others_read_the_list_and_do_not_change_it(store: Store, role: str) -> None:
    ground = {"township": {"township_code": "620523100"}, "station": {"station": "S1"}}.get(role, {})
    client = client_as(store, role, **ground)
    page = client.get(PATH)
    assert (page.status_code, "<input" in page.text) == (200, False)
    assert saved(client, zh_school="学校") == 403


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (PlaceKind("school", "", ""), "place_kind.words"),
        (PlaceKind("school", "长" * 41, ""), "place_kind.words"),
        (PlaceKind("school", "其他", ""), "place_kind.twice"),
        (PlaceKind("", "集贸市场", ""), "place_kind.twice"),
        (PlaceKind("school", "找 13812345678", ""), "place_kind.person"),
        (PlaceKind("other", "其他", "Other", retired=True), "place_kind.other"),
    ],
)
def test_a_list_that_cannot_stand_is_refused_whole(store: Store, asked: PlaceKind, code: str) -> None:
    before = place_kinds(store)
    with pytest.raises((TableError, InputError)) as refused:
        change_place_kinds(store, [asked], lambda deed: deed)
    assert code in [problem.code for problem in refused.value.problems]
    assert place_kinds(store) == before
