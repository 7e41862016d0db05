from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.clusters.expected_surface import ExpectedSurface
from tests.strategies import seeds


def test_shares_of_squares_on_four_cells_worked_by_hand() -> None:
    # cells of 10 m: 1 and 3 in the south, 0 and 4 in the north
    surface = ExpectedSurface(np.array([[1.0, 3.0], [0.0, 4.0]]), 100.0, 200.0, 10.0)
    west, south = np.array([100.0, 105.0, 115.0, 0.0, 105.0]), np.array([200.0, 205.0, 215.0, 0.0, 195.0])
    # a whole cell; a quarter of each; a quarter of the last; nothing; the lower halves of two halves
    expected = np.array([1 / 8, (1 + 3 + 0 + 4) / 4 / 8, 4 / 4 / 8, 0, (1 + 3) / 4 / 8])
    assert surface.shares(west[[0]], south[[0]], 10.0) == pytest.approx(expected[[0]])
    assert surface.shares(west[1:], south[1:], 10.0) == pytest.approx(expected[1:])


@given(seeds(), st.floats(0.7, 90.0))
def test_squares_that_tile_the_place_share_out_all_of_it(seed: int, side_m: float) -> None:
    draw = np.random.default_rng(seed)
    surface = ExpectedSurface(draw.gamma(0.5, 1, (3, 5)), -20.0, 40.0, 12.5)
    across = np.arange(-21.0, 45.0, side_m)
    along = np.arange(39.0, 80.0, side_m)
    x, y = (values.ravel() for values in np.meshgrid(across, along))
    assert surface.shares(x, y, side_m).sum() == pytest.approx(1)


def test_points_drawn_from_a_surface_follow_it() -> None:
    values = np.array([[0.0, 1.0, 4.0], [2.0, 3.0, 0.0]])
    drawn = ExpectedSurface(values, 1_000.0, 500.0, 50.0).draw(20_000, np.random.default_rng(2))
    counts = np.histogram2d(drawn[:, 1], drawn[:, 0], bins=([500, 550, 600], [1_000, 1_050, 1_100, 1_150]))[0]
    assert counts.sum() == 20_000
    assert counts / 20_000 == pytest.approx(values / 10, abs=0.012)
    inside = (drawn - [1_000, 500]) % 50
    assert inside.mean(axis=0) == pytest.approx([25, 25], abs=0.5)


@pytest.mark.parametrize("values", [[[0.0, 0.0]], [[-1.0, 2.0]], [[np.nan, 1.0]], [1.0, 2.0]])
def test_a_surface_from_which_nothing_can_be_drawn_is_refused(values: list[object]) -> None:
    with pytest.raises(ValueError, match="values must be"):
        ExpectedSurface(np.array(values, dtype=float), 0.0, 0.0, 10.0)


def test_cells_without_width_are_refused() -> None:
    with pytest.raises(ValueError, match="cell_m"):
        ExpectedSurface(np.ones((1, 1)), 0.0, 0.0, 0.0)
