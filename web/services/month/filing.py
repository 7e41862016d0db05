"""What the filings of a month have in common: words that may be kept, and changes that nobody overtook."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from data.privacy import blank_personal
from gis.errors import InputError

if TYPE_CHECKING:
    from data.store import Store
    from data.store.audit import Deed
    from data.store.filings import FilingRecord

LONGEST = 2000


def words_of(said: str, what: str, *, needed: bool = True) -> str:
    """
    Take words in.

    Raises
    ------
    InputError
        ``filing.empty``, ``filing.too_long``, or ``note.personal`` where they hold a number of a person.
    """
    words = said.replace("\r\n", "\n").strip()
    if needed and not words:
        raise InputError("filing.empty", what=what)
    if len(words) > LONGEST:
        raise InputError("filing.too_long", most=LONGEST, length=len(words))
    if blank_personal(words) != words:
        raise InputError("note.personal")
    return words


def changed(
    store: Store,
    seen: FilingRecord,
    deed: Deed,
    *,
    content: Mapping[str, object] | None = None,
    state: str | None = None,
    among: Collection[FilingRecord] | None = None,
    supersedes: tuple[FilingRecord, str, Deed] | None = None,
) -> FilingRecord:
    """
    Change a filing that nobody has changed since it was seen, nor any of its kind where these are given.

    Raises
    ------
    InputError
        ``filing.changed_meanwhile``.
    """
    now = store.filings.change(seen, deed, content=content, state=state, among=among, supersedes=supersedes)
    if now is None:
        raise InputError("filing.changed_meanwhile")
    return now


def as_seen(record: FilingRecord, revision: int) -> None:
    """
    Refuse to change what is no longer as a page showed it.

    Raises
    ------
    InputError
        ``filing.changed_meanwhile``.
    """
    if record.revision != revision:
        raise InputError("filing.changed_meanwhile")
