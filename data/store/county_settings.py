"""Settings that a county keeps in its store, by name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from data.store.audit import Deed, record
from data.store.database import reading, writing
from data.store.models import Base
from data.store.office_models import CountySetting

if TYPE_CHECKING:
    from sqlalchemy import Engine

SETTINGS = Base.metadata.tables[CountySetting.__tablename__]


class CountySettings:
    """
    The settings of a store; every change is audited in its own transaction.

    Parameters
    ----------
    engine
        Of the store.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> dict[str, Any]:
        """Give every setting that was ever changed."""
        with reading(self._engine) as connection:
            return {
                row.name: row.value["value"]
                for row in connection.execute(select(SETTINGS.c.name, SETTINGS.c.value))
            }

    def put(self, name: str, value: object, deed: Deed) -> None:
        """Change a setting."""
        values = {"value": {"value": value}, "changed_at": datetime.now(UTC)}
        with writing(self._engine) as connection:
            changed = connection.execute(update(SETTINGS).where(SETTINGS.c.name == name).values(**values))
            if not changed.rowcount:
                connection.execute(insert(SETTINGS).values(name=name, **values))
            record(connection, deed)
