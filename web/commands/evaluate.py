"""``safetown evaluate``: whether rectification worked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from web.options import (
    FILE,
    SHARE,
    Finite,
    crs_option,
    lang_option,
    map_option,
    option,
    store_option,
    zone_option,
)
from web.telling import say_notes, say_report
from web.terminal import SpokenCommand, asking, bar_of, language, say, settings
from web.texts import label, text

MONTHS = click.IntRange(1, 120)


@click.command("evaluate", cls=SpokenCommand, help="cli.help.evaluate")
@click.argument("areas", type=FILE, required=False)
@option("--incidents", key="evaluate_incidents", type=FILE)
@crs_option
@map_option
@option("--since-start", "start", key="since_start", metavar="DATE")
@option("--column", key="start_column", metavar="START")
@option("--before-months", key="before_months", type=MONTHS, default=12, show_default=True, metavar="N")
@option("--after-months", key="after_months", type=MONTHS, default=12, show_default=True, metavar="N")
@option("--controls", key="controls", type=click.IntRange(5, 200), default=20, show_default=True, metavar="K")
@option(
    "--buffer-m",
    key="ring_m",
    type=Finite(min=0, min_open=True, max=20_000),
    default=200.0,
    show_default=True,
    metavar="M",
)
@option("--candidates", key="control_candidates", type=FILE)
@option("--category", "categories", key="category", multiple=True, metavar="C")
@option("--confidence", key="confidence", type=SHARE, default=0.9, show_default=True, metavar="S")
@option("--out", key="out", type=FILE, required=True)
@zone_option
@store_option
@lang_option
def evaluate(
    areas: Path | None,
    incidents: Path | None,
    crs: str,
    columns: dict[str, str],
    start: str | None,
    column: str | None,
    candidates: Path | None,
    categories: tuple[str, ...],
    out: Path,
    time_zone: str,
    **figures: Any,
) -> None:
    """Judge areas before and after the start of rectification, beside comparable ones."""
    from data.incidents import ReadOptions
    from hotspots.evaluation.params import EvaluationParams
    from web.services.areas.evaluation import (
        EvaluationAnswer,
        EvaluationRequest,
        areas_to_evaluate,
        evaluation_of_file,
        evaluation_of_store,
    )
    from web.services.areas.evaluation_files import write_evaluation
    from web.services.areas.scope import Scope
    from web.services.exporting import base_map, check_writable
    from web.services.register.evaluation import areas_of_register
    from web.services.stores import store_to_read

    if start is not None and column is not None:
        raise click.UsageError(text("cli.one_start", language()))
    if not figures["confidence"] < 1:
        raise click.UsageError(text("cli.confidence_below_one", language()))
    if areas is None and incidents is not None:
        raise click.UsageError(text("cli.areas_beside_incidents", language()))
    check_writable(out, areas, incidents, candidates)
    asked = None if areas is None else areas_to_evaluate(areas, start, column)
    params = EvaluationParams(time_zone=time_zone, **figures)
    request = EvaluationRequest(Scope(categories), candidates, params)
    speaking = settings(time_zone=time_zone)
    with bar_of("evaluate") as bar:
        if incidents is not None and asked is not None:
            options = ReadOptions(crs=crs, columns=columns, same_id="keep", time_zone=time_zone)
            answer: EvaluationAnswer = asking(
                options,
                lambda options: evaluation_of_file(incidents, options, asked, request, on_progress=bar),
            )
            notes = write_evaluation(out, answer, speaking, {})
        else:
            with store_to_read(settings().store_url) as store:
                designated = areas_of_register(store) if asked is None else asked
                answer = evaluation_of_store(store, designated, request, on_progress=bar)
                notes = write_evaluation(out, answer, speaking, base_map(store))
    say_notes(notes)
    _say_evaluation(answer)
    say("cli.wrote", path=str(out))


def _say_evaluation(answer: Any) -> None:
    """Say how many areas fell, rose or cannot be told, what they come to together, and by what rule."""
    from web.services.areas.evaluation_files import LISTED, said_of, with_verdicts

    if answer.report is not None:
        say_report(answer.report)
    found = answer.evaluation
    counts = found.areas["verdict"].value_counts()
    words = "; ".join(
        f"{label('verdict', verdict, language())}: {count}" for verdict, count in counts.items()
    )
    say("cli.evaluated", areas=len(found.areas), incidents=found.incidents, verdicts=words)
    rows = with_verdicts(answer, language()).head(LISTED)
    for area_id, reason in zip(rows["area_id"], rows["reason"], strict=True):
        click.echo(f"  {area_id}: {reason}")
    for sentence in said_of(answer, language()):
        click.echo(sentence)
