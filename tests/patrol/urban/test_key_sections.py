"""Key sections: where in town a patrol meets most, and when."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from gis.frames import IncidentFrame
from patrol.urban.key_sections import KeyParams, key_sections, nearest_sections, shrunk_ratio
from tests.patrol.demand.test_workload import calls
from tests.strategies import METRIC_CRS, ORIGIN_M, seeds


def sections_of(count: int, length_m: float = 100.0) -> gpd.GeoDataFrame:
    """Streets side by side, 200 m apart."""
    shapes = [
        shapely.LineString(np.array([(0, number * 200), (length_m, number * 200)]) + ORIGIN_M)
        for number in range(count)
    ]
    table = {"street": [f"S{number}" for number in range(count)], "length_m": length_m}
    return gpd.GeoDataFrame(table, geometry=shapes, crs=METRIC_CRS)


def at_streets(counts: list[int]) -> IncidentFrame:
    places = [(50.0, street * 200.0) for street, count in enumerate(counts) for _ in range(count)]
    return calls(["criminal"] * len(places), [""] * len(places), places)


def hours_of(incidents: IncidentFrame, hour: int) -> csr_array:
    rows = np.arange(len(incidents))
    return csr_array((np.ones(len(rows)), (rows, np.full(len(rows), hour))), shape=(len(rows), 168))


def test_ratios_worked_by_hand() -> None:
    """Four sections with 9, 1, 1, 1 incidents: mean 3, variance 12, beyond chance (12 - 3) / 9 = 1."""
    assert shrunk_ratio([9, 1, 1, 1], [100] * 4).tolist() == pytest.approx([10 / 4, 2 / 4, 2 / 4, 2 / 4])
    assert shrunk_ratio([3, 2, 3, 4], [100] * 4).tolist() == [1, 1, 1, 1]  # no more than chance
    assert shrunk_ratio([0, 0], [5, 5]).tolist() == [1, 1]


def test_ratios_agree_with_the_empirical_bayes_rates_of_esda() -> None:
    smoothing = pytest.importorskip("esda.smoothing")
    rng = np.random.default_rng(4)
    length = rng.uniform(50, 300, 40)
    count = rng.poisson(length / 40 * rng.gamma(1.5, 1, 40))
    rate = np.asarray(smoothing.Empirical_Bayes(count.astype(float), length).r).ravel()
    assert shrunk_ratio(count, length) == pytest.approx(rate / (count.sum() / length.sum()))


def test_the_busy_street_is_the_key_section_with_its_hour() -> None:
    incidents = at_streets([1, 9, 1, 1, *[1] * 16])
    found = key_sections(sections_of(20), incidents, hours_of(incidents, 24 + 21))
    assert found["street"].tolist() == ["S1"]
    row = found.iloc[0]
    assert (row["section_id"], row["incidents"], row["peak_hours"], row["peak_days"]) == (
        1,
        9,
        "21-22",
        "workdays",
    )
    assert row["incidents_share"] == pytest.approx(9 / 28)
    assert row["peak_share"] == 1


def test_streets_that_differ_by_chance_alone_have_no_key_section() -> None:
    incidents = at_streets([3, 4, 3, 2, 3, 4])
    assert len(key_sections(sections_of(6), incidents, hours_of(incidents, 0))) == 0
    nothing = at_streets([1]).iloc[:0]
    assert len(key_sections(sections_of(6), IncidentFrame(nothing), csr_array((0, 168)))) == 0


def test_two_incidents_make_no_key_section_however_quiet_the_other_streets_are() -> None:
    incidents = at_streets([2, *[0] * 19])
    assert shrunk_ratio([2, *[0] * 19], [100] * 20)[0] == pytest.approx((2 + 1 / 9) / (0.1 + 1 / 9))
    assert len(key_sections(sections_of(20), incidents, hours_of(incidents, 0))) == 0


def test_incidents_out_of_reach_lie_at_no_street() -> None:
    points = gpd.GeoSeries(
        gpd.points_from_xy(*(np.array([[50, 50], [49, 51]]) + np.array(ORIGIN_M)[:, None])), crs=METRIC_CRS
    )
    section, near = nearest_sections(sections_of(1), points, 50)
    assert (near.tolist(), section[0]) == ([True, False], 0)


def test_wrong_shares_and_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        key_sections(sections_of(1), at_streets([1]), csr_array((2, 168)))
    with pytest.raises(ValueError, match="above 0"):
        KeyParams(reach_m=0)
    with pytest.raises(ValueError, match="share"):
        KeyParams(share=2)


@settings(max_examples=25, deadline=None)
@given(seeds(), st.integers(2, 40))
def test_key_sections_are_few_busy_and_best_first(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    counts = rng.negative_binomial(0.5, 0.1, count)
    counts[0] += 1
    incidents = at_streets(counts.tolist())
    found = key_sections(sections_of(count), incidents, hours_of(incidents, 5))
    assert (found["incidents"] >= 3).all()
    assert (found["rate_ratio"] >= 2).all()
    assert found["rate_ratio"].is_monotonic_decreasing
    assert len(found) <= max(1, 0.1 * count)
    assert found["section_id"].tolist() == list(range(1, len(found) + 1))
    assert found["incidents"].tolist() == [counts[int(street[1:])] for street in found["street"]]
