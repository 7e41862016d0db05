"""
Random counties with and without planted discs, and how an answer is scored.

40 x 40 km; people in one county town, six towns and 150 villages, kept on 200 m cells; background incidents
follow them; planted discs of 120-400 m radius stand where people are.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.stats import norm

from gis.crs import metric_crs
from gis.frames import IncidentFrame, as_incidents

SIDE_M = 40_000.0
CELL_M = 200.0
CRS = metric_crs(104.5, 31.2)
WEST, SOUTH = 480_000.0, 3_440_000.0

DISCS = {500: (5, 0.30), 2_000: (12, 0.25), 6_000: (25, 0.15)}
"""Incidents of a county: how many discs hold which share of them; 25 discs and 5 % elsewhere."""


@dataclass(frozen=True, slots=True)
class County:
    """Incidents, the people behind them and the planted discs (x, y, radius)."""

    xy: np.ndarray
    discs: np.ndarray
    people: np.ndarray  # x, y, population of 200 m cells

    @property
    def incidents(self) -> IncidentFrame:
        return incident_frame(self.xy)

    @property
    def population(self) -> gpd.GeoDataFrame:
        half = CELL_M / 2
        x, y, population = self.people.T
        squares = shapely.box(x - half, y - half, x + half, y + half)
        return gpd.GeoDataFrame({"population": population}, geometry=squares, crs=CRS)


def incident_frame(xy: np.ndarray) -> IncidentFrame:
    points = gpd.GeoSeries(gpd.points_from_xy(xy[:, 0], xy[:, 1]), crs=CRS).to_crs("EPSG:4326")
    begin = pd.Timestamp("2024-01-01", tz="UTC").value // 10**9
    seconds = begin + np.arange(len(xy)) * 7919 % (365 * 86_400)
    occurred = pd.to_datetime(seconds, unit="s", utc=True)
    table = {"incident_id": np.arange(len(xy)).astype(str), "category": "criminal"}
    return as_incidents(
        gpd.GeoDataFrame(table | {"occurred_from": occurred, "occurred_to": occurred}, geometry=points)
    )


def people_of_county(rng: np.random.Generator, town: float = 1.0) -> np.ndarray:
    """Draw settlements and give their people on cells: x, y, population; ``town`` swells the county town."""
    middles = rng.uniform(2_000, SIDE_M - 2_000, (157, 2))
    spread = np.concatenate([[1_300.0], rng.uniform(400, 700, 6), rng.uniform(120, 350, 150)])
    size = np.concatenate([[120_000.0 * town], rng.uniform(10_000, 25_000, 6), rng.lognormal(7.0, 0.5, 150)])
    edges = np.arange(0, SIDE_M + 1, CELL_M)
    field = np.full((len(edges) - 1,) * 2, 0.3)
    for (x, y), s, n in zip(middles, spread, size, strict=True):
        field += n * np.outer(np.diff(norm.cdf(edges, y, s)), np.diff(norm.cdf(edges, x, s)))
    field = np.where(field < 1, rng.poisson(field), np.round(field))
    row, column = np.nonzero(field)
    x, y = WEST + (column + 0.5) * CELL_M, SOUTH + (row + 0.5) * CELL_M
    return np.column_stack([x, y, field[row, column]])


def scatter(people: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    """Draw points that follow the people, anywhere in their cell."""
    chosen = rng.choice(len(people), n, p=people[:, 2] / people[:, 2].sum())
    return people[chosen, :2] + rng.uniform(-CELL_M / 2, CELL_M / 2, (n, 2))


def planted_county(n: int, seed: int, town: float = 1.0) -> County:
    """Draw a county with planted discs, as many and as strong as ``DISCS`` says for its incidents."""
    rng = np.random.default_rng(seed)
    people = people_of_county(rng, town)
    count, share = DISCS.get(n, (25, 0.05))
    discs: list[np.ndarray] = []
    while len(discs) < count:
        x, y = scatter(people, 1, rng)[0]
        radius = rng.uniform(120, 400)
        if all(np.hypot(x - a, y - b) > radius + r + 200 for a, b, r in discs):
            discs.append(np.array([x, y, radius]))
    planted = np.array(discs)
    hot = round(n * share)
    which = np.arange(hot) % count
    angle, away = rng.uniform(0, 2 * np.pi, hot), np.sqrt(rng.uniform(0, 1, hot)) * planted[which, 2]
    inside = planted[which, :2] + np.column_stack([np.cos(angle), np.sin(angle)]) * away[:, None]
    return County(np.vstack([scatter(people, n - hot, rng), inside]), planted, people)


def null_county(n: int, seed: int) -> County:
    """Draw a county without planted discs."""
    rng = np.random.default_rng(seed)
    people = people_of_county(rng)
    return County(scatter(people, n, rng), np.empty((0, 3)), people)


def smooth_county(n: int, seed: int) -> County:
    """Draw a county whose incidents follow a surface without structure below 2 km."""
    rng = np.random.default_rng(seed)
    blobs = rng.integers(4, 12)
    middles, spread = rng.uniform(0, SIDE_M, (blobs, 2)), rng.uniform(2_000, 8_000, blobs)
    share = rng.dirichlet(np.ones(blobs + 1))
    which = rng.choice(blobs + 1, n * 3, p=share)
    xy = rng.uniform(0, SIDE_M, (n * 3, 2))
    blob = which < blobs
    xy[blob] = middles[which[blob]] + rng.normal(size=(int(blob.sum()), 2)) * spread[which[blob], None]
    xy = xy[((xy > 0) & (xy < SIDE_M)).all(axis=1)][:n] + np.array([WEST, SOUTH])
    return County(xy, np.empty((0, 3)), np.empty((0, 3)))


def repeated_county(n: int, seed: int, townships: int = 16) -> County:
    """Draw a county without discs whose addresses call again and whose townships report differently."""
    rng = np.random.default_rng(seed)
    people = people_of_county(rng)
    block = (people[:, :2] - [WEST, SOUTH]) // (SIDE_M / np.sqrt(townships))
    reporting = rng.lognormal(0, 0.2, townships)
    told = people.copy()
    told[:, 2] *= reporting[(block[:, 0] * np.sqrt(townships) + block[:, 1]).astype(int)]
    addresses = scatter(told, n, rng)
    repeats = 1 + rng.negative_binomial(0.5, 0.5, n)
    return County(np.repeat(addresses, repeats, axis=0)[:n], np.empty((0, 3)), people)


@dataclass(frozen=True, slots=True)
class Score:
    """Share of areas that are right, of discs that are found, and F1 over the incidents inside."""

    precision: float
    recall: float
    f1: float
    areas: int


def score(county: County, areas: gpd.GeoSeries) -> Score:
    """Score areas (any system) against the planted discs."""
    shapes = areas.to_crs(CRS)
    discs = [shapely.Point(x, y).buffer(r, quad_segs=32) for x, y, r in county.discs]
    union = shapely.union_all(discs)
    right = [shape.intersection(union).area >= 0.3 * shape.area for shape in shapes]
    found = [any(shape.intersection(disc).area >= 0.5 * disc.area for shape in shapes) for disc in discs]
    points = shapely.points(county.xy)
    truth = shapely.STRtree(points).query(discs, predicate="intersects")[1]
    listed = shapely.STRtree(points).query(np.asarray(shapes.values), predicate="intersects")[1]
    is_true, is_listed = np.zeros((2, len(points)), dtype=bool)
    is_true[truth], is_listed[listed] = True, True
    both = int((is_true & is_listed).sum())
    precision = float(np.mean(right)) if right else 1.0
    return Score(
        precision, float(np.mean(found)), 2 * both / max(is_true.sum() + is_listed.sum(), 1), len(right)
    )
