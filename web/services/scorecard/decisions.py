"""Yellow cards and vetoes: what the rule or the office raises, and what the committee decides on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gis.errors import InputError
from hotspots.scorecard.yellow_card import YellowCard, yellow_card
from web.auth.roles import Right
from web.services.scorecard.entries import require_township, surveys_of
from web.services.scorecard.filed import checked_year, entered, put

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord
    from web.auth.principal import Principal

CARD, VETO = "score.yellow_card", "score.veto"
PROPOSED, GIVEN, NOT_GIVEN = "proposed", "given", "not_given"
RAISED, UPHELD, DISMISSED = "raised", "upheld", "dismissed"
LAST_TWICE = "last_twice"
GROUNDS = (LAST_TWICE, "grave_case", "grave_accident", "concealment", "not_rectified", "other")
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Decision:
    """
    A yellow card or a veto of a township, as it stands.

    Attributes
    ----------
    unit, ground, state
        Township, ground of a veto, and where it stands.
    reason
        Why it was raised, in the words of who did it.
    decided, decided_at, actor
        Why it was decided so, when and by which account; empty before.
    revision
        Of the filing; 0 where the rule alone speaks.
    """

    unit: str
    ground: str
    state: str
    reason: str = ""
    decided: str = ""
    decided_at: str = ""
    actor: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """
    What somebody says on a yellow card or a veto.

    Attributes
    ----------
    year, code, ground
        Of which township, and the ground of a veto.
    decision
        State that it leads to; empty where a veto is raised.
    reason
        Why.
    seen
        Revision of what was decided on.
    """

    year: int
    code: str
    reason: str
    decision: str = ""
    ground: str = ""
    seen: int = 0


def rule_of(store: Store, year: int) -> YellowCard | None:
    """Apply the rule of the yellow card to the surveys of a year and of the one before."""
    known = set(store.places("townships")["code"].astype(str))
    now, before = (
        {code: one for code, one in surveys_of(store, "safety", each).items() if code in known}
        for each in (year, year - 1)
    )
    return yellow_card(now, before)


def cards_of(store: Store, year: int, rule: YellowCard | None) -> tuple[Decision, ...]:
    """List the yellow cards of a year: what the rule proposes, and what was decided."""
    kept = {code: _decision(one) for code, one in entered(store, CARD, year).items()}
    proposed = () if rule is None else rule.found.lowest
    return tuple(kept.pop(code, Decision(code, "", PROPOSED)) for code in proposed) + tuple(kept.values())


def vetoes_of(store: Store, year: int, rule: YellowCard | None) -> tuple[Decision, ...]:
    """List the veto flags of a year: those that the rule raises, those that the office raised."""
    kept = {(one.unit, one.ground): one for one in map(_decision, entered(store, VETO, year).values())}
    by_rule = () if rule is None else rule.last_twice
    raised = tuple(kept.pop((code, LAST_TWICE), Decision(code, LAST_TWICE, RAISED)) for code in by_rule)
    return raised + tuple(sorted(kept.values(), key=lambda one: (one.unit, one.ground)))


def decide_card(store: Store, principal: Principal, ruling: Ruling) -> None:
    """
    Give the yellow card of a year, or do not; what the survey said then is kept with it.

    Raises
    ------
    NotAllowedError
        For every role but the committee.
    InputError
        ``score.decision_unknown``, ``score.reason_missing``, ``score.card_unproposed``.
    """
    principal.require(Right.DECIDE)
    year, code = ruling.year, ruling.code
    reason = _reason(ruling.reason)
    _known(ruling.decision, (GIVEN, NOT_GIVEN))
    require_township(store, code)
    rule = rule_of(store, year)
    present = entered(store, CARD, year).get(code)
    may_have = () if rule is None else (*rule.found.lowest, *rule.found.ties)
    if code not in may_have and present is None:
        raise InputError("score.card_unproposed", township=code)
    basis = _basis(store, year, code, rule)
    content = {"decided": reason, **basis}
    put(
        *(store, principal.signed, CARD, checked_year(year), content),
        unit=code,
        state=ruling.decision,
        seen=ruling.seen,
        action="score.card_decided",
    )


def raise_veto(store: Store, principal: Principal, ruling: Ruling) -> None:
    """
    Raise a veto flag.

    Raises
    ------
    NotAllowedError
        For roles that do not propose.
    InputError
        ``score.ground_unknown``, ``score.reason_missing``, ``score.veto_raised``.
    """
    principal.require(Right.PROPOSE)
    year, code, ground = ruling.year, ruling.code, ruling.ground
    require_township(store, code)
    if ground not in GROUNDS:
        raise InputError("score.ground_unknown", ground=ground)
    content = {"ground": ground, "township": code, "reason": _reason(ruling.reason)}
    unit = _veto_unit(code, ground)
    if unit in entered(store, VETO, year):
        raise InputError("score.veto_raised")
    put(
        *(store, principal.signed, VETO, checked_year(year), content),
        unit=unit,
        state=RAISED,
        seen=0,
        action="score.veto_raised",
    )


def decide_veto(store: Store, principal: Principal, ruling: Ruling) -> None:
    """
    Uphold a veto flag, or dismiss it.

    Raises
    ------
    NotAllowedError
        For every role but the committee.
    InputError
        ``score.decision_unknown``, ``score.reason_missing``, ``score.veto_unknown``.
    """
    principal.require(Right.DECIDE)
    year, code, ground = ruling.year, ruling.code, ruling.ground
    reason = _reason(ruling.reason)
    _known(ruling.decision, (UPHELD, DISMISSED))
    standing = vetoes_of(store, year, rule_of(store, year))
    flag = next((one for one in standing if (one.unit, one.ground) == (code, ground)), None)
    if flag is None:
        raise InputError("score.veto_unknown", township=code)
    content = {"ground": ground, "township": code, "reason": flag.reason, "decided": reason}
    put(
        *(store, principal.signed, VETO, checked_year(year), content),
        unit=_veto_unit(code, ground),
        state=ruling.decision,
        seen=ruling.seen,
        action="score.veto_decided",
    )


def _basis(store: Store, year: int, code: str, rule: YellowCard | None) -> dict[str, Any]:
    """Keep the figures that a decision was made on."""
    survey = surveys_of(store, "safety", year).get(code)
    if rule is None or survey is None:
        return {}
    return {
        "asked": survey.asked,
        "satisfied": survey.satisfied,
        "lowest": list(rule.found.lowest),
        "ties": list(rule.found.ties),
    }


def _veto_unit(code: str, ground: str) -> str:
    return f"{code} {ground}"


def _decision(one: FilingRecord) -> Decision:
    said: Mapping[str, Any] = one.content
    decided = str(said.get("decided") or "")
    last = one.steps[-1]
    return Decision(
        str(said.get("township") or one.unit),
        str(said.get("ground") or ""),
        one.state,
        str(said.get("reason") or ""),
        decided,
        str(last["at"]) if decided else "",
        str(last["actor"]) if decided else "",
        one.revision,
    )


def _reason(said: str) -> str:
    reason = said.strip()
    if not reason or len(reason) > LONGEST:
        raise InputError("score.reason_missing", most=LONGEST)
    return reason


def _known(decision: str, known: tuple[str, ...]) -> None:
    if decision not in known:
        raise InputError("score.decision_unknown", decision=decision)
