"""A county of a few dozen villages, with findings, for tests of what is put on paper."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.frames import IncidentFrame, as_incidents
from tests.web.evidence import EVIDENCE

CRS = "EPSG:4545"
EAST, NORTH, WIDTH = 480_000.0, 3_460_000.0, 24_000.0
HOSTILE = "<script>alert('x')</script>\"http://elsewhere.example/\""


@dataclass(frozen=True)
class SmallCounty:
    places: dict[str, gpd.GeoDataFrame]
    incidents: IncidentFrame
    areas: gpd.GeoDataFrame
    zones: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    beats: gpd.GeoDataFrame


def small_county(seed: int = 7) -> SmallCounty:
    rng = np.random.default_rng(seed)
    villages = _villages(rng)
    townships = villages.dissolve("township_code", as_index=False)[["township_code", "geometry"]]
    townships = townships.rename(columns={"township_code": "code"}).assign(
        name=["城关镇", "青川镇", "石桥镇", "白鹿乡", "龙泉乡", HOSTILE], kind="town"
    )
    centre = np.array([EAST + WIDTH / 2, NORTH + WIDTH / 2])
    units = villages.assign(load=rng.integers(20, 400, len(villages)))
    units["beat_id"] = (pd.factorize(units["township_code"])[0] + 1).astype(int)
    places = {
        "townships": townships,
        "villages": villages,
        "stations": gpd.GeoDataFrame(
            {"code": ["s1", "s2"], "name": ["城关派出所", "石桥派出所"]},
            geometry=shapely.points([centre, centre + 6000]),
            crs=CRS,
        ),
        "roads": _roads(),
        "water": _river(),
    }
    return SmallCounty(
        places={name: frame.to_crs(4326) for name, frame in places.items()},
        incidents=_incidents(rng, centre),
        areas=_areas(centre).to_crs(4326),
        zones=_zones(villages).to_crs(4326),
        units=units,
        beats=_beats(units),
    )


def _villages(rng: np.random.Generator) -> gpd.GeoDataFrame:
    county = shapely.box(EAST, NORTH, EAST + WIDTH, NORTH + WIDTH).buffer(1500)
    seeds = shapely.MultiPoint(rng.uniform((EAST, NORTH), (EAST + WIDTH, NORTH + WIDTH), (60, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=county))
    cells = shapely.intersection(cells, county)
    middle = shapely.get_coordinates(shapely.centroid(cells)) - [EAST, NORTH]
    column, row = np.clip(middle // (WIDTH / 3, WIDTH / 2), 0, (2, 1)).astype(int).T
    return gpd.GeoDataFrame(
        {
            "code": [f"51072410{n:04d}" for n in range(len(cells))],
            "name": [f"第{n + 1}村" for n in range(len(cells))],
            "township_code": [f"5107240{c + 3 * r}" for c, r in zip(column, row, strict=True)],
            "population": rng.integers(400, 4000, len(cells)),
        },
        geometry=cells,
        crs=CRS,
    )


def _roads() -> gpd.GeoDataFrame:
    middle = NORTH + WIDTH / 2
    lines = [
        shapely.LineString([(EAST, middle - 4000), (EAST + WIDTH, middle + 5000)]),
        shapely.LineString([(EAST + 9000, NORTH), (EAST + 12000, middle), (EAST + 15000, NORTH + WIDTH)]),
        shapely.LineString([(EAST + 2000, NORTH + 3000), (EAST + 12000, middle)]),
    ]
    return gpd.GeoDataFrame(
        {"name": ["绵广高速", "县道", "村道"], "road_class": ["highway", "main", "local"]},
        geometry=lines,
        crs=CRS,
    )


def _river() -> gpd.GeoDataFrame:
    across = np.linspace(0, WIDTH, 60)
    bend = NORTH + WIDTH / 2 + 3000 * np.sin(across / 4000)
    line = shapely.LineString(np.column_stack([EAST + across, bend]))
    return gpd.GeoDataFrame({"name": ["青江"], "kind": ["river"]}, geometry=[line], crs=CRS)


def _incidents(rng: np.random.Generator, centre: np.ndarray) -> IncidentFrame:
    where = np.vstack(
        [
            rng.normal(centre, 900, (900, 2)),
            rng.uniform((EAST, NORTH), (EAST + WIDTH, NORTH + WIDTH), (600, 2)),
        ]
    )
    days = rng.integers(0, 730, len(where))
    hours = rng.choice(24, len(where), p=np.r_[np.full(18, 0.02), np.full(6, 0.64 / 6)])
    when = pd.Timestamp("2024-01-01", tz="Asia/Shanghai") + pd.to_timedelta(days * 24 + hours, unit="h")
    points = gpd.GeoSeries(shapely.points(where), crs=CRS).to_crs(4326)
    word = rng.choice(["盗窃电动车", "入室盗窃", "殴打他人", HOSTILE], len(where), p=[0.5, 0.3, 0.19, 0.01])
    return as_incidents(
        gpd.GeoDataFrame(
            {
                "incident_id": [str(n) for n in range(len(where))],
                "occurred_from": when.tz_convert("UTC"),
                "occurred_to": when.tz_convert("UTC"),
                "category": "criminal",
                "category_word": word,
            },
            geometry=points,
            crs=4326,
        )
    )


def _areas(centre: np.ndarray) -> gpd.GeoDataFrame:
    offsets = np.array([[0, 0], [1400, 600], [-5000, 4000], [6000, -5000]])
    sizes = np.array([420, 300, 500, 350])
    shapes = [shapely.Point(*(centre + off)).buffer(size) for off, size in zip(offsets, sizes, strict=True)]
    return gpd.GeoDataFrame(
        {
            "area_id": ["A1", "A2", "A3", "W1"],
            "rank": [1, 2, 3, 4],
            "tier": ["significant", "significant", "significant", "watch"],
            "incidents": [187, 87, 41, 22],
            "expected": [40.2, 31.2, 14.8, 13.1],
            "baseline": "population",
            "relative_risk": [4.65, 2.79, 2.77, 1.68],
            "p_value": [0.0001, 0.0004, 0.004, 0.09],
            "p_value_adjusted": [0.0003, 0.001, 0.012, 0.21],
            "log_likelihood_ratio": [120.3, 33.0, 15.2, 2.6],
            "harm": [320.0, 120.0, 66.0, 30.0],
            "trend": ["rising", "steady", "falling", "steady"],
            "first_occurred_at": pd.Timestamp("2025-01-02T04:00:00Z"),
            "last_occurred_at": pd.Timestamp("2025-12-30T04:00:00Z"),
            "top_categories": ["盗窃电动车, 殴打他人", "入室盗窃", HOSTILE, "盗窃电动车"],
            "peak_hours": ["20-23", "0-4", "18-21", "20-23"],
            "area_km2": [0.55, 0.28, 0.79, 0.38],
            **EVIDENCE,
            "category_counts": [
                "盗窃电动车 150; 殴打他人 37",
                "入室盗窃 87",
                f"{HOSTILE} 41",
                "盗窃电动车 22",
            ],
        },
        geometry=shapes,
        crs=CRS,
    )


def _zones(villages: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    far = villages.centroid.distance(shapely.Point(EAST + WIDTH / 2, NORTH + WIDTH / 2))
    zone = np.select([far < 4000, far < 8000], ["urban", "fringe"], "rural")
    return villages.assign(zone=zone, zone_source="derived")


def _beats(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    beats = units.dissolve("beat_id", aggfunc={"load": "sum", "code": "count"}, as_index=False)
    return beats.rename(columns={"code": "units"}).assign(
        station=["城关派出所", None, "石桥派出所", None, HOSTILE, None],
        zone="rural",
        load_ratio=lambda table: table["load"] / table["load"].mean(),
        area_km2=lambda table: table.area / 1e6,
        compactness=lambda table: 4 * np.pi * table.area / table.length**2,
    )
