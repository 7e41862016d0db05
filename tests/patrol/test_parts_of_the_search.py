"""The parts of the search: shares of beats, proven limits, whole beats, kept sums, numbers."""

from __future__ import annotations

import itertools

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.weights import polygon_adjacency
from patrol.aims import Aims, Schedule
from patrol.allotment import allot
from patrol.annealing import annealed
from patrol.contiguity import repaired
from patrol.graph import AtomGraph, atom_graph, atoms_of, torn_atoms
from patrol.job import Job, heaviest, raggedness
from patrol.measures import polsby_popper
from patrol.numbering import numbers
from patrol.power_diagram import power_diagram
from patrol.search import best_plan
from patrol.tolerance import floor_of
from tests.strategies import polygon_fabrics, seeds, square_fabric, voronoi_fabric


def graph_of_units(units: gpd.GeoDataFrame) -> AtomGraph:
    atom = atoms_of(units, None)
    return atom_graph(units, polygon_adjacency(units).borders_m, units["load"].to_numpy(float), atom)


def job_of(graph: AtomGraph, count: int, imbalance: float = 0.03) -> Job:
    return Job(
        graph=graph,
        beats_of=np.array([count]),
        mean_load=float(graph.load.sum()) / count,
        imbalance=imbalance,
        starts=2,
        home=np.full(graph.size, -1),
        change_price=0.0,
        locked=np.zeros(graph.size, dtype=bool),
        closed=np.zeros(count, dtype=bool),
    )


def aims_of(
    graph: AtomGraph,
    lower: np.ndarray,
    upper: np.ndarray,
    home: np.ndarray | None = None,
    change_price: float = 0.0,
) -> Aims:
    nobody = np.full(graph.size, -1) if home is None else home
    return Aims(
        lower, upper, nobody, change_price, np.ones(graph.size, dtype=bool), np.zeros(len(lower), dtype=bool)
    )


def contiguous_plans(graph: AtomGraph, count: int) -> list[np.ndarray]:
    """Every division into so many contiguous beats, by trying all labellings."""
    labellings = (np.array(labels) for labels in itertools.product(range(count), repeat=graph.size))
    return [
        beat
        for beat in labellings
        if len(np.unique(beat)) == count and graph.parts_of(beat).max() + 1 == count
    ]


@given(
    st.lists(st.tuples(st.floats(0.1, 100), st.integers(1, 4)), min_size=1, max_size=4),
    st.integers(0, 8),
)
def test_an_allotment_has_the_lightest_heaviest_beat_of_all_allotments(
    parts: list[tuple[float, int]], more: int
) -> None:
    weight, most = np.array([part[0] for part in parts]), np.array([part[1] for part in parts])
    least = np.ones_like(most)
    count = min(len(parts) + more, int(most.sum()))
    found = allot(count, weight, least, most)
    others = [
        np.array(beats)
        for beats in itertools.product(*(range(1, top + 1) for top in most))
        if sum(beats) == count
    ]
    assert found.sum() == count
    assert ((found >= 1) & (found <= most)).all()
    assert (weight / found).max() == pytest.approx(min((weight / beats).max() for beats in others))


def test_an_allotment_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="wanted between 2 and 3 beats, got 4"):
        allot(4, np.ones(2), np.ones(2, dtype=int), np.array([1, 2]))


@settings(max_examples=15, deadline=None)
@given(polygon_fabrics(min_units=4, max_units=8), st.integers(2, 3))
def test_no_plan_beats_the_proven_limit_and_the_search_comes_within_2_percent_of_the_best(
    units: gpd.GeoDataFrame, count: int
) -> None:
    graph = graph_of_units(units)
    job = job_of(graph, count, imbalance=0.0)
    best = min(heaviest(job, beat) for beat in contiguous_plans(graph, count))
    assert floor_of(job).ratio <= best + 1e-9
    assert heaviest(job, best_plan(job, np.random.SeedSequence(1))) <= 1.02 * best


def test_the_shape_that_the_search_keeps_count_of_is_the_shape_of_the_united_polygons() -> None:
    units = voronoi_fabric(60, 2)
    graph = graph_of_units(units)
    beat = repaired(graph, power_diagram(graph, np.array([5]), np.random.default_rng(1)), np.array([5]))
    united = units.dissolve(beat).geometry
    assert 1 / raggedness(graph, beat) == pytest.approx(polsby_popper(united).to_numpy(), rel=1e-6)


