"""Disorderly areas: significant, ranked, with the evidence that a committee asks for."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from gis.crs import crs_name, metric_crs_of
from gis.errors import InputError
from gis.frames import IncidentFrame, has_trusted_point
from hotspots.base import mixed_base, population_base, road_field
from hotspots.evidence.area_table import Found, area_table
from hotspots.evidence.columns import AREA_COLUMNS, empty_areas
from hotspots.evidence.periods import YEAR_DAYS
from hotspots.evidence.population_rates import People, people_of
from hotspots.evidence.repeated_places import (
    RepeatTest,
    find_repeated_places,
    no_repeated_places,
    repeat_test,
)
from hotspots.evidence.special_days import check_calendar
from hotspots.finding.delineation import Places
from hotspots.finding.expected import WINDOW_PER_BANDWIDTH, Smoothing
from hotspots.finding.footprint import population_field, study_mask
from hotspots.finding.grid import Floats, Ints, scan_grid
from hotspots.finding.judgement import Candidate
from hotspots.finding.search import Search, search_areas
from hotspots.params import HotspotParams, RankingWeights

MARGIN_M = 500.0
LEAST_PLACES = 10  # of all incidents; fewer tell nothing of what is usual there
PLACE_M = 1.0  # incidents whose coordinates agree to this are at one place
CAP_FACTOR = 4.0
NEIGHBOURS = 20
LEAST_BANDWIDTH_M, MOST_BANDWIDTH_M = 1000.0, 4000.0


@dataclass(frozen=True, slots=True)
class HotspotResult:
    """
    What the search found.

    Parameters
    ----------
    areas
        One row for each area, best first, significant ones before those to watch; EPSG:4326.
    baseline
        ``population``, ``roads`` or ``smooth``: what the expected numbers rest on.
    metric_crs
        System that distances and areas were measured in.
    incidents, places
        Incidents used and the distinct places they lie at.
    left_out
        Incidents not used: out of scope, without a point, discovered by patrols, outside the study area.
    replicates
        Random counties that the areas were compared with.
    bandwidth_m
        Bandwidth of the smooth background; NaN with a population.
    searched_km2
        Ground searched: the study area, else the ground that incidents surround.
    rate_county_per_1000
        Incidents per 1,000 people a year that the rates of areas are shrunk to; NaN where it is not known.
    repeated_places
        Points where many more incidents share one coordinate than places usually have; EPSG:4326.
    weights
        What the score was made of that orders the areas.
    """

    areas: gpd.GeoDataFrame
    baseline: str
    metric_crs: str
    incidents: int
    places: int
    left_out: int
    replicates: int
    bandwidth_m: float
    searched_km2: float = math.nan
    rate_county_per_1000: float = math.nan
    repeated_places: gpd.GeoDataFrame = field(default_factory=no_repeated_places)
    weights: RankingWeights = field(default_factory=RankingWeights)

    @property
    def significant(self) -> gpd.GeoDataFrame:
        """The areas of tier ``significant``."""
        return self.areas[self.areas["tier"] == "significant"]

    @property
    def ranked_by(self) -> str:
        """What excess and harm in the score are of: ``forecast`` or ``count``; empty without areas."""
        return str(self.areas["ranked_by"].iloc[0]) if len(self.areas) else ""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is searched, the people of each finest cell where they are known, and the extent."""

    search: Search
    people: Floats | None
    km2: float


