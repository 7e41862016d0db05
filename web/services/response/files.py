"""Write the response of beats: its tables, or a map of the beats."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd

from data.writers import write_table
from web.services.exporting import SEVERAL_LAYERS, is_map, today
from web.texts import text

if TYPE_CHECKING:
    from gis.errors import Problem
    from web.services.response.evaluation import ResponseAnswer
    from web.settings import Settings


def write_response(
    path: Path, answer: ResponseAnswer, settings: Settings, places: Mapping[str, gpd.GeoDataFrame]
) -> tuple[Problem, ...]:
    """Write all tables as GeoPackage or Excel, the beats otherwise, or a map; returns what to tell."""
    if not is_map(path):
        several = path.suffix.lower() in SEVERAL_LAYERS
        write_table(answer.beats, path, layers=answer.tables if several else None)
        return ()
    from web.maps.content import MapContent
    from web.maps.export import write_map

    what = MapContent(
        title=f"{settings.county_name} {text('map.title.response', settings.lang)}".strip(),
        lang=settings.lang,
        made_on=today(),
        time_zone=settings.time_zone,
        tile_url=settings.tile_url,
        units=answer.units,
        beats=answer.beats,
        places=places,
    )
    return write_map(path, what)
