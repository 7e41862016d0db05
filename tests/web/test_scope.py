"""Which incidents an analysis is about."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from data.categories import read_categories
from gis.errors import TableError
from gis.frames import IncidentFrame, as_incidents
from web.services.areas.scope import Scope, class_of

WORDS = ("盗窃", "交通事故", "违法停车", "电信网络诈骗", "火警", "家庭纠纷", "没听过的词")


def incidents() -> IncidentFrame:
    meanings = [read_categories().meaning(word) for word in WORDS]
    table = {
        "incident_id": [str(number) for number in range(len(WORDS))],
        "occurred_from": np.datetime64("2025-01-01T00:00"),
        "occurred_to": np.datetime64("2025-01-01T00:00"),
        "category": [meaning.category for meaning in meanings],
        "category_word": list(WORDS),
        "in_scope": [meaning.in_scope for meaning in meanings],
    }
    frame = gpd.GeoDataFrame(table, geometry=[shapely.Point(104, 31)] * len(WORDS), crs=4326)
    for column in ("occurred_from", "occurred_to"):
        frame[column] = frame[column].dt.tz_localize("UTC")
    return as_incidents(frame)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ((), ["盗窃", "没听过的词"]),
        (("traffic",), ["交通事故", "违法停车"]),
        (("交通",), ["交通事故", "违法停车"]),
        (("交通类", "FIRE"), ["交通事故", "违法停车", "火警"]),
        (("违法停车",), ["违法停车"]),
        (("dispute",), ["家庭纠纷"]),
        (("criminal",), ["盗窃"]),
    ],
)
def test_a_category_is_a_word_of_the_file_or_a_class_by_any_of_its_names(asked, kept):
    found = Scope(asked).of(incidents())
    assert found["category_word"].tolist() == kept
    assert found["in_scope"].all()


def test_what_happens_at_no_place_is_refused_and_what_nobody_has_is_named():
    with pytest.raises(TableError, match=r"scope\.category_without_place"):
        Scope(("电信网络诈骗",)).of(incidents())
    with pytest.raises(TableError, match=r"scope\.category_unknown"):
        Scope(("抢劫",)).of(incidents())


def test_every_way_of_writing_a_scope_has_the_same_key():
    keys = {
        Scope(asked).key for asked in (("交通", "火灾"), ("fire", "traffic"), ("Fire", "交通类", "traffic"))
    }
    assert keys == {("fire", "traffic")}
    assert class_of("  Public  Order ") == "public_order"
    assert Scope().key == ()
