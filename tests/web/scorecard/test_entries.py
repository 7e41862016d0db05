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
from web.services.scorecard.entry_files import import_benchmark, import_funding, import_surveys
from web.services.scorecard.filed import entered
from web.services.scorecard.rules import (
    Rules,
    keep_rules,
    rules_of,
    with_criteria,
    with_settings,
    with_targets,
    with_words,
)
from web.texts.rendering import render_problem


def sign(deed: Deed) -> Deed:
    return deed


def codes_of(error: pytest.ExceptionInfo[SafetownError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_a_csv_in_chinese_by_name_is_entered_whole(own: Store, tmp_path: Path) -> None:
    path = tmp_path / "surveys.csv"
    lines = ["乡镇,调查人数,满意人数,设计效应,联系电话", *(f"{name},200,180,1.5,139" for name in NAMES)]
    path.write_text("\n".join(lines), encoding="gb18030")
    assert import_surveys(own, sign, "satisfaction", 2024, path).count == 6
    assert surveys_of(own, "satisfaction", 2024)[CODES[3]] == Survey(200, 180, None, 1.5)
    kept = own.filings.listed("score.survey.satisfaction", period="2024")
    assert not any("139" in str(one.content) for one in kept)


def test_an_excel_file_by_code_is_entered_and_again_changes_nothing(own: Store, tmp_path: Path) -> None:
    path = tmp_path / "surveys.xlsx"
    table = pd.DataFrame({"code": CODES, "asked": 150, "satisfied": 120, "population": 3600})
    table.to_excel(path, index=False)
    for _ in range(2):
        assert import_surveys(own, sign, "safety", 2023, path).count == 6
    assert surveys_of(own, "safety", 2023)[CODES[0]] == Survey(150, 120, 3600)
    assert {one.revision for one in own.filings.listed("score.survey.safety", period="2023")} == {1}


def test_what_is_wrong_with_a_file_is_named_by_line_and_the_rest_is_entered(
    own: Store, tmp_path: Path
) -> None:
    path = tmp_path / "surveys.csv"
    rows = (
        *("无此镇,10,5", f"{NAMES[0]},10,11", f"{NAMES[1]},10,5", f"{NAMES[1]},10,6"),
        *(
            f" {NAMES[2].removesuffix('镇')}\u3000,\uff12\uff10\uff10,85%",
            f"{NAMES[3]},,",
            f'{NAMES[4]},"1,200",900人',
        ),
        *(f"{NAMES[5]},80,60", f"{NAMES[5]},80,60", "合计,1480,1130", ",,"),
    )
    path.write_text("\n".join(["乡镇,调查人数,满意人数", *rows]), "utf-8")
    taken = import_surveys(own, sign, "safety", 2024, path)
    assert taken.count == 3
    assert surveys_of(own, "safety", 2024) == {
        CODES[2]: Survey(200, 170),
        CODES[4]: Survey(1200, 900),
        CODES[5]: Survey(80, 60),
    }
    said = {problem.code: problem.details["lines"] for problem in taken.set_aside}
    assert said == {
        **{"score.row_township": "2", "score.row_survey": "3", "score.row_repeated": "4, 5"},
        **{"score.row_blank": "7", "score.row_total": "11", "score.row_share": "6"},
    }
    assert render_problem(taken.set_aside[0], "zh") == "第 2 行：没有这个乡镇，未导入。"


def test_a_file_of_which_nothing_can_be_taken_is_refused_with_every_reason(
    own: Store, tmp_path: Path
) -> None:
    path = tmp_path / "surveys.csv"
    path.write_text(f"乡镇,调查人数,满意人数\n无此镇,10,5\n{NAMES[0]},10,11\n", "utf-8")
    with pytest.raises(TableError) as refused:
        import_surveys(own, sign, "safety", 2024, path)
    assert codes_of(refused) == ["score.row_township", "score.row_survey"]
    path.write_text(f"乡镇,调查人数\n{NAMES[0]},10\n", "utf-8")
    with pytest.raises(TableError) as refused:
        import_surveys(own, sign, "safety", 2024, path)
    assert codes_of(refused) == ["rows.column_missing"]


def test_a_column_of_shares_is_read_in_percent_or_as_excel_keeps_it(own: Store, tmp_path: Path) -> None:
    path = tmp_path / "surveys.xlsx"
    shares = [0.905, "90.5", "90.5%", 90.5, 0.905, 1]
    pd.DataFrame({"乡镇": NAMES, "有效样本": 200, "满意率(%)": shares}).to_excel(path, index=False)
    taken = import_surveys(own, sign, "safety", 2024, path)
    assert [one.satisfied for one in surveys_of(own, "safety", 2024).values()] == [181] * 5 + [200]
    assert [problem.code for problem in taken.set_aside] == ["score.row_share"]


def test_funding_comes_from_a_file_in_yuan_or_ten_thousands_and_empty_cells_leave_what_there_is(
    own: Store, tmp_path: Path
) -> None:
    path = tmp_path / "funding.csv"
    path.write_text(
        f'乡镇,预算（万元）,支出(元)\n{NAMES[0]},1.2,"11,500元"\n{NAMES[1]},85%,1\n合计,1.2,1\n', "gb18030"
    )
    enter_funding(own, sign, 2025, CODES[0], {"budgeted": "9", "spent": "8"})
    taken = import_funding(own, sign, 2025, path)
    assert [problem.code for problem in taken.set_aside] == ["score.row_money", "score.row_total"]
    path.write_text(f"乡镇,预算\n{NAMES[0]},\n{NAMES[2]},700\n", "utf-8")
    import_funding(own, sign, 2025, path)
    kept = {code: one.content for code, one in entered(own, "score.funding", 2025).items()}
    assert kept == {
        CODES[0]: {"budgeted": 12_000.0, "spent": 11_500.0},
        CODES[2]: {"budgeted": 700.0, "spent": None},
    }


def test_averages_come_from_a_file_in_rows_or_columns_and_others_stay(own: Store, tmp_path: Path) -> None:
    path = tmp_path / "average.csv"
    path.write_text(
        "指标,全市平均\n公众安全感,88.5%\n严重案件,0.52\n没有的指标,1\n事故,x\n群众满意度,0.9\n", "utf-8"
    )
    taken = import_benchmark(own, sign, 2025, path)
    assert taken.count == 3
    assert [problem.code for problem in taken.set_aside] == ["score.row_measure", "score.benchmark"]
    path.write_text("多发可防案件,公众安全感\n31,87\n", "utf-8")
    import_benchmark(own, sign, 2025, path)
    assert benchmark_of(own, 2025) == {"safety": 0.87, "grave": 0.52, "satisfaction": 0.9, "frequent": 31}


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
    "safety": {f"asked.{CODES[0]}": "100", f"satisfied.{CODES[0]}": "71", f"revision.{CODES[0]}": "1"},
    "funding": {f"budgeted.{CODES[0]}": "500", f"spent.{CODES[0]}": "", f"budgeted.{CODES[1]}": "600"},
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


def test_what_a_form_gets_wrong_is_said_above_it_and_all_that_was_typed_stays(
    office: TestClient, own: Store
) -> None:
    lines = {f"asked.{CODES[0]}": "10", f"satisfied.{CODES[0]}": "11"}
    lines |= {f"asked.{CODES[1]}": "321", f"satisfied.{CODES[1]}": "300", f"asked.{CODES[2]}": "many"}
    answer = office.post("/scorecard/edit/safety", data={"year": "2025", **lines})
    assert answer.status_code == 400
    alert = answer.text.split('role="alert">')[1].split("</div>")[0]
    assert [name in alert for name in NAMES] == [True, False, True, False, False, False]
    assert 'value="many"' in answer.text
    assert 'value="321"' in answer.text
    assert surveys_of(own, "safety", 2025)[CODES[1]] == Survey(100, 92)
    assert office.post("/scorecard/edit/nothing", data={"year": "2025"}).status_code == 404


def test_lines_that_nobody_changed_meet_nobody(office: TestClient, own: Store) -> None:
    def line(number: int, satisfied: int, revision: int) -> dict[str, str]:
        code = CODES[number]
        return {
            f"asked.{code}": "100",
            f"satisfied.{code}": str(satisfied),
            f"revision.{code}": str(revision),
        }

    enter_survey(own, sign, "safety", 2025, code=CODES[0], survey=Survey(100, 60), seen=1)
    answer = office.post("/scorecard/edit/safety", data={"year": "2025", **line(0, 60, 1), **line(1, 91, 1)})
    assert answer.status_code == 200
    assert surveys_of(own, "safety", 2025)[CODES[1]].satisfied == 91
    answer = office.post("/scorecard/edit/safety", data={"year": "2025", **line(0, 61, 1)})
    assert "别人刚刚修改过" in answer.text
    assert {one.unit: one.revision for one in own.filings.listed("score.survey.safety")}[CODES[2]] == 1


def test_an_empty_line_withdraws_a_survey(office: TestClient, own: Store) -> None:
    said = {f"{field}.{CODES[0]}": "" for field in ("asked", "satisfied", "population", "design_effect")}
    office.post("/scorecard/edit/safety", data={"year": "2025", **said, f"revision.{CODES[0]}": "1"})
    assert CODES[0] not in surveys_of(own, "safety", 2025)


def test_a_mistake_is_told_in_words_and_not_in_codes(office: TestClient) -> None:
    for form, said, words in (
        ("criteria", {"weight.safety": "x"}, "指标“公众安全感”的“权重(分)”值“x”有误"),
        ("settings", {"pass_mark": "x"}, "设置“达标得分率(如 0.8)”应为 0 至 1 的数"),
        ("words", {"words.theft": ""}, "类别“盗窃”至少要有一个词"),
        ("targets", {"target.1.units": "x"}, "第 1 年“单位”的目标“x”应为 0 至 100"),
        ("benchmark", {"safety": "x"}, "全市平均“公众安全感”的值“x”有误"),
        ("progress", {"safe.units": "9"}, "“单位”的达标数须为整数且不超过总数"),
    ):
        answer = office.post(f"/scorecard/edit/{form}", data={"year": "2025", **said})
        assert answer.status_code == 400
        assert words in answer.text.replace("（", "(").replace("）", ")")


def test_targets_keep_above_and_at_least_apart(office: TestClient, own: Store) -> None:
    said = {
        "target.3.satisfaction": "85",
        "target.2.units": "50%",
        "relation.2.units": "above",
        "target.x": "1",
    }
    office.post("/scorecard/edit/targets", data={"year": "2025", "revision": "0", **said})
    found = {(one.year, one.scope): (one.share, one.relation) for one in rules_of(own, 2025).targets}
    assert found == {(3, "satisfaction"): (0.85, "above"), (2, "units"): (0.5, "above")}


@pytest.mark.parametrize("kind", ["safety", "satisfaction", "funding", "benchmark"])
def test_the_table_to_fill_in_can_be_imported_again(office: TestClient, own: Store, kind: str) -> None:
    for code in CODES:
        enter_funding(own, sign, 2025, code, {"budgeted": "500", "spent": "400"})
    enter_benchmark(own, sign, 2025, {"safety": "88.5", "grave": "0.5"})
    revisions = {one.id: one.revision for one in own.filings.listed("score.funding")}
    for lang in ("zh", "en"):
        blank = office.get(f"/scorecard/edit/blank/{kind}", params={"year": "2025", "lang": lang})
        files = {"file": ("t.xlsx", blank.content)}
        answer = office.post(f"/scorecard/edit/file/{kind}", data={"year": "2025"}, files=files)
        assert (answer.status_code, "已导入" in answer.text) == (200, True)
        assert 'class="said said-error' not in answer.text
    assert {one.id: one.revision for one in own.filings.listed("score.funding")} == revisions
    assert benchmark_of(own, 2025) == {"safety": 0.885, "grave": 0.5}


def test_a_file_is_imported_by_form(office: TestClient, own: Store) -> None:
    table = "\n".join(["township,asked,satisfied", *(f"{code},80,60" for code in CODES), "x,1,1"])
    files = {"file": ("s.csv", table.encode())}
    answer = office.post("/scorecard/edit/file/safety", data={"year": "2024"}, files=files)
    assert (answer.status_code, "已导入 6 项" in answer.text) == (200, True)
    assert "第 8 行：没有这个乡镇，未导入。" in answer.text
    assert len(surveys_of(own, "safety", 2024)) == 6
    for name, content in (("s.csv", b"township,asked,satisfied\nx,1,2\n"), ("s.exe", b"x"), ("s.csv", b"")):
        files = {"file": (name, content)}
        refused = office.post("/scorecard/edit/file/safety", data={"year": "2024"}, files=files)
        assert (refused.status_code, 'role="alert"' in refused.text) in ((400, True), (404, True))
