"""What the demo's main job found, as the files that a county would send on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from web.reports import ReportContent, write_report
from web.services.areas.hotspots import search_parameters
from web.services.exporting import base_map, today, write_areas, write_beats, write_overview
from web.services.zones.zoning import spoken_layers
from web.texts import text

if TYPE_CHECKING:
    from pathlib import Path

    from data.incidents import ImportReport
    from data.store import Store
    from patrol.plan import BeatPlan
    from web.services.areas.hotspots import HotspotAnswer, HotspotRequest
    from web.services.zones.zoning import ZonePlan
    from web.settings import Settings

FINDINGS = ("areas.geojson", "beats.gpkg", "map.html", "report.html")


@dataclass(frozen=True, slots=True)
class Findings:
    """
    What the main job found in one year.

    Attributes
    ----------
    year
        The year, ``YYYY``.
    imported
        What reading the incidents gave.
    request, answer
        What was searched for, and the areas.
    zones, beats
        Urban, fringe and rural; the beats.
    """

    year: str
    imported: ImportReport
    request: HotspotRequest
    answer: HotspotAnswer
    zones: ZonePlan
    beats: BeatPlan


def write_findings(folder: Path, settings: Settings, store: Store, found: Findings) -> None:
    """Write ``FINDINGS`` to the folder."""
    places = base_map(store)
    write_areas(folder / "areas.geojson", found.answer, settings, places=places)
    write_beats(folder / "beats.gpkg", found.beats, settings)
    shown: dict[str, Any] = {
        "areas": found.answer.result.areas,
        "units": found.beats.units,
        "beats": found.beats.beats,
        "since": date(int(found.year), 1, 1),
        "until": date(int(found.year), 12, 31),
        "source": text("demo.source", settings.lang, county=settings.county_name),
    }
    write_overview(
        folder / "map.html",
        settings,
        places=places,
        incidents=found.answer.incidents,
        **spoken_layers(found.zones.layers(), places, settings.lang),
        **shown,
    )
    title = text("demo.report_title", settings.lang, county=settings.county_name, year=found.year)
    write_report(
        folder / "report.html",
        ReportContent(
            title=title,
            incidents=store.incidents(),
            lang=settings.lang,
            places=places,
            imports=(found.imported,),
            found=search_parameters(found.request, found.answer),
            repeated_places=found.answer.result.repeated_places,
            made_on=today(),
            time_zone=settings.time_zone,
            **shown,
        ),
    )
