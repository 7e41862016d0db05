"""A backup is a store; restored, it is the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from geopandas.testing import assert_geodataframe_equal

from data.store import Store, open_store, restore_store
from gis.errors import StoreError
from tests.data.store.samples import some_incidents, some_villages


def fill(store: Store) -> None:
    store.import_incidents([some_incidents(4, hours=1)])
    store.import_incidents([some_incidents(2, category_word="抢劫")], report=lambda: {"rows_in": 2})
    store.replace_places("villages", some_villages())
    store.save_analysis("zones", {"seed": 1}, {"zones": some_villages()})


def assert_same(one: Store, other: Store) -> None:
    assert_geodataframe_equal(one.incidents(), other.incidents())
    assert_geodataframe_equal(one.places("villages"), other.places("villages"))
    assert one.incident_history("A001").equals(other.incident_history("A001"))
    assert one.imports().equals(other.imports())
    zones, copied = one.latest_analysis("zones"), other.latest_analysis("zones")
    assert zones is not None
    assert copied is not None
    assert_geodataframe_equal(zones.layers["zones"], copied.layers["zones"])
    assert (zones.created_at, zones.parameters) == (copied.created_at, copied.parameters)


def test_a_backup_is_a_store_with_everything_in_it(store: Store, tmp_path: Path) -> None:
    fill(store)
    store.backup(tmp_path / "copy.sqlite")
    with open_store(tmp_path / "copy.sqlite") as copy:
        assert_same(copy, store)
        assert copy.check() == []
    assert not list(tmp_path.glob(".backup-*"))


def test_a_backup_is_one_file_that_stays_one_when_it_is_restored(sqlite_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "safe"
    folder.mkdir()
    with open_store(sqlite_path) as store:
        fill(store)
        store.backup(folder / "copy.sqlite")
        with pytest.raises(StoreError, match=r"store\.backup_over_itself"):
            store.backup(sqlite_path)
    restore_store(tmp_path / "other.sqlite", folder / "copy.sqlite")
    assert [path.name for path in folder.iterdir()] == ["copy.sqlite"]


def test_what_is_restored_is_what_was_backed_up_and_work_goes_on(
    store: Store, store_url: str, tmp_path: Path
) -> None:
    fill(store)
    store.backup(tmp_path / "copy.sqlite")
    store.import_incidents([some_incidents(9, first=50)])
    store.replace_places("villages", some_villages().iloc[:1])
    restore_store(store_url, tmp_path / "copy.sqlite")
    with open_store(tmp_path / "copy.sqlite") as copy:
        assert_same(copy, store)
    assert store.check() == []
    assert store.import_incidents([some_incidents(3, first=3)]).inserted == 1
    assert store.check() == []


def test_a_backup_of_either_kind_makes_a_new_store_of_either(
    store_url: str, sqlite_path: Path, tmp_path: Path
) -> None:
    with open_store(tmp_path / "source.sqlite") as source:
        fill(source)
        source.backup(tmp_path / "copy.sqlite")
        restore_store(store_url, tmp_path / "copy.sqlite")
        with open_store(store_url) as restored:
            assert_same(restored, source)


def test_a_file_that_is_no_backup_is_refused_and_the_store_stays(
    store: Store, store_url: str, tmp_path: Path
) -> None:
    fill(store)
    wrong = tmp_path / "wrong.sqlite"
    wrong.write_text("not a database " * 100)
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    for path, code in (
        (wrong, "store.not_a_store"),
        (empty, "store.not_a_store"),
        (tmp_path / "x", "store.no_backup"),
    ):
        with pytest.raises(StoreError) as caught:
            restore_store(store_url, path)
        assert caught.value.code == code
    assert store.count_incidents() == 4


def test_a_backup_into_a_missing_folder_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        store.backup(tmp_path / "none" / "copy.sqlite")
    assert caught.value.code == "store.no_directory"
