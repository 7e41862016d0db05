"""One filing for each year and unit: entered, put right, never deleted, and audited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from data.store.audit import Deed
from gis.errors import InputError

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord

Sign = Callable[[Deed], Deed]

ENTERED, WITHDRAWN = "entered", "withdrawn"
FIRST_YEAR, LAST_YEAR = 2000, 2099


def checked_year(year: int) -> int:
    """
    Refuse a year that no scorecard can be of.

    Raises
    ------
    InputError
        ``score.year``.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError("score.year", year=str(year), first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return year


def filed(store: Store, kind: str, year: int) -> dict[str, FilingRecord]:
    """Give the filings of a kind and year by unit, those withdrawn too."""
    return {one.unit: one for one in reversed(store.filings.listed(kind, period=f"{year:04d}"))}


def entered(store: Store, kind: str, year: int) -> dict[str, FilingRecord]:
    """Give the filings of a kind and year that stand, by unit."""
    return {unit: one for unit, one in filed(store, kind, year).items() if one.state != WITHDRAWN}


def put(
    store: Store,
    sign: Sign,
    kind: str,
    year: int,
    content: Mapping[str, object],
    *,
    unit: str = "",
    state: str = ENTERED,
    seen: int | None = None,
    action: str = "score.entered",
) -> FilingRecord:
    """
    Enter something, or put right what was entered; the same again changes nothing.

    Parameters
    ----------
    store, sign
        Where to, and who does it.
    kind, year, unit, content, state
        What.
    seen
        Revision that was seen, 0 for none; None where nobody looked at it before.
    action
        Of the audit.

    Raises
    ------
    InputError
        ``score.changed_meanwhile``.
    """
    present = filed(store, kind, year).get(unit)
    if seen is not None and seen != (0 if present is None else present.revision):
        raise InputError("score.changed_meanwhile")
    before = {} if present is None else {"before": present.content}
    said = {"kind": kind, **before, "after": dict(content), "state": state}
    deed = sign(Deed(action, f"{year:04d} {unit}".strip(), details=said))
    if present is None:
        added = store.filings.add_once(kind, content, deed, period=f"{year:04d}", unit=unit, state=state)
        if added is None:
            raise InputError("score.changed_meanwhile")
        return added
    if present.content == dict(content) and present.state == state:
        return present
    changed = store.filings.change(present, deed, content=content, state=state)
    if changed is None:
        raise InputError("score.changed_meanwhile")
    return changed
