from __future__ import annotations

import math

import pytest

from hotspots.evaluation.verdicts import adjusted_p_values, displacement_of, verdict_of


def test_p_values_of_several_areas_are_adjusted_as_benjamini_and_hochberg_do_and_gaps_stay() -> None:
    adjusted = adjusted_p_values([0.01, math.nan, 0.02, 0.30]).tolist()
    assert adjusted[0] == adjusted[2] == pytest.approx(0.03)
    assert math.isnan(adjusted[1])
    assert adjusted[3] == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("ratio", "p_value", "verdict"),
    [(0.6, 0.05, "fell"), (1.6, 0.05, "rose"), (0.6, 0.11, "unclear"), (0.6, math.nan, "unclear")],
)
def test_a_verdict_falls_only_where_chance_hardly_explains_the_difference(
    ratio: float, p_value: float, verdict: str
) -> None:
    assert verdict_of(ratio, p_value, 0.9) == verdict


def test_displacement_is_seen_where_the_interval_leaves_out_none() -> None:
    assert [displacement_of(*ends) for ends in ((1, 5), (-5, -1), (-1, 5))] == ["moved", "spread", "not_seen"]
