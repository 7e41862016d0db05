"""What only a PostGIS server can show."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, make_url, select, text

from data.store import open_store
from data.store.database import make_engine, reading, store_url, writing
from data.store.layers import near_box
from data.store.models import Base
from gis.errors import StoreError
from tests.data.store.samples import some_incidents
from tests.postgis.server import VARIABLE, clean_schema

pytestmark = pytest.mark.postgis


@pytest.fixture
def url() -> Iterator[str]:
    with clean_schema() as found:
        yield found


def test_points_are_postgis_points_in_degrees(url: str) -> None:
    with open_store(url) as store:
        store.import_incidents([some_incidents(2)])
    engine = make_engine(store_url(url))
    with reading(engine) as connection:
        rows = connection.execute(
            text("SELECT ST_AsText(geometry), ST_SRID(geometry) FROM incidents ORDER BY id")
        ).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [("POINT(104.01 30.5)", 4326), ("POINT(104.02 30.5)", 4326)]


def test_a_box_is_answered_by_the_gist_index(url: str) -> None:
    with open_store(url) as store:
        store.import_incidents([some_incidents(20)])
    engine = make_engine(store_url(url))
    incidents = Base.metadata.tables["incidents"]
    with reading(engine) as connection:
        connection.execute(text("SET enable_seqscan = off"))
        query = select(incidents.c.id).where(near_box(connection, incidents, (104, 30, 104.05, 31)))
        sql = query.compile(connection, compile_kwargs={"literal_binds": True})
        plan = "\n".join(connection.execute(text(f"EXPLAIN {sql}")).scalars())
    engine.dispose()
    assert "ix_incidents_geometry" in plan


def test_a_lost_index_is_found(url: str) -> None:
    with open_store(url) as store:
        assert store.check() == []
        engine = make_engine(store_url(url))
        with writing(engine) as connection:
            connection.execute(text("DROP INDEX ix_villages_geometry"))
        engine.dispose()
        assert [(found.code, found.details) for found in store.check()] == [
            ("store.index_missing", {"table": "villages"})
        ]


def test_a_database_without_the_extension_is_named(url: str) -> None:
    server = os.environ[VARIABLE]
    bare = f"bare_{uuid.uuid4().hex[:8]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {bare} TEMPLATE template0"))
    try:
        with pytest.raises(StoreError) as caught:
            open_store(make_url(server).set(database=bare).render_as_string(hide_password=False))
        assert caught.value.code == "store.no_postgis"
        assert caught.value.problems[0].details == {"database": bare}
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {bare} WITH (FORCE)"))
        engine.dispose()
