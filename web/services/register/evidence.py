"""What a search says of an entry's place: its figures, and why it was named, in either language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from hotspots.rectification.recurrence import Earlier, link_areas
from web.services.areas.runs import latest_run
from web.services.exporting import with_reasons
from web.texts.formats import is_missing

if TYPE_CHECKING:
    from data.store import Analysis, Store
    from data.store.register import EntryRecord

EVIDENCE = (
    "rank",
    "tier",
    "incidents",
    "expected",
    "relative_risk",
    "p_value_adjusted",
    "trend",
    "top_categories",
    "peak_hours",
    "area_km2",
)
"""Figures of the search that an entry keeps; all others are had from the search itself."""


def evidence_of(run: Analysis, area_id: str) -> dict[str, Any]:
    """Give what an entry keeps of an area of a search: figures, period, and which search it was."""
    row = _area(run, area_id).iloc[0]
    figures = {name: row[name] for name in EVIDENCE if name in row.index and not is_missing(row[name])}
    period = {name: run.parameters.get(name) for name in ("since", "until")}
    return {"evidence": figures, **period, "area_id": area_id, "analysis_id": run.id}


def newest_search(store: Store, entry: EntryRecord) -> dict[str, Any]:
    """Give the evidence of the latest search for an entry's place; empty where it does not name the place."""
    run = latest_run(store)
    if run is None or "areas" not in run.layers or entry.geometry is None or run.id == entry.analysis_id:
        return {}
    areas = run.layers["areas"].sort_values("rank")
    links = link_areas(
        list(areas.geometry.to_crs(4326)), [Earlier(entry.id, entry.geometry)], run.created_at.date()
    )
    named = [str(area) for area, link in zip(areas["area_id"], links, strict=True) if link is not None]
    return evidence_of(run, named[0]) if named else {}


def grounds_of(store: Store, entries: Iterable[EntryRecord], lang: str, time_zone: str) -> dict[int, str]:
    """
    Say why searches named the places of entries, by the entries' keys.

    Entries that no search named, or whose search is no longer kept, are left out.
    """
    runs: dict[int, Analysis | None] = {}
    said = {}
    for entry in entries:
        if entry.analysis_id is None:
            continue
        if entry.analysis_id not in runs:
            runs[entry.analysis_id] = store.analysis(entry.analysis_id)
        run = runs[entry.analysis_id]
        area = None if run is None or "areas" not in run.layers else _area(run, entry.area_id)
        if area is not None and len(area):
            said[entry.id] = str(with_reasons(area, lang, time_zone)["reason"].iloc[0])
    return said


def _area(run: Analysis, area_id: str) -> gpd.GeoDataFrame:
    areas = run.layers["areas"]
    return areas[areas["area_id"].astype(str) == area_id]
