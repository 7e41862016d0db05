"""What the page of the evaluation shows: a headline, a chart of all areas, and each area's own evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from web.reports.evaluation_charts import controls_strip, expected_chart
from web.reports.evaluation_map import Places, area_map
from web.services.areas.evaluation import EvaluationAnswer, pooled_row
from web.services.areas.evaluation_files import with_verdicts
from web.texts import label, text
from web.texts.formats import is_missing

DRAWN = ("fell", "rose", "unclear")


class AreaShown(NamedTuple):
    """One area: its row with its sentence, and what it rests on; no drawings where nothing was compared."""

    row: Mapping[str, Any]
    strip: Markup | None
    map: Markup | None
    figures: tuple[str, ...]


class EvaluationShown(NamedTuple):
    """The page: headline, chart and areas, in their order."""

    headline: str
    chart: Markup | None
    chart_note: str
    areas: tuple[AreaShown, ...]


def shown_of(answer: EvaluationAnswer, seen: Mapping[str, str], places: Places, lang: str) -> EvaluationShown:
    """
    Draw what was found for one reader.

    Parameters
    ----------
    answer
        What was found of all areas.
    seen
        Name of each area that the reader sees, by ``area_id``.
    places
        Gives a layer of the county's places within bounds in degrees.
    lang
        ``zh`` or ``en``.
    """
    said = with_verdicts(answer, lang)
    said = said[said["area_id"].isin(list(seen))]
    rows = said.drop(columns=said.geometry.name).to_dict("records")
    compared = [
        row | {"name": f"{row['area_id']} {seen[row['area_id']]}"} for row in rows if row["verdict"] in DRAWN
    ]
    whole = len(seen) == len(answer.evaluation.areas)
    together = pooled_row(answer.evaluation) if whole and len(compared) > 1 else {}
    params = answer.evaluation.params
    return EvaluationShown(
        _headline(rows, lang),
        expected_chart(compared, together, lang),
        text("evaluation.chart_note", lang, level=round(100 * params.confidence)),
        tuple(
            AreaShown(
                row,
                _strip(row, answer, lang),
                area_map(said.iloc[[number]], row["verdict"], params.buffer_m, places, lang)
                if row["verdict"] in DRAWN
                else None,
                figures_of(row, params.confidence, lang),
            )
            for number, row in enumerate(rows)
        ),
    )


def _headline(rows: list[dict[str, Any]], lang: str) -> str:
    """Count the verdicts in a sentence, those of areas that were compared first."""
    verdicts = [row["verdict"] for row in rows]
    order = sorted(set(verdicts), key=lambda verdict: (verdict not in DRAWN, verdict))
    joint = "、" if lang == "zh" else "; "
    counted = (f"{label('verdict', verdict, lang)} {verdicts.count(verdict)}" for verdict in order)
    return text("evaluation.headline", lang, areas=len(rows), verdicts=joint.join(counted))


def _strip(row: Mapping[str, Any], answer: EvaluationAnswer, lang: str) -> Markup | None:
    if row["verdict"] not in DRAWN or row["comparison"] != "matched":
        return None
    controls = answer.evaluation.controls
    mine = controls[controls["area_id"] == row["area_id"]]
    return controls_strip(row, list(zip(mine["before"], mine["after"], strict=True)), lang)


def figures_of(row: Mapping[str, Any], confidence: float, lang: str) -> tuple[str, ...]:
    """Say the ring's counts and the weighted displacement difference; nothing where there is none."""
    if is_missing(row["wdd"]):
        return ()
    difference = text(
        "evaluation.wdd",
        lang,
        difference=f"{row['wdd']:+.1f}",
        level=round(100 * confidence),
        low=f"{row['wdd_low']:+.1f}",
        high=f"{row['wdd_high']:+.1f}",
        error=f"{row['wdd_se']:.1f}",
    )
    if is_missing(row["ring_expected"]):
        return (difference,)
    counts = {name: int(row[f"ring_{name}"]) for name in ("before", "after")}
    ring = text("evaluation.ring_counts", lang, **counts, expected=round(row["ring_expected"]))
    return ring, difference
