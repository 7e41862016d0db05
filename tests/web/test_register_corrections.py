"""Duties that change, steps that are taken back, and what an entry was before: nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from data.store import Store, open_store
from data.store.audit import Deed
from data.store.register import NewStep
from gis.errors import InputError
from hotspots.rectification.delisting import Criteria
from hotspots.rectification.states import Action
from tests.desk_county import areas, fill
from tests.signed_in import client_as
from web.services.register.actors import COMMAND_LINE
from web.services.register.asked import Asked
from web.services.register.candidates import propose_candidates
from web.services.register.designations import designations_of
from web.services.register.proposals import Proposal
from web.services.register.work import RegisterWork

ZONE = "Asia/Shanghai"
TODAY = date(2026, 6, 1)
TOWNSHIP = "620523100"
DUTIES = {"lead": "城关镇", "leader": "副县长", "measures": "夜间巡逻", "level": "county", "causes": "照明差"}


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A register with one area that was designated in January."""
    with open_store(tmp_path_factory.mktemp("corrections") / "county.sqlite") as store:
        fill(store)
        work = work_of(store)
        propose_candidates(store, work, ["A01"], date(2026, 1, 10), lang="zh", time_zone=ZONE)
        step(work, Action.DESIGNATE, date(2026, 1, 20), DUTIES, deadline=date(2026, 9, 30))
        yield store


def work_of(store: Store) -> RegisterWork:
    return RegisterWork(store, COMMAND_LINE, TODAY, ZONE)


def step(  # type: ignore[no-untyped-def]
    work: RegisterWork,
    action: Action,
    day: date,
    words: dict[str, str] | None = None,
    entry_id: int = 1,
    **more,
):
    return work.act(entry_id, Asked(action, day, {"reason": "按计划", **(words or {})}, **more))


def test_a_unit_that_was_typed_by_name_is_kept_by_its_code(store: Store) -> None:
    entry = store.register.get(1)
    assert entry is not None
    assert entry.lead == TOWNSHIP
    changed = step(work_of(store), Action.AMEND, TODAY, supporting=("石门乡", "市场监管局"))
    assert changed.facts["supporting"] == ["620523103", "市场监管局"]
    assert "石门乡" in client_as(store, "committee").get("/register/1").text


def test_duties_are_changed_with_a_reason_and_what_they_were_stays_in_the_list_of_earlier_days(
    store: Store,
) -> None:
    work = work_of(store)
    asked = {**DUTIES, "leader": "县委副书记"}
    changed = step(work, Action.AMEND, date(2026, 3, 1), asked, criteria=Criteria(6))
    assert (changed.state, changed.facts["leader"], changed.deadline) == (
        "designated",
        "县委副书记",
        date(2026, 9, 30),
    )
    newest = store.register.steps(1)[-1]
    assert set(newest.details) == {"leader", "criteria"}, "what is left as it is is not said again"
    for day, leader, months in ((date(2026, 2, 28), "副县长", 3), (date(2026, 3, 1), "县委副书记", 6)):
        (one,) = work.listed(day)
        assert (one.entry.facts["leader"], one.entry.facts["criteria"]["observed_months"]) == (leader, months)
    (proposed,) = work.listed(date(2026, 1, 15))
    assert (proposed.entry.state, proposed.entry.lead, "leader" in proposed.entry.facts) == (
        "proposed",
        "",
        False,
    )
    with pytest.raises(InputError) as refused:
        step(work, Action.AMEND, TODAY, {"leader": "县委副书记"})
    assert refused.value.code == "register.nothing_changed"


def test_the_last_step_is_undone_and_stays_in_the_history(store: Store) -> None:
    work = work_of(store)
    step(work, Action.EXTEND, date(2026, 2, 10), deadline=date(2026, 12, 31))
    step(work, Action.LIST, date(2026, 2, 20))
    undone = step(work, Action.UNDO, date(2026, 2, 25))
    assert (undone.state, undone.deadline) == ("designated", date(2026, 12, 31))
    undone = step(work, Action.UNDO, date(2026, 2, 26))
    assert (undone.state, undone.deadline) == ("designated", date(2026, 9, 30))
    assert [one.action for one in work.steps(undone)] == ["propose", "designate"]
    assert [one.action for one in work.history(undone)][2:] == ["extend", "list", "undo", "undo"]
    assert [deed.deed.action for deed in store.audit.entries(action="register.")][:2] == ["register.undo"] * 2
    listed = step(work, Action.LIST, date(2026, 2, 1))
    assert listed.state == "listed", "a step that was taken back does not bar an earlier day"
    page = client_as(store, "committee").get("/register/1").text
    assert page.count('class="undone"') == 2


def test_a_decision_that_is_undone_takes_its_duties_with_it(store: Store) -> None:
    undone = step(work_of(store), Action.UNDO, TODAY)
    assert (undone.state, undone.lead, undone.level, undone.deadline) == ("proposed", "", "", None)
    assert not {"leader", "measures", "criteria", "supporting"} & set(undone.facts)
    with pytest.raises(InputError) as refused:
        step(work_of(store), Action.UNDO, TODAY)
    assert refused.value.code == "register.nothing_to_undo"


