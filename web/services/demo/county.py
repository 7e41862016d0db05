"""The demo county: built, imported, analysed and written out, by the very use cases that a county has."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.demo.county import build_county
from data.demo.files import write_county
from data.incidents import ReadOptions
from data.store import Store, open_store
from hotspots.areas import HotspotParams
from web.services.areas.hotspots import DESK_WATCH, HotspotRequest, hotspots_of_store
from web.services.areas.scope import scope_of
from web.services.beats.division import BeatRequest, beats_of_store
from web.services.blind_spots.ground import BlindSpotRequest
from web.services.blind_spots.kept import keep_blind_spots
from web.services.blind_spots.search import find_blind_spots
from web.services.demo.accounts import add_demo_accounts
from web.services.demo.findings import FINDINGS, Findings, write_findings
from web.services.demo.offices import offices_of
from web.services.demo.register_years import search_day
from web.services.demo.years import DOCUMENTS, earlier_years, last_year, search_year
from web.services.exporting import today
from web.services.intake.incidents import import_incidents
from web.services.intake.places import import_places
from web.services.zones.zoning import zones_of_store
from web.settings import Settings
from web.version import program_version

if TYPE_CHECKING:
    from web.services.areas.hotspots import HotspotAnswer
    from web.services.progress import Progress

STORE = "demo.sqlite"
MARKER = "demo.json"
OUTPUTS = (*FINDINGS, *DOCUMENTS)
CLASSES = ("traffic", "fire", "safety_accident", "dispute")
"""Classes of incidents that are looked at by themselves, beside preventable crime and public order."""
STEPS = 9 + len(CLASSES)
YEAR = "2025"
"""The year whose disorderly areas the demo looks for: the last of the county's three."""


@dataclass(frozen=True, slots=True)
class Demo:
    """
    The demo county in a folder.

    Attributes
    ----------
    county
        Its name.
    areas, beats
        How many significant disorderly areas and beats there are.
    """

    county: str
    areas: int
    beats: int


def existing_demo(folder: Path, *, seed: int, lang: str) -> Demo | None:
    """Find the demo that a former run of this version left whole in the folder."""
    marker = folder / MARKER
    if not marker.is_file() or not all((folder / name).is_file() for name in (STORE, *OUTPUTS)):
        return None
    try:
        said = json.loads(marker.read_text(encoding="utf-8"))
        return Demo(**said["demo"]) if said["made_with"] == _made_with(seed, lang) else None
    except (ValueError, KeyError, TypeError):
        return None


def build_demo(
    folder: Path, *, seed: int, lang: str, store_url: str = "", on_progress: Progress | None = None
) -> Demo:
    """
    Build the demo county and do the main job on it.

    Parameters
    ----------
    folder
        Where everything goes: the county's files in ``county/``, its store, and ``OUTPUTS``.
    seed
        Another seed is another county.
    lang
        Language of the map, the report and the reasons.
    store_url
        An empty store to fill; left out, a new one in the folder.
    """
    steps = _Steps(on_progress)
    folder.mkdir(parents=True, exist_ok=True)
    for name in (MARKER, STORE, f"{STORE}-wal", f"{STORE}-shm", *OUTPUTS):
        (folder / name).unlink(missing_ok=True)
    county = build_county(seed)
    write_county(county, folder / "county")
    steps.done()
    url = store_url or f"sqlite:///{folder / STORE}"
    settings = Settings(store_url=url, lang=lang, county_name=county.name)
    with open_store(settings.store_url) as store:
        for layer in county.place_layers():
            import_places(store, folder / "county" / f"{layer}.geojson", layer)
        steps.done()
        add_demo_accounts(store, lang)
        demo = _main_job(store, folder, settings, seed, steps)
    marker = {"made_with": _made_with(seed, lang), "demo": asdict(demo)}
    (folder / MARKER).write_text(json.dumps(marker, ensure_ascii=False), encoding="utf-8")
    return demo


class _Steps:
    """Tells how many of the steps are done."""

    def __init__(self, on_progress: Progress | None) -> None:
        self._on_progress = on_progress
        self._done = 0

    def done(self) -> None:
        self._done += 1
        if self._on_progress is not None:
            self._on_progress(self._done, STEPS)


def _main_job(store: Store, folder: Path, settings: Settings, seed: int, steps: _Steps) -> Demo:
    """Import, find disorderly areas, classify, design beats, and write it all out."""
    zone = settings.time_zone
    reading = ReadOptions(crs="wgs84", time_zone=zone)
    imported = import_incidents(
        store, folder / "county" / "incidents.csv.gz", reading, rejects=folder / "rejects.csv"
    )
    steps.done()
    zones = zones_of_store(store)
    request = HotspotRequest(
        scope=scope_of((), YEAR, YEAR, zone),
        params=HotspotParams(watch=DESK_WATCH, time_zone=zone),
        seed=seed,
    )
    answer = _three_years(store, folder, settings, request, steps)
    plan = beats_of_store(store, BeatRequest(seed=seed, tie_unreached=True))
    steps.done()
    near = BlindSpotRequest()
    keep_blind_spots(store, find_blind_spots(store, near), near)
    steps.done()
    write_findings(folder, settings, store, Findings(YEAR, imported.report, request, answer, zones, plan))
    steps.done()
    return Demo(settings.county_name, len(answer.result.significant), len(plan.beats))


def _three_years(
    store: Store, folder: Path, settings: Settings, request: HotspotRequest, steps: _Steps
) -> HotspotAnswer:
    """Search each year, and do the committee's work that followed from it; the answer is the last year's."""
    offices = offices_of(store, settings.lang, settings.time_zone)
    earlier_years(store, offices, request)
    steps.done()
    for category in CLASSES:  # each class has its own map; the default scope comes last, as the latest
        with offices.on(search_day(int(YEAR))):
            scope = scope_of((category,), YEAR, YEAR, settings.time_zone)
            hotspots_of_store(store, replace(request, scope=scope))
        steps.done()
    answer = search_year(store, offices, request, int(YEAR))
    steps.done()
    last_year(store, offices, folder, today(), county=settings.county_name, seed=request.seed)
    steps.done()
    return answer


def _made_with(seed: int, lang: str) -> dict[str, object]:
    return {"version": program_version(), "seed": seed, "lang": lang}
