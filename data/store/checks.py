"""Whether the store agrees with itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import Connection, Select, Table, exists, func, or_, select, text

from data.store.audit import first_broken_seal
from data.store.incident_import import INCIDENTS, VERSIONS
from data.store.layers import INDEXED, rtree_of, stored_bounds
from data.store.migrate import HEAD, version_of
from data.store.models import Base
from data.store.values import columns_of
from gis.errors import Problem

if TYPE_CHECKING:
    import numpy.typing as npt

IMPORTS = Base.metadata.tables["imports"]

_FLOAT32_DEG = 1e-4
"""More than R*Tree's rounding to 32 bits moves a border outwards (1.5e-5 at 180 degrees)."""

_COORDINATE_DEG = 1e-12
"""Where a point may differ from the numbers kept beside it."""


def check(connection: Connection) -> list[Problem]:
    """List everything in the store that does not agree."""
    version = version_of(connection)
    problems = [] if version == HEAD else [Problem("store.version", {"found": version, "known": HEAD})]
    if connection.dialect.name == "sqlite":
        problems += _integrity(connection)
        for table in INDEXED:
            problems += _rtree(connection, table)
    else:
        problems += _gist(connection)
    return [
        *problems,
        *_points(connection),
        *_counts(connection),
        *_history(connection),
        *_seals(connection),
    ]


def _seals(connection: Connection) -> list[Problem]:
    broken = first_broken_seal(connection)
    return [] if broken is None else [Problem("store.audit_broken", {"entry": broken})]


def _integrity(connection: Connection) -> list[Problem]:
    said = [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check(5)")]
    broken = [] if said == ["ok"] else [Problem("store.damaged_pages", {"said": "; ".join(said)})]
    keys = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return broken + [Problem("store.reference_broken", {"table": name}) for name in {row[0] for row in keys}]


def _rtree(connection: Connection, table: Table) -> list[Problem]:
    """Compare a table's geometries with its R*Tree: the same rows, boxes that enclose and are not far."""
    name = rtree_of(table.name)
    ids, bounds = stored_bounds(connection, table)
    query = select(text(f"id, xmin, ymin, xmax, ymax FROM {name} ORDER BY id"))
    boxes = _numbers(connection, query, ["id", "xmin", "ymin", "xmax", "ymax"])
    indexed = boxes[:, 0].astype(np.int64)
    both, left, right = np.intersect1d(ids, indexed, assume_unique=True, return_indices=True)
    wrong = int((~_encloses(boxes[right, 1:], bounds[left])).sum())
    missing, extra = len(ids) - len(both), len(indexed) - len(both)
    if not (wrong or missing or extra):
        return []
    return [Problem("store.index", {"table": table.name, "missing": missing, "extra": extra, "wrong": wrong})]


def _numbers(
    connection: Connection, query: Select[tuple[object, ...]], names: list[str]
) -> npt.NDArray[np.float64]:
    parts = columns_of(connection, query, names)
    return np.concatenate([np.array(list(part.values()), dtype=float).T for part in parts])


def _encloses(box: npt.NDArray[np.float64], inner: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    outwards = np.concatenate([inner[:, :2] - box[:, :2], box[:, 2:] - inner[:, 2:]], axis=1)
    good: npt.NDArray[np.bool_] = np.all((outwards >= 0) & (outwards < _FLOAT32_DEG), axis=1)
    return good


def _gist(connection: Connection) -> list[Problem]:
    valid = set(
        connection.execute(
            text(
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                " JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE i.indisvalid AND n.nspname = current_schema()"
            )
        ).scalars()
    )
    return [
        Problem("store.index_missing", {"table": table.name})
        for table in INDEXED
        if f"ix_{table.name}_geometry" not in valid
    ]


def _points(connection: Connection) -> list[Problem]:
    """Compare the incidents' points with the longitude and latitude kept beside them."""
    c = INCIDENTS.c
    ids, bounds = stored_bounds(connection, INCIDENTS)
    query = select(c.id, c.lon, c.lat).where(c.lon.is_not(None)).order_by(c.id)
    numbers = _numbers(connection, query, ["id", "lon", "lat"])
    if np.array_equal(numbers[:, 0], ids):
        wrong = int((np.abs(bounds[:, :2] - numbers[:, 1:]) > _COORDINATE_DEG).any(axis=1).sum())
    else:
        wrong = len(np.setxor1d(ids, numbers[:, 0]))
    return [Problem("store.points", {"wrong": wrong})] if wrong else []


def _counts(connection: Connection) -> list[Problem]:
    """Compare the log of imports with what is there."""
    logged = connection.execute(
        select(
            func.coalesce(func.sum(IMPORTS.c.inserted), 0), func.coalesce(func.sum(IMPORTS.c.updated), 0)
        ).where(IMPORTS.c.kind == "incidents")
    ).one()
    problems = []
    for table, expected in zip((INCIDENTS, VERSIONS), logged, strict=True):
        found = connection.execute(select(func.count()).select_from(table)).scalar_one()
        if found != expected:
            problems.append(
                Problem("store.count", {"table": table.name, "found": found, "logged": int(expected)})
            )
    return problems


def _history(connection: Connection) -> list[Problem]:
    """Find earlier versions without a version in force, or superseded by an import that came before them."""
    in_force = exists().where(INCIDENTS.c.incident_id == VERSIONS.c.incident_id)
    odd = select(func.count()).where(or_(~in_force, VERSIONS.c.superseded_by <= VERSIONS.c.import_id))
    found = connection.execute(odd).scalar_one()
    return [Problem("store.history", {"versions": found})] if found else []
