"""``safetown blind-spots``: what patrol does not reach, and where to stand so that it does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from web.options import FILE, Finite, crs_option, lang_option, option, store_option
from web.telling import say_notes
from web.terminal import SpokenCommand, bar_of, language, say, settings
from web.texts import text

ON_FILES = ("places", "standing", "roads")
"""With these three the store is not needed."""

POINTS = 5


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
@option("--points", key="blind_points", type=click.IntRange(1), metavar="P")
@option(
    "--aim",
    key="blind_aim",
    type=click.Choice(["cover", "travel", "all", "backup"]),
    default="cover",
    show_default=True,
)
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
@option("--routes", key="blind_routes", type=FILE)
@option(
    "--patrol-minutes",
    key="patrol_minutes",
    type=Finite(min=0, min_open=True),
    default=240.0,
    show_default=True,
    metavar="M",
)
@option("--join-crossings", key="join_crossings", is_flag=True)
@crs_option
@option("--out", key="out", type=FILE, required=True)
@store_option
@lang_option
def blind_spots(points: int | None, out: Path, **asked: Any) -> None:
    """Find blind spots."""
    from patrol.coverage.proposals import AS_MANY_AS_IT_TAKES
    from web.services.blind_spots.files import write_blind_spots
    from web.services.blind_spots.ground import BlindSpotRequest
    from web.services.blind_spots.kept import keep_blind_spots
    from web.services.blind_spots.search import find_blind_spots
    from web.services.exporting import base_map, check_writable
    from web.services.stores import store_if_any, store_to_read
    from web.texts.blind_spots import blind_spot_summary

    if points is not None and asked["aim"] in AS_MANY_AS_IT_TAKES:
        raise click.UsageError(text("cli.blind_points_by_aim", language(), aim=asked["aim"]))
    request = BlindSpotRequest(points=points or POINTS, **asked)
    check_writable(out, *(file for file in asked.values() if isinstance(file, Path)))
    on_files = all(asked[name] is not None for name in ON_FILES)
    opening = store_if_any if on_files else store_to_read
    with bar_of("blind_spots"), opening(settings().store_url) as store:
        found = find_blind_spots(store, request)
        if store is not None and request.places is None:
            keep_blind_spots(store, found, request)
        under = base_map(store) if store is not None and request.places is None else {}
        notes = write_blind_spots(out, found, request.within_min, settings(), under)
    say_notes((*found.notes, *notes))
    for line in blind_spot_summary(found.totals, found.figures, request.within_min, language()):
        click.echo(line)
    say("cli.wrote", path=str(out))
