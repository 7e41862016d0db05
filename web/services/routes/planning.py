"""Plan patrol routes: for a file of beats, or for the beats of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj

from data.places import read_places, read_shapes, read_units
from gis.errors import InputError, Problem
from patrol.routes.plan import HOT_AREA, MUST_VISIT, RouteParams, RoutePlan
from patrol.routes.stops import stops_in_beats
from patrol.routes.visibility import Visibility, visibility
from patrol.routes.week import plan_routes
from patrol.routes.windows import peak_windows
from web.services.intake.places import network_of, read_beside
from web.services.listing import listed

if TYPE_CHECKING:
    from data.store import Store
    from web.services.progress import Progress

FILES = ("roads", "stations", "areas", "key-places", "checkpoints", "population")
"""What a file of beats may come with."""


@dataclass(frozen=True, slots=True)
class RouteRequest:
    """
    What is asked for.

    Attributes
    ----------
    first_day
        Day on which the first shift starts.
    shift_start
        When each shift starts, by the clock of `time_zone`.
    params
        Length of the shift, days, stays.
    beats
        Numbers of beats; empty for all.
    files
        Layers that stand for those of the store, by name.
    layer
        Layer of the file of beats.
    time_zone
        Zone of the clock.
    crs
        What the coordinates of tables among `files` are in.
    join_crossings
        Whether roads meet wherever they cross.
    seed
        The same seed and input give the same routes.
    """

    first_day: date
    shift_start: time = time(20)
    params: RouteParams = field(default_factory=RouteParams)
    beats: tuple[str, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    layer: str | None = None
    time_zone: str = "Asia/Shanghai"
    crs: str = "auto"
    join_crossings: bool = False
    seed: int = 1

    @property
    def start_min(self) -> float:
        """Start of the shift, in minutes after midnight."""
        return 60.0 * self.shift_start.hour + self.shift_start.minute


@dataclass(frozen=True, slots=True)
class RouteAnswer:
    """
    Routes with what a reader must know.

    Attributes
    ----------
    plan
        The routes; visits carry ``arrive_at`` and ``leave_at``.
    beats
        The beats, with what their routes come to.
    seen
        Who sees the patrols.
    notes
        What cannot be visited.
    """

    plan: RoutePlan
    beats: gpd.GeoDataFrame
    seen: Visibility
    notes: tuple[Problem, ...]


def routes_of_file(path: Path, request: RouteRequest, *, on_progress: Progress | None = None) -> RouteAnswer:
    """
    Plan routes for a file of beats; no store is touched.

    Raises
    ------
    InputError
        ``routes.no_roads`` without roads, ``routes.no_beats``.
    """
    layer = request.layer
    if layer is None and path.suffix.lower() == ".gpkg" and path.exists():
        names = pyogrio.list_layers(path)[:, 0].tolist()
        layer = "beats" if "beats" in names else None
    places = _from_files(request)
    return _plan(_as_beats(read_units(path, layer)), places, request, on_progress)


def routes_of_store(
    store: Store, request: RouteRequest, *, on_progress: Progress | None = None
) -> RouteAnswer:
    """
    Plan routes for the newest beats of the store, to its newest significant areas, and keep them there.

    Raises
    ------
    InputError
        ``routes.no_beats``, ``routes.no_roads``.
    """
    stored = store.latest_analysis("beats")
    if stored is None:
        raise InputError("routes.no_beats")
    layers = ("roads", "stations", "key-places", "checkpoints", "population")
    places = {name: store.places(name) for name in layers}
    places["areas"] = areas_of(store)
    places |= _from_files(request, places["roads"])
    answer = _plan(stored.layers["beats"], places, request, on_progress)
    plan = answer.plan
    parameters: dict[str, object] = {
        "first_day": request.first_day.isoformat(),
        "shift_start": request.shift_start.isoformat("minutes"),
        "shift_min": request.params.shift_min,
        "days": request.params.days,
        "seed": request.seed,
    }
    found = {"routes": plan.routes, "stops": plan.stops, "missed": plan.missed}
    store.save_analysis("routes", parameters, {**found, "stretches": plan.stretches, "beats": answer.beats})
    return answer


def areas_of(store: Store) -> gpd.GeoDataFrame:
    """Give the significant areas of the newest run over all categories, named by village."""
    from web.maps.wording import name_places

    runs = [run for run in store.analyses("hotspots") if not run.parameters.get("categories")]
    run = store.analysis(max(run.id for run in runs)) if runs else store.latest_analysis("hotspots")
    if run is None:
        return gpd.GeoDataFrame(geometry=[], crs=4326)
    areas = run.layers["areas"]
    villages = {name: store.places(name) for name in ("townships", "villages")}
    return _as_areas(name_places(areas, villages))


def _as_areas(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if "tier" in areas:
        areas = areas[areas["tier"] != "watch"]
    return areas.rename(columns={"place": "name"}) if "name" not in areas and "place" in areas else areas


def _from_files(request: RouteRequest, stored: gpd.GeoDataFrame | None = None) -> dict[str, gpd.GeoDataFrame]:
    """Read the files asked for; the roads, of a file or of the store, tell where the points of tables are."""
    files = request.files
    roads = read_places(files["roads"], "roads") if "roads" in files else stored
    return {
        name: roads
        if name == "roads" and roads is not None
        else _as_areas(read_shapes(path))
        if name == "areas"
        else read_beside(path, name, request.crs, roads)
        for name, path in files.items()
    }


def _as_beats(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Take beats as they are; units that know their beat are joined; others are beats by their row."""
    if "beat_id" not in frame:
        return frame.assign(beat_id=np.arange(1, len(frame) + 1))
    if frame["beat_id"].duplicated().any():
        first = [name for name in ("station", "zone") if name in frame]
        return frame.dissolve("beat_id", as_index=False)[["beat_id", *first, "geometry"]]
    return frame