def find_disorderly_areas(
    incidents: IncidentFrame,
    params: HotspotParams | None = None,
    *,
    population: gpd.GeoDataFrame | None = None,
    roads: gpd.GeoDataFrame | None = None,
    study_area: gpd.GeoDataFrame | None = None,
    calendar: pd.DataFrame | None = None,
    rng: np.random.Generator,
    on_progress: Callable[[int, int], None] | None = None,
) -> HotspotResult:
    """
    Find the areas with significantly more incidents than expected there.

    Parameters
    ----------
    incidents
        Incidents with points; those out of scope, invalid, without a trusted point or discovered by
        patrols are left out (see `HotspotParams`).
    params
        Settings; the defaults need no tuning.
    population
        Polygons or points with a ``population`` column; left out, the expected numbers are a smooth
        background.
    roads
        Lines; the expected numbers then follow their length, beside the population where that is given, in
        the proportions that explain the incidents best: for traffic.
    study_area
        Polygons; incidents outside are left out.
    calendar
        Market days, holidays and the days around the Spring Festival: ``kind, day, township_code``, see
        `check_calendar`.
    rng
        Source of the random counties: the same seed gives the same answer.
    on_progress
        Told how many random counties of how many are drawn.

    Returns
    -------
    HotspotResult
        Areas with the columns of ``AREA_COLUMNS`` and what they were judged by. None is a valid answer.

    Raises
    ------
    InputError
        ``hotspots.study_area_without_incidents``, ``hotspots.population_missing``,
        ``hotspots.population_zero``, ``hotspots.no_roads``; ``table.column_missing`` of the calendar.
    SizeError
        ``hotspots.too_wide`` when the incidents lie too far apart for one place.
    """
    params, special = params or HotspotParams(), check_calendar(calendar)
    baseline = "roads" if roads is not None else "smooth" if population is None else "population"
    used = _usable(incidents, params)
    if len(used) == 0:
        return _nothing(baseline, "", 0, 0, len(incidents))
    crs = metric_crs_of(used if study_area is None else study_area)
    xy = _metric_xy(used, crs)
    outline = None if study_area is None else shapely.union_all(study_area.geometry.to_crs(crs).values)
    if outline is not None:
        shapely.prepare(outline)
        inside = shapely.intersects_xy(outline, xy[:, 0], xy[:, 1])
        if not inside.any():
            raise InputError("hotspots.study_area_without_incidents", incidents=len(used))
        used, xy = IncidentFrame(used[inside]), xy[inside]
    left_out = len(incidents) - len(used)
    places, place = _places(xy)
    test = repeat_test(places.incidents)
    ground = _prepare(places, params, outline, crs, population=population, roads=roads)
    if len(places.weights) < LEAST_PLACES:
        repeated = find_repeated_places(used, place, test, empty_areas())
        nothing = _nothing(baseline, crs_name(crs), len(used), len(places.weights), left_out)
        return replace(nothing, repeated_places=repeated, searched_km2=ground.km2)
    candidates, expected, null = search_areas(ground.search, rng, on_progress)
    people = _people(ground, xy, used, candidates)
    areas = area_table(
        Found(candidates, expected, null, places, _scale(places, test), crs),
        used,
        xy,
        baseline=baseline,
        people=people,
        calendar=special,
        searched_km2=ground.km2,
        params=params,
        rng=rng,
    )
    return HotspotResult(
        areas,
        baseline,
        crs_name(crs),
        len(used),
        len(places.weights),
        left_out,
        null.replicates,
        ground.search.smoothing.bandwidth_m if baseline == "smooth" else math.nan,
        ground.km2,
        math.nan if people is None else 1000 * people.prior.rate,
        find_repeated_places(used, place, test, areas),
        params.weights,
    )


def _nothing(baseline: str, crs: str, incidents: int, places: int, left_out: int) -> HotspotResult:
    return HotspotResult(empty_areas(), baseline, crs, incidents, places, left_out, 0, math.nan)


def _usable(incidents: IncidentFrame, params: HotspotParams) -> IncidentFrame:
    usable = has_trusted_point(incidents)
    if params.in_scope_only:
        usable = usable & incidents["in_scope"].to_numpy(dtype=bool)
    if params.reported_only:
        usable = usable & (incidents["source"] != "discovered").to_numpy(dtype=bool)
    return incidents if usable.all() else IncidentFrame(incidents[usable])


def _metric_xy(frame: gpd.GeoDataFrame, crs: pyproj.CRS) -> Floats:
    lonlat = shapely.get_coordinates(frame.geometry.values)
    transformer = pyproj.Transformer.from_crs(frame.crs, crs, always_xy=True)
    return np.asarray(np.column_stack(transformer.transform(lonlat[:, 0], lonlat[:, 1])))


