from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from scipy.ndimage import gaussian_filter

from gis.errors import GeometryError, InputError
from hotspots.kernels.binning import Cells, bin_points
from hotspots.kernels.log_ratio import SPREAD_EVENLY
from hotspots.kernels.relative_risk import relative_risk_surface
from hotspots.kernels.smoothing import Kernel
from tests.benchmarks.counties import CRS, SOUTH, WEST, incident_frame

SIDE_M, CELL_M = 12_000.0, 200.0
CORNER = np.array([WEST, SOUTH])
AREA = gpd.GeoDataFrame(geometry=[shapely.box(*CORNER, *(CORNER + SIDE_M))], crs=CRS)


def towns(rng: np.random.Generator) -> np.ndarray:
    """People of a town and eight villages on squares of 200 m: x, y, population."""
    middle = CORNER + (np.indices((60, 60)).reshape(2, -1).T + 0.5) * CELL_M
    people = np.full(len(middle), 0.2)
    for place in CORNER + rng.uniform(1_000, SIDE_M - 1_000, (9, 2)):
        people += 150 * np.exp(-np.square(middle - place).sum(axis=1) / 2 / 600**2)
    return np.column_stack([middle, people])


def population(people: np.ndarray) -> gpd.GeoDataFrame:
    x, y, number = people.T
    half = CELL_M / 2
    squares = shapely.box(x - half, y - half, x + half, y + half)
    return gpd.GeoDataFrame({"population": number}, geometry=squares, crs=CRS)


def scatter(people: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    chosen = rng.choice(len(people), n, p=people[:, 2] / people[:, 2].sum())
    return people[chosen, :2] + rng.uniform(-CELL_M / 2, CELL_M / 2, (n, 2))


def controls(xy: np.ndarray) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=gpd.points_from_xy(*xy.T), crs=CRS)


def lived(people: np.ndarray, cells: Cells) -> np.ndarray:
    """Cells around which several of some thousand incidents are expected."""
    field = bin_points(people[:, :2], cells, people[:, 2])
    return gaussian_filter(field, 600 / cells.cell_m) > np.quantile(field[field > 0], 0.6)


