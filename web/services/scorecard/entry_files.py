"""Surveys, funding and averages from a county's own tables: what is right is entered, the rest named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data.small_tables import SmallTable, read_small_table
from data.writers import write_table
from gis.errors import Problem, TableError
from hotspots.scorecard.measures import MEASURES, SHARES
from hotspots.scorecard.shares import Survey
from web.services.scorecard.entries import (
    FUNDING,
    SURVEY_FIELDS,
    benchmark_of,
    enter_benchmark,
    enter_funding,
    enter_survey,
    read_average,
    read_funding,
    read_survey,
    survey_kind,
)
from web.services.scorecard.filed import Sign, checked_year, entered
from web.services.scorecard.rows import TOWNSHIP_HEADERS, Taken, TownshipFinder, township_rows
from web.services.scorecard.rules import read_number
from web.texts import text

if TYPE_CHECKING:
    from data.store import Store

SURVEY_HEADERS = {
    "township": TOWNSHIP_HEADERS,
    "asked": (
        *("调查人数", "样本量", "样本数", "有效样本", "有效样本数", "访问人数", "有效问卷", "有效问卷数"),
        *("asked", "sample", "sample size", "n"),
    ),
    "satisfied": (
        *("满意人数", "安全人数", "满意或安全人数", "满意(安全)人数", "感到安全人数"),
        *("satisfied", "positive", "safe"),
    ),
    "share": (
        *("满意率", "满意度", "安全率", "公众安全感", "安全感", "群众满意度", "满意率(%)", "安全感(%)"),
        *("share", "percent", "rate"),
    ),
    "population": (
        "总体人数",
        "总体人数(可空)",
        "人口",
        "常住人口",
        "population",
        "population (may be empty)",
    ),
    "design_effect": ("设计效应", "设计效应(可空)", "design_effect", "design effect (may be empty)", "deff"),
}
"""Headers of a table of survey results; every other column is left out unread."""

TEN_THOUSAND = 10_000
FUNDING_HEADERS = {
    "township": TOWNSHIP_HEADERS,
    "budgeted": (
        "预算",
        "预算(元)",
        "预算数",
        "预算金额",
        "列入预算",
        "budgeted",
        "budgeted (yuan)",
        "budget",
    ),
    "spent": ("支出", "支出(元)", "支出数", "实际支出", "支出金额", "spent", "spent (yuan)"),
    "budgeted_wan": ("预算(万元)", "预算数(万元)", "预算金额(万元)", "列入预算(万元)"),
    "spent_wan": ("支出(万元)", "支出数(万元)", "实际支出(万元)", "支出金额(万元)"),
}


def import_surveys(store: Store, sign: Sign, measure: str, year: int, path: Path) -> Taken:
    """
    Enter the survey results of a file.

    Parameters
    ----------
    store, sign
        Where to, and who does it.
    measure, year
        Of what, and when.
    path
        CSV or Excel with township (code or name), people asked, people satisfied or their share; population
        and design effect where they are known.

    Raises
    ------
    TableError
        ``rows.column_missing``, or everything that was set aside where nothing could be taken.
    """
    survey_kind(measure)
    checked_year(year)
    table = read_small_table(path, SURVEY_HEADERS, ("township", "asked"))
    if not table.given & {"satisfied", "share"}:
        raise TableError("rows.column_missing", column="satisfied", columns=", ".join(sorted(table.given)))
    surveys, problems = township_rows(table, TownshipFinder(store), _read_survey, "score.row_survey")
    for code, survey in surveys.items():
        enter_survey(store, sign, measure, year, code=code, survey=survey)
    pairs = zip(table.rows["satisfied"], table.rows["share"], strict=True)
    by_share = [_is_share(satisfied, share) for satisfied, share in pairs]
    return Taken(len(surveys), (*problems, *table.check("score.row_share", by_share))).kept()


def _is_share(satisfied: str, share: str) -> bool:
    """Tell whether a row gives how many are satisfied as a share of those asked."""
    return satisfied.endswith(("%", "\uff05")) or bool(share and not satisfied)


def _read_survey(row: Mapping[str, str]) -> Survey | None:
    asked = read_number(row["asked"])
    if not (row["satisfied"] or row["share"]) or (asked or 0) == 0:
        if (asked is None and row["asked"]) or (read_number(row["satisfied"]) or 0) > 0:
            raise TableError("score.survey", place=row["township"])
        return None  # nobody was asked there, or nothing is said
    if not _is_share(row["satisfied"], row["share"]):
        return read_survey(row)
    share = read_number(row["satisfied"] or row["share"])
    if share is None or asked is None:
        raise TableError("score.survey", place=row["township"])
    # A column of shares may be written in percent without the sign.
    share = share / 100 if share > 1 else share
    return read_survey({**row, "satisfied": str(round(share * asked))})


def import_funding(store: Store, sign: Sign, year: int, path: Path) -> Taken:
    """
    Enter what townships budgeted and spent, as a file says it; a column that it lacks stays as it was.

    Raises
    ------
    TableError
        ``rows.column_missing``, or everything that was set aside where nothing could be taken.
    """
    checked_year(year)
    table = read_small_table(path, FUNDING_HEADERS, ("township",))
    given = {name for name in ("budgeted", "spent") if table.given & {name, f"{name}_wan"}}
    if not given:
        raise TableError("rows.column_missing", column="budgeted", columns=", ".join(sorted(table.given)))
    rows, problems = township_rows(table, TownshipFinder(store), _read_funding, "score.row_money")
    kept = entered(store, FUNDING, year)
    for code, said in rows.items():
        before = kept[code].content if code in kept else {}
        merged = {name: before.get(name) if value is None else value for name, value in said.items()}
        enter_funding(store, sign, year, code, {name: _written(value) for name, value in merged.items()})
    return Taken(len(rows), tuple(problems)).kept()


def _read_funding(row: Mapping[str, str]) -> dict[str, float | None] | None:
    found = read_funding(row)
    in_wan = read_funding({name: row[f"{name}_wan"] for name in found})
    for name, value in in_wan.items():
        if found[name] is None and value is not None:
            found[name] = round(value * TEN_THOUSAND, 2)
    return found if any(value is not None for value in found.values()) else None


def import_benchmark(store: Store, sign: Sign, year: int, path: Path) -> Taken:
    """
    Enter the prefecture's averages of a file: a column for each measure, or measure and value in two columns.

    Measures that the file says nothing of stay as they were.

    Raises
    ------
    TableError
        ``rows.column_missing``, or everything that was set aside where nothing could be taken.
    """
    checked_year(year)
    names = {one: (one, text(f"measure.{one}", "zh"), text(f"measure.{one}", "en")) for one in MEASURES}
    two = {
        "measure": ("指标", "指标名称", "项目", "measure"),
        "value": ("全市平均", "平均", "平均值", "数值", "值", "prefecture's average", "average", "value"),
    }
    table = read_small_table(path, {**two, **names}, ())
    if table.given >= set(two):
        said, problems = _by_row(table, names)
    elif table.given & set(MEASURES):
        said, problems = {one: str(table.rows[one].iloc[0]) for one in table.given & set(MEASURES)}, []
    else:
        raise TableError("rows.column_missing", column="measure", columns=", ".join(sorted(table.given)))
    found = {}
    for measure, word in said.items():
        if not word:
            continue
        value = _average(measure, word)
        if value is None:
            problems.append(Problem("score.benchmark", {"measure": measure, "said": word}))
        else:
            found[measure] = value
    merged = {**benchmark_of(store, year), **found}
    if found:
        enter_benchmark(store, sign, year, {one: _percent(one, value) for one, value in merged.items()})
    return Taken(len(found), tuple(problems)).kept()


def _by_row(table: SmallTable, names: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, str], list[Problem]]:
    measures = {name: one for one, known in names.items() for name in known}
    known = table.rows["measure"].map(measures)
    problems = table.check("score.row_measure", known.isna() & (table.rows["measure"] != ""))
    rows = table.rows[known.notna()]
    return dict(zip(known.dropna(), rows["value"], strict=True)), problems


def _average(measure: str, word: str) -> float | None:
    """Read an average; a share up to 1 is no percentage, but how Excel keeps one."""
    value = read_number(word)
    is_share = measure in SHARES and value is not None and value <= 1
    return value if is_share else read_average(measure, word)


def _percent(measure: str, value: float) -> str:
    return f"{value * 100 if measure in SHARES else value:.10g}"


def _written(value: float | None) -> str:
    return "" if value is None else repr(value)


def write_blank(store: Store, kind: str, year: int, path: Path, lang: str) -> None:
    """
    Write a table to be filled in and imported again, with what was entered so far.

    Parameters
    ----------
    store, year
        Of which county and year.
    kind
        ``benchmark``, ``funding``, or one of ``SURVEYED``.
    path
        An Excel file.
    lang
        Language of its headers.
    """
    say = {
        name: text(f"score.{name}", lang)
        for name in ("township", "measure", "benchmark", "budgeted", "spent", *SURVEY_FIELDS)
    }
    if kind == "benchmark":
        kept = benchmark_of(store, year)
        rows = [
            {
                say["measure"]: text(f"measure.{one}", lang),
                say["benchmark"]: None if one not in kept else float(_percent(one, kept[one])),
            }
            for one in MEASURES
        ]
    else:
        fields = ("budgeted", "spent") if kind == "funding" else SURVEY_FIELDS
        filed = entered(store, FUNDING if kind == "funding" else survey_kind(kind), year)
        rows = [
            {
                say["township"]: name,
                **{say[field]: filed[code].content.get(field) if code in filed else None for field in fields},
            }
            for code, name in sorted(TownshipFinder(store).names.items())
        ]
    write_table(pd.DataFrame(rows), path)
