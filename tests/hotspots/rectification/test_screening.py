"""What kind of place an area is, guessed from its surroundings."""

from __future__ import annotations

import geopandas as gpd
import shapely

from hotspots.rectification.screening import PLACE_KINDS, guess_place_kinds

CRS = "EPSG:4523"


def frame(shapes: list[object], **columns: list[str]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=CRS)


NONE = frame([])


def kinds_of(*boxes: tuple[float, ...], **layers: gpd.GeoDataFrame) -> list[str]:
    areas = frame([shapely.box(*box) for box in boxes])
    named = {name: layers.get(name, NONE) for name in ("key_places", "fringe", "highways", "villages")}
    found = guess_place_kinds(areas, *named.values())
    assert set(found) <= set(PLACE_KINDS)
    return found


def test_the_nearest_key_place_within_two_hundred_metres_counts_most() -> None:
    points = [shapely.Point(150, 50), shapely.Point(290, 50), shapely.Point(2000, 50)]
    key_places = frame(points, kind=["market", "school", "school"])
    fringe = frame([shapely.box(-50, -50, 150, 150)])
    assert kinds_of((0, 0, 100, 100), key_places=key_places, fringe=fringe) == ["market"]
    assert kinds_of((1900, 0, 1950, 100), key_places=key_places) == ["school"]
    assert kinds_of((1600, 0, 1799, 100), key_places=key_places) == ["other"]


def test_of_several_key_places_inside_the_one_nearest_to_the_middle_counts() -> None:
    points = [shapely.Point(5, 5), shapely.Point(60, 50), shapely.Point(95, 95)]
    inside = frame(points, kind=["school", "market", "school"])
    assert kinds_of((0, 0, 100, 100), key_places=inside) == ["market"]


def test_fringe_counts_before_a_village_along_a_highway() -> None:
    layers = {
        "fringe": frame([shapely.box(0, 0, 1000, 1000)]),
        "villages": frame([shapely.box(0, 0, 5000, 1000)]),
        "highways": frame([shapely.LineString([(0, 500), (5000, 500)])]),
    }
    found = kinds_of((100, 400, 200, 600), (3000, 400, 3100, 600), (3000, 750, 3100, 900), **layers)
    assert found == ["fringe", "highway_village", "other"]


def test_key_places_of_other_kinds_say_nothing() -> None:
    assert kinds_of((0, 0, 10, 10), key_places=frame([shapely.Point(5, 5)], kind=["bridge"])) == ["other"]
