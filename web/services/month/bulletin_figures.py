"""
The counts of a bulletin: exact ones stay inside, what may be shown goes out.

Only incidents whose township is known are counted: the few others would be a small row that hides large ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis.errors import InputError
from hotspots.assessment.bulletin_counts import bulletin_counts
from hotspots.disclosure import TOTAL, DisclosureRule
from web.services.month.assessment import WHOLE_COUNTY, Month, month_names
from web.services.month.periods import BulletinPeriod, bulletin_period
from web.services.month.series import OTHER
from web.services.office.county import county_values

if TYPE_CHECKING:
    import numpy.typing as npt

    from data.store import Store
    from data.store.filings import FilingRecord
    from hotspots.assessment.months import Months

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
    published = store.filings.listed(KIND, period=str(period.first.year), states=PUBLIC_STATES)
    within = [each for each in published if _counts_with(period, bulletin_period(each.period))]
    covered = {
        day for each in within if each.period != period.name for day in bulletin_period(each.period).months
    }
    codes = list(places["code"].astype(str)) if "code" in places else []
    if not codes:
        raise InputError("bulletin.no_townships")
    names = dict(zip(codes, places["name"].astype(str), strict=True))
    groups = {
        group: rows
        for group, kinds in GROUPS.items()
        if (rows := [series.kinds.index(kind) for kind in kinds if kind in series.kinds])
    }

    def table(days: Sequence[Any]) -> pd.DataFrame:
        at = [_row(series.months, day) for day in days]
        by_kind = series.cube[:, :, at].sum(axis=2)
        return pd.DataFrame({group: by_kind[rows].sum(axis=0) for group, rows in groups.items()}, codes)

    values = county_values(store)
    threshold, base = int(values["public_threshold"]), int(values["public_base"])
    rest = [day for day in period.months if day not in covered]
    rows, columns = (*codes, TOTAL), (*groups, TOTAL)
    shown = bulletin_counts(
        table(period.months),
        DisclosureRule(threshold, base, threshold),
        rest=table(rest) if covered and rest else None,
        hidden_before=[figures_of(each.content["figures"]).hidden_like(rows, columns) for each in within],
    )
    cells = [[None if pd.isna(one) else int(one) for one in row] for row in shown.to_numpy(dtype=object)]
    return Figures(rows, names, columns, tuple(tuple(row) for row in cells), threshold, base)


def _counts_with(period: BulletinPeriod, other: BulletinPeriod) -> bool:
    return other.name == period.name or period.holds(other)


def _row(months: Months, day: Any) -> int:
    return int((day.year - months.first.year) * 12 + day.month - months.first.month)


def longer_published(store: Store, period: BulletinPeriod) -> FilingRecord | None:
    """Give a published bulletin of a longer period that holds this one; None where there is none."""
    published = store.filings.listed(KIND, period=str(period.first.year), states=PUBLIC_STATES)
    return next((each for each in published if bulletin_period(each.period).holds(period)), None)
