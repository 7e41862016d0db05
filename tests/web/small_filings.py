"""A store with townships, stations and nothing else: what filings need, made in a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakKeyDictionary, ref

from starlette.testclient import TestClient

from data.store import Store, open_store
from tests.desk_county import lines_and_points, townships
from tests.signed_in import HOME, session_of
from web.app import create_app
from web.auth.principal import Principal
from web.auth.roles import Role
from web.settings import Settings

ZONE = "Asia/Shanghai"
A, B = "620523100", "620523101"
DEPARTMENT = "市场监管局"
GOVERNANCE = Principal(9, "g", "", Role.GOVERNANCE)
COMMITTEE = Principal(8, "k", "", Role.COMMITTEE)
COMMAND = Principal(7, "c", "", Role.COMMAND)


def township(code: str = A) -> Principal:
    return Principal(1, f"t{code}", "", Role.TOWNSHIP, township_code=code)


def department(name: str = DEPARTMENT) -> Principal:
    return Principal(2, name, "", Role.DEPARTMENT, department=name)


@contextmanager
def small_store(folder: Path) -> Iterator[Store]:
    with open_store(folder / "filings.sqlite") as store:
        store.replace_places("townships", townships())
        store.replace_places("stations", lines_and_points()["stations"])
        yield store


_ASKED: WeakKeyDictionary[Store, Asked] = WeakKeyDictionary()


def asked_of(store: Store) -> Asked:
    """Give the application of a store, made once."""
    if store not in _ASKED:
        _ASKED[store] = Asked(store)
    return _ASKED[store]


class Asked:
    """One application of a store, asked by accounts of any role."""

    def __init__(self, store: Store) -> None:
        self._store = ref(store)
        self._app = create_app(Settings(store_url="", county_name="安平县"), store=store)
        self._clients: dict[str, TestClient] = {}

    def by(self, role: str, **ground: str) -> TestClient:
        key = role + "".join(ground.values())
        if key not in self._clients:
            store = self._store()
            assert store is not None
            if "department" in ground:
                ground["name"] = ground["department"]
            secret = session_of(store, role, **ground)
            headers = {"Authorization": f"Bearer {secret}"}
            self._clients[key] = TestClient(
                self._app, HOME, raise_server_exceptions=False, headers=headers, follow_redirects=False
            )
        return self._clients[key]
