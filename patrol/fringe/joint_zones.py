"""
Joint zones: the fringe along the border of two stations, which both of them answer for.

Every unit of the fringe lies in exactly one zone: where two stations meet, in the joint zone of the two;
where no other station is near, in a zone of its own station, with a backup all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from gis.crs import metric_crs_of
from gis.errors import TableError
from patrol.fringe.neighbours import neighbour_borders

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class JointZones:
    """
    The fringe, divided.

    Attributes
    ----------
    zone_of_unit
        ``joint_zone_id`` of each unit, 0 outside the fringe; index as the units.
    zones
        ``joint_zone_id`` from 1, ``kind`` (``joint`` or ``single``), ``primary_station`` (the one that has
        more of the zone's work), ``backup_station`` (null where there is one station only),
        ``township_code`` of the township that coordinates (null where none has all of the zone: the county
        does), ``units``, ``load``, ``border_km`` (of the border of the two, inside the zone or at its edge),
        ``area_km2``, and the outline.
    """

    zone_of_unit: pd.Series
    zones: gpd.GeoDataFrame


def joint_zones(units: gpd.GeoDataFrame, load: str | None = None) -> JointZones:
    """
    Divide the fringe into joint zones of the stations on both sides of their border.

    A zone is connected. A unit that borders several other stations goes where its border is longest; one
    behind the border goes with the joint zone of its own station that is fewest borders away.

    Parameters
    ----------
    units
        Polygons with ``zone`` and ``station`` (codes, null for none), and ``township_code`` where known.
    load
        Column of the work of each unit, which decides which station is primary; area where none is named.

    Returns
    -------
    JointZones
        A zone for each unit of the fringe, and the zones.

    Raises
    ------
    TableError
        When ``zone`` or ``station`` is missing.
    """
    for column in ("zone", "station"):
        if column not in units.columns:
            raise TableError("table.column_missing", column=column)
    fringe = np.flatnonzero(units["zone"].to_numpy() == "fringe")
    metric = units.to_crs(metric_crs_of(units))
    borders = neighbour_borders(metric)
    station = _codes(units["station"])
    pair = _pairs(borders, fringe, station)
    number = _connected(csr_array(borders[fringe][:, fringe]), pair)
    inside = metric.iloc[fringe].assign(zone_number=number)
    weight = inside.area.to_numpy() if load is None else inside[load].to_numpy(dtype=float)
    rows = [
        _zone(inside[number == one], weight[number == one], pair[int(np.flatnonzero(number == one)[0])], one)
        for one in range(1, int(number.max(initial=0)) + 1)
    ]
    table = _table(rows, metric.crs).to_crs(units.crs)
    table["backup_station"] = _with_backups(table, metric, station)
    table["border_km"] = _border_km(borders, fringe, station, number, table)
    of_unit = np.zeros(len(units), dtype=np.int64)
    of_unit[fringe] = number
    return JointZones(pd.Series(of_unit, index=units.index, name="joint_zone_id"), table[COLUMNS])


COLUMNS = [
    *("joint_zone_id", "kind", "primary_station", "backup_station", "township_code"),
    *("units", "load", "border_km", "area_km2", "geometry"),
]


def _codes(station: pd.Series) -> npt.NDArray[np.object_]:
    return np.asarray(station.astype(object).where(station.notna(), "").astype(str), dtype=object)


def _pairs(borders: csr_array, fringe: Ints, station: npt.NDArray[np.object_]) -> list[Pair]:
    """Give each fringe unit the two stations that answer for it; twice its own where there is no other."""
    position = np.full(borders.shape[0], -1, dtype=np.int64)
    position[fringe] = np.arange(len(fringe))
    edges = borders.tocoo()
    foreign = (
        (position[edges.row] >= 0)
        & (station[edges.row] != station[edges.col])
        & (station[edges.row] != "")
        & (station[edges.col] != "")
    )
    met = pd.DataFrame(
        {
            "unit": position[edges.row[foreign]],
            "other": station[edges.col[foreign]],
            "border_m": edges.data[foreign],
        }
    )
    longest = met.groupby(["unit", "other"])["border_m"].sum().reset_index()
    longest = longest.sort_values(["unit", "border_m", "other"], ascending=[True, False, True], kind="stable")
    other: dict[int, str] = dict(longest.drop_duplicates("unit")[["unit", "other"]].itertuples(index=False))
    own = station[fringe]
    pairs: list[Pair] = [_pair(own[unit], other.get(unit, own[unit])) for unit in range(len(fringe))]
    return _behind_the_border(csr_array(borders[fringe][:, fringe]), own, pairs)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _behind_the_border(borders: csr_array, own: npt.NDArray[np.object_], pairs: list[Pair]) -> list[Pair]:
    """Let units behind the border go with the nearest joint zone of their own station."""
    joint = np.array([first != second for first, second in pairs], dtype=bool)
    if not joint.any() or joint.all():
        return pairs
    edges = borders.tocoo()
    same = own[edges.row] == own[edges.col]
    inside = csr_array((np.ones(same.sum()), (edges.row[same], edges.col[same])), shape=borders.shape)
    starts = np.flatnonzero(joint)
    steps, _, source = dijkstra(
        inside, directed=False, indices=starts, unweighted=True, min_only=True, return_predecessors=True
    )
    return [
        pairs[int(source[unit])] if np.isfinite(steps[unit]) and source[unit] >= 0 else pairs[unit]
        for unit in range(len(pairs))
    ]


def _connected(borders: csr_array, pairs: list[Pair]) -> Ints:
    """Number the connected parts of each pair, pair by pair, from 1."""
    if not pairs:
        return np.empty(0, dtype=np.int64)
    names = sorted(set(pairs))
    code = np.array([names.index(pair) for pair in pairs])
    edges = borders.tocoo()
    same = code[edges.row] == code[edges.col]
    alike = csr_array((edges.data[same], (edges.row[same], edges.col[same])), shape=borders.shape)
    part = connected_components(alike, directed=False)[1]
    first = pd.Series(range(len(part))).groupby(part).transform("min").to_numpy()
    order = np.unique(np.column_stack([code, first]), axis=0, return_inverse=True)[1]
    return np.asarray(order.ravel() + 1, dtype=np.int64)


def _zone(inside: gpd.GeoDataFrame, weight: Floats, pair: Pair, number: int) -> dict[str, object]:
    """Describe one zone; its primary station is the one with more of the weight."""
    held = {code: float(weight[_codes(inside["station"]) == code].sum()) for code in dict.fromkeys(pair)}
    primary = max(sorted(held), key=lambda code: held[code])
    backup = next((code for code in pair if code != primary), None)
    township = None
    if "township_code" in inside.columns:
        found = set(inside["township_code"].dropna().astype(str)) - {""}
        township = found.pop() if len(found) == 1 else None
    return {
        "joint_zone_id": number,
        "kind": "single" if backup is None else "joint",
        "primary_station": primary or None,
        "backup_station": backup,
        "township_code": township,
        "units": len(inside),
        "load": float(weight.sum()),
        "area_km2": float(inside.area.sum() / 1e6),
        "geometry": shapely.union_all(np.asarray(inside.geometry, dtype=object)),
    }


def _table(rows: list[dict[str, object]], crs: object) -> gpd.GeoDataFrame:
    columns = [column for column in COLUMNS if column != "border_km"]
    table = pd.DataFrame(rows, columns=columns)
    return gpd.GeoDataFrame(table, geometry="geometry", crs=crs)


def _with_backups(
    zones: gpd.GeoDataFrame, metric: gpd.GeoDataFrame, station: npt.NDArray[np.object_]
) -> pd.Series:
    """Give zones of one station the station nearest to them as a backup: that of the nearest other unit."""
    backup: pd.Series = zones["backup_station"].astype(object)
    shapes = zones.geometry.to_crs(metric.crs)
    for row in np.flatnonzero(backup.isna()).tolist():
        other = metric[(station != (zones["primary_station"].iloc[row] or "")) & (station != "")]
        if len(other):
            nearest = other.distance(shapes.iloc[row]).to_numpy().argmin()
            backup.iloc[row] = str(other["station"].iloc[nearest])
    return backup.where(backup.notna(), None)


def _border_km(
    borders: csr_array, fringe: Ints, station: npt.NDArray[np.object_], number: Ints, zones: gpd.GeoDataFrame
) -> Floats:
    """Add up the border of the two stations of each zone that one of its units has a side of."""
    zone_of = np.zeros(borders.shape[0], dtype=np.int64)
    zone_of[fringe] = number
    pairs = zip(zones["primary_station"], zones["backup_station"], strict=True)
    ours = {row + 1: {one, other} for row, (one, other) in enumerate(pairs)}
    edges = borders.tocoo()
    across = (zone_of[edges.row] > 0) & (station[edges.row] != station[edges.col])
    metres = np.zeros(len(zones) + 1)
    for unit, other, border_m in zip(
        edges.row[across], edges.col[across], edges.data[across].tolist(), strict=True
    ):
        if {station[unit], station[other]} == ours[int(zone_of[unit])]:
            both = zone_of[other] == zone_of[unit]  # then it comes twice
            metres[zone_of[unit]] += border_m / 2 if both else border_m
    return metres[1:] / 1000
