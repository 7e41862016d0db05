"""``safetown shifts``: duty rosters that cover the week."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.options import (
    FILE,
    Finite,
    crs_option,
    lang_option,
    map_option,
    option,
    seed_option,
    store_option,
    zone_option,
)
from web.telling import say_notes, say_report
from web.terminal import SpokenCommand, asking, bar_of, language, say, settings, warn
from web.texts import label, text

if TYPE_CHECKING:
    from data.incidents import ReadOptions
    from web.services.shifts.request import ShiftRequest
    from web.services.shifts.rosters import ShiftAnswer
    from web.services.shifts.station_roster import StationRoster

HEADS = click.IntRange(min=0)
HOURS = Finite(min=0, min_open=True, max=168)
SHORT_LINES = 12
"""Shortages that are said one by one; the files have them all."""


@click.command("shifts", cls=SpokenCommand, help="cli.help.shifts")
@click.argument("file", type=FILE, required=False)
@crs_option
@map_option
@option("--since", key="since", metavar="DATE")
@option("--until", key="until", metavar="DATE")
@option("--demand", key="shift_demand", type=FILE)
@option("--station", "stations", key="station", multiple=True, metavar="NAME")
@option("--officers", key="officers", type=HEADS, metavar="N")
@option("--auxiliaries", key="auxiliaries", type=HEADS, metavar="N")
@option("--vehicles", key="vehicles", type=HEADS, metavar="N")
@option("--teams", key="teams", type=click.IntRange(min=1), metavar="N")
@option("--shifts", "system", key="shift_system", default="three", show_default=True, metavar="SHIFTS")
@option("--minimum", key="minimum", type=HEADS, default=1, show_default=True, metavar="N")
@option("--service-min", key="service_min", type=Finite(min=0), default=40, show_default=True, metavar="MIN")
@option("--busy-share", key="busy_share", type=Finite(0, 1, min_open=True))
@option("--weeks", key="weeks", type=click.IntRange(1, 52), default=4, show_default=True, metavar="N")
@option("--cyclic", key="cyclic", is_flag=True)
@option("--start", key="start", metavar="DATE")
@option("--rest-h", "min_rest_h", key="rest_h", type=Finite(0, 168), metavar="H")
@option("--max-nights", "max_consecutive_nights", key="max_nights", type=HEADS, default=3, show_default=True)
@option(
    "--max-days",
    "max_consecutive_days",
    key="max_days",
    type=click.IntRange(1, 6),
    default=6,
    show_default=True,
)
@option("--max-weekly-h", key="max_weekly_h", type=HOURS, default=48, show_default=True, metavar="H")
@option("--mean-weekly-h", key="mean_weekly_h", type=HOURS, default=42, show_default=True, metavar="H")
@option("--beats", key="beats_file", type=FILE)
@option("--night-beats", key="night_beats", type=FILE)
@option("--night-count", key="night_count", type=click.IntRange(min=1), metavar="N")
@option("--kept", key="kept_rosters", is_flag=True)
@seed_option
@option("--out", key="shifts_out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def shifts(
    file: Path | None,
    crs: str,
    columns: dict[str, str],
    beats: Path | None,
    night_beats: Path | None,
    out: Path,
    time_zone: str,
    **asked: Any,
) -> None:
    """Make rosters, write them and say what they cover."""
    from data.incidents import ReadOptions
    from web.services.exporting import check_writable, write_beats
    from web.services.shifts.files import check_roster_path, write_rosters
    from web.services.shifts.request import request_of

    kept = asked.pop("kept")
    if file is not None and (kept or asked["demand"] is not None):
        raise click.UsageError(text("cli.shifts_one_source", language()))
    check_roster_path(out, file, beats, asked["demand"])
    if night_beats is not None:
        check_writable(night_beats, file, beats, out)
    request = request_of(asked, time_zone, with_night_beats=night_beats is not None)
    options = ReadOptions(crs=crs, columns=columns, same_id="keep", time_zone=time_zone)
    answer = _kept(request.stations) if kept else _make(file, options, request, beats)
    speaking = settings(time_zone=time_zone)
    write_rosters(out, answer, speaking)
    _say(answer)
    say("cli.wrote", path=str(out))
    if night_beats is not None and answer.night is not None:
        source = "" if beats is None else beats.name
        say_notes((*answer.night.notes, *write_beats(night_beats, answer.night, speaking, source=source)))
        day, night = len(answer.night.units), len(answer.night.beats)
        say("cli.night_beats" if night < day else "cli.night_beats_alike", day=day, night=night)
        say("cli.wrote", path=str(night_beats))


def _make(file: Path | None, options: ReadOptions, request: ShiftRequest, beats: Path | None) -> ShiftAnswer:
    """Make rosters of a file of incidents, else of the store; a table of demand needs neither."""
    from web.services.shifts.rosters import shifts_of_demand, shifts_of_file, shifts_of_store
    from web.services.stores import store_if_any, store_to_read

    with bar_of("shifts") as bar:
        if file is not None:
            answer: ShiftAnswer = asking(
                options, lambda options: shifts_of_file(file, options, request, beats=beats, on_progress=bar)
            )
            return answer
        opening = store_to_read if request.demand is None else store_if_any
        with opening(settings().store_url) as store:
            if store is not None and (request.demand is None or len(store.places("stations"))):
                return shifts_of_store(store, request, beats=beats, on_progress=bar)
        return shifts_of_demand(request, beats=beats, on_progress=bar)


def _kept(stations: tuple[str, ...]) -> ShiftAnswer:
    from web.services.shifts.kept import rosters_in_store
    from web.services.shifts.rosters import ShiftAnswer
    from web.services.stores import store_to_read

    with store_to_read(settings().store_url) as store:
        return ShiftAnswer(rosters_in_store(store, stations))


def _say(answer: ShiftAnswer) -> None:
    if answer.report is not None:
        say_report(answer.report)
    say_notes(answer.notes)
    for each in answer.rosters:
        _say_roster(each)


def _say_roster(each: StationRoster) -> None:
    """Say who covers what, how even the shares are, and every shortage."""
    from web.texts.shifts import shortage_words

    roster, lang = each.roster, language()
    heads = [text(f"heads.{group.kind}", lang, count=group.posts) for group in roster.groups]
    posts = ("、" if lang == "zh" else ", ").join(heads)
    patrols = _span(roster.staffed.min(), roster.staffed.max())
    station = each.name or text("roster.one", lang)
    say("cli.shifts_made", station=station, posts=posts, weeks=roster.params.weeks, patrols=patrols)
    shares = roster.shares()
    for group in roster.groups:
        own = shares[shares["group"] == group.kind].drop(columns=["group", "post"])
        spread = {name: _span(own[name].min(), own[name].max()) for name in own.columns}
        click.echo("  " + text("cli.shifts_shares", lang, each=label("each", group.kind, lang), **spread))
    if not roster.shortages:
        click.echo("  " + text("cli.shifts_covered", lang))
    say_notes(roster.notes)
    for shortage in roster.shortages[:SHORT_LINES]:
        warn("  " + shortage_words(shortage, lang))
    if len(roster.shortages) > SHORT_LINES:
        warn("  " + text("cli.shifts_more_short", lang, count=len(roster.shortages) - SHORT_LINES))


def _span(least: float, most: float) -> str:
    return f"{least:g}" if least == most else f"{least:g}–{most:g}"
