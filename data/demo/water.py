"""The demo county's water: a river that meanders through, a tributary, and the reservoir on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from data.demo.plane import Floats, make_warp, polyline_length

HALF_WIDTH_M = 34_000.0  # the river runs from beyond one border to beyond the other
SEAT_REACH_M = 4_200.0  # length of the straight reach beside which the county seat stands


@dataclass(frozen=True, slots=True)
class Water:
    """Lines and shapes of water in the plane, and the reach beside which the seat can stand."""

    river: LineString
    tributary: LineString
    reservoir: Polygon
    seat_site: Floats  # middle of the straight reach
    seat_angle: float  # direction of the reach, radians


def make_water(rng: np.random.Generator) -> Water:
    """Draw river, tributary and reservoir."""
    along = np.arange(-HALF_WIDTH_M, HALF_WIDTH_M, 60.0)
    slope = rng.uniform(-0.35, 0.05)
    base = np.column_stack([along, slope * along + 1_500 * np.sin(along / 9_000 + rng.uniform(0, 6.28))])
    meander = make_warp(rng, (10_000, 5_000, 2_400, 1_200), 1.9)
    course = meander.forward(base)
    middle, angle = _straightest_reach(course)
    normal = np.array([-np.sin(angle), np.cos(angle)])
    mouth = course[np.searchsorted(course[:, 0], middle[0] + rng.uniform(6_500, 8_500))]
    tributary, reservoir = _tributary(rng, mouth, normal)
    return Water(LineString(course), tributary, reservoir, middle, angle)


def _straightest_reach(course: Floats) -> tuple[Floats, float]:
    """Find the straightest reach of the middle part: its midpoint and direction."""
    lengths = polyline_length(course)
    best: tuple[float, Floats, float] = (np.inf, course[0], 0.0)
    for start in np.flatnonzero(np.abs(course[:, 0] + 1_500) < 5_000)[::4]:
        end = int(np.searchsorted(lengths, lengths[start] + SEAT_REACH_M))
        chord = course[end] - course[start]
        span = float(np.hypot(*chord))
        away = np.abs((course[start:end] - course[start]) @ np.array([-chord[1], chord[0]])) / span
        if away.max() < best[0]:
            best = (
                float(away.max()),
                (course[start] + course[end]) / 2,
                float(np.arctan2(chord[1], chord[0])),
            )
    return best[1], best[2]


def _tributary(rng: np.random.Generator, mouth: Floats, normal: Floats) -> tuple[LineString, Polygon]:
    """Draw a stream that comes down from the hills to the mouth, with a reservoir on its upper course."""
    reach = np.arange(0, 30_000, 60.0)
    lean = np.array([normal[1], -normal[0]]) * rng.uniform(-0.1, 0.35)
    base = mouth + reach[:, None] * (normal + lean)
    warp = make_warp(rng, (6_000, 2_600, 1_300, 700), 1.6)
    course = warp.forward(base)
    fade = np.clip(reach / 2_500, 0, 1)[:, None]
    course = base + (course - base) * fade
    dam = int(rng.uniform(9_000, 11_500) / 60)
    body = course[dam : dam + 62]
    widths = 520 * np.sqrt(np.linspace(1, 0.03, len(body))) * rng.uniform(0.8, 1.2, len(body))
    lobes = shapely.buffer(shapely.points(body[::3]), widths[::3])
    lake = shapely.transform(
        shapely.segmentize(shapely.union_all(lobes), 60), make_warp(rng, (1_100, 450), 0.9).forward
    )
    largest = max(shapely.get_parts(lake), key=shapely.area)
    return LineString(course), Polygon(largest.exterior)
