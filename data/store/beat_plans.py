"""
Plans of beats as they are kept: which beat each unit is in, where the plan stands, who did what when.

::

    draft -> submitted -> in_force -> superseded
      ^----------'  (taken back, or returned)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from data.store.analyses import write_analysis
from data.store.audit import Deed, record
from data.store.database import reading, writing
from data.store.models import Base
from data.store.office_models import BeatPlan
from data.store.values import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from sqlalchemy import Engine

PLANS = Base.metadata.tables[BeatPlan.__tablename__]

DRAFT, SUBMITTED, IN_FORCE, SUPERSEDED = "draft", "submitted", "in_force", "superseded"
STATES = (DRAFT, SUBMITTED, IN_FORCE, SUPERSEDED)


@dataclass(frozen=True, slots=True)
class BeatPlanRecord:
    """
    A plan.

    Attributes
    ----------
    id, name, state
        Number, what it is called, and where it stands: one of ``STATES``.
    station
        Code of the station whose units it divides; empty for the whole county.
    owner
        Station that drafted it; empty for the command centre.
    beats
        Number of the beat of each unit, by the unit's code.
    locks
        ``units`` (codes) and ``beats`` (numbers) that are to stay as they are.
    parameters
        What it was designed with.
    facts
        Figures of the plan, and the ``stations`` that have to consent to it.
    consents
        By station: who consented and when.
    history
        ``steps``: what was done, by whom and when, oldest first.
    analysis_id
        Analysis of kind ``beats`` that put it in force; None before that.
    created_at, changed_at
        Moments.
    """

    id: int
    name: str
    state: str
    station: str
    owner: str
    beats: dict[str, int]
    locks: dict[str, Any]
    parameters: dict[str, Any]
    facts: dict[str, Any]
    consents: dict[str, Any]
    history: dict[str, Any]
    analysis_id: int | None
    created_at: datetime
    changed_at: datetime


class BeatPlans:
    """
    The plans of beats of a store.

    Parameters
    ----------
    engine
        Of the store.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, values: Mapping[str, object], deed: Deed) -> BeatPlanRecord:
        """Keep a draft; what of its columns is not given is empty."""
        now = datetime.now(UTC)
        empty: dict[str, object] = {"locks": {}, "parameters": {}, "facts": {}}
        row = {**empty, **_plain(values), "state": DRAFT, "consents": {}, "history": _step({}, deed, now)}
        with writing(self._engine) as connection:
            kept = connection.execute(insert(PLANS).values(**row, created_at=now, changed_at=now))
            assert kept.inserted_primary_key is not None
            record(connection, deed)
            found = _found(connection, int(kept.inserted_primary_key[0]))
        assert found is not None
        return found

    def get(self, plan_id: int) -> BeatPlanRecord | None:
        """Give a plan, None where there is no such one."""
        with reading(self._engine) as connection:
            return _found(connection, plan_id)

    def listed(self) -> list[BeatPlanRecord]:
        """List all plans, the one that was changed last first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(PLANS).order_by(PLANS.c.changed_at.desc(), PLANS.c.id.desc()))
            return [_plan(row) for row in rows.mappings()]

    def change(
        self, plan_id: int, values: Mapping[str, object], deed: Deed, *, only: str = DRAFT
    ) -> BeatPlanRecord | None:
        """
        Change a plan and keep who did it.

        Parameters
        ----------
        plan_id, values
            Which plan, and its new columns.
        deed
            What is done.
        only
            State that the plan must be in.

        Returns
        -------
        BeatPlanRecord or None
            The plan as it is now; None where it is not in that state any more.
        """
        with writing(self._engine) as connection:
            return _change(connection, plan_id, values, deed, only)

    def remove(self, plan_id: int, deed: Deed) -> bool:
        """Remove a draft; tells whether it still was one."""
        with writing(self._engine) as connection:
            gone = connection.execute(delete(PLANS).where(PLANS.c.id == plan_id, PLANS.c.state == DRAFT))
            if gone.rowcount:
                record(connection, deed)
            return bool(gone.rowcount)

    def put_in_force(
        self,
        plan_id: int,
        parameters: Mapping[str, object],
        layers: Mapping[str, gpd.GeoDataFrame],
        deed: Deed,
    ) -> BeatPlanRecord | None:
        """
        Put a submitted plan in force, and supersede those whose place it takes, in one transaction.

        Parameters
        ----------
        plan_id
            The plan.
        parameters, layers
            Of the analysis of kind ``beats`` that is in force from now on.
        deed
            What is done.

        Returns
        -------
        BeatPlanRecord or None
            The plan as it is now; None where it was not submitted any more: then nothing is written.
        """
        with writing(self._engine) as connection:
            found = _change(connection, plan_id, {"state": IN_FORCE}, deed, SUBMITTED)
            if found is None:
                return None
            analysis_id = write_analysis(connection, "beats", parameters, layers)
            connection.execute(update(PLANS).where(PLANS.c.id == plan_id).values(analysis_id=analysis_id))
            _supersede(connection, found.station, plan_id)
            return _found(connection, plan_id)

    def save_whole_plan(
        self, parameters: Mapping[str, object], layers: Mapping[str, gpd.GeoDataFrame]
    ) -> int:
        """
        Put in force a plan of the whole county that was never a draft, as the command line does.

        Returns
        -------
        int
            Number of the analysis.
        """
        with writing(self._engine) as connection:
            analysis_id = write_analysis(connection, "beats", parameters, layers)
            _supersede(connection, "", 0)
            return analysis_id


def _change(
    connection: Connection, plan_id: int, values: Mapping[str, object], deed: Deed, only: str
) -> BeatPlanRecord | None:
    now = datetime.now(UTC)
    found = _found(connection, plan_id)
    if found is None:
        return None
    row = {**_plain(values), "history": _step(found.history, deed, now), "changed_at": now}
    done = connection.execute(update(PLANS).where(PLANS.c.id == plan_id, PLANS.c.state == only).values(**row))
    if not done.rowcount:
        return None
    record(connection, deed)
    return _found(connection, plan_id)


def _supersede(connection: Connection, station: str, but: int) -> None:
    """Supersede the plans in force of a station, or all where the new one is of the whole county."""
    replaced = (PLANS.c.state == IN_FORCE) & (PLANS.c.id != but)
    if station:
        replaced &= PLANS.c.station == station
    connection.execute(update(PLANS).where(replaced).values(state=SUPERSEDED, changed_at=datetime.now(UTC)))


def _found(connection: Connection, plan_id: int) -> BeatPlanRecord | None:
    row = connection.execute(select(PLANS).where(PLANS.c.id == plan_id)).mappings().one_or_none()
    return None if row is None else _plan(row)


def _plan(row: RowMapping) -> BeatPlanRecord:
    return BeatPlanRecord(**row)


def _plain(values: Mapping[str, object]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(to_json(dict(values)))
    return plain


def _step(history: Mapping[str, Any], deed: Deed, at: datetime) -> dict[str, Any]:
    """Add to a plan's history what is done now; savings in a row count once."""
    step = {"action": deed.action, "actor": deed.actor, "role": deed.role, "at": at.isoformat()}
    steps = list(history.get("steps", ()))
    if steps and steps[-1]["action"] == deed.action == "beats.saved":
        steps.pop()
    return {"steps": [*steps, step]}
