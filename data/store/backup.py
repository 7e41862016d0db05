"""Backup and restore: a backup is always a SQLite store, whatever the store itself is."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, delete, func, insert, select, text

from data.store.database import lock_out_writers, make_engine, reading, store_url, writing
from data.store.layers import INDEXED, rebuild_index
from data.store.migrate import bring_up_to_date
from data.store.models import Base
from gis.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK_ROWS = 5_000

_RESTORE_LOCK = 0x5AFE_0002


def backup(engine: Engine, path: Path) -> None:
    """Write all of a store to a SQLite file; the file appears only when it is complete."""
    own = engine.url.database if engine.dialect.name == "sqlite" else None
    if own is not None and path.resolve() == Path(own).resolve():
        raise StoreError("store.backup_over_itself", path=str(path))
    with _appearing_whole(path) as draft:
        if engine.dialect.name == "sqlite":
            _copy_file(Path(str(engine.url.database)), draft)
            return
        target = make_engine(store_url(draft))
        try:
            bring_up_to_date(target)
            with reading(engine) as source, writing(target) as sink:
                source.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
                _copy_tables(source, sink)
        finally:
            target.dispose()


def restore_store(where: str | Path, path: Path) -> None:
    """
    Replace all of a store by a backup.

    Parameters
    ----------
    where
        The store's URL or path; it is created when it is not there.
    path
        A backup, or any SQLite store of this or an older version.

    Raises
    ------
    StoreError
        ``store.not_a_store`` when the backup is no store; the store is left as it was.
    """
    if not path.is_file():
        raise StoreError("store.no_backup", path=str(path))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.sqlite"
        _copy_file(path, copy)
        source = make_engine(store_url(copy))
        target = make_engine(store_url(where))
        try:
            _refuse_unless_store(copy, path)
            bring_up_to_date(source)
            bring_up_to_date(target)
            with reading(source) as connection, writing(target) as sink:
                lock_out_writers(sink, _RESTORE_LOCK)
                _copy_tables(connection, sink)
        finally:
            source.dispose()
            target.dispose()


def _refuse_unless_store(copy: Path, path: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    if found is None:
        raise StoreError("store.not_a_store", url=str(path), said="no alembic_version")


def _copy_file(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, which leaves no others beside it when read
    except sqlite3.DatabaseError as error:
        raise StoreError("store.not_a_store", url=str(source), said=str(error)) from error


def _copy_tables(source: Connection, target: Connection) -> None:
    """Replace the rows of all tables, keys included; indexes and key counters follow."""
    tables = Base.metadata.sorted_tables
    for table in reversed(tables):
        target.execute(delete(table))
    for table in tables:
        rows = source.execution_options(yield_per=CHUNK_ROWS).execute(select(table).order_by(table.c.id))
        for chunk in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in chunk])
        if target.dialect.name == "postgresql":
            last = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
            target.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last, False)))  # noqa: FBT003
    for table in INDEXED:
        rebuild_index(target, table)


@contextmanager
def _appearing_whole(path: Path) -> Iterator[Path]:
    if not path.parent.is_dir():
        raise StoreError("store.no_directory", path=str(path.parent))
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        draft = Path(folder) / "backup.sqlite"
        yield draft
        os.replace(draft, path)  # noqa: PTH105
