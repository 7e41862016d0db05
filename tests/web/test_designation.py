"""The yearly designation document says what the register says, in every format."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from data.store import Store, open_store
from hotspots.rectification.states import Action
from safetown import safetown
from tests.desk_county import fill
from tests.signed_in import client_as
from web.reports.designation import Heading, designation
from web.reports.designation_files import write_designation
from web.services.register.actors import COMMAND_LINE
from web.services.register.asked import Asked
from web.services.register.candidates import propose_candidates
from web.services.register.designations import designations_of
from web.services.register.proposals import Proposal
from web.services.register.work import RegisterWork
from web.texts import text

ZONE = "Asia/Shanghai"
TODAY = date(2026, 6, 1)
WORDS = {
    "reason": "警情高发",
    "lead": "620523100",
    "leader": "副县长",
    "measures": "夜间巡逻",
    "level": "county",
}
HEADING = Heading("安平县", "县综治委", "安综治〔2026〕3号", "县综治委第一次全体会议", TODAY)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("designation") / "county.sqlite"


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    """A register with two areas and a problem of 2026, one area of 2025, and one that is only proposed."""
    with open_store(path) as store:
        fill(store)
        work = RegisterWork(store, COMMAND_LINE, TODAY, ZONE)
        days = [date(2025, 2, 1), date(2026, 1, 20), date(2026, 1, 20)]
        made = propose_candidates(
            store, work, ["A01", "A02", "A03", "A04"], days[0], lang="zh", time_zone=ZONE
        )
        problem = work.propose(Proposal("problem", "盗窃摩托车", "三个乡镇多发", days[1]))
        for entry, day in [*zip(made, days, strict=False), (problem, days[1])]:
            work.act(entry.id, Asked(Action.DESIGNATE, day, WORDS, ("市场监管局",), date(2026, 12, 20)))
        yield store


def document(store: Store, year: int = 2026, lang: str = "zh"):  # type: ignore[no-untyped-def]
    work = RegisterWork(store, COMMAND_LINE, TODAY, ZONE)
    return designation(designations_of(store, work, year), HEADING, lang)


def test_the_annex_lists_what_was_designated_in_that_year_alone(store: Store) -> None:
    said = document(store)
    assert [row[1] for row in said.rows] == ["2025-002", "2025-003", "2026-001"]
    assert said.rows[0][3:7] == ("城乡结合部", "县级", "城关镇", "副县长")
    assert "认定2个治安重点地区、1个突出治安问题" in said.paragraphs[0].replace(" ", "")
    assert [duty.heading[:2] for duty in said.duties] == ["1.", "2.", "3."]
    assert document(store, 2025).rows[0][1] == "2025-001"


def test_a_year_without_designations_is_a_sentence_and_has_no_map(store: Store) -> None:
    said = document(store, 2024)
    assert said.paragraphs == ("2024年度未认定治安重点地区和突出治安问题。",)
    assert (said.rows, said.map, said.duties) == ((), None, ())


def test_the_map_numbers_the_areas_as_the_annex_does(store: Store) -> None:
    drawing = str(document(store).map)
    assert sorted(re.findall(r">(\d)</text>", drawing)) == ["1", "2"]
    assert "柳林镇" in drawing


def test_each_entry_s_duties_say_grounds_in_the_reader_s_language_and_when_it_is_delisted(
    store: Store,
) -> None:
    for lang, why, wanted in (("zh", "起", "观察满 3 个月"), ("en", "incidents", "Observed for 3 months")):
        said = document(store, lang=lang)
        area, problem = (dict(duty.facts) for duty in (said.duties[0], said.duties[-1]))
        heads = [text(f"designation.fact_{name}", lang) for name in ("why", "acceptance")]
        assert why in area[heads[0]]
        assert wanted in area[heads[1]].replace("\u00a0", " ")
        assert problem[heads[0]] == "三个乡镇多发"


def test_a_decision_s_words_begin_no_formula(store: Store, tmp_path: Path) -> None:
    said = document(store)._replace(rows=(("=1+1",) * 8,))
    (tmp_path / "d.xlsx").write_bytes(write_designation(said, ".xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    assert sheet["A4"].data_type == "s"


def test_every_format_opens_and_says_the_same(store: Store, path: Path, tmp_path: Path) -> None:
    for ending in ("pdf", "docx", "xlsx", "png"):
        words = ["report", "designation", "--year", "2026", "--number", HEADING.number, "--county", "安平县"]
        done = CliRunner().invoke(
            safetown, [*words, "--out", str(tmp_path / f"d.{ending}"), "--store", f"sqlite:///{path}"]
        )
        assert done.exit_code == 0, done.stderr
    word = docx.Document(str(tmp_path / "d.docx"))
    assert [cell.text for cell in word.tables[0].rows[1].cells][1] == "2025-002"
    assert any("安平县2026年度" in line.text.replace(" ", "") for line in word.paragraphs)
    assert len(word.inline_shapes) == 1
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(min_row=4, values_only=True)] == [
        "2025-002",
        "2025-003",
        "2026-001",
    ]
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "d.png").read_bytes().startswith(b"\x89PNG")
    wrong = CliRunner().invoke(safetown, ["report", "designation", "--out", str(tmp_path / "d.odt")])
    assert wrong.exit_code == 2


def test_the_page_offers_the_years_and_taking_the_document_is_audited(store: Store) -> None:
    committee = client_as(store, "committee")
    page = committee.get("/register/designation", params={"year": 2026}).text
    assert "2026年度已认定 2 个地区、1 个问题" in page
    assert '<option value="2025"' in page
    asked = {"year": 2026, "number": "3号", "dated": "2026-01-22"}
    answer = committee.get("/register/designation.docx", params=asked)
    assert answer.headers["content-disposition"].startswith("attachment")
    lines = [line.text for line in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert {"3号", "2026年1月22日"} <= set(lines)
    assert committee.get("/register/designation.pdf", params={**asked, "dated": "22. 1."}).status_code == 400
    assert store.audit.entries(action="export.designation")[0].deed.details == {
        "format": "docx",
        "entries": 3,
    }
    assert committee.get("/register/designation.png", params={"year": 2024}).status_code == 400
    assert client_as(store, "admin").get("/register/designation").status_code == 403
