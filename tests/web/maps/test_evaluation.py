from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import box

from web.maps.evaluation import COLOURS, evaluation_layers
from web.maps.export import PANES
from web.texts import LANGUAGES


def table(verdicts: list[str]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"area_id": [f"w{n}" for n in range(len(verdicts))], "verdict": verdicts, "reason": "<b>why</b>"},
        geometry=[box(104 + n, 31, 104.5 + n, 31.5) for n in range(len(verdicts))],
        crs=4326,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_areas_are_drawn_by_verdict_above_their_controls_on_panes_that_the_map_has(lang: str) -> None:
    controls = gpd.GeoDataFrame(
        {"area_id": ["w0"], "before": [3]}, geometry=[box(100, 30, 101, 31)], crs=4326
    )
    drawn = evaluation_layers(table(["fell", "rose", "not_over"]), controls, lang, "Asia/Shanghai", 200)
    below, rings, areas = drawn
    assert [layer.key for layer in drawn] == ["controls", "rings", "evaluation"]
    assert not rings.geometry.intersects(table(["fell"]).geometry.iloc[0].buffer(-0.01)).any()
    assert PANES.index(below.pane) < PANES.index(areas.pane)
    assert [style.fill for style in areas.styles][:2] == [COLOURS["fell"], COLOURS["rose"]]
    assert len(areas.legend) == 3
    assert "<b>why" not in areas.popups[0]


def test_without_controls_there_are_only_areas() -> None:
    layers = evaluation_layers(
        table(["no_comparison"]), table([]).assign(before=1), "zh", "Asia/Shanghai", 200
    )
    assert [layer.key for layer in layers] == ["rings", "evaluation"]
