"""Results of a survey from a table: a row for each township, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.small_tables import SmallTable, read_small_table
from gis.errors import TableError
from hotspots.scorecard.shares import Survey
from web.services.scorecard.entries import enter_survey, read_survey, survey_kind
from web.services.scorecard.filed import Sign, checked_year

if TYPE_CHECKING:
    from data.store import Store

HEADERS = {
    "township": (
        "乡镇",
        "乡镇街道",
        "乡镇(街道)",
        "乡镇代码",
        "乡镇名称",
        "township",
        "township_code",
        "code",
    ),
    "asked": ("调查人数", "样本量", "样本数", "有效样本", "访问人数", "asked", "sample", "sample size", "n"),
    "satisfied": ("满意人数", "安全人数", "满意或安全人数", "satisfied", "positive", "safe"),
    "population": ("总体人数", "人口", "常住人口", "population"),
    "design_effect": ("设计效应", "design_effect", "deff"),
}
"""Headers of a table of survey results; every other column is left out unread."""


def import_surveys(store: Store, sign: Sign, measure: str, year: int, path: Path) -> int:
    """
    Enter the survey results of a file.

    Parameters
    ----------
    store, sign
        Where to, and who does it.
    measure, year
        Of what, and when.
    path
        CSV or Excel with township (code or name), people asked, people satisfied; population and design
        effect where they are known.

    Returns
    -------
    int
        Townships entered.

    Raises
    ------
    TableError
        Everything that is wrong, with its lines; nothing is entered then.
    """
    survey_kind(measure)
    checked_year(year)
    table = read_small_table(path, HEADERS, ("township", "asked", "satisfied"))
    surveys = _surveys(table, store)
    for code, survey in surveys.items():
        enter_survey(store, sign, measure, year, code=code, survey=survey)
    return len(surveys)


def _surveys(table: SmallTable, store: Store) -> dict[str, Survey]:
    townships = store.places("townships")
    codes = townships["code"].astype(str)
    known = {
        **dict(zip(townships["name"].astype(str), codes, strict=True)),
        **dict(zip(codes, codes, strict=True)),
    }
    place = table.rows["township"].map(known)
    problems = [
        *table.check("score.row_township", place.isna()),
        *table.check("score.row_repeated", place.duplicated(keep=False) & place.notna()),
    ]
    found: dict[str, Survey] = {}
    wrong = []
    for code, row in zip(place, table.rows.to_dict("records"), strict=True):
        try:
            survey = read_survey({str(name): str(said) for name, said in row.items()})
        except TableError:
            wrong.append(True)
            continue
        wrong.append(False)
        if isinstance(code, str):
            found[code] = survey
    problems += table.check("score.row_survey", wrong)
    if problems:
        raise TableError.of(problems)
    return found
