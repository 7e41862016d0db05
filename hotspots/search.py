"""
The search itself: find, set aside, estimate the background without what was found, and look again.

Candidates are judged together (Benjamini and Hochberg on peaks): a height is accepted when the peaks that
random counties have above it are at most ``alpha`` of those found; in a county that has none this is the
chance of any false area. Judging peaks instead of cells keeps the error rate a statement about areas, and
finds more than comparing each with the maximum alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from hotspots.delineation import Surroundings, delineate
from hotspots.expected import Base, Expected, Smoothing, estimate_expected, local_smoothing, make_base
from hotspots.grid import Floats, Ints, Numbers, ScanGrid, cell_counts
from hotspots.null import NullPeaks, draw_null
from hotspots.params import HotspotParams
from hotspots.windows import Windows, localised_peaks, peaks, scan_windows

MOST_PASSES = 8
MOST_CANDIDATES = 400
JOIN_CELLS, JOIN_SHARE = 2.0, 0.35  # an area nearer than this to one so much larger is a part of it
MOST_SET_ASIDE = 0.5  # of all incidents; what is left beyond it is no background
LEAST_LEFT = 0.5  # of an area that others have not taken
WATCH_SPARE = 10  # candidates drawn beyond those asked for, as some cover each other
CERTAIN_MARGIN = 4.0  # above the logarithm of the windows searched: beyond any random maximum
REPLICATES = ((20_000, 80), (100_000, 50), (math.inf, 30))


@dataclass(frozen=True, slots=True)
class Places:
    """Distinct places and the incidents that each counts for in the statistic."""

    xy: Floats
    weights: Ints

    @property
    def inflation(self) -> float:
        """Variance of counts over their mean: what repeats at one place add to chance."""
        return float((self.weights**2).sum() / self.weights.sum())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be disorderly, its height and its error rates."""

    polygon: BaseGeometry
    height: float
    p_value: float
    p_value_adjusted: float
    significant: bool


@dataclass(frozen=True, slots=True)
class Search:
    """What was searched and how."""

    grid: ScanGrid
    base_field: Floats
    places: Places
    smoothing: Smoothing
    params: HotspotParams


@dataclass(frozen=True, slots=True)
class _State:
    """The county with found areas set aside."""

    base: Base
    counts: Numbers
    place_counts: Numbers | None
    expected: Expected


@dataclass(slots=True)
class _Found:
    """Significant areas so far: their polygons, heights and the cells that they close."""

    closed: npt.NDArray[np.bool_]
    polygons: list[BaseGeometry] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)

    def add(self, grid: ScanGrid, polygon: BaseGeometry, height: float) -> None:
        """Note an area and close its cells and those beside it."""
        self.polygons.append(polygon)
        self.heights.append(height)
        rows, columns, inside = cells_inside(grid, polygon.buffer(grid.finest.cell_m))
        self.closed[rows, columns] |= inside


def search_areas(
    search: Search, rng: np.random.Generator, on_progress: Callable[[int, int], None] | None = None
) -> tuple[list[Candidate], Expected, NullPeaks]:
    """
    Find significant areas and the next best candidates.

    Parameters
    ----------
    search
        What is searched.
    rng
        Source of the random counties.
    on_progress
        Told how many random counties of how many are drawn.

    Returns
    -------
    tuple
        Candidates, best first; the expected numbers with all significant areas set aside; the null.
    """
    found, state = _certain_areas(search)
    if math.isinf(search.smoothing.bandwidth_m):
        inflation = search.places.inflation
        smoothing = local_smoothing(state.expected, state.counts, inflation, search.smoothing)
        if smoothing != search.smoothing:
            search = replace(search, smoothing=smoothing)
            found, state = _certain_areas(search)
    null = draw_null(
        make_base(search.grid, search.base_field),
        state.expected,
        search.places.weights,
        search.smoothing,
        min_places=search.params.min_places,
        replicates=search.params.replicates or _replicates(len(search.places.weights)),
        rng=rng,
        on_progress=on_progress,
    )
    found = _confirmed(search, found, null)
    state = _state(search, found.closed)
    for _ in range(MOST_PASSES):
        windows = _windows(search, state)
        heights = peaks(windows, MOST_CANDIDATES).log_likelihood_ratio
        least = _least_accepted(np.array(found.heights), heights, null, search.params.alpha)
        accepted = localised_peaks(windows, least, MOST_CANDIDATES)
        if len(accepted) == 0 or not _set_aside(search, state, accepted, found):
            break
        state = _state(search, found.closed)
    rest = peaks(_windows(search, state), MOST_CANDIDATES)
    watch = _delineated(search, state, rest.take(slice(0, WATCH_SPARE + search.params.watch)), found.polygons)
    watch = watch[: search.params.watch]
    found = _joined(found, JOIN_CELLS * search.grid.finest.cell_m)
    return _judge(found, watch, rest, null, search.params.alpha), state.expected, null


