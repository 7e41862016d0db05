"""A county of six townships for tests of the web: every layer, incidents, an analysis of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.frames import IncidentFrame, as_incidents
from tests import desk_patrol as patrolled
from tests.web.evidence import EVIDENCE, FOUND

if TYPE_CHECKING:
    from data.store import Store

WEST, SOUTH, STEP = 104.00, 34.00, 0.08
NAMES = ("城关镇", "柳林镇", "河口镇", "石门乡", "青山乡", "白杨乡")
AREAS = 7
SIGNIFICANT = 4


def townships() -> gpd.GeoDataFrame:
    boxes = [_cell(number % 3, number // 3) for number in range(6)]
    kinds = ["town" if name.endswith("镇") else "township" for name in NAMES]
    return _frame({"code": _codes(6), "name": list(NAMES), "kind": kinds}, boxes)


def villages() -> gpd.GeoDataFrame:
    rows = []
    for number, name in enumerate(NAMES):
        west, south, east, north = _cell(number % 3, number // 3).bounds
        for part in range(4):
            half_x, half_y = (east - west) / 2, (north - south) / 2
            x, y = west + half_x * (part % 2), south + half_y * (part // 2)
            rows.append(
                (
                    f"{number}{part}",
                    f"{name[:2]}{'东西南北'[part]}村",
                    _codes(6)[number],
                    x,
                    y,
                    half_x,
                    half_y,
                )
            )
    boxes = [shapely.box(x, y, x + wide, y + high) for *_, x, y, wide, high in rows]
    return _frame(
        {
            "code": [row[0] for row in rows],
            "name": [row[1] for row in rows],
            "township_code": [row[2] for row in rows],
            "class_code": ["111"] * 2 + ["112"] * 4 + ["220"] * 18,
            "population": [900] * 24,
            "households": [300] * 24,
            "station": ["S1"] * 12 + ["S2"] * 12,
        },
        boxes,
    )


def lines_and_points() -> dict[str, gpd.GeoDataFrame]:
    road = shapely.LineString([(WEST, SOUTH + 0.05), (WEST + 3 * STEP, SOUTH + 0.07)])
    street = shapely.LineString([(WEST + 0.02, SOUTH), (WEST + 0.03, SOUTH + 2 * STEP)])
    river = shapely.LineString(
        [(WEST, SOUTH + 0.1), (WEST + 0.1, SOUTH + 0.09), (WEST + 3 * STEP, SOUTH + 0.12)]
    )
    roads = {
        "name": ["国道310", "建设路"],
        "road_class": ["main", "secondary"],
        "speed_kmh": [70.0, 40.0],
        "bridge": False,
    }
    points = [shapely.Point(WEST + 0.03, SOUTH + 0.03), shapely.Point(WEST + 0.2, SOUTH + 0.12)]
    stations = {
        "code": ["S1", "S2"],
        "name": ["城关派出所", "石门派出所"],
        "officers": 8,
        "auxiliaries": 20,
        "vehicles": 3,
    }
    return {
        "roads": _frame(roads, [road, street]),
        "water": _frame({"name": ["渭河"], "kind": ["river"]}, [river]),
        "stations": _frame(stations, points),
        "checkpoints": _frame(
            {"name": ["东卡口"], "kind": ["road"]}, [shapely.Point(WEST + 0.1, SOUTH + 0.05)]
        ),
        "key-places": _frame(
            {"name": ["县一中"], "kind": ["school"]}, [shapely.Point(WEST + 0.05, SOUTH + 0.05)]
        ),
    }


def incidents(count: int = 3000) -> IncidentFrame:
    """Two years of incidents, half of them near the seven areas, every tenth out of scope."""
    rng = np.random.default_rng(5)
    near = rng.random(count) < 0.5
    centre = np.array(_centres())[rng.integers(0, AREAS, count)]
    lon = np.where(near, centre[:, 0] + rng.normal(0, 0.002, count), WEST + rng.random(count) * 3 * STEP)
    lat = np.where(near, centre[:, 1] + rng.normal(0, 0.002, count), SOUTH + rng.random(count) * 2 * STEP)
    start = pd.Timestamp("2024-01-01T00:30", tz="Asia/Shanghai")
    at = (start + pd.to_timedelta(np.sort(rng.integers(0, 731 * 24 - 1, count)), unit="h")).tz_convert("UTC")
    out = np.arange(count) % 10 == 9
    table = {
        "incident_id": [f"J{number:06d}" for number in range(count)],
        "occurred_from": at,
        "occurred_to": at,
        "category": np.where(out, "help_request", np.where(near, "criminal", "public_order")),
        "category_word": np.where(out, "求助", np.where(near, "盗窃", "打架")),
        "in_scope": ~out,
    }
    return as_incidents(gpd.GeoDataFrame(table, geometry=shapely.points(lon, lat), crs=4326))


def areas() -> gpd.GeoDataFrame:
    shapes = [shapely.Point(x, y).buffer(0.004) for x, y in _centres()]
    ranks = np.arange(1, AREAS + 1)
    return _frame(
        {
            "area_id": [f"A{rank:02d}" for rank in ranks],
            "rank": ranks,
            "incidents": 240 - ranks * 12,
            "expected": 60.0,
            "baseline": "population",
            "relative_risk": (240 - ranks * 12) / 60.0,
            "p_value": 0.001 * ranks,
            "p_value_adjusted": 0.001 * ranks,
            "log_likelihood_ratio": 90.0 - ranks,
            "harm": 480.0,
            "trend": ["rising", "steady", "falling", "steady", "rising", "steady", "falling"],
            "first_occurred_at": pd.Timestamp("2024-01-03T02:00", tz="UTC"),
            "last_occurred_at": pd.Timestamp("2025-12-29T12:00", tz="UTC"),
            "top_categories": "盗窃 180, 打架 40",
            "peak_hours": "20-23",
            "area_km2": 0.6,
            "tier": np.where(ranks <= SIGNIFICANT, "significant", "watch"),
            **EVIDENCE,
        },
        shapes,
    )


def repeated_places() -> gpd.GeoDataFrame:
    return _frame(
        {
            "place_id": ["P1", "P2"],
            "incidents": [31, 12],
            "main_category": ["盗窃", "打架"],
            "main_category_share": [0.9, 0.5],
        },
        [shapely.Point(x, y) for x, y in _centres()[:2]],
    )


def beats() -> gpd.GeoDataFrame:
    shapes = [shapely.union_all([_cell(column, 0), _cell(column, 1)]) for column in range(3)]
    table = {
        "beat_id": [1, 2, 3],
        "station": ["城关派出所", "城关派出所", None],
        "zone": ["urban", "fringe", None],
        "load": [1180.0, 1010.0, 810.0],
        "load_ratio": [1.18, 1.01, 0.81],
        "units": [8, 8, 8],
        "area_km2": [130.0] * 3,
        "compactness": [0.62] * 3,
    }
    return _frame(table, shapes)


def zones() -> gpd.GeoDataFrame:
    zone = ["urban"] * 2 + ["fringe"] * 4 + ["rural"] * 18
    return villages().assign(zone=zone, zone_source="official")


def fill(store: Store) -> None:
    """Put the whole county into a store."""
    store.replace_places("townships", townships())
    store.replace_places("villages", villages())
    for layer, frame in lines_and_points().items():
        store.replace_places(layer, frame)
    store.import_incidents([incidents()], same_id="update", source_file="small county")
    period = {"since": "2024-01-01", "until": "2025-12-31", "baseline": "population"}
    for categories, found in (((), areas()), (("traffic",), areas().iloc[:2])):
        store.save_analysis(
            "hotspots",
            {**period, **FOUND, "categories": categories},
            {"areas": found, "repeated_places": repeated_places()},
        )
    store.save_analysis("zones", {}, {"zones": zones(), **patrolled.zone_layers()})
    store.save_analysis("blind_spots", {"within_min": 15.0}, patrolled.blind_spot_layers(villages()))
    store.save_analysis("routes", {"first_day": "2026-01-05", "days": 2}, patrolled.route_layers())
    units = villages().assign(beat_id=np.repeat([1, 2, 3], 8))
    store.save_analysis("beats", {"count": 3}, {"units": units, "beats": beats()})


def _cell(column: int, row: int) -> shapely.Polygon:
    return shapely.box(
        WEST + column * STEP, SOUTH + row * STEP, WEST + (column + 1) * STEP, SOUTH + (row + 1) * STEP
    )


def _centres() -> list[tuple[float, float]]:
    return [(WEST + 0.02 + 0.03 * number, SOUTH + 0.03 + 0.05 * (number % 3)) for number in range(AREAS)]


def _codes(count: int) -> list[str]:
    return [f"62052310{number}" for number in range(count)]


def _frame(columns: dict[str, object], shapes: list[shapely.Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)
