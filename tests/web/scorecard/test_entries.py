"""What is entered by form and file: read strictly, kept by year, audited, never lost."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from starlette.testclient import TestClient

from data.store import Store
from data.store.audit import Deed
from gis.errors import InputError, SafetownError, TableError
from hotspots.scorecard.shares import Survey
from tests.signed_in import client_as
from tests.web.scorecard.county import CODES, NAMES
from web.services.scorecard.entries import (
    benchmark_of,
    enter_benchmark,
    enter_funding,
    enter_progress,
    enter_survey,
    progress_of,
    surveys_of,
)
from web.services.scorecard.rules import (
    Rules,
    keep_rules,
    rules_of,
    with_criteria,
    with_settings,
    with_targets,
    with_words,
)
from web.services.scorecard.survey_file import import_surveys


def sign(deed: Deed) -> Deed:
    return deed


def codes_of(error: pytest.ExceptionInfo[SafetownError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_a_csv_in_chinese_by_name_is_entered_whole(own: Store, tmp_path: Path) -> None:
    path = tmp_path / "surveys.csv"
    lines = ["乡镇,调查人数,满意人数,设计效应,联系电话", *(f"{name},200,180,1.5,139" for name in NAMES)]
    path.write_text("\n".join(lines), encoding="gb18030")
    assert import_surveys(own, sign, "satisfaction", 2024, path) == 6
    assert surveys_of(own, "satisfaction", 2024)[CODES[3]] == Survey(200, 180, None, 1.5)
    kept = own.filings.listed("score.survey.satisfaction", period="2024")
    assert not any("139" in str(one.content) for one in kept)


def test_an_excel_file_by_code_is_entered_and_again_changes_nothing(own: Store, tmp_path: Path) -> None:
    path = tmp_path / "surveys.xlsx"
    table = pd.DataFrame({"code": CODES, "asked": 150, "satisfied": 120, "population": 3600})
    table.to_excel(path, index=False)
    for _ in range(2):
        assert import_surveys(own, sign, "safety", 2023, path) == 6
    assert surveys_of(own, "safety", 2023)[CODES[0]] == Survey(150, 120, 3600)
    assert {one.revision for one in own.filings.listed("score.survey.safety", period="2023")} == {1}


def test_a_file_with_mistakes_names_them_all_and_enters_nothing(own: Store, tmp_path: Path) -> None:
    path = tmp_path / "surveys.csv"
    path.write_text(
        f"乡镇,调查人数,满意人数\n无此镇,10,5\n{NAMES[0]},10,11\n{NAMES[1]},10,5\n{NAMES[1]},10,5\n", "utf-8"
    )
    with pytest.raises(TableError) as refused:
        import_surveys(own, sign, "safety", 2024, path)
    assert codes_of(refused) == ["score.row_township", "score.row_repeated", "score.row_survey"]
    assert [problem.details["lines"] for problem in refused.value.problems] == ["2", "4, 5", "3"]
    assert surveys_of(own, "safety", 2024) == {}


def test_a_correction_keeps_what_was_entered_before(own: Store) -> None:
    enter_survey(own, sign, "safety", 2025, code=CODES[0], survey=Survey(100, 72), seen=1)
    kept = next(one for one in own.filings.listed("score.survey.safety") if one.unit == CODES[0])
    assert kept.steps[-1]["details"]["before"]["satisfied"] == 70
    with pytest.raises(InputError) as refused:
        enter_survey(own, sign, "safety", 2025, code=CODES[0], survey=Survey(100, 73), seen=1)
    assert codes_of(refused) == ["score.changed_meanwhile"]


def test_money_that_is_none_is_refused(own: Store) -> None:
    for said in ("many", "-1", "inf", "nan"):
        with pytest.raises(TableError) as refused:
            enter_funding(own, sign, 2025, CODES[0], {"budgeted": said})
        assert codes_of(refused) == ["score.money"]
    with pytest.raises(InputError) as unknown:
        enter_funding(own, sign, 2025, "999", {})
    assert codes_of(unknown) == ["score.township_unknown"]


def test_averages_and_counts_are_read_strictly(own: Store) -> None:
    with pytest.raises(TableError) as refused:
        enter_benchmark(own, sign, 2025, {"safety": "101", "frequent": "x", "grave": "1.5"})
    assert codes_of(refused) == ["score.benchmark"] * 2
    with pytest.raises(TableError) as refused:
        enter_progress(own, sign, 2025, {"safe.villages": "11", "total.villages": "10", "safe.units": "1"})
    assert codes_of(refused) == ["score.progress"] * 2
    assert (benchmark_of(own, 2025), progress_of(own, 2025)) == ({}, {})


def test_rules_hold_from_their_year_on_and_earlier_years_keep_theirs(own: Store) -> None:
    changed = with_criteria(Rules(), {"weight.safety": "30", "target.safety": ""})
    keep_rules(own, sign, 2025, changed, seen=0)
    assert rules_of(own, 2024) == Rules()
    for year in (2025, 2030):
        criterion = rules_of(own, year).criterion("safety")
        assert criterion is not None
        assert (criterion.weight, criterion.target) == (30, None)
    assert rules_of(own, 2025).revision == 1
    with pytest.raises(InputError) as refused:
        keep_rules(own, sign, 2025, changed, seen=0)
    assert codes_of(refused) == ["score.changed_meanwhile"]


def test_rules_survive_the_store_as_they_are(own: Store) -> None:
    keep_rules(own, sign, 2025, Rules())
    kept = rules_of(own, 2025)
    assert kept.criteria == Rules().criteria
    assert kept.targets == Rules().targets
    assert dict(kept.words) == dict(Rules().words)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"weight.safety": "-1", "full_at.returns": "x"}, ["score.number", "score.number"]),
        ({"none_at.safety": "0.9"}, ["score.scale"]),
        ({"none_at.frequent": "0.5"}, ["score.scale"]),
        ({f"weight.{one.measure}": "0" for one in Rules().criteria}, ["score.no_weight"]),
    ],
)
def test_criteria_that_cannot_score_are_refused(said: dict[str, str], codes: list[str]) -> None:
    with pytest.raises(TableError) as refused:
        with_criteria(Rules(), said)
    assert codes_of(refused) == codes


def test_settings_words_and_targets_are_read() -> None:
    rules = with_settings(
        Rules(), {"standard_yuan": "0.2", "pass_mark": "0.75", "first_year": "2024", "basis.grave": "call"}
    )
    assert (rules.standard_yuan, rules.pass_mark, rules.first_year) == (0.2, 0.75, 2024)
    assert rules.basis == {"grave": "call", "frequent": "case", "accidents": "call"}
    assert with_words(rules, {"words.theft": "盗窃、摸包,扒窃; 盗窃"}).words["theft"] == (
        "盗窃",
        "摸包",
        "扒窃",
    )
    (target,) = with_targets(rules, {"target.3.satisfaction": "90", "target.1.units": ""}).targets
    assert (target.share, target.relation) == (0.9, "above")
    for change, said, code in (
        (with_settings, {"first_year": "soon"}, "score.setting"),
        (with_settings, {"pass_mark": "80"}, "score.setting"),
        (with_words, {"words.theft": " , "}, "score.no_words"),
        (with_targets, {"target.1.units": "120"}, "score.target"),
    ):
        with pytest.raises(TableError) as refused:
            change(rules, said)
        assert codes_of(refused) == [code]


FORMS = {
    "criteria": {"weight.safety": "25"},
    "settings": {"first_year": "2024"},
    "words": {"words.theft": "盗窃,扒窃"},
    "targets": {"target.1.satisfaction": "35"},
    "survey": {"measure": "safety", "township": CODES[0], "asked": "100", "satisfied": "71", "revision": "1"},
    "funding": {"township": CODES[0], "budgeted": "500", "spent": ""},
    "benchmark": {"safety": "86"},
    "progress": {"safe.villages": "5", "total.villages": "10"},
}


@pytest.fixture
def office(own: Store) -> TestClient:
    return client_as(own, "governance")


def test_every_form_of_the_office_enters_and_is_audited(office: TestClient, own: Store) -> None:
    revisions = {"words": "1", "settings": "1", "targets": "1"}
    for number, (form, said) in enumerate(FORMS.items()):
        revision = {"revision": str(number)} if form in revisions else {}
        answer = office.post(f"/scorecard/edit/{form}", data={"year": "2025", **said, **revision})
        assert answer.status_code == 200, (form, answer.text[:2000])
        assert "已保存" in answer.text
        deed = own.audit.entries(action="score.")[0].deed
        assert (deed.role, deed.actor) == ("governance", "governance")
    assert rules_of(own, 2025).first_year == 2024
    assert surveys_of(own, "safety", 2025)[CODES[0]].satisfied == 71
    page = office.get("/scorecard", params={"year": "2025"}).text
    assert "年度计划(第 2 年)" in page.replace("（", "(").replace("）", ")")


def test_what_a_form_gets_wrong_is_said_above_it(office: TestClient) -> None:
    said = {"year": "2025", "measure": "safety", "township": CODES[0], "asked": "10", "satisfied": "11"}
    answer = office.post("/scorecard/edit/survey", data=said)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "满意人数不超过调查人数" in answer.text
    assert office.post("/scorecard/edit/nothing", data={"year": "2025"}).status_code == 404


def test_a_file_is_imported_by_form(office: TestClient, own: Store) -> None:
    table = "\n".join(["township,asked,satisfied", *(f"{code},80,60" for code in CODES)])
    said = {"year": "2024", "measure": "safety"}
    answer = office.post("/scorecard/edit/surveys", data=said, files={"file": ("s.csv", table.encode())})
    assert (answer.status_code, "已导入 6 个乡镇" in answer.text) == (200, True)
    assert len(surveys_of(own, "safety", 2024)) == 6
    for name, content in (("s.csv", b"township,asked,satisfied\nx,1,2\n"), ("s.exe", b"x"), ("s.csv", b"")):
        refused = office.post("/scorecard/edit/surveys", data=said, files={"file": (name, content)})
        assert (refused.status_code, 'role="alert"' in refused.text) in ((400, True), (404, True))
