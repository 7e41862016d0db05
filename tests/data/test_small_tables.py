"""Tables kept by hand: forces, workload settings, zones set by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.forces import read_forces
from data.workload_settings import FIGURES, TABLES, read_workload_settings
from data.zone_overrides import read_zone_overrides
from gis.errors import TableError
from patrol.demand.settings import DemandSettings


def written(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def codes(error: pytest.ExceptionInfo[TableError]) -> dict[str, object]:
    return {problem.code: problem.details.get("lines") for problem in error.value.problems}


def test_forces_under_chinese_headers_in_gb18030_keep_long_codes(tmp_path: Path) -> None:
    content = "单位代码,单位名称,民警,辅警,护村队,治安中心户\n012345678901,城关所,9,20,,\n,大坪镇,,,36,12\n"
    forces = read_forces(written(tmp_path, "forces.csv", content, "gb18030"))
    assert forces["code"].tolist() == ["012345678901", "大坪镇"]
    assert forces["officers"].tolist() == [9, pd.NA]
    assert forces["guards"].tolist() == [pd.NA, 36]
    assert forces["vehicles"].isna().all()


def test_forces_from_excel_in_english(tmp_path: Path) -> None:
    table = pd.DataFrame({"Code": ["A", "B"], "Officers": [4, 5], "Village teams": [0, 30]})
    table.to_excel(tmp_path / "forces.xlsx", index=False)
    assert read_forces(tmp_path / "forces.xlsx")["guards"].tolist() == [0, 30]


def test_everything_that_is_wrong_with_forces_is_said_at_once(tmp_path: Path) -> None:
    content = "code,officers,auxiliaries,vehicles\nA,1,2,1.5\nA,x,0,1\n,1,0,0\nB,0,7,-1\n"
    with pytest.raises(TableError) as error:
        read_forces(written(tmp_path, "forces.csv", content))
    assert codes(error) == {
        "rows.number_bad": "5",
        "rows.value_missing": "4",
        "rows.code_twice": "2, 3",
        "forces.auxiliaries_alone": "5",
    }
    assert [p.details["lines"] for p in error.value.problems if p.code == "rows.number_bad"] == ["3", "5"]
    with pytest.raises(TableError, match=r"forces\.columns_missing"):
        read_forces(written(tmp_path, "other.csv", "code,colour\nA,red\n"))


def test_the_shipped_settings_are_complete() -> None:
    table = read_workload_settings()
    made = DemandSettings(**{item: row if item in TABLES else row[""] for item, row in table.items()})  # type: ignore[arg-type]
    assert set(table) == {*TABLES, *FIGURES}
    assert made.service_minutes["criminal"] > made.service_minutes["help_request"]


def test_own_settings_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    content = "项目,类别,数值\nservice_minutes,*,33\nservice_minutes,盗窃,70\ncrew_size,,3\nweight,travel,0\n"
    table = read_workload_settings(written(tmp_path, "own.csv", content))
    assert table["service_minutes"] == {"*": 33.0, "盗窃": 70.0}
    assert table["crew_size"] == {"": 3.0}
    assert table["weight"]["travel"] == 0.0
    assert table["weight"]["road"] == 1.0
    assert table["visits"] == read_workload_settings()["visits"]


def test_everything_that_is_wrong_with_settings_is_said_at_once(tmp_path: Path) -> None:
    rows = ("speed,,5", "visits,school,x", "visits,school,2", "crew_size,a,1", "visit_minutes,,")
    content = "\n".join(["item,key,value", *rows, "patrol_speed_kmh,,0"])
    with pytest.raises(TableError) as error:
        read_workload_settings(written(tmp_path, "own.csv", content))
    assert codes(error) == {
        "rows.number_bad": "3",
        "demand.item_unknown": "2",
        "demand.key_wrong": "5",
        "demand.row_twice": "3, 4",
        "rows.value_missing": "6",
        "demand.row_missing": None,
        "demand.figure_out_of_range": None,
    }


def test_zones_set_by_hand_in_both_languages(tmp_path: Path) -> None:
    content = "村代码,城乡分区\n001,城区\n002,城乡结合部\n003,Rural\n004,\n"
    assert read_zone_overrides(written(tmp_path, "zones.csv", content)) == {
        "001": "urban",
        "002": "fringe",
        "003": "rural",
    }


def test_unknown_zones_and_repeated_villages_are_named(tmp_path: Path) -> None:
    with pytest.raises(TableError) as error:
        read_zone_overrides(written(tmp_path, "zones.csv", "code,zone\nA,urban\nA,rural\nB,sea\n,urban\n"))
    assert codes(error) == {"zones.word_unknown": "4", "rows.value_missing": "5", "rows.code_twice": "2, 3"}
    with pytest.raises(TableError, match=r"rows\.column_missing"):
        read_zone_overrides(written(tmp_path, "other.csv", "code,colour\nA,red\n"))
