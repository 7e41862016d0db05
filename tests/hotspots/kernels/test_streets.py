from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.errors import GeometryError
from hotspots.kernels.smoothing import KERNELS, Kernel
from hotspots.kernels.streets import Split, street_density
from tests.benchmarks.counties import CRS, SOUTH, WEST, incident_frame
from tests.strategies import seeds

MIDDLE = np.array([WEST + 20_000, SOUTH + 20_000])
BOTH: list[tuple[Kernel, Split]] = [("quartic", "discontinuous"), ("gaussian", "continuous")]


def streets(*lines: list[tuple[float, float]]) -> gpd.GeoDataFrame:
    shapes = [shapely.LineString(np.array(line) + MIDDLE) for line in lines]
    return gpd.GeoDataFrame(geometry=shapes, crs=CRS)


def at(*points: tuple[float, float]) -> gpd.GeoDataFrame:
    return incident_frame(np.array(points) + MIDDLE)


def quartic(distance: np.ndarray, bandwidth_m: float) -> np.ndarray:
    """Per kilometre."""
    return 15 / 16 * np.clip(1 - (distance / bandwidth_m) ** 2, 0, None) ** 2 / bandwidth_m * 1000


def gaussian(distance: np.ndarray, bandwidth_m: float) -> np.ndarray:
    return np.exp(-((distance / bandwidth_m) ** 2) / 2) / np.sqrt(2 * np.pi) / bandwidth_m * 1000


