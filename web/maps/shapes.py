"""Shapes made light enough for a page: borders simplified, coordinates rounded."""

from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import metric_crs_of
from web.maps.layers import MapLayer

_DIGITS = 6  # of a degree: 0.1 m
_UNSEEN_DEGREES = 2e-5  # 2 m


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
    areas = there & (shapely.get_dimensions(shapes) == 2)
    if layer.covers and np.array_equal(areas, there) and shapely.coverage_is_valid(shapes[there]):
        simple[there] = shapely.coverage_simplify(shapes[there], tolerance_m)
    else:
        # Keeping thousands of lines from crossing each other takes minutes, and lines may cross.
        simple[areas] = shapely.simplify(shapes[areas], tolerance_m, preserve_topology=True)
        others = there & ~areas
        simple[others] = shapely.simplify(shapes[others], tolerance_m, preserve_topology=False)
    back = gpd.GeoSeries(simple, crs=metric).to_crs(4326).to_numpy()
    rounded: npt.NDArray[np.object_] = shapely.transform(back, lambda xy: np.round(xy, _DIGITS))
    return rounded


def border_lines(polygons: npt.NDArray[np.object_]) -> BaseGeometry:
    """
    Draw the borders of polygons, each once, however many polygons share it.

    Edges are compared, not crossed with each other: a million of them take seconds. Where neighbours
    have corners of their own along a border, it is drawn twice.

    Parameters
    ----------
    polygons
        Polygons of one CRS, in degrees.

    Returns
    -------
    geometry
        Lines that meet only where borders do.
    """
    rings = shapely.get_rings(polygons[~shapely.is_missing(polygons)])
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    xy = xy.round(_DIGITS + 1)
    inside = ring[1:] == ring[:-1]
    edges = np.hstack([xy[:-1], xy[1:]])[inside]
    turned = (edges[:, 0] > edges[:, 2]) | ((edges[:, 0] == edges[:, 2]) & (edges[:, 1] > edges[:, 3]))
    edges[turned] = edges[turned][:, [2, 3, 0, 1]]
    edges = np.unique(edges[(edges[:, :2] != edges[:, 2:]).any(axis=1)], axis=0)
    pieces = np.asarray(shapely.linestrings(edges.reshape(-1, 2, 2)))
    lines: BaseGeometry = shapely.line_merge(shapely.multilinestrings(pieces))  # type: ignore[assignment]
    return lines


def dissolve(polygons: npt.NDArray[np.object_]) -> BaseGeometry:
    """
    Join polygons that tile the ground into one shape.

    Neighbours that share their corners are joined by dropping what they share; others are crossed with
    each other, which is slower, after what no map shows has been left out.
    """
    if shapely.coverage_is_valid(polygons):
        return shapely.coverage_union_all(polygons)
    return shapely.union_all(shapely.simplify(polygons, _UNSEEN_DEGREES, preserve_topology=True))


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
