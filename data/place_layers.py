"""What each layer of places consists of: its columns, the kinds of shapes it may have, what is needed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HEADERS_FILE = Path(__file__).with_name("place_headers.csv")

POINT = ("Point", "MultiPoint")
LINE = ("LineString", "MultiLineString")
POLYGON = ("Polygon", "MultiPolygon")

SHAPE_FIELDS = ("lon", "lat", "wkt")
TEXT = ("code", "name", "kind", "township_code", "class_code", "station", "road_class")
WHOLE = ("officers", "auxiliaries", "vehicles")
NUMBER = ("population", "households", "speed_kmh")

VILLAGE_CLASSES = ("111", "112", "121", "122", "123", "210", "220")
"""Codes of the official classification of urban and rural villages."""

ROAD_SPEEDS_KMH = {"highway": 80.0, "main": 60.0, "secondary": 40.0, "local": 25.0}
"""Speed that stands for a road without one."""

ROAD_CLASS_WORDS = {
    "highway": "highway 高速 高速公路 国道 motorway motorway_link trunk trunk_link expressway",
    "main": "main 省道 主干道 主干路 城市主干路 primary primary_link arterial",
    "secondary": "secondary 县道 乡道 次干道 次干路 城市次干路 secondary_link tertiary tertiary_link",
    "local": "local 村道 支路 巷道 街巷 residential unclassified service living_street track road",
}


@dataclass(frozen=True, slots=True)
class PlaceLayer:
    """
    A layer of places.

    Attributes
    ----------
    fields
        Its columns, beside ``geometry``; every one is there after reading.
    required
        Those that a file must have.
    shapes
        Kinds of geometry that it may hold.
    """

    fields: tuple[str, ...]
    required: tuple[str, ...]
    shapes: tuple[str, ...]


PLACE_LAYERS = {
    "townships": PlaceLayer(("code", "name", "kind"), ("name",), POLYGON),
    "villages": PlaceLayer(
        ("code", "name", "township_code", "class_code", "population", "households", "station"),
        ("name",),
        POLYGON,
    ),
    "stations": PlaceLayer(
        ("code", "name", "officers", "auxiliaries", "vehicles"), ("name",), (*POINT, *POLYGON)
    ),
    "roads": PlaceLayer(("name", "road_class", "speed_kmh", "bridge"), (), LINE),
    "water": PlaceLayer(("name", "kind"), (), (*LINE, *POLYGON)),
    "population": PlaceLayer(("population", "households"), ("population",), (*POINT, *POLYGON)),
    "checkpoints": PlaceLayer(("name", "kind"), ("name",), POINT),
    "key-places": PlaceLayer(("name", "kind"), ("name",), POINT),
}


@cache
def place_headers(layer: str) -> dict[str, tuple[str, ...]]:
    """
    Give the headers of every field of a layer, as ``data/place_headers.csv`` lists them.

    A header with a layer beside it counts there alone: villages have the code of their township too.
    """
    fields = (*PLACE_LAYERS[layer].fields, *SHAPE_FIELDS)
    headers: dict[str, tuple[str, ...]] = dict.fromkeys(fields, ())
    with HEADERS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["field"] in headers and row["layer"] in ("", layer):
                headers[row["field"]] += (row["header"],)
    return headers


@cache
def road_classes() -> dict[str, str]:
    """Give the class of every word for one."""
    return {word: name for name, words in ROAD_CLASS_WORDS.items() for word in words.split()}
