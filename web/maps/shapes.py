"""Shapes made light enough for a page: borders simplified, coordinates rounded."""

from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gis.crs import metric_crs_of
from web.maps.layers import MapLayer

_DIGITS = 6  # of a degree: 0.1 m


def light_geometry(layer: MapLayer, tolerance_m: float) -> npt.NDArray[np.object_]:
    """
    Simplify a layer's shapes and round their coordinates.

    Parameters
    ----------
    layer
        What is drawn.
    tolerance_m
        How far a border may move. Polygons that tile the ground keep sharing their borders.

    Returns
    -------
    array
        Shapes in EPSG:4326; null where there was none.
    """
    metric = metric_crs_of(layer.geometry)
    shapes = layer.geometry.to_crs(metric).to_numpy()
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    simple = np.full(len(shapes), None, dtype=object)
    if layer.covers and shapely.coverage_is_valid(shapes[there]):
        simple[there] = shapely.coverage_simplify(shapes[there], tolerance_m)
    else:
        simple[there] = shapely.simplify(shapes[there], tolerance_m, preserve_topology=True)
    back = gpd.GeoSeries(simple, crs=metric).to_crs(4326).to_numpy()
    rounded: npt.NDArray[np.object_] = shapely.transform(back, lambda xy: np.round(xy, _DIGITS))
    return rounded


def feature_collection(layer: MapLayer, tolerance_m: float) -> dict[str, Any]:
    """Write a layer as GeoJSON whose properties hold what the page's script needs."""
    words = {"popup": layer.popups, "tip": layer.tips, "label": layer.labels}
    features = []
    for row, shape in enumerate(light_geometry(layer, tolerance_m)):
        if shape is None or shape.is_empty:
            continue
        properties = {name: said[row] for name, said in words.items() if said and said[row]}
        features.append(
            {
                "type": "Feature",
                "geometry": json.loads(shapely.to_geojson(shape)),
                "properties": {"style": layer.styles[row].leaflet(), **properties},
            }
        )
    return {"type": "FeatureCollection", "features": features}
