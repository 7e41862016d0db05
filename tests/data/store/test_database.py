"""Wrong URLs, files that are no stores, stores in use: one clear error each."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text

from data.store import database, open_store
from data.store.columns import UtcDateTime
from data.store.database import make_engine, reading, store_url, writing
from data.store.models import Import
from gis.errors import StoreError
from tests.data.store.samples import some_incidents, some_stations


def refused(where: str | Path) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(where)
    return caught.value


def test_a_path_is_a_sqlite_file(sqlite_path: Path) -> None:
    for where in (sqlite_path, str(sqlite_path), f"sqlite:///{sqlite_path}"):
        with open_store(where) as store:
            assert store.count_incidents() == 0
    assert sqlite_path.is_file()


def test_postgresql_in_any_spelling_uses_the_one_driver() -> None:
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        assert store_url(f"{scheme}://u:p@h/d").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", ["mysql://root:secret@h/d", "sqlite://", "://", "postgresql+asyncpg://h/d"])
def test_other_urls_are_refused_without_showing_the_password(url: str) -> None:
    error = refused(url)
    assert error.code == "store.url_unknown"
    assert "secret" not in str(error)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    error = refused(tmp_path / "none" / "store.sqlite")
    assert error.code == "store.no_directory"
    assert error.problems[0].details["path"] == str(tmp_path / "none")


def test_a_file_that_is_no_database_is_refused(sqlite_path: Path) -> None:
    sqlite_path.write_text("编号,时间\n" * 200, encoding="utf-8")
    assert refused(sqlite_path).code == "store.not_a_store"


def test_a_database_of_another_program_is_refused_and_left_alone(sqlite_path: Path) -> None:
    with closing(sqlite3.connect(sqlite_path)) as other:
        other.execute("CREATE TABLE bookmarks (id)")
        other.commit()
    error = refused(sqlite_path)
    assert error.code == "store.foreign"
    assert error.problems[0].details["tables"] == "bookmarks"
    with closing(sqlite3.connect(sqlite_path)) as other:
        assert other.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_a_store_of_a_newer_version_is_refused(store_url: str) -> None:
    open_store(store_url).close()
    engine = make_engine(database.store_url(store_url))
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    error = refused(store_url)
    assert error.code == "store.newer"
    assert error.problems[0].details["found"] == "9999"


def test_a_file_that_another_program_writes_is_locked(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    with open_store(sqlite_path) as store, closing(sqlite3.connect(sqlite_path)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            store.import_incidents([some_incidents()])
        assert caught.value.code == "store.locked"
        assert store.count_incidents() == 0
        other.execute("ROLLBACK")
        assert store.import_incidents([some_incidents()]).inserted == 4


def test_a_writer_has_the_file_to_itself_from_its_first_statement(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    with open_store(sqlite_path) as store:
        with writing(store._engine) as connection:
            connection.execute(text("SELECT count(*) FROM incidents"))
            with pytest.raises(StoreError) as caught:
                store.replace_places("stations", some_stations())
        assert caught.value.code == "store.locked"


def test_others_may_write_while_a_file_is_being_read(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.05)

    def chunks():
        yield some_incidents(2)
        with open_store(sqlite_path) as another:
            another.import_incidents([some_incidents(1, category_word="抢劫")])
        yield some_incidents(2, first=3)

    with open_store(sqlite_path) as store:
        counts = store.import_incidents(chunks())
        assert (counts.inserted, counts.updated) == (3, 1)
        assert store.check() == []


def test_a_server_that_is_not_there_is_unreachable() -> None:
    error = refused("postgresql://nobody:secret@127.0.0.1:1/none")
    assert error.code == "store.unreachable"
    assert "secret" not in str(error)


def test_times_are_kept_in_utc_whatever_their_zone(store_url: str) -> None:
    shanghai = datetime(2026, 1, 1, 7, 30, 0, 5, tzinfo=timezone(timedelta(hours=8)))
    open_store(store_url).close()
    engine = make_engine(database.store_url(store_url))
    with writing(engine) as connection:
        connection.execute(Import.__table__.insert().values(at=shanghai, report={}))
    with reading(engine) as connection:
        came = connection.execute(Import.__table__.select()).one().at
        if engine.dialect.name == "sqlite":
            assert (
                connection.execute(text("SELECT at FROM imports")).scalar() == "2025-12-31T23:30:00.000005Z"
            )
    engine.dispose()
    assert came == shanghai
    assert came.tzinfo == UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001
