"""From when on returns are asked for: months of before the county began to report are never late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hotspots.reporting.periods import month_of
from web.services.filings.returns import period_of
from web.services.filings.rules import filing_rules
from web.services.filings.units import KINDS
from web.texts.formats import local_date

if TYPE_CHECKING:
    from data.store import Store


def reporting_since(store: Store, today: date, time_zone: str) -> date:
    """
    Give the first day from which on reports are asked for.

    As the county has set it; else as `usual_since` finds it.
    """
    said = filing_rules(store).returns_since
    return month_of(said).since if said else usual_since(store, today, time_zone)


def usual_since(store: Store, today: date, time_zone: str) -> date:
    """
    Give the month of the first account of a unit, or that of the first filing where that is earlier.

    Parameters
    ----------
    store
        Where accounts and filings are.
    today
        Day of asking: where there is neither, reporting begins with its month.
    time_zone
        Of the county.
    """
    accounts = [one for one in store.accounts.all() if one.township_code or one.department]
    days = [local_date(one.created_at, time_zone) for one in accounts]
    filed = [one for kind in KINDS for one in store.filings.listed(kind)]
    if filed:  # the one made first: a unit that later files what is long past asks nothing of others
        first = min(filed, key=lambda one: one.id)
        days.append(period_of(first.kind, first.period).since)
    return min([today, *days]).replace(day=1)