def test_a_step_is_undone_by_those_who_may_take_it(store: Store) -> None:
    office, committee = client_as(store, "governance"), client_as(store, "committee")
    assert "undo" not in office.get("/register/1").text
    assert office.post("/register/1/undo", data={"reason": "登错"}).status_code == 403
    assert committee.post("/register/1/undo", data={"reason": ""}).status_code == 400
    assert committee.post("/register/1/undo", data={"reason": "登错"}).status_code == 200


def test_an_entry_that_is_listed_again_rests_on_the_newest_search_and_the_year_before_on_its_own(
    store: Store,
) -> None:
    work = work_of(store)
    step(work, Action.ASK, date(2026, 2, 1))
    step(work, Action.CHECK, date(2026, 2, 2), passed=True)
    step(work, Action.ACCEPT, date(2026, 2, 3))
    newer = areas().assign(incidents=77, rank=lambda found: found["rank"])
    store.save_analysis("hotspots", {"since": "2026-01-01", "until": "2026-04-30"}, {"areas": newer})
    again = step(work, Action.RELIST, date(2026, 5, 1), {"leader": "县长"}, deadline=date(2026, 12, 31))
    assert (again.facts["evidence"]["incidents"], again.facts["since"]) == (77, "2026-01-01")
    assert again.facts["leader"] == "县长"
    (before,) = work.listed(date(2026, 4, 30))
    assert before.entry.facts["evidence"]["incidents"] != 77
    assert before.entry.facts["leader"] == "副县长"
    page = client_as(store, "committee").get("/register/1").text
    assert "2026-01-01 至 2026-04-30" in page
    assert "77 起" in page


def test_the_document_of_a_year_says_what_was_decided_then(store: Store) -> None:
    work = work_of(store)
    step(work, Action.EXTEND, date(2026, 3, 1), deadline=date(2027, 3, 31))
    step(work, Action.AMEND, date(2026, 3, 2), {"measures": "增设路灯"})
    (one,) = designations_of(store, work, 2026).areas
    assert (one.standing.deadline, one.entry.facts["measures"]) == (date(2026, 9, 30), "夜间巡逻")


def test_a_problem_is_taken_off_by_its_own_counts_whatever_areas_a_search_names(store: Store) -> None:
    work = work_of(store)
    day = date(2026, 1, 12)
    problem = work.propose(Proposal("problem", "盗窃摩托车", "多发", day, facts={"categories": ["盗窃"]}))
    step(work, Action.DESIGNATE, day, DUTIES, problem.id, deadline=date(2026, 9, 30))
    found = {one.code: one for one in work.judged(work.get(problem.id), date(2025, 12, 31))}
    assert "off_the_list" not in found
    assert found["fall_pct"].found is not None, "a problem of the whole county is counted in all of it"


def to_delisted(store: Store, entry_id: int, days: tuple[date, date, date]) -> None:
    """Ask for acceptance, check and accept, and take off the list, without asking the records."""
    work = work_of(store)
    step(work, Action.ASK, days[0], entry_id=entry_id)
    step(work, Action.CHECK, days[0], entry_id=entry_id, passed=True)
    step(work, Action.ACCEPT, days[1], entry_id=entry_id)
    entry = work.get(entry_id)
    taken = NewStep("delist", entry.state, "delisted", days[2])
    store.register.change(entry_id, entry.revision, {}, taken, Deed("register.delist"))


OFF = (date(2026, 2, 1), date(2026, 2, 10), date(2026, 3, 1))


def test_an_area_that_a_unit_proposes_where_one_was_taken_off_is_a_recurrence_too(store: Store) -> None:
    to_delisted(store, 1, OFF)
    entry = store.register.get(1)
    assert entry is not None
    said = Proposal("area", "夜市一带", "又乱了", TODAY, entry.geometry, township_code=TOWNSHIP)
    again = work_of(store).propose(said)
    assert (again.previous_id, again.facts["recurrence"]) == (1, True)
    work = work_of(store)
    step(work, Action.DECLINE, TODAY, entry_id=again.id)
    third = propose_candidates(store, work, ["A01"], TODAY, lang="zh", time_zone=ZONE)
    assert [one.facts["recurrence"] for one in third] == [True], "that it was declined since hides nothing"


def test_an_area_that_is_listed_again_within_a_year_is_flagged_until_that_is_undone(store: Store) -> None:
    to_delisted(store, 1, OFF)
    work = work_of(store)
    again = step(work, Action.RELIST, date(2026, 5, 1), deadline=date(2026, 12, 31))
    assert again.facts["recurrence"] is True
    assert step(work, Action.UNDO, date(2026, 5, 2)).facts["recurrence"] is False


def test_a_problem_of_the_same_categories_is_linked_to_the_one_that_was_taken_off(store: Store) -> None:
    work = work_of(store)
    facts = {"categories": ["盗窃"]}
    first = work.propose(Proposal("problem", "盗窃摩托车", "多发", date(2026, 1, 12), facts=facts))
    step(work, Action.DESIGNATE, date(2026, 1, 20), DUTIES, first.id, deadline=date(2026, 9, 30))
    to_delisted(store, first.id, OFF)
    again = work.propose(Proposal("problem", "盗窃电动车", "又多发", TODAY, facts=facts))
    assert (again.previous_id, again.facts["recurrence"]) == (first.id, True)
    other = work.propose(Proposal("problem", "入室盗窃", "多发", TODAY, facts={"categories": ["入室"]}))
    assert other.previous_id is None
