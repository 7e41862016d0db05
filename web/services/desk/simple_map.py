"""The simple map: what the store holds as one self-contained page, for browsers without WebGL 2."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from data.store import IncidentFilter
from gis.frames import IncidentFrame
from web.maps.content import PLACE_LAYERS, Link, MapContent
from web.maps.export import write_map
from web.reports.periods import Period, local_days, within
from web.services.areas.runs import latest_run
from web.services.exporting import with_reasons
from web.services.kept import Kept
from web.services.revisions import revision
from web.services.views import View
from web.texts.catalogue import text

if TYPE_CHECKING:
    import geopandas as gpd

    from data.store import Store
    from data.store.analyses import Analysis
    from web.settings import Settings


class SimpleMap:
    """
    Writes the simple map when it is asked for and keeps it until the store has changed.

    Parameters
    ----------
    store
        Where the records are.
    settings
        The county's name, time zone and tiles.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._kept = Kept()

    def page(self, lang: str, view: View) -> bytes:
        """
        Give the map of what a view holds, as an HTML page.

        Raises
        ------
        InputError
            ``export.nothing_to_show``, when the store is empty.
        """
        state = (date.today(), *revision(self._store))  # noqa: DTZ011  # the map says the day it was made
        return self._kept.get((lang, view.key), state, lambda: self._write(lang, view))

    def _write(self, lang: str, view: View) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "map.html"
            write_map(path, self._content(lang, view))
            return path.read_bytes()

    def _content(self, lang: str, view: View) -> MapContent:
        settings = self._settings
        places = {layer: self._store.places(layer) for layer in PLACE_LAYERS if layer != "population"}
        run = latest_run(self._store)
        areas = None if run is None or "areas" not in run.layers else view.clip(run.layers["areas"])
        incidents = self._store.incidents(IncidentFilter(points_only=True, in_scope_only=True))
        incidents = IncidentFrame(view.clip(incidents))
        since, until = _period(run, incidents, settings.time_zone)
        days = local_days(incidents["occurred_from"], settings.time_zone)
        return MapContent(
            title=f"{settings.county_name} {text('desk.heading', lang)}".strip(),
            lang=lang,
            areas=None if areas is None else with_reasons(areas, lang, settings.time_zone),
            incidents=IncidentFrame(incidents[within(days, Period(since, until))])
            if since and until
            else incidents,
            zones=self._layer("zones", "zones", view),
            beats=self._layer("beats", "beats", view),
            places={layer: frame for layer, frame in places.items() if len(frame)},
            since=since,
            until=until,
            made_on=date.today(),  # noqa: DTZ011  # as above
            time_zone=settings.time_zone,
            tile_url=settings.tile_url,
            links=_links(lang),
        )

    def _layer(self, kind: str, layer: str, view: View) -> gpd.GeoDataFrame | None:
        analysis = self._store.latest_analysis(kind)
        found = None if analysis is None else analysis.layers.get(layer)
        return None if found is None else view.clip(found)


def _links(lang: str) -> tuple[Link, ...]:
    other, name = ("en", "English") if lang == "zh" else ("zh", "中文")
    return Link(text("map.desk", lang), f"/?lang={lang}"), Link(name, f"/simple?lang={other}")


def _period(
    run: Analysis | None, incidents: IncidentFrame, time_zone: str
) -> tuple[date | None, date | None]:
    """Give the days that the areas were found in; without areas, those of all incidents."""
    said = {} if run is None else run.parameters
    if said.get("since") and said.get("until"):
        return date.fromisoformat(said["since"]), date.fromisoformat(said["until"])
    if incidents.empty:
        return None, None
    days = local_days(incidents["occurred_from"], time_zone)
    return days.min().date(), days.max().date()
