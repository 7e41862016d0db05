"""``safetown patrol-log``: planned routes against check-ins and tracks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from web.options import FILE, Finite, lang_option, option, store_option, zone_option
from web.telling import say_notes
from web.terminal import SpokenCommand, language, say, settings
from web.texts import text


@click.command("patrol-log", cls=SpokenCommand, help="cli.help.patrol_log")
@click.argument("plan", type=FILE, required=False)
@option("--check-ins", key="check_ins", type=FILE)
@option("--beat", "beats", key="routes_beat_judged", multiple=True, metavar="ID")
@option("--track", "tracks", key="track", type=FILE, multiple=True)
@option(
    "--tolerance-min", key="tolerance_min", type=Finite(min=0), default=30, show_default=True, metavar="M"
)
@option(
    "--track-crs",
    key="track_crs",
    type=click.Choice(["auto", "wgs84", "gcj02", "bd09"]),
    default="auto",
    show_default=True,
)
@option("--clock-min", key="clock_min", type=Finite(), default=0, show_default=True, metavar="M")
@option("--out", key="patrol_log_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def patrol_log(
    plan: Path | None,
    check_ins: Path | None,
    tracks: tuple[Path, ...],
    out: Path,
    time_zone: str,
    **asked: Any,
) -> None:
    """Compare what was planned with what was done."""
    from data.writers import write_table
    from web.services.exporting import SEVERAL_LAYERS, check_writable
    from web.services.routes.kept import routes_in_file, routes_in_store
    from web.services.routes.log import log_layers
    from web.services.routes.log import patrol_log as compare
    from web.services.stores import store_to_read

    if check_ins is None and not tracks:
        raise click.UsageError(text("cli.log_needs", language()))
    check_writable(out, plan, check_ins, *tracks, maps=False)
    if plan is not None:
        kept = routes_in_file(plan, time_zone)
    else:
        with store_to_read(settings().store_url) as store:
            kept = routes_in_store(store, time_zone)
    done, notes = compare(kept, check_ins, tracks, time_zone=time_zone, **asked)
    write_table(done.stops, out, layers=log_layers(done) if out.suffix.lower() in SEVERAL_LAYERS else None)
    say_notes(notes)
    say(
        "cli.log_visits",
        visits=len(done.stops),
        in_time=round(100 * done.in_time) if len(done.stops) else 0,
        done=round(100 * done.done) if len(done.stops) else 0,
    )
    if done.stops["stayed_min"].notna().any():
        stayed = done.stops["stayed_min"].dropna()
        say("cli.log_stays", visits=len(stayed), minutes=round(float(stayed.median())))
    if tracks:
        say("cli.log_roads", km=round(done.road_km, 1), driven=round(done.road_km_driven, 1))
    say("cli.wrote", path=str(out))
