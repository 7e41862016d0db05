"""What the map desk asks of the store: layers of places and analyses, incidents, and what there is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from data.store import IncidentFilter
from gis.errors import InputError
from gis.frames import POLYGONS
from web.services.areas.runs import latest_run, runs_of_scope, scope_key
from web.services.areas.scope import Scope
from web.services.areas.sheets import with_sheets
from web.services.desk.incident_index import Bounds, IncidentIndex, IncidentQuery
from web.services.desk.patrol import PATROL_LAYERS, described
from web.services.desk.rhythm import Rhythm, rhythm_of, words_of
from web.services.desk.summary import AnalysisNote, DeskSummary, Incidents, Shown
from web.services.geojson import feature_collection
from web.services.kept import Kept
from web.services.revisions import KINDS, analysed, imported, revision
from web.services.views import View, view_of
from web.texts import label
from web.texts.facts import weights_words
from web.texts.scope import scope_caveat

if TYPE_CHECKING:
    from data.store import Store
    from data.store.analyses import Analysis
    from web.auth.principal import Principal

PLACE_LAYERS = ("townships", "villages", "roads", "water", "stations", "key-places", "checkpoints")
"""Layers of places that the desk draws; the population grid is for analysis only."""

ANALYSIS_LAYERS = {
    "areas": ("hotspots", "areas"),
    "repeated-places": ("hotspots", "repeated_places"),
    "zones": ("zones", "zones"),
    "beats": ("beats", "beats"),
    "units": ("beats", "units"),
}
"""Layer of the desk: kind of analysis and its layer."""

MAX_POINTS = 20_000
"""Incidents returned as single points at most; beyond a request's own limit they come as cells."""


