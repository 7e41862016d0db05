"""Streets in sections: from junction to junction, nothing lost, nothing twice."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.urban.street_sections import street_km, street_sections
from tests.strategies import METRIC_CRS, ORIGIN_M, seeds, square_fabric

Line = list[tuple[float, float]]


def streets(named: dict[str, Line], road_class: str = "local") -> gpd.GeoDataFrame:
    shapes = [shapely.LineString(np.array(line) + ORIGIN_M) for line in named.values()]
    return gpd.GeoDataFrame({"name": list(named), "road_class": road_class}, geometry=shapes, crs=METRIC_CRS)


def test_a_crossing_cuts_two_streets_into_four_sections_that_name_each_other() -> None:
    roads = streets({"东街": [(0, 500), (1000, 500)], "南街": [(400, 0), (400, 1000)]})
    found = street_sections(roads, square_fabric(1, 1).geometry, longest_m=1000)
    told = sorted(
        found.drop(columns="geometry")
        .assign(length_m=found["length_m"].round())
        .itertuples(index=False, name=None)
    )
    assert told == [
        ("东街", "南街", 400),
        ("东街", "南街", 600),
        ("南街", "东街", 500),
        ("南街", "东街", 500),
    ]


def test_a_long_street_is_cut_into_equal_parts_along_its_bends() -> None:
    bent = streets({"环路": [(0, 100), (500, 100), (500, 600)]})
    found = street_sections(bent, square_fabric(1, 1).geometry, longest_m=300)
    assert found["length_m"].tolist() == pytest.approx([250] * 4)
    assert found.geometry.union_all().length == pytest.approx(1000)


def test_expressways_and_streets_outside_the_town_are_left_out() -> None:
    ground = square_fabric(1, 1).geometry
    assert len(street_sections(streets({"高速": [(0, 500), (900, 500)]}, "highway"), ground)) == 0
    assert len(street_sections(streets({"远路": [(0, 1500), (900, 1500)]}), ground)) == 0
    beside = street_sections(streets({"边路": [(0, 1010), (200, 1010)]}), ground)
    assert beside["street"].tolist() == ["边路"]  # along the border


def test_a_street_between_two_units_fronts_both() -> None:
    km = street_km(square_fabric(3, 1), streets({"界路": [(1000, 0), (1000, 1000)]}))
    assert km.tolist() == pytest.approx([1, 1, 0])


def test_a_length_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="longest_m"):
        street_sections(streets({"a": [(0, 0), (9, 9)]}), square_fabric(1, 1).geometry, longest_m=0)


@settings(max_examples=25, deadline=None)
@given(seeds(), st.integers(1, 12))
def test_no_metre_of_street_is_lost_or_counted_twice(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    ends = rng.uniform(0, 1000, (count, 2, 2))
    roads = streets({f"S{number}": [tuple(end) for end in pair] for number, pair in enumerate(ends)})
    found = street_sections(roads, square_fabric(1, 1).geometry, longest_m=120)
    crumbs = 5 * (count + 1) ** 2  # what is shorter than five metres is dropped
    assert roads.length.sum() - crumbs <= found["length_m"].sum() <= roads.length.sum() + 1e-6
    assert (found["length_m"] <= 120 + 1e-6).all()
    assert found["street"].str.startswith("S").all()