def _certain_areas(search: Search) -> tuple[_Found, _State]:
    """Set aside what is beyond any random maximum, so that it does not raise the background."""
    found = _Found(np.zeros(search.base_field.shape, dtype=bool))
    state = _state(search, found.closed)
    for _ in range(MOST_PASSES):
        certain = localised_peaks(_windows(search, state), _certain(search, state), MOST_CANDIDATES)
        if len(certain) == 0 or not _set_aside(search, state, certain, found):
            break
        state = _state(search, found.closed)
    return found, state


def _confirmed(search: Search, found: _Found, null: NullPeaks) -> _Found:
    """Keep the areas that the random counties bear out."""
    least = _least_accepted(np.array(found.heights), np.empty(0), null, search.params.alpha)
    kept = _Found(np.zeros_like(found.closed))
    for polygon, height in zip(found.polygons, found.heights, strict=True):
        if height >= least:
            kept.add(search.grid, polygon, height)
    return kept


def _state(search: Search, closed: npt.NDArray[np.bool_]) -> _State:
    cells = search.grid.cells_of(search.places.xy[:, 0], search.places.xy[:, 1])
    is_open = ~closed.reshape(-1)[cells]
    shape = (search.grid.finest.rows, search.grid.finest.columns)
    kept, weights = cells[is_open], search.places.weights[is_open]
    counts = cell_counts(np.repeat(kept, weights), shape)
    repeats = bool((search.places.weights > 1).any())
    place_counts = cell_counts(kept, shape) if repeats else None
    base = make_base(search.grid, search.base_field, closed)
    return _State(base, counts, place_counts, estimate_expected(base, counts, search.smoothing))


def _windows(search: Search, state: _State) -> Windows:
    return scan_windows(
        search.grid, state.counts, state.place_counts, state.expected, search.params.min_places
    )


def _certain(search: Search, state: _State) -> float:
    discs = sum(len(level.discs) for level in search.grid.levels)
    usual = math.log(max(int((state.counts > 0).sum()), 1) * max(discs, 1))
    return search.places.inflation * (usual + CERTAIN_MARGIN)


def _replicates(places: int) -> int:
    return next(replicates for most, replicates in REPLICATES if places <= most)


def _surroundings(search: Search, state: _State) -> Surroundings:
    cells = search.grid.cells_of(search.places.xy[:, 0], search.places.xy[:, 1])
    is_open = np.flatnonzero(
        (state.counts if state.place_counts is None else state.place_counts).ravel()[cells]
    )
    xy = search.places.xy[is_open]
    mean = state.expected.on_cells()
    return Surroundings(xy, search.places.weights[is_open], cKDTree(xy), state.counts, mean, search.grid)


def _delineated(
    search: Search, state: _State, windows: Windows, taken: list[BaseGeometry]
) -> list[tuple[BaseGeometry, float]]:
    """Draw windows, best first; one that what was drawn before has mostly covered waits for the next look."""
    around = _surroundings(search, state)
    drawn: list[tuple[BaseGeometry, float]] = []
    cover = shapely.union_all(taken)
    for i in range(len(windows)):
        x, y, radius_m = (float(values[i]) for values in (windows.x, windows.y, windows.radius_m))
        now = [polygon for polygon, _ in drawn]
        if any(shapely.Point(x, y).distance(polygon) < radius_m / 2 for polygon in now):
            continue
        whole = delineate(around, x, y, radius_m)
        polygon = whole.difference(shapely.union_all([cover, *now]))
        if polygon.area > 0 and polygon.area >= LEAST_LEFT * whole.area:
            drawn.append((polygon, float(windows.log_likelihood_ratio[i])))
    return drawn


