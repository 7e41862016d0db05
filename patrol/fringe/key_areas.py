"""Key areas of zones: the places and disorderly areas that lie in each."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

NAMED = 8


def with_key_areas(
    zones: gpd.GeoDataFrame, places: gpd.GeoDataFrame | None, areas: gpd.GeoDataFrame | None = None
) -> gpd.GeoDataFrame:
    """
    Name what is to be watched in each zone.

    Parameters
    ----------
    zones
        Polygons.
    places
        Key places: points with ``name``.
    areas
        Disorderly areas: polygons with ``area_id``. One that several zones share counts in each.

    Returns
    -------
    GeoDataFrame
        Every column of `zones`, with ``key_places`` and ``disorderly_areas`` (how many), ``key_areas`` (names
        of the places) and ``disorderly_area_ids``, the first eight of each.
    """
    named, areas_named = _inside(zones, places, "name"), _inside(zones, areas, "area_id")
    return zones.assign(
        key_places=[len(names) for names in named],
        disorderly_areas=[len(names) for names in areas_named],
        key_areas=pd.Series([", ".join(names[:NAMED]) for names in named], index=zones.index, dtype=object),
        disorderly_area_ids=pd.Series(
            [", ".join(names[:NAMED]) for names in areas_named], index=zones.index, dtype=object
        ),
    )


def _inside(zones: gpd.GeoDataFrame, frame: gpd.GeoDataFrame | None, column: str) -> list[list[str]]:
    """List what meets each zone by the words of a column, in the order of the table."""
    if frame is None or len(frame) == 0 or len(zones) == 0:
        return [[] for _ in range(len(zones))]
    shapes = np.asarray(frame.to_crs(zones.crs).geometry, dtype=object)
    zone, place = shapely.STRtree(shapes).query(np.asarray(zones.geometry, dtype=object), "intersects")
    words = frame[column].astype(str).to_numpy() if column in frame.columns else np.full(len(frame), "?")
    return [[str(word) for word in words[np.sort(place[zone == one])]] for one in range(len(zones))]
