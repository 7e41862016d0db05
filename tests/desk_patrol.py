"""What patrols of the small county of tests/desk_county.py are planned by."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

WEST, SOUTH = 104.00, 34.00


def zone_layers() -> dict[str, gpd.GeoDataFrame]:
    """A joint zone and a corridor, as `safetown zones` keeps them."""
    joint = {
        "joint_zone_id": [1],
        "primary_station": ["S1"],
        "backup_station": ["S2"],
        "township_code": ["620523100"],
        "units": [4],
        "key_areas": ["县一中"],
        "disorderly_areas": [1],
        "border_km": [3.5],
        "area_km2": [20.0],
    }
    corridor = {
        "corridor_id": [1],
        "name": ["国道310"],
        "stations": ["S1, S2"],
        "length_km": [20.0],
        "area_km2": [8.0],
        "overlap_km2": [2.0],
    }
    street = shapely.LineString([(WEST + 0.03, SOUTH + 0.06), (WEST + 0.05, SOUTH + 0.06)])
    section = {
        "section_id": [1],
        "street": ["建设路"],
        "cross_streets": ["人民路, 解放路"],
        "neighbourhood": ["城关东村"],
        "station": ["S1"],
        "length_m": [320.0],
        "incidents": [21],
        "rate_ratio": [4.2],
        "peak_days": ["workdays"],
        "peak_hours": ["20-23"],
        "peak_share": [0.4],
    }
    return {
        "key_sections": _frame(section, [street]),
        "joint_zones": _frame(joint, [shapely.box(WEST + 0.02, SOUTH + 0.02, WEST + 0.1, SOUTH + 0.1)]),
        "corridors": _frame(corridor, [shapely.box(WEST, SOUTH + 0.05, WEST + 0.24, SOUTH + 0.07)]),
    }


def blind_spot_layers(villages: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    """Reach of two stations, a proposed point, a road left out and a gap."""
    cover = np.resize(["backed_up", "once", "blind", "unreached"], len(villages))
    minutes = np.resize([4.0, 9.0, 21.0, np.nan], len(villages))
    points = {
        "status": ["existing", "proposed"],
        "name": ["城关派出所", "白杨东村"],
        "rank": [np.nan, 1.0],
        "gain": [np.nan, 900.0],
    }
    middle = shapely.Point(WEST + 0.2, SOUTH + 0.13)
    across = shapely.LineString([(WEST, SOUTH + 0.08), (WEST + 0.08, SOUTH + 0.08)])
    along = shapely.LineString([(WEST + 0.08, SOUTH + 0.08), (WEST + 0.16, SOUTH + 0.08)])
    roads = {"name": ["建设路"], "road_class": ["secondary"], "length_km": [2.0], "visit": ["beyond_shift"]}
    borders = {
        "station": ["S1", "S1"],
        "other_station": ["S2", "S2"],
        "length_km": [7.4, 7.4],
        "reached": ["none", "both"],
    }
    return {
        "places": villages.assign(cover=cover, minutes=minutes),
        "standing_points": _frame(points, [shapely.Point(WEST + 0.03, SOUTH + 0.03), middle]),
        "roads": _frame(roads, [across]),
        "borders": _frame(borders, [across, along]),
    }


def route_layers() -> dict[str, gpd.GeoDataFrame]:
    """Routes of two beats on two days, as `safetown routes` keeps them."""
    line = shapely.LineString([(WEST + 0.03, SOUTH + 0.03), (WEST + 0.05, SOUTH + 0.06)])
    routes = {
        "beat_id": [1, 1, 2, 2],
        "day": [1, 2, 1, 2],
        "stops": 1,
        "minutes": 55.0,
        "drive_min": 40.0,
        "stay_min": 15.0,
        "road_km": 12.0,
    }
    at = pd.to_datetime(["2026-01-05T13:10", "2026-01-06T14:20"] * 2, utc=True)
    stops = {
        "beat_id": [1, 1, 2, 2],
        "day": [1, 2, 1, 2],
        "order": 1,
        "stop_id": "P1",
        "kind": "must_visit",
        "name": "县一中",
        "arrive_at": at,
        "leave_at": at + pd.Timedelta(minutes=15),
    }
    shifted = [shapely.transform(line, lambda points, by=by: points + by) for by in (0.0, 0.01, 0.08, 0.09)]
    return {
        "routes": _frame(routes, shifted),
        "stops": _frame(stops, [shapely.Point(one.coords[1]) for one in shifted]),
    }


def _frame(columns: dict[str, object], shapes: list[shapely.Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)
