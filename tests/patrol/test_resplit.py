"""Exact splits of pairs of beats."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from patrol.contiguity import repaired
from patrol.job import heaviest
from patrol.power_diagram import power_diagram
from patrol.resplit import resplit_pairs, split_anew
from patrol.search import best_plan
from tests.patrol.test_parts_of_the_search import contiguous_plans, graph_of_units, job_of
from tests.strategies import square_fabric, voronoi_fabric


@pytest.mark.parametrize("seed", range(4))
def test_a_split_of_two_beats_is_within_2_percent_of_the_best_of_all_splits(seed: int) -> None:
    graph = graph_of_units(voronoi_fabric(12, seed))
    job = job_of(graph, 2, imbalance=0.0)
    start = repaired(graph, power_diagram(graph, np.array([2]), np.random.default_rng(1)), np.array([2]))
    best = min(heaviest(job, beat) for beat in contiguous_plans(graph, 2))
    for found in (resplit_pairs(job, start), best_plan(job, np.random.SeedSequence(1))):
        assert graph.parts_of(found).max() == 1
        assert heaviest(job, found) <= 1.02 * best


@pytest.mark.parametrize("seed", range(3))
def test_the_search_is_within_2_percent_of_the_best_of_all_plans_of_three_beats(seed: int) -> None:
    graph = graph_of_units(voronoi_fabric(10, 20 + seed))
    job = job_of(graph, 3, imbalance=0.0)
    best = min(heaviest(job, beat) for beat in contiguous_plans(graph, 3))
    assert heaviest(job, best_plan(job, np.random.SeedSequence(1))) <= 1.02 * best


def test_of_even_splits_the_one_with_the_shortest_border_is_taken_and_names_stay() -> None:
    graph = graph_of_units(square_fabric(4, 2))
    job = replace(job_of(graph, 2), home=np.array([1, 1, 0, 0, 1, 1, 0, 0]))
    found = split_anew(job, np.array([0, 0, 0, 0, 1, 1, 1, 1]), 0, 1)
    assert found is not None
    assert found.tolist() == [1, 1, 0, 0, 1, 1, 0, 0]


def test_locked_atoms_stay_on_their_side() -> None:
    graph = graph_of_units(square_fabric(4, 1).assign(load=[1.0, 1.0, 1.0, 3.0]))
    home = np.array([0, 0, 0, 1])
    free = job_of(graph, 2)
    assert resplit_pairs(free, np.array([0, 1, 1, 1])).tolist() in ([0, 0, 0, 1], [1, 1, 1, 0])
    held = replace(free, home=np.array([0, 0, 1, 1]), locked=np.array([False, False, True, True]))
    found = split_anew(held, np.array([0, 1, 1, 1]), 0, 1)
    assert found is not None
    assert found.tolist() == [0, 0, 1, 1]
    closed = replace(free, home=home, closed=np.array([True, False]))
    assert split_anew(closed, home, 0, 1) is None
