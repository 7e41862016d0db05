"""A store with a small county in it, and a client of the web application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from data.store import Store, open_store
from tests.desk_county import fill
from web.app import create_app
from web.settings import Settings

HOME = "http://127.0.0.1"


@pytest.fixture(scope="session")
def county_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Hold the small county; tests that write take a store of their own."""
    with open_store(tmp_path_factory.mktemp("county") / "county.sqlite") as store:
        fill(store)
        yield store


@pytest.fixture(scope="session")
def desk_client(county_store: Store) -> TestClient:
    """Ask the application with the small county."""
    settings = Settings(store_url="", county_name="安平县")
    return TestClient(create_app(settings, store=county_store), HOME, raise_server_exceptions=False)


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    """Ask the application with a store that was just made."""
    settings = Settings(store_url=f"sqlite:///{tmp_path / 'empty.sqlite'}")
    with TestClient(create_app(settings), HOME, raise_server_exceptions=False) as client:
        yield client
