"""Monthly returns and half-yearly reports: saved, filed, sent back, corrected, accepted, appraised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from data.store.audit import Deed
from gis.errors import InputError
from hotspots.reporting.periods import ReportPeriod, half_of, month_of
from hotspots.reporting.states import MOVES, Side, State, moves_from
from web.auth.principal import NotAllowedError
from web.auth.roles import Right
from web.services.filings.contents import GRADES, read_content, read_reason
from web.services.filings.rules import FilingRules
from web.services.filings.units import (
    HALF_YEARLY,
    KIND_OF_ROLE,
    KINDS,
    MONTHLY,
    own_unit,
    sees_all_returns,
    units_seen,
)

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord
    from web.auth.principal import Principal

PAST = {"save": "saved", "file": "filed", "correct": "corrected", "return": "sent_back", "accept": "accepted"}
APPRAISED = "return.appraised"


def period_of(kind: str, code: str) -> ReportPeriod:
    """
    Read the period of a kind of return.

    Raises
    ------
    InputError
        ``filing.period``, ``filing.kind``.
    """
    if kind not in KINDS:
        raise InputError("filing.kind", kind=kind)
    try:
        return month_of(code) if kind == MONTHLY else half_of(code)
    except ValueError as error:
        raise InputError("filing.period", period=code) from error


def due_day(kind: str, rules: FilingRules) -> int:
    """Give the day of the following month by which a kind of return is due."""
    return rules.monthly_day if kind == MONTHLY else rules.half_year_day


def filed_at(record: FilingRecord) -> datetime | None:
    """Say when a return was first filed: lateness is judged by that, whatever was corrected later."""
    steps = (step["at"] for step in record.steps if step["action"] == "return.filed")
    first = next(steps, None)
    return None if first is None else datetime.fromisoformat(first)


def appraisal(record: FilingRecord) -> dict[str, Any] | None:
    """Give the appraisal in force: grade and reason."""
    given = [step["details"] for step in record.steps if step["action"] == APPRAISED]
    return given[-1] if given else None


def versions(record: FilingRecord) -> list[dict[str, Any]]:
    """List the contents that were filed before the present one, oldest first, each with its step."""
    return [
        {"step": step, "content": step["details"]["before"]}
        for step in record.steps
        if "before" in step.get("details", {})
    ]


def returns_seen(store: Store, principal: Principal, kind: str, period: str = "") -> list[FilingRecord]:
    """List the returns of a kind that somebody sees: a unit its own, the offices what was filed."""
    units = units_seen(principal)
    states = () if units is not None else tuple(state for state in State if state not in {"", "draft"})
    return store.filings.listed(kind, period=period, units=units, states=states)


def return_numbered(store: Store, principal: Principal, filing_id: int) -> FilingRecord:
    """
    Give a return that somebody sees.

    Raises
    ------
    InputError
        ``filing.unknown``, also for one that is not theirs to see.
    """
    record = store.filings.get(filing_id, units=units_seen(principal))
    if (
        record is None
        or record.kind not in KINDS
        or (sees_all_returns(principal) and record.state == "draft")
    ):
        raise InputError("filing.unknown", number=filing_id)
    return record


def moves_of(principal: Principal, record: FilingRecord | None) -> tuple[str, ...]:
    """Name the steps that somebody may take with a return; with none yet, those that begin one."""
    state = State.NONE if record is None else State(record.state)
    if principal.may(Right.RETURN):
        return moves_from(state, Side.UNIT)
    return moves_from(state, Side.OFFICE) if principal.may(Right.PROPOSE) else ()


def file_return(
    store: Store, principal: Principal, code: str, action: str, asked: Mapping[str, str], *, today: date
) -> FilingRecord:
    """
    Save, file or correct the return of one's own unit for a period.

    Parameters
    ----------
    store, principal
        Where, and who.
    code
        Period.
    action
        ``save``, ``file`` or ``correct``.
    asked
        What was typed, with ``revision`` as it was seen.
    today
        Day where the county is.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed``.
    InputError
        ``filing.period``, ``filing.not_over``, ``filing.step``, ``filing.changed``, and what `read_content`
        and `read_reason` say.
    """
    unit, kind = own_unit(principal), KIND_OF_ROLE[principal.role]
    period = period_of(kind, code)
    if today < period.since or (action != "save" and today <= period.until):
        raise InputError("filing.not_over", period=code)
    found = store.filings.listed(kind, period=code, units=[unit])
    seen = found[0] if found else None
    _check_move(action, seen, Side.UNIT)
    move = MOVES[action]
    content = read_content(kind, asked, whole=move.after is State.FILED)
    details: dict[str, object] = {"kind": kind, "unit": unit}
    if move.needs_reason:
        details["reason"] = read_reason(asked.get("reason", ""))
    if seen is not None and seen.state in {State.FILED, State.RETURNED}:
        details["before"] = seen.content
    deed = principal.signed(Deed(f"return.{PAST[action]}", f"{unit} {code}", details=details))
    if seen is None:
        kept = store.filings.add_once(kind, content, deed, period=code, unit=unit, state=move.after)
    else:
        _check_revision(seen, asked)
        kept = store.filings.change(seen, deed, content=content, state=move.after)
    return _or_changed(kept, code)


def judge_return(
    store: Store, principal: Principal, filing_id: int, action: str, asked: Mapping[str, str]
) -> FilingRecord:
    """
    Send a return back, accept it, or appraise a report: the governance office alone.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed``.
    InputError
        ``filing.unknown``, ``filing.step``, ``filing.grade``, ``filing.changed``, and what `read_reason`
        says.
    """
    principal.require(Right.PROPOSE)
    seen = return_numbered(store, principal, filing_id)
    subject = f"{seen.unit} {seen.period}"
    _check_revision(seen, asked)
    if action == "appraise":
        if seen.kind != HALF_YEARLY or seen.state not in {State.FILED, State.ACCEPTED}:
            raise InputError("filing.step", action=action, state=seen.state)
        if asked.get("grade") not in GRADES:
            raise InputError("filing.grade")
        said = {"grade": asked["grade"], "reason": read_reason(asked.get("reason", ""))}
        deed = principal.signed(Deed(APPRAISED, subject, details=said))
        return _or_changed(store.filings.change(seen, deed), seen.period)
    _check_move(action, seen, Side.OFFICE)
    move = MOVES[action]
    details = {"reason": read_reason(asked.get("reason", ""))} if move.needs_reason else {}
    deed = principal.signed(Deed(f"return.{PAST[action]}", subject, details=details))
    return _or_changed(store.filings.change(seen, deed, state=move.after), seen.period)


def _check_move(action: str, seen: FilingRecord | None, side: Side) -> None:
    state = State.NONE if seen is None else State(seen.state)
    if action in MOVES and MOVES[action].side is not side:
        right = Right.RETURN if side is Side.OFFICE else Right.PROPOSE
        raise NotAllowedError("auth.not_allowed", right=right.value, role="")
    if action not in moves_from(state, side):
        raise InputError("filing.step", action=action, state=state.value)


def _check_revision(seen: FilingRecord, asked: Mapping[str, str]) -> None:
    if asked.get("revision", str(seen.revision)) != str(seen.revision):
        raise InputError("filing.changed", period=seen.period)


def _or_changed(kept: FilingRecord | None, period: str) -> FilingRecord:
    if kept is None:
        raise InputError("filing.changed", period=period)
    return kept
