"""The command line: parses, calls the services, prints. ``web/texts/cli_help.py`` says what commands take."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands.beats import beats
from web.commands.blind_spots import blind_spots
from web.commands.demand import demand
from web.commands.designate import designate
from web.commands.evaluate import evaluate
from web.commands.patrol_log import patrol_log
from web.commands.rectify import rectify
from web.commands.report import report
from web.commands.response import response
from web.commands.routes import routes
from web.commands.shifts import shifts
from web.commands.user import user
from web.commands.zones import zones
from web.options import (
    CELL,
    FILE,
    FOLDER,
    SHARE,
    crs_option,
    hotspot_options,
    lang_option,
    map_option,
    option,
    seed_option,
    store_option,
    zone_option,
)
from web.telling import say_areas, say_backtest, say_notes, say_report
from web.terminal import SpokenGroup, SpokenOption, asking, bar_of, language, run_to_the_end, say, settings

if TYPE_CHECKING:
    from data.incidents import ReadOptions
    from data.store import Store
    from web.services.areas.backtest import BacktestAnswer
    from web.services.areas.hotspots import HotspotAnswer, HotspotRequest

PLACE_LAYERS = (
    "townships",
    "villages",
    "stations",
    "roads",
    "water",
    "population",
    "checkpoints",
    "key-places",
)


@click.group(
    cls=SpokenGroup, help="cli.help.safetown", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="safetown", cls=SpokenOption, help="cli.help.version")
@store_option
@lang_option
def safetown() -> None:
    """Gather the commands."""


@safetown.command(help="cli.help.demo")
@option("--out", key="demo_out", type=FOLDER, default="out", show_default=True)
@seed_option
@option("--serve/--no-serve", key="demo_serve", default=False)
@option("--port", key="port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@lang_option
def demo(out: Path, seed: int, serve: bool, port: int) -> None:
    from web.services.demo.accounts import PASSWORD
    from web.services.demo.county import OUTPUTS, STORE, build_demo, existing_demo
    from web.services.serving import check_address

    if serve:
        check_address("127.0.0.1", port)
    lang = language(default="zh")
    built = existing_demo(out, seed=seed, lang=lang)
    if built is None:
        with bar_of("demo") as bar:
            built = build_demo(out, seed=seed, lang=lang, on_progress=bar)
    say("cli.demo_built", county=built.county, areas=built.areas, beats=built.beats)
    say("cli.wrote", path=", ".join(str(out / name) for name in OUTPUTS))
    if serve:
        say("cli.demo_accounts", password=PASSWORD)
        _serve(f"sqlite:///{out / STORE}", "127.0.0.1", port, county_name=built.county, exports=out)


@safetown.group("import", cls=SpokenGroup, help="cli.help.import")
def import_() -> None:
    """Gather the imports."""


@import_.command("incidents", help="cli.help.import_incidents")
@click.argument("file", type=FILE)
@crs_option
@map_option
@option(
    "--same-id", key="same_id", type=click.Choice(["update", "keep"]), default="update", show_default=True
)
@option("--rejects", key="rejects", type=FILE)
@option("--dry-run", key="dry_run", is_flag=True)
@zone_option
@store_option
@lang_option
def import_incidents(
    file: Path,
    crs: str,
    columns: dict[str, str],
    same_id: Any,
    rejects: Path | None,
    dry_run: bool,
    time_zone: str,
) -> None:
    from data.incidents import ReadOptions
    from web.services.intake.incidents import import_incidents
    from web.services.stores import store_if_any, store_to_fill

    options = ReadOptions(crs=crs, columns=columns, same_id=same_id, time_zone=time_zone)
    opening = store_if_any if dry_run else store_to_fill
    with opening(settings().store_url) as store, bar_of("import") as bar:
        imported = asking(
            options,
            lambda options: import_incidents(
                store, file, options, rejects=rejects, dry_run=dry_run, on_progress=bar
            ),
        )
    say_report(imported.report)
    if imported.rejects is not None:
        say("cli.rejects", path=str(imported.rejects))
    if imported.counts is None:
        say("cli.dry_run")
    else:
        say(
            "cli.stored",
            inserted=imported.counts.inserted,
            updated=imported.counts.updated,
            unchanged=imported.counts.unchanged,
        )


@import_.command("places", help="cli.help.import_places")
@click.argument("file", type=FILE)
@option("--layer", key="place_layer", type=click.Choice(PLACE_LAYERS), required=True)
@crs_option
@map_option
@store_option
@lang_option
def import_places(file: Path, layer: str, crs: str, columns: dict[str, str]) -> None:
    from data.read_options import ReadOptions
    from web.services.intake.places import import_places
    from web.services.stores import store_to_fill

    with store_to_fill(settings().store_url) as store:
        options = ReadOptions(crs=crs, columns=columns)
        stored = asking(options, lambda options: import_places(store, file, layer, options))
    say("cli.places_stored", layer=layer, rows=stored)


@safetown.command(help="cli.help.hotspots")
@click.argument("file", type=FILE, required=False)
@hotspot_options
@store_option
@lang_option
def hotspots(
    file: Path | None,
    crs: str,
    columns: dict[str, str],
    categories: tuple[str, ...],
    since: str | None,
    until: str | None,
    weights: dict[str, float],
    seed: int,
    out: Path,
    density: Path | None,
    time_zone: str,
    **asked: Any,
) -> None:
    from data.incidents import ReadOptions
    from hotspots.params import HotspotParams, RankingWeights
    from web.services.areas.hotspots import HotspotRequest
    from web.services.areas.scope import scope_of
    from web.services.exporting import check_writable, write_density

    params = {name: asked.pop(name) for name in ("watch", "most_areas", "most_share", "rank_by")}
    read = [path for path in (file, *asked.values()) if isinstance(path, Path)]
    check_writable(out, *read)
    if density is not None:
        check_writable(density, *read, out, maps=False)
    request = HotspotRequest(
        scope=scope_of(categories, since, until, time_zone),
        params=HotspotParams(time_zone=time_zone, weights=RankingWeights(**weights), **params),
        seed=seed,
        **asked,
    )
    options = ReadOptions(crs=crs, columns=columns, same_id="keep", time_zone=time_zone)
    answer = _find_areas(file, options, request, out)
    say_areas(answer, out)
    if density is not None:
        write_density(density, answer)
        say("cli.wrote", path=str(density))


def _find_areas(file: Path | None, options: ReadOptions, request: HotspotRequest, out: Path) -> HotspotAnswer:
    from web.services.areas.hotspots import hotspots_of_file, hotspots_of_store
    from web.services.exporting import base_map, write_areas

    speaking = settings(time_zone=options.time_zone)
    with bar_of("hotspots") as bar:
        if file is not None:
            answer: HotspotAnswer = asking(
                options, lambda options: hotspots_of_file(file, options, request, on_progress=bar)
            )
            say_notes(write_areas(out, answer, speaking, source=file.name))
            return answer
        with _open_store() as store:
            answer = hotspots_of_store(store, request, on_progress=bar)
            say_notes(write_areas(out, answer, speaking, places=base_map(store)))
    return answer


@safetown.command(help="cli.help.backtest")
@click.argument("file", type=FILE, required=False)
@crs_option
@map_option
@option("--study-area", key="study_area", type=FILE)
@option("--category", "categories", key="category", multiple=True, metavar="C")
@option("--rectified", key="rectified", type=FILE)
@option("--cell-m", key="cell_m", default=200.0, show_default=True, type=CELL, metavar="M")
@option("--share", key="share", default=0.02, show_default=True, type=SHARE, metavar="S")
@option(
    "--horizon-days", key="horizon_days", default=365, show_default=True, type=click.IntRange(1), metavar="D"
)
@option("--folds", key="folds", default=5, show_default=True, type=click.IntRange(1), metavar="K")
@option("--out", key="backtest_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def backtest(
    file: Path | None,
    crs: str,
    columns: dict[str, str],
    study_area: Path | None,
    rectified: Path | None,
    categories: tuple[str, ...],
    time_zone: str,
    out: Path,
    **figures: Any,
) -> None:
    from data.incidents import ReadOptions
    from hotspots.validation.backtest import BacktestParams
    from web.services.areas.backtest import (
        BacktestRequest,
        backtest_of_file,
        backtest_of_store,
        check_json,
        write_backtest,
    )
    from web.services.areas.scope import Scope

    check_json(out, file, study_area, rectified)
    params = BacktestParams(time_zone=time_zone, **figures)
    request = BacktestRequest(Scope(categories), study_area, rectified, params)
    options = ReadOptions(crs=crs, columns=columns, same_id="keep", time_zone=time_zone)
    with bar_of("backtest") as bar:
        if file is not None:
            answer: BacktestAnswer = asking(
                options, lambda options: backtest_of_file(file, options, request, on_progress=bar)
            )
        else:
            with _open_store() as store:
                answer = backtest_of_store(store, request, on_progress=bar)
    write_backtest(out, answer)
    say_notes(answer.notes)
    say_backtest(answer, out)


@safetown.command(help="cli.help.serve")
@option("--host", key="host", default="127.0.0.1", show_default=True)
@option("--port", key="port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@option("--county", key="county", envvar="SAFETOWN_COUNTY", default="", metavar="NAME")
@zone_option
@store_option
@lang_option
def serve(host: str, port: int, county: str, time_zone: str) -> None:
    from web.services.serving import check_address

    check_address(host, port)
    _serve(settings().store_url, host, port, time_zone=time_zone, county_name=county)


@safetown.command(help="cli.help.check")
@store_option
@lang_option
def check() -> None:
    with _open_store() as store:
        problems = store.check()
    say_notes(problems)
    if problems:
        sys.exit(1)
    say("cli.check_good")


@safetown.command(help="cli.help.backup")
@click.argument("file", type=FILE)
@store_option
@lang_option
def backup(file: Path) -> None:
    with _open_store() as store:
        store.backup(file)
    say("cli.wrote", path=str(file))


@safetown.command(help="cli.help.restore")
@click.argument("file", type=FILE)
@store_option
@lang_option
def restore(file: Path) -> None:
    from data.store import restore_store

    restore_store(settings().store_url, file)
    say("cli.restored", path=str(file))


safetown.add_command(evaluate)
safetown.add_command(shifts)
safetown.add_command(beats)
safetown.add_command(blind_spots)
safetown.add_command(response)
safetown.add_command(routes)
safetown.add_command(patrol_log)
safetown.add_command(report)
safetown.add_command(user)


def _open_store() -> AbstractContextManager[Store]:
    from web.services.stores import store_to_read

    return store_to_read(settings().store_url)


def _serve(url: str, host: str, port: int, **more: Any) -> None:
    import uvicorn

    from data.store import open_store
    from web.app import create_app
    from web.services.office.accounts import first_account
    from web.services.serving import names_of

    with open_store(url) as store:
        once = first_account(store)
    if once is not None:
        say("cli.first_account", password=once)
    app = create_app(
        replace(
            settings(default_lang="zh", **more), store_url=url, host_names=names_of(host), has_worker=True
        )
    )
    say("cli.serving", url=f"http://{host}:{port}")
    say("cli.stop_hint")
    uvicorn.run(app, host=host, port=port, log_level="warning")


safetown.add_command(demand)
safetown.add_command(zones)
safetown.add_command(designate)
safetown.add_command(rectify)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that cannot show Chinese must not end the work
    run_to_the_end(safetown, "safetown")


if __name__ == "__main__":
    main()