def _set_aside(search: Search, state: _State, windows: Windows, found: _Found) -> bool:
    """Delineate windows, note them as found and close their cells; say whether there was anything to note."""
    if state.counts.sum() < (1 - MOST_SET_ASIDE) * search.places.weights.sum():
        return False
    drawn = _delineated(search, state, windows, found.polygons)
    for polygon, height in drawn:
        found.add(search.grid, polygon, height)
    return bool(drawn)


def _joined(found: _Found, apart_m: float) -> _Found:
    """Join what is left beside a larger area to it; neighbours of like size stay apart."""
    joined = _Found(found.closed)
    whole: list[float] = []
    for i in np.argsort([-polygon.area for polygon in found.polygons], kind="stable"):
        polygon, height = found.polygons[i], found.heights[i]
        beside = [
            k
            for k, other in enumerate(joined.polygons)
            if polygon.area <= JOIN_SHARE * whole[k] and polygon.distance(other) <= apart_m
        ]
        if not beside:
            joined.polygons.append(polygon)
            joined.heights.append(height)
            whole.append(polygon.area)
            continue
        k = beside[0]
        both = shapely.union(joined.polygons[k].buffer(apart_m / 2), polygon.buffer(apart_m / 2))
        joined.polygons[k] = both.buffer(-apart_m / 2)
        joined.heights[k] = max(joined.heights[k], height)
    return joined


def cells_inside(grid: ScanGrid, polygon: BaseGeometry) -> tuple[slice, slice, npt.NDArray[np.bool_]]:
    """Give the block of finest cells around a polygon and which of them have their middle inside."""
    finest = grid.finest
    west, south, east, north = polygon.bounds
    c0 = max(int((west - grid.west) // finest.cell_m), 0)
    r0 = max(int((south - grid.south) // finest.cell_m), 0)
    c1 = min(int((east - grid.west) // finest.cell_m) + 1, finest.columns)
    r1 = min(int((north - grid.south) // finest.cell_m) + 1, finest.rows)
    x = grid.west + (np.arange(c0, c1) + 0.5) * finest.cell_m
    y = grid.south + (np.arange(r0, r1) + 0.5) * finest.cell_m
    shapely.prepare(polygon)
    return slice(r0, r1), slice(c0, c1), np.asarray(shapely.contains_xy(polygon, *np.meshgrid(x, y)))


def _least_accepted(held: Floats, new: Floats, null: NullPeaks, alpha: float) -> float:
    """Give the height from which peaks are accepted, by the step-up rule over those held and the new ones."""
    both = np.sort(np.concatenate([held, new]))[::-1]
    rates = np.array([null.expected_above(height) for height in both]) / np.arange(1, len(both) + 1)
    passed = np.flatnonzero(rates <= alpha)
    if len(passed) == 0 or null.chance_of_any(float(both[0])) > alpha:
        return math.inf
    return float(both[passed[-1]])


def _judge(
    found: _Found,
    watch: list[tuple[BaseGeometry, float]],
    rest: Windows,
    null: NullPeaks,
    alpha: float,
) -> list[Candidate]:
    """Give every area its p-values: those found first, then the ones to watch."""
    every = np.concatenate([np.array(found.heights), rest.log_likelihood_ratio])
    order = np.argsort(-every, kind="stable")
    above = np.array([null.expected_above(height) for height in every])
    rates = above[order] / np.arange(1, len(every) + 1)
    adjusted = np.empty(len(every))
    adjusted[order] = np.minimum.accumulate(rates[::-1])[::-1] if len(every) else rates
    p_values = np.minimum(above / null.candidates, 1.0)
    adjusted = np.clip(np.maximum(adjusted, p_values), 0, 1)
    adjusted[: len(found.heights)] = np.minimum(adjusted[: len(found.heights)], alpha)
    count = len(found.polygons)
    listed = [(i, polygon) for i, polygon in enumerate(found.polygons)]
    listed += [
        (count + int(np.flatnonzero(rest.log_likelihood_ratio == height)[0]), polygon)
        for polygon, height in watch
    ]
    judged = [
        Candidate(polygon, float(every[i]), float(p_values[i]), float(adjusted[i]), i < count)
        for i, polygon in listed
    ]
    return sorted(judged, key=lambda one: (not one.significant, -one.height))
