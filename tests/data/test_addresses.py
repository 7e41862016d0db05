from __future__ import annotations

import pandas as pd
import pytest

from data.addresses import address_area, address_areas


@pytest.mark.parametrize(
    ("address", "area"),
    [
        ("云水县城关镇人民路128号3栋2单元501室", "云水县城关镇人民路"),
        ("云水县城关镇人民路 128 号", "云水县城关镇人民路"),
        ("青石镇白杨村三组李四家", "青石镇白杨村"),
        ("青石镇白杨村第三村民小组45号", "青石镇白杨村"),
        ("白杨村12社张三门口", "白杨村"),
        ("G318国道35公里处", "G318国道"),
        ("人民路与解放路交叉口", "人民路与解放路"),
        ("成都市武侯区天府大道中段666号", "成都市武侯区天府大道"),
        ("城关镇东关社区居委会", "城关镇东关社区"),
        ("五一路3号", "五一路"),
        ("万达超市", ""),
        ("张三家", ""),
        ("", ""),
        ("123 Main St Apt 4", "Main St"),
        ("1200 Block of N Kingshighway Blvd", "N Kingshighway Blvd"),
        ("Smith residence", ""),
    ],
)
def test_an_address_is_reduced_to_road_or_village(address: str, area: str) -> None:
    assert address_area(address) == area


def test_a_column_keeps_its_index() -> None:
    areas = address_areas(pd.Series(["五一路3号", "x"], index=[7, 9], dtype="str"))
    assert areas.to_dict() == {7: "五一路", 9: ""}
