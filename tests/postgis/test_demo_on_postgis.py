"""The demo's three years on PostGIS: every page says what it says on SQLite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from data.store import Store, open_store
from tests.postgis.server import clean_schema
from tests.signed_in import HOME, session_of
from web.app import create_app
from web.auth.roles import Role
from web.services.demo.county import STORE, build_demo
from web.settings import Settings

pytestmark = pytest.mark.postgis

COUNTY_PAGES = (
    *("/register", "/register/screening", "/register/designation", "/register/evaluation", "/register/1"),
    *("/month", "/bulletins", "/public", "/returns", "/calendar", "/grave", "/scorecard", "/leader"),
)
PAGES = {
    Role.COMMITTEE: COUNTY_PAGES,
    Role.GOVERNANCE: (*COUNTY_PAGES, "/scorecard/edit"),
    Role.COMMAND: ("/calls", "/month", "/leader", "/grave"),
    Role.STATION: ("/register", "/month", "/leader"),
    Role.TOWNSHIP: ("/register", "/returns", "/calendar", "/grave", "/scorecard", "/month"),
    Role.DEPARTMENT: ("/register", "/returns", "/calendar", "/month"),
}
CHANGING = re.compile(r'data-now="[^"]*"')


class Pages:
    """The application over a store, read in any role."""

    def __init__(self, store: Store) -> None:
        station, township = (str(store.places(layer).iloc[0]["code"]) for layer in ("stations", "townships"))
        self._grounds = {Role.STATION: {"station": station}, Role.TOWNSHIP: {"township_code": township}}
        self._store = store
        app = create_app(Settings(store_url="", county_name="青岚县"), store=store)
        self._client = TestClient(app, HOME, raise_server_exceptions=False)

    def said(self, role: Role, path: str) -> str:
        secret = session_of(self._store, role, name=f"{role}-reader", **self._grounds.get(role, {}))
        answer = self._client.get(path, headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 200, path
        return CHANGING.sub("", answer.text)


@pytest.fixture(scope="module")
def on_postgis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    with clean_schema() as url:
        build_demo(tmp_path_factory.mktemp("postgis"), seed=1, lang="zh", store_url=url)
        with open_store(url) as store:
            yield Pages(store)


@pytest.fixture(scope="module")
def on_sqlite(demo_folder: Path) -> Iterator[Pages]:
    with open_store(demo_folder / STORE) as store:
        yield Pages(store)


@pytest.mark.parametrize("role", PAGES)
def test_every_page_says_the_same_on_both_stores(on_postgis: Pages, on_sqlite: Pages, role: Role) -> None:
    for path in PAGES[role]:
        assert on_postgis.said(role, path) == on_sqlite.said(role, path), path
