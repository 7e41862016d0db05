"""
Villages kept together: officers' responsibility areas, and neighbouring villages that patrol jointly.

Both are made of whole villages joined along roads, within a station. Areas are balanced by households and by
the way from the station, since in the country load is low and travel long; joint patrols inside an area by
households alone. Households are counts of villages; where anybody lives plays no part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import minimum_spanning_tree

from gis.crs import metric_crs_of
from gis.errors import Problem, TableError, first_of
from gis.roads import RoadGraph
from patrol.fringe.balanced_parts import balanced_parts
from patrol.fringe.lone_villages import with_lone_joined, with_small_pieces_linked
from patrol.fringe.village_links import FARTHEST_MIN, village_links

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ATTRIBUTES = ("guards", "security_households")
"""What a village has of its own, as counts: its team of guards, its security-centre households."""
FIGURES = ("households", "station_min", "link_min", "load_ratio", "area_km2")


@dataclass(frozen=True, slots=True)
class RuralParams:
    """
    What is asked of responsibility areas and joint patrols.

    Attributes
    ----------
    villages_per_area
        Villages that one officer answers for; a piece of less than half as many, which no village of its
        station adjoins, joins the one nearest by road.
    households_per_group
        Households of the villages that patrol jointly; a village of so many patrols by itself.
    travel_share
        Weight of the way from the station beside households, 0 to 1, when areas are balanced.
    farthest_min
        Longest way by road between villages that are neighbours.
    """

    villages_per_area: float = 5.0
    households_per_group: float = 1_500.0
    travel_share: float = 0.3
    farthest_min: float = FARTHEST_MIN

    def __post_init__(self) -> None:
        """Refuse figures that cannot be meant."""
        if min(self.villages_per_area, self.households_per_group, self.farthest_min) <= 0:
            raise ValueError("villages_per_area, households_per_group and farthest_min must be above 0")
        if not 0 <= self.travel_share <= 1:
            raise ValueError(f"travel_share lies between 0 and 1, got {self.travel_share}")


@dataclass(frozen=True, slots=True)
class RuralGroups:
    """
    Rural villages in areas and groups.

    Attributes
    ----------
    villages
        ``rural_area_id`` and ``rural_group_id`` of each unit, 0 outside the country, and ``station_min``, the
        way from its station; index as the units.
    areas, groups
        One row for each: ``rural_area_id`` or ``rural_group_id`` from 1 (groups with the area they lie in),
        ``station``, ``villages``, ``names``, ``households``, the sums of ``ATTRIBUTES``, ``station_min``
        (mean way from the station), ``link_min`` (longest way between its villages, the shortest ways
        taken), ``load_ratio`` (weight over the mean of its station's), ``area_km2``, and the outline.
    notes
        ``rural.no_road`` (villages that no road leads to), ``rural.households_unknown``, and where teams are
        known at all ``rural.no_team`` and ``rural.no_centre`` (villages without).
    """

    villages: pd.DataFrame
    areas: gpd.GeoDataFrame
    groups: gpd.GeoDataFrame
    notes: tuple[Problem, ...]


def rural_groups(
    units: gpd.GeoDataFrame,
    roads: RoadGraph | None = None,
    *,
    station_min: npt.ArrayLike | None = None,
    params: RuralParams = RuralParams(),
) -> RuralGroups:
    """
    Join rural villages along roads, into areas of one officer each and into joint patrols.

    Parameters
    ----------
    units
        Villages with ``zone``; ``station``, ``households``, ``name`` and the columns of ``ATTRIBUTES`` where
        known. A village is never split.
    roads
        The road network.
    station_min
        Minutes from its station to each unit; NaN where no road leads. Without it travel counts for nothing.
    params
        What is asked for.

    Returns
    -------
    RuralGroups
        Every rural village in one group, and every group in one area.

    Raises
    ------
    TableError
        When ``zone`` is missing.
    """
    if "zone" not in units.columns:
        raise TableError("table.column_missing", column="zone")
    rows = np.flatnonzero(units["zone"].to_numpy() == "rural")
    rural = units.iloc[rows]
    station = _station(rural)
    links = village_links(rural, station, roads, farthest_min=params.farthest_min)
    households, unknown = _households(rural)
    way = np.full(len(units), np.nan) if station_min is None else np.asarray(station_min, dtype=float)
    weight = _with_travel(households, way[rows], params.travel_share)
    fewest = params.villages_per_area / 2
    by_road = with_small_pieces_linked(rural, station, links.minutes, fewest=fewest, roads=roads)
    area = _divided(by_road, station, weight, lambda rows: len(rows) / params.villages_per_area)
    group = _joint_patrols(links.minutes, area, households, params.households_per_group)
    metric = rural.to_crs(metric_crs_of(units)) if len(rural) else rural
    own = metric.assign(
        rural_area_id=area + 1, rural_group_id=group + 1, station=station, station_min=way[rows]
    )
    areas = _described(own, "rural_area_id", households, weight, by_road).drop(columns="inside")
    groups = _described(own, "rural_group_id", households, households, links.minutes)
    groups = groups.rename(columns={"inside": "rural_area_id"})
    places = {"rural_area_id": area + 1, "rural_group_id": group + 1}
    numbers = {name: np.zeros(len(units), dtype=np.int64) for name in places}
    for name, found in places.items():
        numbers[name][rows] = found
    return RuralGroups(
        pd.DataFrame({**numbers, "station_min": way}, index=units.index),
        areas.to_crs(units.crs),
        groups.to_crs(units.crs),
        _notes(rural, links.reached, unknown, by_road=roads is not None),
    )


def _station(rural: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    if "station" not in rural.columns:
        return np.full(len(rural), "", dtype=object)
    given = rural["station"].astype(object)
    return np.asarray(given.where(given.notna(), "").astype(str), dtype=object)


def _households(rural: gpd.GeoDataFrame) -> tuple[Floats, int]:
    """Read the households of each village; where a village does not tell, the median of those that do."""
    if "households" not in rural.columns:
        return np.ones(len(rural)), len(rural)
    given = pd.to_numeric(rural["households"], errors="coerce")
    middle = float(given.median()) if given.notna().any() else 1.0
    return np.asarray(given.fillna(middle).clip(lower=0), dtype=float), int(given.isna().sum())


def _with_travel(households: Floats, way: Floats, share: float) -> Floats:
    """Mix households and the way from the station, each as a share of its total."""
    known = np.where(np.isfinite(way), way, np.nanmean(way) if np.isfinite(way).any() else 0.0)
    parts = [part / part.sum() if part.sum() > 0 else np.zeros(len(part)) for part in (households, known)]
    if parts[1].sum() == 0:
        return parts[0]
    return (1 - share) * parts[0] + share * parts[1]


def _divided(
    links: csr_array,
    within: npt.NDArray[np.object_] | Ints,
    weight: Floats,
    parts_of: Callable[[Ints], float],
) -> Ints:
    """Divide what lies within each station or area into as many parts as it asks for."""
    part = np.zeros(len(weight), dtype=np.int64)
    begin = 0
    for name in sorted(set(within.tolist())):
        inside = np.flatnonzero(within == name)
        count = max(1, round(parts_of(inside)))
        own = balanced_parts(csr_array(links[inside][:, inside]), weight[inside], count)
        part[inside] = begin + own
        begin += int(own.max()) + 1
    return part


def _joint_patrols(links: csr_array, area: Ints, households: Floats, size: float) -> Ints:
    """Divide areas into joint patrols; a village large enough for one asks for no part of the others'."""

    def parts_of(rows: Ints) -> float:
        large = households[rows] >= size
        rest = float(households[rows][~large].sum()) / size
        return float(large.sum()) + (max(1, round(rest)) if not large.all() else 0)

    group = _divided(links, area, households, parts_of)
    edges = links.tocoo()
    same = area[edges.row] == area[edges.col]
    inside = csr_array((edges.data[same], (edges.row[same], edges.col[same])), shape=links.shape)
    return with_lone_joined(inside, group, households, size)


def _described(
    rural: gpd.GeoDataFrame, number: str, households: Floats, weight: Floats, links: csr_array
) -> gpd.GeoDataFrame:
    """Describe areas or groups, in the order of their numbers."""
    names = rural["name"].astype(str) if "name" in rural.columns else pd.Series("", index=rural.index)
    rows = []
    for one in range(1, int(rural[number].max()) + 1 if len(rural) else 1):
        inside = np.flatnonzero(rural[number].to_numpy() == one)
        own = rural.iloc[inside]
        ways = minimum_spanning_tree(csr_array(links[inside][:, inside]))
        rows.append(
            {
                number: one,
                "inside": int(own["rural_area_id"].iloc[0]),
                "station": own["station"].iloc[0] or None,
                "villages": len(own),
                "names": ", ".join(names.iloc[inside]),
                "households": float(households[inside].sum()),
                **{name: _sum(own, name) for name in ATTRIBUTES if name in own.columns},
                "station_min": float(own["station_min"].mean()),
                "link_min": float(ways.data.max()) if ways.nnz else 0.0,
                "load_ratio": float(weight[inside].sum()),
                "area_km2": float(own.area.sum() / 1e6),
                "geometry": shapely.union_all(np.asarray(own.geometry, dtype=object)),
            }
        )
    if not rows:
        empty = {name: pd.Series(dtype="int64") for name in (number, "inside", "villages")}
        empty |= {name: pd.Series(dtype=object) for name in ("station", "names")}
        empty |= {name: pd.Series(dtype=float) for name in FIGURES}
        return gpd.GeoDataFrame(empty, geometry=[], crs=rural.crs)
    table = gpd.GeoDataFrame(rows, geometry="geometry", crs=rural.crs)
    mean = table.groupby("station", dropna=False)["load_ratio"].transform("mean")
    return table.assign(load_ratio=np.where(mean > 0, table["load_ratio"] / mean.where(mean > 0, 1.0), 1.0))


def _sum(own: gpd.GeoDataFrame, name: str) -> float | None:
    """Add up a count; null where no village tells."""
    values = pd.to_numeric(own[name], errors="coerce").astype(float)
    return float(values.sum()) if values.notna().any() else None


def _notes(
    rural: gpd.GeoDataFrame, reached: npt.NDArray[np.bool_], unknown: int, *, by_road: bool
) -> tuple[Problem, ...]:
    notes = []
    if by_road and not reached.all():
        notes.append(Problem("rural.no_road", {"villages": _named(rural, ~reached)}))
    if unknown:
        notes.append(Problem("rural.households_unknown", {"villages": unknown}))
    for column, code in (("guards", "rural.no_team"), ("security_households", "rural.no_centre")):
        if column in rural.columns:
            without = ~(pd.to_numeric(rural[column], errors="coerce") > 0).to_numpy()
            if without.any():
                notes.append(Problem(code, {"villages": _named(rural, without)}))
    return tuple(notes)


def _named(rural: gpd.GeoDataFrame, which: npt.NDArray[np.bool_]) -> str:
    """Name villages, the first five."""
    column = next((name for name in ("name", "code") if name in rural.columns), None)
    rows = np.flatnonzero(which)
    return first_of(row + 1 if column is None else rural[column].iloc[row] for row in rows)
