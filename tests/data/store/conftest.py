"""Stores to test: each test runs on SQLite and on PostGIS."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store, open_store
from tests.postgis.server import clean_schema


@pytest.fixture(params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a store that does not exist yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.sqlite'}"
        return
    with clean_schema() as url:
        yield url


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite store, to be copied: migrating one for every test would take most of the time."""
    path = tmp_path_factory.mktemp("empty") / "store.sqlite"
    open_store(path).close()
    return path


@pytest.fixture
def store(store_url: str, empty_sqlite: Path) -> Iterator[Store]:
    """An empty store."""
    if store_url.startswith("sqlite"):
        shutil.copy(empty_sqlite, store_url.removeprefix("sqlite:///"))
    with open_store(store_url) as opened:
        yield opened


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """Path of a SQLite store that does not exist yet."""
    return tmp_path / "store.sqlite"
