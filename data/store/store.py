"""The store as the rest of the program sees it: open it, write whole imports, read frames."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pandas as pd
from sqlalchemy import func, insert, select, update

from data.store import analyses, backup, checks, incident_import, incident_query, places
from data.store.accounts import Accounts
from data.store.audit import Audit
from data.store.beat_plans import BeatPlans
from data.store.county_settings import CountySettings
from data.store.database import begin_writing, lock_out_writers, make_engine, reading, store_url, writing
from data.store.filings import Filings
from data.store.incident_import import StoreCounts
from data.store.incident_query import IncidentFilter
from data.store.jobs import Jobs
from data.store.migrate import bring_up_to_date
from data.store.models import Base
from data.store.register import RegisterStore
from data.store.values import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType

    import geopandas as gpd
    from sqlalchemy import Connection, Engine

    from data.store.analyses import Analysis
    from data.store.layers import Bounds
    from gis.errors import Problem
    from gis.frames import IncidentFrame

IMPORTS = Base.metadata.tables["imports"]

_IMPORT_LOCK = 0x5AFE_0002


def open_store(where: str | Path) -> Store:
    """
    Open the store, create it when it is new, migrate it when an older version wrote it.

    Parameters
    ----------
    where
        Path of a SQLite file, ``sqlite:///path`` or ``postgresql+psycopg://user:password@host/database``.

    Returns
    -------
    Store
        To be closed, or used in a ``with`` statement.

    Raises
    ------
    StoreError
        When the URL, the file, the server, the extension PostGIS or the version does not fit.
    """
    engine = make_engine(store_url(where))
    try:
        bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


class Store:
    """
    An open store. Frames go in and come out; whatever is written is written whole or not at all.

    Parameters
    ----------
    engine
        Of a store that is up to date: ``open_store`` makes it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @property
    def accounts(self) -> Accounts:
        """Give the accounts and their sign-ins."""
        return Accounts(self._engine)

    @property
    def audit(self) -> Audit:
        """Give the audit."""
        return Audit(self._engine)

    @property
    def jobs(self) -> Jobs:
        """Give the long work that is asked for."""
        return Jobs(self._engine)

    @property
    def beat_plans(self) -> BeatPlans:
        """Give the plans of beats that are drafted, approved and superseded."""
        return BeatPlans(self._engine)

    @property
    def register(self) -> RegisterStore:
        """Give the register of disorderly areas and outstanding problems."""
        return RegisterStore(self._engine)

    @property
    def filings(self) -> Filings:
        """Give what units and offices file."""
        return Filings(self._engine)

    @property
    def county_settings(self) -> CountySettings:
        """Give what the county has set."""
        return CountySettings(self._engine)

    @property
    def shown_url(self) -> str:
        """URL without the password."""
        return self._engine.url.render_as_string(hide_password=True)

    def import_incidents(
        self,
        chunks: Iterable[IncidentFrame],
        *,
        same_id: str = "update",
        source_file: str | Path = "",
        report: Callable[[], Mapping[str, object]] | None = None,
    ) -> StoreCounts:
        """
        Import incidents in one transaction; the same ones again change nothing.

        Parameters
        ----------
        chunks
            Validated incidents, a part at a time.
        same_id
            How the reader took rows that share an id (``update`` or ``keep``); kept in the log.
        source_file
            File that they come from: its name and SHA-256 are kept in the log.
        report
            Gives the reader's report once the chunks are exhausted; kept in the log.

        Returns
        -------
        StoreCounts
            Incidents inserted, updated (the earlier version is in the history) and unchanged.
        """
        if same_id not in {"update", "keep"}:
            msg = f"same_id wants 'update' or 'keep', got {same_id!r}"
            raise ValueError(msg)
        with reading(self._engine) as connection:
            with connection.begin():
                repeated = incident_import.stage(connection, chunks)
            with begin_writing(connection):
                lock_out_writers(connection, _IMPORT_LOCK)
                import_id = _log(connection, "incidents", source_file, same_id, report)
                counts = incident_import.apply_stage(connection, import_id, repeated)
                connection.execute(update(IMPORTS).where(IMPORTS.c.id == import_id).values(asdict(counts)))
                incident_import.clear_stage(connection)
        return counts

    def incidents(self, wanted: IncidentFilter = IncidentFilter()) -> IncidentFrame:  # noqa: B008
        """Read the incidents that a filter lets through, in the order in which they were imported."""
        with reading(self._engine) as connection:
            return incident_query.read_incidents(connection, wanted)

    def count_incidents(self, wanted: IncidentFilter = IncidentFilter()) -> int:  # noqa: B008
        """Count the incidents that a filter lets through."""
        with reading(self._engine) as connection:
            return incident_query.count_incidents(connection, wanted)

    def first_call(self) -> datetime | None:
        """Say when the first call was reported, or occurred where that is not known; None without calls."""
        with reading(self._engine) as connection:
            return incident_query.first_call(connection)

    def occurrence_span(self) -> tuple[datetime, datetime] | None:
        """Say when the first and the last incident with a point to be trusted began; None without any."""
        with reading(self._engine) as connection:
            return incident_query.occurrence_span(connection)

    def incident_history(self, incident_id: str) -> pd.DataFrame:
        """Give the earlier versions of an incident, oldest first, with ``superseded_at``."""
        with reading(self._engine) as connection:
            return incident_query.read_history(connection, incident_id)

    def replace_places(
        self,
        layer: str,
        frame: gpd.GeoDataFrame,
        *,
        source_file: str | Path = "",
        report: Callable[[], Mapping[str, object]] | None = None,
    ) -> int:
        """Replace a layer of places in one transaction; returns their number."""
        with writing(self._engine) as connection:
            lock_out_writers(connection, _IMPORT_LOCK)
            written = places.write_places(connection, layer, frame)
            import_id = _log(connection, layer, source_file, "", report)
            connection.execute(update(IMPORTS).where(IMPORTS.c.id == import_id).values(inserted=written))
        return written

    def places(self, layer: str, bounds: Bounds | None = None) -> gpd.GeoDataFrame:
        """Read a layer of places in EPSG:4326; with ``bounds`` those that may meet the box."""
        with reading(self._engine) as connection:
            return places.read_places(connection, layer, bounds)

    def save_analysis(
        self, kind: str, parameters: Mapping[str, object], layers: Mapping[str, gpd.GeoDataFrame]
    ) -> int:
        """Save a run with its tables; returns its number."""
        with writing(self._engine) as connection:
            return analyses.write_analysis(connection, kind, parameters, layers)

    def latest_analysis(self, kind: str) -> Analysis | None:
        """Read the newest run of a kind, None when there is none."""
        with reading(self._engine) as connection:
            return analyses.read_latest(connection, kind)

    def analysis(self, analysis_id: int) -> Analysis | None:
        """Read one run, None when there is no such run."""
        with reading(self._engine) as connection:
            return analyses.read_analysis(connection, analysis_id)

    def analyses(self, kind: str | None = None) -> list[Analysis]:
        """List runs, newest first, without their tables."""
        with reading(self._engine) as connection:
            return analyses.list_analyses(connection, kind)

    def imports(self) -> pd.DataFrame:
        """List the imports, newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(IMPORTS).order_by(IMPORTS.c.id.desc())).mappings().all()
        return pd.DataFrame([dict(row) for row in rows], columns=list(IMPORTS.c.keys()))

    def newest_import(self) -> int:
        """Give the number of the newest import, 0 when there is none: it changes with what was imported."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.max(IMPORTS.c.id))).scalar() or 0)

    def newest_analysis(self, kind: str) -> int:
        """Give the number of the newest run of a kind, 0 when there is none."""
        newest = select(func.max(analyses.ANALYSES.c.id)).where(analyses.ANALYSES.c.kind == kind)
        with reading(self._engine) as connection:
            return int(connection.execute(newest).scalar() or 0)

    def check(self) -> list[Problem]:
        """Compare what must agree: geometries and indexes, counts and history, version; none is good."""
        with reading(self._engine) as connection:
            return checks.check(connection)

    def backup(self, path: str | Path) -> None:
        """Write all of the store to a SQLite file, which is itself a store; other work may go on."""
        backup.backup(self._engine, Path(path))


def _log(
    connection: Connection,
    kind: str,
    source_file: str | Path,
    same_id: str,
    report: Callable[[], Mapping[str, object]] | None,
) -> int:
    said: Any = {} if report is None else json.loads(to_json(dict(report())))
    path = Path(source_file)
    row = {
        "at": datetime.now(UTC),
        "kind": kind,
        "file_name": path.name,
        "sha256": _sha256(path) if path.is_file() else "",
        "same_id": same_id,
        "report": said,
    }
    key = connection.execute(insert(IMPORTS).values(row)).inserted_primary_key
    return int(key[0]) if key is not None else 0


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
