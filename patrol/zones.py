"""
Urban, fringe and rural: which kind of patrol a village calls for.

A zone set by hand stands before everything. Else official classification codes decide where a village has
one; where it has none, its zone is derived from a population grid (the Degree of Urbanisation) and labelled
so; without a grid it stays unknown. Only the county seat is urban by default, and its rim fringe; larger
towns are a setting. The seat is the group of adjoining core villages with the most inhabitants, unless it is
named; a fringe village belongs to the core that it is nearest to.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from gis.crs import metric_crs_of
from gis.errors import Problem, TableError, first_of
from gis.population import population_cells
from gis.settlements import ZoneCodes, settlement_classes, zones_of_codes, zones_of_settlements
from gis.weights import polygon_adjacency
from patrol.graph import Floats

CORE_CODES = ("111", "121", "123")
RIM_CODES = ("112", "122")
ZONES = ("urban", "fringe", "rural")
OVERRIDE_COLUMN = "zone_override"

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
        when unknown) and ``zone_source`` (``override``, ``official``, ``derived`` or ``unknown``).
    in_county_seat
        Whether each village was taken for part of the county seat; index as in `zones`.
    notes
        ``zones.overridden``, ``zones.derived`` and ``zones.unknown`` with the number of villages, when there
        are any; ``zones.override_unmatched`` with the codes set by hand that no village has.
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
    urban_towns: Collection[str] = (),
    every_town: bool = False,
    overrides: Mapping[str, str] | None = None,
) -> ZoneResult:
    """
    Classify villages as urban, fringe or rural.

    Parameters
    ----------
    villages
        Polygons; ``class_code``, ``population``, ``township_code``, ``code`` and ``name`` where known. A zone
        in a column ``zone_override`` wins.
    population
        Points or polygons with ``population``: derives the zone of villages without a code.
    codes
        Which codes are urban and which fringe.
    county_seat
        Codes of the townships that are the county seat; found from the villages when not given.
    urban_towns
        Codes of further townships whose towns are treated as the county seat is.
    every_town
        Treat every town so.
    overrides
        Zone by the code or the name of a village; wins over all.

    Returns
    -------
    ZoneResult
        The villages with ``zone`` and ``zone_source``.

    Raises
    ------
    TableError
        When `county_seat` or `urban_towns` is given and the villages have no ``township_code``;
        ``zones.override_bad`` when the column ``zone_override`` names a zone that does not exist.
    """
    if (county_seat is not None or urban_towns) and "township_code" not in villages.columns:
        raise TableError("table.column_missing", column="township_code")
    by_hand, unmatched = _overrides(villages, overrides or {})
    code = _class_codes(villages)
    derived = _derived_zones(villages, population)
    people = _inhabitants(villages)
    core = np.where(code != "", np.isin(code, CORE_CODES), derived == "urban")
    rim = np.where(code != "", np.isin(code, RIM_CODES), derived == "fringe")
    if every_town:
        seat = np.ones(len(villages), dtype=bool)
    elif county_seat is not None:
        seat = _in_townships(villages, county_seat)
    else:
        seat = _largest_core(villages, core, rim, people)
    if urban_towns:
        seat = seat | _in_townships(villages, urban_towns)
    official = zones_of_codes(code, seat, codes)
    derived = np.where((derived != "") & ~seat, "rural", derived)
    found = (by_hand, official, derived)
    zone = np.select([zones != "" for zones in found], found, "")
    source = np.select([zones != "" for zones in found], ["override", "official", "derived"], "unknown")
    zones = villages.assign(zone=pd.Series(zone, index=villages.index, dtype=object).replace("", None))
    zones["zone_source"] = pd.Series(source, index=villages.index, dtype=object)
    notes = [
        Problem(f"zones.{word}", {"villages": int((source == label).sum())})
        for word, label in (("overridden", "override"), ("derived", "derived"), ("unknown", "unknown"))
        if (source == label).any()
    ]
    if unmatched:
        notes.append(Problem("zones.override_unmatched", {"villages": first_of(unmatched)}))
    return ZoneResult(zones, pd.Series(seat, index=villages.index), tuple(notes))


def _in_townships(villages: gpd.GeoDataFrame, codes: Collection[str]) -> Mask:
    return np.asarray(villages["township_code"].astype(str).isin(set(codes)), dtype=bool)


def _overrides(villages: gpd.GeoDataFrame, by_key: Mapping[str, str]) -> tuple[Names, list[str]]:
    """Give the zone that was set by hand, "" for none, and the keys that no village has."""
    zone = pd.Series("", index=range(len(villages)), dtype=object)
    if OVERRIDE_COLUMN in villages.columns:
        given = villages[OVERRIDE_COLUMN].reset_index(drop=True)
        zone = given.where(given.notna(), "").astype(str).str.strip().astype(object)
    if wrong := sorted((set(zone) | set(by_key.values())) - {"", *ZONES}):
        raise TableError("zones.override_bad", column=OVERRIDE_COLUMN, values=", ".join(wrong))
    unmatched = set(by_key)
    for column in ("name", "code"):  # a code stands before a name
        if column in villages.columns:
            key = villages[column].astype(str).reset_index(drop=True)
            found = key.map(dict(by_key)).astype(object)
            zone = found.where(found.notna(), zone)
            unmatched -= set(key)
    return np.asarray(zone, dtype=object), sorted(unmatched)


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


def _largest_core(villages: gpd.GeoDataFrame, core: Mask, rim: Mask, people: Floats) -> Mask:
    """Find the adjoining core villages with the most inhabitants, and the rim that is nearest to them."""
    seat = np.zeros(len(villages), dtype=bool)
    inside = np.flatnonzero(core if core.any() else rim)
    if len(inside) == 0:
        return seat
    borders = polygon_adjacency(villages).borders_m
    group = connected_components(csr_array(borders[inside][:, inside]), directed=False)[1]
    largest = inside[group == np.bincount(group, people[inside]).argmax()]
    others = np.setdiff1d(inside, largest)
    built_up = np.flatnonzero(core | rim)
    steps = csr_array(borders[built_up][:, built_up])
    near, far = (_steps_from(steps, np.searchsorted(built_up, start)) for start in (largest, others))
    seat[built_up[np.isfinite(near) & (near < far)]] = True
    seat[built_up[np.isfinite(near) & (near == far) & rim[built_up]]] = True
    return seat


def _steps_from(borders: csr_array, start: npt.NDArray[np.int64]) -> Floats:
    """Count the borders to cross from the nearest of some villages; infinite where none leads there."""
    if len(start) == 0:
        return np.full(borders.shape[0], np.inf)
    steps = dijkstra(borders, directed=False, indices=start, unweighted=True, min_only=True)
    return np.asarray(steps, dtype=float)


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
