"""``safetown report scorecard`` on the command line."""

from __future__ import annotations

import pypdf
import pytest
from click.testing import CliRunner, Result

from data.store import open_store
from safetown import safetown
from tests.web.scorecard.county import NAMES, fill


def run(*words: object) -> Result:
    return CliRunner().invoke(safetown, [str(word) for word in words])


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    where = f"sqlite:///{tmp_path_factory.mktemp('scorecard') / 'county.sqlite'}"
    with open_store(where) as store:
        fill(store)
    return where


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pdf_html_and_excel_are_written(url, tmp_path, lang):
    for ending in ("pdf", "html", "xlsx"):
        out = tmp_path / f"card.{ending}"
        words = ("--year", 2025, "--county", "青岚县", "--lang", lang, "--out", out)
        done = run("--store", url, "report", "scorecard", *words)
        assert done.exit_code == 0, done.output
        assert out.stat().st_size > 5_000
    pages = pypdf.PdfReader(tmp_path / "card.pdf").pages
    assert "青岚县" in pages[0].extract_text()
    html = (tmp_path / "card.html").read_text(encoding="utf-8")
    assert all(name in html for name in NAMES)
    assert ("发案少" in html) == (lang == "zh")
    assert "<script" not in html
    assert "://" not in html  # asks for nothing from anywhere
    assert "<form" not in html


def test_the_year_is_that_of_the_last_incident_unless_named(url, tmp_path):
    done = run("--store", url, "report", "scorecard", "--out", tmp_path / "a.html")
    assert "Scorecard of 2025: 6 townships" in done.stdout


def test_wrong_calls_are_told_in_one_line(url, tmp_path):
    ending = run("--store", url, "report", "scorecard", "--out", tmp_path / "a.docx")
    assert (ending.exit_code, ".pdf .html .xlsx" in ending.stderr) == (2, True)
    year = run("--store", url, "report", "scorecard", "--year", 1800, "--out", tmp_path / "a.pdf")
    assert year.exit_code == 2
    missing = run(
        "--store", f"sqlite:///{tmp_path}/none.sqlite", "report", "scorecard", "--out", tmp_path / "a.pdf"
    )
    assert (missing.exit_code, "There is no store" in missing.stderr) == (1, True)
    assert not list(tmp_path.iterdir())
