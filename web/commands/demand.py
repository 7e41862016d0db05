"""``safetown demand``: the work of units in patrol hours."""

from __future__ import annotations

from pathlib import Path

import click

from web.options import FILE, lang_option, option, store_option, zone_option
from web.telling import say_notes
from web.terminal import SpokenCommand, say, settings


@click.command("demand", cls=SpokenCommand, help="cli.help.demand")
@click.argument("units", type=FILE, required=False)
@option("--layer", key="unit_layer", metavar="NAME")
@option("--settings", "costs", key="demand_settings", type=FILE)
@option("--forces", key="forces", type=FILE)
@option("--out", key="demand_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def demand(
    units: Path | None,
    layer: str | None,
    costs: Path | None,
    forces: Path | None,
    out: Path,
    time_zone: str,
) -> None:
    """Compute the work of units."""
    from web.services.demand import DemandRequest, demand_of_store, write_demand
    from web.services.exporting import check_writable
    from web.services.stores import store_to_read

    check_writable(out, units, costs, forces, maps=False)
    with store_to_read(settings().store_url) as store:
        found = demand_of_store(store, DemandRequest(units, layer, costs, forces, time_zone))
    write_demand(out, found)
    work = found.units
    parts = {
        part: round(float(work[f"{part}_hours"].sum()))
        for part in ("incident", "travel", "road", "visit", "area")
    }
    say("cli.demand_done", units=len(work), hours=round(float(work["workload"].sum())), **parts)
    say_notes(found.notes)
    say("cli.wrote", path=str(out))
