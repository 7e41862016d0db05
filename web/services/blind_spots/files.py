"""Write blind spots: layers as GeoPackage or Excel, the places otherwise, or a map."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.writers import write_table
from gis.errors import Problem
from web.services.blind_spots.search import BlindSpots
from web.services.exporting import SEVERAL_LAYERS, is_map, today
from web.settings import Settings
from web.texts import text
from web.texts.blind_spots import blind_spot_summary

UNDER_MAP = ("townships", "roads", "water")


def write_blind_spots(
    path: Path,
    found: BlindSpots,
    within_min: float,
    settings: Settings,
    places: Mapping[str, gpd.GeoDataFrame],
) -> tuple[Problem, ...]:
    """
    Write in the format that the ending asks for.

    Parameters
    ----------
    path
        File to write.
    found
        What was found.
    within_min
        Reach that it was judged by, in minutes.
    settings
        Language, county and tiles.
    places
        The county's own layers, for the map.

    Returns
    -------
    tuple of Problem
        What a reader should be told.
    """
    if is_map(path):
        summary = blind_spot_summary(found.totals, found.figures, within_min, settings.lang)
        return _write_map(path, found, tuple(summary), settings, places)
    blind = found.places[found.places["cover"].isin(["blind", "unreached"])]
    layers: dict[str, gpd.GeoDataFrame | pd.DataFrame] = {
        "places": found.places,
        "blind_places": blind,
        "standing_points": found.standing_points,
        **found.layers,
        "totals": found.totals,
    }
    several = {name: table for name, table in layers.items() if len(table)}
    write_table(found.places, path, layers=several if path.suffix.lower() in SEVERAL_LAYERS else None)
    return ()


def _write_map(
    path: Path,
    found: BlindSpots,
    summary: tuple[str, ...],
    settings: Settings,
    places: Mapping[str, gpd.GeoDataFrame],
) -> tuple[Problem, ...]:
    from web.maps.content import MapContent
    from web.maps.coverage import coverage_layers
    from web.maps.export import write_map

    content = MapContent(
        title=f"{settings.county_name} {text('map.title.blind_spots', settings.lang)}".strip(),
        lang=settings.lang,
        made_on=today(),
        time_zone=settings.time_zone,
        tile_url=settings.tile_url,
        notes=summary,
        places={name: layer for name, layer in places.items() if name in UNDER_MAP},
    )
    drawn = coverage_layers(
        found.places, found.standing_points, found.layers, settings.lang, settings.time_zone
    )
    return write_map(path, content, drawn)
