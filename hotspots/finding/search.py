"""The search itself: find, set aside, estimate the background without what was found, and look again."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from hotspots.finding.delineation import Surroundings
from hotspots.finding.expected import Base, Expected, Smoothing, estimate_expected, local_smoothing, make_base
from hotspots.finding.grid import Floats, Ints, Numbers, ScanGrid, cell_counts
from hotspots.finding.judgement import Area, Candidate, judge, least_accepted
from hotspots.finding.null import NullPeaks, draw_null
from hotspots.finding.outlines import cells_inside, draw_areas, join_parts
from hotspots.finding.windows import Windows, localised_peaks, peaks, scan_windows
from hotspots.params import HotspotParams

MOST_PASSES = 8
MOST_CANDIDATES = 400
MOST_SET_ASIDE = 0.5  # of all incidents; what is left beyond it is no background
WATCH_SPARE = 10  # candidates drawn beyond those asked for, as some cover each other
CERTAIN_MARGIN = 4.0  # above the logarithm of the windows searched: beyond any random maximum
REPLICATES = ((20_000, 80), (100_000, 50), (math.inf, 30))


@dataclass(frozen=True, slots=True)
class Places:
    """Distinct places, their incidents, and how many of these each counts for in the statistic."""

    xy: Floats
    incidents: Ints
    weights: Ints

    @property
    def inflation(self) -> float:
        """Variance of counts over their mean: what repeats at one place add to chance."""
        return float((self.weights**2).sum() / self.weights.sum())


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
    is_open: npt.NDArray[np.bool_]
    counts: Numbers
    place_counts: Numbers | None
    expected: Expected


@dataclass(slots=True)
class _Found:
    """Significant areas so far and the cells that they close."""

    closed: npt.NDArray[np.bool_]
    areas: list[Area] = field(default_factory=list)

    @property
    def heights(self) -> Floats:
        """Heights of the areas."""
        return np.array([area.height for area in self.areas])

    def add(self, grid: ScanGrid, area: Area) -> None:
        """Note an area and close its cells and those beside it."""
        self.areas.append(area)
        rows, columns, inside = cells_inside(grid, area.polygon.buffer(grid.finest.cell_m))
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
    alpha, watched = search.params.alpha, search.params.watch
    found, state = _certain_areas(search)
    if math.isinf(search.smoothing.bandwidth_m):
        inflation = search.places.inflation
        smoothing = local_smoothing(state.expected, state.counts, inflation, search.smoothing)
        search = replace(search, smoothing=smoothing)
        found, state = _certain_areas(search)
    null = draw_null(
        make_base(search.grid, search.base_field),
        state.expected,
        search.places.weights,
        search.smoothing,
        least=search.params.least,
        replicates=search.params.replicates or _replicates(len(search.places.weights)),
        rng=rng,
        on_progress=on_progress,
    )
    found = _confirmed(search, found, null)
    state = _state(search, found.closed)
    for _ in range(MOST_PASSES):
        windows = _windows(search, state)
        heights = peaks(windows, MOST_CANDIDATES).log_likelihood_ratio
        least = least_accepted(found.heights, heights, null, alpha)
        accepted = localised_peaks(windows, least, MOST_CANDIDATES)
        if len(accepted) == 0 or not _set_aside(search, state, accepted, found):
            break
        state = _state(search, found.closed)
    rest = peaks(_windows(search, state), MOST_CANDIDATES)
    likely = rest.take(slice(0, WATCH_SPARE + watched if watched else 0))
    watch = draw_areas(_surroundings(search, state), likely, found.areas, search.params.least)[:watched]
    areas = join_parts(found.areas, search.grid.finest.cell_m)
    judged = judge(areas, watch, rest.log_likelihood_ratio, null, alpha=alpha, most_watched=watched)
    return judged, state.expected, null


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
    least = least_accepted(found.heights, np.empty(0), null, search.params.alpha)
    kept = _Found(np.zeros_like(found.closed))
    for area in found.areas:
        if area.height >= least:
            kept.add(search.grid, area)
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
    return _State(base, is_open, counts, place_counts, estimate_expected(base, counts, search.smoothing))


def _windows(search: Search, state: _State) -> Windows:
    return scan_windows(search.grid, state.counts, state.place_counts, state.expected, search.params.least)


def _certain(search: Search, state: _State) -> float:
    discs = sum(len(level.discs) for level in search.grid.levels)
    usual = math.log(max(int((state.counts > 0).sum()), 1) * max(discs, 1))
    return search.places.inflation * (usual + CERTAIN_MARGIN)


def _replicates(places: int) -> int:
    return next(replicates for most, replicates in REPLICATES if places <= most)


def _surroundings(search: Search, state: _State) -> Surroundings:
    places, is_open = search.places, state.is_open
    xy = places.xy[is_open]
    mean = state.expected.on_cells()
    return Surroundings(
        xy, places.incidents[is_open], places.weights[is_open], cKDTree(xy), state.counts, mean, search.grid
    )


def _set_aside(search: Search, state: _State, windows: Windows, found: _Found) -> bool:
    """Draw windows, note them as found and close their cells; say whether there was anything to note."""
    if state.counts.sum() < (1 - MOST_SET_ASIDE) * search.places.weights.sum():
        return False
    drawn = draw_areas(_surroundings(search, state), windows, found.areas, search.params.least)
    for area in drawn:
        found.add(search.grid, area)
    return bool(drawn)