@settings(max_examples=20, deadline=None)
@given(polygon_fabrics(min_units=6, max_units=50), seeds(), st.integers(2, 6))
def test_any_labelling_is_repaired_to_whole_beats_that_annealing_keeps_whole(
    units: gpd.GeoDataFrame, seed: int, count: int
) -> None:
    graph, rng = graph_of_units(units), np.random.default_rng(seed)
    beat = repaired(graph, rng.integers(-1, count, graph.size), np.array([count]))
    aims = aims_of(graph, np.full(count, 0.9), np.full(count, 1.1))
    mean = float(graph.load.sum()) / count
    moved = annealed(graph, beat, aims, Schedule(20_000, hot=5.0, cold=1.0), mean_load=mean, rng=rng)
    for plan in (beat, moved):
        assert sorted(np.unique(plan)) == list(range(count))
        assert graph.parts_of(plan).max() + 1 == count


def test_annealing_rounds_two_combs_into_two_halves() -> None:
    graph = graph_of_units(square_fabric(4, 4))
    combs = np.tile([0, 1, 0, 1], 4).reshape(4, 4)
    combs[0], combs[3] = 0, 1
    aims = aims_of(graph, np.ones(2), np.ones(2))
    schedule = Schedule(200_000, hot=0.5)
    beat = annealed(graph, combs.ravel(), aims, schedule, mean_load=8.0, rng=np.random.default_rng(1))
    assert np.bincount(beat).tolist() == [8, 8]
    assert raggedness(graph, beat).tolist() == pytest.approx([144 / (4 * np.pi * 8)] * 2)


def test_a_price_on_change_holds_units_to_their_beat() -> None:
    graph = graph_of_units(square_fabric(6, 6))
    home = np.where(np.arange(36) % 6 < 2, 0, 1)
    bounds = np.array([0.0, 0.0]), np.array([2.0, 2.0])
    schedule = Schedule(100_000, hot=0.3)
    kept, moved = (
        annealed(
            graph,
            home,
            aims_of(graph, *bounds, home, price),
            schedule,
            mean_load=18.0,
            rng=np.random.default_rng(1),
        )
        for price in (10.0, 0.0)
    )
    assert (kept == home).all()
    assert (moved != home).any()


def test_limits_are_worked_by_hand() -> None:
    graph = graph_of_units(square_fabric(4, 1).assign(load=[6.0, 1.0, 2.0, 3.0]))
    heavy = floor_of(job_of(graph, 3))  # mean 4
    assert (heavy.ratio, heavy.atoms.tolist(), heavy.cause) == (1.5, [0], "heavy")
    graph = graph_of_units(square_fabric(4, 1).assign(load=[3.0, 3.0, 3.0, 3.0]))
    pair = floor_of(job_of(graph, 3))
    assert (pair.ratio, pair.cause) == (1.5, "pair")
    none = floor_of(job_of(graph, 2))
    assert (none.ratio, none.cause) == (1.0, "none")


def test_atoms_are_groups_and_units_without_a_value_stand_alone() -> None:
    units = square_fabric(6, 1).assign(village=["b", None, "a", "b", "", None])
    atom = atoms_of(units, "village")
    assert atom.tolist() == [0, 1, 2, 0, 3, 4]
    borders = polygon_adjacency(units).borders_m
    assert torn_atoms(borders, atom).tolist() == [0]
    graph = atom_graph(units, borders, np.arange(6.0), atom)
    assert graph.load.tolist() == [3.0, 1.0, 2.0, 4.0, 5.0]
    assert graph.perimeter_m.tolist() == pytest.approx([8_000.0] + [4_000.0] * 4, rel=1e-3)
    assert graph.component.max() == 0


def test_a_border_inside_an_atom_is_no_outline() -> None:
    units = square_fabric(2, 1).assign(village="a")
    atom = atoms_of(units, "village")
    graph = atom_graph(units, polygon_adjacency(units).borders_m, np.ones(2), atom)
    assert graph.perimeter_m.tolist() == pytest.approx([6_000.0], rel=1e-3)


@given(st.permutations(range(6)), st.lists(st.integers(-1, 9), min_size=6, max_size=6))
def test_every_number_is_given_once_and_kept_where_it_can_be(order: list[int], kept: list[int]) -> None:
    number = numbers(np.array(order), np.array(kept))
    assert sorted(number) == [1, 2, 3, 4, 5, 6]
    for beat, wish in enumerate(kept):
        if 1 <= wish <= 6 and kept.count(wish) == 1:
            assert number[beat] == wish


@pytest.mark.parametrize("seed", range(3))
def test_a_start_puts_as_many_beats_into_a_lump_of_load_as_it_needs(seed: int) -> None:
    units = voronoi_fabric(600, seed)
    away = np.hypot(
        *(units.centroid.get_coordinates() - units.centroid.get_coordinates().iloc[0]).T.to_numpy()
    )
    graph = graph_of_units(units.assign(load=np.where(np.argsort(np.argsort(away)) < 60, 10.0, 1.0)))
    beat = repaired(graph, power_diagram(graph, np.array([20]), np.random.default_rng(seed)), np.array([20]))
    assert heaviest(job_of(graph, 20), beat) <= 1.2  # sites drawn at random gave 6
