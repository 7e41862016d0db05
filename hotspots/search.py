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
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from hotspots.delineation import Surroundings, disc_polygon, fit_disc
from hotspots.expected import Base, Expected, Smoothing, estimate_expected, make_base
from hotspots.grid import Floats, Ints, ScanGrid
from hotspots.null import NullPeaks, draw_null
from hotspots.params import HotspotParams
from hotspots.windows import Windows, peaks, scan_windows

MOST_PASSES = 8
MOST_CANDIDATES = 400
CERTAIN_MARGIN = 4.0  # above the logarithm of the windows searched: beyond any random maximum
REPLICATES = ((20_000, 80), (100_000, 50), (math.inf, 30))


@dataclass(frozen=True, slots=True)
class Places:
    """Distinct places and the incidents that each counts for in the statistic."""

    xy: Floats
    weights: Ints


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
    counts: Ints
    place_counts: Ints | None
    expected: Expected


@dataclass(slots=True)
class _Found:
    """Significant areas so far: their polygons, heights and the cells that they close."""

    closed: npt.NDArray[np.bool_]
    polygons: list[BaseGeometry] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)


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
    found = _Found(np.zeros(search.base_field.shape, dtype=bool))
    state = _state(search, found.closed)
    open_base = state.base
    for _ in range(MOST_PASSES):
        best = _peaks(search, state)
        certain = best.take(best.log_likelihood_ratio > _certain(search, state))
        if len(certain) == 0:
            break
        _set_aside(search, state, certain, found)
        state = _state(search, found.closed)
    null = draw_null(
        open_base,
        state.expected,
        search.places.weights,
        search.smoothing,
        min_places=search.params.min_places,
        replicates=search.params.replicates or _replicates(len(search.places.weights)),
        rng=rng,
        on_progress=on_progress,
    )
    for _ in range(MOST_PASSES):
        best = _peaks(search, state)
        accepted = _accept(np.array(found.heights), best.log_likelihood_ratio, null, search.params.alpha)
        if accepted == 0:
            break
        _set_aside(search, state, best.take(np.arange(accepted)), found)
        state = _state(search, found.closed)
    rest = _peaks(search, state)
    watch = _discs(search, state, rest.take(np.arange(min(len(rest), search.params.watch))))
    return _judge(found, watch, rest, null, search.params.alpha), state.expected, null


def _state(search: Search, closed: npt.NDArray[np.bool_]) -> _State:
    cells = search.grid.cells_of(search.places.xy[:, 0], search.places.xy[:, 1])
    is_open = ~closed.reshape(-1)[cells]
    rows, columns = search.grid.finest.rows, search.grid.finest.columns
    kept, weights = cells[is_open], search.places.weights[is_open]
    size = rows * columns
    counts = np.bincount(np.repeat(kept, weights), minlength=size).reshape(rows, columns)
    repeats = bool((search.places.weights > 1).any())
    place_counts = np.bincount(kept, minlength=size).reshape(rows, columns) if repeats else None
    base = make_base(search.grid, search.base_field, closed)
    return _State(base, counts, place_counts, estimate_expected(base, counts, search.smoothing))


def _peaks(search: Search, state: _State) -> Windows:
    windows = scan_windows(
        search.grid, state.counts, state.place_counts, state.expected, search.params.min_places
    )
    return peaks(windows, MOST_CANDIDATES)


def _certain(search: Search, state: _State) -> float:
    discs = sum(len(level.discs) for level in search.grid.levels)
    return math.log(max(int((state.counts > 0).sum()), 1) * max(discs, 1)) + CERTAIN_MARGIN


def _replicates(places: int) -> int:
    return next(replicates for most, replicates in REPLICATES if places <= most)


def _discs(search: Search, state: _State, windows: Windows) -> list[BaseGeometry]:
    if len(windows) == 0:
        return []
    cells = search.grid.cells_of(search.places.xy[:, 0], search.places.xy[:, 1])
    is_open = np.flatnonzero(
        (state.counts if state.place_counts is None else state.place_counts).ravel()[cells]
    )
    xy = search.places.xy[is_open]
    mean = np.where(_open_cells(state), state.expected.on_cells(), 0.0)
    around = Surroundings(xy, search.places.weights[is_open], cKDTree(xy), mean, state.expected)
    return [
        disc_polygon(*fit_disc(around, float(x), float(y), float(radius)))
        for x, y, radius in zip(windows.x, windows.y, windows.radius_m, strict=True)
    ]


def _open_cells(state: _State) -> npt.NDArray[np.bool_]:
    margin = state.base.grid.finest.margin
    running = state.base.running[0]
    rows, columns = state.base.field.shape
    inner = running[margin : margin + rows, margin : margin + columns + 1]
    return np.diff(inner, axis=1) > 0


def _set_aside(
    search: Search,
    state: _State,
    windows: Windows,
    found: _Found,
) -> None:
    """Delineate windows, note them as found and close their cells."""
    cell_m = search.grid.finest.cell_m
    for polygon, height in zip(_discs(search, state, windows), windows.log_likelihood_ratio, strict=True):
        found.polygons.append(polygon)
        found.heights.append(float(height))
        rows, columns, inside = cells_inside(search.grid, polygon.buffer(cell_m))
        found.closed[rows, columns] |= inside


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


def _accept(held: Floats, new: Floats, null: NullPeaks, alpha: float) -> int:
    """Say how many of the new peaks (descending) join those held, by the step-up rule over all."""
    if len(new) == 0:
        return 0
    both = np.sort(np.concatenate([held, new]))[::-1]
    rates = np.array([null.expected_above(height) for height in both]) / np.arange(1, len(both) + 1)
    passed = np.flatnonzero(rates <= alpha)
    if len(passed) == 0 or null.chance_of_any(float(both[0])) > alpha:
        return 0
    return int((new >= both[passed[-1]]).sum())


def _judge(
    found: _Found,
    watch: list[BaseGeometry],
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
    shapes = [*found.polygons, *watch]
    judged = [
        Candidate(shape, float(every[i]), float(p_values[i]), float(adjusted[i]), i < len(found.polygons))
        for i, shape in enumerate(shapes)
    ]
    return sorted(judged, key=lambda one: (not one.significant, -one.height))
