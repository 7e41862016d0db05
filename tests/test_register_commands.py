"""``safetown designate`` and ``safetown rectify``: the register by the command line."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from data.store import open_store
from safetown import safetown
from tests.desk_county import fill

SAID = ["--reason", "警情高发", "--lead", "620523100", "--leader", "副县长", "--measures", "夜间巡逻"]


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    with open_store(tmp_path / "county.sqlite") as store:
        fill(store)
    return f"sqlite:///{tmp_path / 'county.sqlite'}"


def run(store_url: str, *words: str) -> Result:
    return CliRunner().invoke(safetown, [*words, "--store", store_url])


def test_candidates_are_listed_and_the_best_designated_once(store_url: str) -> None:
    listed = run(store_url, "designate").stdout.splitlines()
    assert [line.split("\t")[:3] for line in listed[:2]] == [
        ["A01", "1", "significant"],
        ["A02", "2", "significant"],
    ]
    dated = ["--on", "2026-01-20", "--deadline", "2026-09-30"]
    done = run(store_url, "designate", "--top", "2", *SAID, *dated)
    assert (done.exit_code, done.stdout) == (
        0,
        "Designated 2026-001 城关镇 · 城关东村.\nDesignated 2026-002 石门乡 · 石门西村.\n",
    )
    again = run(store_url, "designate", "A01", *SAID, *dated)
    assert (again.exit_code, "no such areas: A01" in again.stderr) == (1, True)


def test_candidates_are_watched_declined_or_only_proposed(store_url: str) -> None:
    for area, decision, state in (
        ("A01", "watch", "watched"),
        ("A02", "decline", "declined"),
        ("A03", "propose", "proposed"),
    ):
        done = run(store_url, "designate", area, "--decision", decision, "--reason", "讨论")
        assert (done.exit_code, state in done.stdout + done.stderr) == (0, True)
    assert [line.split("\t")[1] for line in run(store_url, "rectify").stdout.splitlines()] == [
        "watched",
        "declined",
        "proposed",
    ]


def test_a_decision_that_lacks_something_changes_nothing(store_url: str) -> None:
    refused = run(store_url, "designate", "A01", "--reason", "警情高发")
    assert refused.exit_code == 1
    assert (
        "“Designate” also wants: Unit responsible, Leader in charge (post), Deadline, Measures."
        in refused.stderr
    )
    assert "empty" in run(store_url, "rectify").stdout


def test_an_entry_is_put_right_step_by_step_and_the_list_told_for_any_day(store_url: str) -> None:
    run(store_url, "designate", "A01", *SAID, "--on", "2026-01-20", "--deadline", "2026-09-30")
    steps = [
        ("progress", "2026-04-01"),
        ("ask_acceptance", "2026-08-01"),
        ("check", "2026-08-10", "--passed"),
        ("accept", "2026-08-20"),
    ]
    for action, day, *more in steps:
        done = run(store_url, "rectify", "2026-001", action, "--on", day, "--reason", "按计划", *more)
        assert done.exit_code == 0, done.stderr
    assert run(store_url, "rectify", "--on", "2026-02-01").stdout.split("\t")[1] == "designated"
    assert run(store_url, "rectify", "--on", "2026-10-01").stdout.split("\t")[1] == "accepted, observed"
    refused = run(store_url, "rectify", "2026-001", "delist", "--on", "2026-09-01", "--reason", "好转")
    assert refused.exit_code == 1
    assert "Observed for 3 months since acceptance (now 0)" in refused.stderr
    early = run(
        store_url,
        "rectify",
        "2026-001",
        "relist",
        "--on",
        "2026-01-01",
        "--deadline",
        "2026-12-01",
        "--reason",
        "反弹",
    )
    assert "before that of the last step" in early.stderr
    shown = run(store_url, "rectify", "2026-001").stdout
    assert "Check on site\t按计划\tResult of the check: passed" in shown


def test_the_register_is_written_as_a_layer(store_url: str, tmp_path: Path) -> None:
    run(store_url, "designate", "--top", "2", *SAID, "--on", "2026-01-20", "--deadline", "2026-09-30")
    assert run(store_url, "rectify", "--out", str(tmp_path / "register.gpkg")).exit_code == 0
    layer = gpd.read_file(tmp_path / "register.gpkg")
    assert layer["state"].tolist() == ["designated"] * 2
    assert layer["deadline"].tolist() == ["2026-09-30"] * 2
    assert layer.crs.to_epsg() == 4326
    assert not layer.geometry.is_empty.any()
    unknown = run(store_url, "rectify", "2026-009", "accept")
    assert "2026-001, 2026-002" in unknown.stderr


def test_the_designated_areas_are_evaluated_each_from_its_designation(store_url: str, tmp_path: Path) -> None:
    out = tmp_path / "evaluation.csv"
    none = run(store_url, "evaluate", "--out", str(out))
    assert (none.exit_code, "no designated area yet" in none.stderr) == (1, True)
    run(store_url, "designate", "--top", "2", *SAID, "--on", "2026-01-20", "--deadline", "2026-09-30")
    done = run(store_url, "evaluate", "--out", str(out))
    assert done.exit_code == 0, done.stderr
    table = pd.read_csv(out)
    assert table["area_id"].tolist() == ["2026-001", "2026-002"]
    assert set(table["started_on"]) == {"2026-01-20"}
    beside = run(store_url, "evaluate", "--incidents", str(out), "--out", str(tmp_path / "other.csv"))
    assert (beside.exit_code, "wants AREAS" in beside.stderr) == (2, True)
