"""Which commands make a store, and what is left of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gis.errors import InputError, StoreError
from web.services.stores import store_if_any, store_to_fill, store_to_read


@pytest.fixture
def where(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'county.sqlite'}"


def test_looking_for_records_makes_no_store(where, tmp_path):
    with pytest.raises(StoreError, match=r"store\.missing"), store_to_read(where):
        pass
    with store_if_any(where) as store:
        assert store is None
    assert list(tmp_path.iterdir()) == []


def test_a_new_store_is_gone_again_when_what_should_fill_it_fails(where, tmp_path):
    with pytest.raises(InputError, match=r"file\.missing"), store_to_fill(where):
        raise InputError("file.missing", path="nowhere.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_was_there_outlives_a_failed_import(where, tmp_path):
    with store_to_fill(where) as store:
        store.import_incidents([])
    with pytest.raises(InputError, match=r"file\.missing"), store_to_fill(where):
        raise InputError("file.missing", path="nowhere.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["county.sqlite"]
    with store_to_read(where) as store:
        assert len(store.imports()) == 1
