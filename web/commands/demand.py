"""``safetown demand``: the work of units in patrol hours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from web.options import (
    FILE,
    crs_option,
    lang_option,
    map_option,
    option,
    store_option,
    zone_option,
)
from web.telling import say_notes
from web.terminal import SpokenCommand, asking, say, settings

PARTS = ("incident", "travel", "road", "visit", "area")


@click.command("demand", cls=SpokenCommand, help="cli.help.demand")
@click.argument("units", type=FILE, required=False)
@option("--layer", key="unit_layer", metavar="NAME")
@option("--incidents", key="demand_incidents", type=FILE)
@crs_option
@map_option
@option("--roads", key="demand_roads", type=FILE)
@option("--stations", key="demand_stations", type=FILE)
@option("--key-places", key="demand_key_places", type=FILE)
@option("--areas", key="demand_areas", type=FILE)
@option("--settings", key="demand_settings", type=FILE)
@option(
    "--service-times",
    key="demand_service_times",
    type=click.Choice(["table", "recorded"]),
    default="table",
    show_default=True,
)
@option("--forces", key="forces", type=FILE)
@option("--out", key="demand_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def demand(units: Path | None, out: Path, crs: str, columns: dict[str, str], **asked: Any) -> None:
    """Compute the work of units."""
    from data.read_options import ReadOptions
    from web.services.demand.files import write_demand
    from web.services.demand.input import DemandRequest
    from web.services.demand.workload import demand_of
    from web.services.exporting import base_map, check_writable
    from web.services.stores import store_if_any, store_to_read

    reading = ReadOptions(crs=crs, columns=columns, same_id="keep", time_zone=asked["time_zone"])
    request = DemandRequest(units, reading=reading, **asked)
    check_writable(out, units, *(path for path in asked.values() if isinstance(path, Path)))
    opening = store_if_any if request.on_files else store_to_read
    with opening(settings().store_url) as store:
        found = asking(
            reading,
            lambda reading: demand_of(None if request.on_files else store, replace(request, reading=reading)),
        )
        notes = write_demand(out, found, settings(), {} if store is None else base_map(store))
    work = found.units
    parts = {part: round(float(work[f"{part}_hours"].sum())) for part in PARTS}
    say("cli.demand_done", units=len(work), hours=round(float(work["workload"].sum())), **parts)
    say_notes((*found.notes, *notes))
    say("cli.wrote", path=str(out))
