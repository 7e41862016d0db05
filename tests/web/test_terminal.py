"""How the command line ends when it is called wrongly or cannot print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from safetown import safetown

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["hotspots", "--help"]])
def test_an_output_that_is_full_ends_in_one_line_and_status_1(words):
    with FULL.open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "safetown", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "No space left on device" in ended.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ("--time-zone", "Mars"),
        ("--time-zone", "../../etc/passwd"),
        ("--crs", "nonsense"),
        ("--map", "nothing=类别"),
        ("--since", "yesterday"),
        ("--until", "2025-13"),
    ],
)
def test_a_value_that_no_file_could_suit_is_wrong_usage(wrong, tmp_path):
    calls = tmp_path / "calls.csv"
    calls.write_text("id,发案时间,类别,经度,纬度\n1,2025-01-01,盗窃,104.1,31.1\n", encoding="utf-8")
    words = ["hotspots", str(calls), *wrong, "--out", str(tmp_path / "areas.csv")]
    ended = CliRunner().invoke(safetown, words)
    assert ended.exit_code == 2, ended.output
    assert ended.stderr.strip().splitlines()[-1].startswith("Error: ")
    assert not (tmp_path / "areas.csv").exists()


@pytest.mark.parametrize("number", ["nan", "inf", "-1"])
def test_a_tolerance_is_a_number_from_0(number, tmp_path):
    words = ["beats", "units.gpkg", "--load", "calls", "--count", "2", "--max-imbalance", number]
    ended = CliRunner().invoke(safetown, [*words, "--out", str(tmp_path / "b.csv")])
    assert ended.exit_code == 2
    assert "--max-imbalance" in ended.stderr


@pytest.mark.parametrize("before", [True, False])
def test_a_store_and_a_language_that_are_named_win_over_the_environment(before, tmp_path):
    named = ["--store", f"sqlite:///{tmp_path / 'named.sqlite'}", "--lang", "zh"]
    words = [*named, "check"] if before else ["check", *named]
    env = {"SAFETOWN_STORE": f"sqlite:///{tmp_path / 'usual.sqlite'}", "SAFETOWN_LANG": "en"}
    ended = CliRunner().invoke(safetown, words, env=env)
    assert "named.sqlite" in ended.stderr
    assert "错误" in ended.stderr
    assert "usual.sqlite" in CliRunner().invoke(safetown, ["check"], env=env).stderr


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["hotspots", "--help"], ["用法", "选项", "默认", "必填", "显示本说明后退出"]),
        (["--help"], ["用法", "选项", "命令", "显示版本后退出"]),
        (["hotspots", "--nowhere"], ["用法", "没有选项", "错误"]),
        (["hotspots"], ["缺少选项", "错误"]),
        (["hotspots", "--watch", "x", "--out", "a.csv"], ["的值无效", "不是有效的数"]),
        (["hotspots", "--watch", "-1", "--out", "a.csv"], ["不在范围"]),
        (["hotspots", "--snap", "rivers", "--out", "a.csv"], ["不在", "之中"]),
        (["nowhere"], ["没有命令"]),
    ],
)
def test_in_chinese_not_a_word_of_click_stays_english(words, said, before):
    asked = ["--lang", "zh", *words] if before else [*words, "--lang", "zh"]
    if words == ["nowhere"] and not before:
        asked = ["--lang=zh", *words]
    shown = CliRunner().invoke(safetown, asked).output
    assert [word for word in said if word not in shown] == []
    for english in (
        "Usage",
        "Options:",
        "Commands:",
        "Error",
        "No such",
        "Missing",
        "Invalid",
        "default:",
        "Show",
    ):
        assert english not in shown


def test_the_environment_chooses_the_language_of_errors_and_the_next_call_is_english_again():
    assert "没有选项" in CliRunner().invoke(safetown, ["--nowhere"], env={"SAFETOWN_LANG": "zh"}).output
    assert "No such option" in CliRunner().invoke(safetown, ["--nowhere"]).output
