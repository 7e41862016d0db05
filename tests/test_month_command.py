"""The assessment and the bulletin as users of the command line meet them."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from data.store import open_store
from data.store.audit import Deed
from tests.desk_county import fill
from web.auth.principal import Principal
from web.auth.roles import Role
from web.services.desk.layers import Desk
from web.services.month.assessment import Month
from web.services.month.bulletins import draft_bulletin

ZONE = "Asia/Shanghai"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("command") / "county.sqlite"
    with open_store(path) as store:
        fill(store)
        office = Principal(1, "office", "", Role.GOVERNANCE)
        draft_bulletin(store, Month(store, Desk(store, ZONE), ZONE), office, "2025-12")
        store.audit.add(Deed("x"))
    return f"sqlite:///{path}"


def words_of(path: Path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@pytest.mark.parametrize(("lang", "said"), [("zh", "预警级别"), ("en", "Warning levels")])
def test_the_assessment_of_a_month_is_written_as_pdf(
    run, url: str, tmp_path: Path, lang: str, said: str
) -> None:
    out = tmp_path / "month.pdf"
    result = run("report", "assessment", "--month", "2025-11", "--store", url, "--lang", lang, "--out", out)
    assert result.exit_code == 0, result.output
    assert "2025-11" in result.output
    assert said in words_of(out)


def test_the_newest_month_is_taken_where_none_is_named(run, url: str, tmp_path: Path) -> None:
    result = run("report", "assessment", "--store", url, "--out", tmp_path / "month.pdf")
    assert "2025-12" in result.output


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_a_bulletin_is_written_and_a_draft_says_that_it_is_one(
    run, url: str, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"bulletin.{ending}"
    result = run(
        "report", "bulletin", "--period", "2025-12", "--county", "安平县", "--store", url, "--out", out
    )
    assert result.exit_code == 0, result.output
    assert "draft" in result.output
    said = words_of(out) if ending == "pdf" else out.read_text(encoding="utf-8")
    assert "草稿" in said
    assert "城关镇" in said
    assert "http" not in said.replace("http-equiv", "").replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("assessment", "--month", "2019-01", "--out", "a.pdf"), "2019-01"),
        (("assessment", "--out", "a.docx"), ".pdf"),
        (("bulletin", "--period", "2025-Q3", "--out", "a.pdf"), "/bulletins"),
        (("bulletin", "--period", "last", "--out", "a.pdf"), "2025-Q4"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(run, url: str, words: tuple[str, ...], said: str) -> None:
    result = run("report", *words, "--store", url)
    assert result.exit_code in {1, 2}
    assert said in result.output
