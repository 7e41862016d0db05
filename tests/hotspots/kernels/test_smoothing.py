from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter

from hotspots.kernels.smoothing import (
    KERNELS,
    PER_GAUSSIAN,
    WIDEST,
    Kernel,
    Smoother,
    adaptive_smoother,
    smooth,
)
from tests.strategies import seeds


def test_quartic_and_epanechnikov_kernels_have_the_profile_of_their_formula() -> None:
    one = np.zeros((81, 81))
    one[40, 40] = 1
    step = (np.arange(81) - 40) / 20
    inner = np.clip(1 - step[:, None] ** 2 - step**2, 0, None)
    # 3 / pi (1 - r^2)^2 and 2 / pi (1 - r^2), over the bandwidth squared
    assert smooth(one, 20, "quartic") == pytest.approx(3 / np.pi * inner**2 / 400, abs=2e-7)
    assert smooth(one, 20, "epanechnikov") == pytest.approx(2 / np.pi * inner / 400, abs=2e-6)
    assert smooth(one, 5, "gaussian") == pytest.approx(gaussian_filter(one, 5, mode="constant"), abs=1e-12)


@pytest.mark.parametrize(
    ("kernel", "roughness"), [("quartic", 9 / 5), ("epanechnikov", 4 / 3), ("gaussian", 1 / 4)]
)
def test_the_squared_kernel_adds_up_to_its_roughness(kernel: Kernel, roughness: float) -> None:
    one = np.zeros((201, 201))
    one[100, 100] = 1
    assert smooth(one, 20, kernel, squared=True).sum() == pytest.approx(roughness / np.pi / 400, rel=3e-3)


@pytest.mark.parametrize("kernel", KERNELS)
def test_bandwidths_that_smooth_alike_follow_from_roughness_and_variance(kernel: Kernel) -> None:
    one = np.zeros((401, 401))
    one[200, 200] = 1
    step = (np.arange(401) - 200) / 40
    variance = (smooth(one, 40, kernel) * step**2).sum()
    roughness = smooth(one, 40, kernel, squared=True).sum() * 1600
    assert (4 * np.pi * roughness / variance**2) ** (1 / 6) == pytest.approx(PER_GAUSSIAN[kernel], rel=2e-3)


@settings(deadline=None, max_examples=40)
@given(seeds(), st.sampled_from(KERNELS), st.floats(0.3, 6))
def test_smoothing_neither_makes_nor_loses_incidents(seed: int, kernel: Kernel, bandwidth: float) -> None:
    counts = np.pad(np.random.default_rng(seed).poisson(0.2, (12, 9)), 150).astype(float)
    assert smooth(counts, bandwidth, kernel).sum() == pytest.approx(counts.sum())
    pilot = smooth(counts, 2 * bandwidth, "gaussian")
    adaptive = adaptive_smoother(counts, pilot, bandwidth, kernel)
    assert adaptive.spread(counts).sum() == pytest.approx(counts.sum())


def test_adaptive_bandwidths_follow_abramsons_root() -> None:
    counts, pilot = np.ones((1, 3)), np.array([[1.0, 4.0, 16.0]])
    smoother = adaptive_smoother(counts, pilot, 10, "gaussian")
    position = smoother.position
    assert position is not None
    own = np.exp(np.interp(position, np.arange(len(smoother.bandwidths)), np.log(smoother.bandwidths)))
    assert own == pytest.approx(np.array([[20, 10, 5]]))
    far = adaptive_smoother(np.ones((1, 2)), np.array([[1.0, 0.0]]), 10, "gaussian")
    assert far.bandwidths[-1] == pytest.approx(10 * WIDEST)
    assert adaptive_smoother(np.zeros((2, 2)), np.zeros((2, 2)), 3, "quartic").bandwidths == (3,)


def test_the_share_inside_is_a_half_on_a_straight_border_whatever_the_bandwidth() -> None:
    mask = np.zeros((200, 200))
    mask[:, 100:] = 1
    position = np.full((200, 200), 0.5)
    for smoother in (Smoother("quartic", (12.0,)), Smoother("quartic", (8.0, 16.0), position)):
        share = smoother.share_inside(mask)
        assert share[100, 99:101].mean() == pytest.approx(0.5, abs=1e-6)
        assert share[100, 140] == pytest.approx(1)
