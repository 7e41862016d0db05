"""What the command line says of an answer: how many, judged by what, written where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gis.errors import Problem
from web.terminal import language, say, warn
from web.texts import render_problem
from web.texts.facts import weights_words
from web.texts.scope import scope_caveat, scope_words

if TYPE_CHECKING:
    from data.incidents import ImportReport
    from hotspots.validation.backtest_result import MethodScore
    from patrol.plan import BeatPlan
    from web.services.areas.backtest import BacktestAnswer
    from web.services.areas.hotspots import HotspotAnswer


def say_notes(notes: Iterable[Problem]) -> None:
    """Say on stderr what a reader must know of an answer."""
    for note in notes:
        warn(render_problem(note, language()))


def say_report(report: ImportReport) -> None:
    """Say what became of every row of a file."""
    from web.reports.quality import quality_of

    quality = quality_of(report, language())
    say(
        "cli.rows_accounted",
        rows_in=report.rows_in,
        accepted=report.accepted,
        rejected=report.rejected,
        duplicates=report.duplicates,
    )
    for name, count in (*quality.rows[4:], *quality.reasons):  # the first four are in the line above
        click.echo(f"  {name}: {count}")
    for remark in quality.remarks:
        click.echo(f"  {remark}")


def say_areas(answer: HotspotAnswer, out: Path) -> None:
    """Say how many disorderly areas there are, how they are ranked, and what they were judged by."""
    result = answer.result
    if answer.report is not None:
        say_report(answer.report)
    significant = len(result.significant)
    if answer.categories:
        say("cli.scope", scope=scope_words(answer.categories, language()))
    if significant:
        say("cli.areas_found", incidents=result.incidents, significant=significant)
    else:
        say("cli.no_areas", incidents=result.incidents)
    if len(result.areas) > significant:
        say("cli.watch_found", watch=len(result.areas) - significant)
    if not result.areas["in_budget"].all():
        say("cli.in_budget", count=int(result.areas["in_budget"].sum()))
    if len(result.areas):
        ranked = {"weights": asdict(result.weights), "ranked_by": result.ranked_by}
        click.echo(weights_words(ranked, language()))
    say(f"baseline.{result.baseline}")
    if caveat := scope_caveat(answer.categories, result.baseline, language()):
        click.echo(caveat)
    if result.metric_crs:
        say("cli.metric_crs", crs=result.metric_crs)
    say("cli.wrote", path=str(out))


def say_backtest(answer: BacktestAnswer, out: Path) -> None:
    """Say how the methods did."""
    result = answer.result
    if answer.report is not None:
        say_report(answer.report)
    say(
        "cli.backtest_done",
        incidents=result.incidents,
        folds=result.folds,
        horizon_days=result.params.horizon_days,
        study_cells=result.n_cells,
        flagged_cells=result.n_flagged,
    )
    _say_scores(result.methods)
    say("cli.backtest_oracle", pai=round(result.oracle_pai, 3))
    say("cli.backtest_chosen", method=result.chosen)
    if (apart := result.rectified) is not None:
        say("cli.backtest_rectified", cells=sum(apart.cells), incidents=sum(apart.incidents))
        _say_scores(apart.without)
    say("cli.metric_crs", crs=result.metric_crs)
    say("cli.wrote", path=str(out))


def _say_scores(scores: Iterable[MethodScore]) -> None:
    """Say how each method did."""
    for score in scores:
        low, high = (round(end, 2) for end in score.pai_interval)
        figures = {name: round(getattr(score, name), 3) for name in ("pai", "pei", "hit_rate")}
        say("cli.backtest_method", method=score.method, low=low, high=high, **figures)


def say_plan(plan: BeatPlan, out: Path) -> None:
    """Say what came of a beat plan."""
    say("cli.beats_made", units=len(plan.units), count=len(plan.beats), max_ratio=plan.max_ratio)
    _say_stations(plan)
    _say_moves(plan)
    _say_plans(plan)
    say("cli.wrote", path=str(out))


def _say_stations(plan: BeatPlan) -> None:
    """Say what each station has to do, and what that is for each officer."""
    if plan.stations is None:
        return
    say("cli.stations_title")
    for row in plan.stations.assign(name=plan.stations.get("name", plan.stations["station"])).to_dict(
        "records"
    ):
        said = {"station": row["name"] or "-", "beats": row["beats"], "load": round(row["load"], 1)}
        if row["officers"] > 0:
            each = {"per_officer": round(row["load_per_officer"], 1), "ratio": round(row["officer_ratio"], 2)}
            say("cli.station_load", **said, **each)
        else:
            say("cli.station_load_alone", **said)


def _say_moves(plan: BeatPlan) -> None:
    """Say from which beat to which units move."""
    if plan.changes is None or len(plan.changes) == 0:
        return
    say("cli.moves_title")
    moves = plan.changes.groupby(["from_beat", "to_beat"])["load"].agg(["size", "sum"]).reset_index()
    for row in moves.to_dict("records"):
        ends = {"from_beat": row["from_beat"], "to_beat": row["to_beat"]}
        say("cli.beat_moves", **ends, units=row["size"], load=round(row["sum"], 1))


def _say_plans(plan: BeatPlan) -> None:
    """Say what the plans come to, the one that was taken marked."""
    if plan.plans is None:
        return
    say("cli.plans_title")
    for row in plan.plans.to_dict("records"):
        figures = {name: round(row[name], 3) for name in ("max_ratio", "min_ratio", "compactness")}
        figures |= {"mark": "*" if row["chosen"] else " ", "plan": row["plan"]}
        figures["travel_min"] = round(row["travel_min"], 2)
        if plan.changes is None:
            say("cli.plan_row", **figures)
        else:
            say("cli.plan_row_changed", **figures, changed_units=int(row["changed_units"]))
