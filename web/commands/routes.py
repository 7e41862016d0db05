"""``safetown routes``: patrol routes of beats for a week."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from web.options import FILE, Finite, crs_option, lang_option, option, seed_option, store_option, zone_option
from web.telling import say_notes
from web.terminal import SpokenCommand, bar_of, language, say, settings
from web.texts import text

DAY = click.DateTime(["%Y-%m-%d"])
CLOCK = click.DateTime(["%H:%M"])
PARAMS = ("days", "rounds", "iterations")
"""Options that are asked of each route."""


@click.command("routes", cls=SpokenCommand, help="cli.help.routes")
@click.argument("beats", type=FILE, required=False)
@option("--layer", key="unit_layer", metavar="NAME")
@option("--beat", "chosen", key="routes_beat", multiple=True, metavar="ID")
@option("--roads", key="routes_roads", type=FILE)
@option("--stations", key="routes_stations", type=FILE)
@option("--areas", key="routes_areas", type=FILE)
@option("--key-places", key="routes_key_places", type=FILE)
@option("--checkpoints", key="routes_checkpoints", type=FILE)
@option("--population", key="routes_population", type=FILE)
@option("--first-day", key="routes_first_day", type=DAY, metavar="DATE")
@option(
    "--shift-start", key="routes_shift_start", type=CLOCK, default="20:00", show_default=True, metavar="HH:MM"
)
@option("--hours", key="routes_hours", type=Finite(min=1, max=24), default=8, show_default=True, metavar="H")
@option("--days", key="routes_days", type=click.IntRange(1, 31), default=7, show_default=True, metavar="N")
@option(
    "--rounds", key="routes_rounds", type=click.IntRange(1, 12), default=4, show_default=True, metavar="N"
)
@option(
    "--iterations",
    key="routes_iterations",
    type=click.IntRange(1),
    default=60,
    show_default=True,
    metavar="N",
)
@option("--join-crossings", key="join_crossings", is_flag=True)
@crs_option
@seed_option
@option("--out", key="routes_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def routes(
    beats: Path | None,
    layer: str | None,
    chosen: tuple[str, ...],
    first_day: datetime | None,
    shift_start: datetime,
    hours: float,
    out: Path,
    **asked: Any,
) -> None:
    """Plan patrol routes."""
    from patrol.routes.plan import RouteParams
    from web.services.exporting import base_map, is_map, today
    from web.services.routes.files import check_route_file, write_route_map, write_routes
    from web.services.routes.planning import FILES, RouteRequest, routes_of_file, routes_of_store
    from web.services.stores import store_to_read
    from web.texts.routes import route_summary

    files = {name: asked.pop(name.replace("-", "_")) for name in FILES}
    files = {name: path for name, path in files.items() if path is not None}
    if beats is not None and "roads" not in files:
        raise click.UsageError(text("cli.beats_need_roads", language()))
    check_route_file(out, beats, *files.values())
    day: date = today() if first_day is None else first_day.date()
    request = RouteRequest(
        day,
        shift_start.time(),
        RouteParams(shift_min=60 * hours, **{name: asked.pop(name) for name in PARAMS}),
        chosen,
        files,
        layer,
        **asked,
    )
    under: dict[str, Any] = {}
    with bar_of("routes") as bar:
        if beats is not None:
            answer = routes_of_file(beats, request, on_progress=bar)
        else:
            with store_to_read(settings().store_url) as store:
                answer = routes_of_store(store, request, on_progress=bar)
                under = base_map(store)
    if is_map(out):
        say_notes(write_route_map(out, answer, settings(time_zone=request.time_zone), under))
    else:
        write_routes(out, answer, language("zh") if out.suffix.lower() == ".kml" else language())
    say_notes(answer.notes)
    for line in route_summary(answer.plan, answer.seen, language()):
        click.echo(line)
    say("cli.wrote", path=str(out))
