"""Yellow cards and vetoes: raised, decided by who may, kept with their grounds, audited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.store import Store
from gis.errors import InputError
from hotspots.scorecard.shares import Survey
from tests.web.scorecard.county import CODES
from web.auth.principal import NotAllowedError, Principal
from web.auth.roles import Role
from web.services.scorecard.decisions import (
    Ruling,
    cards_of,
    decide_card,
    decide_veto,
    raise_veto,
    rule_of,
    vetoes_of,
)
from web.services.scorecard.entries import enter_survey

OTHERS = [role for role in Role if role is not Role.COMMITTEE]
GIVE = Ruling(2025, CODES[0], "两次调查都最低", "given")


def who(role: Role) -> Principal:
    return Principal(1, f"{role}1", "", role, township_code=CODES[0])


def last_year(store: Store, code: str, satisfied: int) -> None:
    enter_survey(store, lambda deed: deed, "safety", 2024, code=code, survey=Survey(100, satisfied))


def test_the_committee_gives_the_card_with_its_reason_and_the_figures_of_the_day(own: Store) -> None:
    decide_card(own, who(Role.COMMITTEE), GIVE)
    (card,) = cards_of(own, 2025, rule_of(own, 2025))
    assert (card.unit, card.state, card.decided, card.actor) == (CODES[0], "given", GIVE.reason, "committee1")
    kept = own.filings.listed("score.yellow_card")[0]
    assert (kept.content["asked"], kept.content["satisfied"], kept.content["ties"]) == (100, 70, [])
    deed = own.audit.entries(action="score.card")[0].deed
    assert (deed.action, deed.role, deed.details["state"]) == ("score.card_decided", "committee", "given")


def test_a_decision_may_be_revised_and_the_first_one_stays_in_its_history(own: Store) -> None:
    decide_card(own, who(Role.COMMITTEE), GIVE)
    decide_card(own, who(Role.COMMITTEE), replace(GIVE, decision="not_given", reason="样本太小", seen=1))
    kept = own.filings.listed("score.yellow_card")
    assert len(kept) == 1
    assert [step["state"] for step in kept[0].steps] == ["given", "not_given"]
    with pytest.raises(InputError) as refused:
        decide_card(own, who(Role.COMMITTEE), replace(GIVE, seen=1))
    assert refused.value.code == "score.changed_meanwhile"


def test_a_township_that_can_be_told_from_the_lowest_gets_no_card(own: Store) -> None:
    with pytest.raises(InputError) as refused:
        decide_card(own, who(Role.COMMITTEE), replace(GIVE, code=CODES[5]))
    assert refused.value.code == "score.card_unproposed"


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_the_committee_decides(own: Store, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        decide_card(own, who(role), GIVE)
    with pytest.raises(NotAllowedError):
        decide_veto(own, who(role), replace(GIVE, ground="last_twice", decision="upheld"))
    assert own.filings.listed("score.yellow_card") == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.GOVERNANCE])
def test_nobody_but_the_office_raises_a_veto(own: Store, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        raise_veto(own, who(role), replace(GIVE, ground="grave_case"))


def test_lowest_two_years_running_raises_the_flag_by_itself_and_the_committee_decides(own: Store) -> None:
    for code, satisfied in zip(CODES, (60, 80, 80, 80, 80, 80), strict=True):
        last_year(own, code, satisfied)
    (flag,) = vetoes_of(own, 2025, rule_of(own, 2025))
    assert (flag.unit, flag.ground, flag.state, flag.revision) == (CODES[0], "last_twice", "raised", 0)
    decide_veto(own, who(Role.COMMITTEE), replace(GIVE, ground="last_twice", decision="dismissed"))
    (flag,) = vetoes_of(own, 2025, rule_of(own, 2025))
    assert (flag.state, flag.decided) == ("dismissed", GIVE.reason)


def test_a_veto_is_raised_once_on_a_ground_and_decided(own: Store) -> None:
    raised = Ruling(2025, CODES[2], "3月发生命案", ground="grave_case")
    raise_veto(own, who(Role.GOVERNANCE), raised)
    with pytest.raises(InputError) as refused:
        raise_veto(own, who(Role.GOVERNANCE), raised)
    assert refused.value.code == "score.veto_raised"
    ruling = Ruling(2025, CODES[2], "属实", "upheld", "grave_case", seen=1)
    decide_veto(own, who(Role.COMMITTEE), ruling)
    (flag,) = vetoes_of(own, 2025, rule_of(own, 2025))
    assert (flag.unit, flag.state, flag.reason, flag.decided) == (CODES[2], "upheld", "3月发生命案", "属实")
    assert [entry.deed.action for entry in own.audit.entries(action="score.veto")] == [
        "score.veto_decided",
        "score.veto_raised",
    ]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reason": " "}, "score.reason_missing"),
        ({"reason": "x" * 501}, "score.reason_missing"),
        ({"decision": "maybe"}, "score.decision_unknown"),
        ({"code": "999"}, "score.township_unknown"),
        ({"year": 1900}, "score.card_unproposed"),
    ],
)
def test_what_cannot_be_decided_is_refused(own: Store, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as refused:
        decide_card(own, who(Role.COMMITTEE), replace(GIVE, **wrong))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_a_veto_that_nobody_raised_cannot_be_decided_nor_one_on_no_ground_raised(own: Store) -> None:
    with pytest.raises(InputError) as refused:
        decide_veto(own, who(Role.COMMITTEE), replace(GIVE, decision="upheld", ground="other"))
    assert refused.value.code == "score.veto_unknown"
    with pytest.raises(InputError) as refused:
        raise_veto(own, who(Role.GOVERNANCE), replace(GIVE, ground="dislike"))
    assert refused.value.code == "score.ground_unknown"


def test_nothing_that_was_filed_is_ever_gone(own: Store) -> None:
    enter_survey(own, lambda deed: deed, "safety", 2025, code=CODES[0], survey=None)
    kept = [one for one in own.filings.listed("score.survey.safety") if one.unit == CODES[0]]
    assert [(one.state, one.content["satisfied"]) for one in kept] == [("withdrawn", 70)]
    assert rule_of(own, 2025).found.lowest == (CODES[1],)  # type: ignore[union-attr]
