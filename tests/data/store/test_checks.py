"""The check finds what does not agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from data.store import Store, open_store
from data.store.database import writing
from data.store.migrate import HEAD
from tests.data.store.samples import some_incidents, some_villages


def fill(store: Store) -> Store:
    store.import_incidents([some_incidents(4)])
    store.import_incidents([some_incidents(2, category_word="抢劫")])
    store.replace_places("villages", some_villages())
    assert store.check() == []
    return store


@pytest.fixture
def filled(store: Store) -> Store:
    return fill(store)


@pytest.fixture
def filled_sqlite(sqlite_path: Path) -> Iterator[Store]:
    with open_store(sqlite_path) as store:
        yield fill(store)


def harm(store: Store, *statements: str) -> None:
    with writing(store._engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


def found(store: Store) -> list[tuple[str, dict[str, object]]]:
    return [(problem.code, dict(problem.details)) for problem in store.check()]


def test_rows_missing_from_the_index_are_found(filled_sqlite: Store) -> None:
    harm(filled_sqlite, "DELETE FROM rtree_incidents_geometry WHERE id = 2")
    assert found(filled_sqlite) == [
        ("store.index", {"table": "incidents", "missing": 1, "extra": 0, "wrong": 0})
    ]


def test_boxes_that_lie_elsewhere_or_belong_to_nothing_are_found(filled_sqlite: Store) -> None:
    harm(
        filled_sqlite,
        "UPDATE rtree_villages_geometry SET xmax = 104.05 WHERE id = 1",
        "INSERT INTO rtree_villages_geometry VALUES (77, 1, 2, 1, 2)",
    )
    assert found(filled_sqlite) == [
        ("store.index", {"table": "villages", "missing": 0, "extra": 1, "wrong": 1})
    ]


def test_points_that_differ_from_their_numbers_are_found(filled: Store) -> None:
    harm(filled, "UPDATE incidents SET lat = lat + 0.000001 WHERE id IN (1, 3)")
    assert ("store.points", {"wrong": 2}) in found(filled)


def test_rows_that_no_import_brought_are_found(filled: Store) -> None:
    harm(filled, "DELETE FROM incident_versions WHERE incident_id = 'A002'")
    assert found(filled) == [("store.count", {"table": "incident_versions", "found": 1, "logged": 2})]


def test_history_without_an_incident_is_found(filled: Store) -> None:
    harm(filled, "UPDATE incident_versions SET incident_id = 'B' WHERE incident_id = 'A002'")
    assert found(filled) == [("store.history", {"versions": 1})]


def test_a_wrong_version_is_found(filled: Store) -> None:
    harm(filled, "UPDATE alembic_version SET version_num = '0000'")
    assert found(filled) == [("store.version", {"found": "0000", "known": HEAD})]


def test_references_to_nothing_are_found(filled_sqlite: Store) -> None:
    with writing(filled_sqlite._engine) as connection:
        connection.connection.driver_connection.execute("COMMIT")
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        connection.connection.driver_connection.execute("BEGIN IMMEDIATE")
        connection.execute(text("UPDATE incidents SET import_id = 99 WHERE id = 1"))
    assert found(filled_sqlite) == [("store.reference_broken", {"table": "incidents"})]
