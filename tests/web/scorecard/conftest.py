"""The scorecard's county."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store, open_store
from tests.web.scorecard.county import fill


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Hold the county, to read."""
    with open_store(tmp_path_factory.mktemp("scored") / "county.sqlite") as store:
        fill(store)
        yield store


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    """Hold the county, to write to."""
    with open_store(tmp_path / "county.sqlite") as store:
        fill(store)
        yield store
