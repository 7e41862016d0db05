"""Import of incidents: rows are staged, then set operations say what is new, changed or the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.schema import DropTable

from data.store.layers import rtree_of
from data.store.models import Base, IncidentContent
from data.store.values import encode, encode_geometry, flat_shapes, insert_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gis.frames import IncidentFrame

INCIDENTS = Base.metadata.tables["incidents"]
VERSIONS = Base.metadata.tables["incident_versions"]
CONTENT = tuple(name for name in IncidentContent.__annotations__)
"""Columns that are compared when an incident comes again."""

_WRITTEN = (*CONTENT, "geometry")
_TEMPORARY = MetaData()
_INCOMING = Table(
    "incoming_incidents",
    _TEMPORARY,
    Column("position", Integer, primary_key=True),
    *(
        Column(name, kind, server_default="" if isinstance(kind, Text) else None)
        for name, kind in ((name, INCIDENTS.c[name].type) for name in _WRITTEN)
    ),
    prefixes=["TEMPORARY"],
)
_CHANGED = Table(
    "changed_incidents",
    _TEMPORARY,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer),
    prefixes=["TEMPORARY"],
)


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """What an import did: ``repeated`` rows gave way to a later row of the same id in the same import."""

    inserted: int
    updated: int
    unchanged: int
    repeated: int = 0


def stage(connection: Connection, chunks: Iterable[IncidentFrame]) -> int:
    """
    Put incidents into a temporary table; of rows with the same id keep the last.

    Parameters
    ----------
    connection
        In a transaction of its own: no writer waits while a file is being read.
    chunks
        Validated incidents, a part at a time.

    Returns
    -------
    int
        Rows that gave way to a later one.
    """
    clear_stage(connection)
    _TEMPORARY.create_all(connection, checkfirst=False)
    hashes = [np.empty(0, dtype=np.uint64)]
    for chunk in chunks:
        _stage_chunk(connection, chunk)
        hashes.append(pd.util.hash_array(chunk["incident_id"].to_numpy(dtype=object)))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {_INCOMING.name}")
    seen = np.concatenate(hashes)
    if len(np.unique(seen)) == len(seen):
        return 0
    last = select(func.max(_INCOMING.c.position)).group_by(_INCOMING.c.incident_id)
    return connection.execute(_INCOMING.delete().where(_INCOMING.c.position.not_in(last))).rowcount


def apply_stage(connection: Connection, import_id: int, repeated: int) -> StoreCounts:
    """
    Write the staged incidents; of an id that is there already the new version holds, the old one is history.

    Parameters
    ----------
    connection
        The one that staged them, in a writing transaction.
    import_id
        Row of ``imports`` that this import is.
    repeated
        Rows that gave way when they were staged.

    Returns
    -------
    StoreCounts
        Incidents inserted, updated, unchanged; rows repeated.
    """
    total = connection.execute(select(func.count()).select_from(_INCOMING)).scalar_one()
    updated = _supersede(connection, import_id)
    inserted = _insert_new(connection, import_id)
    return StoreCounts(inserted, updated, total - inserted - updated, repeated)


def clear_stage(connection: Connection) -> None:
    """Drop the temporary tables."""
    for table in _TEMPORARY.tables.values():
        connection.execute(DropTable(table, if_exists=True))


def _stage_chunk(connection: Connection, chunk: IncidentFrame) -> None:
    """Stage the columns that a chunk has; the others take their defaults."""
    flat = flat_shapes(chunk.geometry)
    columns = {name: encode(chunk[name], INCIDENTS.c[name].type) for name in CONTENT if name in chunk.columns}
    for name, numbers in (("lon", shapely.get_x(flat)), ("lat", shapely.get_y(flat))):
        columns[name] = encode(pd.Series(numbers), INCIDENTS.c[name].type)
    columns["geometry"] = encode_geometry(flat, connection.dialect.name)
    insert_rows(connection, _INCOMING, list(columns), zip(*columns.values(), strict=True))


def _supersede(connection: Connection, import_id: int) -> int:
    """Move the versions that changed to the history and write the new ones in their place."""
    same_id = INCIDENTS.c.incident_id == _INCOMING.c.incident_id
    differs = or_(*(INCIDENTS.c[name].is_distinct_from(_INCOMING.c[name]) for name in CONTENT))
    found = select(INCIDENTS.c.id, _INCOMING.c.position).select_from(_INCOMING.join(INCIDENTS, same_id))
    connection.execute(insert(_CHANGED).from_select(["id", "position"], found.where(differs)))
    changed: int = connection.execute(select(func.count()).select_from(_CHANGED)).scalar_one()
    if changed == 0:
        return 0
    old = select(*(INCIDENTS.c[name] for name in CONTENT), INCIDENTS.c.import_id, literal(import_id)).join(
        _CHANGED, _CHANGED.c.id == INCIDENTS.c.id
    )
    connection.execute(insert(VERSIONS).from_select([*CONTENT, "import_id", "superseded_by"], old))
    connection.execute(
        update(INCIDENTS)
        .values({name: _INCOMING.c[name] for name in _WRITTEN} | {"import_id": import_id})
        .where(INCIDENTS.c.id == _CHANGED.c.id, _CHANGED.c.position == _INCOMING.c.position)
    )
    _index(connection, "id IN (SELECT id FROM changed_incidents)", moved=True)
    return changed


def _insert_new(connection: Connection, import_id: int) -> int:
    last = connection.execute(select(func.coalesce(func.max(INCIDENTS.c.id), 0))).scalar_one()
    known = exists().where(INCIDENTS.c.incident_id == _INCOMING.c.incident_id)
    new = (
        select(*(_INCOMING.c[name] for name in _WRITTEN), literal(import_id))
        .where(~known)
        .order_by(_INCOMING.c.position)
    )
    writing = insert(INCIDENTS).from_select([*_WRITTEN, "import_id"], new)
    inserted = connection.execute(writing, execution_options={"preserve_rowcount": True}).rowcount
    _index(connection, f"id > {int(last)}")
    return inserted


def _index(connection: Connection, which: str, *, moved: bool = False) -> None:
    """Write the boxes of some incidents into the R*Tree (PostGIS keeps its index itself)."""
    if connection.dialect.name != "sqlite":
        return
    tree = rtree_of(INCIDENTS.name)
    if moved:
        connection.exec_driver_sql(f"DELETE FROM {tree} WHERE {which}")  # noqa: S608
    connection.exec_driver_sql(
        f"INSERT INTO {tree} SELECT id, lon, lon, lat, lat FROM incidents WHERE {which} AND lon IS NOT NULL"  # noqa: S608
    )
