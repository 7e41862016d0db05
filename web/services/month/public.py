"""What anybody may read: published bulletins, each as it was published, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis.errors import InputError
from web.services.month.bulletin_figures import KIND
from web.services.month.bulletins import PUBLISHED, SUPERSEDED, Bulletin, bulletin_of

if TYPE_CHECKING:
    from data.store import Store


def published_bulletins(store: Store) -> list[Bulletin]:
    """List the published bulletins, the one published last first."""
    found = [bulletin_of(each) for each in store.filings.listed(KIND, states=(PUBLISHED,))]
    return sorted(found, key=lambda one: (one.published_on, one.id), reverse=True)


def published_bulletin(store: Store, number: int) -> Bulletin:
    """
    Give a published bulletin; in the place of a superseded one, its correction.

    Raises
    ------
    InputError
        ``bulletin.unknown`` for everything that is not published.
    """
    record = store.filings.get(number)
    was_public = record is not None and record.kind == KIND and record.state == SUPERSEDED
    for each in published_bulletins(store):
        if each.id == number:
            return each
        if was_public and record is not None and each.period.name == record.period:
            return each
    raise InputError("bulletin.unknown", number=number)
