"""The county's table of a period: each unit a row, missing ones shown as missing, and totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hotspots.reporting.periods import ReportPeriod, Timeliness, timeliness
from hotspots.reporting.states import COUNTED
from web.services.filings.contents import COUNTS
from web.services.filings.returns import appraisal, due_day, filed_at, period_of, returns_seen
from web.services.filings.returns_since import reporting_since
from web.services.filings.rules import filing_rules
from web.services.filings.units import Unit, reporting_units, units_seen
from web.texts.formats import local_date

if TYPE_CHECKING:
    from data.store import Store
    from data.store.filings import FilingRecord
    from web.auth.principal import Principal


@dataclass(frozen=True, slots=True)
class UnitRow:
    """
    A unit in the table.

    Attributes
    ----------
    unit
        Which one.
    record
        Its return; None where it has filed none.
    standing
        In time, late, or still to come.
    filed_on
        Day of the first filing.
    counts
        What counts, in the order of ``COUNTS``; None where the return is missing, drafted or sent back.
    grade
        Of the appraisal; empty for none.
    """

    unit: Unit
    record: FilingRecord | None
    standing: Timeliness
    filed_on: date | None
    counts: tuple[int, ...] | None
    grade: str = ""


@dataclass(frozen=True, slots=True)
class CountyTable:
    """
    The table of a period.

    Attributes
    ----------
    kind, period, due
        What is reported, on what, and by when.
    rows
        Every unit that somebody sees.
    totals
        Sums of the rows that count; None where none does.
    """

    kind: str
    period: ReportPeriod
    due: date
    rows: tuple[UnitRow, ...]

    @property
    def totals(self) -> tuple[int, ...] | None:
        """Sums of what counts."""
        counted = [row.counts for row in self.rows if row.counts is not None]
        return tuple(sum(column) for column in zip(*counted, strict=True)) if counted else None

    @property
    def missing(self) -> tuple[Unit, ...]:
        """Units that are not in the totals."""
        return tuple(row.unit for row in self.rows if row.counts is None)


def county_table(
    store: Store, principal: Principal, kind: str, code: str, *, today: date, time_zone: str
) -> CountyTable:
    """
    Lay out a period as somebody sees it: a unit finds its own row alone.

    Raises
    ------
    InputError
        ``filing.kind``, ``filing.period``.
    """
    period, seen = period_of(kind, code), units_seen(principal)
    due = period.due(due_day(kind, filing_rules(store)))
    filed = {record.unit: record for record in reversed(returns_seen(store, principal, kind, code))}
    units = [unit for unit in reporting_units(store, kind) if seen is None or unit.code in seen]
    known = {unit.code for unit in units}
    units += [Unit(code, code) for code in filed if code not in known]  # of units that are no more
    days = (period, due, today, reporting_since(store, today, time_zone))
    rows = tuple(_row(kind, unit, filed.get(unit.code), days, time_zone) for unit in units)
    return CountyTable(kind, period, due, rows)


def _row(
    kind: str,
    unit: Unit,
    record: FilingRecord | None,
    days: tuple[ReportPeriod, date, date, date],
    time_zone: str,
) -> UnitRow:
    period, due, today, since = days
    first = None if record is None else filed_at(record)
    filed_on = None if first is None else local_date(first, time_zone)
    standing = timeliness(period.until, due, filed_on, today, since)
    if record is None or record.state not in COUNTED:
        return UnitRow(unit, record, standing, filed_on, None)
    counts = tuple(int(record.content.get(name) or 0) for name in COUNTS[kind])
    given = appraisal(record)
    return UnitRow(unit, record, standing, filed_on, counts, "" if given is None else str(given["grade"]))
