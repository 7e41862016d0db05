"""Every role at every address: the table of DESIGN.md, held against pages, API, tiles, items and exports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from data.store import Store, open_store
from tests.desk_county import fill
from tests.signed_in import client_as
from web.auth.roles import RIGHTS, Right, Role
from web.routes.navigation import PAGES as NAVIGATION
from web.settings import Settings

GROUND: dict[str, dict[str, str]] = {
    Role.STATION: {"station": "S1"},
    Role.TOWNSHIP: {"township_code": "620523100"},
}
EITHER = frozenset({Right.AGGREGATES, Right.RETURN})
OFFICE = frozenset({Right.PROPOSE, Right.DECIDE})
FILED = frozenset({Right.RETURN, Right.PROPOSE, Right.DECIDE})
PAGES: dict[str, Right | frozenset[Right] | frozenset[Role] | None] = {
    "/": Right.AGGREGATES,
    "/leader": Right.AGGREGATES,
    "/leader.pdf": Right.AGGREGATES,
    "/register": EITHER,
    "/register.xlsx": EITHER,
    "/register/screening": EITHER,
    "/register/new": frozenset({Role.GOVERNANCE, Role.STATION, Role.TOWNSHIP}),
    "/register/evaluation": EITHER,
    "/register/designation": EITHER,
    "/register/designation.pdf": EITHER,
    "/month": EITHER,
    "/bulletins": OFFICE,
    "/scorecard": Right.AGGREGATES,
    "/scorecard/edit": Right.PROPOSE,
    "/calendar": FILED | {Right.IMPORT},
    "/returns": FILED,
    "/filing-rules": Right.PROPOSE,
    "/simple": Right.AGGREGATES,
    "/designer": Right.PLAN,
    "/import": Right.IMPORT,
    "/admin/accounts": Right.ADMINISTER,
    "/admin/settings": Right.ADMINISTER,
    "/admin/audit": Right.ADMINISTER,
    "/account": None,
    "/docs": None,
}
API = {
    "summary": Right.AGGREGATES,
    "incidents": Right.AGGREGATES,
    "incidents/rhythm": Right.AGGREGATES,
    "areas": Right.AGGREGATES,
    "areas/A01/rhythm": Right.AGGREGATES,
    "zones": Right.AGGREGATES,
    "beats": Right.AGGREGATES,
    "units": Right.AGGREGATES,
    "repeated-places": Right.AGGREGATES,
    "patrol/joint-zones": Right.AGGREGATES,
    "ogc/collections/areas/items": Right.AGGREGATES,
    "ogc/collections/incidents/items": Right.ROWS,
    "ogc/collections/incidents/tiles/WebMercatorQuad/0/0/0": Right.AGGREGATES,
    "beat-ground": Right.PLAN,
    "beat-plans": Right.PLAN,
    "beat-plans/in-force/cards.pdf": Right.PLAN,
    "session": None,
    "jobs": None,
}
"""The right that each address asks for; None for whoever has signed in."""


def has(role: Role, right: Right | frozenset[Right] | frozenset[Role] | None) -> bool:
    wanted = right if isinstance(right, frozenset) else {right}
    return right is None or bool(wanted & {role, *RIGHTS[role]})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("roles") / "county.sqlite") as store:
        fill(store)
        yield store


@pytest.fixture(params=list(Role))
def asking(request: pytest.FixtureRequest, store: Store) -> tuple[Role, TestClient]:
    role = request.param
    return role, client_as(store, role, **GROUND.get(role, {}))


def test_each_page_opens_to_the_roles_that_have_its_right_alone(asking: tuple[Role, TestClient]) -> None:
    role, client = asking
    for path, right in PAGES.items():
        answer = client.get(path, follow_redirects=False, headers={"Accept": "text/html"})
        mine = has(role, right)
        refused = 303 if path == "/" else 403
        assert answer.status_code == (200 if mine else refused), path
        if answer.status_code == 403:
            assert "<h1>" in answer.text, "people read a page"


def test_each_address_of_the_api_answers_the_roles_that_have_its_right_alone(
    asking: tuple[Role, TestClient],
) -> None:
    role, client = asking
    for path, right in API.items():
        answer = client.get(f"/api/v1/{path}")
        mine = has(role, right)
        assert (answer.status_code in {200, 204}) == mine, (path, answer.status_code)
        if not mine:
            assert answer.status_code in {403, 404}, path


def test_the_bar_leads_to_the_pages_of_the_role_and_to_no_other(asking: tuple[Role, TestClient]) -> None:
    role, client = asking
    bar = client.get("/docs").text.split("</header>")[0]
    shown = {path for path in PAGES if f'href="{path}?lang=' in bar}
    linked = {path for path, *_ in NAVIGATION} | {"/docs", "/account"}
    assert shown == {path for path, right in PAGES.items() if path in linked and has(role, right)}


@pytest.mark.parametrize("role", [role for role in Role if Right.IMPORT not in RIGHTS[role]])
def test_nothing_is_imported_analysed_or_approved_by_who_may_not(store: Store, role: Role) -> None:
    client = client_as(store, role, **GROUND.get(role, {}))
    file = {"file": ("a.csv", b"lon,lat\n1,2\n", "text/csv")}
    assert client.post("/api/v1/imports", files=file).status_code == 403
    assert client.post("/api/v1/beat-plans/1/approval").status_code in {403, 404}
    assert client.post("/admin/settings", data={"county": "别处"}).status_code == (
        200 if role is Role.ADMIN else 403
    )


def test_the_plan_of_another_station_is_not_there(store: Store) -> None:
    own, other = (client_as(store, Role.STATION, station=code) for code in ("S1", "S2"))
    ground = other.get("/api/v1/beat-ground", params={"station": "S2"}).json()["features"]
    beats = {one["properties"]["code"]: 1 for one in ground}
    asked = {"name": "石门所方案", "station": "S2", "beats": beats}
    plan = other.post("/api/v1/beat-plans", json=asked).json()["id"]
    for method, path in (
        ("GET", ""),
        ("DELETE", ""),
        ("GET", "/cards.pdf"),
        ("POST", "/submission"),
        ("POST", "/approval"),
    ):
        answer = own.request(method, f"/api/v1/beat-plans/{plan}{path}")
        assert answer.status_code in {403, 404}, (method, path)
    assert other.get(f"/api/v1/beat-plans/{plan}").status_code == 200
    assert own.get("/api/v1/beat-ground", params={"station": "S2"}).status_code in {403, 404}


def test_exports_go_to_who_sees_the_whole_county_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "map.html").write_text("<p>map</p>", "utf-8")
    for role in Role:
        client = client_as(store, role, Settings(exports=tmp_path), **GROUND.get(role, {}))
        whole = role in {Role.COMMAND, Role.GOVERNANCE, Role.COMMITTEE}
        assert client.get("/exports/map.html").status_code == (200 if whole else 403), role


def test_who_is_signed_out_reads_nothing(store: Store) -> None:
    client = client_as(store, Role.COMMITTEE)
    assert client.get("/api/v1/summary").status_code == 200
    assert client.delete("/api/v1/session").status_code == 204
    for path in API:
        assert client.get(f"/api/v1/{path}").status_code == 401, path
