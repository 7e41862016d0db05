"""What kind of place an area is, guessed from what lies in and around it; the committee may say otherwise."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import shapely

OTHER = "other"
"""What is none of the others: it is always in a county's list."""

PLACE_KINDS = (
    "fringe",
    "urban_village",
    "school",
    "station_wharf",
    "market",
    "entertainment",
    "enterprise",
    "highway_village",
    OTHER,
)
"""Kinds of places that screening looks at; ``web/texts`` has their words."""

KEY_PLACE_KINDS: Mapping[str, str] = {
    "school": "school",
    "bus_station": "station_wharf",
    "railway_station": "station_wharf",
    "wharf": "station_wharf",
    "market": "market",
    "mall": "market",
    "entertainment": "entertainment",
    "rental_housing": "urban_village",
    "freight_yard": "enterprise",
    "construction": "enterprise",
    "factory": "enterprise",
    "enterprise": "enterprise",
}
"""Kind of place that a key place of a kind makes of its surroundings."""

NEAR_M = 200.0
"""Surroundings of a key place: what the law calls the surroundings of a school."""

HIGHWAYS = ("highway", "main")
"""Classes of roads whose villages are villages along a highway."""


def guess_place_kinds(
    areas: gpd.GeoDataFrame,
    key_places: gpd.GeoDataFrame,
    fringe: gpd.GeoDataFrame,
    highways: gpd.GeoDataFrame,
    villages: gpd.GeoDataFrame,
) -> list[str]:
    """
    Guess the kind of each area.

    A key place in it or near counts most: the one that is nearest, and of several inside the one that is
    nearest to its middle. Then comes urban-rural fringe, then a village along a highway.

    Parameters
    ----------
    areas
        Outlines in a metric CRS; the other tables in the same.
    key_places
        Points with their ``kind``.
    fringe
        Polygons of the urban-rural fringe.
    highways
        Lines of main roads.
    villages
        Polygons of rural villages.

    Returns
    -------
    list of str
        One of ``PLACE_KINDS`` for each area.
    """
    kinds = [OTHER] * len(areas)
    shapes = areas.geometry.to_numpy()
    for number in np.flatnonzero(_reaches(shapes, villages) & _reaches(shapes, highways, NEAR_M)):
        kinds[number] = "highway_village"
    for number in np.flatnonzero(_reaches(shapes, fringe)):
        kinds[number] = "fringe"
    known = key_places[key_places["kind"].isin(KEY_PLACE_KINDS)] if "kind" in key_places else key_places[:0]
    if len(known):
        for area, place in _nearest(shapes, known.geometry.to_numpy()):
            kinds[area] = KEY_PLACE_KINDS[str(known["kind"].iloc[place])]
    return kinds


def _nearest(shapes: np.ndarray, places: np.ndarray) -> list[tuple[int, int]]:
    """Pair each shape with the place that is nearest to it, then to its middle, within ``NEAR_M``."""
    areas, near = shapely.STRtree(places).query(shapes, predicate="dwithin", distance=NEAR_M)
    from_shape = shapely.distance(shapes[areas], places[near])
    from_middle = shapely.distance(shapely.centroid(shapes[areas]), places[near])
    order = np.lexsort((near, from_middle, from_shape, areas))
    _, first = np.unique(areas[order], return_index=True)
    return [(int(areas[row]), int(near[row])) for row in order[first]]


def _reaches(shapes: np.ndarray, others: gpd.GeoDataFrame, within_m: float = 0.0) -> np.ndarray:
    """Tell which shapes have their middle in one of the others, or lie within a distance of one."""
    if not len(others):
        return np.zeros(len(shapes), dtype=bool)
    tree = shapely.STRtree(others.geometry.to_numpy())
    if within_m:
        found = tree.query(shapes, predicate="dwithin", distance=within_m)[0]
    else:
        found = tree.query(shapely.point_on_surface(shapes), predicate="within")[0]
    reached = np.zeros(len(shapes), dtype=bool)
    reached[found] = True
    return reached
