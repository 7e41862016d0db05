"""Connections to the store: its URL, its transactions, and what goes wrong with them."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url, text

from gis.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY_S = 15
"""Seconds to wait for another process that writes to the same file."""

CACHE_KIB = 65_536
"""Page cache of one SQLite connection."""

_SAID_BY_DRIVER = {
    "database is locked": "store.locked",
    "readonly database": "store.read_only",
    "unable to open database file": "store.cannot_open",
    "not a database": "store.not_a_store",
    "malformed": "store.damaged",
    "disk is full": "store.disk_full",
    "permission denied": "store.refused",
    "could not extend file": "store.disk_full",
}


def store_url(where: str | Path) -> URL:
    """
    Read the store's URL.

    Parameters
    ----------
    where
        Path of a SQLite file, ``sqlite:///path`` or ``postgresql+psycopg://user:password@host/database``.

    Returns
    -------
    URL
        With the driver that the store uses.

    Raises
    ------
    StoreError
        ``store.url_unknown`` when it is neither; ``store.no_directory`` when the file's folder is missing.
    """
    if isinstance(where, Path) or "://" not in where:
        url = URL.create("sqlite", database=str(where))
    else:
        try:
            url = make_url(where)
        except exc.ArgumentError:
            raise StoreError("store.url_unknown", url="…") from None
    if url.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or url.database in {None, "", ":memory:"}:
        raise StoreError("store.url_unknown", url=url.render_as_string(hide_password=True))
    folder = Path(str(url.database)).expanduser().resolve().parent
    if not folder.is_dir():
        raise StoreError("store.no_directory", path=str(folder))
    return url.set(database=str(folder / Path(str(url.database)).name))


def make_engine(url: URL) -> Engine:
    """Make the engine of a store: SQLite with a write-ahead log, or PostGIS."""
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin its transactions late and commit before DDL: we begin them ourselves.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"cache_size=-{CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer that first reads and then upgrades would fail at once when another writer was faster.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a connection that reads one state of the store."""
    with _clear_errors(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open one transaction: committed at the end, rolled back whole when anything goes wrong."""
    with (
        _clear_errors(engine),
        engine.connect().execution_options(writing=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def begin_writing(connection: Connection) -> Iterator[None]:
    """Begin a writing transaction on a connection that has filled temporary tables before."""
    with connection.execution_options(writing=True).begin():
        yield


def lock_out_writers(connection: Connection, key: int) -> None:
    """Keep other writers out of PostGIS until the transaction ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


@contextmanager
def _clear_errors(engine: Engine) -> Iterator[None]:
    shown = engine.url.render_as_string(hide_password=True)
    try:
        yield
    except (exc.DBAPIError, engine.dialect.loaded_dbapi.Error) as error:
        said = str(getattr(error, "orig", error)).strip()
        for words, code in _SAID_BY_DRIVER.items():
            if words in said.lower():
                raise StoreError(code, url=shown, said=said.splitlines()[0]) from error
        if isinstance(error, exc.OperationalError) and engine.dialect.name == "postgresql":
            raise StoreError("store.unreachable", url=shown, said=said.splitlines()[0]) from error
        raise
