"""``safetown zones``: urban, fringe and rural, and what follows from them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from web.options import FILE, Finite, lang_option, option, store_option, zone_option
from web.telling import say_notes
from web.terminal import SpokenCommand, say, settings


@click.command("zones", cls=SpokenCommand, help="cli.help.zones")
@option("--overrides", key="zone_overrides", type=FILE)
@option("--forget-overrides", key="forget_overrides", is_flag=True)
@option("--urban-towns", key="urban_towns", metavar="TOWN,...", default="")
@option(
    "--corridor-m",
    key="corridor_m",
    type=Finite(min=0, max=20_000),
    default=500.0,
    show_default=True,
    metavar="M",
)
@option(
    "--villages-per-area",
    key="villages_per_area",
    type=Finite(min=1, max=1_000),
    default=5.0,
    show_default=True,
    metavar="N",
)
@option(
    "--households-per-patrol",
    key="households_per_patrol",
    type=Finite(min=1, max=1_000_000),
    default=1_500.0,
    show_default=True,
    metavar="N",
)
@option(
    "--rounds-a-week",
    key="rounds_a_week",
    type=click.IntRange(1, 42),
    default=7,
    show_default=True,
    metavar="N",
)
@option("--forces", key="forces", type=FILE)
@option("--out", key="out", type=FILE)
@zone_option
@store_option
@lang_option
def zones(urban_towns: str, out: Path | None, **asked: Any) -> None:
    """Classify the villages of the store."""
    from web.services.exporting import base_map, check_writable, write_zones
    from web.services.stores import store_to_read
    from web.services.zones.zoning import ZoneRequest, zones_of_store

    if out is not None:
        check_writable(out, asked["overrides"], asked["forces"])
    towns = tuple(town.strip() for town in re.split("[,\uff0c\u3001]", urban_towns) if town.strip())
    with store_to_read(settings().store_url) as store:
        plan = zones_of_store(store, ZoneRequest(urban_towns=towns, **asked))
        counts = plan.zones["zone"].value_counts()
        say("cli.zones_found", **{zone: int(counts.get(zone, 0)) for zone in ("urban", "fringe", "rural")})
        say(
            "cli.zones_divided",
            sections=len(plan.key_sections),
            neighbourhoods=int((plan.zones["zone"] == "urban").sum()) if len(plan.community_patrols) else 0,
            joint=len(plan.joint_zones),
            corridors=len(plan.corridors),
            areas=len(plan.rural_areas),
            groups=len(plan.rural_groups),
        )
        say_notes(plan.notes)
        if out is not None:
            say_notes(write_zones(out, plan, settings(), places=base_map(store)))
            say("cli.wrote", path=str(out))
