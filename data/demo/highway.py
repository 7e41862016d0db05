"""The demo county's highway: a smooth line past the seat, with interchanges."""

from __future__ import annotations

import numpy as np
import shapely
from scipy.interpolate import CubicSpline
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from data.demo.fabric import Fabric
from data.demo.plane import Floats
from data.demo.seat import Seat
from data.demo.water import Water

CANDIDATES = 40
PAST_SEAT_M = 2_700.0
INTERCHANGES = 3
LONGEST_RAMP_M = 3_500.0


def make_highway(rng: np.random.Generator, fabric: Fabric, water: Water, seat: Seat) -> LineString:
    """Choose, among several smooth courses through the county, the one that meets least water and no town."""
    courses = [_course(rng, fabric, seat) for _ in range(CANDIDATES)]
    built = shapely.union_all(fabric.shapes[np.isin(np.array(fabric.kinds), ("seat", "town"))]).buffer(250)
    return min(courses, key=lambda course: _trouble(course, water, built))


def _course(rng: np.random.Generator, fabric: Fabric, seat: Seat) -> LineString:
    along = np.array([np.cos(seat.angle), np.sin(seat.angle)])
    across = np.array([-along[1], along[0]])
    stops = np.array([-36_000.0, -22_000.0, -10_000.0, 0.0, 10_000.0, 22_000.0, 36_000.0])
    aside = PAST_SEAT_M + rng.normal(0, [9_000, 5_000, 1_600, 250, 1_600, 5_000, 9_000])
    spline = CubicSpline(stops, seat.centre + stops[:, None] * along + aside[:, None] * across)
    inside = shapely.intersection(LineString(spline(np.arange(-36_000, 36_000, 150.0))), fabric.county)
    longest: LineString = max(shapely.get_parts(inside), key=shapely.length)
    return longest


def _trouble(course: LineString, water: Water, built: BaseGeometry) -> float:
    crossings = sum(
        shapely.get_num_geometries(shapely.intersection(course, stream))
        for stream in (water.river, water.tributary)
    )
    lake = course.distance(water.reservoir) < 150
    turning = 0.0002 * (
        course.length - float(np.hypot(*np.diff(np.array(course.coords)[[0, -1]], axis=0)[0]))
    )
    return float(crossings) + 50 * float(lake) + 20 * float(course.intersects(built)) + turning


def make_ramps(highway: LineString, places: Floats, roads: Floats, water: Water) -> list[LineString]:
    """Join the highway to road nodes near the places, without crossing water; straight ramps."""
    wet = shapely.union_all([water.river, water.tributary, water.reservoir])
    points = np.asarray(shapely.points(roads), dtype=object)
    near = shapely.distance(np.asarray(points), highway)
    ramps: list[LineString] = []
    order = np.argsort(shapely.distance(shapely.points(places), highway), kind="stable")
    for place in places[order]:
        for node in np.argsort(near + 0.35 * np.hypot(*(roads - place).T), kind="stable")[:12]:
            ramp = LineString([highway.interpolate(highway.project(points[node])).coords[0], roads[node]])
            apart = all(ramp.distance(other) > 6_000 for other in ramps)
            if 150 < ramp.length < LONGEST_RAMP_M and apart and not ramp.intersects(wet):
                ramps.append(ramp)
                break
        if len(ramps) == INTERCHANGES:
            break
    return ramps
