"""Write the work of units: all tables as GeoPackage or Excel, the units otherwise, or a map."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd

from data.writers import write_table
from gis.errors import Problem
from web.services.demand.workload import Demand
from web.services.exporting import SEVERAL_LAYERS, is_map, write_map_of
from web.settings import Settings
from web.texts import text

UNDER_MAP = ("townships", "stations", "roads", "water")


def write_demand(
    path: Path, demand: Demand, settings: Settings, places: Mapping[str, gpd.GeoDataFrame]
) -> tuple[Problem, ...]:
    """
    Write in the format that the ending asks for.

    Parameters
    ----------
    path
        File to write.
    demand
        What was found.
    settings
        Language, county and tiles.
    places
        The county's own layers, for the map.

    Returns
    -------
    tuple of Problem
        What a reader should be told.
    """
    if not is_map(path):
        several = path.suffix.lower() in SEVERAL_LAYERS
        write_table(demand.units, path, layers=demand.tables() if several else None)
        return ()
    from web.maps.demand import workload_layer

    return write_map_of(
        path,
        settings,
        text("map.title.demand", settings.lang),
        [workload_layer(demand.units, demand.names, settings.lang, settings.time_zone)],
        within=demand.units,
        notes=tuple(_station_lines(demand, settings.lang)),
        places={name: layer for name, layer in places.items() if name in UNDER_MAP},
    )


def _station_lines(demand: Demand, lang: str) -> list[str]:
    """Say the total, and the work of each station beside what its crews can do."""
    total = round(float(demand.units["workload"].sum()))
    lines = [text("map.demand_total", lang, hours=total, units=len(demand.units))]
    table = demand.stations
    for row in table[table["code"].notna() & (table["workload"] > 0)].to_dict("records"):
        name = row["name"] if isinstance(row["name"], str) and row["name"] else row["code"]
        hours = round(float(row["workload"]))
        if row["crew_hours"] > 0:
            crew = round(float(row["crew_hours"]))
            lines.append(text("map.demand_station", lang, station=name, hours=hours, crew_hours=crew))
        else:
            lines.append(text("map.demand_station_alone", lang, station=name, hours=hours))
    return lines
