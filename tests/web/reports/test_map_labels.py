"""Words of a printed map: none over another, over a station, or over what stands in the corners."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from web.maps.layers import MapLayer, Style
from web.reports.map_labels import Label, Room, labels_of
from web.reports.map_sheet import Rectangle, paper_for

WITHIN = (104.0, 31.0, 104.1, 31.1)
SHEET = paper_for(WITHIN, (1000.0, 1000.0))
ROOM = Room(None, None, 15.0, 8.0)
MIDDLE = shapely.Point(104.05, 31.05)


def layer(key: str, name: str, place: shapely.Point) -> MapLayer:
    return MapLayer(key, "", "places", gpd.GeoSeries([place], crs=4326), [Style()], labels=[name])


def labels(*layers: MapLayer) -> dict[str, Label]:
    return {str(label.words): label for label in labels_of(layers, SHEET, ROOM)}


def at(x: float, y: float) -> shapely.Point:
    """Give the place on the ground that is here on the paper."""
    return shapely.box(*SHEET.ground_of(Rectangle(x - 1, y - 1, 2, 2))).centroid


def test_a_name_gives_way_to_the_dot_of_a_station():
    alone = labels(layer("units", "village", MIDDLE))["village"]
    beside = labels(layer("units", "village", MIDDLE), layer("stations", "", MIDDLE))["village"]
    assert beside.x == alone.x
    assert abs(beside.y - alone.y) >= 17


def test_the_name_of_a_station_stands_beside_its_dot():
    station = labels(layer("stations", "station", at(500, 500)))["station"]
    assert station.x > 520
    assert abs(station.y - 500) < 1


def test_the_name_of_a_station_at_the_edge_stands_on_its_other_side():
    edge = shapely.Point(WITHIN[2], 31.05)
    assert labels(layer("stations", "a long name", edge))["a long name"].x < SHEET.width - 100


@pytest.mark.parametrize("place", [(900, 955), (970, 40)], ids=["scale bar", "north arrow"])
def test_a_name_gives_way_to_what_stands_in_the_corners(place):
    said = labels(layer("units", "x", at(*place)))
    assert "x" not in said or abs(said["x"].y - place[1]) >= 17
    free = labels(layer("units", "x", at(500, 500)))["x"]
    assert abs(free.y - 500) < 1
