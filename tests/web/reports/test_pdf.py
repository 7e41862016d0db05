"""PDF files: our fonts inside, data as data, the same bytes on every machine."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pypdf
import pytest
from markupsafe import Markup

from gis.errors import FileError
from web.reports.pdf import FAMILY, make_pdf, unknown_signs, write_pdf

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = (
    *('# $ * _ @ \\ [ ] " < > & ~ ` = - + / //', '#read("/etc/passwd")', '#import "@preview/a:1.0.0"'),
    *(
        "$x^2$ *粗* _斜_ <标签> @引用",
        "= 标题",
        "- 项",
        "&amp; &#35; <b>x</b>",
        "https://例子.example/路?a=1",
    ),
    *("'q' \"q\" -- --- ...", "/* 注 */ 之后", "漢字Latin混排ABC", "䶮𠅤㙍堃𫖮", "{{ name }} {% x %}"),
)
DRAWING = Markup(
    '<svg viewBox="0 0 100 20"><text class="scale" x="5" y="15">图上 a&amp;b &lt;c&gt; 䶮</text></svg>'
)


def document(*words: str, **more: object) -> dict[str, object]:
    card = {
        **{"heading": "3 号巡区", "where": "", "period": "", "units": "", "figure": None, "facts": []},
        **{"legend": [], "head": ["类别", "地点", "时间"], "widths_mm": [8.0, 15.0, 83.0, 80.0]},
        "rows": [{"sign": DRAWING, "kind": "k", "name": said, "times": [""]} for said in words],
        "notes": [],
    }
    return {"title": "标题 # *x*", "mark": "内部", "lang": "zh", "cards": [{**card, **more}]}


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def squeezed(words: str) -> str:
    return "".join(words.split())


def fonts_of(pdf: bytes) -> list[pypdf.generic.DictionaryObject]:
    objects = [read(pdf).get_object(number) for number in range(1, len(read(pdf).xref[0]) + 400)]
    return [o for o in objects if isinstance(o, dict) and o.get("/Type") == "/FontDescriptor"]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_appear_as_they_are_whatever_signs_they_hold(words):
    said = read(make_pdf("beat_cards.typ", document(words))).pages[0].extract_text()
    assert squeezed(words) in squeezed(said)


def test_fonts_are_ours_embedded_and_cut_down_to_what_is_used():
    pdf = make_pdf(
        "beat_cards.typ", document(*HOSTILE, "ქართული عربي", figure=DRAWING)
    )  # letters that we have no font for
    descriptors = fonts_of(pdf)
    names = {str(one["/FontName"]).partition("+")[2] for one in descriptors}
    assert names == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    for one in descriptors:
        assert any(key in one for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    assert len(pdf) < 150_000
    assert FAMILY == "Noto Sans SC"


def test_signs_that_the_fonts_lack_are_named(tmp_path):
    assert unknown_signs(document(*HOSTILE, figure=DRAWING)) == ""
    assert unknown_signs(document("ქართ 甲", "\U00030000")) == "ათრქ\U00030000"
    assert write_pdf(tmp_path / "a.pdf", "beat_cards.typ", document("ქ甲")) == "ქ"


def test_words_of_a_drawing_can_be_read_too():
    said = read(make_pdf("beat_cards.typ", document(figure=DRAWING))).pages[0].extract_text()
    assert "图上 a&b <c> 䶮" in said


def test_controls_and_marks_that_turn_the_writing_are_dropped():
    pdf = make_pdf(
        "beat_cards.typ", document("甲\u202e乙\x07丙\x00丁\ud800", figure=Markup(f"{DRAWING}\x0b"))
    )
    assert "甲乙丙丁" in squeezed(read(pdf).pages[0].extract_text())


def test_a_long_word_is_broken_within_its_column():
    reached = []

    def note(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if "W" in text:
            reached.append((tm[4] * cm[0] + cm[4], text.count("W")))

    pdf = make_pdf("beat_cards.typ", document("W" * 120))
    said = read(pdf).pages[0].extract_text(visitor_text=note)
    assert squeezed(said).count("W" * 120) == 1
    assert len(reached) > 2
    assert max(number for _, number in reached) < 40


def test_the_same_data_give_the_same_bytes_in_another_place_language_and_zone(tmp_path):
    made = make_pdf("beat_cards.typ", document(*HOSTILE))
    assert make_pdf("beat_cards.typ", document(*HOSTILE)) == made
    script = (
        "import sys; from tests.web.reports.test_pdf import HOSTILE, document, make_pdf;"
        "sys.stdout.buffer.write(make_pdf('beat_cards.typ', document(*HOSTILE)))"
    )
    elsewhere = os.environ | {
        "TZ": "America/Lima",
        "LC_ALL": "C",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=elsewhere, capture_output=True, check=True
    )
    assert done.stdout == made


def test_a_day_is_the_day_that_the_file_says_it_was_made():
    with_day = read(make_pdf("beat_cards.typ", document("x"), day=date(2026, 1, 5)))
    assert with_day.metadata is not None
    assert with_day.metadata.title == "标题 # *x*"
    assert with_day.metadata.creation_date is not None
    assert with_day.metadata.creation_date.date() == date(2026, 1, 5)
    without = read(make_pdf("beat_cards.typ", document("x")))
    assert without.metadata is not None
    assert without.metadata.creation_date is None


def test_missing_fonts_are_named_with_what_to_do(tmp_path):
    with pytest.raises(FileError) as raised:
        make_pdf("beat_cards.typ", document("x"), fonts=tmp_path)
    assert raised.value.code == "assets.missing"
