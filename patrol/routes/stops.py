"""Where patrols may stop: hot areas, must-visit points and checkpoints, each with its beat."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.crs import metric_crs_of
from patrol.routes.plan import CHECKPOINT, HOT_AREA, MUST_VISIT

NEAR_M = 500.0
"""A point this near to a beat belongs to the nearest one: checkpoints stand on borders."""

SMALLEST_SHARE = 0.02
"""A beat that holds less of a hot area than this does not patrol it."""

STOP_COLUMNS = ("beat_id", "stop_id", "kind", "name", "weight", "geometry")


def stops_in_beats(
    beats: gpd.GeoDataFrame,
    *,
    areas: gpd.GeoDataFrame | None = None,
    must_visit: gpd.GeoDataFrame | None = None,
    checkpoints: gpd.GeoDataFrame | None = None,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """
    List the stops of every beat.

    Parameters
    ----------
    beats
        Polygons with ``beat_id``.
    areas
        Disorderly areas; ``area_id`` and ``score`` (0 to 1) are used where they are there. An area that
        several beats share is a stop of each.
    must_visit, checkpoints
        Places; ``code`` and ``name`` are used where they are there.

    Returns
    -------
    tuple of GeoDataFrame
        Stops in the metric system of the beats with ``beat_id``, ``stop_id``, ``kind``, ``name``, ``weight``
        (1 for the weightiest hot area); and the places that lie in no beat.
    """
    metric = metric_crs_of(beats)
    ground = beats[["beat_id", "geometry"]].to_crs(metric)
    found = [
        _points(ground, places, kind)
        for kind, places in ((MUST_VISIT, must_visit), (CHECKPOINT, checkpoints))
        if places is not None and len(places)
    ]
    if areas is not None and len(areas):
        found.insert(0, _areas(ground, areas))
    if not found:
        empty = gpd.GeoDataFrame({name: [] for name in STOP_COLUMNS}, geometry="geometry", crs=metric)
        return empty, empty
    stops = gpd.GeoDataFrame(pd.concat(found, ignore_index=True), crs=metric)
    inside = stops["beat_id"].notna()
    outside = stops[~inside].reset_index(drop=True)
    stops = stops[inside].astype({"beat_id": beats["beat_id"].dtype})
    return stops.sort_values("beat_id", kind="stable").reset_index(drop=True), outside


def _areas(ground: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut areas at the borders of beats; a stop stands inside its part."""
    shapes = areas.to_crs(ground.crs).reset_index(drop=True)
    number = pd.Series(np.arange(1, len(shapes) + 1)).astype(str)
    score = pd.to_numeric(shapes.get("score", pd.Series(1.0, index=shapes.index)), errors="coerce").fillna(0)
    named = gpd.GeoDataFrame(
        {
            "stop_id": shapes["area_id"].astype(str) if "area_id" in shapes else HOT_AREA + "-" + number,
            "kind": HOT_AREA,
            "name": shapes["name"].astype(str) if "name" in shapes else "",
            "weight": 0.5 + 0.5 * score / score.max() if score.max() > 0 else 1.0,
            "whole_m2": shapes.area,
        },
        geometry=shapes.geometry,
        crs=ground.crs,
    )
    parts = gpd.overlay(named, ground, how="intersection", keep_geom_type=True)
    parts = parts[parts.area >= SMALLEST_SHARE * parts["whole_m2"]]
    lost = named[~named["stop_id"].isin(parts["stop_id"])]
    both = pd.concat([parts, lost.assign(beat_id=None)], ignore_index=True).drop(columns="whole_m2")
    return gpd.GeoDataFrame(both, crs=ground.crs).set_geometry(both.geometry.representative_point())


def _points(ground: gpd.GeoDataFrame, places: gpd.GeoDataFrame, kind: str) -> gpd.GeoDataFrame:
    points = places.to_crs(ground.crs).reset_index(drop=True)
    own = points["code"].astype(str) if "code" in points else pd.Series("", index=points.index)
    number = pd.Series(np.arange(1, len(points) + 1)).astype(str)
    named = gpd.GeoDataFrame(
        {
            "stop_id": own.where(own != "", kind + "-" + number),
            "kind": kind,
            "name": points["name"].astype(str) if "name" in points else "",
            "weight": 1.0,
        },
        geometry=points.representative_point(),
        crs=ground.crs,
    )
    joined = gpd.sjoin_nearest(named, ground, how="left", max_distance=NEAR_M).drop(columns="index_right")
    return joined[~joined.index.duplicated()]