def _plan(
    beats: gpd.GeoDataFrame,
    places: Mapping[str, gpd.GeoDataFrame],
    request: RouteRequest,
    on_progress: Progress | None,
) -> RouteAnswer:
    roads = places.get("roads")
    if roads is None or len(roads) == 0:
        raise InputError("routes.no_roads")
    stops, outside = stops_in_beats(
        beats,
        areas=places.get("areas"),
        must_visit=places.get("key-places"),
        checkpoints=places.get("checkpoints"),
    )
    stops = _with_peaks(stops, places.get("areas"), request)
    if request.beats:
        beats = beats[beats["beat_id"].astype(str).isin(request.beats)]
    beats = beats.reset_index(drop=True)
    graph, notes = network_of(roads, join_crossings=request.join_crossings)
    plan = plan_routes(
        beats,
        stops,
        roads,
        graph,
        _starts(beats, places.get("stations"), graph.crs),
        params=request.params,
        seed=request.seed,
        on_progress=None if on_progress is None else lambda share: on_progress(round(100 * share), 100),
    )
    plan = replace(plan, stops=_with_times(plan.stops, request))
    around = beats.to_crs(graph.crs).union_all()
    seen = visibility(
        plan,
        population=_inside(places.get("population"), around, graph.crs),
        areas=_inside(places.get("areas"), around, graph.crs),
    )
    summary = beats.merge(plan.beats, on="beat_id", validate="1:1", suffixes=("_of_plan", ""))
    return RouteAnswer(
        plan, summary, seen, (*notes, *_notes(plan, () if request.beats else outside.get("name", ())))
    )


def _with_peaks(
    stops: gpd.GeoDataFrame, areas: gpd.GeoDataFrame | None, request: RouteRequest
) -> gpd.GeoDataFrame:
    """Let hot areas be visited at their peak hours, where the shift meets them."""
    peaks = pd.Series("", index=stops.index, dtype=str)
    if areas is not None and {"area_id", "peak_hours"} <= set(areas.columns):
        of_area = areas.drop_duplicates("area_id").set_index("area_id")["peak_hours"].astype(str)
        of_area.index = of_area.index.astype(str)
        peaks = stops["stop_id"].map(of_area).where(stops["kind"] == HOT_AREA)
    begin, end = peak_windows(peaks, request.start_min, request.params.shift_min)
    return stops.assign(from_min=begin, until_min=end)


def _starts(beats: gpd.GeoDataFrame, stations: gpd.GeoDataFrame | None, crs: pyproj.CRS) -> gpd.GeoSeries:
    """Start routes from the beat's own station, else from the nearest, else from inside the beat."""
    inside = beats.geometry.to_crs(crs).representative_point().reset_index(drop=True)
    if stations is None or len(stations) == 0:
        return inside
    police = stations.to_crs(crs).reset_index(drop=True)
    place = police.geometry.representative_point()
    nearest = pd.Series([int(place.distance(point).argmin()) for point in inside])
    if "station" in beats:
        named = {str(word): row for name in ("name", "code") for row, word in enumerate(police[name])}
        nearest = beats["station"].astype(str).map(named).fillna(nearest).astype(int)
    return place.iloc[nearest.to_numpy()].reset_index(drop=True)


def _with_times(stops: gpd.GeoDataFrame, request: RouteRequest) -> gpd.GeoDataFrame:
    """Say by the clock when visits begin and end."""
    zone = ZoneInfo(request.time_zone)
    start = pd.Timestamp(datetime.combine(request.first_day, request.shift_start))
    day = pd.Series(start + pd.to_timedelta(stops["day"].astype(int) - 1, unit="D"), index=stops.index)
    day = day.astype("datetime64[ns]").dt.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
    moments = {
        f"{name}_at": (day + pd.to_timedelta(stops[f"{name}_min"].astype(float), unit="min")).dt.floor("s")
        for name in ("arrive", "leave")
    }
    return stops.assign(**moments)


def _inside(places: gpd.GeoDataFrame | None, around: object, crs: pyproj.CRS) -> gpd.GeoDataFrame | None:
    if places is None or len(places) == 0:
        return None
    points = places.geometry.to_crs(crs).representative_point()
    return places[points.intersects(around).to_numpy()]


def _notes(plan: RoutePlan, outside: object) -> tuple[Problem, ...]:
    """Name must-visit points that are missed, other stops never visited, and what lies in no beat."""
    missed = plan.missed
    never = missed["days_missed"] == missed["days"]
    notes = []
    for reason in ("unreachable", "too_far", "no_time"):
        part = missed[(missed["reason"] == reason) & (never | (missed["kind"] == MUST_VISIT))]
        if len(part):
            names = listed(part["name"].where(part["name"] != "", part["stop_id"]))
            notes.append(Problem(f"routes.{reason}", {"stops": len(part), "names": names}))
    if lost := list(pd.Series(outside, dtype=object)):
        notes.append(Problem("routes.outside", {"stops": len(lost), "names": listed(lost)}))
    return tuple(notes)
