"""The scorecard as pages and the command line ask for it: a year, for who asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from data.store import IncidentFilter
from web.services.kept import Kept
from web.services.revisions import imported
from web.services.scorecard.card import Scorecard, Year, make_scorecard
from web.services.scorecard.counts import Ledger, YearCounter, read_ledger, span_of, year_before
from web.services.scorecard.filed import checked_year
from web.services.scorecard.measuring import Counted, counted
from web.services.scorecard.people import people_of
from web.services.scorecard.rules import Rules, rules_of
from web.texts.formats import local_date

if TYPE_CHECKING:
    from data.store import Store

YEARS_SHOWN = 5


class Scorecards:
    """
    Makes the scorecards of a store; what was counted is kept until incidents are imported anew.

    Parameters
    ----------
    store
        Where the records are.
    time_zone
        Zone in which days and years are counted.
    """

    def __init__(self, store: Store, time_zone: str) -> None:
        self._store = store
        self._time_zone = time_zone
        self._kept = Kept()

    def newest_year(self, today: date) -> int:
        """Give the year of the last incident; this year where there is none."""
        last = self._store.incidents(IncidentFilter(limit=1))
        if last.empty:
            return today.year
        return local_date(last["occurred_from"].iloc[0].to_pydatetime(), self._time_zone).year

    def years(self, year: int, today: date) -> tuple[int, ...]:
        """Give the years to choose from, newest first."""
        newest = max(today.year, year)
        return tuple(sorted({year, *range(newest, newest - YEARS_SHOWN, -1)}, reverse=True))

    def card(self, year: int, today: date, seen: Collection[str] | None = None) -> Scorecard:
        """
        Give the scorecard of a year.

        Parameters
        ----------
        year
            Calendar year.
        today
            Deadlines after this day have not passed.
        seen
            Townships that who asks may see; None for all.

        Raises
        ------
        InputError
            ``score.year``.
        """
        rules = rules_of(self._store, checked_year(year))
        now, before, words = self._counted(year, rules)
        people = self._kept.get("people", imported(self._store), lambda: people_of(self._store))
        made = Year(year, now, before, rules, words, people, today, self._time_zone)
        return make_scorecard(self._store, made).seen_by(seen)

    def _counted(self, year: int, rules: Rules) -> tuple[Counted, Counted, dict[str, tuple[str, ...]]]:
        def read() -> Ledger:
            return read_ledger(self._store, year, self._time_zone)

        def count() -> tuple[Counted, Counted, dict[str, tuple[str, ...]]]:
            ledger = self._kept.get(("ledger", year), imported(self._store), read)
            counter = YearCounter(ledger, rules.words)
            span = span_of(ledger, year)
            earlier = None if span is None else year_before(span)
            return (
                counted(ledger, counter, span, rules),
                counted(ledger, counter, earlier, rules),
                counter.words,
            )

        revision = (imported(self._store), tuple(rules.words.items()), tuple(rules.basis.items()))
        return self._kept.get(("counts", year), revision, count)
