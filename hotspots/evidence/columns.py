"""Columns of the table of areas and their types."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspots.evidence.special_days import KINDS

AREA_TYPES = {
    "area_id": "str",
    "rank": "int64",
    "incidents": "int64",
    "expected": "float64",
    "baseline": "str",
    "relative_risk": "float64",
    "p_value": "float64",
    "p_value_adjusted": "float64",
    "log_likelihood_ratio": "float64",
    "harm": "float64",
    "trend": "str",
    "first_occurred_at": "datetime64[us, UTC]",
    "last_occurred_at": "datetime64[us, UTC]",
    "top_categories": "str",
    "peak_hours": "str",
    "area_km2": "float64",
    "tier": "str",
    "excess": "float64",
    "incidents_to_delist": "int64",
    "harm_excess": "float64",
    "score": "float64",
    "score_excess": "float64",
    "score_harm": "float64",
    "score_persistence": "float64",
    "score_trend": "float64",
    "ranked_by": "str",
    "next_year": "float64",
    "in_budget": "bool",
    "stability": "float64",
    "periods_high": "str",
    "period_risks": "str",
    "trend_p_value": "float64",
    "trend_per_year": "float64",
    "trend_per_year_low": "float64",
    "trend_per_year_high": "float64",
    "first_month": "str",
    "month_counts": "str",
    "week_hours": "str",
    "day_parts": "str",
    "weekend_share": "float64",
    **{
        f"{name}{ending}": "float64" if ending else "str"
        for name in KINDS.values()
        for ending in ("", "_ratio", "_low", "_high", "_p_value")
    },
    "category_counts": "str",
    "main_category": "str",
    "main_category_share": "float64",
    "deaths": "float64",
    "injured": "float64",
    "loss": "float64",
    "population": "float64",
    "rate_per_1000": "float64",
    "rate_per_1000_low": "float64",
    "rate_per_1000_high": "float64",
    "rate_per_1000_crude": "float64",
    "township_code": "str",
}
"""Columns and their types; what they mean is said where the module of each makes it."""

AREA_COLUMNS = tuple(AREA_TYPES)


def empty_areas() -> gpd.GeoDataFrame:
    """Make a table of no areas with every column."""
    return typed_areas(pd.DataFrame(columns=list(AREA_COLUMNS)), np.empty(0, dtype=object))


def typed_areas(table: pd.DataFrame, shapes: npt.NDArray[np.object_]) -> gpd.GeoDataFrame:
    """Put columns in order and give them their types; shapes are in EPSG:4326."""
    typed = table[list(AREA_COLUMNS)].astype(AREA_TYPES)
    return gpd.GeoDataFrame(typed, geometry=gpd.array.GeometryArray(shapes), crs="EPSG:4326")


def joined(items: object) -> str:
    """Write numbers as a list of a table, whole ones without decimals and others with one at most."""
    return " ".join(f"{value:.1f}".removesuffix(".0") for value in np.asarray(items, dtype=float).tolist())
