"""Villages that would be left alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from patrol.fringe.lone_villages import with_lone_joined, with_small_pieces_linked
from patrol.fringe.village_links import village_links
from tests.patrol.fringe.test_rural_groups import roads_of, villages_of
from tests.strategies import seeds


def line_of(size: int) -> csr_array:
    half = csr_array((np.ones(size - 1), (np.arange(size - 1), np.arange(1, size))), shape=(size, size))
    return csr_array(half + half.T)


def test_a_lone_village_is_linked_by_the_road_through_other_land() -> None:
    """Two villages, a gap of another station, and a village behind it; a road of 4 km/min joins them."""
    villages = villages_of(4, 1).iloc[[0, 1, 3]]
    roads = roads_of([(0, 500), (4000, 500)])
    links = village_links(villages, np.zeros(3), roads).minutes
    joined = with_small_pieces_linked(villages, np.zeros(3), links, fewest=2, roads=roads)
    assert connected_components(links, directed=False)[0] == 2
    assert joined.toarray()[1, 2] == pytest.approx(4.8, abs=0.1)  # two kilometres at 25 km/h
    assert joined.toarray()[0, 2] == 0
    without = with_small_pieces_linked(villages, np.zeros(3), links, fewest=2)
    assert without.toarray()[1, 2] == pytest.approx(2 * 1.3 / 30 * 60, abs=0.05)


def test_large_pieces_and_pieces_of_other_stations_stay_apart() -> None:
    villages = villages_of(4, 1).iloc[[0, 1, 3]]
    links = village_links(villages, np.zeros(3)).minutes
    assert with_small_pieces_linked(villages, np.zeros(3), links, fewest=1).nnz == links.nnz
    assert with_small_pieces_linked(villages, np.array([0, 0, 1]), links, fewest=2).nnz == links.nnz


def test_a_lone_village_goes_with_the_lightest_part_beside_it() -> None:
    part = with_lone_joined(line_of(5), [0, 0, 1, 2, 2], [500, 400, 100, 100, 300], enough=600)
    assert part.tolist() == [0, 0, 1, 1, 1]
    assert with_lone_joined(line_of(3), [0, 1, 1], [900, 100, 100], enough=600).tolist() == [0, 1, 1]


def test_a_lone_village_without_a_neighbour_stays_alone() -> None:
    assert with_lone_joined(csr_array((2, 2)), [0, 1], [1, 1], enough=600).tolist() == [0, 1]


@settings(max_examples=30, deadline=None)
@given(seeds(), st.integers(2, 25))
def test_no_light_village_with_a_neighbour_is_left_alone(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    links, weight = line_of(size), rng.uniform(1, 100, size)
    before = np.repeat(np.arange(size), rng.integers(1, 4, size))[:size]
    part = with_lone_joined(links, before, weight, enough=60)
    alone = np.bincount(part)[part] == 1
    assert not (alone & (weight < 60)).any()
    assert (np.diff(part) >= 0).all()  # parts of a line stay connected
    assert part[0] == 0
