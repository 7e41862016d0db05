"""``safetown beats``: units divided into contiguous, even, compact beats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from web.options import FILE, Finite, lang_option, option, seed_option, store_option
from web.telling import say_notes, say_plan
from web.terminal import SpokenCommand, bar_of, language, settings
from web.texts import text


@click.command("beats", cls=SpokenCommand, help="cli.help.beats")
@click.argument("units", type=FILE, required=False)
@option("--layer", key="unit_layer", metavar="NAME")
@option("--load", key="load", metavar="COLUMN")
@option("--keep-whole", key="keep_whole", metavar="COLUMN")
@option("--count", key="count", type=click.IntRange(min=1), metavar="K")
@option("--target-load", key="target_load", type=Finite(min=0, min_open=True), metavar="L")
@option("--stations", key="stations", type=FILE)
@option("--joint", key="joint", metavar="COLUMN")
@option("--roads", key="beat_roads", type=FILE)
@option("--barriers", key="barriers", type=FILE)
@option("--tie-unreached", key="tie_unreached", is_flag=True)
@option("--existing", key="existing", metavar="COLUMN")
@option("--lock", key="lock", multiple=True, metavar="COLUMN|BEAT")
@option("--change-price", key="change_price", type=Finite(min=0), metavar="P")
@option("--max-imbalance", key="max_imbalance", type=Finite(min=0), metavar="F")
@option("--plans", key="plans", type=click.IntRange(min=1, max=50), default=1, show_default=True, metavar="N")
@option("--choose", key="choose", type=click.Choice(["balance", "compactness", "travel", "change"]))
@option("--tables", key="tables", is_flag=True)
@seed_option
@option("--out", key="out", type=FILE, required=True)
@store_option
@lang_option
def beats(
    units: Path | None,
    layer: str | None,
    stations: Path | None,
    roads: Path | None,
    barriers: Path | None,
    lock: tuple[str, ...],
    out: Path,
    **asked: Any,
) -> None:
    """Design beats."""
    from web.services.beats.division import BeatRequest, beats_of_file, beats_of_store
    from web.services.beats.units import OWN_LOAD, BeatFiles
    from web.services.exporting import base_map, check_writable, write_beats
    from web.services.stores import store_to_read

    _check(units, asked)
    told: dict[str, Any] = {"tables": asked.pop("tables")}
    check_writable(out, units, stations, roads, barriers)
    words = tuple(word.strip() for each in lock for word in each.split(",") if word.strip())
    given = {name: value for name, value in asked.items() if value is not None}
    request = BeatRequest(**given, lock=words)
    files = BeatFiles(stations, roads, barriers)
    if request.existing is not None:
        told["today_in"] = (request.existing, request.load or OWN_LOAD)
    with bar_of("beats") as bar:
        if units is not None:
            plan = beats_of_file(units, request, layer=layer, files=files, on_progress=bar)
            notes = write_beats(out, plan, settings(), source=units.name, **told)
        else:
            with store_to_read(settings().store_url) as store:
                plan = beats_of_store(store, request, files=files, on_progress=bar)
                notes = write_beats(out, plan, settings(), places=base_map(store), **told)
    say_notes((*plan.notes, *notes))
    say_plan(plan, out)


def _check(units: Path | None, asked: dict[str, Any]) -> None:
    """Refuse what does not go together."""
    lang = language()
    if units is not None and asked["load"] is None:
        raise click.UsageError(text("cli.units_need", lang, option="--load"))
    if units is not None and asked["count"] is None and asked["target_load"] is None:
        raise click.UsageError(text("cli.units_need", lang, option="--count"))
    if asked["count"] is not None and asked["target_load"] is not None:
        raise click.UsageError(text("cli.count_or_target", lang))
    if asked["choose"] == "change" and asked["existing"] is None:
        raise click.UsageError(text("cli.change_needs_existing", lang))