def planted(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    people = towns(rng)
    place = people[people[:, 2].argmax(), :2]
    return people, place, np.vstack([scatter(people, 1_500, rng), place + rng.normal(0, 150, (120, 2))])


def test_log_risk_is_the_log_of_two_smoothed_shares_worked_by_hand() -> None:
    rng = np.random.default_rng(1)
    people = towns(rng)
    xy = scatter(people, 900, rng)
    surface = relative_risk_surface(
        incident_frame(xy), population(people), bandwidth_m=600, cell_m=200, study_area=AREA
    )
    assert surface is not None
    column, row = ((xy - CORNER) // CELL_M).astype(int).T
    cases = np.zeros((60, 60))
    np.add.at(cases, (row, column), 1 / 900)
    at_risk = people[:, 2].reshape(60, 60).T / people[:, 2].sum()

    def smooth(field: np.ndarray) -> np.ndarray:
        return gaussian_filter(field, 3, mode="constant")

    even = smooth(np.full((60, 60), SPREAD_EVENLY / 3600))
    below = (1 - SPREAD_EVENLY) * smooth(at_risk) + 2 * even
    exact = np.log((smooth(cases) + even) / below)
    assert surface.log_risk[5:55, 5:55] == pytest.approx(exact[5:55, 5:55], abs=0.02)


@pytest.mark.parametrize("adaptive", [False, True])
@pytest.mark.parametrize("sampled", [False, True])
def test_tolerance_contours_enclose_a_planted_spot_and_little_else(sampled: bool, adaptive: bool) -> None:
    rng = np.random.default_rng(3)
    people, place, xy = planted(rng)
    at_risk = controls(scatter(people, 3_000, rng)) if sampled else population(people)
    surface = relative_risk_surface(
        incident_frame(xy),
        at_risk,
        bandwidth_m=400,
        study_area=AREA,
        adaptive=adaptive,
        replicates=39,
        rng=rng,
    )
    assert surface is not None
    contours = surface.contours()
    assert contours.crs.to_epsg() == 4326
    assert contours["p_value"].min() == pytest.approx(0.025)
    metric = contours.to_crs(CRS)
    assert metric.geometry.iloc[0].buffer(1).contains(shapely.Point(place))
    assert contours["relative_risk"].iloc[0] > 1.5
    assert metric.geometry.distance(shapely.Point(place)).max() < 800
    assert metric.area.sum() / 1e6 == pytest.approx(contours["area_km2"].sum(), rel=1e-3)


def test_counties_without_structure_get_a_contour_in_one_of_twenty() -> None:
    # the trap: contours of each cell's own p-value enclose ground in every one of them
    wrong = wrong_alone = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        people = towns(rng)
        surface = relative_risk_surface(
            incident_frame(scatter(people, 400, rng)),
            population(people),
            bandwidth_m=600,
            study_area=AREA,
            replicates=59,
            rng=rng,
        )
        assert surface is not None
        wrong += len(surface.contours()) > 0
        wrong_alone += len(surface.contours(each_cell_alone=True)) > 0
    assert wrong <= 5
    assert wrong_alone == 40


def test_p_values_of_each_cell_alone_are_as_even_as_they_claim_normal_or_drawn() -> None:
    normal, drawn, both = [], [], []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        people = towns(rng)
        at_risk, frame = population(people), incident_frame(scatter(people, 2_000, rng))
        first = relative_risk_surface(frame, at_risk, bandwidth_m=600, study_area=AREA)
        second = relative_risk_surface(
            frame, at_risk, bandwidth_m=600, study_area=AREA, replicates=99, rng=rng
        )
        assert first is not None
        assert second is not None
        inside = ~np.isnan(first.log_risk)
        settled = inside & lived(people, first.cells)
        normal.append((first.p_value[settled] <= 0.05).mean())
        drawn.append((second.p_value[inside] <= 0.05).mean())
        both.append(np.corrcoef(first.p_value[settled], second.p_value[settled])[0, 1])
        assert first.p_value_adjusted is None
        assert second.contours(each_cell_alone=True)["p_value"].max() <= 0.05
    assert np.mean(drawn) == pytest.approx(0.05, abs=0.025)
    assert np.mean(normal) == pytest.approx(0.05, abs=0.03)
    assert np.mean(both) > 0.95


@pytest.mark.parametrize("kernel", ["gaussian", "quartic", "epanechnikov"])
def test_incidents_where_nobody_lives_are_no_infinite_risk(kernel: Kernel) -> None:
    people = np.array([[*(CORNER + 3_000), 500.0]])
    xy = np.vstack([scatter(people, 40, np.random.default_rng(2)), CORNER + np.array([[9_000, 9_000]])])
    surface = relative_risk_surface(
        incident_frame(xy),
        population(people),
        kernel=kernel,
        bandwidth_m=500,
        study_area=AREA,
        replicates=99,
        rng=np.random.default_rng(1),
    )
    assert surface is not None
    assert surface.p_value_adjusted is not None
    assert np.isfinite(surface.log_risk[~np.isnan(surface.log_risk)]).all()
    assert np.nanmin(surface.p_value_adjusted) > 0.05
    assert np.nanmax(surface.p_value) <= 1


def test_without_a_study_area_the_box_around_everything_counts_and_one_incident_is_enough() -> None:
    people = towns(np.random.default_rng(0))
    surface = relative_risk_surface(
        incident_frame(people[:1, :2]), population(people), replicates=19, rng=np.random.default_rng(1)
    )
    assert surface is not None
    assert not np.isnan(surface.log_risk).any()
    assert len(surface.contours(alpha=0.01)) == 0
    assert relative_risk_surface(incident_frame(people[:0, :2]), population(people)) is None
    away = gpd.GeoDataFrame(geometry=[shapely.box(*(CORNER - 5_000), *(CORNER - 1_000))], crs=CRS)
    assert relative_risk_surface(incident_frame(people[:9, :2]), population(people), study_area=away) is None


def test_relative_risk_refuses_what_means_nothing() -> None:
    people = towns(np.random.default_rng(0))
    frame, at_risk = incident_frame(people[:9, :2]), population(people)
    with pytest.raises(InputError, match="population_zero"):
        relative_risk_surface(frame, at_risk.assign(population=0.0), study_area=AREA)
    with pytest.raises(ValueError, match="positive"):
        relative_risk_surface(frame, at_risk, bandwidth_m=0)
    with pytest.raises(ValueError, match="need rng"):
        relative_risk_surface(frame, at_risk, replicates=9)
    with pytest.raises(InputError, match="population_missing"):
        relative_risk_surface(frame, at_risk.drop(columns="population"))
    line = gpd.GeoDataFrame(geometry=[shapely.LineString([CORNER, CORNER + 500])], crs=CRS)
    with pytest.raises(GeometryError, match="study_area_without_ground"):
        relative_risk_surface(frame, at_risk, study_area=line)
    surface = relative_risk_surface(frame, at_risk, study_area=AREA)
    assert surface is not None
    with pytest.raises(ValueError, match="no random maps"):
        surface.contours()
