"""
A bulletin's way: drafted by the office, approved by the committee, published, corrected if need be.

``draft`` -> ``approved`` -> ``published`` -> ``superseded`` (by a correction of the same period, with its
reason); the committee may also return an approved or drafted one to ``draft``, with a reason. What is
published is a snapshot: its counts and map are those of that moment, and nothing of it is changed any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from data.store.audit import Deed
from gis.errors import InputError
from web.auth.principal import Principal
from web.auth.roles import Right
from web.services.month.bulletin_figures import (
    KIND,
    Figures,
    bulletin_figures,
    figures_of,
    longer_published,
)
from web.services.month.filing import as_seen, changed, words_of
from web.services.month.periods import BulletinPeriod, bulletin_period

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord
    from web.services.month.assessment import Month

DRAFT, APPROVED, PUBLISHED, SUPERSEDED = "draft", "approved", "published", "superseded"
OFFERED = ("theft", "fraud", "traffic", "fire", "disputes", "holiday", "call")
"""Sentences of advice that are offered, by code; their words are in ``web/texts``."""


@dataclass(frozen=True)
class Bulletin:
    """
    A bulletin.

    Attributes
    ----------
    id, state, revision
        Key, where it stands, and how often it was changed.
    period
        What it is about.
    figures
        What may be shown.
    advice
        Codes of offered sentences.
    words
        Advice in the office's own words, by language.
    corrects, reason
        The bulletin that it supersedes, and why; None and empty for a first one.
    published_on
        Day, as ISO has it; empty before.
    drawings
        The map by language, drawn when it was published; empty before.
    returned
        Why the committee returned it; empty where it did not.
    """

    id: int
    state: str
    revision: int
    period: BulletinPeriod
    figures: Figures
    advice: tuple[str, ...]
    words: dict[str, str]
    corrects: int | None
    reason: str
    published_on: str = ""
    drawings: dict[str, str] = field(default_factory=dict)
    returned: str = ""


def bulletin_of(record: FilingRecord) -> Bulletin:
    """Read a bulletin from its filing."""
    said = record.content
    return Bulletin(
        record.id,
        record.state,
        record.revision,
        bulletin_period(record.period),
        figures_of(said["figures"]),
        tuple(said["advice"]),
        dict(said["words"]),
        said["corrects"],
        said["reason"],
        said.get("published_on", ""),
        dict(said.get("drawings", {})),
        said.get("returned", ""),
    )


def bulletins(store: Store) -> list[Bulletin]:
    """List all bulletins, for those who draft and approve them."""
    return [bulletin_of(each) for each in store.filings.listed(KIND)]


def bulletin_numbered(store: Store, bulletin_id: int) -> Bulletin:
    """
    Give a bulletin by its number.

    Raises
    ------
    InputError
        ``bulletin.unknown``.
    """
    return bulletin_of(_record(store, bulletin_id))


def draft_bulletin(store: Store, month: Month, principal: Principal, name: str, reason: str = "") -> Bulletin:
    """
    Draft the bulletin of a period; of a published one, its correction.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` unless the role proposes.
    InputError
        ``bulletin.period_unknown``, ``bulletin.not_covered``, ``bulletin.in_hand`` where one is under
        way, ``bulletin.longer_published``, ``filing.empty`` for a correction without a reason, and
        ``filing.changed_meanwhile`` where another was drafted at the same moment.
    """
    principal.require(Right.PROPOSE)
    period = bulletin_period(name)
    among = store.filings.listed(KIND)
    kept = [each for each in among if each.period == name]
    if in_hand := [each for each in kept if each.state in {DRAFT, APPROVED}]:
        raise InputError("bulletin.in_hand", period=name, number=in_hand[0].id)
    before = next((each for each in kept if each.state == PUBLISHED), None)
    _refuse_shorter(store, period, is_correction=before is not None)
    content = {
        "figures": bulletin_figures(store, month, period).plain(),
        "advice": [] if before is None else before.content["advice"],
        "words": {"zh": "", "en": ""} if before is None else before.content["words"],
        "corrects": None if before is None else before.id,
        "reason": words_of(reason, "reason", needed=before is not None),
    }
    deed = principal.signed(Deed("bulletin.drafted", name, details={"reason": content["reason"]}))
    drafted = store.filings.add_among(among, KIND, content, deed, period=name, state=DRAFT)
    if drafted is None:
        raise InputError("filing.changed_meanwhile")
    return bulletin_of(drafted)


def _refuse_shorter(store: Store, period: BulletinPeriod, *, is_correction: bool) -> None:
    longer = longer_published(store, period)
    if longer is not None and not is_correction:
        raise InputError("bulletin.longer_published", period=period.name, longer=longer.period)


def edit_bulletin(
    store: Store,
    month: Month,
    principal: Principal,
    bulletin_id: int,
    revision: int,
    *,
    advice: Sequence[str],
    words: dict[str, str],
) -> Bulletin:
    """
    Change a draft's advice; its counts are taken anew.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` unless the role proposes.
    InputError
        ``bulletin.unknown``, ``bulletin.wrong_state`` and as `words_of` and `as_seen` do.
    """
    principal.require(Right.PROPOSE)
    record = _in_state(store, bulletin_id, revision, DRAFT)
    content = {
        **record.content,
        "figures": bulletin_figures(store, month, bulletin_period(record.period)).plain(),
        "advice": [code for code in OFFERED if code in advice],
        "words": {lang: words_of(words.get(lang, ""), "advice", needed=False) for lang in ("zh", "en")},
    }
    deed = principal.signed(Deed("bulletin.edited", record.period, details={"number": record.id}))
    return bulletin_of(changed(store, record, deed, content=content))


def approve_bulletin(store: Store, principal: Principal, bulletin_id: int, revision: int) -> Bulletin:
    """Approve a draft as it stands; raises as `edit_bulletin` does, unless the role decides."""
    principal.require(Right.DECIDE)
    record = _in_state(store, bulletin_id, revision, DRAFT)
    deed = principal.signed(Deed("bulletin.approved", record.period, details={"number": record.id}))
    return bulletin_of(
        changed(store, record, deed, content={**record.content, "returned": ""}, state=APPROVED)
    )


def return_bulletin(
    store: Store, principal: Principal, bulletin_id: int, revision: int, reason: str
) -> Bulletin:
    """Return a draft or an approved one to its office with a reason; raises as `approve_bulletin` does."""
    principal.require(Right.DECIDE)
    record = _in_state(store, bulletin_id, revision, DRAFT, APPROVED)
    said = words_of(reason, "reason")
    deed = principal.signed(
        Deed("bulletin.returned", record.period, details={"number": record.id, "reason": said})
    )
    return bulletin_of(
        changed(store, record, deed, content={**record.content, "returned": said}, state=DRAFT)
    )


def publish_bulletin(
    store: Store,
    month: Month,
    principal: Principal,
    bulletin_id: int,
    revision: int,
    *,
    day: str,
    drawings: dict[str, str],
) -> Bulletin:
    """
    Publish an approved bulletin: from now on it is as it is.

    Parameters
    ----------
    store, month, principal, bulletin_id, revision
        As `edit_bulletin` takes them.
    day
        Today, as ISO has it.
    drawings
        Its map in each language.

    Raises
    ------
    NotAllowedError
        ``auth.not_allowed`` unless the role proposes.
    InputError
        As `edit_bulletin` does; ``bulletin.longer_published``; ``bulletin.overtaken`` where another bulletin
        published since would let a count be worked out: the draft has to be made and approved anew;
        ``bulletin.published_already`` where the period has one that this does not correct.
    """
    principal.require(Right.PROPOSE)
    # One published meanwhile would be overlooked below: then it is refused.
    among = store.filings.listed(KIND)
    record = _in_state(store, bulletin_id, revision, APPROVED)
    period = bulletin_period(record.period)
    _refuse_second(record, among)
    _refuse_shorter(store, period, is_correction=record.content["corrects"] is not None)
    approved = figures_of(record.content["figures"])
    allowed = bulletin_figures(store, month, period)
    if not _shows_no_more(approved, allowed):
        raise InputError("bulletin.overtaken", period=period.name)
    content: dict[str, Any] = {**record.content, "published_on": day, "drawings": drawings}
    deed = principal.signed(Deed("bulletin.published", record.period, details={"number": record.id}))
    old = None if record.content["corrects"] is None else _superseded(store, principal, record)
    published = changed(store, record, deed, content=content, state=PUBLISHED, among=among, supersedes=old)
    return bulletin_of(published)


def _refuse_second(record: FilingRecord, among: Sequence[FilingRecord]) -> None:
    for each in among:
        is_same = each.state == PUBLISHED and each.period == record.period
        if is_same and each.id != record.content["corrects"]:
            raise InputError("bulletin.published_already", period=record.period, number=each.id)


def _shows_no_more(approved: Figures, allowed: Figures) -> bool:
    may_not = allowed.hidden_like(approved.rows, approved.columns)
    return not (may_not & ~approved.hidden_like(approved.rows, approved.columns)).any()


def _superseded(store: Store, principal: Principal, by: FilingRecord) -> tuple[FilingRecord, str, Deed]:
    old = _record(store, by.content["corrects"])
    details = {"number": old.id, "by": by.id, "reason": by.content["reason"]}
    return old, SUPERSEDED, principal.signed(Deed("bulletin.superseded", old.period, details=details))


def _record(store: Store, bulletin_id: int) -> FilingRecord:
    record = store.filings.get(bulletin_id)
    if record is None or record.kind != KIND:
        raise InputError("bulletin.unknown", number=bulletin_id)
    return record


def _in_state(store: Store, bulletin_id: int, revision: int, *states: str) -> FilingRecord:
    record = _record(store, bulletin_id)
    if record.state not in states:
        raise InputError("bulletin.wrong_state", state=record.state)
    as_seen(record, revision)
    return record
