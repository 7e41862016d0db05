"""Filings keep what was said, where it stands, and who did what."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from data.store import Store
from data.store.audit import Deed

RETURN = {"disputes_found": 12, "disputes_settled": 11, "note": "已调处"}


def deed(action: str = "return.filed") -> Deed:
    return Deed(action, "2026-03", actor="t1", role="township", details={"unit": "629901"})


def test_a_filing_keeps_content_period_unit_and_who_filed_it(store: Store) -> None:
    kept = store.filings.add("return", RETURN, deed(), period="2026-03", unit="629901", state="filed")
    assert (kept.content, kept.period, kept.unit, kept.state) == (RETURN, "2026-03", "629901", "filed")
    (step,) = kept.steps
    assert (step["action"], step["actor"], step["state"]) == ("return.filed", "t1", "filed")
    assert store.filings.get(kept.id) == kept
    assert store.audit.entries(action="return.")[0].deed.role == "township"


def test_of_two_changes_at_once_one_is_refused(store: Store) -> None:
    seen = store.filings.add("return", RETURN, deed(), period="2026-03")
    changed = store.filings.change(seen, deed("return.corrected"), content={"note": ""}, state="filed")
    assert changed is not None
    assert (changed.content, changed.state, changed.revision) == ({"note": ""}, "filed", 2)
    assert store.filings.change(seen, deed("return.corrected"), content={"note": "x"}) is None
    assert [step["action"] for step in changed.steps] == ["return.filed", "return.corrected"]


def test_filings_are_listed_by_kind_period_unit_and_state(store: Store) -> None:
    for period, unit in (("2026-03", "A"), ("2026-04", "A"), ("2026-04", "B"), ("2025-12", "A")):
        store.filings.add("return", {}, deed(), period=period, unit=unit, state="filed")
    store.filings.add("bulletin", {}, deed("bulletin.drafted"), period="2026-03")

    def listed(**only: object) -> list[tuple[str, str]]:
        found = store.filings.listed("return", **only)  # type: ignore[arg-type]
        return [(filing.period, filing.unit) for filing in found]

    assert listed() == [("2026-04", "B"), ("2026-04", "A"), ("2026-03", "A"), ("2025-12", "A")]
    assert listed(period="2026") == [("2026-04", "B"), ("2026-04", "A"), ("2026-03", "A")]
    assert listed(units=["B"]) == [("2026-04", "B")]
    assert listed(units=[]) == []
    assert listed(states=["draft"]) == []


def test_a_unit_has_one_return_for_a_period(store: Store) -> None:
    first = store.filings.add_once("return", RETURN, deed(), period="2026-03", unit="A", state="draft")
    assert first is not None
    assert store.filings.add_once("return", {}, deed(), period="2026-03", unit="A") is None
    assert store.filings.listed("return") == [first]
    for period, unit, kind in (("2026-04", "A", "return"), ("2026-03", "B", "return"), ("2026-03", "A", "x")):
        assert store.filings.add_once(kind, {}, deed(), period=period, unit=unit) is not None
    assert len(store.audit.entries(action="return.")) == 4


def test_a_filing_of_another_unit_is_not_found(store: Store) -> None:
    kept = store.filings.add("return", RETURN, deed(), period="2026-03", unit="A")
    assert store.filings.get(kept.id, units=["A"]) == kept
    assert store.filings.get(kept.id, units=["B"]) is None
    assert store.filings.get(kept.id, units=[]) is None


def test_what_takes_the_place_of_another_does_so_at_the_same_moment_or_not_at_all(store: Store) -> None:
    old, new = (store.filings.add("bulletin", {}, deed(), period="2026-03", state="kept") for _ in range(2))
    moved = store.filings.change(old, deed("bulletin.read"))
    assert moved is not None
    beside = (old, "superseded", deed("bulletin.superseded"))
    assert store.filings.change(new, deed("bulletin.published"), state="published", supersedes=beside) is None
    assert store.filings.get(new.id) == new
    assert not store.audit.entries(action="bulletin.published")
    beside = (moved, "superseded", deed("bulletin.superseded"))
    published = store.filings.change(new, deed("bulletin.published"), state="published", supersedes=beside)
    assert published is not None
    states = [store.filings.get(each.id).state for each in (old, new)]  # type: ignore[union-attr]
    assert states == ["superseded", "published"]
    assert len(store.audit.entries(action="bulletin.superseded")) == 1


def test_of_several_that_are_added_at_once_among_what_all_have_seen_one_is_kept(store: Store) -> None:
    together = Barrier(6)

    def add(number: int) -> bool:
        together.wait()
        made = store.filings.add_among(
            (), "bulletin", {"by": number}, deed(), period="2026-03", state="draft"
        )
        return made is not None

    with ThreadPoolExecutor(6) as threads:
        kept = list(threads.map(add, range(6)))
    assert kept.count(True) == 1
    assert len(store.filings.listed("bulletin")) == 1
