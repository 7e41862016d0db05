"""The register of a day as a layer for other programs: codes, numbers and days in columns that stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from web.services.register.work import recurs

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from web.services.register.work import Listed

TEXTS = (
    *("number", "kind", "title", "state", "since", "level", "place_kind", "township_code", "station"),
    *("lead", "supporting", "leader", "deadline", "causes", "measures", "previous"),
)
FLAGS = ("overdue", "due_soon", "recurrence")
NUMBERS = ("incidents", "relative_risk")
COLUMNS = (*TEXTS, *FLAGS, *NUMBERS)


def register_layer(
    listed: Sequence[Listed],
    units: Mapping[str, str],
    day: date,
    whole: BaseGeometry | None = None,
) -> gpd.GeoDataFrame:
    """
    Give entries as they stood on a day.

    Parameters
    ----------
    listed
        Entries, as `RegisterWork.listed` gives them for that day.
    units
        Names of townships and stations by their codes.
    day
        The day.
    whole
        Ground of an entry that has no outline of its own, such as a problem of the whole county.

    Returns
    -------
    GeoDataFrame
        ``COLUMNS`` in EPSG:4326; days are text such as ``2026-03-01``, what is not known is missing.
    """
    numbers = {one.entry.id: one.entry.number for one in listed}
    rows = [_row(one, units, day, numbers) for one in listed]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table = table.astype(dict.fromkeys(TEXTS, "str") | dict.fromkeys(FLAGS, bool))
    for name in NUMBERS:
        table[name] = pd.to_numeric(table[name], errors="coerce")
    shapes = [one.entry.geometry or whole for one in listed]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=4326))


def _row(one: Listed, units: Mapping[str, str], day: date, numbers: Mapping[int, str]) -> dict[str, object]:
    entry, standing = one.entry, one.standing
    facts, evidence = entry.facts, entry.facts.get("evidence", {})
    return {
        **{name: getattr(entry, name) for name in ("number", "kind", "title", "level", "place_kind")},
        **{name: getattr(entry, name) for name in ("township_code", "station")},
        "state": standing.state.value,
        "since": standing.since.isoformat(),
        "lead": units.get(entry.lead, entry.lead),
        "supporting": ", ".join(units.get(one, one) for one in facts.get("supporting", ())),
        **{name: str(facts.get(name, "")) for name in ("leader", "causes", "measures")},
        "deadline": "" if standing.deadline is None else standing.deadline.isoformat(),
        "previous": numbers.get(entry.previous_id or 0, ""),
        "overdue": standing.overdue(day),
        "due_soon": standing.due_soon(day),
        "recurrence": recurs(entry),
        **{name: evidence.get(name) for name in NUMBERS},
    }
