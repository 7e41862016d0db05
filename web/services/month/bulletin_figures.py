"""
The counts of a bulletin: exact ones stay inside, what may be shown goes out.

Only incidents whose township is known are counted: the few others would be a small row that hides large ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis.errors import InputError
from hotspots.assessment.bulletin_counts import bulletin_counts
from hotspots.disclosure import TOTAL, DisclosureRule
from web.services.month.assessment import WHOLE_COUNTY, Month, month_names
from web.services.month.periods import BulletinPeriod, bulletin_period
from web.services.month.series import OTHER, Series, months_between
from web.services.office.county import county_values

if TYPE_CHECKING:
    import numpy.typing as npt

    from data.store import Store
    from data.store.filings import FilingRecord

KIND = "bulletin"
PUBLIC_STATES = ("published", "superseded")
"""States of a bulletin whose counts have been outside once."""

GROUPS = {
    "order": ("criminal", "public_order"),
    "accidents": ("traffic", "fire", "safety_accident"),
    "disputes": ("dispute",),
    "help": ("help_request", OTHER),
}
"""
Classes as the public reads them: rare ones go with others, since a column of small counts would be hidden
whole and take others with it.
"""


@dataclass(frozen=True)
class Figures:
    """
    What may be shown, and nothing else.

    Attributes
    ----------
    rows
        Codes of the townships, and ``total``.
    names
        Their names, by code.
    columns
        Groups of classes, and ``total``.
    shown
        By row and column; None where a count is hidden.
    threshold, base
        Counts below are hidden; what is shown is rounded to multiples of the base.
    """

    rows: tuple[str, ...]
    names: dict[str, str]
    columns: tuple[str, ...]
    shown: tuple[tuple[int | None, ...], ...]
    threshold: int
    base: int

    def plain(self) -> dict[str, Any]:
        """Give the figures as JSON holds them."""
        return {
            "rows": list(self.rows),
            "names": self.names,
            "columns": list(self.columns),
            "shown": [list(row) for row in self.shown],
            "threshold": self.threshold,
            "base": self.base,
        }

    def hidden_like(self, rows: Sequence[str], columns: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Tell what is hidden, by other rows and columns; what is lacking counts as hidden."""
        shown = pd.DataFrame(self.shown, list(self.rows), list(self.columns), dtype="Int64")
        return np.asarray(shown.reindex(index=list(rows), columns=list(columns)).isna().to_numpy(dtype=bool))


def figures_of(plain: dict[str, Any]) -> Figures:
    """Read figures back from JSON."""
    return Figures(
        tuple(plain["rows"]),
        dict(plain["names"]),
        tuple(plain["columns"]),
        tuple(tuple(row) for row in plain["shown"]),
        plain["threshold"],
        plain["base"],
    )


def bulletin_figures(store: Store, month: Month, period: BulletinPeriod) -> Figures:
    """
    Count a period and hide what may not be shown, what was published before considered.

    Raises
    ------
    InputError
        ``bulletin.not_covered`` where the records do not cover the period whole, ``bulletin.no_townships``.
    """
    series, places = month.series(WHOLE_COUNTY)
    if series is None or not {f"{day:%Y-%m}" for day in period.months} <= set(month_names(series)):
        raise InputError("bulletin.not_covered", period=period.name)
    if places.empty or "code" not in places:
        raise InputError("bulletin.no_townships")
    published = store.filings.listed(KIND, period=str(period.first.year), states=PUBLIC_STATES)
    within = [each for each in published if _counts_with(period, bulletin_period(each.period))]
    parts = [bulletin_period(each.period) for each in within if each.period != period.name]
    covered = {day for part in parts for day in part.months}
    rest = [day for day in period.months if day not in covered]
    codes = list(places["code"].astype(str))
    exact = _exact(series, codes, period.months)
    rows, columns = (*codes, TOTAL), (*map(str, exact.columns), TOTAL)
    values = county_values(store)
    threshold, base = int(values["public_threshold"]), int(values["public_base"])
    shown = bulletin_counts(
        exact,
        DisclosureRule(threshold, base, threshold),
        rest=_exact(series, codes, rest) if covered and rest else None,
        hidden_before=[figures_of(each.content["figures"]).hidden_like(rows, columns) for each in within],
    )
    cells = [[None if pd.isna(one) else int(one) for one in row] for row in shown.to_numpy(dtype=object)]
    names = dict(zip(codes, places["name"].astype(str), strict=True))
    return Figures(rows, names, columns, tuple(tuple(row) for row in cells), threshold, base)


def _exact(series: Series, codes: list[str], days: Sequence[date]) -> pd.DataFrame:
    """Count townships by group of classes over some months."""
    at = [months_between(series.months.first, day) for day in days]
    by_kind = series.cube[:, :, at].sum(axis=2)
    groups = {
        group: by_kind[[series.kinds.index(kind) for kind in kinds if kind in series.kinds]].sum(axis=0)
        for group, kinds in GROUPS.items()
        if set(kinds) & set(series.kinds)
    }
    return pd.DataFrame(groups, codes)


def _counts_with(period: BulletinPeriod, other: BulletinPeriod) -> bool:
    return other.name == period.name or period.holds(other)


def longer_published(store: Store, period: BulletinPeriod) -> FilingRecord | None:
    """Give a published bulletin of a longer period that holds this one; None where there is none."""
    published = store.filings.listed(KIND, period=str(period.first.year), states=PUBLIC_STATES)
    return next((each for each in published if bulletin_period(each.period).holds(period)), None)
