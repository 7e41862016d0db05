from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from scipy.stats import gaussian_kde
from sklearn.neighbors import KernelDensity

from gis.crs import metric_crs
from gis.errors import GeometryError, SizeError
from hotspots.kernels.density import density_surface, point_density
from hotspots.kernels.smoothing import WIDEST, Kernel
from tests.benchmarks.counties import CRS, SOUTH, WEST, incident_frame

MIDDLE = np.array([WEST + 20_000, SOUTH + 20_000])
RNG = np.random.default_rng(5)
POINTS = MIDDLE + RNG.normal(0, 800, (400, 2))
AREA_CRS = metric_crs(104.5, 31.2)


def total(density: np.ndarray, cell_m: float) -> float:
    return float(np.nansum(density) * (cell_m / 1000) ** 2)


@pytest.mark.parametrize("adaptive", [False, True])
@pytest.mark.parametrize("kernel", ["quartic", "gaussian", "epanechnikov"])
def test_density_adds_up_to_the_incidents(kernel: Kernel, adaptive: bool) -> None:
    surface = density_surface(incident_frame(POINTS), kernel=kernel, adaptive=adaptive)
    assert surface is not None
    assert total(surface.density, surface.cell_m) == pytest.approx(400, rel=1e-3)


@pytest.mark.parametrize(("kernel", "bandwidth_m"), [("gaussian", 300), ("epanechnikov", 700)])
def test_density_agrees_with_scikit_learn(kernel: Kernel, bandwidth_m: float) -> None:
    surface = point_density(POINTS, CRS, kernel=kernel, bandwidth_m=bandwidth_m, cell_m=20)
    assert surface is not None
    rows, columns = surface.density.shape
    at = np.array([[rows // 2, columns // 2], [rows // 3, columns // 2], [rows // 2, columns // 3]])
    xy = np.column_stack([surface.west + (at[:, 1] + 0.5) * 20, surface.south + (at[:, 0] + 0.5) * 20])
    reference = KernelDensity(kernel=kernel, bandwidth=bandwidth_m).fit(POINTS)
    exact = np.exp(reference.score_samples(xy)) * 400 * 1e6
    assert surface.density[tuple(at.T)] == pytest.approx(exact, rel=0.01)


def test_density_agrees_with_scipy() -> None:
    # scipy's kernel has the shape of the data's spread: round data for a round kernel
    centred = POINTS - POINTS.mean(axis=0)
    turned = centred @ np.linalg.inv(np.linalg.cholesky(np.cov(centred.T))).T * 800
    surface = point_density(MIDDLE + turned, CRS, kernel="gaussian", bandwidth_m=300, cell_m=20)
    assert surface is not None
    rows, columns = np.array(surface.density.shape) // 2
    middle = [surface.west + (columns + 0.5) * 20, surface.south + (rows + 0.5) * 20]
    exact = gaussian_kde(turned.T, bw_method=300 / 800)(middle - MIDDLE)[0] * 400 * 1e6
    assert surface.density[rows, columns] == pytest.approx(exact, rel=0.01)


def test_weighted_density_agrees_with_the_sum_of_weighted_kernels() -> None:
    weights = RNG.gamma(2.0, 1.0, 400)
    surface = point_density(POINTS, CRS, kernel="gaussian", bandwidth_m=300, cell_m=20, weights=weights)
    assert surface is not None
    rows, columns = np.array(surface.density.shape) // 2
    middle = [surface.west + (columns + 0.5) * 20, surface.south + (rows + 0.5) * 20]
    apart = np.square(POINTS - middle).sum(axis=1)
    exact = (weights * np.exp(-apart / 2 / 300**2)).sum() / (2 * np.pi * 0.3**2)
    assert surface.density[rows, columns] == pytest.approx(exact, rel=0.01)


def test_adaptive_density_agrees_with_abramsons_estimate_worked_out_point_by_point() -> None:
    surface = point_density(
        POINTS, CRS, kernel="gaussian", bandwidth_m=300, pilot_m=500, adaptive=True, cell_m=25
    )
    assert surface is not None
    apart = np.square(POINTS[:, None] - POINTS).sum(axis=2)
    pilot = np.exp(-apart / 2 / 500**2).sum(axis=1)
    own = 300 * np.minimum(np.sqrt(np.exp(np.log(pilot).mean()) / pilot), WIDEST)
    row, column = np.array(surface.density.shape)[:, None] * np.array([0.5, 0.45, 0.42]) // 1
    x, y = surface.west + (column + 0.5) * 25, surface.south + (row + 0.5) * 25
    far = np.square(POINTS[:, 0, None] - x) + np.square(POINTS[:, 1, None] - y)
    exact = (np.exp(-far / 2 / own[:, None] ** 2) / (2 * np.pi * (own[:, None] / 1000) ** 2)).sum(axis=0)
    assert surface.density[row.astype(int), column.astype(int)] == pytest.approx(exact, rel=0.02)


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


@pytest.mark.parametrize("adaptive", [False, True])
def test_diggles_correction_keeps_every_incident_inside(adaptive: bool) -> None:
    box = shapely.box(*MIDDLE, *(MIDDLE + 3000))
    points = MIDDLE + RNG.beta(0.6, 2.0, (500, 2)) * 3000
    surface = point_density(points, CRS, bandwidth_m=600, outline=box, edge="diggle", adaptive=adaptive)
    plain = point_density(points, CRS, bandwidth_m=600, outline=box, edge="none", adaptive=adaptive)
    assert surface is not None
    assert plain is not None
    assert total(surface.density, surface.cell_m) == pytest.approx(500, rel=1e-9)
    assert total(plain.density, plain.cell_m) < 480


def test_adaptive_density_is_even_up_to_the_edge_of_an_even_study_area() -> None:
    box = shapely.box(*MIDDLE, *(MIDDLE + 4000))
    points = MIDDLE + RNG.uniform(0, 4000, (60_000, 2))
    surface = point_density(points, CRS, bandwidth_m=500, outline=box, adaptive=True)
    assert surface is not None
    assert np.nanmin(surface.density) > 0.8 * 60_000 / 16
    assert np.nanmax(surface.density) < 1.2 * 60_000 / 16


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


def test_density_refuses_what_cannot_be_drawn() -> None:
    frame = incident_frame(POINTS)
    with pytest.raises(ValueError, match="kernel"):
        density_surface(frame, kernel="cubic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="edge"):
        density_surface(frame, edge="hard")  # type: ignore[arg-type]
    for wrong in ({"bandwidth_m": 0}, {"cell_m": -1}, {"pilot_m": np.inf}):
        with pytest.raises(ValueError, match="positive"):
            density_surface(frame, **wrong)
    with pytest.raises(ValueError, match="one number a row"):
        density_surface(frame, weights=[1.0])
    with pytest.raises(ValueError, match="none below zero"):
        density_surface(frame, weights=np.full(400, -1.0))
    with pytest.raises(ValueError, match="finite"):
        point_density([[0, np.nan]], CRS, bandwidth_m=100)
    with pytest.raises(ValueError, match="shape"):
        point_density([1, 2], CRS)
    with pytest.raises(SizeError, match="density_too_large"):
        density_surface(frame, bandwidth_m=500, cell_m=0.5)
    assert density_surface(frame.iloc[:0]) is None


@pytest.mark.parametrize("adaptive", [False, True])
@pytest.mark.parametrize(
    "points", [MIDDLE[None], MIDDLE + np.array([[0, 0], [900, 0]]), np.tile(MIDDLE, (50, 1))]
)
def test_one_two_and_many_incidents_on_one_spot_have_a_density(points: np.ndarray, adaptive: bool) -> None:
    surface = density_surface(incident_frame(points), adaptive=adaptive)
    assert surface is not None
    assert total(surface.density, surface.cell_m) == pytest.approx(len(points), rel=1e-3)


def test_a_study_area_without_ground_is_one_clear_error_and_one_without_incidents_no_density() -> None:
    for shape in (shapely.LineString([MIDDLE, MIDDLE + 500]), shapely.Polygon([MIDDLE, MIDDLE + 1, MIDDLE])):
        with pytest.raises(GeometryError, match="study_area_without_ground"):
            point_density(POINTS, CRS, outline=shape)
    inside_one_cell = shapely.box(*(MIDDLE + 1), *(MIDDLE + 3))
    with pytest.raises(GeometryError, match="study_area_without_ground"):
        point_density([MIDDLE + 2], CRS, outline=inside_one_cell, bandwidth_m=500)
    away = gpd.GeoDataFrame(geometry=[shapely.box(*(MIDDLE - 9000), *(MIDDLE - 8000))], crs=CRS)
    assert density_surface(incident_frame(POINTS), study_area=away) is None
