"""``safetown report``: sheets to print."""

from __future__ import annotations

from pathlib import Path

import click

from web.options import FILE, lang_option, option, store_option, zone_option
from web.terminal import SpokenGroup, language, say, settings
from web.texts import text


@click.group("report", cls=SpokenGroup, help="cli.help.report")
def report() -> None:
    """Gather the reports."""


@report.command("beat-cards", help="cli.help.beat_cards")
@click.argument("plan", type=FILE, required=False)
@option("--beat", "chosen", key="routes_beat", multiple=True, metavar="ID")
@option("--out", key="cards_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def beat_cards(plan: Path | None, chosen: tuple[str, ...], out: Path, time_zone: str) -> None:
    """Print beat cards."""
    from gis.errors import FileError, InputError
    from web.reports.beat_cards import CardContent, write_beat_cards
    from web.services.exporting import MAP_ENDINGS, base_map, check_writable
    from web.services.kept_routes import routes_in_file, routes_in_store
    from web.services.stores import store_to_read

    if out.suffix.lower() not in MAP_ENDINGS:
        raise FileError("file.ending_unknown", path=str(out), endings=" ".join(MAP_ENDINGS))
    check_writable(out, plan)
    if plan is not None:
        kept, places = routes_in_file(plan, time_zone), {}
    else:
        with store_to_read(settings().store_url) as store:
            kept, places = routes_in_store(store, time_zone), base_map(store)
    beats = kept.beats
    if chosen:
        beats = beats[beats["beat_id"].astype(str).isin(chosen)]
    if len(beats) == 0:
        raise InputError("routes.no_beats")
    if plan is not None:
        places = {"roads": kept.stretches[kept.stretches["in_beat"]].assign(road_class="local")}
    lang = language("zh")
    write_beat_cards(out, CardContent(text("card.title", lang), beats, kept.routes, kept.stops, places, lang))
    say("cli.cards_made", cards=len(beats))
    say("cli.wrote", path=str(out))
