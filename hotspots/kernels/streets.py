"""Kernel density along streets: incidents reach their neighbours by road, not across the river."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gis.frames import IncidentFrame, point_incidents
from gis.roads import RoadGraph, build_road_graph
from hotspots.finding.grid import Floats
from hotspots.kernels.smoothing import KERNELS, Kernel
from hotspots.kernels.street_spread import Lixels, OnStreets, spread_with_jumps, spread_without_jumps

Split = Literal["discontinuous", "continuous"]

BANDWIDTH_M = 300.0
LIXEL_M = 50.0
MOST_SNAP_M = 100.0


@dataclass(frozen=True, slots=True)
class StreetDensity:
    """
    Incidents for each kilometre of street.

    Parameters
    ----------
    lixels
        Pieces of street in EPSG:4326: ``road`` (position in the table of roads), ``length_m``, ``incidents``
        (snapped there) and ``density`` (incidents for each kilometre).
    snap_m
        Distance of each row of the incidents to the nearest street; NaN without a trusted point.
    left_out
        Incidents that lie too far from any street.
    """

    lixels: gpd.GeoDataFrame
    snap_m: Floats
    left_out: int


def street_density(
    incidents: IncidentFrame,
    roads: gpd.GeoDataFrame,
    *,
    kernel: Kernel = "quartic",
    split: Split = "discontinuous",
    bandwidth_m: float = BANDWIDTH_M,
    lixel_m: float = LIXEL_M,
    most_snap_m: float = MOST_SNAP_M,
    weights: npt.ArrayLike | None = None,
    connect_crossings: bool = False,
) -> StreetDensity:
    """
    Estimate the density of incidents along streets.

    Parameters
    ----------
    incidents
        Incidents; those without a trusted point are left out.
    roads
        Lines, as `build_road_graph` takes them.
    kernel
        ``quartic``, ``epanechnikov`` or ``gaussian``; the continuous split knows the Gaussian alone.
    split
        What happens at junctions: ``discontinuous`` shares what comes in among the other streets, for which
        density jumps there; ``continuous`` leaves no jump. Both keep every incident whole.
    bandwidth_m
        Reach of the kernel along the streets, or standard deviation of the Gaussian one.
    lixel_m
        Streets are cut evenly into pieces of at most this length, each straight from end to end.
    most_snap_m
        Incidents farther from any street are left out.
    weights
        What each row of ``incidents`` counts for; 1 where left out.
    connect_crossings
        Whether roads meet wherever they cross.

    Returns
    -------
    StreetDensity
        Mean density of each piece, the kernel integrated along it.

    Raises
    ------
    CrsError, GeometryError
        When the roads are no lines of a known system.
    ValueError
        When a length is not positive, weights are not one a row, or kernel and split do not go together.

    References
    ----------
    .. [1] Okabe and Sugihara (2012), Spatial Analysis along Networks, chapter 9.
    .. [2] Xie and Yan (2008), doi:10.1016/j.compenvurbsys.2008.05.001, on lixels.
    """
    if kernel not in KERNELS or split not in {"discontinuous", "continuous"}:
        raise ValueError(f"kernel must be one of {', '.join(KERNELS)}, split discontinuous or continuous")
    if split == "continuous" and kernel != "gaussian":
        raise ValueError("the continuous split knows the gaussian kernel alone")
    if not all(0 < length < math.inf for length in (bandwidth_m, lixel_m, most_snap_m)):
        raise ValueError("bandwidth_m, lixel_m and most_snap_m must be positive")
    each = np.ones(len(incidents)) if weights is None else np.asarray(weights, dtype=float)
    if each.shape != (len(incidents),) or not np.isfinite(each).all():
        raise ValueError(f"weights must be one finite number a row ({len(incidents)}), not {each.shape}")
    graph = build_road_graph(roads, connect_crossings=connect_crossings, node_spacing_m=lixel_m)
    ends = graph.stretches[["from_node", "to_node"]].to_numpy(dtype=np.int64)
    lixels = Lixels(ends, graph.stretches["length_m"].to_numpy(dtype=float))
    lines = np.asarray(shapely.linestrings(graph.nodes[ends]), dtype=object)
    on_streets, snap_m = _snapped(incidents, each, graph, lines, most_snap_m)
    if split == "continuous":
        held = spread_without_jumps(lixels, on_streets, bandwidth_m)
    else:
        held = spread_with_jumps(lixels, on_streets, bandwidth_m, kernel)
    table = {
        "road": graph.stretches["road"].to_numpy(),
        "length_m": lixels.length_m,
        "incidents": np.bincount(on_streets.lixel, on_streets.weight, minlength=len(lines)),
        "density": held / (lixels.length_m / 1000),
    }
    shown = gpd.GeoDataFrame(table, geometry=lines, crs=graph.crs).to_crs("EPSG:4326")
    return StreetDensity(shown, snap_m, int((snap_m > most_snap_m).sum()))


def _snapped(
    incidents: IncidentFrame, weights: Floats, graph: RoadGraph, lines: npt.NDArray[np.object_], most_m: float
) -> tuple[OnStreets, Floats]:
    """Move incidents to the nearest lixel; those on one spot of it become one."""
    numbered = IncidentFrame(incidents.assign(_row=np.arange(len(incidents))))
    used = point_incidents(numbered)
    points = np.asarray(used.geometry.to_crs(graph.crs).values, dtype=object)
    (point, lixel), distance = shapely.STRtree(lines).query_nearest(
        points, all_matches=False, return_distance=True
    )
    row = used["_row"].to_numpy()[point]
    snap_m = np.full(len(incidents), np.nan)
    snap_m[row] = distance
    near = distance <= most_m
    row, point, lixel = row[near], point[near], lixel[near]
    along = np.asarray(shapely.line_locate_point(lines[lixel], points[point], normalized=True), dtype=float)
    spots, spot = np.unique(np.column_stack([lixel, along]), axis=0, return_inverse=True)
    weight = np.bincount(spot.ravel(), weights[row], minlength=len(spots)).astype(float)
    return OnStreets(spots[:, 0].astype(np.int64), np.ascontiguousarray(spots[:, 1]), weight), snap_m
