"""Urban, fringe and rural: from official codes, from a population grid, or unknown."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.errors import TableError
from gis.settlements import CLASS_CODES, ZoneCodes
from patrol.zones import classify_zones
from tests.strategies import METRIC_CRS, ORIGIN_M, polygon_fabrics, square_fabric
from web.texts.errors_patrol import ERRORS


def villages_of(codes: list[str], people: list[int]) -> gpd.GeoDataFrame:
    """Lay villages in a line, 3 km each."""
    return square_fabric(len(codes), 1, side_m=3_000.0).assign(class_code=codes, population=people)


CODES = ["111", "121", "112", "220", "121", "122", "210", "123"]
PEOPLE = [5_000, 4_000, 3_000, 900, 6_000, 2_000, 800, 100]


def test_the_county_seat_is_the_adjoining_core_with_the_most_people_and_its_rim() -> None:
    result = classify_zones(villages_of(CODES, PEOPLE))
    assert result.in_county_seat.tolist() == [True] * 3 + [False] * 5
    assert result.zones["zone"].tolist() == [
        "urban", "urban", "fringe", "rural", "rural", "rural", "rural", "urban",
    ]  # fmt: skip
    assert set(result.zones["zone_source"]) == {"official"}
    assert result.notes == ()


def test_a_town_whose_rim_meets_that_of_the_county_seat_stays_rural() -> None:
    codes = ["121", "121", "122", "122", "122", "122", "121", "220"]
    zones = classify_zones(villages_of(codes, [3_000] * 8)).zones["zone"].tolist()
    assert zones == ["urban", "urban", "fringe", "fringe", "rural", "rural", "rural", "rural"]


def test_towns_that_are_named_count_as_the_county_seat_does() -> None:
    villages = villages_of(CODES, PEOPLE).assign(township_code=list("AAABBBCC"))
    zones = classify_zones(villages, urban_towns=["B"]).zones["zone"].tolist()
    assert zones == ["urban", "urban", "fringe", "rural", "urban", "fringe", "rural", "urban"]


def test_a_zone_set_by_hand_wins_and_is_labelled() -> None:
    villages = villages_of(CODES, PEOPLE).assign(
        code=[f"V{number}" for number in range(8)],
        name=["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"],
        zone_override=["rural", None, "", "urban", "", "", "", ""],
    )
    result = classify_zones(villages, overrides={"V0": "fringe", "己": "urban", "癸": "rural"})
    assert result.zones["zone"].tolist() == [
        "fringe", "urban", "fringe", "urban", "rural", "urban", "rural", "urban",
    ]  # fmt: skip
    by_hand = [0, 3, 5]
    assert np.flatnonzero(result.zones["zone_source"] == "override").tolist() == by_hand
    assert {note.code: dict(note.details) for note in result.notes} == {
        "zones.overridden": {"villages": 3},
        "zones.override_unmatched": {"villages": "癸"},
    }


def test_a_zone_set_by_hand_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TableError, match=r"zones\.override_bad .*values=sea"):
        classify_zones(villages_of(["111"], [1]).assign(zone_override=["sea"]))


def test_a_county_seat_that_is_named_and_towns_that_count_as_it_does() -> None:
    villages = villages_of(CODES, PEOPLE).assign(township_code=list("AAABBBCC"))
    named = classify_zones(villages, county_seat=["B"]).zones["zone"].tolist()
    assert named == ["urban", "rural", "fringe", "rural", "urban", "fringe", "rural", "urban"]
    every = classify_zones(villages, every_town=True).zones["zone"].tolist()
    assert every == ["urban", "urban", "fringe", "rural", "urban", "fringe", "rural", "urban"]


def test_the_mapping_of_codes_is_a_setting() -> None:
    only_core = ZoneCodes(urban=("111",), urban_in_seat=(), fringe_in_seat=("122", "123"))
    zones = classify_zones(villages_of(CODES, PEOPLE), codes=only_core).zones["zone"].tolist()
    assert zones == ["urban", "rural", "fringe", "rural", "rural", "rural", "rural", "rural"]


def test_codes_that_a_spreadsheet_made_numbers_of_are_read() -> None:
    villages = villages_of(CODES, PEOPLE)
    numbers = villages.assign(class_code=[float(code) for code in CODES])
    assert classify_zones(numbers).zones["zone"].tolist() == classify_zones(villages).zones["zone"].tolist()


def test_without_codes_and_without_a_grid_the_zone_is_unknown() -> None:
    result = classify_zones(villages_of(["111", ""], [500, 500]))
    assert result.zones["zone"].tolist()[0] == "urban"
    assert result.zones["zone"].isna().tolist() == [False, True]
    assert result.zones["zone_source"].tolist() == ["official", "unknown"]
    assert [(note.code, note.details) for note in result.notes] == [("zones.unknown", {"villages": 1})]


def population_of_two_towns() -> gpd.GeoDataFrame:
    """A city of 6 x 3 km with suburbs west of it, empty land, and a small dense town in the east."""
    west, south = np.floor(np.array(ORIGIN_M) / 1_000) * 1_000
    cells = [(column, row, 400) for column in range(3) for row in range(3)]
    cells += [(column, row, 4_000) for column in range(3, 9) for row in range(3)]
    cells += [(column, row, 2_000) for column in range(15, 18) for row in range(3)]
    column, row, people = np.array(cells).T
    points = gpd.points_from_xy(west + 1_000 * column + 500, south + 1_000 * row + 500, crs=METRIC_CRS)
    return gpd.GeoDataFrame({"population": people}, geometry=points)


def test_zones_are_derived_from_a_grid_and_towns_beside_the_county_seat_are_rural() -> None:
    villages = square_fabric(7, 1, side_m=3_000.0)
    result = classify_zones(villages, population_of_two_towns())
    assert result.zones["zone"].tolist() == [
        "fringe", "urban", "urban", "rural", "rural", "rural", "rural",
    ]  # fmt: skip
    assert set(result.zones["zone_source"]) == {"derived"}
    assert [(note.code, note.details) for note in result.notes] == [("zones.derived", {"villages": 7})]
    every = classify_zones(villages, population_of_two_towns(), every_town=True).zones["zone"]
    assert every.tolist() == ["fringe", "urban", "urban", "rural", "rural", "urban", "rural"]


def test_official_codes_stand_before_the_grid() -> None:
    villages = square_fabric(7, 1, side_m=3_000.0).assign(class_code=["220"] + [""] * 6)
    result = classify_zones(villages, population_of_two_towns())
    assert result.zones["zone"].tolist()[:2] == ["rural", "urban"]
    assert result.zones["zone_source"].tolist() == ["official"] + ["derived"] * 6


def test_a_county_seat_by_township_needs_the_column() -> None:
    with pytest.raises(TableError, match="township_code"):
        classify_zones(villages_of(["111"], [1]), county_seat=["A"])


@settings(max_examples=25, deadline=None)
@given(polygon_fabrics(), st.data())
def test_every_village_has_a_zone_and_a_source_and_the_table_stays_as_it_was(
    units: gpd.GeoDataFrame, data: st.DataObject
) -> None:
    some_codes = st.sampled_from([*sorted(CLASS_CODES), "", "999"])
    codes = data.draw(st.lists(some_codes, min_size=len(units), max_size=len(units)))
    people = gpd.GeoDataFrame(
        {"population": np.arange(len(units)) * 500.0},
        geometry=shapely.centroid(units.geometry),
        crs=units.crs,
    )
    before = units.assign(class_code=codes)
    result = classify_zones(before.copy(), people)
    assert result.zones[before.columns.tolist()].equals(before)
    assert set(result.zones["zone"]) <= {"urban", "fringe", "rural"}
    official = [code in CLASS_CODES for code in codes]
    assert (result.zones["zone_source"] == "official").tolist() == official
    rim = result.zones["zone"].isin(["urban", "fringe"]) & ~result.in_county_seat
    assert set(before["class_code"][rim]) <= {"111", "112", "123"}


@pytest.mark.parametrize(
    "code",
    [
        *(f"beats.tolerance_{word}" for word in ("heavy", "pair", "piece", "not_found", "in_stations")),
        *("zones.derived", "zones.unknown"),
    ],
)
def test_codes_that_are_put_together_have_words(code: str) -> None:
    assert code in ERRORS