def _prepare(
    places: Places,
    params: HotspotParams,
    outline: BaseGeometry | None,
    crs: pyproj.CRS,
    *,
    population: gpd.GeoDataFrame | None,
    roads: gpd.GeoDataFrame | None,
) -> _Ground:
    points = places.xy if outline is None else np.vstack([places.xy, np.reshape(outline.bounds, (2, 2))])
    west, south = points.min(axis=0) - MARGIN_M
    east, north = points.max(axis=0) + MARGIN_M
    grid = scan_grid((west, south, east, north), params.min_radius_m, params.max_radius_m)
    cells = grid.cells_of(places.xy[:, 0], places.xy[:, 1])
    shape = (grid.finest.rows, grid.finest.columns)
    counts = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
    mask = study_mask(grid, outline, counts)
    m2 = mask.sum() * grid.finest.cell_m**2 if outline is None else outline.area
    people = None if population is None else population_field(grid, population, crs)
    smoothing = Smoothing(math.inf, 1.0, params.max_radius_m)
    if roads is not None:
        lengths = road_field(grid, roads, crs)
        base = mixed_base([lengths] if people is None else [lengths, people], mask, counts)
    elif people is not None:
        base = population_base(people, mask, counts)
    else:
        base, smoothing = mask / mask.sum(), _smoothing(places, params)
    return _Ground(Search(grid, base, places, smoothing, params), people, float(m2) / 1e6)


def _people(ground: _Ground, xy: Floats, used: IncidentFrame, candidates: list[Candidate]) -> People | None:
    """Learn how rates differ among blocks as large as the usual area."""
    if ground.people is None or not candidates:
        return None
    days = (used["occurred_from"].max() - used["occurred_from"].min()) / pd.Timedelta(days=1)
    grid = ground.search.grid
    counts = np.bincount(grid.cells_of(xy[:, 0], xy[:, 1]), minlength=ground.people.size)
    return people_of(
        grid,
        ground.people,
        counts.reshape(ground.people.shape).astype(float),
        years=(days + 1) / YEAR_DAYS,
        side_m=math.sqrt(float(np.median([one.polygon.area for one in candidates]))),
    )


def _places(xy: Floats) -> tuple[Places, Ints]:
    """Join incidents at one place, which counts for its incidents, up to four times the usual number."""
    rounded = np.round(xy / PLACE_M).astype(np.int64)
    keys = rounded[:, 0] * (1 << 32) + rounded[:, 1]
    _, first, place, count = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    cap = math.ceil(CAP_FACTOR * float(np.median(count))) if len(first) < len(xy) else 1
    return Places(xy[first], count.astype(np.int64), np.minimum(count, cap).astype(np.int64)), place


def _scale(places: Places, test: RepeatTest) -> float:
    """Give the incidents for each that is counted; one coordinate of thousands must not raise all others."""
    usual = ~test.significant
    return float(places.incidents[usual].sum() / places.weights[usual].sum()) if usual.any() else 1.0


def _smoothing(places: Places, params: HotspotParams) -> Smoothing:
    """Choose a kernel that holds about ``NEIGHBOURS`` places around the usual one, within its limits."""
    some = places.xy[:: max(1, len(places.xy) // 2000)]
    k = min(NEIGHBOURS + 1, len(places.xy))
    distance = np.reshape(cKDTree(places.xy).query(some, k=k)[0], (len(some), -1))[:, -1]
    usual = float(np.median(distance)) / math.sqrt(2)
    bandwidth = min(max(usual, LEAST_BANDWIDTH_M), MOST_BANDWIDTH_M)
    return Smoothing(bandwidth, 1.0, min(params.max_radius_m, WINDOW_PER_BANDWIDTH * bandwidth))


__all__ = ["AREA_COLUMNS", "HotspotParams", "HotspotResult", "RankingWeights", "find_disorderly_areas"]
