"""The search itself: find, set aside, estimate the background without what was found, and look again."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from hotspots.finding.delineation import Places, Surroundings
from hotspots.finding.expected import Base, Expected, Smoothing, estimate_expected, local_smoothing, make_base
from hotspots.finding.grid import Floats, Ints, Numbers, ScanGrid, cell_counts
from hotspots.finding.judgement import Area, Candidate, judge, least_accepted
from hotspots.finding.null import NullPeaks, draw_null
from hotspots.finding.outlines import cells_inside, draw_areas, join_parts
from hotspots.finding.windows import NO_PENALTIES, Penalties, Windows, localised_peaks, peaks, scan_windows
from hotspots.params import HotspotParams

MOST_PASSES = 20
MOST_CANDIDATES = 400
MOST_SET_ASIDE = 0.5  # of all incidents; what is left beyond it is no background
WATCH_SPARE = 10  # candidates drawn beyond those asked for, as some cover each other
CERTAIN_MARGIN = 4.0  # above the logarithm of the windows searched: beyond any random maximum
LIKELY = 7.0  # a height, of incidents that do not repeat, that few windows have by chance
REPLICATES = ((20_000, 80), (100_000, 50), (500_000, 30), (math.inf, 24))


@dataclass(frozen=True, slots=True)
class Search:
    """What was searched and how."""

    grid: ScanGrid
    base_field: Floats
    places: Places
    smoothing: Smoothing
    params: HotspotParams


@dataclass(frozen=True, slots=True)
class _County:
    """What is searched, its places in the order of their cells, and the counts of all cells."""

    search: Search
    places: Places
    cells: Ints
    counts: Numbers
    place_counts: Numbers | None

    @property
    def grid(self) -> ScanGrid:
        """The pyramid."""
        return self.search.grid


@dataclass(frozen=True, slots=True)
class _State:
    """The county with found areas set aside."""

    base: Base
    closed: npt.NDArray[np.bool_]
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
    county = _county(search)
    alpha, watched, cell_m = search.params.alpha, search.params.watch, search.grid.finest.cell_m
    found, state = _certain_areas(county)
    if math.isinf(search.smoothing.bandwidth_m):
        plain, inflation = _plain_ground(county, state, found), search.places.inflation
        smoothing = local_smoothing(plain.expected, plain.counts, inflation, search.smoothing)
        county = replace(county, search=replace(search, smoothing=smoothing))
        found, state = _certain_areas(county)
    null = draw_null(
        make_base(search.grid, search.base_field),
        state.expected,
        search.places.weights,
        county.search.smoothing,
        least=search.params.least,
        replicates=search.params.replicates or _replicates(len(search.places.weights)),
        rng=rng,
        on_progress=on_progress,
    )
    found = _confirmed(county, found, null)
    state = _state(county, found.closed)
    for _ in range(MOST_PASSES):
        windows = _windows(county, state, null.penalties)
        heights = peaks(windows, MOST_CANDIDATES).height
        least = least_accepted(found.heights, heights, null, alpha)
        whole = peaks(windows.take(windows.height >= least), MOST_CANDIDATES)
        localised = localised_peaks(windows, least, MOST_CANDIDATES)
        drawn = any(_set_aside(county, state, accepted, found) for accepted in (localised, whole))
        if not drawn or _little_is_left(county, found):
            break
        state = _state(county, found.closed)
    rest = peaks(_windows(county, state, null.penalties), MOST_CANDIDATES)
    likely = rest.take(slice(0, WATCH_SPARE + watched if watched else 0))
    watch = draw_areas(_surroundings(county, state), likely, found.areas, search.params.least)[:watched]
    areas = join_parts(found.areas, cell_m)
    judged = judge(areas, watch, rest.height, null, alpha=alpha, most_watched=watched)
    return judged, state.expected, null


def _county(search: Search) -> _County:
    places, shape = search.places, search.base_field.shape
    cells = search.grid.cells_of(places.xy[:, 0], places.xy[:, 1])
    order = np.argsort(cells, kind="stable")
    cells = cells[order]
    in_order = Places(places.xy[order], places.incidents[order], places.weights[order])
    counts = place_counts = cell_counts(cells, shape)
    if repeats := bool((places.weights > 1).any()):
        counts = cell_counts(np.repeat(cells, in_order.weights), shape)
    return _County(search, in_order, cells, counts, place_counts if repeats else None)


def _certain_areas(county: _County) -> tuple[_Found, _State]:
    """Set aside what is beyond any random maximum, so that it does not raise the background."""
    found = _Found(np.zeros(county.counts.shape, dtype=bool))
    state = _state(county, found.closed)
    for _ in range(MOST_PASSES):
        certain = localised_peaks(_windows(county, state), _certain(county, state), MOST_CANDIDATES)
        if not _set_aside(county, state, certain, found) or _little_is_left(county, found):
            break
        state = _state(county, found.closed)
    return found, state


def _plain_ground(county: _County, state: _State, found: _Found) -> _State:
    """Set aside what may be areas too, so that they do not pass for districts that report more."""
    windows = _windows(county, state)
    likely = peaks(windows.take(windows.height >= LIKELY * county.places.inflation), MOST_CANDIDATES)
    areas = draw_areas(_surroundings(county, state), likely, found.areas, county.search.params.least)
    without = _Found(found.closed.copy())
    for area in areas:
        without.add(county.grid, area)
    return _state(county, without.closed)


def _confirmed(county: _County, found: _Found, null: NullPeaks) -> _Found:
    """Keep the areas that the random counties bear out."""
    areas = [
        replace(area, height=area.height - null.penalties.get(area.radius_m, 0.0)) for area in found.areas
    ]
    heights = np.array([area.height for area in areas])
    least = least_accepted(heights, np.empty(0), null, county.search.params.alpha)
    kept = _Found(np.zeros_like(found.closed))
    for area in areas:
        if area.height >= least:
            kept.add(county.grid, area)
    return kept


def _state(county: _County, closed: npt.NDArray[np.bool_]) -> _State:
    closed = closed.copy()
    counts, place_counts = county.counts, county.place_counts
    if closed.any():
        counts = np.where(closed, 0, counts)
        place_counts = None if place_counts is None else np.where(closed, 0, place_counts)
    base = make_base(county.grid, county.search.base_field, closed)
    expected = estimate_expected(base, counts, county.search.smoothing)
    return _State(base, closed, counts, place_counts, expected)


def _windows(county: _County, state: _State, penalties: Penalties = NO_PENALTIES) -> Windows:
    return scan_windows(
        county.grid,
        state.counts,
        state.place_counts,
        state.expected,
        county.search.params.least,
        penalties=penalties,
    )


def _certain(county: _County, state: _State) -> float:
    discs = sum(len(level.discs) for level in county.grid.levels)
    usual = math.log(max(int((state.counts > 0).sum()), 1) * max(discs, 1))
    return county.places.inflation * (usual + CERTAIN_MARGIN)


def _replicates(places: int) -> int:
    return next(replicates for most, replicates in REPLICATES if places <= most)


def _surroundings(county: _County, state: _State) -> Surroundings:
    is_open = ~state.closed.reshape(-1)[county.cells]
    places = Places(*(getattr(county.places, name)[is_open] for name in Places.__slots__))
    return Surroundings(places, county.cells[is_open], state.counts, state.expected.on_cells(), county.grid)


def _set_aside(county: _County, state: _State, windows: Windows, found: _Found) -> bool:
    """Draw windows, note them as found and close their cells; say whether there was anything to note."""
    if len(windows) == 0:
        return False
    drawn = draw_areas(_surroundings(county, state), windows, found.areas, county.search.params.least)
    for area in drawn:
        found.add(county.grid, area)
    return bool(drawn)


def _little_is_left(county: _County, found: _Found) -> bool:
    """Say whether what is not set aside is too little to tell the background from."""
    return float(county.counts[~found.closed].sum()) < (1 - MOST_SET_ASIDE) * float(county.counts.sum())