class Desk:
    """
    Answers the questions of the map desk.

    Parameters
    ----------
    store
        Where the records are.
    time_zone
        Zone in which days and months are counted.
    """

    def __init__(self, store: Store, time_zone: str) -> None:
        self._store = store
        self._time_zone = time_zone
        self._kept = Kept()

    def place_layer(self, layer: str) -> bytes:
        """
        Give a layer of places as GeoJSON; empty where the county brought none.

        Raises
        ------
        InputError
            ``desk.layer_unknown``.
        """
        if layer not in PLACE_LAYERS:
            raise InputError("desk.layer_unknown", layer=layer, layers=", ".join(PLACE_LAYERS))
        return self._kept.get(
            layer,
            imported(self._store),
            lambda: feature_collection(_with_label_points(self._store.places(layer))),
        )

    def view_of(self, principal: Principal) -> View:
        """Give what of the county who asks sees; kept until places or zones have changed."""
        state = (imported(self._store), analysed(self._store, "zones"))
        who = ("view", principal.role, principal.station, principal.township_code)
        return self._kept.get(who, state, lambda: view_of(self._store, principal))

    def analysis_layer(self, name: str, lang: str, view: View, categories: tuple[str, ...] = ()) -> bytes:
        """
        Give a layer of the latest analysis as GeoJSON, with the analysis' date and parameters.

        Disorderly areas come best first, each with the sentence that says why it is listed and its evidence
        in words. ``categories`` asks for the search that was about these; none for the default scope. What
        lies outside the view is left out.
        """
        kind, layer = ANALYSIS_LAYERS[name]
        key = Scope(categories).key
        if kind == "hotspots" and not runs_of_scope(self._store, key):
            return _no_layer()
        return self._kept.get(
            (name, lang, key, view.key),
            analysed(self._store, kind),
            lambda: self._layer_of(kind, layer, lang, key, view),
        )

    def _layer_of(self, kind: str, layer: str, lang: str, key: tuple[str, ...], view: View) -> bytes:
        analysis = self._analysis(kind, key)
        if analysis is None or layer not in analysis.layers:
            return _no_layer()
        frame = view.clip(analysis.layers[layer])
        if kind == "hotspots":
            frame = frame.assign(place=self._places_of(frame))
        if layer == "areas":
            frame = with_sheets(frame, lang, self._time_zone, analysis.parameters).sort_values("rank")
        if "station" in frame.columns:
            frame = frame.assign(station_name=self._station_names(frame["station"]))
        note = {
            "created_at": analysis.created_at.isoformat(),
            "parameters": analysis.parameters,
            "ranking": weights_words(analysis.parameters, lang) if kind == "hotspots" else "",
            "expected": label("baseline", analysis.parameters.get("baseline"), lang),
            "caveat": scope_caveat(key, analysis.parameters.get("baseline"), lang),
        }
        return feature_collection(_with_label_points(frame), {"analysis": note})

    def _runs(self, kind: str) -> list[Analysis]:
        """List the runs of a kind, newest first, without tables; of searches those of the default scope."""
        return runs_of_scope(self._store, ()) if kind == "hotspots" else self._store.analyses(kind)

    def _analysis(self, kind: str, key: tuple[str, ...] = ()) -> Analysis | None:
        return latest_run(self._store, key) if kind == "hotspots" else self._store.latest_analysis(kind)

    def patrol_layer(self, name: str, lang: str, view: View) -> bytes:
        """
        Give a layer that patrols are planned by as GeoJSON, each feature with what is to be said of it.

        Raises
        ------
        InputError
            ``desk.layer_unknown``.
        """
        if name not in PATROL_LAYERS:
            raise InputError("desk.layer_unknown", layer=name, layers=", ".join(PATROL_LAYERS))
        kind = PATROL_LAYERS[name].kind
        return self._kept.get(
            (name, lang, view.key),
            analysed(self._store, kind),
            lambda: self._described(name, kind, lang, view),
        )

    def _described(self, name: str, kind: str, lang: str, view: View) -> bytes:
        analysis = self._store.latest_analysis(kind)
        if analysis is None or PATROL_LAYERS[name].layer not in analysis.layers:
            return _no_layer()
        places = {layer: self._store.places(layer) for layer in ("stations", "townships")}
        frame = described(name, analysis.layers, places, lang, self._time_zone)
        note = {"created_at": analysis.created_at.isoformat(), "parameters": analysis.parameters}
        return feature_collection(_with_label_points(view.clip(frame)), {"analysis": note})

    def incidents(self, query: IncidentQuery, shown: Shown) -> Incidents:
        """
        Give the incidents asked for as points, or, when there are more than the limit, as cells with counts.

        A view without rows gets cells in any case, and none smaller than it may see.

        Parameters
        ----------
        query
            Where, when and of what kind.
        shown
            As what, and in how much detail.
        """
        index = self.index()
        rows = index.select(query)
        view = query.view
        members: dict[str, object] = {"total": len(rows), "revision": self.revision()}
        if shown.window is not None:
            members["in_window"] = index.count_within(rows, shown.window)
        if view.rows and shown.limit > 0 and len(rows) <= min(shown.limit, MAX_POINTS):
            body = feature_collection(index.points(rows), {"kind": "points", **members})
            return Incidents(body, len(rows))
        cells = index.cells(query, max(shown.cell_m or 0, view.least_cell_m) or None)
        members |= {
            "kind": "cells",
            "cell_m": cells.cell_m,
            "breaks": cells.breaks,
            "metric_crs": cells.metric_crs,
            "purpose_missing": shown.purpose_missing,
        }
        return Incidents(feature_collection(cells.frame, members))

    def rhythm(self, query: IncidentQuery) -> Rhythm:
        """Count the incidents asked for by month, and by weekday and hour."""
        index = self.index()
        return rhythm_of(index, index.select(query))

    def area_rhythm(self, area_id: str, query: IncidentQuery) -> Rhythm:
        """
        Count the incidents inside a disorderly area by month, and by weekday and hour.

        Raises
        ------
        InputError
            ``desk.area_unknown``, when the latest analysis has no such area.
        """
        analysis = self._analysis("hotspots", Scope(query.categories).key)
        areas = analysis.layers["areas"] if analysis is not None else None
        found = query.view.clip(areas[areas["area_id"].astype(str) == area_id]) if areas is not None else None
        if found is None or found.empty:
            raise InputError("desk.area_unknown", area=area_id)
        shape = found.geometry.to_crs(4326).iloc[0]
        west, south, east, north = shape.bounds
        index = self.index()
        rows = index.select(replace(query, bounds=(west, south, east, north)))
        shapely.prepare(shape)
        return rhythm_of(index, rows[shapely.intersects_xy(shape, index.lon[rows], index.lat[rows])])

    def summary(self, view: View) -> DeskSummary:
        """Say what there is to see."""
        return self._kept.get(("summary", view.key), revision(self._store), lambda: self._make_summary(view))

    def _make_summary(self, view: View) -> DeskSummary:
        index = self.index()
        seen = index.seen(view)
        bounds = self._county_bounds() or index.bounds
        months = index.local[seen].strftime("%Y-%m") if seen.any() else None
        categories = index.frame["category"][seen].value_counts()
        newest = {kind: next(iter(self._runs(kind)), None) for kind in KINDS}
        return DeskSummary(
            bounds=bounds,
            first_month=None if months is None else str(months.min()),
            last_month=None if months is None else str(months.max()),
            incidents=int(seen.sum()),
            incidents_in_scope=int((index.in_scope & seen).sum()),
            categories={str(word): int(count) for word, count in categories.items()},
            words=words_of(index, seen),
            analyses={
                kind: AnalysisNote(found.created_at, dict(found.parameters))
                for kind, found in newest.items()
                if found is not None
            },
            scopes=tuple(sorted({scope_key(run) for run in self._store.analyses("hotspots")})),
            places={layer: len(self._store.places(layer)) for layer in PLACE_LAYERS},
            metric_crs=index.metric_crs_name,
            revision=self.revision(),
        )

    def revision(self) -> str:
        """Give a word that changes with whatever was imported or analysed."""
        return "-".join(map(str, revision(self._store)))

    def _station_names(self, codes: pd.Series) -> pd.Series:
        """Name the stations that a plan knows by their code; a code without a station stays as it is."""
        stations = self._store.places("stations")
        names = dict(zip(stations["code"], stations["name"], strict=True)) if len(stations) else {}
        return codes.map(lambda code: names.get(code, code))

    def _places_of(self, areas: gpd.GeoDataFrame) -> list[str]:
        """Name the township and the village in which the middle of each area lies."""
        middles = gpd.GeoSeries(areas.geometry.to_crs(4326).representative_point(), crs=4326)
        names = [self._names_at(layer, middles) for layer in ("townships", "villages")]
        return [" · ".join(name for name in found if name) for found in zip(*names, strict=True)]

    def _names_at(self, layer: str, points: gpd.GeoSeries) -> list[str]:
        polygons = self._store.places(layer)
        names = [""] * len(points)
        if len(polygons):
            for point, polygon in zip(*polygons.sindex.query(points, predicate="within"), strict=True):
                names[point] = str(polygons["name"].iloc[polygon])
        return names

    def _county_bounds(self) -> Bounds | None:
        townships = self._store.places("townships")
        if townships.empty:
            return None
        west, south, east, north = (float(value) for value in townships.total_bounds)
        return west, south, east, north

    def index(self) -> IncidentIndex:
        """Hold the incidents' points in memory; read them anew when the store has changed."""
        return self._kept.get(
            "incidents",
            imported(self._store),
            lambda: IncidentIndex(self._store.incidents(IncidentFilter(points_only=True)), self._time_zone),
        )


def _no_layer() -> bytes:
    return feature_collection(gpd.GeoDataFrame(geometry=[], crs=4326), {"analysis": None})


def _with_label_points(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add the point on which a polygon's label stands; other shapes are labelled where they are."""
    if frame.empty or not frame.geometry.geom_type.isin(POLYGONS).all():
        return frame
    points = shapely.point_on_surface(frame.geometry.to_crs(4326).to_numpy())
    return frame.assign(label_lon=shapely.get_x(points), label_lat=shapely.get_y(points))
