"""
Urban, fringe and rural: which kind of patrol a village calls for.

Official classification codes decide where a village has one. Where it has none, its zone is derived from a
population grid (the Degree of Urbanisation) and labelled so; without a grid it stays unknown. Only the county
seat is urban by default, and its rim fringe: of the groups of adjoining built-up villages, the seat is the
one with the most inhabitants, unless it is named.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from gis.crs import metric_crs_of
from gis.errors import Problem, TableError
from gis.population import population_cells
from gis.settlements import ZoneCodes, settlement_classes, zones_of_codes, zones_of_settlements
from gis.weights import polygon_adjacency
from patrol.graph import Floats

BUILT_UP_CODES = ("111", "112", "121", "122", "123")
ZONES = ("urban", "fringe", "rural")

Mask = npt.NDArray[np.bool_]
Names = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class ZoneResult:
    """
    Villages with their zones.

    Attributes
    ----------
    zones
        Every input row and column, in the same order, with ``zone`` (``urban``, ``fringe``, ``rural``, null
        when unknown) and ``zone_source`` (``official``, ``derived`` or ``unknown``).
    in_county_seat
        Whether each village was taken for part of the county seat; index as in `zones`.
    notes
        ``zones.derived`` and ``zones.unknown`` with the number of villages, when there are any.
    """

    zones: gpd.GeoDataFrame
    in_county_seat: pd.Series
    notes: tuple[Problem, ...]


def classify_zones(
    villages: gpd.GeoDataFrame,
    population: gpd.GeoDataFrame | None = None,
    codes: ZoneCodes | None = None,
    *,
    county_seat: Collection[str] | None = None,
    every_town: bool = False,
) -> ZoneResult:
    """
    Classify villages as urban, fringe or rural.

    Parameters
    ----------
    villages
        Polygons; ``class_code`` and ``population`` where known.
    population
        Points or polygons with ``population``: derives the zone of villages without a code.
    codes
        Which codes are urban and which fringe.
    county_seat
        Codes of the townships that are the county seat; found from the villages when not given.
    every_town
        Treat every town as the county seat is treated.

    Returns
    -------
    ZoneResult
        The villages with ``zone`` and ``zone_source``.

    Raises
    ------
    TableError
        When `county_seat` is given and the villages have no ``township_code``.
    """
    if county_seat is not None and "township_code" not in villages.columns:
        raise TableError("table.column_missing", column="township_code")
    code = _class_codes(villages)
    derived = _derived_zones(villages, population)
    people = _inhabitants(villages)
    built_up = np.where(code != "", np.isin(code, BUILT_UP_CODES), np.isin(derived, ("urban", "fringe")))
    if every_town:
        seat = np.ones(len(villages), dtype=bool)
    elif county_seat is not None:
        seat = villages["township_code"].astype(str).isin(set(county_seat)).to_numpy()
    else:
        seat = _largest_group(villages, built_up, people)
    official = zones_of_codes(code, seat, codes)
    derived = np.where((derived != "") & ~seat, "rural", derived)
    zone = np.where(official != "", official, derived)
    source = np.select([official != "", derived != ""], ["official", "derived"], "unknown")
    zones = villages.assign(zone=pd.Series(zone, index=villages.index, dtype=object).replace("", None))
    zones["zone_source"] = pd.Series(source, index=villages.index, dtype=object)
    notes = [
        Problem(f"zones.{word}", {"villages": int((source == word).sum())})
        for word in ("derived", "unknown")
        if (source == word).any()
    ]
    return ZoneResult(zones, pd.Series(seat, index=villages.index), tuple(notes))


def _class_codes(villages: gpd.GeoDataFrame) -> Names:
    """Read the official codes as text, "" for none: a spreadsheet may have made numbers of them."""
    if "class_code" not in villages.columns:
        return np.full(len(villages), "", dtype=object)
    text = villages["class_code"].astype(object).where(villages["class_code"].notna(), "")
    return np.asarray(text.astype(str).str.strip().str.removesuffix(".0"), dtype=object)


def _inhabitants(villages: gpd.GeoDataFrame) -> Floats:
    """Give the inhabitants of each village; 1 each where the villages do not tell."""
    if "population" not in villages.columns:
        return np.ones(len(villages))
    people = pd.to_numeric(villages["population"], errors="coerce").fillna(0.0)
    return np.asarray(people, dtype=np.float64) + 1.0


def _largest_group(villages: gpd.GeoDataFrame, built_up: Mask, people: Floats) -> Mask:
    """Find the adjoining built-up villages that hold the most inhabitants."""
    seat = np.zeros(len(villages), dtype=bool)
    inside = np.flatnonzero(built_up)
    if len(inside) == 0:
        return seat
    borders = csr_array(polygon_adjacency(villages).borders_m[inside][:, inside])
    group = connected_components(borders, directed=False)[1]
    seat[inside[group == np.bincount(group, people[inside]).argmax()]] = True
    return seat


def _derived_zones(villages: gpd.GeoDataFrame, population: gpd.GeoDataFrame | None) -> Names:
    """Give each village the zone most of its people live in, rural where nobody does; "" without a grid."""
    if population is None or len(population) == 0:
        return np.full(len(villages), "", dtype=object)
    cells = population_cells(population)
    if len(cells) == 0:
        return np.full(len(villages), "rural", dtype=object)
    column, row, people = (cells[name].to_numpy() for name in ("column", "row", "population"))
    zone = zones_of_settlements(settlement_classes(column, row, people))
    polygons = np.asarray(villages.to_crs(metric_crs_of(population)).geometry, dtype=object)
    squares = np.asarray(cells.geometry, dtype=object)
    village, cell = shapely.STRtree(squares).query(polygons, predicate="intersects")
    shared = shapely.area(shapely.intersection(polygons[village], squares[cell])) / shapely.area(
        squares[cell]
    )
    living = np.zeros((len(villages), len(ZONES)))
    number = pd.Index(ZONES).get_indexer(zone[cell])
    np.add.at(living, (village, number), people[cell] * shared)
    most = np.asarray(ZONES, dtype=object)[living.argmax(axis=1)]
    return np.where(living.sum(axis=1) > 0, most, "rural")
