"""The table of areas: what each holds, against what was expected there."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from gis.frames import IncidentFrame
from hotspots.evidence.aoristic import aoristic_hours
from hotspots.evidence.profile import month_trend, peak_hours, top_categories, whole_months
from hotspots.finding.expected import Expected
from hotspots.finding.grid import Floats, Ints
from hotspots.finding.judgement import Candidate
from hotspots.finding.outlines import cells_inside
from hotspots.params import HotspotParams
from hotspots.scans.poisson_scan import poisson_log_likelihood_ratio

AREA_COLUMNS = (
    "area_id",
    "rank",
    "incidents",
    "expected",
    "baseline",
    "relative_risk",
    "p_value",
    "p_value_adjusted",
    "log_likelihood_ratio",
    "harm",
    "trend",
    "first_occurred_at",
    "last_occurred_at",
    "top_categories",
    "peak_hours",
    "area_km2",
    "tier",
)
GEOHASH_LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz"
GEOHASH_LENGTH = 8


def empty_areas() -> gpd.GeoDataFrame:
    """Make a table of no areas with every column."""
    return _typed(pd.DataFrame(columns=list(AREA_COLUMNS)), np.empty(0, dtype=object), "EPSG:4326")


def area_table(
    candidates: list[Candidate],
    incidents: IncidentFrame,
    xy: Floats,
    expected: Expected,
    *,
    scale: float,
    crs: pyproj.CRS,
    baseline: str,
    params: HotspotParams,
) -> gpd.GeoDataFrame:
    """
    Gather the evidence of each area and rank them.

    The rank follows the harm above expectation, ``harm x (incidents - expected) / incidents``;
    significant areas come before those to watch.

    Parameters
    ----------
    candidates
        Areas with their error rates.
    incidents, xy
        Incidents used and their metric coordinates.
    expected
        Expected numbers, in the units of the statistic; ``scale`` turns them into incidents.
    """
    if not candidates:
        return empty_areas()
    tree = shapely.STRtree(np.asarray(shapely.points(xy)))
    mean = expected.on_cells() * scale
    months = whole_months(incidents["occurred_from"], params.time_zone)
    rows = []
    for candidate in candidates:
        inside = np.sort(tree.query(candidate.polygon, predicate="intersects"))
        held = len(inside)
        row = _evidence(IncidentFrame(incidents.iloc[inside]), months.iloc[inside], months, params)
        number = _expected_inside(candidate.polygon, expected, mean)
        row |= {
            "expected": number,
            "relative_risk": held / number,
            "log_likelihood_ratio": float(poisson_log_likelihood_ratio(held, number)),
            "p_value": candidate.p_value,
            "p_value_adjusted": candidate.p_value_adjusted,
            "area_km2": candidate.polygon.area / 1e6,
            "tier": "significant" if candidate.significant else "watch",
            "baseline": baseline,
        }
        rows.append(row)
    table = pd.DataFrame(rows)
    shapes = gpd.GeoSeries([one.polygon for one in candidates], crs=crs)
    table["area_id"] = area_ids(shapes.representative_point().to_crs("EPSG:4326"))
    score = table["harm"] * (1 - table["expected"] / table["incidents"])
    order = np.lexsort((table["area_id"], -score, table["tier"] != "significant"))
    table = table.iloc[order].reset_index(drop=True)
    table["rank"] = np.arange(1, len(table) + 1)
    return _typed(table, shapes.to_crs("EPSG:4326").to_numpy()[order], "EPSG:4326")


def _typed(table: pd.DataFrame, shapes: object, crs: str) -> gpd.GeoDataFrame:
    kinds = {"rank": "int64", "incidents": "int64"} | dict.fromkeys(
        (
            "expected",
            "relative_risk",
            "p_value",
            "p_value_adjusted",
            "log_likelihood_ratio",
            "harm",
            "area_km2",
        ),
        "float64",
    )
    table = table[list(AREA_COLUMNS)].astype(kinds)
    for column in ("first_occurred_at", "last_occurred_at"):
        table[column] = pd.to_datetime(table[column], utc=True)
    return gpd.GeoDataFrame(
        table, geometry=gpd.array.GeometryArray(np.asarray(shapes, dtype=object)), crs=crs
    )


def _evidence(
    inside: IncidentFrame, months: pd.Series, all_months: pd.Series, params: HotspotParams
) -> dict[str, object]:
    words = inside["category_word"].where(inside["category_word"].astype(str) != "", inside["category"])
    length = max(int(all_months.max()) + 1, 0)
    by_month = np.bincount(months[months >= 0], minlength=length)[:length]
    return {
        "incidents": len(inside),
        "harm": float(inside["harm"].sum()),
        "trend": month_trend(by_month),
        "first_occurred_at": inside["occurred_from"].min(),
        "last_occurred_at": inside["occurred_to"].max(),
        "top_categories": top_categories(words),
        "peak_hours": peak_hours(
            aoristic_hours(inside["occurred_from"], inside["occurred_to"], params.time_zone)
        ),
    }


def _expected_inside(polygon: BaseGeometry, expected: Expected, mean: Floats) -> float:
    """Add up the cells inside a polygon, scaled to its true area."""
    rows, columns, inside = cells_inside(expected.base.grid, polygon)
    cells = int(inside.sum())
    cell_km2 = expected.base.grid.finest.cell_m**2
    return max(float(mean[rows, columns][inside].sum()) * polygon.area / max(cells * cell_km2, 1e-9), 1e-6)


def area_ids(points: gpd.GeoSeries) -> list[str]:
    """Name each area by the geohash of a point inside it, with a number where two share one."""
    codes = geohash(points.x.to_numpy(), points.y.to_numpy())
    seen: dict[str, int] = {}
    named = []
    for code in codes:
        seen[code] = seen.get(code, 0) + 1
        named.append(code if seen[code] == 1 else f"{code}-{seen[code]}")
    return named


def geohash(lon: Floats, lat: Floats, length: int = GEOHASH_LENGTH) -> list[str]:
    """
    Encode points as geohashes (base 32, first bit of longitude).

    Examples
    --------
    >>> geohash(np.array([-5.6]), np.array([42.6]), 5)
    ['ezs42']
    """
    bits = length * 5
    lon_bits, lat_bits = (bits + 1) // 2, bits // 2
    east = _bits(lon, -180.0, 180.0, lon_bits)
    north = _bits(lat, -90.0, 90.0, lat_bits)
    code = np.zeros(len(east), dtype=np.int64)
    for bit in range(bits):
        source, left = (east, lon_bits - 1 - bit // 2) if bit % 2 == 0 else (north, lat_bits - 1 - bit // 2)
        code = (code << 1) | ((source >> left) & 1)
    letters = [(code >> (5 * (length - 1 - place))) & 31 for place in range(length)]
    return ["".join(GEOHASH_LETTERS[int(one[i])] for one in letters) for i in range(len(code))]


def _bits(value: Floats, low: float, high: float, bits: int) -> Ints:
    share = (np.asarray(value, dtype=float) - low) / (high - low)
    return np.clip(np.floor(share * (1 << bits)), 0, (1 << bits) - 1).astype(np.int64)
