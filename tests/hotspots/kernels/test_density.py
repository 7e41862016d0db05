from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from sklearn.neighbors import KernelDensity

from gis.crs import metric_crs
from gis.errors import SizeError
from hotspots.kernels.density import bandwidth_rule, density_surface
from tests.benchmarks.counties import CRS, SOUTH, WEST, incident_frame

MIDDLE = np.array([WEST + 20_000, SOUTH + 20_000])
RNG = np.random.default_rng(5)
POINTS = MIDDLE + RNG.normal(0, 800, (400, 2))
AREA_CRS = metric_crs(104.5, 31.2)


def total(density: np.ndarray, cell_m: float) -> float:
    return float(np.nansum(density) * (cell_m / 1000) ** 2)


@pytest.mark.parametrize("kernel", ["quartic", "gaussian"])
def test_density_adds_up_to_the_incidents(kernel: str) -> None:
    surface = density_surface(incident_frame(POINTS), kernel=kernel)
    assert surface is not None
    assert total(surface.density, surface.cell_m) == pytest.approx(400, rel=1e-3)


def test_gaussian_density_agrees_with_scikit_learn() -> None:
    surface = density_surface(incident_frame(POINTS), kernel="gaussian", bandwidth_m=300, cell_m=20)
    assert surface is not None
    rows, columns = surface.density.shape
    at = np.array([[rows // 2, columns // 2], [rows // 3, columns // 2], [rows // 2, columns // 3]])
    xy = np.column_stack([surface.west + (at[:, 1] + 0.5) * 20, surface.south + (at[:, 0] + 0.5) * 20])
    exact = np.exp(KernelDensity(bandwidth=300).fit(POINTS).score_samples(xy)) * 400 * 1e6
    assert surface.density[tuple(at.T)] == pytest.approx(exact, rel=0.01)


def test_quartic_density_of_one_incident_peaks_at_three_over_pi_h_squared() -> None:
    surface = density_surface(incident_frame(MIDDLE[None]), bandwidth_m=1000, cell_m=20)
    assert surface is not None
    assert surface.density.max() == pytest.approx(3 / np.pi, rel=0.01)


def test_the_edge_of_the_study_area_takes_nothing_from_the_density() -> None:
    side = 6000
    box = shapely.box(*MIDDLE, *(MIDDLE + side))
    points = MIDDLE + RNG.uniform(0, side, (60_000, 2))
    area = gpd.GeoDataFrame(geometry=[box], crs=CRS)
    surface = density_surface(incident_frame(points), bandwidth_m=800, study_area=area)
    assert surface is not None
    even = 60_000 / 36
    assert np.nanmin(surface.density) > 0.8 * even
    assert np.nanmean(surface.density) == pytest.approx(even, rel=0.03)


def test_weights_multiply_the_density() -> None:
    frame = incident_frame(POINTS)
    plain = density_surface(frame, bandwidth_m=500)
    doubled = density_surface(frame, bandwidth_m=500, weights=np.full(400, 2.0))
    assert plain is not None
    assert doubled is not None
    assert doubled.density == pytest.approx(2 * plain.density)


def test_cells_come_as_squares_in_degrees() -> None:
    surface = density_surface(incident_frame(POINTS))
    assert surface is not None
    cells = surface.cells(least=1.0)
    assert cells.crs.to_epsg() == 4326
    assert (cells["density"] > 1).all()
    assert len(cells) == (surface.density > 1).sum()


def test_bandwidth_rule_follows_the_spread_of_both_coordinates_and_stays_in_its_limits() -> None:
    points = np.random.default_rng(2).normal(0, [1000, 3000], (4096, 2))
    assert bandwidth_rule(points) == pytest.approx(np.sqrt((1000**2 + 3000**2) / 2) / 4, rel=0.05)
    assert bandwidth_rule(points / 1000) == 150
    assert bandwidth_rule(np.zeros((5, 2))) == 150


def test_density_refuses_what_cannot_be_drawn() -> None:
    frame = incident_frame(POINTS)
    with pytest.raises(ValueError, match="kernel"):
        density_surface(frame, kernel="cubic")
    with pytest.raises(SizeError, match="density_too_large"):
        density_surface(frame, bandwidth_m=500, cell_m=0.5)
    assert density_surface(frame.iloc[:0]) is None