def middles(lixels: gpd.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Metres east and north of the origin of the made-up streets."""
    centre = lixels.to_crs(CRS).geometry.centroid
    return centre.x.to_numpy() - MIDDLE[0], centre.y.to_numpy() - MIDDLE[1]


LINE = streets([(0, 0), (2_000, 0)])
TEE = streets([(0, 0), (1_000, 0)], [(1_000, 0), (2_000, 0)], [(1_000, 0), (1_000, 1_000)])
RING = streets([(0, 0), (100, 0)], [(100, 0), (100, 100)], [(100, 100), (0, 100)], [(0, 100), (0, 0)])


def test_on_a_straight_street_the_density_is_the_kernel_worked_by_hand() -> None:
    found = street_density(at((1_000, 0)), LINE, bandwidth_m=300, lixel_m=5).lixels
    x, _ = middles(found)
    assert found["density"].to_numpy() == pytest.approx(quartic(x - 1_000, 300), abs=0.003)
    # 15/16 over 300 m at the incident itself
    assert found["density"].max() == pytest.approx(3.125, rel=1e-3)
    # the continuous split takes an incident to the middle of its lixel: one of 1,000 to 1,005 m here
    heat = street_density(
        at((1_002.5, 0)), LINE, kernel="gaussian", split="continuous", bandwidth_m=150, lixel_m=5
    ).lixels
    assert heat["density"].to_numpy() == pytest.approx(gaussian(x - 1_002.5, 150), abs=0.003)


def test_at_a_tee_what_comes_in_is_shared_by_the_two_other_streets() -> None:
    found = street_density(at((900, 0)), TEE, bandwidth_m=300, lixel_m=5).lixels
    x, y = middles(found)
    distance = np.where(y > 1, 100 + y, np.abs(x - 900))
    share = np.where((y > 1) | (x > 1_000), 0.5, 1.0)
    assert found["density"].to_numpy() == pytest.approx(share * quartic(distance, 300), abs=0.006)


def test_at_a_tee_the_continuous_split_passes_two_thirds_on_and_turns_a_third_back() -> None:
    # coefficients 2 / n for the others and 2 / n - 1 for the street itself, n = 3
    found = street_density(
        at((902.5, 0)), TEE, kernel="gaussian", split="continuous", bandwidth_m=100, lixel_m=5
    ).lixels
    x, y = middles(found)
    here = (y < 1) & (x < 1_000)
    distance = np.where(y > 1, 97.5 + y, np.abs(x - 902.5))
    exact = np.where(
        here, gaussian(x - 902.5, 100) - gaussian(1_097.5 - x, 100) / 3, gaussian(distance, 100) * 2 / 3
    )
    assert found["density"].to_numpy() == pytest.approx(exact, abs=0.01)


def test_around_a_ring_both_ways_meet_and_go_on() -> None:
    found = street_density(at((50, 0)), RING, bandwidth_m=300, lixel_m=4).lixels
    x, y = middles(found)
    way = np.select([y < 0.5, x > 99.5, y > 99.5], [x - 50, 50 + y, 250 - x], -50 - y) % 400
    exact = quartic(way, 300) + quartic(400 - way, 300)
    assert found["density"].to_numpy() == pytest.approx(exact, abs=0.02)
    assert found["density"].to_numpy()[np.argmin(np.abs(way - 200))] == pytest.approx(
        2 * quartic(np.array(200.0), 300), abs=0.02
    )


@pytest.mark.parametrize(("kernel", "split"), BOTH)
def test_what_reaches_a_dead_end_turns_back(kernel: Kernel, split: Split) -> None:
    found = street_density(at((42, 0)), LINE, kernel=kernel, split=split, bandwidth_m=100, lixel_m=4).lixels
    x, _ = middles(found)
    profile = quartic if kernel == "quartic" else gaussian
    assert found["density"].to_numpy() == pytest.approx(profile(x - 42, 100) + profile(x + 42, 100), abs=0.01)


@settings(deadline=None, max_examples=25)
@given(
    seeds(), st.sampled_from([(kernel, "discontinuous") for kernel in KERNELS] + [("gaussian", "continuous")])
)
def test_no_incident_is_lost_or_made_on_any_streets(seed: int, choice: tuple[Kernel, Split]) -> None:
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, 6, (12, 2)) * 150.0
    lines = [[tuple(a), tuple(b)] for a, b in zip(corners, np.roll(corners, 1, axis=0), strict=True)]
    roads = streets(*[line for line in lines if line[0] != line[1]])
    frame = at(*rng.uniform(0, 750, (20, 2)))
    weights = rng.gamma(2.0, 1.0, 20)
    found = street_density(
        frame,
        roads,
        kernel=choice[0],
        split=choice[1],
        bandwidth_m=rng.uniform(20, 250),
        lixel_m=60,
        weights=weights,
        connect_crossings=True,
    )
    kept = weights[found.snap_m <= 100].sum()
    held = (found.lixels["density"] * found.lixels["length_m"] / 1000).sum()
    assert held == pytest.approx(kept, rel=1e-9)
    assert found.lixels["incidents"].sum() == pytest.approx(kept)
    assert found.left_out == (found.snap_m > 100).sum()
    assert found.lixels["density"].min() > -0.02 * max(found.lixels["density"].max(), 1e-9)


def test_lixels_are_no_longer_than_asked_and_snapping_is_told() -> None:
    found = street_density(at((500, 30), (500, 300), (700, 0)), LINE, lixel_m=35)
    assert found.lixels["length_m"].max() <= 35
    assert found.lixels["length_m"].sum() == pytest.approx(2_000, abs=0.1)
    assert found.snap_m == pytest.approx([30, 300, 0], abs=0.05)
    assert found.left_out == 1
    assert found.lixels.crs.to_epsg() == 4326


def test_a_river_between_two_streets_keeps_their_incidents_apart() -> None:
    found = street_density(
        at((500, 0)), streets([(0, 0), (1_000, 0)], [(0, 40), (1_000, 40)]), bandwidth_m=200
    )
    assert found.lixels.loc[found.lixels["road"] == 1, "density"].max() == 0


def test_no_and_one_and_many_incidents_on_one_spot() -> None:
    nothing = street_density(at((500, 0)).iloc[:0], LINE)
    assert nothing.lixels["density"].max() == 0
    assert len(nothing.snap_m) == 0
    one = street_density(at((500, 0)), LINE).lixels["density"]
    many = street_density(at(*[(500, 0)] * 40), LINE).lixels["density"]
    assert many.to_numpy() == pytest.approx(40 * one.to_numpy())


def test_street_density_refuses_what_means_nothing() -> None:
    frame = at((500, 0))
    with pytest.raises(ValueError, match="kernel"):
        street_density(frame, LINE, kernel="cubic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="gaussian kernel alone"):
        street_density(frame, LINE, split="continuous")
    with pytest.raises(ValueError, match="positive"):
        street_density(frame, LINE, bandwidth_m=0)
    with pytest.raises(ValueError, match="number a row"):
        street_density(frame, LINE, weights=[1, 2])
    with pytest.raises(GeometryError, match=r"roads\.empty"):
        street_density(frame, LINE.iloc[:0])
