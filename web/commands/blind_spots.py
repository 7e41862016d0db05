"""``safetown blind-spots``: what patrol does not reach, and where to stand so that it does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.options import FILE, Finite, lang_option, option, store_option
from web.telling import say_notes
from web.terminal import SpokenCommand, bar_of, language, say, settings
from web.texts import label

if TYPE_CHECKING:
    from web.services.blind_spots import BlindSpots

ON_FILES = ("places", "standing", "roads")
"""With these three the store is not needed."""


@click.command("blind-spots", cls=SpokenCommand, help="cli.help.blind_spots")
@option("--places", key="blind_places", type=FILE)
@option(
    *("--minutes", "within_min"),
    key="blind_minutes",
    type=Finite(min=0, min_open=True),
    default=15.0,
    show_default=True,
    metavar="T",
)
@option("--points", key="blind_points", type=click.IntRange(1), default=5, show_default=True, metavar="P")
@option("--aim", key="blind_aim", type=click.Choice(["cover", "travel"]), default="cover", show_default=True)
@option(
    "--by",
    key="blind_by",
    type=click.Choice(["people", "incidents", "places"]),
    default="people",
    show_default=True,
)
@option("--standing", key="blind_standing", type=FILE)
@option("--roads", key="blind_roads", type=FILE)
@option("--candidates", key="blind_candidates", type=FILE)
@option("--zone", key="blind_zone", metavar="NAME|FILE")
@option("--checkpoints", key="blind_checkpoints", type=FILE)
@option("--beats", key="blind_beats", type=FILE)
@option(
    "--patrol-minutes",
    key="patrol_minutes",
    type=Finite(min=0, min_open=True),
    default=240.0,
    show_default=True,
    metavar="M",
)
@option("--out", key="out", type=FILE, required=True)
@store_option
@lang_option
def blind_spots(out: Path, **asked: Any) -> None:
    """Find blind spots."""
    from web.services.blind_spot_files import write_blind_spots
    from web.services.blind_spot_ground import BlindSpotRequest
    from web.services.blind_spots import find_blind_spots
    from web.services.exporting import base_map, check_writable
    from web.services.stores import store_if_any, store_to_read

    request = BlindSpotRequest(**asked)
    check_writable(out, *(file for file in asked.values() if isinstance(file, Path)))
    on_files = all(asked[name] is not None for name in ON_FILES)
    opening = store_if_any if on_files else store_to_read
    with bar_of("blind_spots"), opening(settings().store_url) as store:
        found = find_blind_spots(store, request)
        under = base_map(store) if store is not None and request.places is None else {}
        say_notes((*found.notes, *write_blind_spots(out, found, settings(), under)))
    _say(found, request.within_min)
    say("cli.wrote", path=str(out))


def _say(found: BlindSpots, minutes: float) -> None:
    """Say what is covered now and with the proposed points, and what else was judged."""
    of = {
        (row["stage"], row["cover"]): row for row in found.totals.fillna(0).to_dict("records")
    }  # places, people and incidents of each stage and cover
    counts = {
        stage: {name: int(of[stage, name]["places"]) for name in ("blind", "once", "unreached")}
        for stage in ("now", "after")
    }
    points = int((found.standing_points["status"] == "proposed").sum())
    say("cli.blind_now", minutes=minutes, places=len(found.places), **counts["now"])
    say("cli.blind_after", points=points, **counts["after"])
    for name in ("people", "incidents"):
        if name in found.totals:
            before, after = (of[stage, "blind"][name] + of[stage, "unreached"][name] for stage in counts)
            total = sum(row[name] for (stage, _), row in of.items() if stage == "now")
            what = label("weighing", name, language())
            say("cli.blind_weight", what=what, before=int(before), after=int(after), total=int(total))
    _say_figures(found.figures)


def _say_figures(figures: Mapping[str, float]) -> None:
    """Say what it takes to reach all, and what was found on roads, borders and round the zone."""
    rounded = {name: round(value, 1) for name, value in figures.items()}
    say(
        "cli.blind_for_all",
        points=int(figures["points_for_all"]),
        fewest=int(figures["fewest_for_all"]),
        share=round(100 * figures["backed_up_share"]),
    )
    if "road_km" in figures:
        say("cli.blind_roads", unvisited=rounded["road_km_unvisited"], total=rounded["road_km"])
    if "border_km_none" in figures:
        say("cli.blind_borders", none=rounded["border_km_none"], one=rounded["border_km_one"])
    if "checkpoints" in figures:
        counted = {name: int(figures[name]) for name in ("checkpoints", "exits")}
        say("cli.blind_zone", share=round(100 * figures["share_closed"]), **counted)
