"""The ground that cars answer for: atoms with calls, points to stand at, and the travel between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.crs import metric_crs_of
from gis.errors import Problem
from gis.roads import RoadGraph
from patrol.response.performance import Origins
from patrol.travel import CROW_KMH, DETOUR, Bools, Floats, Ints, Travel, crow_minutes, travel_between

NAMED_UNITS = 5

MEAN_WAY_IN_A_SQUARE = 0.5214
"""Mean distance of two random points of a square of side 1."""

MOST_ORIGINS = 200
"""Places that stand for all calls as starting points; above as many atoms they are drawn by their calls."""


@dataclass(frozen=True, slots=True)
class Ground:
    """
    Atoms and further points, numbered through: the atoms first.

    Attributes
    ----------
    points
        A point inside each atom, then the further points, in the metric CRS of the place.
    within_min
        Time that no trip to an atom stays below, since calls come from anywhere in it; shape ``(n_atoms,)``.
    travel
        Travel along the roads; ``None`` without roads.
    """

    points: gpd.GeoSeries
    within_min: Floats
    travel: Travel | None

    def minutes(self, sources: Ints) -> Floats:
        """
        Compute travel times to every atom.

        Parameters
        ----------
        sources
            Numbers of points.

        Returns
        -------
        ndarray
            Minutes, shape ``(n_sources, n_atoms)``; straight lines where no road leads.
        """
        targets = np.arange(len(self.within_min))
        crow = crow_minutes(self.points.iloc[sources], self.points.iloc[targets])
        if self.travel is None:
            return np.maximum(crow, self.within_min)
        by_road = self.travel.minutes(sources, targets)
        return np.maximum(np.where(np.isfinite(by_road), by_road, crow), self.within_min)

    def origins(self, calls: Floats) -> Origins:
        """Choose where cars come from that were busy until now: the places of calls."""
        if len(calls) <= MOST_ORIGINS or calls.sum() == 0:
            used = np.flatnonzero(calls) if calls.any() else np.arange(min(len(calls), MOST_ORIGINS))
            weight = calls[used] if calls.any() else np.ones(len(used))
            return Origins(self.minutes(used), weight / weight.sum())
        middles = (np.arange(MOST_ORIGINS) + 0.5) / MOST_ORIGINS * calls.sum()
        atom, times = np.unique(np.searchsorted(np.cumsum(calls), middles), return_counts=True)
        return Origins(self.minutes(atom), times / MOST_ORIGINS)

    def notes(self, names: pd.Series) -> Iterator[Problem]:
        """Say what the roads do not reach: ``response.no_roads``, or ``response.unreached`` with names."""
        if self.travel is None:
            yield Problem("response.no_roads", {"speed_kmh": CROW_KMH, "detour": DETOUR})
            return
        lost = names[~self.reached[: len(names)]].astype(str)
        if len(lost):
            listed = ", ".join(lost.iloc[:NAMED_UNITS])
            more = f"{listed} … ({len(lost)})" if len(lost) > NAMED_UNITS else listed
            yield Problem("response.unreached", {"units": more})

    @property
    def reached(self) -> Bools:
        """Whether the roads reach each point."""
        return np.ones(len(self.points), dtype=bool) if self.travel is None else self.travel.reached

    @property
    def snap_m(self) -> Floats:
        """Distance of each point from the road that it is reached from; null without roads."""
        return np.full(len(self.points), np.nan) if self.travel is None else self.travel.snap_m


def lay_ground(
    units: gpd.GeoDataFrame, roads: RoadGraph | None = None, points: gpd.GeoSeries | None = None
) -> Ground:
    """
    Tie units and further points to the roads.

    Parameters
    ----------
    units
        Polygons; each is an atom.
    roads
        The network; without one, straight lines with a detour serve.
    points
        Further points where cars may stand, in any CRS.

    Returns
    -------
    Ground
        Nothing is left out.
    """
    metric = metric_crs_of(units)
    shapes = units.geometry.to_crs(metric)
    places = [shapes.representative_point()]
    if points is not None:
        places.append(points.to_crs(metric))
    inside = gpd.GeoSeries(pd.concat(places, ignore_index=True), crs=metric)
    way_m = MEAN_WAY_IN_A_SQUARE * np.sqrt(shapes.area.to_numpy()) * DETOUR
    travel = None if roads is None else travel_between(roads, inside)
    return Ground(inside, way_m / (CROW_KMH * 1000 / 60), travel)
