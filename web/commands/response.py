"""``safetown response``: how soon help comes, as modelled and as recorded, and what would change it."""

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
from web.telling import say_notes
from web.terminal import SpokenCommand, asking, bar_of, language, say, settings
from web.texts import text

if TYPE_CHECKING:
    from web.services.response.evaluation import ResponseAnswer
    from web.services.response.request import ResponseRequest


class WhatIfWords(click.ParamType):  # type: ignore[type-arg]  # no generic before click 8.2
    """A what-if: ``add``, ``add=BEAT``, ``add=LON,LAT`` or ``move=BEAT:LON,LAT``."""

    name = "what_if"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read it."""
        from web.services.response.request import WhatIf

        kind, _, where = str(value).partition("=")
        beat, _, point = where.rpartition(":") if kind == "move" else ("", "", where)
        if kind == "add" and where and "," not in where:
            return WhatIf("add", beat=where)
        if kind == "add" and not where:
            return WhatIf("add")
        try:
            lon, lat = (float(number) for number in point.split(","))
        except ValueError:
            lon = lat = float("nan")
        if (
            kind not in {"add", "move"}
            or not (abs(lon) <= 180 and abs(lat) <= 90)
            or (kind == "move") != bool(beat)
        ):
            self.fail(text("cli.not_a_what_if", language(), word=value), param, ctx)
        return WhatIf("move" if beat else "add", beat=beat or None, point=(lon, lat))


@click.command(cls=SpokenCommand, help="cli.help.response")
@option("--beats", key="response_beats", type=FILE)
@option("--beat", "beat_column", key="response_beat", default="beat_id", show_default=True, metavar="COLUMN")
@option("--layer", key="response_layer", metavar="NAME")
@option("--load", key="response_load", metavar="COLUMN")
@option(
    *("--load-is",),
    key="response_load_is",
    type=click.Choice(["calls", "hours"]),
    default="calls",
    show_default=True,
)
@option(
    *("--days",),
    key="response_days",
    type=Finite(min=0, min_open=True),
    default=365.0,
    show_default=True,
    metavar="D",
)
@option("--incidents", key="response_incidents", type=FILE)
@crs_option
@map_option
@option("--roads", key="response_roads", type=FILE)
@option("--units", "cars", key="response_units", type=click.IntRange(min=1), metavar="N")
@option(
    "--units-per-beat",
    "cars_per_beat",
    key="response_units_per_beat",
    type=click.IntRange(min=1),
    metavar="N",
)
@option("--service-minutes", key="service_minutes", type=Finite(min=0, min_open=True), metavar="M")
@option(
    *("--target-minutes",),
    key="target_minutes",
    type=Finite(min=0, min_open=True),
    default=10.0,
    show_default=True,
    metavar="M",
)
@option(
    "--line",
    key="response_line",
    type=click.Choice(["infinite", "zero"]),
    default="infinite",
    show_default=True,
)
@option("--what-if", "what_if", key="what_if", multiple=True, type=WhatIfWords(), metavar="CHANGE")
@seed_option
@option("--out", key="out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def response(incidents: Path | None, crs: str, columns: dict[str, str], out: Path, **asked: Any) -> None:
    """Measure the response of beats."""
    from data.read_options import ReadOptions
    from web.services.exporting import base_map, check_writable
    from web.services.response.evaluation import response_of
    from web.services.response.files import write_response
    from web.services.response.request import ResponseRequest
    from web.services.stores import store_if_any, store_to_read

    request = ResponseRequest(**asked)
    if request.cars is not None and request.cars_per_beat is not None:
        raise click.UsageError(text("cli.units_twice", language()))
    check_writable(out, request.beats, incidents, request.roads)
    options = ReadOptions(crs=crs, columns=columns, same_id="keep", time_zone=request.time_zone)
    on_files = request.beats is not None and (incidents is not None or request.load is not None)
    opening = store_if_any if on_files else store_to_read
    with bar_of("response"), opening(settings().store_url) as store:
        answer: ResponseAnswer = asking(
            options,
            lambda options: response_of(
                request, None if on_files else store, incidents=incidents, options=options
            ),
        )
        places = base_map(store) if store is not None else {}
        say_notes((*answer.notes, *write_response(out, answer, settings(), places)))
    _say(answer, request)
    say("cli.wrote", path=str(out))


def _say(answer: ResponseAnswer, request: ResponseRequest) -> None:
    """Say the model in three lines, the records in one a span, and a line for each what-if."""
    whole = answer.whole
    say(
        "cli.response_cars",
        cars=len(answer.cars),
        calls=whole["calls_per_hour"],
        minutes=answer.service_minutes,
        utilisation=100 * whole["utilisation"],
        busiest=100 * whole["utilisation_max"],
    )
    say(
        "cli.response_travel",
        mean=whole["travel_min"],
        p90=whole["travel_min_p90"],
        target=request.target_minutes,
        within=100 * whole["within_target"],
        inter=100 * whole["inter_beat_share"],
    )
    waiting = "cli.response_wait" if request.line == "infinite" else "cli.response_lost"
    say(waiting, all_busy=100 * whole["all_busy"], wait=whole["wait_min"])
    snap_m = answer.units["snap_m"]
    if snap_m.notna().any():
        say("cli.response_snap", median=snap_m.median(), most=snap_m.max())
    _say_observed(answer, request.target_minutes)
    for row in answer.scenarios.iloc[1:].to_dict("records"):
        say(
            "cli.response_scenario",
            scenario=row["scenario"],
            mean=row["travel_min"],
            change=f"{row['travel_min_change']:+.2f}".replace("-0.00", "+0.00"),
            p90=row["travel_min_p90"],
            utilisation=100 * row["utilisation"],
        )


def _say_observed(answer: ResponseAnswer, target: float) -> None:
    """Say each span of the records, and how many arrivals kept within what is wanted."""
    observed = answer.observed
    rows = observed[observed["beat_id"].isna() & observed["hour"].isna()]
    unknown = [text(f"span.{span}", language()) for span in rows.loc[rows["known"] == 0, "span"]]
    for row in rows[rows["known"] > 0].to_dict("records"):
        counts = {name: row[name] for name in ("known", "missing", "impossible")}
        span = text(f"span.{row['span']}", language())
        targeted = row["within_target"] == row["within_target"]
        key = "cli.response_observed_within" if targeted else "cli.response_observed"
        within = {"target": target, "within": 100 * row["within_target"]} if targeted else {}
        say(key, span=span, median=row["median_min"], p90=row["p90_min"], **counts, **within)
    if unknown:
        say("cli.response_unrecorded", spans=("、" if language() == "zh" else ", ").join(unknown))
