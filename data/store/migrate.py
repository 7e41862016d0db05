"""Bring a store to the version of this program; Alembic is imported only when there is something to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from data.store.database import lock_out_writers, reading, writing
from gis.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
"""Version of the tables that this program reads and writes."""

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"

_LOCK = 0x5AFE_0001


def bring_up_to_date(engine: Engine) -> None:
    """
    Create the tables of a new store, or migrate those of an older one.

    Raises
    ------
    StoreError
        ``store.newer`` when a later version of the program wrote it, ``store.foreign`` when a SQLite
        file holds someone else's tables, ``store.no_postgis`` when the extension is not installed.
    """
    with reading(engine) as connection:
        if version_of(connection) == HEAD:
            return
    with writing(engine) as connection:
        lock_out_writers(connection, _LOCK)
        version = version_of(connection)
        if version != HEAD:
            _refuse_what_is_not_ours(connection, version)
            _upgrade(connection, version)


def version_of(connection: Connection) -> str | None:
    """Give the version of a store, None when it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _refuse_what_is_not_ours(connection: Connection, version: str | None) -> None:
    shown = connection.engine.url.render_as_string(hide_password=True)
    if connection.dialect.name == "postgresql":
        found = connection.execute(text("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")).first()
        if found is None:
            raise StoreError("store.no_postgis", database=connection.engine.url.database)
    elif version is None and (tables := inspect(connection).get_table_names()):
        raise StoreError("store.foreign", url=shown, tables=", ".join(tables[:5]))


def _upgrade(connection: Connection, version: str | None) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = alembic_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        shown = connection.engine.url.render_as_string(hide_password=True)
        raise StoreError("store.newer", url=shown, found=version, known=HEAD)
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def alembic_config() -> Config:
    """Make Alembic's configuration: the migrations lie in the package, no file is read."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def include_object(_item: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:  # noqa: FBT001
    """Leave alone what the store makes beside the models: R*Trees and the tables that GDAL reads."""
    made_beside = {"geometry_columns", "spatial_ref_sys"}
    if kind == "table" and reflected:
        return name not in made_beside and not str(name).startswith("rtree_")
    return not (kind == "index" and str(name).endswith("_geometry"))
