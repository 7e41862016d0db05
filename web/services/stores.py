"""Open the store for one command: only what fills it makes a new one, which is gone again if that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.store import Store, open_store
from data.store.database import store_url
from gis.errors import StoreError


@contextmanager
def store_to_read(where: str) -> Iterator[Store]:
    """
    Open the store that is there.

    Raises
    ------
    StoreError
        ``store.missing`` when there is none: looking for records makes no store.
    """
    if _new_file(where) is not None:
        raise StoreError("store.missing", url=where)
    with open_store(where) as store:
        yield store


@contextmanager
def store_to_fill(where: str) -> Iterator[Store]:
    """Open the store, or make one; a new one that nothing came into is not left behind."""
    new = _new_file(where)
    empty = False
    try:
        with open_store(where) as store:
            try:
                yield store
            finally:
                empty = new is not None and store.imports().empty
    finally:
        if new is not None and empty:
            new.unlink(missing_ok=True)


@contextmanager
def store_if_any(where: str) -> Iterator[Store | None]:
    """Open the store unless that would make one."""
    if _new_file(where) is not None:
        yield None
        return
    with open_store(where) as store:
        yield store


def _new_file(where: str) -> Path | None:
    """Give the file that opening the store would make; ``None`` where it is there, or is on a server."""
    url = store_url(where)
    file = Path(str(url.database))
    return file if url.drivername == "sqlite" and not file.exists() else None
