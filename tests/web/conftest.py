"""A store with a small county in it, and a client of the web application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from data.store import Store, open_store
from tests.desk_county import fill
from tests.signed_in import client_as
from web.settings import Settings


@pytest.fixture(scope="session")
def county_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Hold the small county; tests that write take a store of their own."""
    with open_store(tmp_path_factory.mktemp("county") / "county.sqlite") as store:
        fill(store)
        yield store


@pytest.fixture(scope="session")
def desk_client(county_store: Store) -> TestClient:
    """Ask the application with the small county, as the command centre."""
    return client_as(county_store)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Name a store of the test's own."""
    return Settings(store_url=f"sqlite:///{tmp_path / 'county.sqlite'}", county_name="安平县")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """Hold the small county, to write to."""
    with open_store(settings.store_url) as store:
        fill(store)
        yield store


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    """Ask the application with a store that was just made."""
    with open_store(tmp_path / "empty.sqlite") as store, client_as(store) as client:
        yield client
