"""What an evaluation stands on: incidents in metres, areas under rectification, zones, candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import metric_crs_of
from gis.frames import IncidentFrame, point_incidents
from hotspots.evaluation.candidates import shifted_outlines
from hotspots.evaluation.place_counts import Floats, PlaceCounts
from hotspots.evaluation.windows import Windows
from hotspots.evidence.ground import members_of

Shapes = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]

RINGS_BETWEEN = 2
"""No control lies within so many rings of an area under rectification: their rings do not overlap."""


@dataclass(frozen=True, slots=True)
class EvaluationGround:
    """
    Everything in one metric system.

    Parameters
    ----------
    crs
        That system.
    xy
        Incidents that were reported and have a trusted point, shape ``(n, 2)``.
    times
        When they began.
    treated
        Every area that ever was under rectification, evaluated or not.
    spans
        First day and last of that, as ``started_on`` and ``ended_on``; NaT where it lasts.
    buffer_m
        Width of rings.
    zones
        Polygons with ``zone``; none where classes are not known.
    candidates
        Places that may be controls; ``None`` where outlines are to be shifted.
    """

    crs: pyproj.CRS
    xy: Floats
    times: pd.Series
    treated: Shapes
    spans: pd.DataFrame
    buffer_m: float
    zones: gpd.GeoDataFrame | None = None
    candidates: Shapes | None = None

    def treated_in(self, windows: Windows) -> Shapes:
        """
        Give the areas under rectification at some time in the periods before and after.

        Those that it came to later may be controls: to leave them out would take away the very places where
        incidents rose.
        """
        first, last = windows.before[0].tz_localize(None), windows.after[1].tz_localize(None)
        began, ended = self.spans["started_on"] < last, self.spans["ended_on"] < first
        return self.treated[(began & ~ended).to_numpy()]

    def keep_out(self, windows: Windows) -> BaseGeometry:
        """Ground that no control may meet."""
        return shapely.union_all(shapely.buffer(self.treated_in(windows), RINGS_BETWEEN * self.buffer_m))

    def counts(self, shapes: Shapes, windows: Windows) -> PlaceCounts:
        """Count the incidents of each period in each shape; prior ones only where the data reach so far."""
        members = members_of(list(shapes), self.xy)
        prior, before, after = (
            members.count(mask[members.point].astype(float)) for mask in windows.masks(self.times)
        )
        return PlaceCounts(before, after, prior if windows.reach(self.times)[0] else None)

    def rest(self, windows: Windows, zone: str) -> PlaceCounts:
        """Count the incidents of each period on all ground of a class that nothing was done to, one row."""
        keep_out = self.keep_out(windows)
        shapely.prepare(keep_out)
        free: Mask = ~np.asarray(shapely.intersects_xy(keep_out, *self.xy.T))
        if zone:
            free[free] = self.zones_of(np.asarray(shapely.points(self.xy[free]))) == zone
        prior, before, after = (np.array([float((mask & free).sum())]) for mask in windows.masks(self.times))
        return PlaceCounts(before, after, prior if windows.reach(self.times)[0] else None)

    def peers(self, windows: Windows) -> PlaceCounts | None:
        """Count the areas that nothing was done to before the start in the two periods before it."""
        began = self.spans["started_on"] >= windows.after[0].tz_localize(None)
        untouched = self.treated[began.to_numpy()]
        return self.counts(untouched, windows).a_period_earlier()

    def rings(self, shapes: Shapes, windows: Windows) -> Shapes:
        """Give the ground around shapes, without any that is under rectification."""
        around = shapely.difference(shapely.buffer(shapes, self.buffer_m), shapes)
        return np.asarray(shapely.difference(around, shapely.union_all(self.treated_in(windows))))

    def places_like(self, outline: BaseGeometry, windows: Windows, chosen_in: Mask) -> Shapes:
        """Give the places that may be compared with an area, chosen by incidents of one period alone."""
        keep_out = self.keep_out(windows)
        if self.candidates is None:
            return shifted_outlines(outline, self.xy[chosen_in], keep_out)
        shapely.prepare(keep_out)
        return self.candidates[~shapely.intersects(keep_out, self.candidates)]

    def zones_of(self, shapes: Shapes) -> npt.NDArray[np.object_]:
        """Give the class that the middle of each shape lies in; empty where it is not known."""
        classes = np.full(len(shapes), "", dtype=object)
        if self.zones is not None and len(shapes):
            inside = shapely.point_on_surface(shapes)
            point, zone = shapely.STRtree(self.zones.geometry.values).query(inside, predicate="within")
            classes[point] = self.zones["zone"].fillna("").astype(str).to_numpy()[zone]
        return classes


def evaluation_ground(
    areas: gpd.GeoDataFrame,
    incidents: IncidentFrame,
    buffer_m: float,
    *,
    zones: gpd.GeoDataFrame | None = None,
    candidates: gpd.GeoDataFrame | None = None,
) -> EvaluationGround:
    """
    Lay everything in a metric system chosen for the areas.

    What patrols discovered themselves is left out: where there is more work, more is found.
    """
    used = point_incidents(incidents)
    used = IncidentFrame(used[(used["source"] != "discovered").to_numpy(dtype=bool)])
    crs = metric_crs_of(areas)
    spans = pd.DataFrame({name: _days(areas, name) for name in ("started_on", "ended_on")})
    lonlat = shapely.get_coordinates(used.geometry.values)
    x, y = pyproj.Transformer.from_crs(used.crs, crs, always_xy=True).transform(lonlat[:, 0], lonlat[:, 1])
    known = None if zones is None or zones.empty or "zone" not in zones else zones.to_crs(crs)
    return EvaluationGround(
        crs,
        np.column_stack([x, y]),
        used["occurred_from"].reset_index(drop=True),
        _shapes(areas, crs),
        spans,
        buffer_m,
        known,
        None if candidates is None else _shapes(candidates, crs),
    )


def _shapes(frame: gpd.GeoDataFrame, crs: pyproj.CRS) -> Shapes:
    return np.asarray(frame.geometry.to_crs(crs).values, dtype=object)


def _days(areas: gpd.GeoDataFrame, name: str) -> pd.Series:
    return pd.to_datetime(areas[name] if name in areas else pd.Series([None] * len(areas))).reset_index(
        drop=True
    )
