"""A clean place on the PostGIS server that SAFETOWN_TEST_POSTGIS names."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text

VARIABLE = "SAFETOWN_TEST_POSTGIS"


@contextmanager
def clean_schema() -> Iterator[str]:
    """Give the URL of an empty schema, dropped afterwards; PostGIS itself stays in ``public``."""
    server = os.environ.get(VARIABLE)
    if not server:
        reason = f"{VARIABLE} names no PostGIS server"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    schema = f"test_{uuid.uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        url = make_url(server).update_query_dict({"options": f"-csearch_path={schema},public"})
        yield url.render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()
