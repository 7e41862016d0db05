"""The migrations lead to the models."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from data.store import open_store
from data.store.database import make_engine, reading
from data.store.database import store_url as parse_url
from data.store.migrate import HEAD, alembic_config, bring_up_to_date, include_object, version_of
from data.store.models import Base


def test_the_newest_migration_is_the_version_that_the_program_asks_for() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


def test_the_migrations_make_exactly_the_tables_of_the_models(store_url: str) -> None:
    open_store(store_url).close()
    engine = make_engine(parse_url(store_url))
    options = {"include_object": include_object, "compare_type": engine.dialect.name == "postgresql"}
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_a_second_opening_changes_nothing(store_url: str) -> None:
    for _ in range(2):
        open_store(store_url).close()
    engine = make_engine(parse_url(store_url))
    with reading(engine) as connection:
        assert version_of(connection) == HEAD
    engine.dispose()


def test_a_migration_that_fails_leaves_no_table(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: Connection, table: str, *_args: object, **_options: object) -> None:
        if table == "water":
            raise ZeroDivisionError

    monkeypatch.setattr("data.store.layers.register_layer", fail)
    engine = make_engine(parse_url(store_url))
    with pytest.raises(ZeroDivisionError):
        bring_up_to_date(engine)
    with reading(engine) as connection:
        assert set(inspect(connection).get_table_names()) <= {"spatial_ref_sys"}  # PostGIS's own, in public
    engine.dispose()
