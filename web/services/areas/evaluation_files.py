"""Write an evaluation: tables with verdicts in words, or a map."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.writers import write_table
from gis.errors import Problem
from web.services.areas.evaluation import EvaluationAnswer, pooled_row
from web.services.exporting import SEVERAL_LAYERS, is_map, write_map_of
from web.settings import Settings
from web.texts import LANGUAGES, label, render_problem, text
from web.texts.evaluation import evaluation_reason, pooled_sentence, rule_sentence
from web.texts.formats import is_missing

LISTED = 20
"""Areas that a map and the command line list one by one."""
NO_VALUE = "–"
UNDER_MAP = ("townships", "villages", "roads", "water")


def with_verdicts(answer: EvaluationAnswer, lang: str) -> gpd.GeoDataFrame:
    """Add the sentence of each verdict: ``reason``, ``reason_zh`` and ``reason_en``; days as text."""
    areas = answer.evaluation.areas
    rows = areas.drop(columns=areas.geometry.name).to_dict("records")
    said = {
        f"reason_{each}": pd.Series(
            [evaluation_reason(row, each, answer.evaluation.params) for row in rows],
            index=areas.index,
            dtype=str,
        )
        for each in LANGUAGES
    }
    days = areas["started_on"].map(str)
    return areas.assign(started_on=days, reason=said[f"reason_{lang}"], **said)


def write_evaluation(
    path: Path, answer: EvaluationAnswer, settings: Settings, places: Mapping[str, gpd.GeoDataFrame]
) -> tuple[Problem, ...]:
    """
    Write in the format that the ending asks for.

    Parameters
    ----------
    path
        File to write; GeoPackage and Excel hold the controls and the areas together as well.
    answer
        What was found.
    settings
        Language, county and tiles.
    places
        The county's own layers, for the map.

    Returns
    -------
    tuple of Problem
        What a reader should be told.
    """
    areas = with_verdicts(answer, settings.lang)
    if not is_map(path):
        tables: dict[str, gpd.GeoDataFrame | pd.DataFrame] = {"areas": areas}
        if len(answer.evaluation.controls):
            tables["controls"] = answer.evaluation.controls
        if row := pooled_row(answer.evaluation):
            tables["together"] = pd.DataFrame([row])
        write_table(areas, path, layers=tables if path.suffix.lower() in SEVERAL_LAYERS else None)
        return ()
    from web.maps.evaluation import evaluation_layers

    return write_map_of(
        path,
        settings,
        text("map.title.evaluation", settings.lang),
        evaluation_layers(
            areas,
            answer.evaluation.controls,
            settings.lang,
            settings.time_zone,
            answer.evaluation.params.buffer_m,
        ),
        within=areas,
        notes=(*said_of(answer, settings.lang), *_listed(areas, settings.lang)),
        places={name: layer for name, layer in places.items() if name in UNDER_MAP},
    )


def _listed(areas: gpd.GeoDataFrame, lang: str) -> list[str]:
    """Say of the first areas in a line each what became of them."""
    return [
        text(
            "evaluate.on_map",
            lang,
            area=row["area_id"],
            before=row["before"],
            after=NO_VALUE if is_missing(row["after"]) else row["after"],
            verdict=label("verdict", row["verdict"], lang),
        )
        for row in areas.drop(columns=areas.geometry.name).head(LISTED).to_dict("records")
    ]


def said_of(answer: EvaluationAnswer, lang: str) -> list[str]:
    """Say by what rule it was judged, what all areas come to, and what a reader must know."""
    found = answer.evaluation
    together = [pooled_sentence(pooled_row(found), lang, found.params.confidence)] if found.pooled else []
    return [
        rule_sentence(found.params, lang),
        *together,
        *(render_problem(note, lang) for note in found.notes),
    ]
